"""The written fit rules, clause by clause: one line of options each, with what has to come of it.

Sizes are on the men's US scale. `None` as alternative means that exactly one size is advised.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bot.core.pack import Pack
from bot.core.sizing.recommendation import Recommendation
from tests.core.sizing.option_lines import size_for


@dataclass(frozen=True)
class Clause:
    """One clause of the rules with a case that shows it."""

    says: str
    options: str
    men: float
    alternative: float | None
    confidence: str
    rule: str = ""
    """A rule that has to be among the reasons."""


USUAL = [
    Clause("the usual size is the size", "--usual 10 --scale men --width regular", 10, None, "medium", "true-to-size"),
    Clause(
        "a narrow foot stays at its size", "--usual 10 --scale men --width narrow", 10, None, "medium", "narrow-foot"
    ),
    Clause(
        "extra wide goes half up", "--usual 10 --scale men --width extra-wide", 10.5, None, "medium", "extra-wide-foot"
    ),
    Clause("a pinched toe goes half up", "--usual 10 --scale men --pinch", 10.5, None, "medium", "pinched-toe"),
    Clause(
        "a liking for room goes half up", "--usual 10 --scale men --prefer roomy", 10.5, None, "medium", "wants-room"
    ),
    Clause(
        "a narrow foot that wants room too",
        "--usual 10 --scale men --width narrow --prefer roomy",
        10.5,
        None,
        "medium",
    ),
    Clause(
        "a regular foot that wants room too",
        "--usual 10 --scale men --width regular --prefer roomy",
        10.5,
        None,
        "medium",
    ),
    Clause(
        "a narrow foot with a pinched toe too", "--usual 10 --scale men --width narrow --pinch", 10.5, None, "medium"
    ),
    Clause("wide: same, half up open", "--usual 10 --scale men --width wide", 10, 10.5, "medium", "wide-foot"),
    Clause(
        "wide, standard fit: same, half up open",
        "--usual 10 --scale men --width wide --prefer standard",
        10,
        10.5,
        "medium",
    ),
    Clause(
        "wide and snug: same, nothing open",
        "--usual 10 --scale men --width wide --prefer snug",
        10,
        None,
        "medium",
        "prefers-snug",
    ),
    Clause("wide and roomy goes half up", "--usual 10 --scale men --width wide --prefer roomy", 10.5, None, "medium"),
    Clause("wide and pinched goes half up", "--usual 10 --scale men --width wide --pinch", 10.5, None, "medium"),
    Clause(
        "extra wide but snug: half up, same open",
        "--usual 10 --scale men --width extra-wide --prefer snug",
        10.5,
        10,
        "medium",
        "snug-against-width",
    ),
    Clause("pinched but snug: half up, same open", "--usual 10 --scale men --pinch --prefer snug", 10.5, 10, "medium"),
    Clause("width not known: same, half up open", "--usual 10 --scale men", 10, 10.5, "medium", "width-not-known"),
    Clause(
        "all reasons for room together add half a size",
        "--usual 10 --scale men --width extra-wide --pinch --prefer roomy",
        10.5,
        None,
        "medium",
    ),
    Clause("a size with 2E is a wide foot", '--usual "10 2E" --scale men', 10, 10.5, "medium", "wide-foot"),
    Clause(
        "a size with 4E is an extra wide foot", '--usual "10 4E" --scale men', 10.5, None, "medium", "extra-wide-foot"
    ),
    Clause(
        "between two sizes: the larger, the smaller open",
        "--usual 9.5 --usual 10 --scale men",
        10,
        9.5,
        "medium",
        "between-sizes",
    ),
    Clause("a range is between two sizes", '--usual "9.5-10" --scale men', 10, 9.5, "medium", "between-sizes"),
    Clause(
        "an EU size between two rows: the larger", '--usual "EU 43" --scale men', 9.5, 9, "medium", "between-chart-rows"
    ),
    Clause(
        "feet that differ: the larger",
        "--left 9.5 --right 10 --scale men --width regular",
        10,
        None,
        "medium",
        "left-right-differ",
    ),
]

LABELS = [
    Clause("a label goes to the row with the same label", "--label-cm 27.5 --scale men", 9.5, None, "high", "label-cm"),
    Clause("a label is read on the person's scale", "--label-cm 27.5 --scale women", 9.5, None, "medium", "label-cm"),
    Clause("25.5 cm is women's 8.5", "--label-cm 25.5 --scale women", 7, None, "high"),
    Clause("25.5 cm is men's 7.5", "--label-cm 25.5 --scale men", 7.5, None, "high"),
    Clause(
        "the maker's own quarter centimetres", "--label-cm 28.25 --label-brand asics --scale men", 10.5, None, "high"
    ),
    Clause(
        "another maker's label in the middle sizes", "--label-cm 28 --label-brand nike --scale men", 10, None, "high"
    ),
    Clause(
        "another maker's large label: its own chart open",
        "--label-cm 29 --label-brand nike --scale men",
        11.5,
        11,
        "medium",
        "label-other-maker",
    ),
    Clause(
        "another maker's small label: its own chart open",
        '--label-cm 24 --label-brand "New Balance" --scale men',
        5.5,
        6,
        "medium",
        "label-other-maker",
    ),
    Clause(
        "another maker's women's label: its own chart open",
        "--label-cm 26.5 --label-brand nike --scale women",
        8.5,
        8,
        "medium",
        "label-other-maker",
    ),
    Clause("a shoe given in centimetres is a label", '--shoe "AF1 = 28 cm" --scale men', 10, None, "high", "label-cm"),
    Clause("Japanese sizes are labels", '--usual "JP 28" --scale men', 10, None, "high", "label-cm"),
    Clause("Korean sizes are labels", '--usual "KR 280" --scale men', 10, None, "high", "label-cm"),
    Clause("millimetres are labels too", '--label-cm "280 mm" --scale men', 10, None, "high", "label-cm"),
    Clause(
        "width and a liking for room are in a label already",
        "--label-cm 28 --scale men --width extra-wide --prefer roomy",
        10,
        None,
        "high",
    ),
]

SAME_MAKER = [
    Clause(
        "the shoe itself: the very same size", '--shoe "Gel-Kayano 14 = 9" --scale men', 9, None, "high", "same-shoe"
    ),
    Clause("Gel-1130: the very same size", '--shoe "Gel-1130 = 9" --scale men', 9, None, "high", "asics-same-size"),
    Clause("GT-2160: the very same size", '--shoe "GT-2160 = 9" --scale men', 9, None, "high", "asics-same-size"),
    Clause("Gel-NYC: the very same size", '--shoe "Gel-NYC = 9" --scale men', 9, None, "high", "asics-same-size"),
    Clause("width is in it already", '--shoe "Gel-1130 = 9" --scale men --width extra-wide --pinch', 9, None, "high"),
    Clause(
        "a general liking for room is in it already",
        '--shoe "Gel-1130 = 9" --scale men --prefer roomy',
        9,
        None,
        "high",
    ),
    Clause(
        "roomier than those: half up",
        '--shoe "Gel-1130 = 9, roomier" --scale men',
        9.5,
        None,
        "high",
        "roomier-than-those",
    ),
    Clause("a tight one: half up", '--shoe "Gel-1130 = 9, tight" --scale men', 9.5, None, "high", "tight-shoe"),
    Clause("a loose one: half down", '--shoe "Gel-1130 = 9, loose" --scale men', 8.5, None, "high", "loose-shoe"),
    Clause(
        "tight and roomier together add half a size",
        '--shoe "Gel-1130 = 9, tight, roomier" --scale men',
        9.5,
        None,
        "high",
    ),
]

KNOWN = [
    Clause("NB 530: same", '--shoe "New Balance 530 = 9" --scale men', 9, None, "medium", "new-balance-same-size"),
    Clause("NB 2002R: same", '--shoe "2002R = 9" --scale men', 9, None, "medium", "new-balance-same-size"),
    Clause("NB 990: same", '--shoe "990v6 = 9" --scale men', 9, None, "medium", "new-balance-same-size"),
    Clause("NB 9060: same", '--shoe "NB 9060 = 9" --scale men', 9, None, "medium", "new-balance-same-size"),
    Clause("NB in men's D: same", '--shoe "NB 990 = 9, D" --scale men', 9, None, "medium", "new-balance-same-size"),
    Clause(
        "NB in men's 2E: half up", '--shoe "NB 990 = 9, 2E" --scale men', 9.5, None, "medium", "new-balance-wide-width"
    ),
    Clause(
        "NB in men's 4E: half up", '--shoe "NB 990 = 9, 4E" --scale men', 9.5, None, "medium", "new-balance-wide-width"
    ),
    Clause("NB in women's B: same", '--shoe "NB 990 = W 8.5, B"', 7, None, "medium", "new-balance-same-size"),
    Clause("NB in women's D: half up", '--shoe "NB 990 = W 8.5, D"', 7.5, None, "medium", "new-balance-wide-width"),
    Clause("NB in women's 2E: half up", '--shoe "NB 990 = W 8.5, 2E"', 7.5, None, "medium", "new-balance-wide-width"),
    Clause(
        "any NB in 2E: half up", '--shoe "NB 550 = 9, 2E" --scale men', 9.5, None, "medium", "new-balance-wide-width"
    ),
    Clause("Dunk: same", '--shoe "Dunks = 10" --scale men', 10, None, "medium", "dunk-same-size"),
    Clause(
        "width is in a known shoe that fits",
        '--shoe "Dunks = 10" --scale men --width extra-wide --pinch',
        10,
        None,
        "medium",
    ),
    Clause(
        "room beyond a known shoe: half up",
        '--shoe "Dunks = 10" --scale men --prefer roomy',
        10.5,
        None,
        "medium",
        "more-room-than-known-shoe",
    ),
    Clause("AF1: same, half up open", '--shoe "AF1 = 10" --scale men', 10, 10.5, "medium", "af1-same-or-up"),
    Clause(
        "AF1 and a wide foot: half up at once",
        '--shoe "AF1 = 10" --scale men --width wide',
        10.5,
        None,
        "medium",
        "af1-room-at-once",
    ),
    Clause(
        "AF1 and a very wide foot: half up at once",
        '--shoe "AF1 = 10" --scale men --width extra-wide',
        10.5,
        None,
        "medium",
    ),
    Clause("AF1 and a pinched toe: half up at once", '--shoe "AF1 = 10" --scale men --pinch', 10.5, None, "medium"),
    Clause(
        "AF1 and a liking for room: half up, once", '--shoe "AF1 = 10" --scale men --prefer roomy', 10.5, None, "medium"
    ),
    Clause(
        "AF1 and all of it: half up, once",
        '--shoe "AF1 = 10, tight" --scale men --prefer roomy --pinch',
        10.5,
        None,
        "medium",
    ),
    Clause("AF1 that feels loose: half down", '--shoe "AF1 = 10, loose" --scale men', 9.5, 10, "medium", "loose-shoe"),
    Clause(
        "sized down in AF1: the usual size",
        '--shoe "AF1 = 9.5, sized down" --usual 10.5 --scale men',
        10.5,
        None,
        "medium",
        "sized-down-in-nike",
    ),
    Clause(
        "sized down in AF1: nothing added",
        '--shoe "AF1 = 9.5, sized down" --usual 10 --scale men --width extra-wide --pinch',
        10,
        None,
        "medium",
    ),
    Clause(
        "sized down in AF1, usual unknown: half up",
        '--shoe "AF1 = 9.5, sized down" --scale men',
        10,
        None,
        "medium",
        "sized-down-by-half",
    ),
    Clause(
        "sized down in a Dunk: the usual size",
        '--shoe "Dunk = 9.5, sized down" --usual 10 --scale men',
        10,
        None,
        "medium",
        "sized-down-in-nike",
    ),
    Clause(
        "a full size down makes the usual size known",
        '--shoe "AF1 = 9, a full size down" --scale men',
        10,
        None,
        "medium",
        "sized-down-a-full-size",
    ),
    Clause(
        "sized up for width: the usual size",
        '--shoe "Dunk = 10.5, sized up" --usual 10 --scale men',
        10,
        None,
        "medium",
        "sized-up-for-width",
    ),
    Clause(
        "sized up for width, usual unknown: the same",
        '--shoe "AF1 = 10.5, sized up" --scale men',
        10.5,
        None,
        "medium",
        "sized-up-usual-unknown",
    ),
    Clause(
        "a Nike EU size goes through Nike's chart",
        '--shoe "Dunk = EU 43" --scale men',
        9.5,
        None,
        "medium",
        "maker-chart-conversion",
    ),
    Clause(
        "a New Balance UK size goes through its chart",
        '--shoe "NB 530 = UK 8.5" --scale men',
        9,
        None,
        "medium",
        "maker-chart-conversion",
    ),
]

UNKNOWN = [
    Clause(
        "a shoe that we do not know: the size worn",
        '--shoe "Wotherspoons = 10" --scale men --width regular',
        10,
        None,
        "low",
        "unknown-shoe",
    ),
    Clause(
        "width counts for a shoe that we do not know",
        '--shoe "Samba = 10" --scale men --width extra-wide',
        10.5,
        None,
        "low",
        "extra-wide-foot",
    ),
    Clause("width not known: half up open", '--shoe "Samba = 10" --scale men', 10, 10.5, "low", "width-not-known"),
    Clause(
        "a tight unknown shoe: half up, capped",
        '--shoe "Samba = 10, tight" --scale men --width extra-wide',
        10.5,
        None,
        "low",
        "tight-shoe",
    ),
    Clause(
        "bought in 2E it tells of a wide foot",
        '--shoe "Brooks Ghost = 10, 2E" --scale men',
        10,
        10.5,
        "low",
        "wide-foot",
    ),
    Clause(
        "an adidas EU size goes through its chart",
        '--shoe "Samba = EU 42 2/3" --scale men --width regular',
        9,
        None,
        "low",
        "maker-chart-conversion",
    ),
    Clause(
        "a maker without a chart: the pack's own",
        '--shoe "Saucony = EU 43.5" --scale men --width regular',
        9.5,
        None,
        "low",
        "maker-chart-missing",
    ),
]

FEET = [
    Clause(
        "a foot goes to the smallest size not cut shorter",
        "--foot-cm 26.5 --scale men",
        9.5,
        None,
        "low",
        "foot-length",
    ),
    Clause("a foot as long as the row fits it", "--foot-cm 26.25 --scale men", 9, None, "low", "foot-length"),
    Clause("women's is 1.5 more", "--foot-cm 24.5 --scale women", 7, None, "low", "foot-length"),
    Clause("inches are lengths too", '--foot-cm "10.5 in" --scale men', 9.5, None, "low", "foot-length"),
    Clause("millimetres are lengths too", '--foot-cm "265 mm" --scale men', 9.5, None, "low", "foot-length"),
]

RANKS = [
    Clause(
        "a label beats a shoe of the same maker",
        '--label-cm 28 --shoe "Gel-1130 = 10.5" --scale men',
        10,
        None,
        "high",
        "label-cm",
    ),
    Clause(
        "the same maker beats another known shoe",
        '--shoe "Dunk = 10.5" --shoe "Gel-1130 = 10" --scale men',
        10,
        None,
        "high",
        "asics-same-size",
    ),
    Clause(
        "a known shoe beats the usual size",
        '--usual 10.5 --shoe "Dunk = 10" --scale men',
        10,
        None,
        "medium",
        "dunk-same-size",
    ),
    Clause(
        "the usual size beats an unknown shoe",
        '--usual 10 --shoe "Samba = 10.5" --scale men --width regular',
        10,
        None,
        "medium",
        "true-to-size",
    ),
    Clause(
        "an unknown shoe beats a bare foot",
        '--shoe "Samba = 10" --foot-cm 26.9 --scale men --width regular',
        10,
        None,
        "low",
        "unknown-shoe",
    ),
    Clause(
        "evidence that agrees is shown",
        '--usual 10 --shoe "Dunk = 10" --scale men',
        10,
        None,
        "medium",
        "evidence-agrees",
    ),
    Clause(
        "evidence half a size apart is shown",
        '--usual 10.5 --shoe "Dunk = 10" --scale men',
        10,
        None,
        "medium",
        "evidence-near",
    ),
    Clause(
        "evidence further apart: the stronger, low",
        '--usual 11 --shoe "Gel-1130 = 10" --scale men',
        10,
        None,
        "low",
        "evidence-disagrees",
    ),
    Clause(
        "two shoes half a size apart: the larger",
        '--shoe "Dunk = 10" --shoe "NB 530 = 10.5" --scale men',
        10.5,
        None,
        "medium",
        "shoes-half-a-size-apart",
    ),
    Clause(
        "two shoes further apart: the larger, low",
        '--shoe "Dunk = 10" --shoe "NB 530 = 11" --scale men',
        11,
        None,
        "low",
        "shoes-disagree",
    ),
    Clause(
        "a sure second shoe settles the first one's doubt",
        '--shoe "AF1 = 10" --shoe "Dunk = 10" --scale men',
        10,
        None,
        "medium",
        "evidence-agrees",
    ),
]

ALL = [*USUAL, *LABELS, *SAME_MAKER, *KNOWN, *UNKNOWN, *FEET, *RANKS]


@pytest.mark.parametrize("clause", ALL, ids=[clause.says for clause in ALL])
def test_clause(clause: Clause, pack: Pack) -> None:
    """Each clause of the written rules gives its size, its alternative, its confidence and its reason."""
    advice = size_for(clause.options, pack.sizing)
    alternative = advice.alternative.us_men if advice.alternative else None
    found = (advice.primary.us_men, alternative, str(advice.confidence))
    assert found == (clause.men, clause.alternative, clause.confidence)
    assert not clause.rule or clause.rule in {reason.rule for reason in advice.reasons}
    assert bool(advice.alternative_when) == (alternative is not None)


def _reason(advice: Recommendation, rule: str) -> tuple[int, str]:
    return next((reason.half_sizes, str(reason.basis)) for reason in advice.reasons if reason.rule == rule)


class TestAlternativesSayWhen:
    """The condition of an alternative names what would settle it, and no more than that."""

    def test_wide_asks_for_the_pinch_and_for_room(self, pack: Pack) -> None:
        """Nothing known but the width: both questions stand."""
        when = size_for("--usual 10 --scale men --width wide", pack.sizing).alternative_when
        assert "pinch" in when
        assert "room" in when

    def test_a_known_preference_is_not_asked_for(self, pack: Pack) -> None:
        """With a standard fit said, only the pinch is open."""
        when = size_for("--usual 10 --scale men --width wide --prefer standard", pack.sizing).alternative_when
        assert "pinch" in when
        assert "room" not in when

    def test_nothing_open_means_no_alternative(self, pack: Pack) -> None:
        """No pinch and a standard fit leave nothing to wait for."""
        line = "--usual 10 --scale men --width wide --prefer standard --no-pinch"
        assert size_for(line, pack.sizing).alternative is None


class TestBasis:
    """Guide where the articles speak, house where they are silent, chart for conversions."""

    def test_models_that_the_guide_names_rest_on_the_guide(self, pack: Pack) -> None:
        """The 530 is named."""
        assert _reason(size_for('--shoe "NB 530 = 9"', pack.sizing), "new-balance-same-size") == (0, "guide")

    def test_other_models_of_the_line_are_our_inference(self, pack: Pack) -> None:
        """The 9060 is not."""
        assert _reason(size_for('--shoe "NB 9060 = 9"', pack.sizing), "new-balance-same-size") == (0, "house")

    def test_a_conversion_cites_the_chart_of_the_maker(self, pack: Pack) -> None:
        """EU 43 of a Dunk was read on Nike's chart."""
        advice = size_for('--shoe "Dunk = EU 43" --scale men', pack.sizing)
        sources = {reason.source for reason in advice.reasons if reason.rule == "maker-chart-conversion"}
        assert sources == {"nike-chart#men"}


