"""A dialogue state as plain JSON values and back, so that it outlives a restart. What cannot be read is no state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from bot.core.conversation.size_dialogue_options import SCALES
from bot.core.conversation.size_dialogue_state import VERSION, DialogueState

Json = dict[str, object]


def state_to_dict(state: DialogueState) -> Json:
    """The state in JSON values, with its version; `state_from_dict` gives the same state back."""
    return {"version": VERSION, "state": _plain(state)}


def state_from_dict(stored: object) -> DialogueState | None:
    """The state that was written down; None for anything else (another version, damage). Never raises."""
    if not isinstance(stored, Mapping) or stored.get("version") != VERSION:
        return None
    try:
        state = _built(stored.get("state"), DialogueState)
    except (TypeError, ValueError, KeyError, AttributeError):
        return None
    return state if isinstance(state, DialogueState) and _is_usable(state) else None


def _is_usable(state: DialogueState) -> bool:
    """Whether everything that was chosen from a menu is one of its values."""
    scales = {"", *dict(SCALES)}
    return all(moment.draft.scale in scales for moment in (state.now, *state.history))


def _plain(value: Any) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {
            item.name: _plain(getattr(value, item.name))
            for item in fields(value)
            if getattr(value, item.name) != _default(item)
        }
    if isinstance(value, Enum):
        return value.value
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _default(item: Field[Any]) -> object:
    return item.default_factory() if item.default_factory is not MISSING else item.default


def _built(value: Any, kind: Any) -> Any:
    """The value as its declared type; raises ValueError or TypeError where it is none."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        rest = [argument for argument in arguments if argument is not NoneType]
        return None if value is None and NoneType in arguments else _built(value, rest[0])
    if origin is tuple:
        return _built_tuple(value, arguments)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{name: _built(item, hints[name]) for name, item in value.items()})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, kind):
        raise TypeError(f"expected {kind}, found {type(value)}")
    return value


def _built_tuple(value: Any, arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise TypeError("expected a list")
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        return tuple(_built(item, arguments[0]) for item in value)
    if len(arguments) != len(value):
        raise ValueError("a list of another length")
    return tuple(_built(item, argument) for item, argument in zip(value, arguments, strict=True))
