"""The environment becomes settings, or a list of every mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, read_settings


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    directory = tmp_path / "pack"
    directory.mkdir()
    (directory / "shoe.yaml").write_text("name: x\n", encoding="utf-8")
    return directory


def read(tmp_path: Path, pack: Path, **variables: str) -> Settings:
    return read_settings(variables, tmp_path, pack)


def test_nothing_set_gives_usable_defaults(tmp_path: Path, pack: Path) -> None:
    settings = read(tmp_path, pack)

    assert settings.knowledge_dir == pack
    assert settings.database == tmp_path / ".local/share/fitbot/fitbot.sqlite3"
    assert settings.wrong_share == 0.01
    assert settings.discord_token == ""


def test_every_mistake_is_named_at_once(tmp_path: Path, pack: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        read(tmp_path, pack, WRONG_SHARE="lots", METRICS_PORT="80", LOG_LEVEL="loud", SHARD_IDS="0,1",
             KNOWLEDGE_DIR=str(tmp_path), PSEUDONYM_KEY="short", MESSAGE_CONTENT="maybe")  # fmt: skip

    named = {problem.split("=")[0].split()[0].rstrip(":") for problem in caught.value.problems}
    assert named == {
        "WRONG_SHARE", "METRICS_PORT", "LOG_LEVEL", "SHARD_IDS", "KNOWLEDGE_DIR", "PSEUDONYM_KEY", "MESSAGE_CONTENT",
    }  # fmt: skip


def test_a_share_may_be_written_in_percent(tmp_path: Path, pack: Path) -> None:
    assert read(tmp_path, pack, WRONG_SHARE="2%").wrong_share == 0.02


def test_a_secret_may_come_from_a_file(tmp_path: Path, pack: Path) -> None:
    file = tmp_path / "token"
    file.write_text("abc.def.ghi\n", encoding="utf-8")

    assert read(tmp_path, pack, DISCORD_TOKEN_FILE=str(file)).discord_token == "abc.def.ghi"


def test_a_secret_from_two_places_is_refused(tmp_path: Path, pack: Path) -> None:
    with pytest.raises(SettingsError, match="keep one"):
        read(tmp_path, pack, DISCORD_TOKEN="a", DISCORD_TOKEN_FILE="b")


def test_a_secret_is_never_in_the_repr(tmp_path: Path, pack: Path) -> None:
    settings = read(tmp_path, pack, DISCORD_TOKEN="very-secret-token", PSEUDONYM_KEY="very-secret-key-123")

    assert "very-secret" not in repr(settings)


def test_shards_are_read_as_a_list(tmp_path: Path, pack: Path) -> None:
    settings = read(tmp_path, pack, SHARD_IDS="0, 2", SHARD_COUNT="4")

    assert settings.shard_ids == (0, 2)
    assert settings.shard_count == 4


def test_every_setting_is_explained_in_the_example_file() -> None:
    example = (Path(__file__).parent.parent / ".env.example").read_text(encoding="utf-8")

    assert [name for name in Settings.__dataclass_fields__ if f"{name.upper()}=" not in example] == []


@pytest.mark.parametrize(
    ("name", "value"), [("DATA_DIR", "~nobody-of-that-name/x"), ("DATA_DIR", "a\0b"), ("SERVER_GRACE_DAYS", "9" * 12)]
)
def test_a_value_that_no_system_can_use_is_a_mistake_like_any_other(
    tmp_path: Path, pack: Path, name: str, value: str
) -> None:
    with pytest.raises(SettingsError, match=name):
        read_settings({name: value}, tmp_path, pack)


def test_of_a_file_with_a_secret_the_first_line_counts(tmp_path: Path, pack: Path) -> None:
    file = tmp_path / "token"
    file.write_text("\nfirst-line\nanother line\n", encoding="utf-8")

    assert read_settings({"DISCORD_TOKEN_FILE": str(file)}, tmp_path, pack).discord_token == "first-line"
