"""The encoder: a text in, a vector of its meaning out. all-MiniLM-L6-v2 with 8-bit weights, on one core.

Blocks for 3 to 10 ms a text: never call it on an event loop. onnxruntime is imported when an encoder is opened.
"""

from __future__ import annotations

import contextlib
import ctypes
from typing import Any, Protocol

import numpy as np

from bot.core.faq.thesaurus import Floats
from bot.semantic.model_file import MODEL_SHA256, RUNTIME_PACKAGE, UnusableEncoderError, model_path, vocabulary
from bot.semantic.wordpiece import WordPieces

_LONGEST = 128
"""Word pieces read of a text, as the model was taught; a question of 500 characters has about as many."""

_ERRORS_ALONE = 3


class Encoder(Protocol):
    """Anything that turns texts into vectors. The same text always gives the same one."""

    @property
    def name(self) -> str:
        """Short, and another one for another model."""
        ...

    def vector(self, text: str) -> Floats:
        """The meaning of a text, of unit length. Safe to call from several threads."""
        ...


class MiniLm:
    """The encoder that ships as an extra."""

    name = f"minilm-{MODEL_SHA256[:8]}"

    def __init__(self, session: Any, pieces: WordPieces) -> None:
        self._session = session
        self._pieces = pieces

    def vector(self, text: str) -> Floats:
        """The mean over the vectors of its word pieces, rounded to what is kept of it on disk.

        Texts are never read several at once: that would be a third quicker, but the last digits would depend on the
        company, and the same text is to have the same vector wherever it stands.
        """
        numbers = np.array([self._pieces.cut(text)], np.int64)
        inputs = {"input_ids": numbers, "attention_mask": np.ones_like(numbers)}
        (found,) = self._session.run(None, {**inputs, "token_type_ids": np.zeros_like(numbers)})
        mean = found[0].mean(axis=0)
        vector: Floats = (mean / np.linalg.norm(mean)).astype(np.float16).astype(np.float32)
        return vector


def open_encoder() -> MiniLm:
    """The encoder, its files checked. Takes half a second. Raises `UnusableEncoderError`."""
    path, pieces = model_path(), WordPieces(vocabulary(), _LONGEST)
    try:
        import onnxruntime
    except ImportError as error:
        raise UnusableEncoderError(f"{RUNTIME_PACKAGE} cannot be imported: {error}") from error
    onnxruntime.set_default_logger_severity(_ERRORS_ALONE)  # it writes to the standard error, past our logs
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # the other cores are for answering
    options.enable_cpu_mem_arena = False  # a pool for large batches, of which there are none: 30 MB
    try:
        session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # its errors have no common type
        raise UnusableEncoderError(f"{RUNTIME_PACKAGE} cannot open {path}: {error}") from error
    _give_back_memory()
    return MiniLm(session, pieces)


def _give_back_memory() -> None:
    """Opening leaves 60 MB behind that the C library holds on to, where it is the GNU one."""
    with contextlib.suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
