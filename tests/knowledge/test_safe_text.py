"""Text that could hurt whoever reads an answer is found; ordinary text is left alone."""

from __future__ import annotations

from time import thread_time

import pytest

from bot.knowledge.safe_text import find_danger

DANGEROUS = {
    "hi @everyone": "`@everyone` would ping",
    "HI @HERE!": "`@HERE` would ping",
    "ask <@123456>": "`<@123456>` would ping",
    "ask <@!123456>": "would ping",
    "ask <@&99>": "would ping",
    "see <#42>": "would ping people or point elsewhere",
    "run </ask:123>": "point elsewhere",
    "javascript:alert(1)": "no web page",
    "JavaScript : alert(1)": "no web page",
    "[size chart](javascript:alert(1))": "no web page",
    "data:text/html,x": "no web page",
    "file:///etc/passwd": "no web page",
    "[asics.com](https://evil.example/login)": "says asics.com and leads to evil.example",
    "[https://asics.com](https://asics.com.evil.example)": "says asics.com and leads to asics.com.evil.example",
    "[the chart](http://asics.com)": "does not lead to an https:// page",
    "[the chart](//asics.com)": "does not lead to an https:// page",
    "a\u200bb": "(U+200B)",
    "a\u2060b": "(U+2060)",
    "\u202egnp.exe": "(U+202E)",
    "a\u2066b\u2069": "(U+2066)",
    "so\u00adft": "(U+00AD)",
    "a\ufeffb": "(U+FEFF)",
    "a\u200db": "(U+200D)",
    "tag \U000e0041": "(U+E0041)",
    "braille\u3164blank": "(U+3164)",
}


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_dangerous_text_is_named_for_what_it_is(text: str) -> None:
    assert any(DANGEROUS[text] in danger.message for danger in find_danger(text))


HARMLESS = [
    "Do they stretch, or not?",
    "**Bold**, _slanted_ and `code`.",
    "Email shop@example.com for returns.",
    "The data: 100.3 mm at the toe box.",
    "See [the size chart](https://www.asics.com/size).",
    "See [www.asics.com](https://asics.com/size).",
    "👟 👩‍🔧 ❤️ 🇫🇮 naïve café",
    "About 50% off @ the outlet",
    "size <10> or EU #44",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_an_ordinary_text_is_left_alone(text: str) -> None:
    assert not find_danger(text)


@pytest.mark.parametrize("piece", ["[a](", "x[a](http://", "[", "a.", "www.a.", "<@", "M" * 23 + "."])
def test_a_wall_of_half_links_is_looked_through_in_a_blink(piece: str) -> None:
    wall = (piece * 4000)[:4000]
    began_s = thread_time()
    find_danger(wall)
    assert thread_time() - began_s < 0.1
