"""HTTP as Discord speaks it: bodies in, replies and refusals out."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from tests.loopback import payloads
from tests.loopback.payloads import APPLICATION, Json


def reply(data: Any, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """JSON as Discord sends it: discord.py takes the bare media type alone for JSON."""
    return web.Response(
        body=json.dumps(data).encode(), status=status, headers={"Content-Type": "application/json", **(headers or {})}
    )


async def json_of(request: web.Request) -> Any:
    if request.content_type == "application/json":
        return await request.json()
    if request.content_type == "multipart/form-data":
        async for part in await request.multipart():
            if getattr(part, "name", "") == "payload_json":
                return await part.json()
    return None


def refusal(status: int) -> web.Response:
    if status == 429:
        body = {"message": "You are being rate limited.", "retry_after": 0.05, "global": False}
        return reply(body, status=429, headers={"Via": "1.1 loopback", "Retry-After": "0.05"})
    return reply({"message": "no", "code": 0}, status=status)


def application() -> Json:
    return {
        "id": str(APPLICATION), "name": "fit", "description": "", "icon": None, "bot_public": True,
        "bot_require_code_grant": False, "verify_key": "0" * 64, "owner": payloads.user(1), "flags": 0,
        "interactions_endpoint_url": None,
    }  # fmt: skip


def registered(command: Json, command_id: int) -> Json:
    return {
        "id": str(command_id), "application_id": str(APPLICATION), "version": "1", "description": "", **command,
        "default_member_permissions": None,
    }  # fmt: skip
