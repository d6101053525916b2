"""Members as keyed pseudonyms: whoever has the database alone cannot tell who they are; a new key forgets everybody.

The key never goes into the database, a log line or a `repr`.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path

KEY_BYTES = 32
MINIMUM_KEY_LENGTH = 16
"""Characters of a key given in the settings."""


class Pseudonyms:
    """Keyed hashes (HMAC-SHA256) of members, turns and messages, each of its own kind so that none matches another."""

    __slots__ = ("_key",)

    def __init__(self, key: bytes) -> None:
        if len(key) < MINIMUM_KEY_LENGTH:
            raise ValueError(f"the pseudonym key needs at least {MINIMUM_KEY_LENGTH} bytes")
        self._key = key

    def of_member(self, member_id: int) -> str:
        """A member's pseudonym: 32 hex digits."""
        return self._hash("member", str(member_id))

    def of_turn(self, turn_id: str) -> str:
        """The mark by which a gap's text is found from its turn."""
        return self._hash("gap of turn", turn_id)

    def of_message(self, message_id: int) -> str:
        """The mark by which a gap's text is found from its message."""
        return self._hash("gap of message", str(message_id))

    def fingerprint(self) -> str:
        """Tells two keys apart without giving either away."""
        return self._hash("fingerprint", "")

    def _hash(self, kind: str, value: str) -> str:
        return hmac.new(self._key, f"{kind}\0{value}".encode(), hashlib.sha256).hexdigest()[:32]


def read_or_make_key(path: Path) -> bytes:
    """The key kept in a file; made at the first start, readable by its owner alone (0600).

    Two processes that start at once get the same key. Raises OSError, and ValueError for a file without a usable key.
    """
    try:
        return _read_key(path)
    except FileNotFoundError:
        _make_key(path)
        return _read_key(path)


def _read_key(path: Path) -> bytes:
    text = path.read_text(encoding="ascii").strip()
    if len(text) < MINIMUM_KEY_LENGTH:
        raise ValueError(
            f"{path.name} holds no usable key: put the backup of it back, or delete it to forget everybody"
        )
    return text.encode()


def _make_key(path: Path) -> None:
    """Written beside and linked into place: a kill in between leaves no half-written key."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    file = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(file, "w", encoding="ascii") as stream:
            stream.write(secrets.token_hex(KEY_BYTES) + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            return
        except OSError:  # a file system without hard links
            draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)
