"""The loopback Discord: HTTP and gateway on one port, people who type and press, and faults on demand.

It knows what our bot uses, as far as discord.py must see it, and nothing of limits or permissions (simcord knows
those). What it is for: real reconnects, real rate limits and errors, real signals and kills, real costs.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from aiohttp import WSCloseCode, WSMsgType, web

from tests.loopback import payloads
from tests.loopback.payloads import APPLICATION, BOT, Json
from tests.loopback.replies import application, json_of, refusal, registered, reply

HEARTBEAT_MS: Final = 500
EPHEMERAL: Final = 64
SERVER: Final = 500_000_000_000_000_000
CHANNEL: Final = 600_000_000_000_000_000


@dataclass(frozen=True)
class Request:
    """One request of the bot, with its body's JSON half."""

    method: str
    path: str
    body: Any


@dataclass
class Fault:
    """What some requests get instead of an answer."""

    method: str
    path: str
    """Part of the path."""
    status: int
    times: int
    delay_s: float = 0.0


@dataclass
class Shard:
    """One gateway connection."""

    socket: web.WebSocketResponse
    id: int = 0
    count: int = 1
    session: str = ""
    sequence: int = 0
    missed: deque[Json] = field(default_factory=deque)

    async def dispatch(self, event: str, data: Json) -> None:
        self.sequence += 1
        await self.socket.send_str(json.dumps({"op": 0, "t": event, "s": self.sequence, "d": data}))


def controls_of(part: Any) -> Iterator[Json]:
    """Every button and select in a message, or in a part of one."""
    if isinstance(part, list):
        for one in part:
            yield from controls_of(one)
    elif isinstance(part, dict):
        if "custom_id" in part and not part.get("disabled"):
            yield part
        for value in part.values():
            yield from controls_of(value)


