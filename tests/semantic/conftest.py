"""The real encoder, opened once, and the tiny pack to look at."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.faq.thesaurus import Floats
from bot.core.pack import Library
from bot.knowledge.library import load_library
from bot.semantic.encoder import Encoder, MiniLm, open_encoder

TINY = Path(__file__).parents[1] / "packs" / "tiny"

DOUBTFUL = "should i choose a bigger size"
"""A question to the tiny pack that words leave in doubt, and that is about `sizing`."""
ACCEPTED = 0.02
"""Share of wrong answers that these tests accept: its bar lies far from what words and the layer say of it."""
SURE = "what do they weigh"
"""One of its own phrasings."""


@pytest.fixture(scope="session")
def encoder() -> MiniLm:
    """The encoder of the extra, which the tests' environment has."""
    return open_encoder()


@pytest.fixture(scope="session")
def tiny_library() -> Library:
    """The tiny pack, ready to answer by words."""
    return load_library(TINY)


class Counting:
    """The real encoder, and how many texts it has read."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.name = encoder.name
        self.read: list[str] = []

    def vector(self, text: str) -> Floats:
        self.read.append(text)
        return self._encoder.vector(text)


@pytest.fixture
def counting(encoder: MiniLm) -> Counting:
    return Counting(encoder)
