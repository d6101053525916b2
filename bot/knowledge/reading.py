"""Where a reader collects what it finds: problems, and names that have to be looked up later."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.core.problems import Problem, Severity
from bot.knowledge.nodes import Node, Scalar


@dataclass(frozen=True, slots=True)
class Reference:
    """A name that has to exist somewhere else in the pack."""

    kind: str
    """What it names: `entry`, `source`, `rule`, `brand` …"""
    name: str
    path: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Template:
    """A text that may hold `{placeholders}`, for checking once all names are known."""

    text: str
    path: str
    line: int
    column: int
    is_literal: bool = False
    """The text starts on the line after `line`, and its lines are those of the file."""

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of a character of the text; of the whole text where that cannot be told."""
        if not self.is_literal:
            return self.line, self.column
        return self.line + 1 + self.text.count("\n", 0, offset), 0


@dataclass(slots=True)
class Reading:
    """One file being read. Readers append to it and never raise."""

    path: str
    problems: list[Problem] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    templates: list[Template] = field(default_factory=list)
    defined: set[tuple[str, str]] = field(default_factory=set)
    """(kind, name) of what this file defines, even where the thing itself has problems."""

    def complain(self, node: Node, message: str, hint: str = "", severity: Severity = Severity.ERROR) -> None:
        """Collect a problem at the node's place."""
        self.problems.append(Problem(self.path, node.line, node.column, message, hint, severity))

    def define(self, kind: str, node: Node | None) -> None:
        """Remember that the node is the name of something defined here."""
        if isinstance(node, Scalar):
            self.defined.add((kind, node.text))

    def refer(self, node: Node, kind: str, name: str) -> None:
        """Remember that the node names something that has to exist."""
        self.references.append(Reference(kind, name, self.path, node.line, node.column))
