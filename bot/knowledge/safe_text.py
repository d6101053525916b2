"""Text that could hurt the reader of an answer: mass mentions, invisible characters, links that lie.

Applied to every text of every knowledge file, so that nothing dangerous gets as far as Discord. The Discord layer
guards itself as well; this is so that an author hears of it while writing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Danger:
    """What is dangerous in a text, and what to do."""

    message: str
    hint: str


_MENTION = re.compile(r"@(?:everyone|here)\b|<@[!&]?\d+>|<#\d+>|</[^>\n]{1,80}:\d+>", re.IGNORECASE)
_SCHEME = re.compile(r"\b(?:(?:javascript|vbscript)\s*:|(?:file|ftp|discord|steam)://|data:\w+/)", re.IGNORECASE)
_MASKED = re.compile(r"\[([^\[\]]{0,300})\]\(\s{0,9}+<?([^)\s>]{0,500}+)[^)\n]{0,300}+\)")
_HOST = re.compile(r"(?:https?://)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?=$|[/\s:?#])", re.IGNORECASE)
_TOKEN = re.compile(r"\b[MNO][A-Za-z\d_-]{23,27}\.[A-Za-z\d_-]{6}\.[A-Za-z\d_-]{27,}")
_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e007f\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]"
)
_LONE_JOINER = re.compile("(?<![\u2190-\U0001faff\ufe0f])\u200d|\u200d(?![\u2190-\U0001faff])")
"""A zero-width joiner holds emoji together; anywhere else it only hides things."""


_WORTH_A_LOOK = re.compile(r"[^ -~\n\t]|[@<:\[]|[MNO][\w-]{23}")
"""Anything dangerous holds one of these; nearly all texts do not, and are done with here."""


def find_danger(text: str) -> list[Danger]:
    """Everything dangerous in a text; empty for a harmless one."""
    if not _WORTH_A_LOOK.search(text):
        return []
    dangers = [_hidden(match) for match in _HIDDEN.finditer(text)][:1]
    if _LONE_JOINER.search(text):
        dangers.append(Danger("an invisible character (U+200D) hides in this text", "type the word again by hand"))
    if match := _MENTION.search(text):
        dangers.append(Danger(f"`{match.group()}` would ping people or point elsewhere", "write it without @, # or <>"))
    if _SCHEME.search(text):
        dangers.append(Danger("this text holds a link that is no web page", "use https:// links only"))
    if _TOKEN.search(text):
        dangers.append(Danger("this looks like a bot token", "take it out and reset the token"))
    return dangers + [danger for match in _MASKED.finditer(text) if (danger := _masked_link(*match.groups()))]


def _hidden(match: re.Match[str]) -> Danger:
    message = f"an invisible character (U+{ord(match.group()):04X}) hides in this text"
    return Danger(message, "delete it, or type the word again by hand")


def _masked_link(label: str, target: str) -> Danger | None:
    if not re.match(r"https://", target, re.IGNORECASE):
        return Danger("a [link](…) does not lead to an https:// page", "write the whole address, with https://")
    shown, real = _HOST.search(label), _HOST.match(target)
    if shown and real and _bare(shown.group(1)) != _bare(real.group(1)):
        message = f"this link says {shown.group(1)} and leads to {real.group(1)}"
        return Danger(message, "let the words of the link name the page it leads to")
    return None


def _bare(host: str) -> str:
    return host.lower().removeprefix("www.")
