"""Checks requests as they would go over the wire: the file's schema first, then the limits it does not say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any, Protocol

from tests.openapi.rules import (
    choice_problems,
    command_chars,
    command_problems,
    message_problems,
    modal_problems,
    walk,
)
from tests.openapi.spec import CALLBACK_PATH, find_validator


class Sent(Protocol):
    """One request that the bot made."""

    method: str
    path: str
    json: Any


def request_problems(requests: Iterable[Sent]) -> list[str]:
    """Everything wrong with these requests, one sentence each."""
    return [
        f"{sent.method} {sent.path}: {problem}"
        for sent in requests
        for problem in (*_schema_problems(sent), *_rule_problems(sent))
    ]


def _schema_problems(sent: Sent) -> Iterator[str]:
    validator = find_validator(sent.method, sent.path, sent.json)
    if validator is None or sent.json is None:
        return
    for error in validator.iter_errors(normalised(sent.json)):
        yield f"{'.'.join(map(str, error.instance_path))}: {error.message[:400]}"


def _rule_problems(sent: Sent) -> Iterator[str]:
    body = sent.json
    if CALLBACK_PATH.fullmatch(sent.path):
        yield from _callback_problems(body)
    elif sent.path.endswith("/commands"):
        for command in body or ():
            yield from command_problems(command, is_chat=command.get("type", 1) == 1)
            if command_chars(command) > 8000:
                yield "a command with more than 8000 characters"
    elif (isinstance(body, dict) and "/messages" in sent.path) or (sent.path.startswith("/webhooks/") and body):
        yield from message_problems(body, is_edit=sent.method == "PATCH")


def _callback_problems(body: dict[str, Any]) -> Iterator[str]:
    data = body.get("data") or {}
    if body["type"] in (4, 7):
        yield from message_problems(data, is_edit=body["type"] == 7)
    elif body["type"] == 8:
        yield from choice_problems(data["choices"])
    elif body["type"] == 9:
        yield from modal_problems(data)


def normalised(body: Any) -> Any:
    """The body with what discord.py writes as numbers, and Discord takes, as the strings that the file wants."""
    copied = deepcopy(body)
    for message in _messages(copied):
        reference = message.get("message_reference")
        if reference:
            for key in ("message_id", "channel_id", "guild_id"):
                if reference.get(key) is not None:
                    reference[key] = str(reference[key])
        allowed = message.get("allowed_mentions") or {}
        for key in ("users", "roles"):
            if allowed.get(key):
                allowed[key] = [str(one) for one in allowed[key]]
        for one in walk(message.get("components")):
            for default in one.get("default_values") or []:
                default["id"] = str(default["id"])
        for attachment in message.get("attachments") or []:
            attachment["id"] = str(attachment["id"])
    return copied


def _messages(body: Any) -> list[dict[str, Any]]:
    if not isinstance(body, dict):
        return []
    return [part for part in (body, body.get("data")) if isinstance(part, dict)]