class TestScales:
    """Men's and women's: by US or EU, never through UK; the other reading where it is not known."""

    def test_uk_and_cm_are_those_of_the_persons_row(self, pack: Pack) -> None:
        """The same pair has two UK sizes and two labels."""
        women = size_for('--usual "W 8.5"', pack.sizing).primary
        men = size_for('--usual "M 7"', pack.sizing).primary
        assert (women.us_men, women.us_women, women.eu) == (men.us_men, men.us_women, men.eu) == (7, 8.5, 40)
        assert (women.uk, women.cm, men.uk, men.cm) == (6.5, 25.5, 6, 25.25)

    def test_uk_is_read_on_each_scale_by_itself(self, pack: Pack) -> None:
        """UK 9 is men's 10, and women's 11, which is men's 9.5."""
        advice = size_for('--usual "UK 9"', pack.sizing)
        assert advice.primary.us_men == 10
        assert advice.other_reading is not None
        assert (advice.other_reading.us_women, advice.other_reading.us_men) == (11, 9.5)

    def test_eu_is_the_same_pair_on_both_scales(self, pack: Pack) -> None:
        """EU 44 is men's 10 and women's 11.5."""
        advice = size_for('--usual "EU 44"', pack.sizing)
        assert advice.other_reading is not None
        assert (advice.primary.us_men, advice.other_reading.us_women) == (10, 11.5)

    def test_scale_not_known_gives_both_readings_and_says_so(self, pack: Pack) -> None:
        """A bare 9: men's first, women's beside it, and the scale is the first thing to ask for."""
        advice = size_for("--usual 9", pack.sizing)
        assert (advice.primary.us_men, advice.primary.row, advice.profile.scale) == (9, "men", "unknown")
        assert advice.other_reading is not None
        assert (advice.other_reading.us_women, advice.other_reading.row) == (9, "women")
        assert advice.unknown[0] == "scale"

    def test_the_other_reading_runs_the_rules_again(self, pack: Pack) -> None:
        """D is a standard width on men's shoes and a wide one on women's."""
        advice = size_for('--shoe "NB 990 = 9, D"', pack.sizing)
        assert advice.other_reading is not None
        assert (advice.primary.us_men, advice.other_reading.us_women) == (9, 9.5)

    @pytest.mark.parametrize(
        "line", ['--usual "W 8.5"', '--usual "women\'s 8.5" --scale women', "--usual 8.5 --scale women"]
    )
    def test_the_guides_own_example_gives_the_rule_and_mentions_the_label(self, line: str, pack: Pack) -> None:
        """Women's 8.5 is men's 7 by the rule; the men's label that reads the same is 7.5."""
        advice = size_for(line, pack.sizing)
        assert advice.primary.us_men == 7
        assert any("7.5" in note for note in advice.notes)

    def test_no_mens_size_is_mentioned_where_there_is_none(self, pack: Pack) -> None:
        """Women's 5 has no men's pair on the adult chart."""
        assert size_for('--usual "W 5"', pack.sizing).note_rules == ()

    def test_a_scale_said_with_a_size_is_known(self, pack: Pack) -> None:
        """ "W 8.5" needs no further question."""
        advice = size_for('--usual "W 8.5"', pack.sizing)
        assert (advice.profile.scale, advice.other_reading) == ("women", None)

    @pytest.mark.parametrize("said", ["W 8", "women's EU 38 2/3"])
    def test_a_women_s_size_of_another_maker_stays_that_women_s_size(self, pack: Pack, said: str) -> None:
        """adidas prints women's 7 beside men's 6: the women's number counts, and a note says that the step differs."""
        advice = size_for(f'--shoe "Samba = {said}"', pack.sizing)
        assert advice.primary.us_women == {"W 8": 8, "women's EU 38 2/3": 7}[said]
        assert ("maker-pairs-scales-differently" in advice.note_rules) == (said == "W 8")


