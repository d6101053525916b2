"""What short texts mean: sums of the vectors of their stems and of common pairs."""

from __future__ import annotations

import numpy as np
import pytest

from bot.core.faq.index import Thesaurus
from bot.core.faq.meanings import SILENT, all_apart, apart, meanings_from_arrays
from bot.core.faq.stemming import Stemmer
from bot.core.faq.thesaurus import Floats

TEXTS = (
    "how do i return my shoes",
    "can i send the sneakers back",
    "what is the weather like today",
    "",
    "xyzzy qqq",
    "how do i return my xyzzy",
)


def _positions(thesaurus: Thesaurus, text: str) -> list[int]:
    return [thesaurus.position(Stemmer().stem(word)) for word in text.split()]


def _meaning(thesaurus: Thesaurus, text: str) -> Floats:
    return thesaurus.meanings.of_text(_positions(thesaurus, text))[0]


def test_texts_that_mean_the_same_in_other_words_point_the_same_way(thesaurus: Thesaurus) -> None:
    back, again, weather = (_meaning(thesaurus, text) for text in TEXTS[:3])
    assert np.linalg.norm(back) == pytest.approx(1, abs=1e-5)
    assert back @ again > back @ weather + 0.3


def test_a_text_of_unknown_words_means_nothing(thesaurus: Thesaurus) -> None:
    assert not _meaning(thesaurus, "").any()
    assert not _meaning(thesaurus, "xyzzy qqq").any()


def test_an_unknown_word_makes_a_text_less_like_any_other(thesaurus: Thesaurus) -> None:
    whole, part = _meaning(thesaurus, "how do i return my"), _meaning(thesaurus, TEXTS[5])
    assert 0.3 < np.linalg.norm(part) < 0.95
    assert whole @ part < 0.95
    positions = _positions(thesaurus, TEXTS[5])
    silent, _ = thesaurus.meanings.of_text([SILENT if at < 0 else at for at in positions])
    assert np.linalg.norm(silent) == pytest.approx(1, abs=1e-5)


def test_telling_words_say_more_than_common_ones_and_unknown_ones_say_nothing(thesaurus: Thesaurus) -> None:
    telling, common, nothing = (
        thesaurus.meanings.of_text(_positions(thesaurus, text))[1] for text in ("refund", "the", "xyzzy")
    )
    assert telling > 2 * common > nothing == 0.0


def test_what_anybody_might_ask_is_more_common_than_what_few_do(thesaurus: Thesaurus) -> None:
    everyday, special, nothing = (
        thesaurus.meanings.commonness(_meaning(thesaurus, text))
        for text in ("how do i change my password", "does the mesh overlay peel", "xyzzy")
    )
    assert everyday > special + 0.03
    assert nothing == pytest.approx(0.0, abs=1e-6)


def test_an_unknown_word_makes_a_text_less_common(thesaurus: Thesaurus) -> None:
    whole, part = (_meaning(thesaurus, text) for text in ("how do i change my password", "how do i change my xyzzy"))
    assert thesaurus.meanings.commonness(part) < thesaurus.meanings.commonness(whole)


def test_texts_on_the_subject_of_a_pack_are_nearer_to_its_middle_than_others(thesaurus: Thesaurus) -> None:
    pack = ("how do i return my order", "when does my order arrive", "can i change my order", "where is my order")
    meanings = np.array([_meaning(thesaurus, text) for text in pack])
    _, middle = all_apart(meanings)
    near, far, nothing = (
        apart(_meaning(thesaurus, text), middle)[1] for text in ("cancel my order", "what is the weather", "xyzzy")
    )
    assert near > far + 0.3
    assert nothing == 0.0


def test_the_order_of_words_counts_where_a_pair_has_a_vector_of_its_own(thesaurus: Thesaurus) -> None:
    one, other = (_meaning(thesaurus, text) for text in ("how much is it", "it is much how"))
    assert one @ other < 0.999
    assert len(thesaurus.meanings.pairs) > 1000
    assert (np.diff(thesaurus.meanings.pairs.astype(np.int64)) > 0).all()


def test_many_texts_at_once_mean_what_each_means_alone(thesaurus: Thesaurus) -> None:
    each = [_positions(thesaurus, text) for text in TEXTS]
    rows = np.repeat(np.arange(len(each)), [len(positions) for positions in each])
    together = thesaurus.meanings.of_texts(len(each), rows, np.concatenate(each).astype(np.int64))
    assert together == pytest.approx(np.array([_meaning(thesaurus, text) for text in TEXTS]), abs=1e-5)


def test_what_all_texts_of_a_pack_share_is_taken_from_each_alike(thesaurus: Thesaurus) -> None:
    meanings = np.array([_meaning(thesaurus, text) for text in TEXTS])
    rest, middle = all_apart(meanings)
    for one, other in zip(meanings, rest, strict=True):
        assert apart(one, middle)[0] == pytest.approx(other, abs=1e-5)
    assert not rest[3].any()
    assert np.linalg.norm(rest, axis=1) == pytest.approx(np.linalg.norm(meanings, axis=1), abs=1e-5)


def test_a_lone_text_keeps_its_meaning(thesaurus: Thesaurus) -> None:
    alone = _meaning(thesaurus, TEXTS[0])
    rest, middle = all_apart(alone[None])
    assert rest[0] @ alone == pytest.approx(1, abs=1e-4)
    assert np.linalg.norm(middle) < 0.05


def test_vectors_that_do_not_belong_together_are_refused() -> None:
    arrays = {
        "codes": np.zeros((2, 3), np.uint8),
        "lengths": np.zeros(3, np.uint8),
        "centres": np.zeros((2, 256, 4), np.float16),
        "pair_firsts": np.zeros(1, np.uint16),
        "pair_seconds": np.zeros(1, np.uint16),
        "background": np.ones((3, 8), np.int8),
    }
    assert meanings_from_arrays(arrays, 2).dimensions == 8
    with pytest.raises(ValueError, match="differ in length"):
        meanings_from_arrays(arrays, 3)
    with pytest.raises(ValueError, match="differ in length"):
        meanings_from_arrays(arrays | {"background": np.ones((3, 7), np.int8)}, 2)
    with pytest.raises(ValueError, match="lacks"):
        meanings_from_arrays({}, 3)
