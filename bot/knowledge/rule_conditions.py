"""The condition language of `fit_rules.yaml`: facts and the values they may have, as specs for reading and schema."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.sizing.facts import FACT_NAMES
from bot.core.sizing.knowledge import Condition, FactValue
from bot.knowledge.fields import Schema, complain_of_type, is_refused
from bot.knowledge.nodes import Listing, Mapping, Node, Scalar, ScalarKind
from bot.knowledge.reading import Reading
from bot.knowledge.suggestions import did_you_mean

_VALUE_SCHEMA: Schema = {"type": ["string", "boolean", "null"]}
_VALUE_KINDS = (ScalarKind.TEXT, ScalarKind.BOOLEAN, ScalarKind.NOTHING)


@dataclass(frozen=True, slots=True)
class NumberOrNothing:
    """A number, or `null` for what no source holds; read as no or one number."""

    def read(self, node: Node, reading: Reading) -> tuple[float, ...] | None:
        """One number, or an empty tuple for `null`."""
        if isinstance(node, Scalar) and node.kind is ScalarKind.NOTHING:
            return ()
        if isinstance(node, Scalar) and isinstance(node.value, float):
            return (node.value,)
        complain_of_type(node, reading, "a number or null", "write null for a number that no source holds")
        return None

    def schema(self) -> Schema:
        """A number or null."""
        return {"type": ["number", "null"]}


@dataclass(frozen=True, slots=True)
class FactValues:
    """One value of a fact, or a list of them."""

    def read(self, node: Node, reading: Reading) -> tuple[FactValue, ...] | None:
        """The values in order."""
        items = node.items if isinstance(node, Listing) else (node,)
        if not items:
            reading.complain(node, "this list is empty", "name at least one value, or leave the fact out")
            return None
        values: list[FactValue] = []
        for item in items:
            if not isinstance(item, Scalar) or item.kind not in _VALUE_KINDS:
                complain_of_type(item, reading, "a word, true, false or null")
                return None
            values.append(item.value if isinstance(item.value, bool) else item.text if item.value else None)
        return tuple(values)

    def schema(self) -> Schema:
        """A value or an array of values."""
        return {"anyOf": [_VALUE_SCHEMA, {"type": "array", "items": _VALUE_SCHEMA, "minItems": 1}]}


@dataclass(frozen=True, slots=True)
class FactGroup:
    """Facts with the values that are wanted, all of which have to hold."""

    def read(self, node: Node, reading: Reading) -> tuple[Condition, ...] | None:
        """One condition for each fact, in file order."""
        if not isinstance(node, Mapping) or not node.pairs:
            complain_of_type(node, reading, "facts with their values, like {evidence: usual}")
            return None
        conditions = [_condition(name, value, reading) for name, value in node.pairs]
        return tuple(part for part in conditions if part) if all(conditions) else None

    def schema(self) -> Schema:
        """An object with facts as keys."""
        return {
            "type": "object",
            "additionalProperties": False,
            "minProperties": 1,
            "properties": {name: FactValues().schema() for name in FACT_NAMES},
        }


def _condition(name: Scalar, value: Node, reading: Reading) -> Condition | None:
    if name.text not in FACT_NAMES and not is_refused(name):
        hint = did_you_mean(name.text, FACT_NAMES) or "the top of fit_rules.yaml lists all facts"
        reading.complain(name, f"`{name.text[:60]}` is no fact that a rule can ask for", hint)
        return None
    values = FactValues().read(value, reading)
    return Condition(name.text, values) if values is not None else None


@dataclass(frozen=True, slots=True)
class When:
    """One group of facts, or a list of groups of which any one is enough."""

    def read(self, node: Node, reading: Reading) -> tuple[tuple[Condition, ...], ...] | None:
        """The groups in order."""
        nodes = node.items if isinstance(node, Listing) else (node,)
        groups = [FactGroup().read(item, reading) for item in nodes]
        return tuple(group for group in groups if group) if groups and all(groups) else None

    def schema(self) -> Schema:
        """A group or an array of groups."""
        return {"anyOf": [FactGroup().schema(), {"type": "array", "items": FactGroup().schema(), "minItems": 1}]}
