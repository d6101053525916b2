"""An index survives being turned into arrays and back."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.core.faq.index import FaqIndex, Thesaurus, build_index, stored_parts
from bot.core.faq.stored import head_from_arrays, head_to_arrays, stored_from_arrays, stored_to_arrays
from tests.core.faq.conftest import ENTRIES, LEXICON, NICKNAMES, OUT_OF_SCOPE


def test_a_restored_index_ranks_exactly_as_before(index: FaqIndex, thesaurus: Thesaurus) -> None:
    assert index.trained is not None
    arrays = stored_to_arrays(stored_parts(index)) | head_to_arrays(index.trained)
    again = build_index(
        ENTRIES, LEXICON, OUT_OF_SCOPE, NICKNAMES, thesaurus,
        trained=head_from_arrays(arrays, index.digest, index.vectors), stored=stored_from_arrays(arrays),
    )  # fmt: skip
    assert again.trained is not None
    for question in ("how heavy is it", "hw mcuh", "glider or this", "brakes of a train"):
        one, other = again.rank(question), index.rank(question)
        assert one == other
        assert [found.evidence for found in one.candidates] == [found.evidence for found in other.candidates]


OTHER_SHAPES = {
    "cut short": lambda array: array[:-1],
    "one number": lambda array: array.reshape(-1)[0],
    "empty": lambda array: array[:0],
    "another shape": lambda array: array[None],
    "another kind": lambda array: array.astype(np.float64),
}


@pytest.mark.parametrize("change", OTHER_SHAPES)
def test_arrays_of_another_shape_or_kind_are_refused(index: FaqIndex, change: str) -> None:
    assert index.trained is not None
    arrays = stored_to_arrays(stored_parts(index)) | head_to_arrays(index.trained)
    free = {"phrasings", "stems", "words", "word_stems", "pairs"} if change in {"cut short", "empty"} else set()
    for name in set(arrays) - free - {"head_is_sketched"}:
        with pytest.raises(ValueError, match="belong together"):
            _restore(arrays | {name: OTHER_SHAPES[change](arrays[name])}, index)


def test_no_array_may_be_missing(index: FaqIndex) -> None:
    assert index.trained is not None
    arrays = stored_to_arrays(stored_parts(index)) | head_to_arrays(index.trained)
    for name in set(arrays) - {"head_weights"}:
        with pytest.raises(ValueError, match="belong together"):
            _restore({other: array for other, array in arrays.items() if other != name}, index)


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("vectors_features", 10**6),
        ("vectors_features", -1),
        ("places", 2**16 - 1),
        ("pairs", 10**9),
        ("vectors_cells", 0),
        ("vectors_starts", 3),
        ("sketch", 10**6),
    ],
)
def test_numbers_that_are_no_place_in_another_array_are_refused(index: FaqIndex, name: str, number: int) -> None:
    arrays = stored_to_arrays(stored_parts(index))
    changed = arrays[name].copy()
    changed[-1] = number
    with pytest.raises(ValueError, match="belong together"):
        stored_from_arrays(arrays | {name: changed})


def test_a_head_of_another_pack_is_refused(index: FaqIndex, untrained: FaqIndex) -> None:
    assert index.trained is not None
    fewer = dict(list(ENTRIES.items())[:-1])
    other = build_index(fewer, LEXICON, OUT_OF_SCOPE, NICKNAMES)
    with pytest.raises(ValueError, match="belong together"):
        head_from_arrays(head_to_arrays(index.trained), other.digest, other.vectors)
    with pytest.raises(ValueError, match="belong together"):
        head_from_arrays(head_to_arrays(index.trained), index.digest, index.vectors, sentence=384)


def _restore(arrays: dict[str, NDArray[Any]], index: FaqIndex) -> None:
    stored = stored_from_arrays(arrays)
    head_from_arrays(arrays, index.digest, stored.vectors)


def test_an_index_without_a_head_has_none_in_its_arrays(untrained: FaqIndex) -> None:
    assert head_from_arrays(stored_to_arrays(stored_parts(untrained)), untrained.digest, untrained.vectors) is None
