"""Where inputs come from: ordinary material, bent in every way that people, pastes and attackers bend it."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Final

ODD: Final = (
    "", " ", "\x00", "\n\n\n", "\u200b", "\u202e", "\u2066", "\ufeff", "\ud800", "\U0010ffff", "İ", "ß", "ﬁ", "①", "½",
    "👟" * 40, "🇩🇪", "👩\u200d👩\u200d👧", "e" + "\u0301" * 60, "Z\u0338\u0322\u031ba\u0337\u0347", "﷽" * 10, "٤٢",
    "四十二", "9" * 400, "-1", "1e999", "nan", "inf", "0x10", "10" + "." * 50, "10,5,5", "1/2/3", "9½¾", "US" * 30,
    "<@", "<@&1>", "@everyone", "```", "||", "](", "[x](javascript:alert(1))", "https://a.b/" + "c" * 300,
    "{shoe.name}", "{rule:x}", "%s%n", "'; DROP TABLE turns;--", "\\", '"', "'", "${x}",
    "--usual", "--shoe", "--json", "=", ",", "and " * 80, "not " * 80, "size " * 60, "10 " * 80, "wide " * 60,
)  # fmt: skip
YAML_ODD: Final = (
    "[" * 200, "{" * 200, "- " * 200, "&a [*a]", "*a", "!!python/object:os.system x", "!x y", "<<: {a: b}", "? a",
    "|", ">", ": ", "- ", "# ", "---\n", "...\n", "%YAML 1.1\n", "yes", "012", "12:30", "2024-13-45", "0b1", "~", "\t",
    "\u0085", "\u2028", '"\\x41"', '"\\ud800"', "a: 1\na: 2\n", "x" * 3000, "'", '"',
)  # fmt: skip


def bend(text: str, dice: random.Random, odd: Sequence[str] = ODD, times: int = 4) -> str:
    """The text after a few random injuries."""
    for _ in range(dice.randint(0, times)):
        text = dice.choice(INJURIES)(text, dice, odd)
    return text


def pick(material: Sequence[str], dice: random.Random) -> str:
    """Something ordinary, something odd, or both."""
    return dice.choice(material) if dice.random() < 0.8 else dice.choice(ODD)


def _insert(text: str, dice: random.Random, odd: Sequence[str]) -> str:
    at = dice.randint(0, len(text))
    return text[:at] + dice.choice(odd) + text[at:]


def _cut(text: str, dice: random.Random, _: Sequence[str]) -> str:
    low, high = sorted((dice.randint(0, len(text)), dice.randint(0, len(text))))
    return text[:low] + text[high:]


def _double(text: str, dice: random.Random, _: Sequence[str]) -> str:
    low, high = sorted((dice.randint(0, len(text)), dice.randint(0, len(text))))
    return (text[:high] + text[low:high] * dice.randint(1, 9) + text[high:])[:20_000]


def _replace(text: str, dice: random.Random, _: Sequence[str]) -> str:
    if not text:
        return text
    at = dice.randrange(len(text))
    return (
        text[:at]
        + chr(dice.choice((dice.randrange(128), dice.randrange(0x3000), dice.randrange(0x110000))))
        + text[at + 1 :]
    )


def _swap_case(text: str, _dice: random.Random, _: Sequence[str]) -> str:
    return text.swapcase()


def _shuffle(text: str, dice: random.Random, _: Sequence[str]) -> str:
    words = text.split(" ")
    dice.shuffle(words)
    return " ".join(words)


INJURIES: Final[tuple[Callable[[str, random.Random, Sequence[str]], str], ...]] = (
    _insert, _cut, _double, _replace, _swap_case, _shuffle,
)  # fmt: skip
