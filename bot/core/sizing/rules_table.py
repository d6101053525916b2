"""The fit rules as a Markdown table, so that the documentation is written from the rules and never beside them."""

from __future__ import annotations

from bot.core.sizing.knowledge import Condition, FactValue, FitRule, SizingKnowledge

_HEAD = "| rule | fires when | effect | basis | source | in words |\n|---|---|---|---|---|---|"


def rules_table(knowledge: SizingKnowledge) -> str:
    """One row for each rule, in the order of the file."""
    return "\n".join((_HEAD, *(_row(rule) for rule in knowledge.rules)))


def _row(rule: FitRule) -> str:
    cells = (f"`{rule.id}`", _when(rule), _effect(rule), str(rule.basis), f"`{rule.source}`", rule.text)
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _when(rule: FitRule) -> str:
    return " **or** ".join(", ".join(_condition(part) for part in group) for group in rule.when)


def _condition(part: Condition) -> str:
    return f"{part.field} {'/'.join(_value(value) for value in part.values)}"


def _value(value: FactValue) -> str:
    return {None: "unknown", True: "yes", False: "no"}[value] if not isinstance(value, str) else value


def _effect(rule: FitRule) -> str:
    """Half sizes, where the size starts, what is picked, the alternative and the ceiling of the confidence."""
    parts = ["the usual size"] if rule.go_to else []
    if rule.half_sizes:
        parts.append(f"{rule.half_sizes:+d} half")
    if rule.pick:
        parts.append(rule.pick)
    if rule.alternative_half_sizes is not None:
        parts.append(f"alternative {rule.alternative_half_sizes:+d} half")
    if rule.alternative_pick:
        parts.append(f"alternative {rule.alternative_pick}")
    if rule.is_final:
        parts.append("nothing added")
    if rule.confidence_at_most:
        parts.append(f"at most {rule.confidence_at_most}")
    return ", ".join(parts) or {"start": "same", "adjust": "same"}.get(rule.stage, "says so")
