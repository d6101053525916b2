"""Reads the general English thesaurus that ships with the package; what it means is `bot.core.faq.thesaurus`'s work."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from bot.core.faq.thesaurus import Thesaurus, thesaurus_from_arrays

THESAURUS = Path(__file__).parent / "thesaurus" / "english.npz"
"""Built by `python -m scripts.thesaurus`; licence and provenance stand beside it."""


def load_thesaurus(path: Path = THESAURUS) -> Thesaurus:
    """The thesaurus of a file. Raises OSError when it cannot be read, ValueError when it is damaged."""
    with np.load(path, allow_pickle=False) as file:
        return thesaurus_from_arrays({name: file[name] for name in file.files})
