"""`size`: one recommendation from options, or one a line from a pipe. Prints; decides nothing."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable, Sequence
from typing import TextIO

from bot.core.conversation.size_reply import size_reply, what_if_text
from bot.core.pack import Pack
from bot.core.sizing.advice import advise
from bot.core.sizing.as_json import need_more_json, recommendation_json
from bot.core.sizing.options import parse_size_options
from bot.core.sizing.recommendation import Advice, NeedMore
from bot.terminal.chat import plain_text, render

SIZE_HELP = """\
usage: fitbot size [--json | --batch] OPTIONS

One size recommendation from what you know:

  --usual SIZE          your usual size; twice for "between two sizes"
  --scale men|women     for sizes that do not say which
  --width narrow|regular|wide|extra-wide
  --prefer snug|standard|roomy
  --pinch               your little toe has been pinched in other shoes
  --shoe "NAME = SIZE[, tight|loose|comfortable][, sized down][, 2E|4E|D|B]"
                        a shoe you own; repeatable
  --label-cm N          centimetres on the label of a shoe that fits
  --foot-cm N           length of your bare foot
  --json                print one JSON object
  --batch               one line of options from each line of standard input, JSON lines out

SIZE is what people type: 10, US 10, US M 10, W 8.5, women's 8.5, UK 9, EU 44.
"""


def advise_from_options(argv: Sequence[str], pack: Pack) -> Advice:
    """The advice for a command line's options; `NeedMore` when they cannot be used."""
    profile = parse_size_options(argv, pack.sizing)
    return profile if isinstance(profile, NeedMore) else advise(profile, pack.sizing)


def advise_line(line: str, pack: Pack) -> Advice:
    """The advice for one line of options, quoted as for a shell."""
    try:
        argv = shlex.split(line)
    except ValueError:
        return NeedMore(missing=(), error="The quotes in that line do not match.", ask="Close every quote.")
    return advise_from_options(argv, pack)


def size_batch(pack: Pack, lines: Iterable[str], out: TextIO) -> None:
    """One JSON object for each line of options, in order, flushed as it goes."""
    for line in lines:
        print_json(advise_line(line, pack), out)


def print_json(advice: Advice, out: TextIO) -> None:
    """Writes the advice as one JSON object on a line."""
    out.write(f"{json.dumps(advice_json(advice), ensure_ascii=False)}\n")
    out.flush()


def advice_json(advice: Advice) -> dict[str, object]:
    """A `size` object, or the error and what to ask."""
    return need_more_json(advice) if isinstance(advice, NeedMore) else recommendation_json(advice)


def advice_text(advice: Advice, pack: Pack) -> str:
    """The advice as a person reads it."""
    if isinstance(advice, NeedMore):
        return " ".join(part for part in (advice.error, advice.ask) if part)
    reply = size_reply(advice, pack)
    why = plain_text(f"Every reason:\n{reply.more}")
    change = plain_text(f"What would change it:\n{what_if_text(advice)}")
    return f"{render(reply, with_hints=False)}\n\n{why}\n\n{change}"
