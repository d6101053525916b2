"""Limits that Discord has and its OpenAPI file does not say, each as one rule over a request body.

Numbers are written out here and not taken from the bot's own limits, because both would be wrong together then.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

COMPONENTS_V2 = 1 << 15
ROW, BUTTON, TEXT_INPUT, TEXT = 1, 2, 4, 10
SELECTS = (3, 5, 6, 7, 8)
COMMAND_NAME = re.compile(r"[-_\w]{1,32}")


def walk(components: list[dict[str, Any]] | None) -> Iterator[dict[str, Any]]:
    """All components, nested ones too."""
    for one in components or []:
        yield one
        yield from walk(one.get("components"))
        for key in ("accessory", "component"):
            if one.get(key):
                yield from walk([one[key]])


def message_problems(body: dict[str, Any], *, is_edit: bool) -> Iterator[str]:
    """What is wrong with a message, as sentences."""
    components = list(walk(body.get("components")))
    is_v2 = bool((body.get("flags") or 0) & COMPONENTS_V2)
    if len(body.get("content") or "") > 2000:
        yield "content is longer than 2000"
    if is_v2 and (body.get("content") or body.get("embeds")):
        yield "a V2 message has content or embeds"
    if not is_v2 and any(one["type"] not in (ROW, BUTTON, *SELECTS) for one in components):
        yield "V2 components without the V2 flag"
    if not is_edit and not any(body.get(key) for key in ("content", "embeds", "components", "attachments")):
        yield "an empty message"
    embeds = sum(_embed_chars(embed) for embed in body.get("embeds") or [])
    if embeds > 6000:
        yield f"embeds have {embeds} characters"
    yield from component_problems(components)
    yield from mention_problems(body)
    if not is_edit and body.get("allowed_mentions") is None:
        yield "pings are not switched off"


def mention_problems(body: dict[str, Any]) -> Iterator[str]:
    """Anything that could ping somebody."""
    allowed = body.get("allowed_mentions")
    if allowed is not None and (allowed.get("parse") or allowed.get("users") or allowed.get("roles")):
        yield f"somebody could be pinged: {allowed}"
    if allowed is not None and allowed.get("replied_user"):
        yield "the author of the message replied to is pinged"


def component_problems(components: list[dict[str, Any]]) -> Iterator[str]:
    """What is wrong with a message's or a modal's components."""
    if len(components) > 40:
        yield f"{len(components)} components"
    texts = [one.get("content", "") for one in components if one["type"] == TEXT]
    if sum(map(len, texts)) > 4000:
        yield f"{sum(map(len, texts))} characters of text"
    if sum(len(text.encode()) + 12 for text in texts) > 10_170:
        yield "too many bytes of text"
    ids = Counter(one["custom_id"] for one in components if "custom_id" in one)
    yield from (f"custom_id {custom_id} stands twice" for custom_id, count in ids.items() if count > 1)
    for one in components:
        yield from _one_component(one)


def _one_component(one: dict[str, Any]) -> Iterator[str]:
    kind = one["type"]
    if kind == ROW:
        inside = [child["type"] for child in one["components"]]
        if len(inside) > 5 or (len(inside) > 1 and any(child in SELECTS for child in inside)):
            yield f"a row holds {inside}"
    if kind == BUTTON:
        if ("custom_id" in one) == ("url" in one):
            yield "a button needs either a custom_id or a url"
        if not one.get("label") and not one.get("emoji"):
            yield "a button without a name"
        if not str(one.get("url", "https://")).startswith(("https://", "http://", "discord://")):
            yield f"a button leads to {one['url']}"
    if kind in SELECTS:
        values = [option["value"] for option in one.get("options", [])]
        if len(values) != len(set(values)):
            yield "a select offers a value twice"
        if one.get("required", True) and one.get("min_values", 1) == 0:
            yield "a required select with min_values 0"


def modal_problems(modal: dict[str, Any]) -> Iterator[str]:
    """What is wrong with a modal."""
    if len(modal["components"]) > 5:
        yield f"{len(modal['components'])} parts in a modal"
    components = list(walk(modal["components"]))
    if any(one.get("disabled") for one in components):
        yield "a disabled part in a modal"
    yield from component_problems(components)


def choice_problems(choices: list[dict[str, Any]]) -> Iterator[str]:
    """What is wrong with autocomplete choices."""
    if len(choices) > 25:
        yield f"{len(choices)} choices"
    for choice in choices:
        if not 1 <= len(choice["name"]) <= 100 or not 1 <= len(str(choice["value"])) <= 100:
            yield f"choice {choice} is too long or empty"


def command_problems(command: dict[str, Any], *, is_chat: bool) -> Iterator[str]:
    """What is wrong with a command, a group or an option."""
    if is_chat and (not COMMAND_NAME.fullmatch(command["name"]) or command["name"] != command["name"].lower()):
        yield f"name {command['name']}"
    options = command.get("options") or []
    required = [bool(option.get("required")) for option in options]
    if required != sorted(required, reverse=True):
        yield "an optional option before a required one"
    if command.get("autocomplete") and command.get("choices"):
        yield "choices and autocomplete"
    if command.get("choices"):
        yield from choice_problems(command["choices"])
    for option in options:
        yield from command_problems(option, is_chat=True)


def command_chars(command: dict[str, Any]) -> int:
    """Characters that count towards the 8000 of one command."""
    own = len(command["name"]) + len(command.get("description") or "")
    values = sum(len(one["name"]) + len(str(one["value"])) for one in command.get("choices") or [])
    return own + values + sum(command_chars(option) for option in command.get("options") or [])


def _embed_chars(embed: dict[str, Any]) -> int:
    fields = sum(len(field["name"]) + len(field["value"]) for field in embed.get("fields", []))
    footer, author = embed.get("footer", {}).get("text", ""), embed.get("author", {}).get("name", "")
    return len(embed.get("title", "")) + len(embed.get("description", "")) + len(footer) + len(author) + fields
