"""docs/fit-rules.md says what the rules say, and every sentence of the guide in it is held by a rule."""

from __future__ import annotations

import re

from bot.core.pack import Pack
from bot.core.sizing.rules_table import rules_table
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "fit-rules.md").read_text(encoding="utf-8")


def _between(mark: str) -> str:
    return PAGE.split(f"<!-- {mark} -->")[1].split(f"<!-- /{mark} -->")[0].strip()


def _guide_rows() -> list[tuple[str, list[str]]]:
    """(section, rules) of each row."""
    rows = [line.strip("|").split("|") for line in _between("guide").splitlines()[2:]]
    return [(cells[1].strip().strip("`"), re.findall(r"`([^`]+)`", cells[2])) for cells in rows]


def test_the_table_is_written_from_the_rules(pack: Pack) -> None:
    """If this fails, run `python scripts/write_rules_table.py`."""
    assert _between("rules") == rules_table(pack.sizing)


def test_every_sentence_of_the_guide_is_held_by_a_rule(pack: Pack) -> None:
    """Each row names a section that exists and at least one rule that exists."""
    rules = {rule.id for rule in pack.sizing.rules}
    sections = set(pack.sources["fit-guide"].sections)
    for section, held_by in _guide_rows():
        assert section.removeprefix("fit-guide#") in sections
        assert held_by
        assert set(held_by) <= rules


def test_every_rule_that_rests_on_the_guide_names_its_sentence(pack: Pack) -> None:
    """No rule claims the guide without a sentence of it in the table."""
    named = {rule for _, rules in _guide_rows() for rule in rules}
    claimed = {rule.id for rule in pack.sizing.rules if rule.basis == "guide"}
    assert claimed - named == set()


def test_every_section_about_sizing_is_in_the_table() -> None:
    """None of the guide's sections on fit is left out."""
    wanted = {
        *("quick-answer", "deep-dive", "foot-type-narrow", "foot-type-wide", "comfort", "compare-nike"),
        *("compare-new-balance", "compare-asics", "mens-womens", "faq-stretch", "faq-flat-feet", "conclusion"),
    }
    assert {section.removeprefix("fit-guide#") for section, _ in _guide_rows()} == wanted
