"""Text on its way to Discord: nothing in it can ping, hide or overflow.

Pings are switched off at the client as well; this is the second lock, and it also keeps a name from being shown.
"""

from __future__ import annotations

import re
from typing import Final

ELLIPSIS: Final = "…"

_INVISIBLE = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_MENTION = re.compile(r"<(?=[@#/]|id:)|@(?=everyone|here)")
_MASKED_LINK = re.compile(r"\[([^\[\]\n]{0,200})\]\(((?:[^()\n]|\([^()\n]{0,50}\)){0,500})\)")
_LINK_JOINT = re.compile(r"\](?=\()")
_BAD_LINK_JOINT = re.compile(r"\](?=\((?!https?://))", re.IGNORECASE)
_WEB_ADDRESS = re.compile(r"https?://[^\s<>()]+", re.IGNORECASE)
_BLOCK_LINE = re.compile(r"\s*(?:[-*>#]|\d+[.)]\s|```|\|)")


def safe_text(text: str, *, keeps_links: bool) -> str:
    """Text in which mentions are dead, invisible characters are gone, and only web links are left.

    `keeps_links` is for text that moderators wrote; everywhere else a masked link becomes its label, because a member
    could have typed it.
    """
    visible = _INVISIBLE.sub("", text)
    linked = _MASKED_LINK.sub(lambda match: _link(match, keeps_links), visible)
    # What is left of broken or nested links is pulled apart, so that no client makes a link of it after all.
    apart = (_BAD_LINK_JOINT if keeps_links else _LINK_JOINT).sub("]\u200b", linked)
    return _MENTION.sub(lambda match: f"{match.group()}\u200b", apart)


def _link(match: re.Match[str], keeps_links: bool) -> str:
    label, target = match.groups()
    address = next(iter(target.split()), "")
    return f"[{label}]({address})" if keeps_links and is_web_address(address) else label


def is_web_address(address: str) -> bool:
    """Whether an address is plain http(s) and free of characters that would end a masked link."""
    return _WEB_ADDRESS.fullmatch(address) is not None


def reflow(text: str) -> str:
    """Joins lines that were only wrapped in the file; paragraphs, lists and quotes keep their lines."""
    joined: list[str] = []
    for line in text.strip().splitlines():
        wraps = bool(joined) and joined[-1].strip() != "" and line.strip() != "" and not _BLOCK_LINE.match(line)
        if wraps:
            joined[-1] = f"{joined[-1].rstrip()} {line.strip()}"
        else:
            joined.append(line.rstrip())
    return "\n".join(joined)


def clip(text: str, chars: int) -> str:
    """At most `chars` characters, cut at a sentence or a word where one is near, ending in an ellipsis if cut."""
    if len(text) <= chars:
        return text
    if chars <= 0:
        return ""
    head = text[: chars - 1]
    for mark in (". ", "\n", " "):
        at = head.rfind(mark)
        if at >= len(head) * 2 // 3:
            return head[: at + 1].rstrip() + ELLIPSIS
    return head.rstrip() + ELLIPSIS


def clip_bytes(text: str, chars: int, size_bytes: int) -> str:
    """As `clip`, within a number of UTF-8 bytes as well; empty when nothing readable fits."""
    clipped = clip(text, chars)
    while clipped and len(clipped.encode()) > size_bytes:
        share = size_bytes / len(clipped.encode())
        clipped = clip(clipped.removesuffix(ELLIPSIS), min(len(clipped) - 1, int(len(clipped) * share)))
    return clipped if clipped.strip(f"{ELLIPSIS} \n") else ""
