"""The layer looks at what words leave in doubt and at nothing else, and never stands in the way of an answer."""

from __future__ import annotations

import logging
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Barrier

import pytest

from bot.core.conversation.closer_look import Look, converse_closely
from bot.core.conversation.turn import Turn
from bot.core.faq.decision import Policy
from bot.core.faq.thesaurus import Floats
from bot.core.pack import Library
from bot.core.reply import Kind
from bot.knowledge.library import library_of
from bot.knowledge.overlay import apply_overlay
from bot.ports.revisions import EntryForm, EntryState, Overlay
from bot.semantic.encoder import MiniLm
from bot.semantic.layer import WAITING_AT_MOST, SemanticLayer
from bot.semantic.model_file import UnusableEncoderError
from bot.semantic.opening import open_layer
from tests.semantic.conftest import ACCEPTED, DOUBTFUL, SURE, Counting

SECONDS = 20


def ask(text: str, library: Library, look: Look | None) -> Turn:
    return converse_closely(text, library, None, 0.0, date(2026, 11, 28), Policy(ACCEPTED), look)


def layer_of(encoder: Counting | MiniLm, cache: Path | None = None, *, waits: bool = True) -> SemanticLayer:
    return SemanticLayer(cache, waits=waits, open_with=lambda: encoder)


