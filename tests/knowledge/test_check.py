"""`check`: a whole pack, one file of it, and a file that lies elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema_rs
import pytest

from bot.core.problems import Severity
from bot.knowledge.check import CheckResult, check_path
from bot.knowledge.document import read_document
from bot.knowledge.schema import schema_texts, write_schemas
from tests.knowledge.conftest import SHIPPED, TINY, as_json, edit

OWN = """\
- id: laces
  title: Are the laces flat?
  topic: extras
  ask: [what shape are the laces]
  answer: They are flat on the {shoe.short_name}.
  must_match: [are the shoelaces flat or round, what shape are its laces, laces flat]
  must_not_match: [how heavy are they]
  related: [weight]
  source: catalogue#tern
  basis: guide
"""


def _text(result: CheckResult) -> str:
    return "\n".join(result.lines())


def test_a_clean_pack_has_no_problems_and_no_warnings() -> None:
    result = check_path(TINY, SHIPPED)
    assert result.lines() == ["9 files, 4 entries: 0 errors, 0 warnings"]
    assert not result.has_errors


def test_a_broken_entry_test_fails_the_check_at_its_line(pack_dir: Path) -> None:
    edit(pack_dir / "faq/facts.yaml", "- are these lightweight", "- how high is the drop from heel to toe")
    result = check_path(pack_dir, SHIPPED)
    assert result.has_errors
    assert "faq/facts.yaml:12:7: test fails: `how high is the drop from heel to toe` should be answered" in _text(
        result
    )
    assert "with `weight`" in _text(result)
    edit(pack_dir / "faq/facts.yaml", "must_not_match: [what is the heel drop]", "must_not_match: [how heavy are they]")
    assert "`how heavy are they` must not be answered with `weight`" in _text(check_path(pack_dir, SHIPPED))


def test_a_rule_whose_example_does_not_hold_fails_the_check_at_its_line(pack_dir: Path) -> None:
    edit(pack_dir / "fit_rules.yaml", "example: --usual 9 --scale men", 'example: --shoe "Dune = 9" --scale men')
    result = check_path(pack_dir, SHIPPED)
    line = (pack_dir / "fit_rules.yaml").read_text(encoding="utf-8").split("\n").index("  - id: runs-small") + 1
    found = [one for one in result.problems if "rule `runs-small`" in one.message]
    assert found
    assert found[0].path.endswith("fit_rules.yaml")
    assert line < found[0].line < line + 9


def test_warnings_alone_do_not_fail_the_check(pack_dir: Path) -> None:
    edit(pack_dir / "faq/facts.yaml", "  must_not_match: [how much do jeans cost]\n", "")
    result = check_path(pack_dir, SHIPPED)
    assert [problem.severity for problem in result.problems] == [Severity.WARNING]
    assert "warning: `must_not_match` of `price` holds 0 sentences" in _text(result)
    assert not result.has_errors


def test_the_problems_are_the_same_every_time_and_sorted(pack_dir: Path) -> None:
    edit(pack_dir / "shoe.yaml", "brand: northwind", "brand: nobody")
    edit(pack_dir / "faq/fit.yaml", "{size:W11}", "{size:W99}")
    first = check_path(pack_dir, SHIPPED)
    assert first == check_path(pack_dir, SHIPPED)
    assert list(first.problems) == sorted(first.problems)


def test_one_file_of_a_pack_shows_its_own_problems_only(pack_dir: Path) -> None:
    edit(pack_dir / "faq/fit.yaml", "[how heavy is one of them]", "how heavy is one of them")
    edit(pack_dir / "shoe.yaml", "value: 4,", "value: [4],")
    result = check_path(pack_dir / "faq" / "fit.yaml", SHIPPED)
    assert [Path(problem.path).name for problem in result.problems] == ["fit.yaml"]
    assert "expected a list, found text" in _text(result)
    other = check_path(pack_dir / "faq" / "facts.yaml", SHIPPED)
    assert not other.has_errors
    assert "other files of this pack have errors" in _text(other)


def test_one_file_of_a_pack_has_its_tests_run(pack_dir: Path) -> None:
    edit(pack_dir / "faq/facts.yaml", "- are these lightweight", "- how high is the drop from heel to toe")
    assert check_path(pack_dir / "faq" / "facts.yaml", SHIPPED).has_errors
    assert not check_path(pack_dir / "faq" / "fit.yaml", SHIPPED).has_errors


def test_a_file_of_entries_elsewhere_is_checked_against_the_shipped_pack(tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(OWN, encoding="utf-8")
    result = check_path(file, TINY)
    assert _text(result) == "1 file, read as faq: 0 errors, 0 warnings"
    file.write_text(OWN.replace("[weight]", "[wait]").replace("short_name", "shortname"), encoding="utf-8")
    assert "there is no entry `wait`" in _text(check_path(file, TINY))
    assert "`{shoe.shortname}` quotes nothing" in _text(check_path(file, TINY))


def test_a_file_elsewhere_may_not_claim_a_phrasing_of_the_pack(tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(OWN.replace("what shape are the laces", "What do they weigh?"), encoding="utf-8")
    assert "`What do they weigh?` asks for `weight` already" in _text(check_path(file, TINY))


@pytest.mark.parametrize("name", sorted(path.stem for path in TINY.glob("*.yaml")))
def test_a_file_elsewhere_is_recognised_by_its_keys(tmp_path: Path, name: str) -> None:
    file = tmp_path / "renamed.yaml"
    file.write_bytes((TINY / f"{name}.yaml").read_bytes())
    assert _text(check_path(file, TINY)) == f"1 file, read as {name}: 0 errors, 0 warnings"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"just text", "this is no file of a knowledge pack"),
        (b"a: b", "this is no file of a knowledge pack"),
        (b"PK\x03\x04", "the file is a zip archive, not text"),
        (b"", "the file is empty"),
        (b"[" * 100_000, "nested more than 12 deep"),
    ],
)
def test_what_is_no_knowledge_is_said_to_be_none(tmp_path: Path, content: bytes, says: str) -> None:
    file = tmp_path / "file.yaml"
    file.write_bytes(content)
    result = check_path(file, TINY)
    assert result.has_errors
    assert says in _text(result)


def test_a_path_that_is_not_there_fails_the_check(tmp_path: Path) -> None:
    result = check_path(tmp_path / "nowhere", TINY)
    assert result.has_errors
    assert "there is no such file or directory" in _text(result)


def test_the_schemas_of_the_shipped_pack_are_fresh() -> None:
    stale = [name for name, text in schema_texts().items() if (SHIPPED / "schema" / name).read_text("utf-8") != text]
    assert not stale, "run `python -m bot check --write-schema`"


def test_a_stale_schema_is_warned_of_and_can_be_rewritten(pack_dir: Path) -> None:
    assert write_schemas(pack_dir)
    assert write_schemas(pack_dir) == ()
    (pack_dir / "schema" / "faq.schema.json").write_text("{}", encoding="utf-8")
    stale = check_path(pack_dir, SHIPPED)
    assert "faq.schema.json:0:0: warning: this schema is not what the bot reads by" in _text(stale)
    fresh = check_path(pack_dir, SHIPPED, write_schema=True)
    assert not fresh.problems
    assert fresh.lines()[-1] == f"JSON Schema for editors: {pack_dir / 'schema'}"


def test_a_checked_file_names_its_own_schema(pack_dir: Path) -> None:
    write_schemas(pack_dir)
    assert check_path(pack_dir / "faq" / "fit.yaml", SHIPPED).schema_path == pack_dir / "schema" / "faq.schema.json"
    assert check_path(pack_dir / "shoe.yaml", SHIPPED).schema_path == pack_dir / "schema" / "shoe.schema.json"


@pytest.mark.parametrize("pack", [SHIPPED, TINY], ids=["shipped", "tiny"])
def test_every_file_that_the_bot_reads_is_valid_by_its_schema(pack: Path) -> None:
    schemas = {name: jsonschema_rs.validator_for(json.loads(text)) for name, text in schema_texts().items()}
    for file in [*pack.glob("*.yaml"), *(pack / "faq").glob("*.yaml")]:
        kind = "faq" if file.parent.name == "faq" else file.stem
        node, _ = read_document(file.read_bytes(), file.name)
        errors = [str(error) for error in schemas[f"{kind}.schema.json"].iter_errors(as_json(node))]
        assert errors == [], file.name
