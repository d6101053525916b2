"""The checker itself: it accepts what Discord accepts, and catches what the file alone would let pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from tests.openapi.spec import find_validator, spec_path
from tests.openapi.wire import request_problems

needs_file = pytest.mark.skipif(spec_path() is None, reason="Discord's OpenAPI file is not on this machine")

MESSAGES = "/channels/1/messages"
CALLBACK = "/interactions/1/token/callback"
NO_PINGS: dict[str, Any] = {"allowed_mentions": {"parse": []}}
V2 = 1 << 15


@dataclass
class Request:
    """One request."""

    method: str
    path: str
    json: Any


def button(**changes: Any) -> dict[str, Any]:
    """A button of a message."""
    return {"type": 2, "style": 1, "label": "Go", "custom_id": "a", **changes}


def row(*children: dict[str, Any]) -> dict[str, Any]:
    """A row of a message."""
    return {"type": 1, "components": list(children)}


def text(content: str) -> dict[str, Any]:
    """A text of a V2 message."""
    return {"type": 10, "content": content}


def select(**changes: Any) -> dict[str, Any]:
    """A select of a message."""
    return {"type": 3, "custom_id": "s", "options": [{"label": "a", "value": "a"}], **changes}


def message(**body: Any) -> Request:
    """A message to a channel that pings nobody."""
    return Request("POST", MESSAGES, {**NO_PINGS, **body})


def layout(*components: dict[str, Any]) -> Request:
    """A V2 message to a channel."""
    return message(components=list(components), flags=V2)


GOOD = [
    message(content="hello"),
    layout(text("hello"), row(button()), row(select())),
    Request("PATCH", "/webhooks/1/token/messages/@original", {"content": "later"}),
    Request("POST", CALLBACK, {"type": 4, "data": {"content": "hello", "flags": 64, **NO_PINGS}}),
    Request("POST", CALLBACK, {"type": 6}),
    Request("POST", CALLBACK, {"type": 8, "data": {"choices": [{"name": "a", "value": "a"}]}}),
    Request("DELETE", "/channels/1/messages/2", None),
    Request("PUT", "/channels/1/messages/2/reactions/%E2%8F%B3/@me", None),
]
BAD = {
    "unknown key": message(content="hello", contents="hello"),
    "content over 2000": message(content="x" * 2001),
    "nothing in it": message(),
    "pings everyone": message(content="hello", allowed_mentions={"parse": ["everyone"]}),
    "pings whom it replies to": message(content="hello", allowed_mentions={"parse": [], "replied_user": True}),
    "leaves pings to the default": Request("POST", MESSAGES, {"content": "hello"}),
    "V2 with content": message(content="hello", components=[text("hello")], flags=V2),
    "V2 without its flag": message(components=[text("hello")]),
    "empty text": layout(text("")),
    "41 components": layout(*[text("x") for _ in range(41)]),
    "4001 characters": layout(text("x" * 2001), text("x" * 2000)),
    "too many bytes": layout(text("長" * 3500)),
    "six buttons in a row": layout(row(*[button(custom_id=str(n)) for n in range(6)])),
    "a select beside a button": layout(row(select(), button())),
    "the same id twice": layout(row(button()), row(button())),
    "an id over 100": layout(row(button(custom_id="x" * 101))),
    "a label over 80": layout(row(button(label="x" * 81))),
    "a button without a name": layout(row({"type": 2, "style": 1, "custom_id": "a"})),
    "a button with id and address": layout(row(button(url="https://example.org"))),
    "an address that is no web address": layout(
        row({"type": 2, "style": 5, "label": "Go", "url": "javascript:alert(1)"})
    ),
    "26 options": layout(row(select(options=[{"label": str(n), "value": str(n)} for n in range(26)]))),
    "a value twice": layout(row(select(options=[{"label": "a", "value": "a"}, {"label": "b", "value": "a"}]))),
    "required and none": layout(row(select(min_values=0))),
    "embeds over 6000": message(embeds=[{"description": "x" * 4000}, {"description": "x" * 2001}]),
    "26 choices": Request(
        "POST", CALLBACK, {"type": 8, "data": {"choices": [{"name": str(n), "value": str(n)} for n in range(26)]}}
    ),
    "a choice value over 100": Request(
        "POST", CALLBACK, {"type": 8, "data": {"choices": [{"name": "a", "value": "x" * 101}]}}
    ),
    "six parts in a modal": Request(
        "POST",
        CALLBACK,
        {"type": 9, "data": {"title": "T", "custom_id": "m", "components": [text(str(n)) for n in range(6)]}},
    ),
    "a command in upper case": Request(
        "PUT", "/applications/1/commands", [{"name": "Ask", "description": "Ask", "type": 1}]
    ),
    "an optional option first": Request(
        "PUT",
        "/applications/1/commands",
        [
            {
                "name": "ask",
                "description": "Ask",
                "type": 1,
                "options": [
                    {"type": 3, "name": "a", "description": "A"},
                    {"type": 3, "name": "b", "description": "B", "required": True},
                ],
            }
        ],
    ),
}


@needs_file
@pytest.mark.parametrize("request_", GOOD, ids=lambda one: f"{one.method} {one.path}")
def test_a_good_request_passes(request_: Request) -> None:
    assert request_problems([request_]) == []


@needs_file
@pytest.mark.parametrize("request_", BAD.values(), ids=BAD.keys())
def test_a_bad_request_is_caught(request_: Request) -> None:
    assert request_problems([request_]) != []


@needs_file
def test_a_route_that_nobody_listed_is_an_error_and_not_a_pass() -> None:
    with pytest.raises(LookupError):
        find_validator("POST", "/guilds/1/bans", {})
