"""Editing a file of answers as text: comments and order stay, everything else is read back to be sure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.document import read_document
from bot.knowledge.entry_text import (
    NotEditableError,
    append_entry_text,
    as_list_item,
    remove_entry_text,
    replace_entry_text,
    split_entries,
)
from bot.knowledge.nodes import Listing, Mapping, Node, Scalar

FILE = """\
# yaml-language-server: $schema=../schema/faq.schema.json
# All about comfort.

# About stretching.
- id: stretch   # the oldest one
  title: Do they stretch?
  ask:
    # people say it so
    - will they loosen up
    - do they give   # with wear
  answer: |
    No.

    # this is text, no comment
    Really not.
  source: guide#a

# About weight.
- id: weight
  title: Are they heavy?
  ask: [how heavy]
  answer: About 340 g.
  source: guide#b
"""


def _value(node: Node | None) -> object:
    if isinstance(node, Mapping):
        return {key.text: _value(value) for key, value in node.pairs}
    if isinstance(node, Listing):
        return [_value(item) for item in node.items]
    return node.text if isinstance(node, Scalar) else None


def _entries(text: str) -> object:
    node, problems = read_document(text, "f.yaml")
    assert not [one for one in problems if one.severity == "error"]
    return _value(node)


def _entry(entry_id: str) -> str:
    return dict(split_entries(FILE))[entry_id]


def test_a_file_splits_into_its_entries_with_their_comments() -> None:
    assert [entry_id for entry_id, _ in split_entries(FILE)] == ["stretch", "weight"]
    assert _entry("stretch").startswith("# About stretching.\nid: stretch   # the oldest one\n")
    assert _entry("weight").startswith("# About weight.\nid: weight\n")


def test_an_entry_replaced_by_itself_leaves_the_file_as_it_was() -> None:
    assert replace_entry_text(FILE, "stretch", _entry("stretch")) == FILE
    assert replace_entry_text(FILE, "weight", _entry("weight")) == FILE


def test_one_more_phrasing_is_one_more_line() -> None:
    edited = _entry("stretch").replace("- do they give   # with wear", "- do they give\n  - any give in them")
    changed = replace_entry_text(FILE, "stretch", edited)
    lines = FILE.split("\n")
    where = lines.index("    - do they give   # with wear") + 1
    assert changed.split("\n") == [*lines[:where], "    - any give in them", *lines[where:]]


def test_a_changed_key_keeps_the_comments_of_the_others() -> None:
    changed = replace_entry_text(
        FILE, "stretch", "id: stretch\ntitle: New title?\nask: [will they loosen up]\nsource: guide#a"
    )
    assert "- id: stretch   # the oldest one\n  title: New title?\n" in changed
    assert "# About stretching.\n" in changed
    assert "# this is text" not in changed
    assert _entries(changed)[0] == {  # type: ignore[index]
        "id": "stretch",
        "title": "New title?",
        "ask": ["will they loosen up"],
        "source": "guide#a",
    }


def test_the_other_entries_keep_every_byte() -> None:
    changed = replace_entry_text(FILE, "weight", "id: weight\ntitle: Heavy?\n")
    assert changed.startswith(FILE[: FILE.index("- id: weight")])


def test_an_entry_is_added_after_an_empty_line() -> None:
    assert append_entry_text(FILE, "id: new\ntitle: New?\n") == FILE + "\n- id: new\n  title: New?\n"
    assert append_entry_text("", "id: new\n") == "- id: new\n"


def test_an_entry_goes_with_the_comment_above_it() -> None:
    assert remove_entry_text(FILE, "weight") == FILE[: FILE.index("\n# About weight.")]
    left = remove_entry_text(FILE, "stretch")
    assert left.startswith("# yaml-language-server")
    assert [one["id"] for one in _entries(left)] == ["weight"]  # type: ignore[attr-defined]


def test_a_text_with_comments_on_top_becomes_a_list_item() -> None:
    assert (
        as_list_item("# why\nid: a\nanswer: |\n  one\n\n  two\n") == "# why\n- id: a\n  answer: |\n    one\n\n    two\n"
    )


@pytest.mark.parametrize("text", ["id: a\n", "", "- id: [", "just text"])
def test_what_is_no_list_of_entries_is_not_edited(text: str) -> None:
    with pytest.raises(NotEditableError):
        replace_entry_text(text, "a", "id: a\n")


def test_an_entry_that_is_not_there_is_not_edited() -> None:
    with pytest.raises(NotEditableError, match="there is no entry `nope`"):
        remove_entry_text(FILE, "nope")


ODD_FORMS = {
    "flow": "- {id: a, title: A, ask: [x, z]}\n- {id: b, title: B}\n",
    "dash on its own line": "-\n  id: a\n  title: A\n-\n  id: b\n",
    "id not first": "- title: A\n  id: a\n  ask:\n  - x\n- id: b\n",
    "list not indented": "- id: a\n  ask:\n  - x\n  - z\n- id: b\n",
    "folded and quoted": "- id: a\n  title: 'a'\n  answer: >\n    one\n    two\n  ask:\n    - m\n      t\n- id: b\n",
    "indented list": "  - id: a\n    title: A\n  - id: b\n    title: B\n",
    "windows line ends": "- id: a\r\n  title: A\r\n- id: b\r\n",
}
NEW = "id: a\ntitle: New\nask:\n  - x\n  - z\nanswer: |\n  One.\n  Two.\n"


@pytest.mark.parametrize("text", ODD_FORMS.values(), ids=ODD_FORMS)
def test_however_a_file_is_written_the_result_says_what_it_should(text: str) -> None:
    before = _entries(text)
    after = _entries(replace_entry_text(text, "a", NEW))
    assert after == [_entries(NEW), before[1]]  # type: ignore[index]


_WORD = st.sampled_from(["one", "two words", "'quoted: text'", '"#1"', "3 of them", "it's"])
_KEYS = st.dictionaries(
    st.sampled_from(["title", "answer", "source", "ask", "must_match"]),
    _WORD | st.lists(_WORD, min_size=1, max_size=4, unique=True),
)


def _written(entry_id: str, keys: dict[str, object]) -> str:
    lines = [f"id: {entry_id}"]
    for key, value in keys.items():
        if isinstance(value, list):
            lines += [f"{key}:", *(f"  - {item}" for item in value)]
        else:
            lines += [f"# about {key}", f"{key}: {value}"]
    return "\n".join(lines) + "\n"


@given(_KEYS, _KEYS, _KEYS)
def test_replacing_changes_the_meaning_of_that_entry_alone(
    first: dict[str, object], second: dict[str, object], new: dict[str, object]
) -> None:
    text = f"# top\n\n{as_list_item(_written('a', first))}\n# between\n{as_list_item(_written('b', second))}"
    changed = replace_entry_text(text, "a", _written("a", new))
    assert _entries(changed) == [_entries(_written("a", new)), _entries(_written("b", second))]
    assert "# top\n" in changed
    assert "# between\n" in changed
    assert replace_entry_text(changed, "a", _written("a", new)) == changed
