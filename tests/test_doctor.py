"""The doctor names what is wrong and what to do, changes nothing, and is content with a healthy bot."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.doctor import Finding, Verdict, examine
from bot.settings import Settings
from bot.storage.store import KEY_FILE, StoreOptions, make_store
from tests.conftest import SHIPPED_PACK
from tests.loopback.payloads import TOKEN

TINY_PACK = Path(__file__).parent / "packs" / "tiny"
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a bot that was never started, with a small pack."""
    return Settings(tmp_path / "data", tmp_path / "cache", TINY_PACK, discord_token=TOKEN)


@pytest.fixture
async def started(settings: Settings) -> Settings:
    """The same after it was started and stopped."""
    store = make_store(StoreOptions(settings.database))
    await store.open()
    await store.close()
    return settings


def findings(settings: Settings) -> dict[str, Finding]:
    return {finding.what: finding for finding in examine(settings, SHIPPED_PACK)}


def wrong(settings: Settings) -> list[str]:
    return [what for what, finding in findings(settings).items() if finding.verdict is Verdict.WRONG]


def test_a_bot_that_was_never_started_is_well_and_nothing_is_made(settings: Settings) -> None:
    assert wrong(settings) == []
    assert not settings.data_dir.exists()
    assert not settings.cache_dir.exists()


def test_a_bot_that_was_started_is_well(started: Settings) -> None:
    assert wrong(started) == []
    assert findings(started)["lease"].says == "free"


@pytest.mark.parametrize("token", ["", "abc", f"Bot {TOKEN}", "0123456789abcdef0123456789abcdef"])
def test_what_is_no_token_is_told_with_where_to_get_one(settings: Settings, token: str) -> None:
    finding = findings(replace(settings, discord_token=token))["token"]

    assert finding.verdict is Verdict.WRONG
    assert finding.do


def test_a_token_is_never_shown(settings: Settings) -> None:
    for token in (TOKEN, TOKEN[:-30], f"Bot {TOKEN}"):
        said = "\n".join(str(finding) for finding in examine(replace(settings, discord_token=token), SHIPPED_PACK))
        assert token not in said


def test_the_message_content_intent_is_pointed_out(settings: Settings) -> None:
    assert findings(replace(settings, message_content=True))["intents"].verdict is Verdict.NOTE
    assert findings(settings)["intents"].verdict is Verdict.OK


def test_broken_knowledge_is_told_with_its_place(settings: Settings, tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(TINY_PACK, pack)
    (pack / "sources.yaml").write_text("twice: 1\ntwice: 2\n", encoding="utf-8")

    finding = findings(replace(settings, knowledge_dir=pack))["knowledge"]

    assert finding.verdict is Verdict.WRONG
    assert str(pack) in finding.says
    assert "check" in finding.do


@posix_only
def test_files_that_others_may_read_are_wrong(started: Settings) -> None:
    started.database.chmod(0o644)
    (started.data_dir / KEY_FILE).chmod(0o640)

    assert wrong(started) == ["pseudonym key", "database"]
    assert "chmod 600" in findings(started)["database"].do


@posix_only
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may write everywhere")
def test_a_directory_that_cannot_be_written_is_wrong(settings: Settings) -> None:
    settings.data_dir.mkdir(mode=0o500)

    assert "data directory" in wrong(settings)


def test_a_data_directory_that_is_a_file_is_wrong(settings: Settings) -> None:
    settings.data_dir.write_text("", encoding="utf-8")

    assert "data directory" in wrong(settings)


def test_a_damaged_database_is_wrong(started: Settings) -> None:
    started.database.write_bytes(b"not a database at all, whatever its name may say" * 100)

    assert "database" in wrong(started)


def test_a_database_of_a_newer_version_is_wrong(started: Settings) -> None:
    with closing(sqlite3.connect(started.database)) as db:
        db.execute("INSERT INTO migrations VALUES (999, 'from the future', 0)")
        db.commit()

    assert wrong(started) == ["schema"]


@pytest.mark.parametrize(("age_s", "verdict"), [(5, Verdict.NOTE), (500, Verdict.OK)])
def test_a_lease_held_by_another_process_is_pointed_out(started: Settings, age_s: int, verdict: Verdict) -> None:
    beat = int((datetime.now(UTC) - timedelta(seconds=age_s)).timestamp())
    with closing(sqlite3.connect(started.database)) as db:
        db.execute("INSERT INTO lease VALUES (1, 'token', 4711, 'elsewhere', '', 0, ?)", (beat,))
        db.commit()

    finding = findings(started)["lease"]

    assert finding.verdict is verdict
    assert "process 4711 on elsewhere" in finding.says


def test_a_key_that_is_cut_short_is_wrong(started: Settings) -> None:
    (started.data_dir / KEY_FILE).write_text("abc", encoding="ascii")

    assert wrong(started) == ["pseudonym key"]
