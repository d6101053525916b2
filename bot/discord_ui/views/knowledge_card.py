"""The look of moderators' cards: short lines for a phone, one text budget, and words that nobody can hide things in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import wrap
from typing import Any, Final

import discord
from discord.utils import escape_markdown

from bot.discord_ui.limits import LAYOUT_COMPONENTS
from bot.discord_ui.render import TextBudget
from bot.discord_ui.safe_text import clip, safe_text
from bot.ports.proposals import Fault

Row = discord.ui.ActionRow[Any]
Part = str | Row | discord.ui.Separator[Any] | discord.ui.File[Any] | discord.ui.MediaGallery[Any]

ACCENT: Final = 0x7B61C9
WARNING: Final = 0xC96A2B
DIFF_CHARS: Final = 900
MOST_OF_A_LINE: Final = 400
DIFF_WIDTH: Final = 40
"""Characters of a diff's line; further ones go on below with the same sign, so that they keep their colour."""
SAID_CHARS: Final = 120


def card(*parts: Part, accent: int = ACCENT) -> discord.ui.LayoutView:
    """A card of texts and rows in order, within Discord's limits; empty texts are left out."""
    view = discord.ui.LayoutView(timeout=None)
    return view.add_item(box(parts, TextBudget(), accent=accent))


def box(
    parts: Iterable[Part], budget: TextBudget, *, accent: int = ACCENT, room: int = LAYOUT_COMPONENTS
) -> discord.ui.Container[Any]:
    """One box of a card; what does not fit into `room` components is left out from the end."""
    container: discord.ui.Container[Any] = discord.ui.Container(accent_colour=accent)
    for part in parts:
        item: discord.ui.Item[Any] | None
        if isinstance(part, str):
            text = budget.take(part) if part else ""
            item = discord.ui.TextDisplay(text) if text else None
        else:
            item = part
        if item is not None and 1 + len(list(container.walk_children())) + size(item) <= room:
            container.add_item(item)
    return container


def size(item: discord.ui.Item[Any]) -> int:
    """Components that an item counts for, itself included."""
    inside = item.walk_children() if isinstance(item, discord.ui.ActionRow | discord.ui.Container) else ()
    return 1 + sum(1 for _ in inside)


def heading(text: str) -> str:
    """A heading with words of somebody's in it."""
    return f"### {plain(text)}"


def plain(text: str, chars: int = 200) -> str:
    """Words of moderators on one line, shown as they were written."""
    return escape_markdown(safe_text(clip(" ".join(text.split()), chars), keeps_links=False))


def worded(text: str, chars: int = 300) -> str:
    """Our own words on one line, with what they put between backticks shown as code."""
    return safe_text(clip(" ".join(text.split()), chars), keeps_links=False)


def said(text: str, chars: int = SAID_CHARS) -> str:
    """Words of members in quotation marks, on one line."""
    return f"“{plain(text, chars)}”"


def bullets(lines: Sequence[str], most: int, rest: str = "… and {count} more") -> str:
    """A list of at most `most` lines, and how many are left out."""
    shown = [f"- {line}" for line in lines[:most]]
    left = len(lines) - most
    return "\n".join([*shown, f"- {rest.format(count=left)}"] if left > 0 else shown)


def fault_line(fault: Fault) -> str:
    """One thing that is wrong, with where and what to write instead."""
    place = f"**{plain(fault.place)}**: " if fault.place else ""
    hint = f" → {worded(fault.hint)}" if fault.hint else ""
    return f"{place}{worded(fault.message)}{hint}"


def diff_block(diff: str, chars: int = DIFF_CHARS) -> str:
    """A diff in a code block that nothing in it can end, with whole lines only."""
    lines, left = [], chars
    source = [line for line in diff.splitlines() if not line.startswith(("@@", "---", "+++"))]
    for line in source:
        fenced = _wrapped(clip(line.replace("```", "ˋˋˋ"), MOST_OF_A_LINE))
        left -= len(fenced) + 1
        if left < 0:
            break
        lines.append(fenced)
    rest = len(source) - len(lines)
    tail = f"\n-# {rest} more {'line' if rest == 1 else 'lines'}" if rest else ""
    return "```diff\n" + "\n".join(lines) + "\n```" + tail if lines else ""


def _wrapped(line: str) -> str:
    sign, text = line[:1], line[1:]
    indent = " " * (len(text) - len(text.lstrip()))
    wrapped = wrap(text, DIFF_WIDTH, subsequent_indent=f"{indent}  ", break_on_hyphens=False, drop_whitespace=True)
    return "\n".join(f"{sign}{part}" for part in wrapped) or line


def count_of(number: int, one: str, many: str = "") -> str:
    """`1 question`, `3 questions`."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"
