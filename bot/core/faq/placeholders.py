"""Filling `{shoe.toe_box_mm}`, `{rule:wide-foot}` and `{size:10}` in the texts of answers.

Facts, rules and chart rows live once in the pack; answers quote them by name, so that they cannot contradict each
other. Pure: what the names stand for is handed in. What a name may look like is known here and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A placeholder that names nothing."""

    name: str
    """What stands between the braces."""
    offset: int
    """Where its opening brace stands in the text, 0-based."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with its placeholders filled as far as they are known."""

    text: str
    """Unknown ones are left as they were."""
    unknown: tuple[UnknownName, ...] = ()


def fill(text: str, names: Mapping[str, str]) -> Filled:
    """The text with every `{name}` replaced by what `names` says; all unknown names with their places. Never raises."""
    unknown: list[UnknownName] = []

    def replace(match: re.Match[str]) -> str:
        name = match[1].strip()
        if name not in names:
            unknown.append(UnknownName(name, match.start()))
            return match[0]
        return names[name]

    filled = _PLACEHOLDER.sub(replace, text)
    return Filled(filled, tuple(unknown))


def names_in(text: str) -> tuple[str, ...]:
    """The names that a text quotes, in order; with repeats."""
    return tuple(match[1].strip() for match in _PLACEHOLDER.finditer(text))


def placeholder_names(shoe: Mapping[str, str], rules: Mapping[str, str], sizes: Mapping[str, str]) -> Mapping[str, str]:
    """One table of everything that can be quoted.

    `shoe` maps fact ids (and `name`, `short_name`) to their text, `rules` maps rule ids to their sentence, and `sizes`
    maps what is written after `size:` (`10`, `W8.5`) to that chart row in words.
    """
    table = {f"shoe.{fact}": text for fact, text in shoe.items()}
    table |= {f"rule:{rule}": text for rule, text in rules.items()}
    return table | {f"size:{size}": text for size, text in sizes.items()}
