"""PRIVACY.md says what the database holds: every table and column, none that is not there, and the true periods."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.ports import CONTROL_LIFE, DIALOGUE_LIFE, ServerSettings
from bot.storage.migrate import load_migrations, migrate
from bot.storage.scrub import LONGEST
from bot.storage.store import DEFAULT_GRACE, KEY_FILE
from tests.storage.world import START

PAGE = (Path(__file__).parents[2] / "PRIVACY.md").read_text(encoding="utf-8")
WORDS = " ".join(PAGE.split())


def tables_of_the_page() -> dict[str, tuple[str, ...]]:
    """Columns by table, as the page's table names them."""
    rows = re.findall(r"^\| `(\w+)` \| ((?:`\w+` ?)+)\|", PAGE, re.MULTILINE)
    return {table: tuple(re.findall(r"`(\w+)`", columns)) for table, columns in rows}


def tables_of_the_database() -> dict[str, tuple[str, ...]]:
    """Columns by table, as the newest schema has them."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        db.row_factory = sqlite3.Row
        migrate(db, load_migrations(), START)
        names = [row["name"] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {
            name: tuple(row["name"] for row in db.execute(f"PRAGMA table_info({name})"))
            for name in names
            if not name.startswith("sqlite_")
        }


def test_every_table_and_column_is_named_and_no_other() -> None:
    assert tables_of_the_page() == tables_of_the_database()


def test_every_table_says_what_it_is_and_how_long() -> None:
    for line in PAGE.splitlines():
        if re.match(r"^\| `\w+` \|", line):
            what, how_long = (cell.strip() for cell in line.strip("|").split("|")[2:])
            assert len(what) > 10, line
            assert how_long, line


def test_the_periods_are_those_of_the_program() -> None:
    defaults = ServerSettings()
    assert f'"{defaults.retention_days} days" is the default' in WORDS
    assert f"for {defaults.gap_days} days unless the moderators chose another number" in WORDS
    assert f"{DIALOGUE_LIFE.total_seconds() / 3600:.0f} hours after your last step at most" in WORDS
    assert f"| {CONTROL_LIFE.days} days at most |" in WORDS
    assert f"{DEFAULT_GRACE.days} days unless the operator chose another number" in WORDS
    assert f"at most {LONGEST} characters" in WORDS
    assert f"`{KEY_FILE}`" in WORDS


def test_nothing_is_kept_of_gaps_by_default() -> None:
    assert not ServerSettings().allow_gap_text
