"""`/knowledge try`: what a member who wrote this would get, what it was compared with, and why the rest lost."""

from __future__ import annotations

import discord

from bot.discord_ui.views.knowledge_card import bullets, card, heading, plain, said, worded
from bot.ports.moderation import Trial, TrialCandidate

BODY_CHARS = 500
TOLD_IN_FULL = 3
"""Candidates whose phrasing and words are shown; of the rest, only why they lost."""


def trial_card(trial: Trial) -> discord.ui.LayoutView:
    """The outcome first, then the candidates, best first."""
    outcome = f"{heading(f'Try: {trial.question}')}\n**{worded(trial.verdict)}**"
    reply = f"Members would read:\n> **{plain(trial.reply.title)}** {plain(trial.reply.body, BODY_CHARS)}"
    read = [f"{said(typed)} read as {said(word)}" for typed, word in trial.repairs]
    hints = [*read, *(worded(signal) for signal in trial.signals)]
    limits = f"-# Answers from {percent(trial.answer_from)} on, offers choices from {percent(trial.choose_from)} on."
    candidates = [_candidate(number, one) for number, one in enumerate(trial.candidates, 1)]
    return card(
        outcome,
        reply if trial.reply.body else "",
        bullets(hints, 8),
        discord.ui.Separator(),
        "\n".join(candidates) or "No entry shares a word with it.",
        limits,
    )


def _candidate(number: int, one: TrialCandidate) -> str:
    lines = [f"**{number}. {plain(one.entry.title, 100)}** {percent(one.confidence)}", f"-# {worded(one.why)}"]
    if number > TOLD_IN_FULL:
        return "\n".join(lines)
    matched = [f"Nearest: {said(one.phrasing)}"] if one.phrasing else []
    words = [*one.shared, *(f"{typed} = {word}" for typed, word in one.synonyms)]
    if words:
        matched.append(f"shares {plain(', '.join(words), 100)}")
    return "\n".join([*lines, f"-# {' · '.join(matched)}"] if matched else lines)


def percent(share: float) -> str:
    """A share as whole percent, never rounded up to a hundred that it is not."""
    whole = share * 100
    return f"{whole:.0f}%" if whole < 99 or share >= 1 else f"{int(whole * 10) / 10:g}%"
