"""Places for what the lint of the fit rules finds: it knows ids and keys, a person needs file, line and column."""

from __future__ import annotations

from bot.core.problems import Problem
from bot.core.sizing.knowledge import SizingKnowledge
from bot.core.sizing.rules_lint import RuleFault, lint_rules
from bot.knowledge.nodes import Listing, Mapping, Node, Scalar, find_node

_FILE = "fit_rules.yaml"


def rule_problems(sizing: SizingKnowledge, document: Node | None) -> list[Problem]:
    """Everything that is wrong with the fit rules as rules; `document` is their file as a tree."""
    return [_located(fault, document) for fault in lint_rules(sizing)]


def _located(fault: RuleFault, document: Node | None) -> Problem:
    message = f"rule `{fault.rule}`: {fault.message}"
    if document is None:
        return Problem(_FILE, 0, 0, message, fault.hint)
    place = find_node(_rule(document, fault.rule), fault.key)
    return Problem(_FILE, place.line, place.column, message, fault.hint)


def _rule(document: Node, rule_id: str) -> Node:
    rules = find_node(document, "rules")
    for rule in rules.items if isinstance(rules, Listing) else ():
        name = rule.get("id") if isinstance(rule, Mapping) else None
        if isinstance(name, Scalar) and name.text == rule_id:
            return rule
    return document
