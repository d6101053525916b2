"""The lint of fit rules: silent on the shipped pack, and loud on each kind of mistake."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.core.pack import Pack
from bot.core.sizing.knowledge import Clause, Condition, FitRule, SizingKnowledge, Stage
from bot.core.sizing.rules_lint import fired_by, lint_rules


def _with(sizing: SizingKnowledge, rule_id: str, **changes: Any) -> SizingKnowledge:
    """The same knowledge with one rule changed."""
    rules = tuple(replace(rule, **changes) if rule.id == rule_id else rule for rule in sizing.rules)
    return replace(sizing, rules=rules)


def _found(sizing: SizingKnowledge) -> list[tuple[str, str]]:
    return [(fault.rule, fault.key) for fault in lint_rules(sizing)]


def test_the_shipped_rules_are_clean(pack: Pack) -> None:
    """Every rule fires on its example, holds still on its near miss, and contradicts no other."""
    assert lint_rules(pack.sizing) == ()


def test_every_shipped_rule_has_an_example_and_a_near_miss(pack: Pack) -> None:
    """Both are lines that can be typed."""
    assert [rule.id for rule in pack.sizing.rules if not rule.example or not rule.near_miss] == []


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"example": ""}, "example"),
        ({"near_miss": ""}, "near_miss"),
        ({"example": "--usual 10 --scale men --width narrow"}, "example"),
        ({"near_miss": "--usual 11 --scale men --width wide"}, "near_miss"),
        ({"example": "--usual 70"}, "example"),
        ({"example": '--usual "10'}, "example"),
        ({"when": ((Condition("width", ("huge",)),),)}, "when"),
        ({"when": ((Condition("gap", ("far",)),),)}, "when"),
        ({"text": "Take {size}."}, "text"),
        ({"reason": "Take {nonsense}."}, "reason"),
        ({"alternative_when": ()}, "alternative_when"),
        ({"pick": "larger"}, "pick"),
    ],
)
def test_a_mistake_in_a_rule_is_found_at_its_key(changes: dict[str, object], key: str, pack: Pack) -> None:
    """`wide-foot`, broken in one place."""
    assert ("wide-foot", key) in _found(_with(pack.sizing, "wide-foot", **changes))


def test_two_start_rules_for_the_same_facts_contradict(pack: Pack) -> None:
    """Exactly one start rule may fire for a piece of evidence."""
    broken = _with(pack.sizing, "unknown-shoe", when=((Condition("evidence", ("usual", "unknown-shoe")),),))
    assert ("unknown-shoe", "when") in _found(broken)


def test_two_effects_for_the_same_facts_contradict(pack: Pack) -> None:
    """The same condition cannot add half a size and none."""
    wide = pack.sizing.rule("extra-wide-foot")
    assert wide is not None
    twin = replace(wide, id="twin", half_sizes=-1)
    assert ("twin", "when") in _found(replace(pack.sizing, rules=(*pack.sizing.rules, twin)))


def test_alternatives_in_opposite_directions_contradict(pack: Pack) -> None:
    """One rule offers the half size above, the other the one below."""
    wide = pack.sizing.rule("wide-foot")
    assert wide is not None
    twin = replace(wide, id="twin", alternative_half_sizes=-1, alternative_when=(Clause("you like it"),))
    assert ("twin", "when") in _found(replace(pack.sizing, rules=(*pack.sizing.rules, twin)))


def test_a_new_rule_needs_no_code(pack: Pack) -> None:
    """A rule added as data fires, and takes its place among the others."""
    socks = FitRule(
        id="two-pairs-of-socks",
        stage=Stage.NOTE,
        when=((Condition("note", ("two-pairs-of-socks",)),),),
        text="Two pairs of socks take up room.",
        basis=pack.sizing.rules[0].basis,
        source="house#inference",
        example="--usual 10 --note two-pairs-of-socks",
        near_miss="--usual 10",
    )
    more = replace(pack.sizing, rules=(*pack.sizing.rules, socks))
    assert lint_rules(more) == ()
    fired = fired_by(socks.example, more)
    assert isinstance(fired, frozenset)
    assert socks.id in fired
