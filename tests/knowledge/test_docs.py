"""What the page for moderators shows has to work."""

from __future__ import annotations

import re
from pathlib import Path

from bot.knowledge.check import check_path
from bot.knowledge.containers import ListOf
from bot.knowledge.document import read_document
from bot.knowledge.entries_file import ANSWER_MAX, MIN_ASK, MORE_MAX, TITLE_MAX, WANTED_TESTS, entry_record
from bot.knowledge.fields import Text
from bot.knowledge.reading import Reading
from tests.knowledge.conftest import SHIPPED

PAGE = (SHIPPED.parent / "docs" / "knowledge.md").read_text(encoding="utf-8")


def _template() -> str:
    found = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_template_of_a_new_entry_reads_without_an_error(tmp_path: Path) -> None:
    file = tmp_path / "new.yaml"
    file.write_text(_template(), encoding="utf-8")
    structural = [one for one in check_path(file, SHIPPED).problems if not one.message.startswith("test fails")]
    assert structural == []


def test_every_key_of_an_entry_is_explained() -> None:
    for key in entry_record("").keys:
        assert re.search(rf"^\| .*`{key.name}`.* \|", PAGE, re.MULTILINE), key.name


def test_the_limits_on_the_page_are_those_of_the_reader() -> None:
    for limit in (TITLE_MAX, ANSWER_MAX, MORE_MAX):
        assert f"up to {limit} characters" in PAGE
    assert (MIN_ASK, WANTED_TESTS) == (5, {"must_match": 3, "must_not_match": 1})


def test_every_file_of_the_pack_is_on_the_page() -> None:
    for path in SHIPPED.glob("*.yaml"):
        assert f"`{path.name}`" in PAGE


def test_what_trips_people_is_refused_or_warned_of_and_the_cure_works() -> None:
    rows = re.findall(r"^\| `(- .*?)`(?: or .*?)? \| .* \| `(- .*?)`(?:, .*)? \|$", PAGE, re.MULTILINE)
    assert len(rows) == 3
    for wrong, right in rows:
        assert _problems(wrong), wrong
        assert not _problems(right), right


def _problems(text: str) -> list[object]:
    node, problems = read_document(text, "f.yaml")
    reading = Reading("f.yaml")
    if node is not None:
        ListOf(Text()).read(node, reading)
    return [*problems, *reading.problems]
