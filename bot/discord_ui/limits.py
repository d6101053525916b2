"""Every limit of Discord's that we could run into, in one place, with where it is written.

discord.py checks counts but hardly any lengths, so builders import from here and tests prove that they keep to it. Do
not write such a number anywhere else.
"""

from __future__ import annotations

from typing import Final

MESSAGE_CHARS: Final = 2000
"""Message content, on every route a bot may use (docs resources/message)."""

LAYOUT_CHARS: Final = 4000
"""Sum over all text displays of one Components V2 message."""
LAYOUT_BYTES: Final = 10_170
"""Undocumented: UTF-8 bytes plus `LAYOUT_BYTES_PER_TEXT` for each text; above it the API answers HTTP 500."""
LAYOUT_BYTES_PER_TEXT: Final = 12
LAYOUT_COMPONENTS: Final = 40
"""Components of one message, nested ones counted (docs components/reference)."""

ROW_BUTTONS: Final = 5
CUSTOM_ID_CHARS: Final = 100
BUTTON_LABEL_CHARS: Final = 80
SELECT_OPTIONS: Final = 25
SELECT_LABEL_CHARS: Final = 100
SELECT_VALUE_CHARS: Final = 100
SELECT_DESCRIPTION_CHARS: Final = 100
SELECT_PLACEHOLDER_CHARS: Final = 150

MODAL_TITLE_CHARS: Final = 45
MODAL_ITEMS: Final = 5
MODAL_LABEL_CHARS: Final = 45
MODAL_DESCRIPTION_CHARS: Final = 100
TEXT_INPUT_CHARS: Final = 4000
MODAL_TIMEOUT_S: Final = 900
"""Discord never says that a modal was dismissed; after this the token is dead anyway."""

AUTOCOMPLETE_CHOICES: Final = 25
AUTOCOMPLETE_NAME_CHARS: Final = 100
AUTOCOMPLETE_VALUE_CHARS: Final = 100

QUESTION_CHARS: Final = 300
"""Our own: a question longer than this is cut before it is matched."""

ATTACHMENT_BYTES: Final = 10 * 1024 * 1024
"""Default size of one file (docs reference)."""
