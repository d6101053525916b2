"""What a command can fail with. The command line turns each into a message and an exit code; nothing else exits."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.problems import Problem


class UsageError(Exception):
    """The command was called with something it cannot use."""


class KnowledgeError(Exception):
    """The knowledge pack has errors; `problems` holds all of them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("the knowledge pack has errors")
        self.problems = tuple(problems)


class RefusedError(Exception):
    """Discord refused the token or an intent."""


class ConfigurationError(Exception):
    """Something that the operator set up cannot work; starting again does not help. The message says what to do."""


class OperatorError(Exception):
    """A command could not do its work just now; the message says what to do."""
