"""A small pack about bicycles: the matcher must know nothing about any product."""

from __future__ import annotations

import pytest

from bot.core.faq.entry import Entry
from bot.core.faq.index import FaqIndex, Thesaurus, build_index, train_head, with_head
from bot.core.faq.lexicon import Lexicon, OutOfScope, ScopeTopic, Sense
from bot.knowledge.thesaurus_file import load_thesaurus


def _entry(entry_id: str, title: str, *ask: str, not_when: tuple[str, ...] = ()) -> Entry:
    return Entry(entry_id, "riding", title, ask, "Yes.", not_when=not_when)


ENTRIES = {
    entry.id: entry
    for entry in (
        _entry(
            "tyres", "Which tyres fit?", "what tire width can i use", "do bigger tires fit the frame",
            "max tire clearance", "can i put wide tyres on it", "what rubber does it take", not_when=("car",),
        ),
        _entry(
            "weight", "How heavy is it?", "what does it weigh", "how many kilos is the bike", "is it a light bike",
            "weight of the roadster 7", "how much does it weigh",
        ),
        _entry(
            "brakes", "How do I adjust the brakes?", "the brakes squeal", "my brake rubs on the rim",
            "brake pads worn out what now", "how do i set up the brakes", "stopping power feels weak",
        ),
        _entry(
            "price", "What does it cost?", "how much is the roadster 7", "price of the bike", "is it expensive",
            "how many dollars do i need for one", "what will i pay in a shop",
        ),
        _entry(
            "compare-glider", "How does it compare with the Glider?", "glider or roadster 7",
            "is it faster than a glider", "roadster versus glider", "should i get this instead of a glider",
        ),
    )
}  # fmt: skip

LEXICON = Lexicon(
    synonyms=(("heavy", "weigh", "kilos"), ("cost", "price", "set me back")),
    slang={"tyre": "tire", "tyres": "tires", "u": "you", "hw": "how", "lol": ""},
    phrases={"rdstr": "roadster 7", "on the cheap": "cheap"},
    protect=("glider", "roadster"),
)
OUT_OF_SCOPE = OutOfScope(
    shoes=("glider", "mountain king"),
    things=("tractor", "playstation"),
    garments=("jacket",),
    senses=(Sense(("brakes", "brake"), ("train", "economy"), "something else that brakes"),),
    chatter=("thoughts", "nice ride", "how are you"),
    topics=(ScopeTopic("medical", ("knee pain",), "Please ask a doctor."),),
)
NICKNAMES = ("roadster 7", "roadster", "the 7")


@pytest.fixture(scope="session")
def thesaurus() -> Thesaurus:
    return load_thesaurus()


@pytest.fixture(scope="session")
def untrained(thesaurus: Thesaurus) -> FaqIndex:
    return build_index(ENTRIES, LEXICON, OUT_OF_SCOPE, NICKNAMES, thesaurus)


@pytest.fixture(scope="session")
def index(untrained: FaqIndex) -> FaqIndex:
    return with_head(untrained, train_head(untrained))
