"""A server's own entries over the pack: seen by that server alone, and never able to break it."""

from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.pack import Library, Pack
from bot.knowledge.export import export_overlay, split_entries
from bot.knowledge.loader import load_pack
from bot.knowledge.overlay import apply_overlay, read_own_entry
from bot.ports.revisions import EntryForm, EntryState, Overlay
from tests.knowledge.conftest import TINY

LACES = """\
# from the Saturday thread
id: laces
title: Are the laces flat?
ask:
  - what shape are the laces
answer: They are flat on the {shoe.short_name}.
related: [weight]
source: catalogue#tern
basis: guide
"""
PRICE = LACES.replace("id: laces", "id: price").replace("They are flat on the {shoe.short_name}.", "Ask {shoe.price}.")


@lru_cache(maxsize=1)
def _pack() -> Pack:
    pack = load_pack(TINY).pack
    assert pack is not None
    return pack


def _overlay(latest: int = 1, hidden: tuple[str, ...] = (), **own: str) -> Overlay:
    states = {entry_id: EntryState(EntryForm.OWN, text) for entry_id, text in own.items()}
    states |= {entry_id: EntryState(EntryForm.HIDDEN) for entry_id in hidden}
    return Overlay(7, latest, tuple(sorted(states.items())))


def test_an_overlay_that_says_nothing_gives_the_very_same_pack(tiny_library: Library) -> None:
    assert apply_overlay(tiny_library.pack, Overlay(7, 0)).pack is tiny_library.pack


def test_own_entries_are_added_changed_and_hidden(tiny_library: Library) -> None:
    laid = apply_overlay(tiny_library.pack, _overlay(laces=LACES, price=PRICE, hidden=("drop",)))
    assert [problem for problem in laid.problems if problem.severity == "error"] == []
    assert list(laid.pack.entries) == ["weight", "price", "sizing", "laces"]
    assert laid.pack.entries["laces"].answer == "They are flat on the Tern 2."
    assert laid.pack.entries["price"].answer == "Ask about €90."
    assert laid.pack.entries["laces"].topic == "server"
    assert laid.pack.entries["price"].topic == "facts"


def test_the_pack_itself_stays_as_it_is(tiny_library: Library) -> None:
    before = dict(tiny_library.pack.entries)
    laid = apply_overlay(tiny_library.pack, _overlay(price=PRICE, hidden=("drop",)))
    assert tiny_library.pack.entries == before
    assert laid.pack.digest != tiny_library.pack.digest


def test_links_to_hidden_entries_are_dropped(tiny_library: Library) -> None:
    laid = apply_overlay(tiny_library.pack, _overlay(hidden=("drop",)))
    assert tiny_library.pack.entries["weight"].related == ("drop",)
    assert laid.pack.entries["weight"].related == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not yaml: [",
        "- a\n- b",
        LACES.replace("id: laces", "id: price").replace("answer:", "anwser:"),
        PRICE.replace("{shoe.price}", "{shoe.prise}"),
        PRICE.replace("id: price", "id: laces"),
        PRICE.replace("title: Are the laces flat?", "title: yes"),
        "id: price\n" * 2,
        "[" * 9999,
        "\x00",
    ],
    ids=["empty", "no yaml", "list", "unknown key", "dead fact", "another id", "refused value", "twice", "deep", "NUL"],
)
def test_an_own_entry_that_cannot_be_shown_falls_back_to_the_packs(tiny_library: Library, text: str) -> None:
    laid = apply_overlay(tiny_library.pack, _overlay(price=text))
    assert laid.problems
    assert laid.pack.entries["price"] == tiny_library.pack.entries["price"]


def test_an_own_entry_outlives_an_entry_it_pointed_to(tiny_library: Library) -> None:
    laid = apply_overlay(tiny_library.pack, _overlay(laces=LACES.replace("[weight]", "[gone, drop]")))
    assert laid.pack.entries["laces"].related == ("drop",)
    assert "there is no entry `gone`" in "\n".join(map(str, laid.problems))


def test_own_entries_may_point_to_each_other(tiny_library: Library) -> None:
    tongue = LACES.replace("laces", "tongue").replace("[weight]", "[laces]")
    laid = apply_overlay(tiny_library.pack, _overlay(laces=LACES.replace("[weight]", "[tongue]"), tongue=tongue))
    assert "there is no entry" not in "\n".join(map(str, laid.problems))
    assert laid.pack.entries["laces"].related == ("tongue",)


def test_reading_an_own_entry_tells_all_that_is_wrong_at_once(tiny_library: Library) -> None:
    text = LACES.replace("[weight]", "[gone]").replace("short_name", "nothing").replace("#tern", "#turn")
    own = read_own_entry(text, tiny_library.pack)
    messages = "\n".join(map(str, own.problems))
    assert own.entry is None
    assert own.raw is not None
    assert "there is no entry `gone`" in messages
    assert "`{shoe.nothing}` quotes nothing" in messages
    assert "there is no source `catalogue#turn`" in messages


def test_the_raw_entry_keeps_its_placeholders_for_editing(tiny_library: Library) -> None:
    own = read_own_entry(LACES, tiny_library.pack)
    assert own.raw is not None
    assert own.raw.answer == "They are flat on the {shoe.short_name}."


def test_an_edit_starts_from_the_server_s_own_text_or_else_from_the_packs(tiny_library: Library) -> None:
    laid = apply_overlay(tiny_library.pack, _overlay(laces=LACES, hidden=("drop",))).pack
    assert laid.originals["laces"].answer == "They are flat on the {shoe.short_name}."
    assert laid.originals["weight"].answer == "One shoe weighs {shoe.weight_g}."
    assert list(laid.originals) == list(laid.entries)


def test_an_export_keeps_texts_and_comments_and_splits_back_into_them() -> None:
    text = export_overlay(_overlay(laces=LACES, price=PRICE, hidden=("drop",)))
    assert "# Hidden there: drop" in text
    assert dict(split_entries(text)) == {"laces": LACES, "price": PRICE}


def test_an_export_without_own_entries_is_still_a_list() -> None:
    assert split_entries(export_overlay(Overlay(7, 0))) == []


_SIGNS = st.sampled_from([*"\n:#-[]{}|>&*!%@'\"` ", "\t", "\u202e", "é", "yes", "{shoe.x}", ""])


@given(st.lists(st.tuples(st.integers(0, len(LACES)), _SIGNS), max_size=8))
def test_no_damage_to_a_text_crashes_the_reading_of_it(damage: list[tuple[int, str]]) -> None:
    text = LACES
    for at, sign in damage:
        text = text[:at] + sign + text[at + 3 :]
    own = read_own_entry(text, _pack())
    assert own.entry is not None or own.problems
