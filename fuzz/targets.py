"""What is fuzzed: everything that takes text from outside. A target takes dice, and raises when a promise is broken.

The promises: nothing raises, whatever comes in; what comes out can be shown (JSON, UTF-8, within Discord's limits);
control ids never open what they should not.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from bot.core.conversation.as_json import turn_json
from bot.core.conversation.converse import converse
from bot.core.conversation.size_dialogue import answer, begin, show, state_from_dict, state_to_dict
from bot.core.conversation.turn import Memory
from bot.core.faq.decision import Policy
from bot.core.pack import Library
from bot.core.reply import reply_text
from bot.core.sizing.profile import FitProfile
from bot.discord_ui.render import Frame, render
from bot.discord_ui.typed_text import readable
from bot.discord_ui.views.registry import CONTROLS
from bot.knowledge.document import read_document
from bot.knowledge.loader import load_files
from bot.knowledge.overlay import read_own_entry
from bot.knowledge.pack_files import read_pack_files
from bot.terminal.size import advice_json, advise_line
from fuzz.inputs import YAML_ODD, bend, pick

Target = Callable[[random.Random], str]
"""Tries one random input; gives the input, so that a failure can be told. Raises what the bot raised."""

TODAY: Final = date(2026, 11, 24)
CUSTOM_ID_CHARS: Final = 100
SAFE_ID: Final = re.compile(r"[0-9A-Za-z_.:-]{1,100}")
OPTION_LINES: Final = (
    "--usual 10", "--usual 'US M 10' --width wide", "--usual 9.5 --usual 10 --scale men", "--label-cm 28",
    "--foot-cm 26.5 --prefer roomy", "--shoe 'AF1 = 9.5, tight, sized down' --pinch", "--shoe 'NB 990 = 10, 2E'",
)  # fmt: skip
IDS: Final = (
    "faq1:more:AbCdEfGhIjKlMnOp:stretch", "faq1:yes:AbCdEfGhIjKlMnOp", "faq1:rel:AbCdEfGhIjKlMnOp:0", "sz1:b:tok:next",
    "sz1:s:tok:size", "sz1:open:", "sz1:fit:AbCdEfGhIjKlMnOp", "faq1:post:AbCdEfGhIjKlMnOp:600000000000000000:stretch",
    "faq2:more:x", "kb1:x",
)  # fmt: skip


class Targets:
    """All targets over one pack."""

    def __init__(self, library: Library, pack_directory: Path, policy: Policy | None = None) -> None:
        self._library = library
        self._policy = policy or Policy()
        self._files = read_pack_files(pack_directory)
        self._material = [phrasing for entry in library.pack.entries.values() for phrasing in entry.ask]
        self._material += [
            "im a us mens 10, wide feet",
            "9.5 in af1s, sized down, tight",
            "EU 44",
            "27 cm",
            "7.5 or 8?",
        ]
        self._memory: Memory | None = None
        self._state = begin(FitProfile(), library.pack.sizing)

    @property
    def all(self) -> dict[str, Target]:
        """Every target by its name."""
        return {
            "question": self.question, "conversation": self.conversation, "options": self.options,
            "completion": self.completion, "dialogue": self.dialogue, "stored-state": self.stored_state,
            "yaml": self.yaml, "own-entry": self.own_entry, "pack": self.pack, "control-id": self.control_id,
        }  # fmt: skip

    def question(self, dice: random.Random) -> str:
        """A question on its own, as typed in Discord."""
        text = self._text(dice)
        self._show(text, None)
        return text

    def conversation(self, dice: random.Random) -> str:
        """A question after others; the memory goes on from input to input."""
        text = self._text(dice)
        turn = converse(text, self._library, self._memory, dice.uniform(0, 2000), TODAY, self._policy)
        self._memory = turn.memory if dice.random() < 0.9 else None
        json.dumps(turn_json(turn), allow_nan=False).encode()
        return text

    def options(self, dice: random.Random) -> str:
        """A line of options for `size`."""
        line = bend(dice.choice(OPTION_LINES), dice)
        advice = advise_line(line, self._library.pack)
        json.dumps(advice_json(advice), allow_nan=False).encode("utf-8", "surrogatepass")
        return line

    def completion(self, dice: random.Random) -> str:
        """What somebody has typed so far."""
        text = self._text(dice)[: dice.randint(0, 120)]
        found = self._library.index.complete(text, 25)
        assert len(found) <= 25
        assert all(one.entry_id in self._library.pack.entries for one in found)
        return text

    def dialogue(self, dice: random.Random) -> str:
        """A press, or something like one, in the size dialogue; the dialogue goes on from input to input."""
        sizing = self._library.pack.sizing
        card = show(self._state, sizing)
        presses = [(button.id, "") for button in card.buttons]
        presses += [(menu.field, option.value) for menu in card.selects for option in menu.options]
        presses += [("typed", pick(self._material, dice))]
        field, value = dice.choice(presses)
        if dice.random() < 0.3:
            field, value = bend(field, dice, times=1), bend(value, dice, times=2)
        self._state = answer(self._state, field, value, sizing, self._library.pack.size_words)
        assert state_from_dict(json.loads(json.dumps(state_to_dict(self._state)))) == self._state
        return f"{field} = {value}"

    def stored_state(self, dice: random.Random) -> str:
        """A dialogue's state as it might come back from the disk of another version."""
        text = bend(json.dumps(state_to_dict(self._state)), dice)
        try:
            stored = json.loads(text)
        except ValueError:
            return text
        state = state_from_dict(stored)
        if state is not None:
            show(state, self._library.pack.sizing)
        return text

    def yaml(self, dice: random.Random) -> str:
        """A YAML file."""
        text = self._yaml(dice)
        node, problems = read_document(_bytes_of(text, dice), "file.yaml")
        assert node is not None or problems
        assert all(problem.line >= 0 and problem.message for problem in problems)
        return text

    def own_entry(self, dice: random.Random) -> str:
        """An entry as a moderator sends it."""
        text = self._yaml(dice)
        own = read_own_entry(text, self._library.pack)
        assert own.entry is not None or own.problems
        return text

    def pack(self, dice: random.Random) -> str:
        """A whole pack with one bent file; it is live only without an error."""
        name = dice.choice(sorted(self._files.contents))
        bent = bend(self._files.contents[name].decode(), dice, YAML_ODD)
        contents = {**self._files.contents, name: bent.encode("utf-8", "surrogatepass")}
        result = load_files(replace(self._files, contents=contents))
        has_errors = any(problem.severity == "error" for problem in result.problems)
        assert (result.pack is None) == has_errors
        return f"{name}: {bent}"

    def control_id(self, dice: random.Random) -> str:
        """An id that comes back with a press: at most one control takes it, and none takes one that is odd."""
        custom_id = bend(dice.choice(IDS), dice, times=2)[:CUSTOM_ID_CHARS]
        takers = [
            control.__name__ for control in CONTROLS if control.__discord_ui_compiled_template__.fullmatch(custom_id)
        ]
        assert len(takers) <= 1, takers
        assert takers in ([], ["Outdated"]) or SAFE_ID.fullmatch(custom_id)
        return custom_id

    def _text(self, dice: random.Random) -> str:
        return bend(pick(self._material, dice), dice)

    def _yaml(self, dice: random.Random) -> str:
        content = self._files.contents[dice.choice(sorted(self._files.contents))].decode()
        start = dice.randrange(max(len(content) - 1500, 1))
        return bend(content[start : start + 1500], dice, YAML_ODD)

    def _show(self, text: str, memory: Memory | None) -> None:
        turn = converse(readable(text)[:300], self._library, memory, 0.0, TODAY, self._policy)
        assert 0.0 <= turn.confidence <= 1.0
        assert turn.reply.body or turn.reply.parts
        reply_text(turn.reply).encode()
        json.dumps(turn_json(turn), allow_nan=False)
        assert render(turn.reply, Frame("AbCdEfGhIjKlMnOp", False, True)).total_children_count <= 40


def _bytes_of(text: str, dice: random.Random) -> bytes:
    """The text as bytes, now and then in an encoding that is refused, or with bytes that are none."""
    raw = text.encode("utf-8", "surrogatepass")
    if dice.random() < 0.1:
        return text.encode("utf-16", "surrogatepass")
    if dice.random() < 0.1:
        at = dice.randint(0, len(raw))
        return raw[:at] + dice.randbytes(3) + raw[at:]
    return raw