class Loopback:
    """One running loopback Discord."""

    def __init__(self, servers: dict[int, tuple[int, ...]] | None = None) -> None:
        self.servers = servers or {SERVER: (CHANNEL,)}
        self.port = 0
        self.requests: list[Request] = []
        self.faults: list[Fault] = []
        self.shards: list[Shard] = []
        self.identifies = 0
        self.resumes = 0
        self.refuse_token = False
        self.close_with: int | None = None
        """Close the gateway with this code instead of READY."""
        self.keep_requests = True
        self.ready = asyncio.Event()
        self._next_id = 10_000
        self._untold: list[Json] = []
        self._answers: dict[str, asyncio.Future[Json]] = {}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def new_id(self) -> int:
        """A snowflake that is new, and as young as discord.py wants interactions to be."""
        self._next_id += 1
        return ((int(asyncio.get_running_loop().time() * 1000) + 10**11) << 22) + self._next_id

    # People

    async def say(
        self, text: str, member: int = 1, channel: int = CHANNEL, server: int = SERVER, *, mention: bool = True
    ) -> asyncio.Future[Json]:
        """Somebody types a message that mentions the bot; a future of the message that answers it."""
        message_id = self.new_id()
        content = f"<@{BOT}> {text}" if mention else text
        message = payloads.message(
            message_id, channel, payloads.user(member), content,
            guild_id=str(server), member=payloads.member(), mentions=[payloads.user(BOT, is_bot=True)] * mention,
        )  # fmt: skip
        answer = self._expect(f"reply {message_id}")
        await self.dispatch("MESSAGE_CREATE", message)
        return answer

    async def press(
        self, control: Json, message: Json, member: int = 1, channel: int = CHANNEL, value: str = ""
    ) -> asyncio.Future[Json]:
        """Somebody presses a button of a message, or picks a value of a select; a future of the first response."""
        data: Json = {"component_type": control["type"], "custom_id": control["custom_id"]}
        if value:
            data["values"] = [value]
        return await self._interact(3, data, member, channel, SERVER, message=message)

    async def command(self, name: str, member: int = 1, **options: str) -> asyncio.Future[Json]:
        """Somebody uses a slash command; a future of the first response's body."""
        given = [{"name": key, "type": 3, "value": value} for key, value in options.items()]
        data = {"id": str(self.new_id()), "name": name, "type": 1, "options": given}
        return await self._interact(2, data, member, CHANNEL, SERVER)

    async def _interact(
        self, kind: int, data: Json, member: int, channel: int, server: int, **more: Any
    ) -> asyncio.Future[Json]:
        interaction_id = self.new_id()
        event = {
            "id": str(interaction_id), "application_id": str(APPLICATION), "type": kind, "data": data,
            "token": f"token{interaction_id}", "version": 1, "guild_id": str(server), "channel_id": str(channel),
            "channel": payloads.text_channel(channel, server), "guild": {"id": str(server), "features": []},
            "member": {"user": payloads.user(member), **payloads.member(), "permissions": "2048"},
            "app_permissions": "2147483647", "locale": "en-US", "guild_locale": "en-US", "entitlements": [],
            "authorizing_integration_owners": {"0": str(server)}, "context": 0, "attachment_size_limit": 10485760,
            **more,
        }  # fmt: skip
        answer = self._expect(f"callback {interaction_id}")
        await self.dispatch("INTERACTION_CREATE", event)
        return answer

    def forget_waiting(self) -> None:
        """Nobody waits for an answer of a process that is gone."""
        self._answers.clear()

    def _expect(self, key: str) -> asyncio.Future[Json]:
        self._answers[key] = asyncio.get_running_loop().create_future()
        return self._answers[key]

    def _answer(self, key: str, body: Json) -> None:
        waiting = self._answers.pop(key, None)
        if waiting is not None and not waiting.done():
            waiting.set_result(body)

    # The gateway

    async def dispatch(self, event: str, data: Json) -> None:
        """Tells the bot an event, on the shard of its server."""
        server = int(data.get("guild_id") or 0)
        for shard in self.shards:
            if (server >> 22) % shard.count == shard.id:
                await shard.dispatch(event, data)
                return

    async def drop(self, code: int = WSCloseCode.SERVICE_RESTART) -> None:
        """Closes every gateway connection, as Discord does now and then."""
        for shard in list(self.shards):
            await shard.socket.close(code=code)

    async def invalidate(self) -> None:
        """Tells every session that it is over and cannot be resumed."""
        for shard in list(self.shards):
            await shard.socket.send_str(json.dumps({"op": 9, "d": False, "s": None, "t": None}))

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_str(json.dumps({"op": 10, "d": {"heartbeat_interval": HEARTBEAT_MS}, "s": None, "t": None}))
        shard = Shard(socket)
        try:
            async for raw in socket:
                if raw.type is WSMsgType.TEXT:
                    await self._hear(shard, json.loads(raw.data))
        finally:
            if shard in self.shards:
                self.shards.remove(shard)
        return socket

    async def _hear(self, shard: Shard, said: Json) -> None:
        if said["op"] == 1:
            await shard.socket.send_str(json.dumps({"op": 11, "d": None, "s": None, "t": None}))
        elif said["op"] == 2:
            await self._identify(shard, said["d"])
        elif said["op"] == 6:
            self.resumes += 1
            shard.session, shard.sequence = said["d"]["session_id"], said["d"]["seq"] or 0
            self.shards.append(shard)
            await shard.dispatch("RESUMED", {})

    async def _identify(self, shard: Shard, said: Json) -> None:
        self.identifies += 1
        if self.close_with is not None:
            await shard.socket.close(code=self.close_with)
            return
        shard.id, shard.count = said.get("shard", [0, 1])
        self.shards.append(shard)
        own = {key: channels for key, channels in self.servers.items() if (key >> 22) % shard.count == shard.id}
        await shard.dispatch("READY", {
            "v": 10, "user": payloads.user(BOT, is_bot=True), "session_id": f"session{self.identifies}",
            "resume_gateway_url": f"ws://127.0.0.1:{self.port}", "shard": [shard.id, shard.count],
            "application": {"id": str(APPLICATION), "flags": 0},
            "guilds": [{"id": str(key), "unavailable": True} for key in own],
        })  # fmt: skip
        for server_id, channels in own.items():
            await shard.dispatch("GUILD_CREATE", payloads.server(server_id, channels))
        self.ready.set()

    # HTTP

    async def _http(self, request: web.Request) -> web.StreamResponse:
        body = await json_of(request)
        path = request.path.removeprefix("/api/v10")
        if self.keep_requests:
            self.requests.append(Request(request.method, path, body))
        fault = self._fault(request.method, path)
        if fault is not None:
            await asyncio.sleep(fault.delay_s)
            if fault.status:
                return refusal(fault.status)
        if self.refuse_token:
            return reply({"message": "401: Unauthorized", "code": 0}, status=401)
        response = self._respond(request.method, path.strip("/").split("/"), body)
        await self._tell_posted()
        return response

    def _fault(self, method: str, path: str) -> Fault | None:
        for fault in self.faults:
            if fault.times > 0 and fault.method == method and fault.path in path:
                fault.times -= 1
                return fault
        return None

    def _respond(self, method: str, parts: list[str], body: Any) -> web.Response:
        match method, parts:
            case "GET", ["users", "@me"]:
                return reply(payloads.user(BOT, is_bot=True))
            case "GET", ["oauth2" | "applications", *_]:
                return reply(application())
            case "GET", ["gateway", "bot"]:
                limit = {"total": 1000, "remaining": 999, "reset_after": 1000, "max_concurrency": 1}
                url = f"ws://127.0.0.1:{self.port}"
                return reply({"url": url, "shards": 1, "session_start_limit": limit})
            case "PUT", ["applications", _, *_, "commands"]:
                return reply([registered(one, self.new_id()) for one in body])
            case "POST", ["channels", channel, "messages"]:
                return reply(self._posted(int(channel), body))
            case "POST", ["interactions", interaction, _, "callback"]:
                return self._called_back(interaction, body)
            case (("PATCH" | "POST"), ["webhooks", *_]):
                return reply(self._posted(CHANNEL, body))
            case _:
                return web.Response(status=204)

    def _posted(self, channel: int, body: Json) -> Json:
        posted = payloads.message(
            self.new_id(), channel, payloads.user(BOT, is_bot=True), body.get("content") or "",
            components=body.get("components") or [], flags=body.get("flags") or 0,
        )  # fmt: skip
        if not posted["flags"] & EPHEMERAL:
            self._untold.append(posted)
        reference = (body.get("message_reference") or {}).get("message_id")
        if reference is not None:
            self._answer(f"reply {reference}", posted)
        return posted

    async def _tell_posted(self) -> None:
        """Tells the bot about its own messages, as Discord does."""
        while self._untold:
            posted = self._untold.pop()
            await self.dispatch("MESSAGE_CREATE", {**posted, "guild_id": str(SERVER), "member": payloads.member()})

    def _called_back(self, interaction: str, body: Json) -> web.Response:
        shown = self._posted(CHANNEL, body.get("data") or {})
        self._answer(f"callback {interaction}", {**body, "message": shown})
        told = {"id": interaction, "type": 2, "response_message_id": shown["id"]}
        return reply({"interaction": told, "resource": {"type": body["type"], "message": shown}})


@asynccontextmanager
async def loopback(servers: dict[int, tuple[int, ...]] | None = None) -> AsyncIterator[Loopback]:
    """A loopback Discord on a free port while the block runs."""
    discord = Loopback(servers)
    app = web.Application()
    app.router.add_get("/", discord._gateway)
    app.router.add_route("*", "/api/v10/{path:.*}", discord._http)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    discord.port = runner.addresses[0][1]
    try:
        yield discord
    finally:
        await discord.drop()
        await runner.cleanup()
