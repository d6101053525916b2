"""The encoder gives texts of one meaning vectors that are near, and refuses files that are not the measured ones."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from bot.semantic import model_file
from bot.semantic.encoder import MiniLm, open_encoder
from bot.semantic.model_file import UnusableEncoderError, model_path, vocabulary


def test_what_means_the_same_is_nearer_than_what_shares_words(encoder: MiniLm) -> None:
    asked = encoder.vector("is a refund possible")
    same = encoder.vector("can i get my money back")
    other = encoder.vector("is a discount possible")

    assert asked @ same > asked @ other + 0.1


def test_a_vector_has_unit_length_and_is_the_same_from_every_thread(encoder: MiniLm) -> None:
    texts = ["do they stretch", "", "word " * 300] * 8
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(encoder.vector, texts))

    for text, vector in zip(texts, found, strict=True):
        assert np.linalg.norm(vector) == pytest.approx(1.0, abs=2e-3)
        assert np.array_equal(vector, encoder.vector(text))


def test_the_files_are_the_ones_that_were_measured() -> None:
    assert model_path().is_file()
    assert len(vocabulary()) == 30_522


def test_a_damaged_model_is_refused_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package of the same name that stands first on the path, its model cut short."""
    package = tmp_path / model_file.MODEL_PACKAGE
    package.mkdir()
    (package / "__init__.py").touch()
    (package / model_file.MODEL_FILE).write_bytes(model_path().read_bytes()[:-1])
    monkeypatch.syspath_prepend(tmp_path)

    with pytest.raises(UnusableEncoderError, match="damaged or another version: install"):
        open_encoder()


def test_a_package_without_its_model_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / model_file.MODEL_PACKAGE
    package.mkdir()
    (package / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)

    with pytest.raises(UnusableEncoderError, match="cannot be read"):
        open_encoder()
