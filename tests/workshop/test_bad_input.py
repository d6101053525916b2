"""What a moderator, or somebody posing as one, may send: a clear message, and nothing changed."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO

import pytest

from bot.ports.proposals import EntryDraft, ItemStatus, Proposal, Refused, Stage, YamlText
from tests.workshop.conftest import HERE, MOD, THERE, World

GOOD = """# our own
- id: laces
  title: Which laces?
  ask:
    - which laces are in the box   # asked daily
  answer: Flat ones.
  source: house#inference
  basis: house

- id: weight
  title: How heavy are they?
  ask: [how heavy is a pair, what do they weigh]
  answer: Light.
  source: catalogue#tern
  basis: guide
"""


async def send(world: World, raw: bytes, name: str = "own.yaml", size: int | None = None) -> Proposal:
    async def read() -> bytes:
        return raw

    return await world.bench.import_yaml(HERE, MOD, name, len(raw) if size is None else size, read)


async def test_an_import_shows_each_entry_and_saves_all_at_once(world: World) -> None:
    proposal = await send(world, GOOD.encode())
    assert [(item.entry.entry_id, item.status) for item in proposal.items] == [
        ("laces", ItemStatus.ADDED),
        ("weight", ItemStatus.CHANGED),
    ]
    assert "+answer: Flat ones." in proposal.items[0].diff

    saved = await world.kept(proposal)

    assert len(saved.revision_ids) == 2
    assert (world.answer("laces"), world.answer("weight")) == ("Flat ones.", "Light.")
    assert world.answer("laces", THERE) is None
    again = await send(world, GOOD.encode())
    assert {item.status for item in again.items} <= {ItemStatus.UNCHANGED, ItemStatus.CHANGED}
    assert again.items[0].status is ItemStatus.UNCHANGED


async def test_an_export_can_be_imported_and_changes_nothing(world: World) -> None:
    await world.kept(await send(world, GOOD.encode()))

    export = await world.bench.export(HERE)
    proposal = await send(world, export.text.encode(), export.filename)

    assert export.entries == 2
    assert "# asked daily" in export.text
    assert {item.status for item in proposal.items} == {ItemStatus.UNCHANGED}
    assert not proposal.can_save


def zipped() -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.yaml", GOOD)
    return target.getvalue()


HOSTILE: list[tuple[str, bytes, Stage]] = [
    ("a zip renamed", zipped(), Stage.ENCODING),
    ("UTF-16", GOOD.encode("utf-16"), Stage.ENCODING),
    ("Latin-1", GOOD.replace("Flat", "Flät").encode("latin-1"), Stage.ENCODING),
    ("a NUL byte", GOOD.replace("Flat", "Fl\0at").encode(), Stage.ENCODING),
    ("deep nesting", b"[" * 50_000, Stage.STRUCTURE),
    ("deep nesting of keys", b"{a: " * 10_000, Stage.STRUCTURE),
    ("an alias bomb", b"- &a [x, x]\n- &b [*a, *a]\n- [*b, *b]\n", Stage.STRUCTURE),
    ("a tag that runs code", b"- !!python/object/apply:os.system [ls]\n", Stage.STRUCTURE),
    ("a huge value", b"- id: x\n  answer: " + b"a" * 100_000, Stage.STRUCTURE),
    ("duplicate keys", GOOD.replace("  basis: house", "  basis: house\n  basis: guide").encode(), Stage.STRUCTURE),
    ("two documents", GOOD.encode() + b"---\n- id: y\n", Stage.STRUCTURE),
    ("a group instead of a list", b"id: laces\n", Stage.STRUCTURE),
    ("nothing but a comment", b"# nothing\n", Stage.STRUCTURE),
    ("an unknown key", GOOD.replace("basis: house", "basis: house\n  anser: x").encode(), Stage.SCHEMA),
    ("an unknown source", GOOD.replace("house#inference", "gossip#pub").encode(), Stage.SCHEMA),
    ("a placeholder that quotes nothing", GOOD.replace("Flat", "A {shoe.nope}").encode(), Stage.SCHEMA),
    ("the same id twice", GOOD.replace("id: weight", "id: laces").encode(), Stage.SCHEMA),
    ("a phrasing of another entry", GOOD.replace("how heavy is a pair", "what is the price").encode(), Stage.SCHEMA),
    ("a mass mention", GOOD.replace("Flat", '"@everyone flat').replace("ones.", 'ones."').encode(), Stage.SCHEMA),
    ("a script link", GOOD.replace("Flat", '"[x](javascript:alert)').replace("ones.", '"').encode(), Stage.SCHEMA),
    ("a long answer", GOOD.replace("Flat", "x" * 4000).encode(), Stage.SCHEMA),
]


@pytest.mark.parametrize(("raw", "stage"), [case[1:] for case in HOSTILE], ids=[case[0] for case in HOSTILE])
async def test_a_bad_file_is_refused_at_its_stage_with_words(world: World, raw: bytes, stage: Stage) -> None:
    proposal = await send(world, raw)

    errors = [fault for fault in proposal.faults if fault.is_error]
    assert (proposal.stage, bool(errors)) == (stage, True)
    assert not proposal.can_save
    assert isinstance(await world.bench.save(HERE, MOD, proposal.token), Refused)
    assert (await world.bench.history(HERE)).cards == ()
    assert all(len(str(fault)) < 500 for fault in proposal.faults)


@pytest.mark.parametrize(("name", "size"), [("own.zip", 10), ("own.yaml", 300_000), ("own.yaml", 0)])
async def test_a_file_of_a_wrong_kind_or_size_is_not_even_fetched(world: World, name: str, size: int) -> None:
    async def read() -> bytes:
        raise AssertionError("fetched")

    proposal = await world.bench.import_yaml(HERE, MOD, name, size, read)

    assert proposal.stage is Stage.SIZE
    assert proposal.faults[0].hint


async def test_a_file_that_is_larger_than_it_said_is_refused(world: World) -> None:
    proposal = await send(world, b"# " + b"x" * 400_000, size=10)

    assert proposal.stage is Stage.SIZE


async def test_problems_of_an_import_name_their_line_and_entry(world: World) -> None:
    proposal = await send(world, GOOD.replace("answer: Light.", "answer: ''").encode())

    assert [fault.place for fault in proposal.faults if fault.is_error] == ["line 13"]


DRAFT = EntryDraft("Laces?", "which laces", "Flat ones.", about="source: house#inference\nbasis: house")

BAD_FIELDS = [
    ("answer", "@everyone look", "Answer"),
    ("answer", "Fine.\n[free](https://a.example) <@123456789012345678>", "Answer"),
    ("answer", "[asics.com](https://evil.example/x)", "Answer"),
    ("answer", "click javascript:alert(1)", "Answer"),
    ("answer", "x" * 4000, "Answer"),
    ("answer", "", "Answer"),
    ("answer", "quotes {shoe.nothing}", "Answer, line 1"),
    ("title", "", "Title"),
    ("title", "x" * 61, "Title"),
    ("ask", "", "Phrasings"),
    ("ask", "which laces\n@here which", "Phrasings, line 2"),
    ("ask", "one\n\nwhat is the price", "Phrasings, line 3"),
    ("related", "no-such-entry", "Related, line 1"),
    ("about", "source: house#inference\nbasis: rumour", "About, line 2"),
    ("about", "source: house#inference\nbasis: house\nchecked: yesterday", "About, line 3"),
    ("about", "source: house#inference\nanswer: another one", "About, line 2"),
    ("about", "source: house#inference\nbasis: house\nbasis: guide", "About, line 3"),
    ("about", "source: [unclosed\nbasis: house", "About, line 1"),
    ("about", "source: &anchor house\nbasis: *anchor", "About, line 1"),
]


@pytest.mark.parametrize(("field", "text", "place"), BAD_FIELDS)
async def test_a_bad_field_is_refused_where_it_stands(world: World, field: str, text: str, place: str) -> None:
    proposal = await world.bench.propose(HERE, MOD, replace(DRAFT, **{field: text}))  # type: ignore[arg-type]

    errors = [fault for fault in proposal.faults if fault.is_error]
    assert place in [fault.place for fault in errors]
    assert proposal.preview is None
    assert proposal.draft == replace(DRAFT, **{field: text})  # type: ignore[arg-type]
    assert isinstance(await world.bench.save(HERE, MOD, proposal.token), Refused)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Flat\u200b ones\u00ad.", "Flat ones."),
        ("Flat \u202eseno\u202c ones.", "Flat seno ones."),
        ("\ufeffFlat\r\n\r\nones.\x07", "Flat\n\nones."),
        ("Flat\u00a0ones.\t", "Flat ones."),
        ("Fine 👩‍🦽 ❤️ ones.", "Fine 👩‍🦽 ❤️ ones."),
        ("# not a heading: - [x] 'quoted' \"twice\" \\n {not}", None),
        ("- one\n- two: three\n#four", "- one\n- two: three\n#four"),
        ("id: another\nanswer: |\n  deeper", "id: another\nanswer: |\n  deeper"),
        ("yes", "yes"),
        ("2025-10-17", "2025-10-17"),
    ],
)
async def test_text_is_kept_as_typed_but_for_what_nobody_sees(world: World, typed: str, kept: str | None) -> None:
    proposal = await world.bench.propose(HERE, MOD, replace(DRAFT, answer=typed))
    if kept is None:
        assert not proposal.can_save
        return

    await world.kept(proposal)

    assert world.answer("laces") == kept
    invisible = any(char in typed for char in "\u200b\u202e\ufeff")
    assert any("invisible" in fault.message for fault in proposal.faults) is invisible


async def test_phrasings_may_be_pasted_as_a_list(world: World) -> None:
    await world.saved(replace(DRAFT, ask='- which laces\n* "white laces: yes or no"\n2) laces #1\n• null'))

    assert world.libraries.library(HERE).pack.entries["laces"].ask == (
        "which laces",
        "white laces: yes or no",
        "laces #1",
        "null",
    )


async def test_yaml_text_cannot_take_another_entrys_place(world: World) -> None:
    text = "id: weight\ntitle: Laces?\nask: [which laces]\nanswer: Flat.\nsource: house#inference\nbasis: house\n"

    as_new = await world.bench.propose(HERE, MOD, YamlText(text))
    renamed = await world.bench.propose(HERE, MOD, YamlText(text, editing="price"))

    assert "there already" not in str(as_new.faults)
    assert not as_new.can_save
    assert not renamed.can_save
    assert "keeps its id" in str(renamed.faults[0])


async def test_missing_tests_are_pointed_out_in_their_own_fields_and_forbid_nothing(world: World) -> None:
    proposal = await world.bench.propose(HERE, MOD, DRAFT)

    assert [(fault.place, fault.is_error) for fault in proposal.faults] == [
        ("Must match", False),
        ("Must not match", False),
    ]
    assert proposal.can_save
