"""The `size` object: the documented shape, with whole numbers as integers and unknown ones as null."""

from __future__ import annotations

import json

import pytest

from bot.core.pack import Pack
from bot.core.sizing.as_json import need_more_json, recommendation_json
from tests.core.sizing.option_lines import question_for, size_for

NUMBERS = {"us_men", "us_women", "uk", "eu", "cm"}


def test_the_documented_example_has_the_documented_numbers(pack: Pack) -> None:
    """Men's 10 with a wide foot."""
    size = recommendation_json(size_for('--usual "US M 10" --width wide', pack.sizing))
    assert size["primary"] == {"us_men": 10, "us_women": 11.5, "uk": 9, "eu": 44, "cm": 28, "row": "men"}
    assert size["alternative"] == {"us_men": 10.5, "us_women": 12, "uk": 9.5, "eu": 44.5, "cm": 28.25}
    assert size["other_reading"] is None
    assert '"us_men": 10,' in json.dumps(size)


@pytest.mark.parametrize(
    "line",
    ["--usual 9", '--shoe "AF1 = 10, sized down"', "--label-cm 28 --scale women", "--foot-cm 26", "--usual 13.5"],
)
def test_every_object_has_all_keys_and_is_json(line: str, pack: Pack) -> None:
    """Nothing is left out and nothing is of another type."""
    size = json.loads(json.dumps(recommendation_json(size_for(line, pack.sizing))))
    wanted = {"primary", "alternative", "alternative_when", "other_reading", "confidence", "profile", "reasons"}
    assert wanted | {"unknown", "notes"} <= set(size)
    assert set(size["primary"]) == NUMBERS | {"row"}
    assert size["alternative"] is None or set(size["alternative"]) == NUMBERS
    assert size["confidence"] in ("high", "medium", "low")
    assert size["profile"]["scale"] in ("men", "women", "unknown")
    for reason in size["reasons"]:
        assert set(reason) == {"rule", "half_sizes", "basis", "text", "source"}
        assert reason["basis"] in ("guide", "chart", "house")


def test_the_other_reading_is_the_womens_one(pack: Pack) -> None:
    """Scale not known: profile.scale says so."""
    size = json.loads(json.dumps(recommendation_json(size_for("--usual 9", pack.sizing))))
    assert (size["profile"]["scale"], size["primary"]["row"], size["other_reading"]["us_women"]) == (
        "unknown",
        "men",
        9,
    )


def test_what_was_understood_is_in_our_field_names(pack: Pack) -> None:
    """Only what was said, and the scale."""
    line = '--usual 10 --width wide --pinch --shoe "AF1 = 9.5, sized down"'
    profile = json.loads(json.dumps(recommendation_json(size_for(line, pack.sizing))))["profile"]
    assert set(profile) == {"scale", "usual_size", "foot_width", "pinch", "shoes"}
    assert profile["shoes"][0]["model"] == "nike-air-force-1"


@pytest.mark.parametrize("line", ["", "--usual 27", '--usual "US 70"', "--shoe AF1"])
def test_a_question_is_an_error_and_what_to_ask(line: str, pack: Pack) -> None:
    """Both are words."""
    need = need_more_json(question_for(line, pack.sizing))
    assert set(need) == {"error", "ask"}
    assert all(isinstance(text, str) and text for text in need.values())
