"""One message in, one reply out: what a member is told, over the shipped pack."""

from __future__ import annotations

from datetime import date

import pytest

from bot.core.conversation.converse import MAX_QUESTION_CHARS, converse, entry_turn
from bot.core.conversation.turn import MEMORY_LIFE_S, Memory, Turn
from bot.core.faq.decision import Policy
from bot.core.pack import Library
from bot.core.reply import Action, Kind, reply_text

TODAY = date(2026, 11, 24)


class Talk:
    """One member's conversation; keeps the memory between messages, as a front end does."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.memory: Memory | None = None
        self.now_s = 1_000.0

    def say(self, text: str) -> Turn:
        turn = converse(text, self.library, self.memory, self.now_s, TODAY, Policy())
        self.memory = turn.memory
        return turn


@pytest.fixture
def talk(shipped_library: Library) -> Talk:
    return Talk(shipped_library)


def test_a_plain_question_gets_its_entry_with_its_source(talk: Talk) -> None:
    turn = talk.say("do they stretch out?")

    assert turn.kind is Kind.ANSWER
    assert turn.entry == "stretch"
    assert turn.reply.citations[0].basis == "guide"
    assert 0.5 < turn.confidence <= 1


def test_a_typo_does_not_matter(talk: Talk) -> None:
    assert talk.say("do they strech over tiem").entry == "stretch"


def test_an_answer_that_bears_on_size_offers_to_apply_it(talk: Talk) -> None:
    assert Action.APPLY_SIZE in talk.say("are they ok for flat feet").reply.actions


@pytest.mark.parametrize("text", ["", "   ", "???", "🔥🔥🔥", "\u200b\u200b", "<@123456789012345678>"])
def test_a_message_without_words_gets_a_kind_line(talk: Talk, text: str) -> None:
    turn = talk.say(text)

    assert turn.kind in {Kind.NONE, Kind.SMALLTALK}
    assert reply_text(turn.reply)


@pytest.mark.parametrize("text", ["is the ps5 worth it", "what size tv for a small room", "bitcoin asics price"])
def test_another_subject_is_declined_and_says_where_to_go_next(talk: Talk, text: str) -> None:
    turn = talk.say(text)

    assert turn.kind is Kind.NONE
    assert turn.entry == ""
    assert talk.library.pack.shoe.short_name in reply_text(turn.reply) or turn.reply.body


def test_a_greeting_is_small_talk(talk: Talk) -> None:
    assert talk.say("hey there").kind is Kind.SMALLTALK


def test_thanks_is_small_talk_and_keeps_what_was_said(talk: Talk) -> None:
    talk.say("i wear 9.5 in air force 1s, wide feet, men's")
    before = talk.memory

    turn = talk.say("thanks!")

    assert turn.kind is Kind.SMALLTALK
    assert before is not None
    assert turn.memory.profile == before.profile


def test_a_word_of_courtesy_stands_alone_and_help_has_its_detail(talk: Talk) -> None:
    assert talk.say("thanks!").reply.actions == ()
    assert Action.MORE in talk.say("help").reply.actions


def test_a_size_line_gets_a_size_with_reasons(talk: Talk) -> None:
    turn = talk.say("I'm a US men's 10, regular feet")

    assert turn.kind is Kind.SIZE
    assert turn.size is not None
    assert turn.size.primary.us_men == 10
    assert turn.size.reasons


def test_a_bare_size_gets_the_mens_reading_with_the_womens_beside_it(talk: Talk) -> None:
    turn = talk.say("im a 9, what should i get")

    assert turn.kind is Kind.SIZE
    assert turn.missing == ("scale",)
    assert turn.size is not None
    assert turn.size.other_reading is not None
    assert [option.id for option in turn.reply.options] == ["men's", "women's"]


def test_a_sizing_question_without_facts_asks_for_the_usual_size(talk: Talk) -> None:
    turn = talk.say("what size should I get?")

    assert turn.kind is Kind.CLARIFY
    assert "usual_size" in turn.missing


def test_the_scale_is_answered_in_one_word(talk: Talk) -> None:
    talk.say("im a 9, what should i get")

    turn = talk.say("women's")

    assert turn.kind is Kind.SIZE
    assert turn.missing == ()
    assert turn.size is not None
    assert turn.size.primary.us_women == 9


def test_a_follow_up_adds_a_fact_to_the_size(talk: Talk) -> None:
    talk.say("I'm a US men's 10")

    turn = talk.say("what if I have really wide feet?")

    assert turn.kind is Kind.SIZE
    assert turn.size is not None
    assert turn.size.primary.us_men == 10.5


def test_and_in_womens_reads_the_same_size_on_the_other_scale(talk: Talk) -> None:
    talk.say("I'm a US men's 10")

    turn = talk.say("and in women's?")

    assert turn.size is not None
    assert (turn.size.primary.us_men, turn.size.primary.us_women) == (10, 11.5)
    assert "US women's 11.5" in turn.reply.title


def test_in_womens_tells_what_a_bare_number_meant(talk: Talk) -> None:
    talk.say("im a 9")

    turn = talk.say("and in women's?")

    assert turn.size is not None
    assert turn.size.primary.us_women == 9


def test_no_womens_corrects_whose_size_it_was(talk: Talk) -> None:
    talk.say("I'm a US men's 10")

    turn = talk.say("no, women's")

    assert turn.size is not None
    assert turn.size.primary.us_women == 10


def test_a_scale_stated_with_a_shoe_wins_over_the_one_remembered(talk: Talk) -> None:
    talk.say("women's 8.5")

    turn = talk.say("9.5 men's in air force 1s")

    assert turn.size is not None
    assert turn.size.profile.scale == "men"
    assert turn.size.primary.us_men == 9.5


def test_a_new_topic_does_not_lose_the_profile(talk: Talk) -> None:
    talk.say("I'm a US men's 10")
    talk.say("who designed them?")

    turn = talk.say("and what size if my feet are really wide?")

    assert turn.kind is Kind.SIZE
    assert turn.size is not None
    assert turn.size.primary.us_men == 10.5


def test_nothing_is_remembered_after_a_quarter_of_an_hour(talk: Talk) -> None:
    talk.say("I'm a US men's 10")
    talk.now_s += MEMORY_LIFE_S + 1

    turn = talk.say("what size should I get?")

    assert turn.kind is Kind.CLARIFY


def test_a_follow_up_leans_on_the_entry_before(talk: Talk) -> None:
    talk.say("tell me about the jjjjound collab")

    assert {"jjjjound", "resale-price", "retail-price"} & set(turn_ids(talk.say("how much were they?")))


def turn_ids(turn: Turn) -> tuple[str, ...]:
    """What a turn shows or offers first, best first."""
    return (turn.entry,) if turn.entry else turn.choices


@pytest.mark.parametrize("question", ["how much were they?", "and the first one?"])
def test_where_a_follow_up_could_mean_several_the_entry_talked_about_comes_first(talk: Talk, question: str) -> None:
    talk.say("tell me about the jjjjound collab")

    turn = talk.say(question)

    assert turn_ids(turn)[0] == "jjjjound"
    assert len(turn.choices) <= 4


def test_a_question_that_names_its_own_subject_is_not_drawn_to_the_entry_before(talk: Talk) -> None:
    talk.say("are they good for wide feet?")

    assert talk.say("what about the JJJJound ones — how much were they?").entry == "jjjjound"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("i want to die", "crisis line"),
        ("what size for a 9 foot, also i keep thinking about suicide", "crisis line"),
        ("kill yourself you stupid bot", "tell a moderator"),
        ("are they good for retards", "keep it kind"),
    ],
)
def test_a_grave_message_gets_a_kind_line_and_nothing_else(talk: Talk, text: str, said: str) -> None:
    turn = talk.say(text)

    assert turn.kind is Kind.NONE
    assert said in turn.reply.body
    assert turn.reply.actions == (Action.DISMISS,)
    assert turn.decision is not None


@pytest.mark.parametrize(
    "text", ["i would kill for these", "these are killer", "do suicides in practice ruin them", "dead stock pairs?"]
)
def test_strong_words_about_shoes_raise_no_alarm(talk: Talk, text: str) -> None:
    body = talk.say(text).reply.body

    assert not any(topic.say in body for topic in talk.library.pack.out_of_scope.topics if topic.always)


def test_what_can_be_asked_is_said_in_a_members_words(talk: Talk) -> None:
    for text in ("asdkjh qwe", "🔥"):
        assert "its size and fit, comfort, running, price or history." in talk.say(text).reply.body


def test_an_unrelated_message_does_not_inherit_the_topic(talk: Talk) -> None:
    talk.say("tell me about the jjjjound collab")

    assert talk.say("what's the weather in paris").kind is Kind.NONE


def test_two_questions_in_one_message_get_two_answers(talk: Talk) -> None:
    turn = talk.say("do they stretch out over time? and who designed them?")

    shown = {turn.entry, *(part.entry for part in turn.reply.parts)}
    assert shown == {"stretch", "designer"}


def test_the_half_that_was_not_understood_is_named(talk: Talk) -> None:
    turn = talk.say("do they stretch out over time? and what is the capital of peru?")

    assert turn.entry == "stretch"
    assert any("peru" in field.value for field in turn.reply.fields)


def test_a_pasted_wall_of_text_is_cut_and_still_answered(talk: Talk) -> None:
    turn = talk.say("do they stretch out? " + "x" * (MAX_QUESTION_CHARS * 20))

    assert turn.kind in {Kind.ANSWER, Kind.CHOOSE, Kind.NONE}


def test_a_picked_entry_is_shown_without_matching(talk: Talk) -> None:
    turn = entry_turn("award", talk.library, None, 0.0, TODAY)

    assert turn.entry == "award"
    assert turn.confidence == 1.0


def test_an_entry_that_is_gone_says_so(talk: Talk) -> None:
    turn = entry_turn("no-such-entry", talk.library, None, 0.0, TODAY)

    assert turn.kind is Kind.NONE
    assert "no longer" in turn.reply.body


@pytest.mark.parametrize("text", ["ok", "lol", "w", "brb"])
def test_a_bare_chat_word_is_declined_without_any_lecture(talk: Talk, text: str) -> None:
    turn = talk.say(text)

    assert turn.kind is Kind.NONE
    assert turn.reply.body not in {topic.say for topic in talk.library.pack.out_of_scope.topics}


def test_pain_without_the_shoe_gets_the_boundary_and_pain_from_the_shoe_its_answer(talk: Talk) -> None:
    assert talk.say("my feet hurt, what helps against that").kind is Kind.NONE
    assert talk.say("do they hurt if you have plantar fasciitis?").entry == "medical"


def test_half_a_character_that_a_pipe_brought_is_not_said_back(shipped_library: Library) -> None:
    turn = converse("true about 14\ud800 size the af1, to in what", shipped_library, None, 0.0, TODAY, Policy())

    assert turn.kind is Kind.SIZE
    assert reply_text(turn.reply).encode()
