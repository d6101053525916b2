"""An index survives being turned into arrays and back."""

from __future__ import annotations

import numpy as np
import pytest

from bot.core.faq.index import FaqIndex, Thesaurus, build_index, stored_parts
from bot.core.faq.stored import head_from_arrays, head_to_arrays, stored_from_arrays, stored_to_arrays
from tests.core.faq.conftest import ENTRIES, LEXICON, NICKNAMES, OUT_OF_SCOPE


def test_a_restored_index_ranks_exactly_as_before(index: FaqIndex, thesaurus: Thesaurus) -> None:
    assert index.trained is not None
    arrays = stored_to_arrays(stored_parts(index)) | head_to_arrays(index.trained)
    again = build_index(
        ENTRIES, LEXICON, OUT_OF_SCOPE, NICKNAMES, thesaurus,
        trained=head_from_arrays(arrays, index.digest), stored=stored_from_arrays(arrays),
    )  # fmt: skip
    assert again.trained is not None
    for question in ("how heavy is it", "hw mcuh", "glider or this", "brakes of a train"):
        one, other = again.rank(question), index.rank(question)
        assert one == other
        assert [found.evidence for found in one.candidates] == [found.evidence for found in other.candidates]


def test_arrays_that_do_not_belong_together_are_refused(index: FaqIndex) -> None:
    arrays = stored_to_arrays(stored_parts(index))
    with pytest.raises(ValueError, match="belong together"):
        stored_from_arrays(arrays | {"keys": np.zeros(3, np.int64)})
    for name in ("places", "signs", "telling", "vectors_features", "vectors_weights", "vectors_cells"):
        with pytest.raises(ValueError, match="belong together"):
            stored_from_arrays(arrays | {name: arrays[name][:-1]})
    with pytest.raises(KeyError):
        stored_from_arrays({})


def test_an_index_without_a_head_has_none_in_its_arrays(untrained: FaqIndex) -> None:
    assert head_from_arrays(stored_to_arrays(stored_parts(untrained)), untrained.digest) is None
