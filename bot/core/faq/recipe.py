"""The numbers of the matcher in one place, each with where it comes from. An ablation is a changed recipe.

All were chosen on the dev parts of CLINC150 and BANKING77 with 5 and 10 phrasings an entry (docs/matching.md has the
tables); differences under half a point are noise there, so round numbers were kept.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recipe:
    """How much each kind of likeness counts, and how the head is trained."""

    words: float = 1.0
    """Stemmed words with their synonyms."""
    bigrams: float = 0.3
    """Pairs of neighbouring stems; start and end of the text count as words."""
    meaning: float = 1.0
    """Cosine of what two texts mean by the vectors of the thesaurus; 1 to 2.5 are alike."""
    alone: int = 256
    """Features with a dimension of their own in the sketch, the commonest; all others share `shared` dimensions."""
    shared: int = 512
    neighbour: float = 0.8
    """Weight of a thesaurus neighbour, times its nearness squared."""
    concept: float = 0.8
    """Weight of a synonym group of the pack beside the word itself."""
    mean: float = 2.0
    """Untrained score: best phrasing plus this times the mean over the entry's phrasings."""
    stem: bool = True
    repair: bool = True
    ridge: float = 1e-4
    """Regularisation of the head."""
    rounds: int = 60
    """Most steps of accelerated gradient descent; the training loss ends it earlier (8 to 20). Stopping early
    regularises: twice the rounds cost 0.2 points."""

    def __post_init__(self) -> None:
        if not self.words + self.bigrams + self.meaning > 0:
            raise ValueError("a recipe must give words, bigrams or meaning some weight")

    def group_weights(self) -> tuple[float, float]:
        """Weights of the two groups of features, in the order of their tags."""
        return (self.words, self.bigrams)