def until_ready(library: Library, look: SemanticLayer) -> Turn:
    """The first answer that rests on a closer look, once the layer has read what it needs."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        turn = ask(DOUBTFUL, library, look)
        if turn.kind is Kind.ANSWER:
            return turn
        time.sleep(0.02)
    raise AssertionError("the layer never became ready")


def test_a_doubt_is_answered_by_what_the_sentence_means(tiny_library: Library, encoder: MiniLm) -> None:
    by_words = ask(DOUBTFUL, tiny_library, None)
    turn = ask(DOUBTFUL, tiny_library, layer_of(encoder))

    assert by_words.kind is Kind.CHOOSE
    assert (turn.kind, turn.entry) == (Kind.ANSWER, "sizing")
    assert turn.ranking is not None
    assert turn.ranking.candidates[0].evidence.phrasing in tiny_library.index.phrasings


def test_what_words_answer_surely_never_reaches_the_encoder(tiny_library: Library, counting: Counting) -> None:
    look = layer_of(counting)

    assert ask(SURE, tiny_library, look) == ask(SURE, tiny_library, None)
    assert ask("", tiny_library, look) == ask("", tiny_library, None)
    assert ask("US men's 10, what size?", tiny_library, look).kind is Kind.SIZE
    assert counting.read == []


def test_of_two_questions_only_the_doubtful_one_is_read(tiny_library: Library, counting: Counting) -> None:
    look = layer_of(counting)
    ask(DOUBTFUL, tiny_library, look)
    counting.read.clear()

    turn = ask(f"what do they weigh? {DOUBTFUL}?", tiny_library, look)

    assert counting.read == [DOUBTFUL]
    assert turn.entry == "weight"
    assert [part.entry for part in turn.reply.parts] == ["sizing"]


def test_the_same_question_gets_the_same_answer_from_a_fresh_layer_and_from_the_cache(
    tiny_library: Library, counting: Counting, tmp_path: Path
) -> None:
    first = ask(DOUBTFUL, tiny_library, layer_of(counting, tmp_path))
    counting.read.clear()
    again = ask(DOUBTFUL, tiny_library, layer_of(counting, tmp_path))

    assert (again.entry, again.confidence) == (first.entry, first.confidence)
    assert counting.read == [DOUBTFUL]


def test_until_it_is_ready_questions_are_answered_by_words(tiny_library: Library, encoder: MiniLm) -> None:
    look = layer_of(encoder, waits=False)

    assert ask(DOUBTFUL, tiny_library, look) == ask(DOUBTFUL, tiny_library, None)
    assert until_ready(tiny_library, look).entry == "sizing"
    look.close()


def test_a_servers_own_entries_are_taught_too_and_only_what_is_new_is_read(
    tiny_library: Library, counting: Counting
) -> None:
    look = layer_of(counting)
    ask(DOUBTFUL, tiny_library, look)
    counting.read.clear()
    own = replace(
        tiny_library.pack.entries["sizing"], id="laces", title="Which laces do they come with?", ask=("spare laces",),
        must_match=(), must_not_match=(), related=(),
    )  # fmt: skip
    edited = library_of(replace(tiny_library.pack, entries={**tiny_library.pack.entries, "laces": own}))

    turn = ask("are there extra laces in the box", edited, look)

    assert "laces" in turn.choices
    assert counting.read == ["which laces do they come with", "spare laces", "are there extra laces in the box"]


def test_a_hidden_entry_is_not_found_by_its_meaning_either(tiny_library: Library, encoder: MiniLm) -> None:
    overlay = Overlay(1, 1, (("sizing", EntryState(EntryForm.HIDDEN)),))
    hidden = library_of(apply_overlay(tiny_library.pack, overlay).pack)

    turn = ask(DOUBTFUL, hidden, layer_of(encoder))

    assert turn.entry != "sizing"
    assert "sizing" not in turn.choices


def test_an_answer_after_a_closer_look_says_so_in_its_digest(tiny_library: Library, encoder: MiniLm) -> None:
    turn = ask(DOUBTFUL, tiny_library, None)
    closer = layer_of(encoder)(tiny_library, turn.in_doubt)

    assert closer is not None
    assert tiny_library.digest == tiny_library.pack.digest
    assert closer.digest == f"{tiny_library.pack.digest}+{encoder.name}"


def test_an_encoder_that_cannot_be_opened_is_told_once_and_words_answer(
    tiny_library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse() -> MiniLm:
        raise UnusableEncoderError("model.onnx is damaged: install it again")

    look = SemanticLayer(None, waits=True, open_with=refuse)

    assert ask(DOUBTFUL, tiny_library, look) == ask(DOUBTFUL, tiny_library, look) == ask(DOUBTFUL, tiny_library, None)
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert "model.onnx is damaged" in caplog.text


class Failing(Counting):
    """The real encoder, until it breaks."""

    is_broken = False

    def vector(self, text: str) -> Floats:
        if self.is_broken:
            raise RuntimeError(f"cannot read {text}")
        return super().vector(text)


@pytest.mark.parametrize("breaks", ["while the pack is read", "at a question"])
def test_an_encoder_that_breaks_is_told_without_anybodys_words_and_words_answer(
    tiny_library: Library, encoder: MiniLm, caplog: pytest.LogCaptureFixture, breaks: str
) -> None:
    failing = Failing(encoder)
    look = layer_of(failing)
    if breaks == "at a question":
        ask(DOUBTFUL, tiny_library, look)
    failing.is_broken = True

    assert ask(DOUBTFUL, tiny_library, look) == ask(DOUBTFUL, tiny_library, look) == ask(DOUBTFUL, tiny_library, None)
    warnings = [record for record in caplog.records if record.levelno == logging.WARNING]
    assert len(warnings) == 1
    assert "RuntimeError" in caplog.text
    assert "regular" not in caplog.text


class Slow(Counting):
    """The real encoder on a machine that is busy."""

    is_slow = False

    def vector(self, text: str) -> Floats:
        if self.is_slow:
            time.sleep(0.05)
        return super().vector(text)


def test_in_a_rush_only_so_many_wait_and_the_others_are_answered_by_words(
    tiny_library: Library, encoder: MiniLm
) -> None:
    slow = Slow(encoder)
    look = layer_of(slow)
    ask(DOUBTFUL, tiny_library, look)
    slow.is_slow = True
    at_once = 3 * WAITING_AT_MOST
    barrier = Barrier(at_once)

    def asks(_: int) -> Kind:
        barrier.wait()
        return ask(DOUBTFUL, tiny_library, look).kind

    with ThreadPoolExecutor(at_once) as pool:
        kinds = list(pool.map(asks, range(at_once)))

    assert kinds.count(Kind.ANSWER) >= WAITING_AT_MOST
    assert kinds.count(Kind.CHOOSE) >= 1
    assert ask(DOUBTFUL, tiny_library, look).kind is Kind.ANSWER


def test_closing_ends_the_reading_of_a_pack_and_every_later_look(tiny_library: Library, encoder: MiniLm) -> None:
    slow = Slow(encoder)
    slow.is_slow = True
    look = layer_of(slow, waits=False)
    ask(DOUBTFUL, tiny_library, look)
    while not slow.read:
        time.sleep(0.01)

    began = time.monotonic()
    look.close()

    assert time.monotonic() - began < 1
    assert len(slow.read) < len(tiny_library.index.phrasings)
    slow.is_slow = False
    assert ask(DOUBTFUL, tiny_library, look).kind is Kind.CHOOSE


def test_a_pack_that_is_too_large_is_answered_by_words(
    tiny_library: Library, encoder: MiniLm, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.semantic.preparing.LARGEST", 10)
    look = layer_of(encoder)

    assert ask(DOUBTFUL, tiny_library, look) == ask(DOUBTFUL, tiny_library, look) == ask(DOUBTFUL, tiny_library, None)
    assert caplog.text.count("more than 10") == 1


def test_a_layer_that_is_not_wanted_is_not_there(tmp_path: Path) -> None:
    assert open_layer(tmp_path, is_wanted=False, waits=True) is None
    assert open_layer(tmp_path, is_wanted=True, waits=True) is not None
