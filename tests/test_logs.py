"""What the log says of an error: where and what kind, and never what somebody wrote."""

from __future__ import annotations

import asyncio
import io
import json
import logging
from collections.abc import Callable

import pytest
from discord import AppCommandOptionType
from discord.app_commands import TransformerError

from bot.logs import WITHHELD, HumanFormatter, JsonFormatter
from bot.ports import StoreUnavailableError

SECRET = "my feet are 27.3 and i love ducks"


class Options:
    """Stands for the transformer that an error names."""

    _error_display_name = "a number"


def fails_with_text() -> None:
    float(SECRET)


def fails_with_a_key() -> None:
    nothing: dict[str, int] = {}
    nothing[SECRET] += 1


def fails_in_turn() -> None:
    try:
        fails_with_text()
    except ValueError as error:
        raise RuntimeError(f"could not read {SECRET}") from error


def fails_in_an_option() -> None:
    raise TransformerError(SECRET, AppCommandOptionType.string, Options())  # type: ignore[arg-type]


def fails_in_a_group() -> None:
    raise ExceptionGroup("several", [ValueError(SECRET), OSError(28, "No space left on device")])


def logged(formatter: logging.Formatter, fail: Callable[[], None]) -> str:
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(formatter)
    logger = logging.Logger("bot.test")
    logger.addHandler(handler)
    try:
        fail()
    except Exception:
        logger.exception("Incident 12ab")
    return out.getvalue()


@pytest.mark.parametrize("formatter", [JsonFormatter(), HumanFormatter()])
@pytest.mark.parametrize(
    "fail", [fails_with_text, fails_with_a_key, fails_in_turn, fails_in_an_option, fails_in_a_group]
)
def test_an_error_is_told_without_the_words_it_quotes(formatter: logging.Formatter, fail: Callable[[], None]) -> None:
    said = logged(formatter, fail)
    assert SECRET not in said
    assert WITHHELD in said.replace("\\u0027", "'")
    assert "Incident 12ab" in said
    assert fail.__name__ in said


def test_errors_of_the_system_are_told_in_full() -> None:
    def full() -> None:
        raise StoreUnavailableError("database or disk is full")

    assert "StoreUnavailableError: database or disk is full" in logged(HumanFormatter(), full)
    assert "No space left on device" in logged(HumanFormatter(), fails_in_a_group)


def test_the_first_cause_stands_first_as_python_has_it() -> None:
    said = json.loads(logged(JsonFormatter(), fails_in_turn))["exception"]
    assert said.index("ValueError") < said.index("RuntimeError")


async def test_a_task_that_nobody_waited_for_is_told_without_its_words() -> None:
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(JsonFormatter())
    logger = logging.getLogger("asyncio")
    logger.addHandler(handler)
    try:
        task = asyncio.get_running_loop().create_task(_fail())
        await asyncio.wait({task})
        asyncio.get_running_loop().call_exception_handler(
            {"message": "Task exception was never retrieved", "exception": task.exception(), "future": task}
        )
    finally:
        logger.removeHandler(handler)
    assert "Task exception was never retrieved" in out.getvalue()
    assert "_fail" in out.getvalue()
    assert SECRET not in out.getvalue()


async def _fail() -> None:
    fails_with_text()
