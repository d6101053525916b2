"""The door to the semantic layer: whoever has not installed its extra imports nothing else of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from bot.semantic.model_file import is_installed

if TYPE_CHECKING:
    from bot.semantic.layer import SemanticLayer


def open_layer(
    cache_dir: Path, *, is_wanted: bool, waits: bool, tell: Callable[[str], None] | None = None
) -> SemanticLayer | None:
    """The layer, where its extra is installed and it is wanted; its model is not loaded before the first doubt.

    See `SemanticLayer` for `waits` and `tell`.
    """
    if not is_wanted or not is_installed():
        return None
    from bot.semantic.layer import SemanticLayer

    return SemanticLayer(cache_dir, waits=waits, tell=tell)