class TestChartEnds:
    """What no row holds is null, and what rests on one source is said to be less sure."""

    def test_a_number_that_no_row_holds_is_null(self, pack: Pack) -> None:
        """Men's 12 would be women's 13.5, which is on no chart."""
        assert size_for("--usual 12 --scale men", pack.sizing).primary.us_women is None

    def test_a_missing_row_of_ones_own_scale_has_no_uk_and_no_label(self, pack: Pack) -> None:
        """Women's 13 is known by its EU size alone."""
        advice = size_for("--usual 13 --scale women", pack.sizing)
        assert (advice.primary.uk, advice.primary.cm, advice.primary.eu) == (None, None, 46)
        assert advice.confidence == "low"

    @pytest.mark.parametrize(
        ("line", "word"), [("--usual 13 --scale men", "medium"), ("--usual 14 --scale men", "low")]
    )
    def test_unconfirmed_rows_lower_the_confidence(self, line: str, word: str, pack: Pack) -> None:
        """Men's 13 has five sources, men's 14 one that names the brand."""
        assert size_for(line, pack.sizing).confidence == word

    def test_a_half_size_that_is_not_made_is_not_invented(self, pack: Pack) -> None:
        """Half a size up from 15 is on no row; the advice stays on one and says so."""
        advice = size_for("--usual 15 --scale men --width extra-wide", pack.sizing)
        assert advice.primary.us_men == 15
        assert "half-size-not-made" in advice.note_rules


