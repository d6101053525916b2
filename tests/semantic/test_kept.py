"""What was read of a pack's sentences outlives the process, and a bad file is the same as none."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.cache_files import write_arrays
from bot.core.faq.entry import Entry
from bot.core.faq.head import TrainedHead
from bot.core.faq.index import build_index
from bot.core.faq.lexicon import Lexicon, OutOfScope
from bot.core.faq.sentence_index import with_sentences
from bot.semantic.kept import KeptSentences, text_key

DIGEST, ENCODER, TEXTS = "0123abcd", "minilm-1", ("do they stretch", "how heavy")
VECTORS = np.array([[0.5, -0.25], [1.0, 0.0]], np.float32)
ENTRIES = {
    name: Entry(name, "t", f"What about the {name}?", (f"how is the {name}", f"tell me of {name}s"), "-")
    for name in ("saddle", "bell")
}
INDEX = build_index(ENTRIES, Lexicon(), OutOfScope(), ())
SIZE = 2
PHRASINGS = len(INDEX.phrasings)
TAUGHT = with_sentences(INDEX, np.tile(VECTORS, (PHRASINGS // 2, 1))).trained
assert TAUGHT is not None
HEAD: TrainedHead = TAUGHT


@pytest.fixture
def kept(tmp_path: Path) -> KeptSentences:
    found = KeptSentences(tmp_path / "cache", ENCODER)
    found.save(DIGEST, TEXTS, VECTORS, HEAD)
    return found


def file_of(tmp_path: Path) -> Path:
    (file,) = (tmp_path / "cache").iterdir()
    return file


def test_vectors_and_head_come_back_as_they_were(kept: KeptSentences) -> None:
    vectors, head = kept.vectors(DIGEST), kept.head(DIGEST, INDEX.vectors, SIZE)

    assert all(np.array_equal(vectors[text_key(text)], vector) for text, vector in zip(TEXTS, VECTORS, strict=True))
    assert head is not None
    assert np.array_equal(head.weights, HEAD.weights)


def test_another_packs_index_finds_the_vectors_of_the_texts_they_share_but_no_head(kept: KeptSentences) -> None:
    assert text_key(TEXTS[0]) in kept.vectors("another")
    assert kept.head("another", INDEX.vectors, SIZE) is None


def test_another_encoder_finds_nothing(kept: KeptSentences, tmp_path: Path) -> None:
    other = KeptSentences(tmp_path / "cache", "minilm-2")

    assert not other.vectors(DIGEST)
    assert other.head(DIGEST, INDEX.vectors, SIZE) is None


@pytest.mark.parametrize("damage", ["cut short", "emptied", "a byte changed", "something else"])
def test_a_damaged_file_is_the_same_as_none(kept: KeptSentences, tmp_path: Path, damage: str) -> None:
    file = file_of(tmp_path)
    whole = bytearray(file.read_bytes())
    changed = bytes([*whole[:200], whole[200] ^ 0xFF, *whole[201:]])
    content = {"cut short": bytes(whole[:-30]), "emptied": b"", "a byte changed": changed, "something else": b"hello"}
    file.write_bytes(content[damage])

    assert kept.head(DIGEST, INDEX.vectors, SIZE) is None
    assert not kept.vectors(DIGEST)


def test_sealed_arrays_that_are_no_head_are_the_same_as_none(kept: KeptSentences, tmp_path: Path) -> None:
    file = file_of(tmp_path)
    for changed in ({"head_weights": HEAD.weights}, {"keys": np.uint64(1), "vectors": VECTORS}, {"vectors": VECTORS}):
        write_arrays(file, changed)

        assert kept.head(DIGEST, INDEX.vectors, SIZE) is None
        assert not kept.vectors(DIGEST)


def test_a_head_for_vectors_of_another_length_is_the_same_as_none(kept: KeptSentences) -> None:
    assert kept.head(DIGEST, INDEX.vectors, SIZE + 1) is None


def test_a_directory_that_cannot_be_written_is_borne(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    kept = KeptSentences(tmp_path / "file", ENCODER)

    kept.save(DIGEST, TEXTS, VECTORS, HEAD)

    assert not kept.vectors(DIGEST)


def test_only_the_newest_files_are_kept(tmp_path: Path) -> None:
    kept = KeptSentences(tmp_path, ENCODER)
    for number in range(20):
        kept.save(f"{number:04}", TEXTS, VECTORS, HEAD)

    assert len(list(tmp_path.iterdir())) == 16
