"""/ask: own words, a completed question, privately, publicly, and without noise."""

from __future__ import annotations

from tests.discord_ui.conftest import World
from tests.discord_ui.reading import text_of


async def test_an_own_question_is_answered_in_the_channel(world: World) -> None:
    result = await world.alice.slash(world.channel, "ask", question="do they stretch")
    assert result.response is not None
    assert not result.response.ephemeral
    assert "Hardly: the mesh keeps its shape." in text_of(result.response)


async def test_the_private_option_shows_the_answer_to_the_asker_alone(world: World) -> None:
    result = await world.alice.slash(world.channel, "ask", question="do they stretch", private=True)
    assert result.ephemeral
