"""The teacher: all-MiniLM-L6-v2 in eight bits, which says what a text means in 384 numbers."""

from __future__ import annotations

from pathlib import Path

import numpy as np

_AT_ONCE = 64
_LONGEST = 48
"""Word pieces read of a text; hardly any has more."""


class Teacher:
    """Reads texts, some hundreds a second. Equal texts may differ in the third decimal from batch to batch."""

    def __init__(self, model: Path, tokenizer: Path) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        self._reader = Tokenizer.from_file(str(tokenizer))
        self._reader.enable_truncation(_LONGEST)
        self._reader.enable_padding()
        self._session = onnxruntime.InferenceSession(str(model))

    def embed(self, texts: list[str]) -> np.ndarray:
        """One unit vector a text; texts of like length are read together."""
        found = np.zeros((len(texts), 384), np.float32)
        order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
        for start in range(0, len(order), _AT_ONCE):
            batch = order[start : start + _AT_ONCE]
            found[batch] = self._read([texts[at] for at in batch])
        return found

    def _read(self, texts: list[str]) -> np.ndarray:
        batch = self._reader.encode_batch(texts)
        ids = np.array([item.ids for item in batch], np.int64)
        mask = np.array([item.attention_mask for item in batch], np.int64)
        states = self._session.run(
            None, {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        )[0]
        return unit((states * mask[..., None]).sum(1))


def unit(rows: np.ndarray) -> np.ndarray:
    """The rows, each of length 1."""
    return rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-12)
