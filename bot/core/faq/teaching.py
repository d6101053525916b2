"""Teaching an index: from its phrasings' vectors to the head that ranks by them.

It learns in the sketch. What it learnt is then carried over to all features, which rank a little better (by 0.3 points
on the benchmarks' dev parts, 0.8 on questions about the shipped pack); where that would take too much memory, questions
are put into the sketch as well.
"""

from __future__ import annotations

import numpy as np

from bot.core.faq.head import TrainedHead, in_steps, learn
from bot.core.faq.phrasing_vectors import PhrasingVectors
from bot.core.faq.recipe import Recipe
from bot.core.faq.thesaurus import Floats

LARGEST = 16_000_000
"""Weights of the largest head over all features, a byte each: some 40,000 features and 400 entries."""


def teach(
    vectors: PhrasingVectors,
    digest: str,
    recipe: Recipe,
    sentences: Floats | None = None,
    blend: tuple[float, float] = (1.0, 1.0),
) -> TrainedHead:
    """A head for these phrasings; with `sentences`, one row a phrasing, for questions whose sentence is read as well.

    `blend` are the weights of the likenesses by words and by sentences.
    """
    owners, more = vectors.owners, 0 if sentences is None else sentences.shape[1]
    is_sketched = len(vectors.sketch.places) * (len(vectors.starts) - 1) > LARGEST
    whole = vectors.sketched(more)
    ends = whole.shape[1] - more
    if sentences is not None:
        whole[:, ends:] = sentences
    lengths = np.sqrt(np.repeat(blend, (ends, more))).astype(np.float32)
    whole *= lengths
    middle = whole.mean(axis=0)
    whole -= middle
    learnt = learn(whole, owners, recipe, not is_sketched)
    weights, middle = learnt.weights * lengths[:, None], middle / lengths
    by_meaning, features = weights[vectors.sketch.width :], weights[: vectors.sketch.width]
    offset = -(middle @ weights)
    if learnt.coefficients is not None:
        features = vectors.carried_over(features, learnt.coefficients * np.float32(blend[0]))
        offset = -(vectors.mean() @ features) - middle[vectors.sketch.width :] @ by_meaning
    return TrainedHead(digest, *in_steps(features), by_meaning, offset, is_sketched)
