"""An entry as the fields of a form, and back as YAML text that knows which field each of its lines came from.

What a moderator types is never pasted into YAML as it is: every value is quoted where YAML could misread it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from textwrap import shorten

from bot.core.faq.entry import Entry
from bot.core.pack import Pack
from bot.knowledge.entry_yaml import scalar_to_yaml
from bot.knowledge.overlay import OWN_TOPIC
from bot.ports.proposals import EntryDraft, Fault
from bot.workshop.cleaning import clean, clean_lines
from bot.workshop.faults import Origin, field_fault

_LISTS = ("not_when", "must_match", "must_not_match", "related")
_TEXTS = ("title", "ask", "answer", "more", *_LISTS, "about")
_ABOUT = ("source", "basis", "checked", "review_after", "topic", "offers_size")
_PLAIN_VALUE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,5}d|true|false|[a-z]+(?:-[a-z]+)*", re.ASCII)
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_SLUG_MAX = 48
_TITLE_MAX = 60


@dataclass(slots=True)
class FormText:
    """The YAML text of a draft."""

    entry_id: str
    lines: list[str] = field(default_factory=list)
    origins: list[Origin] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    """What could not even be written as YAML, and what was cleaned away."""

    @property
    def text(self) -> str:
        """The whole text."""
        return "\n".join(self.lines) + "\n"

    def put(self, line: str, origin: Origin) -> None:
        """Add a line that came from there."""
        self.lines.append(line)
        self.origins.append(origin)


def draft_of(entry: Entry, base: int) -> EntryDraft:
    """The entry, its placeholders not filled, as a form shows it."""
    about = [f"source: {entry.source}", f"basis: {entry.basis}"]
    about += [f"checked: {entry.checked.isoformat()}"] if entry.checked else []
    about += [f"review_after: {entry.review_after_days}d"] if entry.review_after_days else []
    about += ["offers_size: true"] if entry.offers_size else []
    about += [f"topic: {entry.topic}"] if entry.topic else []
    return EntryDraft(
        title=entry.title,
        ask="\n".join(entry.ask),
        answer=entry.answer.strip(),
        more=entry.more.strip(),
        not_when="\n".join(entry.not_when),
        must_match="\n".join(entry.must_match),
        must_not_match="\n".join(entry.must_not_match),
        related="\n".join(entry.related),
        about="\n".join(about),
        editing=entry.id,
        base=base,
    )


def template(pack: Pack, question: str = "", answer: str = "") -> EntryDraft:
    """A new entry: what a member asked and what a human answered, if anything, and a source that is honest."""
    source = next((one for one in pack.sources.values() if one.kind == "house" and one.sections), None)
    source = source or next((one for one in pack.sources.values() if one.sections), None)
    about = [f"source: {source.id}#{source.sections[0]}"] if source else []
    asked = " ".join(clean(question).text.split())
    return EntryDraft(
        title=shorten(asked, _TITLE_MAX, placeholder="…"),
        ask=asked[:200],
        answer=clean(answer).text,
        about="\n".join([*about, "basis: house", f"topic: {OWN_TOPIC}"]),
    )


def cleaned(draft: EntryDraft, untouched: Collection[str] = ()) -> tuple[EntryDraft, list[Fault]]:
    """The draft without invisible characters, and a word about each field that had some; `untouched` stay as is."""
    texts, faults = {}, []
    for name in _TEXTS:
        if name in untouched:
            continue
        result = clean(getattr(draft, name))
        texts[name] = result.text
        if result.taken_out:
            count = (
                "1 invisible character was"
                if result.taken_out == 1
                else f"{result.taken_out} invisible characters were"
            )
            faults.append(field_fault(name, f"{count} taken out", is_error=False))
    return replace(draft, **texts), faults  # type: ignore[arg-type]  # names of text fields only


def form_text(draft: EntryDraft, taken_ids: Iterable[str], pack_topic: str | None, opened: EntryDraft) -> FormText:
    """The draft as YAML text.

    `pack_topic` is the topic of the pack's entry of that id, None where there is none; `opened` is what the form was
    prefilled with: what was left alone is taken over as it was, to the letter.
    """
    untouched = {name for name in _TEXTS if getattr(draft, name).strip() == getattr(opened, name).strip()}
    draft, faults = cleaned(draft, untouched)
    made = FormText(draft.editing or slug_of(draft.title, taken_ids), faults=faults)
    made.put(f"id: {made.entry_id}", ("title", 0))
    about = _about_lines(draft, made, pack_topic)
    _put_scalar(made, "title", " ".join(draft.title.split()))
    _put_list(made, "ask", _items(draft.ask, is_untouched="ask" in untouched))
    _put_block(made, "answer", draft.answer)
    if draft.more:
        _put_block(made, "more", draft.more)
    for name in _LISTS:
        if getattr(draft, name):
            _put_list(made, name, _items(getattr(draft, name), is_untouched=name in untouched))
    for line, number in about:
        made.put(line, ("about", number))
    return made


def slug_of(title: str, taken: Iterable[str]) -> str:
    """An id made from a title that no other entry has."""
    words = _NOT_SLUG.sub("-", title.lower().replace("'", "").replace("’", "")).strip("-")
    slug = words[:_SLUG_MAX].rsplit("-", 1)[0] if len(words) > _SLUG_MAX else words
    slug = slug.strip("-") if slug[:1].isalpha() else f"entry-{slug}".strip("-")
    known, number, unique = set(taken), 2, slug
    while unique in known:
        tail = f"-{number}"
        unique, number = slug[: _SLUG_MAX - len(tail)].rstrip("-") + tail, number + 1
    return unique


def _put_scalar(made: FormText, key: str, text: str) -> None:
    if not text:
        made.faults.append(field_fault(key, "This is empty", "write something"))
    made.put(f"{key}: {scalar_to_yaml(text)}", (key, 0))


def _items(text: str, *, is_untouched: bool) -> list[tuple[int, str]]:
    if is_untouched:
        return [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    return clean_lines(text)


def _put_list(made: FormText, key: str, items: list[tuple[int, str]]) -> None:
    if not items:
        made.faults.append(field_fault(key, "This is empty", "write at least one, each on its own line"))
        made.put(f"{key}: []", (key, 0))
        return
    made.put(f"{key}:", (key, 0))
    for number, item in items:
        made.put(f"  - {scalar_to_yaml(item)}", (key, number))


def _put_block(made: FormText, key: str, text: str) -> None:
    """A text of several lines; a `|2` block keeps every character that cleaning has left, whatever it starts with."""
    if not text:
        made.faults.append(field_fault(key, "This is empty", "write something"))
        made.put(f'{key}: ""', (key, 0))
        return
    made.put(f"{key}: |2" if text.startswith(" ") else f"{key}: |", (key, 0))
    for number, line in enumerate(text.split("\n"), 1):
        made.put(f"  {line}".rstrip(), (key, number))


def _about_lines(draft: EntryDraft, made: FormText, pack_topic: str | None) -> list[tuple[str, int]]:
    """`name: value` lines as YAML; what is no such line is complained of."""
    found: dict[str, tuple[str, int]] = {}
    for number, line in clean_lines(draft.about):
        name, colon, value = (part.strip() for part in line.partition(":"))
        name = name.lower().replace(" ", "_")
        hint = f"write one of these, a colon, and the value: {', '.join(_ABOUT)}"
        if not colon or name not in _ABOUT:
            made.faults.append(field_fault("about", f"“{line[:60]}” is not understood", hint, line=number))
        elif name in found:
            message = f"`{name}` stands twice, first on line {found[name][1]}"
            made.faults.append(field_fault("about", message, "keep one of them", line=number))
        elif value and not (name == "topic" and value == pack_topic):
            found[name] = (f"{name}: {value if _PLAIN_VALUE.fullmatch(value) else scalar_to_yaml(value)}", number)
    return list(found.values())
