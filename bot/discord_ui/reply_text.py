"""The texts of a reply in Discord's markdown: made safe, reflowed, with its sources as small print. No controls."""

from __future__ import annotations

from datetime import date

from bot.core.basis import Basis
from bot.core.reply import Citation, Field, Reply
from bot.discord_ui.safe_text import is_web_address, reflow, safe_text


def main_text(reply: Reply) -> str:
    """Title and body."""
    title = safe_text(reply.title, keeps_links=False).strip().replace("\n", " ")
    body = clean_text(reply.body, reply)
    return f"### {title}\n{body}" if title else body


def clean_text(text: str, reply: Reply) -> str:
    """Text of an entry keeps its links, and lines that were only wrapped in its file become one.

    Any other text could hold words that a member typed, and its lines are meant as they are.
    """
    return safe_text(reflow(text) if reply.entry else text.strip(), keeps_links=bool(reply.entry))


def field_text(fields: tuple[Field, ...]) -> str:
    """Fields in lines, empty for none: a phone shows them below each other and no table falls apart.

    A field of several lines stands apart, or the line after its list would be taken into the list.
    """
    text = ""
    for field in fields:
        name, value = (safe_text(part, keeps_links=False).strip() for part in (field.name, field.value))
        is_block = "\n" in value or value.startswith("- ")
        text += f"\n**{name}**\n{value}\n\n" if is_block else f"**{name}**: {value}\n"
    return text.strip()


def small_print(reply: Reply, credit_id: int | None) -> str:
    """Where it comes from, and who had it posted, as small text; empty for nothing to say."""
    lines = [f"-# {_citation(citation)}" for citation in reply.citations]
    if credit_id is not None:
        lines.append(f"-# Posted at the request of <@{credit_id}>")
    return "\n".join(lines)


def _citation(citation: Citation) -> str:
    title = safe_text(citation.title, keeps_links=False).replace("\n", " ")
    linked = f"[{title}](<{citation.url}>)" if is_web_address(citation.url) else title
    parts = ["Our own reading" if citation.basis is Basis.HOUSE else f"Source: {linked}"]
    if citation.checked is not None:
        stale = ", may have changed" if citation.is_stale else ""
        parts.append(f"last checked {_day(citation.checked)}{stale}")
    elif citation.is_stale:
        parts.append("may have changed")
    return " · ".join(parts)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
