"""The cache of indexes: what is kept comes back, and nothing that is wrong with a file stops the bot."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.cache_files import read_arrays, write_arrays
from bot.core.faq.entry import Entry
from bot.core.faq.index import FaqIndex, build_index, stored_parts, train_head, with_head
from bot.core.faq.lexicon import Lexicon, OutOfScope
from bot.knowledge.index_cache import IndexCache


@pytest.fixture(scope="module")
def index() -> FaqIndex:
    entries = {
        name: Entry(name, "t", f"What about the {name}?", (f"how is the {name}", f"tell me of {name}s"), "-")
        for name in ("saddle", "bell", "chain")
    }
    bare = build_index(entries, Lexicon(), OutOfScope(), ())
    return with_head(bare, train_head(bare))


@pytest.fixture
def kept(tmp_path: Path, index: FaqIndex) -> Path:
    assert IndexCache(tmp_path / "new" / "cache").save(index.digest, stored_parts(index), index.trained)
    return tmp_path / "new" / "cache"


def test_what_was_saved_is_loaded(kept: Path, index: FaqIndex) -> None:
    found = IndexCache(kept).load(index.digest)
    assert found is not None
    stored, head = found
    assert stored.plain_phrasings == index.plain_phrasings
    assert head is not None
    assert (head.weights == index.trained.weights).all()  # type: ignore[union-attr]


def test_another_digest_finds_nothing(kept: Path) -> None:
    assert IndexCache(kept).load("0" * 32) is None


@pytest.mark.parametrize(
    "damage", [lambda b: b[:-10], lambda b: b"", lambda b: b[:200] + b"x" + b[201:], lambda b: b + b"x"]
)
def test_a_damaged_file_is_the_same_as_none(kept: Path, index: FaqIndex, damage: object) -> None:
    (file,) = kept.glob("*.index")
    file.write_bytes(damage(file.read_bytes()))  # type: ignore[operator]
    assert IndexCache(kept).load(index.digest) is None


def test_the_file_of_another_index_is_the_same_as_none(kept: Path) -> None:
    (file,) = kept.glob("*.index")
    file.rename(kept / f"{'0' * 32}.index")
    assert IndexCache(kept).load("0" * 32) is None


def test_sealed_arrays_that_are_no_index_are_the_same_as_none(kept: Path, index: FaqIndex) -> None:
    (file,) = kept.glob("*.index")
    arrays = read_arrays(file)
    assert arrays is not None
    for changed in (
        {},
        {"keys": arrays["keys"]},
        arrays | {"head_steps": np.float32(1)},
        arrays | {"stems": arrays["keys"]},
    ):
        write_arrays(file, changed)
        assert IndexCache(kept).load(index.digest) is None


def test_a_directory_that_cannot_be_written_is_no_error(tmp_path: Path, index: FaqIndex) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a directory")
    assert not IndexCache(in_the_way / "cache").save(index.digest, stored_parts(index), None)


def test_no_half_written_files_stay_and_old_ones_go(kept: Path, index: FaqIndex) -> None:
    cache = IndexCache(kept)
    for number in range(40):
        cache.save(f"{number:032d}", stored_parts(index), None)
    assert len(list(kept.iterdir())) == 32
