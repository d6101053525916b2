"""The tiny pack, and copies of it to break."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.core.pack import Library
from bot.knowledge.library import load_library
from bot.knowledge.nodes import Listing, Mapping, Node, Scalar

TINY = Path(__file__).parents[1] / "packs" / "tiny"
SHIPPED = Path(__file__).parents[2] / "knowledge"


@pytest.fixture(scope="session")
def tiny_library() -> Library:
    """The tiny pack, ready to answer."""
    return load_library(TINY)


@pytest.fixture
def pack_dir(tmp_path: Path) -> Path:
    """A copy of the tiny pack that a test may change."""
    return Path(shutil.copytree(TINY, tmp_path / "pack"))


def edit(file: Path, old: str, new: str) -> None:
    """Replace a text that has to be there exactly once."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file.name}"
    file.write_text(text.replace(old, new), encoding="utf-8")


def as_json(node: Node | None) -> object:
    """A tree of nodes as an editor's YAML library sees it: JSON has no dates."""
    if isinstance(node, Mapping):
        return {key.text: as_json(value) for key, value in node.pairs}
    if isinstance(node, Listing):
        return [as_json(item) for item in node.items]
    assert isinstance(node, Scalar)
    return node.value.isoformat() if isinstance(node.value, date) else node.value
