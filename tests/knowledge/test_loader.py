"""Loading a pack: a clean one becomes values, a broken one names everything that is wrong, each at its place."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from bot.core.basis import Basis
from bot.knowledge.library import UnusablePackError, load_library
from bot.knowledge.loader import load_pack
from tests.knowledge.conftest import SHIPPED, TINY, edit


def test_another_pack_loads_with_no_change_of_code() -> None:
    result = load_pack(TINY)
    assert result.problems == ()
    assert result.pack is not None
    assert result.pack.shoe.name == "Northwind Tern 2"
    assert list(result.pack.entries) == ["weight", "price", "sizing", "drop"]
    price = result.pack.entries["price"]
    assert (price.topic, price.basis, price.checked) == ("facts", Basis.GUIDE, date(2026, 1, 15))
    assert price.is_stale(date(2026, 12, 1))


def test_answers_quote_facts_rules_and_chart_rows() -> None:
    pack = load_pack(TINY).pack
    assert pack is not None
    assert pack.entries["price"].answer == "The catalogue asks about €90."
    answer = pack.entries["sizing"].answer
    assert "half a size up from your usual one" in answer
    assert answer.count("US men's 9 / women's 11 / UK 8.5 / EU 42.5 / 27 cm") == 2


def test_the_shipped_pack_loads_without_a_problem() -> None:
    assert [str(problem) for problem in load_pack(SHIPPED).problems] == []


def test_the_shipped_pack_loads_quickly() -> None:
    load_pack(SHIPPED)
    started = time.process_time()
    load_pack(SHIPPED)
    # Measured: about 0.09 s. The bound leaves room for a slow machine and catches a slow reader.
    assert time.process_time() - started < 0.4


@dataclass(frozen=True)
class Mistake:
    """One change of the tiny pack that has to be refused."""

    file: str
    old: str
    new: str
    at: str
    """What stands at the place the problem names."""
    says: str


MISTAKES = {
    "an unknown key": Mistake(
        "faq/fit.yaml", "offers_size: true", "ofers_size: true", "ofers_size",
        "`ofers_size` is not a key of an entry (did you mean `offers_size`?)",
    ),
    "an implicit boolean": Mistake(
        "faq/fit.yaml", "offers_size: true", "offers_size: yes", "yes",
        '`yes` without quotes means true to some programs (write "yes" or true)',
    ),
    "an unknown fact": Mistake(
        "faq/fit.yaml", "{shoe.drop_mm}", "{shoe.dropp_mm}", "The drop of",
        "`{shoe.dropp_mm}` quotes nothing (did you mean `shoe.drop_mm`?)",
    ),
    "an unknown rule": Mistake(
        "faq/fit.yaml", "{rule:runs-small}", "{rule:run-small}", "{rule:run-small}",
        "`{rule:run-small}` quotes nothing (did you mean `rule:runs-small`?)",
    ),
    "a size that no chart holds": Mistake(
        "faq/fit.yaml", "{size:W11}", "{size:W19}", "In all systems", "`{size:W19}` quotes nothing"
    ),
    "an unknown relation": Mistake(
        "faq/facts.yaml", "related: [drop]", "related: [dropp]", "dropp]",
        "there is no entry `dropp` (did you mean `drop`?)",
    ),
    "itself as relation": Mistake(
        "faq/facts.yaml", "related: [drop]", "related: [weight]", "[weight]", "`weight` names itself as related"
    ),
    "an unknown section": Mistake(
        "faq/fit.yaml", "source: catalogue#fit", "source: catalogue#fitt", "catalogue#fitt",
        "there is no source `catalogue#fitt` (did you mean `catalogue#fit`?)",
    ),
    "an unknown source": Mistake(
        "shoe.yaml", "text: about 4 mm, source: catalogue#tern", "text: about 4 mm, source: katalog#tern",
        "katalog#tern", "there is no source `katalog#tern`",
    ),
    "a source without section": Mistake(
        "faq/fit.yaml", "source: catalogue#fit", "source: catalogue\n", "catalogue\n",
        "`catalogue` is not written as it should be",
    ),
    "a brand without chart": Mistake(
        "shoe.yaml", "brand: northwind", "brand: northwing", "northwing",
        "there is no brand `northwing` (did you mean `northwind`?)",
    ),
    "an id twice": Mistake(
        "faq/fit.yaml", "- id: drop", "- id: weight", "weight\n",
        "the id `weight` stands twice, first in faq/facts.yaml:1",
    ),
    "a phrasing twice": Mistake(
        "faq/fit.yaml", "- heel to toe drop", "- What do they weigh?", "What do they weigh?",
        "`What do they weigh?` asks for `weight` already (faq/facts.yaml)",
    ),
    "too few phrasings": Mistake(
        "faq/fit.yaml", "    - is it a low drop shoe\n    - difference between heel and forefoot\n", "",
        "- heel to toe drop", "this list has 3 items, at least 5 are wanted",
    ),
    "a bad id": Mistake("faq/fit.yaml", "- id: drop", "- id: Drop_1", "Drop_1", "`Drop_1` is not written as it"),
    "a long title": Mistake(
        "faq/fit.yaml", "How high is the heel drop?", "How high " + "really " * 9 + "?", "How high",
        "this text has 73 characters, 60 are allowed (take out 13 or more)",
    ),
    "a missing key": Mistake(
        "faq/fit.yaml", "  title: How high is the heel drop?\n", "", "id: drop",
        "`title` is missing from an entry (add `title:`)",
    ),
    "a quoted date": Mistake(
        "faq/facts.yaml", "checked: 2026-01-15", 'checked: "2026-01-15"', '"2026-01-15"', "expected a date, found text"
    ),
    "half an age": Mistake(
        "faq/facts.yaml", "  checked: 2026-01-15\n", "", "90d", "`review_after` needs `checked` beside it"
    ),
    "a mention": Mistake(
        "faq/facts.yaml", "Shops may ask less.", "Shops may ask less, @everyone.", "Shops may",
        "`@everyone` would ping people or point elsewhere",
    ),
    "a long answer": Mistake(
        "faq/facts.yaml", "The catalogue asks {shoe.price}.", "long " * 200, "long long",
        "this text has 999 characters, 600 are allowed (take out 399 or more)",
    ),
    "no YAML": Mistake(
        "faq/facts.yaml", "- id: weight", "- weight", ": How heavy",
        "a colon followed by a space, where no key can stand",
    ),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_named_at_its_place_and_refuses_the_pack(pack_dir: Path, mistake: Mistake) -> None:
    text = (pack_dir / mistake.file).read_text(encoding="utf-8")
    assert mistake.old in text
    text = text.replace(mistake.old, mistake.new, 1)
    (pack_dir / mistake.file).write_text(text, encoding="utf-8")
    result = load_pack(pack_dir)
    assert result.pack is None
    found = [problem for problem in result.problems if mistake.says in str(problem)]
    assert found, result.problems
    offset = text.index(mistake.at)
    line, column = text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
    assert (found[0].path, found[0].line) == (mistake.file, line)
    assert found[0].column in (column, 0)


def test_all_mistakes_of_all_files_come_at_once(pack_dir: Path) -> None:
    edit(pack_dir / "shoe.yaml", "value: 4,", "value: [4],")
    edit(pack_dir / "shoe.yaml", "value: 210", "valu: 210")
    edit(pack_dir / "sources.yaml", "kind: chart", "kind: cart")
    edit(pack_dir / "faq/fit.yaml", "offers_size: true", "offers_size: yes")
    paths = [problem.path for problem in load_pack(pack_dir).problems]
    assert paths == ["faq/fit.yaml", "shoe.yaml", "shoe.yaml", "sources.yaml"]


def test_an_entry_with_a_mistake_can_still_be_referred_to(pack_dir: Path) -> None:
    edit(pack_dir / "faq/facts.yaml", "  title: How heavy are they?\n", "")
    messages = "\n".join(map(str, load_pack(pack_dir).problems))
    assert "`title` is missing" in messages
    assert "there is no entry" not in messages


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("shoe.yaml", "shoe.yaml:0:0: this file is missing from the pack"),
        ("fit_rules.yaml", "fit_rules.yaml:0:0: this file is missing from the pack"),
        ("faq", "faq:0:0: the pack has no answers (add faq/<topic>.yaml)"),
    ],
)
def test_a_missing_file_is_named(pack_dir: Path, file: str, expected: str) -> None:
    (pack_dir / file).rename(pack_dir.parent / "elsewhere")
    result = load_pack(pack_dir)
    assert result.pack is None
    assert expected in "\n".join(map(str, result.problems))


def test_words_and_scope_may_be_left_out(pack_dir: Path) -> None:
    (pack_dir / "lexicon.yaml").unlink()
    (pack_dir / "out_of_scope.yaml").unlink()
    assert load_pack(pack_dir).pack is not None


def test_a_misnamed_file_is_named_instead_of_being_overlooked(pack_dir: Path) -> None:
    (pack_dir / "lexicon.yaml").rename(pack_dir / "lexikon.yaml")
    (pack_dir / "faq" / "facts.yaml").rename(pack_dir / "faq" / "facts.yml")
    messages = "\n".join(map(str, load_pack(pack_dir).problems))
    assert "lexikon.yaml:0:0: this file is no part of a pack (did you mean `lexicon.yaml`?)" in messages
    assert "faq/facts.yml:0:0: a file of the pack ends in .yaml (rename it)" in messages


def test_a_directory_that_is_not_there_is_a_problem_and_no_crash(tmp_path: Path) -> None:
    with pytest.raises(UnusablePackError, match="there is no such directory"):
        load_library(tmp_path / "nowhere")


def test_the_digest_changes_with_any_file_and_the_rules_digest_with_sizing_only(pack_dir: Path) -> None:
    before = load_pack(pack_dir).pack
    edit(pack_dir / "faq/facts.yaml", "Shops may ask less.", "Shops may ask a little less.")
    after = load_pack(pack_dir).pack
    edit(pack_dir / "fit_rules.yaml", "most_added: 1", "most_added: 2")
    last = load_pack(pack_dir).pack
    assert before is not None
    assert after is not None
    assert last is not None
    assert before.digest != after.digest != last.digest
    assert before.rules_digest == after.rules_digest != last.rules_digest
