"""A report of counts in plain sentences: what a picture shows, for those who cannot see it or cannot have one."""

from __future__ import annotations

from collections.abc import Mapping

from bot.ports.stats import DayCount, EntryCount, StatsReport

_TOP = 5


def report_sentences(report: StatsReport, titles: Mapping[str, str], never_used: int) -> tuple[str, ...]:
    """The whole report in sentences."""
    if not report.turns:
        return (f"Nobody asked anything between {report.period.since} and {report.period.until}.",)
    sentences = [
        f"{_counted(report.turns, 'question')} by {_counted(report.members, 'member')} in"
        f" {_counted(report.sessions, 'conversation')}.",
        days_sentence(report.days),
        f"Half of the answers were ready within {report.median_latency_ms:.0f} ms.",
    ]
    sentences += [entries_sentence(report.entries, titles)] if report.entries else []
    sentences += [funnel_sentence(report)] if report.dialogues else []
    open_gaps = sum(gap.gaps for gap in report.gaps if gap.status == "open")
    sentences += [f"{_counted(open_gaps, 'open question')} in the inbox."] if open_gaps else []
    sentences += [f"{_counted(never_used, 'entry')} never shown."] if never_used else []
    return tuple(sentences)


def days_sentence(days: tuple[DayCount, ...]) -> str:
    """What the picture of days shows."""
    turns, answered = sum(day.turns for day in days), sum(day.answered for day in days)
    unanswered = sum(day.unanswered for day in days)
    busiest = max(days, key=lambda day: day.turns)
    return (
        f"{answered} of {turns} were answered and {unanswered} got no answer; the busiest day was {busiest.on}"
        f" with {busiest.turns}."
    )


def entries_sentence(entries: tuple[EntryCount, ...], titles: Mapping[str, str]) -> str:
    """What the picture of entries shows."""
    shown = [f"“{titles.get(one.entry, one.entry)}” ({_facts(one)})" for one in entries[:_TOP]]
    return f"Most shown: {', '.join(shown)}."


def funnel_sentence(report: StatsReport) -> str:
    """What the picture of the size dialogue shows."""
    reached = ", ".join(f"{step.step} {step.reached}" for step in report.funnel)
    return (
        f"{report.finished} of {_counted(report.dialogues, 'size dialogue')} came to a size"
        f"{f' (reached: {reached})' if reached else ''}."
    )


def _facts(one: EntryCount) -> str:
    said = [(one.shown, "shown"), (one.chosen, "chosen"), (one.refused, "refused")]
    said += [(one.helpful, "helpful"), (one.not_helpful, "not helpful")]
    return ", ".join(f"{count} {word}" for count, word in said if count)


def _counted(number: int, what: str) -> str:
    plural = f"{what[:-1]}ies" if what.endswith("y") else f"{what}s"
    return f"{number} {what if number == 1 else plural}"
