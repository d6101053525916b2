"""The process: from the settings to a clean end, in front of the real Discord or of the simulated one."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import FrameType
from typing import Final, NoReturn

from bot.background import Background
from bot.core.faq.decision import Policy
from bot.core.pack import Library, Pack
from bot.core.sizing.phrases import compile_words
from bot.discord_ui.client import ClientOptions, FitBot
from bot.discord_ui.run import RefusedError as DiscordRefusal
from bot.discord_ui.run import run_bot
from bot.discord_ui.sync import SyncMode
from bot.failures import ConfigurationError, KnowledgeError, OperatorError, RefusedError
from bot.health.heartbeat import beat
from bot.knowledge.library import UnusablePackError, library_of, sound_pack
from bot.logs import set_up_logs
from bot.serving.bureau import open_bureau, utc_now
from bot.serving.signs import pulse_of, signs_of_life
from bot.serving.upkeep import keep_going
from bot.settings import Settings, SettingsError

log = logging.getLogger(__name__)

NO_TOKEN: Final = (
    "DISCORD_TOKEN is not set: put the bot's token into .env (see .env.example), "
    'or try the bot without one: "demo" or "chat"'
)


def serve(settings: Settings, policy: Policy, *, force_sync: bool) -> None:
    """Connects to Discord and answers until SIGTERM, SIGINT or an error.

    Raises `SettingsError` without a token, `KnowledgeError`, `ConfigurationError`, `RefusedError`, `OperatorError`.
    """
    if not settings.discord_token:
        raise SettingsError((NO_TOKEN,))
    set_up_logs(settings.log_level, settings.log_format, sys.stderr)
    with _early_end(), _last_guard(), _library_on_its_way(_load(settings), settings.cache_dir) as base:
        asyncio.run(_serve(settings, policy, base, force_sync=force_sync))


def serve_demo(settings: Settings, policy: Policy, port: int, tell: Callable[[str], None]) -> None:
    """Serves the simulated Discord in the browser until it is told to stop; its log is a database of its own.

    Raises as `serve` does, and `OperatorError` when the demo's extra is not installed or the port is taken.
    """
    set_up_logs(settings.log_level, settings.log_format, sys.stderr)
    with _early_end(), _last_guard():
        _check_port(port)
        pack = _load(settings)
        with _library_on_its_way(pack, settings.cache_dir) as base:
            asyncio.run(_serve_demo(settings, policy, base, port, tell, bot_name=pack.shoe.short_name))


async def _serve(settings: Settings, policy: Policy, base: Future[Library], *, force_sync: bool) -> None:
    async with open_bureau(settings, policy, base, settings.database) as bureau:
        connects = client_options(settings, force_sync=force_sync)
        client = FitBot(bureau.desk, bureau.store, utc_now, connects, bureau.workshop)
        _stop_when_it_fails(base, bureau.stop)
        async with Background() as background, signs_of_life(settings, bureau, client):
            lost = keep_going(background, bureau, settings, client)
            background.keep("heartbeat", lambda: beat(settings.heartbeat, lambda: pulse_of(client)))
            try:
                await run_bot(client, settings.discord_token, bureau.stop)
            except DiscordRefusal as error:
                raise RefusedError(str(error)) from error
            except OSError as error:
                raise OperatorError(
                    f"Discord cannot be reached ({error}): check the network, and start again"
                ) from error
        if base.done():
            base.result()  # raises what ended the bot, where the library could not be built
        if lost:
            raise OperatorError(lost[0])
    log.info("Stopped")


async def _serve_demo(
    settings: Settings, policy: Policy, base: Future[Library], port: int, tell: Callable[[str], None], *, bot_name: str
) -> None:
    from bot.discord_ui.demo import DemoUnavailableError, run_demo

    options = ClientOptions(wants_message_content=settings.message_content, sync=SyncMode.ALWAYS, shard_count=1)
    async with open_bureau(settings, policy, base, settings.data_dir / "demo.sqlite3") as bureau, Background() as work:
        keep_going(work, bureau, settings)
        try:
            await run_demo(
                lambda: FitBot(bureau.desk, bureau.store, utc_now, options, bureau.workshop),
                port,
                tell,
                bureau.stop,
                bot_name=bot_name,
            )
        except DemoUnavailableError as error:
            raise OperatorError(str(error)) from error


def _check_port(port: int) -> None:
    try:
        with socket.create_server(("127.0.0.1", port)):
            pass
    except (OSError, OverflowError) as error:
        raise OperatorError(f"Port {port} cannot be used ({error}): try another with --port") from error


def warm_up(library: Library) -> None:
    """Makes ready what is otherwise made at the first question, while the connection is being opened."""
    compile_words(library.pack.size_words).compile_all()
    library.index.rank(library.pack.shoe.name, 1)


def client_options(settings: Settings, *, force_sync: bool) -> ClientOptions:
    """How the client connects. Of several processes, only the one with shard 0 registers the commands."""
    is_first = not settings.shard_ids or 0 in settings.shard_ids
    sync = SyncMode.ALWAYS if force_sync else SyncMode.CHANGED
    return ClientOptions(
        wants_message_content=settings.message_content,
        sync=sync if is_first else SyncMode.NEVER,
        shard_ids=settings.shard_ids,
        shard_count=settings.shard_count,
    )


def _load(settings: Settings) -> Pack:
    """The pack, before anything else: one with errors never goes online."""
    try:
        return sound_pack(settings.knowledge_dir, settings.cache_dir)
    except UnusablePackError as error:
        raise KnowledgeError(error.problems) from error


@contextlib.contextmanager
def _library_on_its_way(pack: Pack, cache_dir: Path) -> Iterator[Future[Library]]:
    """The library of a sound pack, built and warmed up in a thread while the bot connects; who asks meanwhile waits."""
    with ThreadPoolExecutor(1, "library") as thread:
        coming = thread.submit(library_of, pack, cache_dir)
        thread.submit(lambda: warm_up(coming.result())).add_done_callback(lambda _: _collect_from_now_on())
        yield coming


def _collect_from_now_on() -> None:
    """Ends what `app.run` began. What the start made is never looked through: it stays, and there is much of it."""
    gc.freeze()
    gc.enable()


def _stop_when_it_fails(base: Future[Library], stop: asyncio.Event) -> None:
    """Ends the bot when its library cannot be built, which no file can cause that reads well."""
    loop = asyncio.get_running_loop()

    def look(built: Future[Library]) -> None:
        if built.exception() is not None:
            loop.call_soon_threadsafe(stop.set)

    base.add_done_callback(look)


@contextlib.contextmanager
def _last_guard() -> Iterator[None]:
    """Whatever nobody expected goes to the log, where a machine reads it, instead of being printed beside it."""
    try:
        yield
    except (SettingsError, KnowledgeError, ConfigurationError, RefusedError, OperatorError):
        raise
    except Exception as error:
        log.critical("The bot stopped because of an error that it does not know", exc_info=True)
        raise OperatorError("The bot stopped because of an error: see the log") from error


@contextlib.contextmanager
def _early_end() -> Iterator[None]:
    """Ends on SIGTERM also before the loop listens to it: as process 1 of a container nothing else would."""
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
