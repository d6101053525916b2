"""What is wrong with a set of fit rules: rules that never fire, rules that contradict, examples that do not hold.

The rules are tried, not read: a contradiction is two rules that want different things of the same facts. Findings are
data; whoever reads the files knows the lines and turns them into problems.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from bot.core.sizing.advice import advise
from bot.core.sizing.facts import COMPARE_FACTS, RESULT_FACTS, known_values, overlap
from bot.core.sizing.knowledge import FitRule, SizingKnowledge, Stage
from bot.core.sizing.options import parse_size_options
from bot.core.sizing.recommendation import NeedMore
from bot.core.sizing.wording import placeholders

REASON_WORDS = frozenset(
    {"name", "said", "winner", "size", "advised", "start", "smaller", "theirs", "brand", "shoe", "label", "foot"}
    | {"men", "women", "men_by_label", "women_cm"}
)
"""Placeholders that a reason or an alternative's condition may hold."""


@dataclass(frozen=True, slots=True)
class RuleFault:
    """One thing that is wrong with one rule."""

    rule: str
    key: str
    """The key of the rule at which to look."""
    message: str
    hint: str = ""


def lint_rules(knowledge: SizingKnowledge) -> tuple[RuleFault, ...]:
    """Everything that is wrong with the rules, in file order. Never raises."""
    faults: list[RuleFault] = []
    for rule in knowledge.rules:
        faults += _values(rule, knowledge)
        faults += _stage(rule)
        faults += _texts(rule)
        faults += _examples(rule, knowledge)
    return (*faults, *_contradictions(knowledge.rules))


def _values(rule: FitRule, knowledge: SizingKnowledge) -> Iterator[RuleFault]:
    """A value that a fact never has makes its group unreachable."""
    for part in (part for group in rule.when for part in group):
        known = known_values(knowledge, part.field)
        for value in part.values if known is not None else ():
            if value not in (known or ()):
                words = ", ".join(sorted(str(word) for word in known or () if word is not None))
                message = f"`{part.field}` is never `{value}`, so the rule cannot fire on it"
                yield RuleFault(rule.id, "when", message, f"write one of {words}")


def _stage(rule: FitRule) -> Iterator[RuleFault]:
    """Facts and effects that a stage cannot have."""
    fields = {part.field for group in rule.when for part in group}
    if fields & set(COMPARE_FACTS) and rule.stage is not Stage.COMPARE:
        yield RuleFault(rule.id, "when", "only compare rules know `against` and `gap`", "use `stage: compare`")
    if fields & {*RESULT_FACTS, "note"} and rule.stage is not Stage.NOTE:
        yield RuleFault(rule.id, "when", "it asks for a fact of the result, which only notes know", "use `stage: note`")
    if rule.half_sizes and rule.stage not in (Stage.START, Stage.ADJUST):
        yield RuleFault(rule.id, "half_sizes", f"a {rule.stage} rule moves no size", "use `stage: adjust`")
    if (rule.pick or rule.alternative_pick) and rule.stage is not Stage.PICK:
        yield RuleFault(rule.id, "pick", f"a {rule.stage} rule picks no size", "use `stage: pick`")
    offers = rule.alternative_half_sizes is not None or bool(rule.alternative_pick)
    if offers != bool(rule.alternative_when):
        missing = "alternative_when" if offers else "alternative_half_sizes"
        yield RuleFault(rule.id, missing, f"an alternative needs `{missing}` too", f"add `{missing}:`")


def _texts(rule: FitRule) -> Iterator[RuleFault]:
    if placeholders(rule.text):
        yield RuleFault(rule.id, "text", "`text` has to stand alone, without placeholders", "move them to `reason`")
    for text in (rule.reason, *(part.text for part in rule.alternative_when)):
        for name in placeholders(text):
            if name not in REASON_WORDS:
                hint = f"use one of {', '.join(sorted(REASON_WORDS))}"
                yield RuleFault(rule.id, "reason", f"`{{{name}}}` is not known in a reason", hint)


def _examples(rule: FitRule, knowledge: SizingKnowledge) -> Iterator[RuleFault]:
    for key, line, should_fire in (("example", rule.example, True), ("near_miss", rule.near_miss, False)):
        if not line:
            yield RuleFault(rule.id, key, f"`{key}` is missing", "add a line of `size` options")
            continue
        fired = fired_by(line, knowledge)
        if isinstance(fired, NeedMore):
            yield RuleFault(rule.id, key, f"`{key}` gives no size: {fired.error or fired.ask}", "write other options")
        elif (rule.id in fired) is not should_fire:
            state = "does not fire" if should_fire else "fires"
            yield RuleFault(rule.id, key, f"the rule {state} on its `{key}`", "change the line or the rule's `when`")


def fired_by(line: str, knowledge: SizingKnowledge) -> frozenset[str] | NeedMore:
    """Ids of all rules that fire on a line of `size` options; the question where it gives no size."""
    try:
        words = shlex.split(line)
    except ValueError:
        return NeedMore((), "Close every quote.", "the quotes do not match")
    profile = parse_size_options(words, knowledge)
    if isinstance(profile, NeedMore):
        return profile
    advice = advise(profile, knowledge)
    if isinstance(advice, NeedMore):
        return advice
    return frozenset((*(reason.rule for reason in advice.reasons), *advice.note_rules))


def _contradictions(rules: Sequence[FitRule]) -> Iterator[RuleFault]:
    """Pairs of rules that want different things of the same facts; named at the later one."""
    for first, second in combinations(rules, 2):
        if first.stage is second.stage and _can_both_fire(first, second):
            clash = _clash(first, second)
            if clash:
                yield RuleFault(second.id, "when", f"{clash} as `{first.id}` on the same facts", "narrow one `when`")


def _can_both_fire(first: FitRule, second: FitRule) -> bool:
    return any(overlap(one, other) for one in first.when for other in second.when)


def _clash(first: FitRule, second: FitRule) -> str:
    if first.stage is Stage.START:
        return "it gives a start size"
    if first.stage is Stage.PICK and first.pick and second.pick and first.pick != second.pick:
        return "it picks another size"
    same_when = set(first.when) == set(second.when)
    if first.stage is Stage.ADJUST and same_when and first.half_sizes != second.half_sizes:
        return "it moves the size otherwise than the rule"
    if first.stage is Stage.ADJUST and _direction(first) * _direction(second) < 0:
        return "it offers an alternative in the other direction"
    return ""


def _direction(rule: FitRule) -> int:
    return rule.alternative_half_sizes or 0
