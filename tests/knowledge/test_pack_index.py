"""A pack's index: with thesaurus, head and cache brought together."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.faq.decision import Policy
from bot.core.faq.pack_lint import lint_pack, run_entry_tests
from bot.core.pack import Library
from bot.knowledge.pack_index import load_index, shared_thesaurus
from bot.knowledge.thesaurus_file import load_thesaurus


def test_a_second_start_reads_the_cache_and_ranks_the_same(shipped_library: Library, tmp_path: Path) -> None:
    first = load_index(shipped_library.pack, tmp_path)
    (file,) = tmp_path.iterdir()
    written = file.read_bytes()
    second = load_index(shipped_library.pack, tmp_path)
    assert first.trained is not None
    assert second.trained is not None
    assert file.read_bytes() == written
    for question in ("do they strech", "how much r they", "are they any good for wide feet"):
        one, other = second.rank(question), first.rank(question)
        assert one == other
        assert [found.evidence for found in one.candidates] == [found.evidence for found in other.candidates]


def test_a_damaged_cache_is_built_again(shipped_library: Library, tmp_path: Path) -> None:
    load_index(shipped_library.pack, tmp_path)
    (file,) = tmp_path.iterdir()
    good = file.read_bytes()
    file.write_bytes(good[: len(good) // 2])
    assert load_index(shipped_library.pack, tmp_path).trained is not None
    assert file.read_bytes()[:10] == good[:10]
    assert len(file.read_bytes()) == len(good)


def test_the_thesaurus_is_loaded_once(tmp_path: Path) -> None:
    assert shared_thesaurus() is shared_thesaurus()
    torn = tmp_path / "torn.npz"
    torn.write_bytes(b"nothing of the kind")
    with pytest.raises(ValueError, match=r"pickle|damaged|lacks"):
        load_thesaurus(torn)


def test_the_shipped_packs_own_tests_hold_but_for_a_known_few(shipped_library: Library) -> None:
    entries = shipped_library.pack.entries
    failures = run_entry_tests(shipped_library.index, entries, Policy())
    tests = sum(len(entry.must_match) + len(entry.must_not_match) for entry in entries.values())
    assert len(failures) <= tests * 0.03, [str(failure) for failure in failures]


def test_the_shipped_pack_has_enough_phrasings_and_keeps_its_entries_apart(shipped_library: Library) -> None:
    lint = lint_pack(shipped_library.index)
    assert lint.thin == ()
    assert lint.right_share > 0.6
