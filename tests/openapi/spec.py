"""Discord's OpenAPI file as strict validators, one for each route that the bot uses.

The file allows any extra property, so that a typing error in a key would pass; here every object is closed, except for
the three keys that discord.py is known to send and the file forgets.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

ROOT = Path(__file__).resolve().parents[2]

KNOWN_EXTRAS = {
    "RichEmbed": ("flags",),
    "ApplicationCommandUpdateRequest": ("nsfw",),
    "ApplicationCommandCreateRequest": ("nsfw",),
    "MessageEditRequestPartial": ("tts",),
    "IncomingWebhookUpdateRequestPartial": ("tts",),
    "IncomingWebhookUpdateForInteractionCallbackRequestPartial": ("tts",),
}

ROUTES = (
    ("PUT", "/applications/{application_id}/commands"),
    ("PUT", "/applications/{application_id}/guilds/{guild_id}/commands"),
    ("POST", "/channels/{channel_id}/messages"),
    ("PATCH", "/channels/{channel_id}/messages/{message_id}"),
    ("POST", "/webhooks/{webhook_id}/{webhook_token}"),
    ("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/@original"),
    ("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}"),
    ("POST", "/channels/{channel_id}/threads"),
    ("POST", "/channels/{channel_id}/messages/{message_id}/threads"),
    ("POST", "/users/@me/channels"),
)
BODILESS = (
    r"DELETE /channels/\d+/messages/\d+",
    r"DELETE /webhooks/\d+/[^/]+/messages/[^/]+",
    r"PUT /channels/\d+/messages/\d+/reactions/[^/]+/@me",
    r"POST /channels/\d+/typing",
    r"GET .*",
)
CALLBACKS = {
    4: "CreateMessageInteractionCallbackRequest",
    5: "CreateMessageInteractionCallbackRequest",
    6: "UpdateMessageInteractionCallbackRequest",
    7: "UpdateMessageInteractionCallbackRequest",
    8: "ApplicationCommandAutocompleteCallbackRequest",
    9: "ModalInteractionCallbackRequest",
}
CALLBACK_PATH = re.compile(r"/interactions/\d+/[^/]+/callback")


def spec_path() -> Path | None:
    """Where the file is; None when it is not on this machine."""
    named = os.environ.get("DISCORD_OPENAPI")
    path = Path(named) if named else ROOT.parent / "shared" / "discord-openapi.json"
    return path if path.is_file() else None


@cache
def validators() -> dict[str, jsonschema_rs.Draft202012Validator]:
    """Validators by "METHOD /path" of the file, and by schema name for interaction callbacks."""
    path = spec_path()
    assert path is not None
    spec = json.loads(path.read_text())
    schemas = {name: _closed(schema, name) for name, schema in spec["components"]["schemas"].items()}
    components = {"components": {**spec["components"], "schemas": schemas}}
    made = {name: _validator({"$ref": f"#/components/schemas/{name}"}, components) for name in set(CALLBACKS.values())}
    for method, route in ROUTES:
        content = spec["paths"][route][method.lower()]["requestBody"]["content"]
        made[f"{method} {route}"] = _validator(_closed(content["application/json"]["schema"], ""), components)
    return made


def find_validator(method: str, path: str, body: Any) -> jsonschema_rs.Draft202012Validator | None:
    """The validator for one request; None for routes without a body. Raises LookupError for a route not listed."""
    if any(re.fullmatch(pattern, f"{method} {path}") for pattern in BODILESS):
        return None
    if CALLBACK_PATH.fullmatch(path):
        return validators()[CALLBACKS[body["type"]]]
    for known, route in ROUTES:
        if known == method and re.fullmatch(_pattern(route), path):
            return validators()[f"{method} {route}"]
    raise LookupError(f"{method} {path} is not among the routes that are checked; add it")


def _pattern(route: str) -> str:
    return re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(route))


def _validator(schema: dict[str, Any], components: dict[str, Any]) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator({**schema, **components})


def _closed(schema: dict[str, Any], name: str) -> dict[str, Any]:
    copied = deepcopy(schema)
    for found in _objects(copied):
        found.setdefault("additionalProperties", False)
    for extra in KNOWN_EXTRAS.get(name, ()):
        copied["properties"].setdefault(extra, {})
    return copied


def _objects(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, list):
        for part in schema:
            yield from _objects(part)
    elif isinstance(schema, dict):
        if "properties" in schema and "allOf" not in schema:
            yield schema
        for part in schema.values():
            yield from _objects(part)
