"""The cache of packs: what was found sound comes back as it was, and anything else is read strictly again."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

import pytest

from bot.core.pack import Pack
from bot.core.sizing.knowledge import SizingKnowledge
from bot.core.sizing.words import SizeWords
from bot.knowledge.kept_values import values_from_json, values_to_json
from bot.knowledge.library import UnusablePackError, load_library
from bot.knowledge.loader import load_pack
from bot.knowledge.pack_cache import PackCache
from tests.conftest import SHIPPED_PACK
from tests.knowledge.conftest import TINY

Damage = Callable[[bytes], bytes]


@pytest.fixture(scope="module", params=[SHIPPED_PACK, TINY], ids=["shipped", "tiny"])
def pack(request: pytest.FixtureRequest) -> Pack:
    pack = load_pack(request.param).pack
    assert pack is not None
    return pack


@pytest.fixture
def own_pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "pack"))


def same(one: Pack, other: Pack) -> bool:
    """Whether two packs say the same; what is compared by identity is compared by what it holds."""
    alike = [held(one.size_words) == held(other.size_words), held(one.sizing) == held(other.sizing)]
    return all(alike) and replace(one, size_words=other.size_words, sizing=other.sizing) == other


def held(value: SizeWords | SizingKnowledge) -> list[object]:
    return [getattr(value, field.name) for field in fields(value)]


def test_a_pack_comes_back_as_it_was_read(pack: Pack, tmp_path: Path) -> None:
    cache = PackCache(tmp_path / "new" / "cache")
    assert cache.save(pack)
    found = cache.load(pack.digest)
    assert found is not None
    assert same(found, pack)


def test_what_an_entry_shares_with_its_original_is_held_once(pack: Pack) -> None:
    kept = values_from_json(values_to_json(pack))
    assert all(entry.ask is kept.originals[name].ask for name, entry in kept.entries.items())


def test_other_files_find_nothing(pack: Pack, tmp_path: Path) -> None:
    PackCache(tmp_path).save(pack)
    assert PackCache(tmp_path).load("0" * 64) is None


def test_another_version_of_the_program_finds_nothing(pack: Pack, tmp_path: Path) -> None:
    PackCache(tmp_path, "older").save(pack)
    assert PackCache(tmp_path, "older").load(pack.digest) is not None
    assert PackCache(tmp_path).load(pack.digest) is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[:-10],
        lambda content: b"",
        lambda content: b"\xff" + content,
        lambda content: content[:200] + b"x" + content[201:],
        lambda content: content + b" ",
    ],
)
def test_a_damaged_file_is_the_same_as_none(pack: Pack, tmp_path: Path, damage: Damage) -> None:
    cache = PackCache(tmp_path)
    cache.save(pack)
    (file,) = tmp_path.glob("*.pack")
    file.write_bytes(damage(file.read_bytes()))
    assert cache.load(pack.digest) is None


@pytest.mark.parametrize(
    "text",
    ["", "[", '{"Pack":[]}', '{"os":["x"]}', '{"date":"never"}', '{"again":7}', '{"Scale":"x"}', '{"a":1,"b":2}'],
)
def test_text_that_holds_no_pack_makes_nothing(text: str) -> None:
    with pytest.raises((ValueError, TypeError, KeyError, IndexError)):
        values_from_json(text)


def test_only_values_of_packs_are_kept() -> None:
    with pytest.raises(TypeError, match="no value of a pack: object"):
        values_to_json((1, object()))


def test_a_directory_that_cannot_be_written_is_no_error(pack: Pack, tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a directory")
    assert not PackCache(in_the_way / "cache").save(pack)


def test_no_half_written_files_stay_and_old_ones_go(pack: Pack, tmp_path: Path) -> None:
    for number in range(12):
        PackCache(tmp_path, str(number)).save(pack)
    assert PackCache(tmp_path, "11").load(pack.digest) is not None
    assert [path.suffix for path in tmp_path.iterdir()] == [".pack"] * 8


def test_a_second_start_needs_nothing_that_reads_yaml(own_pack: Path, tmp_path: Path) -> None:
    load_library(own_pack, tmp_path / "cache")
    program = (
        "import sys; from pathlib import Path; from bot.knowledge.library import load_library\n"
        f"library = load_library(Path({str(own_pack)!r}), Path({str(tmp_path / 'cache')!r}))\n"
        "print(len(library.pack.entries) > 0, 'yaml' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["True", "False"]


def test_a_changed_file_is_read_strictly_however_sound_the_kept_pack_is(own_pack: Path, tmp_path: Path) -> None:
    load_library(own_pack, tmp_path / "cache")
    shoe = own_pack / "shoe.yaml"
    shoe.write_text(shoe.read_text(encoding="utf-8") + "\nsurprise: yes\nanother: 1\n", encoding="utf-8")
    with pytest.raises(UnusablePackError) as caught:
        load_library(own_pack, tmp_path / "cache")
    assert len([problem for problem in caught.value.problems if problem.path == "shoe.yaml"]) > 1
