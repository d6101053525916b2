"""What every store does for dialogues under way and lasting buttons."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from tests.storage.world import ANN, BEN, DIRECT, ELSEWHERE, HERE, World


class ControlsContract:
    """Dialogues and controls by token."""

    async def test_a_dialogue_goes_on_where_it_was_saved(self, world: World) -> None:
        begun = await world.store.dialogues.create(ANN, HERE, {"step": "size"})
        saved = await world.store.dialogues.save(begun, {"step": "foot", "foot_cm": 26.5})
        assert saved is not None
        found = await world.store.dialogues.load(begun.token, ANN, HERE.server_id)
        assert found == saved
        assert found.state == {"step": "foot", "foot_cm": 26.5}

    async def test_another_member_is_told_apart_from_the_owner(self, world: World) -> None:
        begun = await world.store.dialogues.create(ANN, HERE, {})
        seen = await world.store.dialogues.load(begun.token, BEN, HERE.server_id)
        assert begun.is_owner
        assert seen is not None
        assert not seen.is_owner

    async def test_of_two_presses_at_once_one_wins(self, world: World) -> None:
        begun = await world.store.dialogues.create(ANN, HERE, {"step": "size"})
        saved = await asyncio.gather(
            world.store.dialogues.save(begun, {"step": "a"}), world.store.dialogues.save(begun, {"step": "b"})
        )
        assert sorted(dialogue is not None for dialogue in saved) == [False, True]

    async def test_a_dialogue_opens_in_no_other_server(self, world: World) -> None:
        begun = await world.store.dialogues.create(ANN, HERE, {})
        assert await world.store.dialogues.load(begun.token, ANN, ELSEWHERE.server_id) is None
        assert await world.store.dialogues.load(begun.token, ANN, None) is None
        assert await world.store.dialogues.latest(ANN, ELSEWHERE.server_id) is None

    async def test_dialogues_in_two_servers_do_not_mix(self, world: World) -> None:
        for place in (HERE, ELSEWHERE, DIRECT):
            await world.store.dialogues.create(ANN, place, {"in": place.channel_id})
        for place in (HERE, ELSEWHERE, DIRECT):
            latest = await world.store.dialogues.latest(ANN, place.server_id)
            assert latest is not None
            assert latest.state == {"in": place.channel_id}

    async def test_a_new_dialogue_replaces_the_members_earlier_one_there(self, world: World) -> None:
        first = await world.store.dialogues.create(ANN, HERE, {})
        second = await world.store.dialogues.create(ANN, HERE, {})
        assert await world.store.dialogues.load(first.token, ANN, HERE.server_id) is None
        assert await world.store.dialogues.save(first, {}) is None
        assert await world.store.dialogues.latest(ANN, HERE.server_id) == second

    async def test_a_dialogue_is_idle_after_fifteen_minutes_and_gone_after_a_day(self, world: World) -> None:
        begun = await world.store.dialogues.create(ANN, HERE, {})
        world.clock.forward(minutes=16)
        idle = await world.store.dialogues.latest(ANN, HERE.server_id)
        assert idle is not None
        assert idle.is_idle
        world.clock.forward(hours=24)
        assert await world.store.dialogues.latest(ANN, HERE.server_id) is None
        assert await world.store.dialogues.load(begun.token, ANN, HERE.server_id) is None

    async def test_an_ended_dialogue_is_gone(self, world: World) -> None:
        begun = await world.store.dialogues.create(ANN, HERE, {})
        await world.store.dialogues.delete(begun.token)
        await world.store.dialogues.delete(begun.token)
        assert await world.store.dialogues.load(begun.token, ANN, HERE.server_id) is None

    async def test_a_control_remembers_its_payload_and_owner(self, world: World) -> None:
        token = await world.store.controls.create(ANN, HERE.server_id, {"turn": "t-1", "choices": ["a", "b"], "n": 3})
        own = await world.store.controls.load(token, ANN, HERE.server_id)
        foreign = await world.store.controls.load(token, BEN, HERE.server_id)
        assert own is not None
        assert foreign is not None
        assert own.payload == {"turn": "t-1", "choices": ["a", "b"], "n": 3}
        assert (own.is_owner, foreign.is_owner) == (True, False)

    async def test_a_control_of_one_server_opens_nothing_in_another(self, world: World) -> None:
        token = await world.store.controls.create(ANN, HERE.server_id, {"n": 1})
        assert await world.store.controls.load(token, ANN, ELSEWHERE.server_id) is None
        assert await world.store.controls.load("forged", ANN, HERE.server_id) is None

    async def test_a_control_changes_expires_and_ends(self, world: World) -> None:
        token = await world.store.controls.create(ANN, HERE.server_id, {"n": 1}, timedelta(days=2))
        assert await world.store.controls.replace(token, {"n": 2})
        world.clock.forward(days=1)
        found = await world.store.controls.load(token, ANN, HERE.server_id)
        assert found is not None
        assert found.payload == {"n": 2}
        world.clock.forward(days=1)
        assert await world.store.controls.load(token, ANN, HERE.server_id) is None
        assert not await world.store.controls.replace(token, {"n": 3})
        await world.store.controls.delete(token)

    @pytest.mark.parametrize("payload", [{"q": "do they stretch"}, {"deep": [{"q": "x" * 101}]}, {"n": [1] * 2000}])
    async def test_a_control_refuses_what_could_be_words(self, world: World, payload: dict[str, object]) -> None:
        with pytest.raises(ValueError, match="control remembers"):
            await world.store.controls.create(ANN, HERE.server_id, payload)  # type: ignore[arg-type]
