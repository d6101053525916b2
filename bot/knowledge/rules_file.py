"""`fit_rules.yaml`: the fit rules with their limits, evidence classes, width letters, flips and questions."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass

from bot.core.sizing.knowledge import (
    Clause,
    Condition,
    EvidenceClass,
    FactValue,
    FitRule,
    Flip,
    Limits,
    Span,
    Stage,
)
from bot.core.sizing.profile import Scale, Width
from bot.core.sizing.recommendation import Confidence
from bot.knowledge.containers import ListOf, MapOf
from bot.knowledge.fields import Boolean, Number, OneOf, Text, Whole, slug
from bot.knowledge.nodes import Node, Scalar, find_node
from bot.knowledge.origin_keys import basis_key, source_key
from bot.knowledge.reading import Reading
from bot.knowledge.records import Key, Record, Values, maybe, optional, required
from bot.knowledge.rule_conditions import FactGroup, FactValues, When

_SENTENCE = Text(max_length=300)
_CONFIDENCES = OneOf({str(word): word for word in Confidence})
_PICKS = OneOf({word: word for word in ("larger", "smaller", "same-label", "maker-chart")})

_CLAUSE_TEXT = required("text", Text(max_length=120), 'Reads on after "if".')
_CLAUSE_ASKS = optional("asks", Text(max_length=40), "", "The fact that would settle it.")
_CLAUSE = Record(
    "a condition's part", (_CLAUSE_TEXT, _CLAUSE_ASKS), lambda got: Clause(got[_CLAUSE_TEXT], got[_CLAUSE_ASKS])
)

_ID = required("id", slug(), "Stable id, never reused; answers quote it as {rule:<id>}.")
_STAGE = required("stage", OneOf({str(stage): stage for stage in Stage}), "What kind of rule it is.")
_WHEN = required("when", When(), "Facts that have to hold; a list of groups means any one of them.")
_TEXT = required("text", _SENTENCE, "A sentence that stands alone.")
_BASIS = basis_key()
_SOURCE = source_key()
_EXAMPLE = optional("example", _SENTENCE, "", "A line of `size` options on which it fires.")
_NEAR_MISS = optional("near_miss", _SENTENCE, "", "A line close to the example on which it does not.")
_HALF_SIZES = optional("half_sizes", Whole(-4, 4), 0, "What it adds, in half sizes.")
_REASON = optional("reason", _SENTENCE, "", "The same said to one person, with {name}, {said}, {size} and {brand}.")
_ALTERNATIVE = maybe("alternative_half_sizes", Whole(-4, 4), "Half sizes from the advised size to the alternative.")
_ALTERNATIVE_WHEN = optional("alternative_when", ListOf(_CLAUSE, unique=False), (), "When the alternative is right.")
_GO_TO = optional("go_to", OneOf({"usual": "usual"}), "", "usual: start from the usual size instead of the one worn.")
_IS_FINAL = optional("is_final", Boolean(), False, "true: nothing is added after it.")
_PICK = optional("pick", _PICKS, "", "Which of the open sizes is advised.")
_ALTERNATIVE_PICK = optional("alternative_pick", _PICKS, "", "Which of them is the alternative.")
_AT_MOST = maybe("confidence_at_most", _CONFIDENCES, "Lowers how sure the advice is.")
_RULE_KEYS = (
    *(_ID, _STAGE, _WHEN, _TEXT, _BASIS, _SOURCE, _EXAMPLE, _NEAR_MISS, _HALF_SIZES, _REASON, _ALTERNATIVE),
    *(_ALTERNATIVE_WHEN, _GO_TO, _IS_FINAL, _PICK, _ALTERNATIVE_PICK, _AT_MOST),
)


def _rule(got: Values) -> FitRule:
    return FitRule(
        id=got[_ID],
        stage=got[_STAGE],
        when=got[_WHEN],
        text=got[_TEXT],
        basis=got[_BASIS],
        source=got[_SOURCE],
        example=got[_EXAMPLE],
        near_miss=got[_NEAR_MISS],
        half_sizes=got[_HALF_SIZES],
        reason=got[_REASON],
        alternative_half_sizes=got[_ALTERNATIVE],
        alternative_when=got[_ALTERNATIVE_WHEN],
        go_to=got[_GO_TO],
        is_final=got[_IS_FINAL],
        pick=got[_PICK],
        alternative_pick=got[_ALTERNATIVE_PICK],
        confidence_at_most=got[_AT_MOST],
    )


RULE = Record("a fit rule", _RULE_KEYS, _rule)

_LOW, _HIGH = required("low", Number(0, 1000)), required("high", Number(0, 1000))
_SPAN = Record("a range", (_LOW, _HIGH), lambda got: Span(got[_LOW], got[_HIGH]))
_MOST_ADDED = required("most_added", Whole(0, 4), "Half sizes that the adjustments may add together.")
_NEAR = required("near_half_sizes", Whole(0, 4), "Evidence up to this far apart agrees.")
_SPREAD = required("usual_spread_half_sizes", Whole(1, 8), "Usual sizes further apart are asked about.")
_SYSTEMS = r"us|uk|eu|label_cm|foot_cm"
_PLAUSIBLE: Key[MappingOf[str, Span]] = required(
    "plausible", MapOf(_SPAN, _SYSTEMS, "us, uk, eu, label_cm or foot_cm"), "What can be a size."
)
_ZONE = required("same_label_zone", MapOf(_SPAN, "men|women", "men or women"), "Where makers' labels agree.")
_LIMITS = Record(
    "the limits",
    (_MOST_ADDED, _NEAR, _SPREAD, _PLAUSIBLE, _ZONE),
    lambda got: Limits(
        got[_MOST_ADDED],
        got[_NEAR],
        got[_SPREAD],
        got[_PLAUSIBLE],
        {Scale(name): span for name, span in got[_ZONE].items()},
    ),
)

_CLASS_ID = required("id", slug(), "Class of evidence, as rules name it.")
_CLASS_NAME = required("name", Text(max_length=80), "In words.")
_CLASS_CONFIDENCE = required("confidence", _CONFIDENCES, "How sure it makes the advice.")
_CLASS = Record(
    "a class of evidence",
    (_CLASS_ID, _CLASS_NAME, _CLASS_CONFIDENCE),
    lambda got: EvidenceClass(got[_CLASS_ID], got[_CLASS_NAME], got[_CLASS_CONFIDENCE]),
)


def _single(conditions: tuple[Condition, ...]) -> tuple[tuple[str, FactValue], ...]:
    return tuple((part.field, part.values[0]) for part in conditions)


_FLIP_ID = required("id", slug(), "Stable id.")
_FLIP_FACTS = required("facts", FactGroup(), "Facts to set, one value each.")
_FLIP_TEXT = required("text", Text(max_length=120), 'Reads on after "if".')
_FLIP_EVIDENCE = optional("evidence", ListOf(slug()), (), "Deciding evidence for which it makes sense.")
_FLIP = Record(
    "a what-if",
    (_FLIP_ID, _FLIP_FACTS, _FLIP_TEXT, _FLIP_EVIDENCE),
    lambda got: Flip(got[_FLIP_ID], _single(got[_FLIP_FACTS]), got[_FLIP_TEXT], got[_FLIP_EVIDENCE]),
)

_ASK_FACT = required("fact", Text(max_length=40), "The fact to ask for.")
_ASK_VALUES = required("values", FactValues(), "Answers to try.")
_ASK = Record("a fact to ask for", (_ASK_FACT, _ASK_VALUES), lambda got: (got[_ASK_FACT], got[_ASK_VALUES]))

_WIDTH_WORD = OneOf({str(width): width for width in Width})
_CODE = r"[A-Z0-9][A-Z0-9 -]*"
_CODES = MapOf(MapOf(_WIDTH_WORD, _CODE, "the letters on the box, in capitals"), "men|women", "men or women")

_LIMITS_KEY = required("limits", _LIMITS, "Numbers that bound the advice.")
_WIDTHS_KEY = optional("width_codes", _CODES, {}, "What the width letters on a box mean.")
_EVIDENCE_KEY = required("evidence", ListOf(_CLASS, min_items=1, unique=False), "Strongest first.")
_RULES_KEY = required("rules", ListOf(RULE, min_items=1, unique=False), "The rules.")
_ASK_KEY = optional("facts_to_ask", ListOf(_ASK, unique=False), (), "Facts of a person worth asking for.")
_FLIPS_KEY = optional("flips", ListOf(_FLIP, unique=False), (), "What would change the size.")
_WORDS_KEY: Key[MappingOf[str, str]] = required("words", MapOf(_SENTENCE), "What to ask back.")


@dataclass(frozen=True, slots=True)
class RulesFile:
    """What `fit_rules.yaml` says."""

    limits: Limits
    width_codes: MappingOf[Scale, MappingOf[str, Width]]
    evidence: tuple[EvidenceClass, ...]
    rules: tuple[FitRule, ...]
    facts_to_ask: tuple[tuple[str, tuple[FactValue, ...]], ...]
    flips: tuple[Flip, ...]
    words: MappingOf[str, str]


RULES = Record(
    "fit_rules.yaml",
    (_LIMITS_KEY, _WIDTHS_KEY, _EVIDENCE_KEY, _RULES_KEY, _ASK_KEY, _FLIPS_KEY, _WORDS_KEY),
    lambda got: RulesFile(
        got[_LIMITS_KEY],
        {Scale(name): codes for name, codes in got[_WIDTHS_KEY].items()},
        got[_EVIDENCE_KEY],
        got[_RULES_KEY],
        got[_ASK_KEY],
        got[_FLIPS_KEY],
        got[_WORDS_KEY],
    ),
)


def read_rules(node: Node, reading: Reading) -> RulesFile | None:
    """The rules, or None after problems were collected. No rule id stands twice."""
    found = RULES.read(node, reading)
    first: dict[str, int] = {}
    for rule in getattr(find_node(node, "rules"), "items", ()):
        name = find_node(rule, "id")
        reading.define("rule", name)
        if isinstance(name, Scalar) and first.setdefault(name.text, name.line) != name.line:
            reading.complain(name, f"`{name.text}` is a rule already, on line {first[name.text]}", "use another id")
    for known in getattr(find_node(node, "evidence"), "items", ()):
        reading.define("evidence", find_node(known, "id"))
    return found