class TestNotes:
    """Things that add a note and never change the size."""

    @pytest.mark.parametrize("note", ["flat-feet", "arch-support", "orthotics", "thick-socks"])
    def test_it_adds_a_note_and_no_size(self, note: str, pack: Pack) -> None:
        """Same size, same alternative, one note more."""
        plain = size_for("--usual 10 --scale men", pack.sizing)
        noted = size_for(f"--usual 10 --scale men --note {note}", pack.sizing)
        assert (noted.primary, noted.alternative, noted.confidence) == (
            plain.primary,
            plain.alternative,
            plain.confidence,
        )
        assert noted.note_rules == (*plain.note_rules, note)

    def test_a_measured_foot_comes_with_how_to_measure(self, pack: Pack) -> None:
        """The weakest evidence says how to make it better."""
        assert "how-to-measure" in size_for("--foot-cm 26.5 --scale men", pack.sizing).note_rules


class TestUnknownsAndWhatIfs:
    """What is not known, and what would change the size: found by running the rules again."""

    def test_what_matters_most_comes_first(self, pack: Pack) -> None:
        """An answer that moves the size comes before one that only settles the alternative."""
        assert size_for("--usual 10 --scale men", pack.sizing).unknown[0] == "foot_width"

    def test_what_cannot_matter_is_not_asked(self, pack: Pack) -> None:
        """Nothing said of the foot changes the size of a relative that fits."""
        assert size_for('--shoe "Gel-1130 = 9" --scale men', pack.sizing).unknown == ()

    def test_sized_down_waits_for_the_usual_size(self, pack: Pack) -> None:
        """The rule would go back to it."""
        assert size_for('--shoe "AF1 = 9.5, sized down" --scale men', pack.sizing).unknown[0] == "usual_size"

    def test_a_loose_heel_would_change_an_air_force(self, pack: Pack) -> None:
        """The flip is said in words with the size that it gives."""
        flips = {
            flip.size.us_men: flip.when for flip in size_for('--shoe "AF1 = 10" --scale men', pack.sizing).what_ifs
        }
        assert "loose" in flips[9.5]
        assert len(flips) >= 2

    def test_flips_that_change_nothing_are_left_out(self, pack: Pack) -> None:
        """Every what-if names another size than the advised one, and there are three at most."""
        for line in ("--usual 10 --scale men", '--shoe "Gel-1130 = 9, tight"', "--label-cm 28 --scale men"):
            advice = size_for(line, pack.sizing)
            assert len(advice.what_ifs) <= 3
            assert all(flip.size != advice.primary for flip in advice.what_ifs)
