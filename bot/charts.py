"""Pictures of counts: bars with labels, drawn with Pillow where it is installed (the `charts` extra).

Everything a picture shows is said in its alt text as well, and the numbers stand beside it: no meaning by colour alone.
Drawing blocks for some milliseconds: call it in a thread. Importing this module does not import Pillow.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from bot.ports.moderation import Picture
from bot.ports.stats import StatsReport

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

WIDTH = 1000
"""Pixels; Discord shows it at about 400 on a phone, so that text of `_TEXT` stays readable."""
_TEXT = 26
_SMALL = 22
_PAPER, _INK, _LINE = "#ffffff", "#1f2328", "#d0d7de"
_COLOURS = ("#0b63b3", "#e08600", "#8a8f98")
"""Told apart also without colour vision: dark blue, light orange, grey; each is named in the legend as well."""
_MARGIN = 36
_ROW = 46
_TOP_ENTRIES = 10


@dataclass(frozen=True, slots=True)
class _Bar:
    label: str
    parts: tuple[int, ...]
    """One number a colour."""
    note: str = ""


def draw_report(report: StatsReport, titles: Mapping[str, str], alts: Mapping[str, str]) -> tuple[Picture, ...]:
    """The report's pictures: days, entries, and the size dialogue, each where it has something to show.

    `alts` holds the alt text of each by `days`, `entries` and `funnel`. Empty where Pillow is not installed.
    """
    if not can_draw() or not report.turns:
        return ()
    pictures = [Picture("days.png", _days(report), alts["days"])]
    if report.entries:
        pictures.append(Picture("entries.png", _entries(report, titles), alts["entries"]))
    if report.funnel:
        pictures.append(Picture("size-dialogue.png", _funnel(report), alts["funnel"]))
    return tuple(pictures)


def can_draw() -> bool:
    """Whether Pillow is installed, with a font of its own."""
    try:
        from PIL import features
    except ImportError:
        return False
    return bool(features.check("freetype2"))


def _days(report: StatsReport) -> bytes:
    """One column a day: answered, unanswered, the rest (choices, talk)."""
    days = report.days
    height, foot, head = 460, 70, 120
    draw, save = _canvas(height)
    _title(draw, f"Questions by day, {report.period.since} to {report.period.until}")
    _legend(draw, ("answered", "no answer", "other"), 72)
    most = max((day.turns for day in days), default=0) or 1
    room = (WIDTH - 2 * _MARGIN - 60) / len(days)
    base = height - foot
    for share in (0.5, 1.0):
        y = base - (base - head) * share
        draw.line((_MARGIN + 60, y, WIDTH - _MARGIN, y), fill=_LINE)
        draw.text((_MARGIN + 50, y), f"{most * share:g}", fill=_INK, font=_font(_SMALL), anchor="rm")
    for number, day in enumerate(days):
        left, top = _MARGIN + 60 + number * room, float(base)
        for colour, part in zip(_COLOURS, (day.answered, day.unanswered, _rest(day)), strict=True):
            tall = (base - head) * part / most
            if part:
                draw.rectangle((left + room * 0.12, top - tall, left + room * 0.88, top), fill=colour)
            top -= tall
        if number % max(1, len(days) // 6) == 0:
            draw.text((left, base + 10), f"{day.on:%d %b}", fill=_INK, font=_font(_SMALL))
    draw.line((_MARGIN + 60, base, WIDTH - _MARGIN, base), fill=_INK, width=2)
    return save()


def _rest(day: Any) -> int:
    return max(0, int(day.turns - day.answered - day.unanswered))


def _entries(report: StatsReport, titles: Mapping[str, str]) -> bytes:
    bars = [
        _Bar(
            titles.get(one.entry, one.entry),
            (one.shown,),
            f"{one.shown}" + (f"  (+{one.helpful} / -{one.not_helpful})" if one.helpful or one.not_helpful else ""),
        )
        for one in report.entries[:_TOP_ENTRIES]
    ]
    return _bars("Answers shown most  (+ helpful / - not helpful)", bars)


def _funnel(report: StatsReport) -> bytes:
    bars = [
        _Bar(
            step.step.replace("-", " "),
            (step.reached,),
            f"{step.reached}" + (f"  ({step.last} left here)" if step.last else ""),
        )
        for step in report.funnel
    ]
    return _bars(f"Size dialogue: {report.finished} of {report.dialogues} came to a size", bars)


def _bars(title: str, bars: Sequence[_Bar]) -> bytes:
    """Rows of a label, a bar and its number."""
    draw, save = _canvas(90 + len(bars) * _ROW + 20)
    _title(draw, title)
    most = max((sum(bar.parts) for bar in bars), default=0) or 1
    left, room = 430, WIDTH - 430 - _MARGIN - 210
    for number, bar in enumerate(bars):
        y, x = 90 + number * _ROW, float(left)
        draw.text(
            (left - 14, y + _ROW / 2 - 4),
            _cut(draw, bar.label, left - 14 - _MARGIN),
            fill=_INK,
            font=_font(_SMALL),
            anchor="rm",
        )
        for colour, part in zip(_COLOURS, bar.parts, strict=False):
            wide = room * part / most
            draw.rectangle((x, y, x + max(wide, 1), y + _ROW - 12), fill=colour)
            x += wide
        draw.text((x + 12, y + _ROW / 2 - 4), bar.note, fill=_INK, font=_font(_SMALL), anchor="lm")
    return save()


def _canvas(height: int) -> tuple[ImageDraw, Callable[[], bytes]]:
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (WIDTH, height), _PAPER)

    def save() -> bytes:
        # A palette is a tenth of the size, and the few colours lose nothing by it.
        written = BytesIO()
        image.quantize(64).save(written, "PNG", optimize=True)
        return written.getvalue()

    return ImageDraw.Draw(image), save


def _title(draw: ImageDraw, text: str) -> None:
    draw.text((_MARGIN, 24), _cut(draw, text, WIDTH - 2 * _MARGIN, _TEXT), fill=_INK, font=_font(_TEXT))


def _legend(draw: ImageDraw, names: Sequence[str], y: int) -> None:
    x = float(_MARGIN)
    for colour, name in zip(_COLOURS, names, strict=False):
        draw.rectangle((x, y + 2, x + 20, y + 22), fill=colour)
        draw.text((x + 28, y), name, fill=_INK, font=_font(_SMALL))
        x += 60 + draw.textlength(name, font=_font(_SMALL))


def _cut(draw: ImageDraw, text: str, width: float, size: int = _SMALL) -> str:
    """The text, with an ellipsis where it is wider than that; letters that the font lacks become a mark."""
    if draw.textlength(text, font=_font(size)) <= width:
        return text
    while text and draw.textlength(f"{text}…", font=_font(size)) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _font(size: int) -> Any:
    from PIL import ImageFont

    return ImageFont.load_default(size)
