"""Entries as files: what an import would do is shown first; what an export gives, import and `check` take."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.problems import Severity
from bot.knowledge.check import check_path
from tests.discord_ui.keepers import TINY, Club, is_disabled
from tests.discord_ui.reading import labels_of, text_of

WASH = b"""- id: washing
  title: Can I wash them?
  ask: # as people type it
    - are they machine washable
    - how do i wash them
    - washing machine ok
    - clean them in the wash
    - by hand or in laundry
  answer: Wash them by hand.
  must_match: [can these be washed, is the machine ok for washing, how do you wash these]
  source: catalogue#tern
  basis: house
"""
HOSTILE = {
    "no yaml.txt": (b"- id: x", "This is no YAML file"),
    "empty.yaml": (b"", "This file is empty"),
    "huge.yaml": (b"# " + b"x" * 300_000, "are allowed"),
    "latin.yaml": ("- id: caf\xe9".encode("latin-1"), "UTF-8"),
    "nul.yaml": (b"- id: x\x00", ""),
    "zip.yaml": (b"PK\x03\x04" + bytes(range(256)), ""),
    "deep.yaml": (b"[" * 50_000, ""),
    "bomb.yaml": (b"a: &a [x]\nb: [*a, *a]", ""),
    "tag.yaml": (b"- !!python/object/apply:os.system [ls]", ""),
    "twice.yaml": (b"- id: x\n  id: y", ""),
    "list.yaml": (b"just words", "no list of entries"),
}


async def test_an_import_is_shown_and_then_saved_whole(club: Club) -> None:
    card = await club.card("import", file=("entries.yaml", WASH))
    assert "New: Can I wash them?" in text_of(card)
    assert "Compared with" in text_of(card)
    assert "Edit again" not in labels_of(card)
    await club.drop_tests(card)
    await club.mona.click(card, label="Save")
    assert "Wash them by hand." in await club.answer_to("are they machine washable")
    assert "Imported" in text_of(club.staff.last_message)


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_file_that_cannot_be_used_changes_nothing_and_says_why(club: Club, name: str) -> None:
    data, words = HOSTILE[name]
    card = await club.card("import", file=(name, data))
    assert "Please mend first" in text_of(card)
    assert words in text_of(card)
    assert is_disabled(card, "Save")
    assert "Nothing was changed" in text_of(await club.card("history"))


async def test_an_export_is_a_file_that_import_and_check_take(club: Club, tmp_path: Path) -> None:
    await club.drop_tests(card := await club.card("import", file=("entries.yaml", WASH)))
    await club.mona.click(card, label="Save")
    shown = await club.card("export")
    assert "entr" in text_of(shown)
    [file] = shown.attachments
    data = await file.read()
    assert b"# as people type it" in data
    again = await club.card("import", file=(file.filename, data))
    assert "No change" in text_of(again)
    assert is_disabled(again, "Save")
    path = tmp_path / file.filename
    path.write_bytes(data)
    assert [one for one in check_path(path, TINY).problems if one.severity is Severity.ERROR] == []


async def test_a_server_without_entries_of_its_own_has_nothing_to_export(club: Club) -> None:
    assert "no entries of its own" in text_of(await club.card("export"))
