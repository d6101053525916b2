"""How long a moderator waits: opening, proposing and saving an edit in a pack of many entries.

python bench/edit.py [ENTRIES]
"""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
from collections.abc import Awaitable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from bot.core.faq.decision import Policy
from bot.knowledge.libraries import ServerLibraries
from bot.knowledge.library import load_library
from bot.ports.proposals import EntryDraft, Proposal, Saved, TestDecision
from bot.storage.store import StoreOptions, make_store
from bot.workshop.workbench import Workbench

TINY = Path(__file__).parent.parent / "tests" / "packs" / "tiny"
SERVER, MODERATOR = 1, 2
PARTS = (
    "sole", "heel", "toe", "tongue", "lace", "eyelet", "lining", "insole", "outsole", "midsole", "collar", "cuff",
    "logo", "stitch", "seam", "label", "box", "tag",
)  # fmt: skip
KINDS = (
    "red", "blue", "green", "black", "white", "grey", "wide", "narrow", "light", "heavy", "soft", "stiff", "warm",
    "cool", "new", "old", "cheap", "rare", "thick", "thin",
)  # fmt: skip
ASKED = ("colour", "weight", "price", "smell", "sound", "feel", "size", "shape", "repair", "cleaning")

Result = TypeVar("Result")


def write_pack(directory: Path, entries: int) -> None:
    """A pack of made-up entries over the small pack's other files."""
    shutil.copytree(TINY, directory)
    words = list(product(ASKED, PARTS, KINDS))[: entries - 4]
    for topic in ASKED:
        blocks = [_entry(*one) for one in words if one[0] == topic]
        if blocks:
            (directory / "faq" / f"{topic}.yaml").write_text("\n".join(blocks), encoding="utf-8")


def _entry(asked: str, part: str, kind: str) -> str:
    ask = [
        f"{asked} of the {kind} {part}",
        f"tell me about the {kind} {part} and its {asked}",
        f"{kind} {part} {asked}",
    ]
    ask += [f"has the {kind} {part} a good {asked}", f"does the {asked} of a {kind} {part} matter"]
    lines = "".join(f"    - {text}\n" for text in ask)
    return (
        f"- id: {asked}-{part}-{kind}\n  title: What about the {asked} of the {kind} {part}?\n  ask:\n{lines}"
        f"  answer: Nothing is known about it.\n  must_match: [what is the {asked} of the {kind} {part}]\n"
        "  source: house#inference\n  basis: house\n"
    )


async def timed(what: str, work: Awaitable[Result]) -> Result:
    """The result, after its time is printed, with the longest that the event loop stood still meanwhile."""
    stop, worst = asyncio.Event(), [0.0]

    async def watch() -> None:
        while not stop.is_set():
            begin = perf_counter()
            await asyncio.sleep(0.01)
            worst[0] = max(worst[0], perf_counter() - begin - 0.01)

    watching = asyncio.create_task(watch())
    begin = perf_counter()
    result = await work
    print(f"{what}: {perf_counter() - begin:.2f} s, event loop held up {worst[0] * 1000:.0f} ms at most")
    stop.set()
    await watching
    return result


async def edit(bench: Workbench, what: str, draft: EntryDraft) -> None:
    """Propose and save one draft."""
    proposal: Proposal = await timed(f"{what}: propose", bench.propose(SERVER, MODERATOR, draft))
    drop = {test.key: TestDecision.DROP for test in proposal.effect.broken}
    result = await timed(f"{what}: save", bench.save(SERVER, MODERATOR, proposal.token, drop))
    assert isinstance(result, Saved), (result, proposal.faults)
    print(f"  ({proposal.effect.compared} questions compared, {len(drop)} tests decided on)")


async def measure(directory: Path, database: Path) -> None:
    """Load the pack, then edit it in three ways."""
    begin = perf_counter()
    library = load_library(directory)
    index = library.index
    took_s = perf_counter() - begin
    print(f"{len(library.pack.entries)} entries, {len(index.phrasings)} phrasings: loaded in {took_s:.2f} s")
    store = make_store(StoreOptions(database), "a key of sixteen characters")
    await store.open()
    bench = Workbench(ServerLibraries(library), store, Policy(), lambda: datetime.now(UTC))
    draft = await timed("open the form, first time", bench.prefill(SERVER, "colour-sole-red"))
    assert draft is not None
    await edit(bench, "answer changed", replace(draft, answer="Red is red."))
    draft = await timed("open the form", bench.prefill(SERVER, "colour-sole-red"))
    assert draft is not None
    await edit(bench, "phrasing added", replace(draft, ask=f"{draft.ask}\nhow red is the bottom"))
    new = replace(await bench.prefill_new(SERVER), title="Do they glow?", ask="do they glow at night", answer="No.")
    await edit(bench, "entry added", new)
    await timed("try a text", bench.try_text(SERVER, "do they glow in the dark"))
    await store.close()


def main() -> None:
    """Prints one line a step."""
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    with tempfile.TemporaryDirectory() as place:
        write_pack(Path(place) / "pack", entries)
        asyncio.run(measure(Path(place) / "pack", Path(place) / "fitbot.sqlite3"))


if __name__ == "__main__":
    main()
