"""Pseudonyms are the same for the same key, tell nobody anything without it, and the key is kept with care."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.storage.pseudonyms import Pseudonyms, read_or_make_key
from tests.storage.world import ANN, BEN

KEY = b"a key that is long enough"


def test_a_member_has_one_pseudonym_by_one_key() -> None:
    assert Pseudonyms(KEY).of_member(ANN) == Pseudonyms(KEY).of_member(ANN)
    assert len({Pseudonyms(KEY).of_member(ANN), Pseudonyms(KEY).of_member(BEN)}) == 2


def test_another_key_gives_another_pseudonym() -> None:
    assert Pseudonyms(KEY).of_member(ANN) != Pseudonyms(KEY + b"2").of_member(ANN)
    assert Pseudonyms(KEY).fingerprint() != Pseudonyms(KEY + b"2").fingerprint()


def test_marks_of_different_kinds_never_match() -> None:
    names = Pseudonyms(KEY)
    assert len({names.of_member(5), names.of_turn("5"), names.of_message(5), names.fingerprint()}) == 4


def test_the_key_does_not_show() -> None:
    assert KEY.decode() not in repr(Pseudonyms(KEY))


def test_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="at least"):
        Pseudonyms(b"short")


def test_the_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "pseudonym.key"
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: read_or_make_key(path), range(16)))
    assert len(keys) == 1
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_an_empty_key_file_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "pseudonym.key").write_text("\n")
    with pytest.raises(ValueError, match="no usable key"):
        read_or_make_key(tmp_path / "pseudonym.key")
