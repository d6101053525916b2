"""Short made-up questions and requests: everyday frames filled with words of WordNet and common pairs of words.

What they say is mostly nonsense. They show how questions are built, with words as common as they really are.
"""

from __future__ import annotations

import codecs
import random
import re
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

Weighed = list[tuple[str, float]]

_KINDS = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
_FILES = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
_UNFIT = frozenset(codecs.decode("nff frk fuvg shpx phag pbpx avttre ovgpu juber encr", "rot13").split()) | {
    "be", "have", "do", "can", "may", "will", "must", "might"
}  # fmt: skip
"""Auxiliaries, and words that nobody wants to read in a log."""


class Words:
    """Verbs, nouns and adjectives with how often to take each, and pairs of them that really stand together."""

    def __init__(self, wordnet: Path, counts: dict[str, int], pairs: list[tuple[str, str, int]]) -> None:
        """`counts` are the commonest words with how often they occur."""
        self._counts = counts
        self._tagged = _tagged(wordnet / "cntlist.rev")
        lines = {kind: (wordnet / f"index.{name}").read_text().splitlines() for kind, name in _FILES.items()}
        lemmas = {kind: [line.split()[0] for line in found if line[0] != " "] for kind, found in lines.items()}
        self._kinds = {kind: set(found) for kind, found in lemmas.items()}
        self.verbs, self.nouns, self.adjectives = (self._fit(lemmas[kind], kind) for kind in "vna")
        verbs, nouns, adjectives = ({word for word, _ in fit} for fit in (self.verbs, self.nouns, self.adjectives))
        self.verb_nouns: Weighed = []
        self.noun_nouns: Weighed = []
        self.adjective_nouns: Weighed = []
        for first, second, count in pairs:
            if second in nouns:
                for among, found in (
                    (verbs, self.verb_nouns), (nouns, self.noun_nouns), (adjectives, self.adjective_nouns)
                ):  # fmt: skip
                    if first in among:
                        found.append((f"{first} {second}", count**0.5))

    def _fit(self, lemmas: list[str], kind: str) -> Weighed:
        weighed = [(lemma, self._weight(lemma, kind)) for lemma in lemmas]
        fit = [(lemma, weight) for lemma, weight in weighed if weight > 0 and lemma not in _UNFIT and len(lemma) > 1]
        return [(lemma.replace("_", " "), weight) for lemma, weight in fit if not lemma[0].isupper()]

    def _weight(self, lemma: str, kind: str) -> float:
        """0 when the lemma is rare, or seldom of that kind."""
        if "_" in lemma:
            parts = lemma.split("_")
            known = all(part in self._counts for part in parts)
            return 2 * min(self._counts[part] for part in parts) ** 0.5 if known else 0
        if lemma not in self._counts:
            return 0
        kinds = sum(lemma in self._kinds[other] for other in "nvar")
        share = (self._tagged[lemma][kind] + 0.3) / (sum(self._tagged[lemma].values()) + 0.3 * kinds)
        return share * self._counts[lemma] ** 0.65 if share >= 0.15 else 0


def _tagged(path: Path) -> defaultdict[str, defaultdict[str, int]]:
    found: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for line in path.read_text().splitlines():
        key, _, count = line.split()
        lemma, rest = key.split("%")
        found[lemma][_KINDS[rest[0]]] += int(count)
    return found


def glosses(wordnet: Path, common: set[str], chance: random.Random) -> list[str]:
    """WordNet's examples, and the definitions of common words, in an order of chance."""
    found = []
    for name in _FILES.values():
        for line in (wordnet / f"data.{name}").read_text().splitlines():
            if line.startswith(" "):
                continue
            head, gloss = line.split("|", 1)
            lemma = head.split()[4].replace("_", " ").split("(")[0].lower()
            found += [text.lower() for text in re.findall('"([^"]+)"', gloss) if 3 <= len(text.split()) <= 14]
            definition = re.sub('"[^"]*"', "", gloss).strip(" ;,\n")
            if lemma.split()[-1] in common and 2 <= len(definition.split()) <= 12:
                found.append((f"{lemma} {definition}" if chance.random() < 0.3 else definition).lower())
    chance.shuffle(found)
    return found


class Composer:
    """Fills the frames."""

    def __init__(self, words: Words, irregular: dict[str, str], chance: random.Random) -> None:
        """`irregular` are past forms by verb."""
        self._chance, self._irregular = chance, irregular
        self._verb, self._noun, self._adjective = map(self._picker, (words.verbs, words.nouns, words.adjectives))
        self._verb_noun, self._noun_noun, self._adjective_noun = map(
            self._picker, (words.verb_nouns, words.noun_nouns, words.adjective_nouns)
        )

    def _picker(self, weighed: Weighed) -> Callable[[], str]:
        words, total, sums = [word for word, _ in weighed], 0.0, []
        for _, weight in weighed:
            total += weight
            sums.append(total)
        return lambda: self._chance.choices(words, cum_weights=sums)[0]

    def compose(self, count: int) -> list[str]:
        """So many different texts."""
        found: set[str] = set()
        while len(found) < count:
            found.add(self._text())
        texts = sorted(found)
        self._chance.shuffle(texts)
        return texts

    def _text(self) -> str:
        text = self._fill(self._chance.choice(_FRAMES))
        if self._chance.random() < 0.12:
            text += " " + self._chance.choice(_WHEN)
        if self._chance.random() < 0.1:
            text += " " + self._where()
        if self._chance.random() < 0.05:
            text = self._chance.choice(_OPENERS) + " " + text
        return re.sub(r"\s+", " ", text).strip()

    def _fill(self, frame: str) -> str:
        return re.sub(r"\{(\w+)\}|\(([^)]*)\)", self._fill_one, frame)

    def _fill_one(self, hole: re.Match[str]) -> str:
        if hole[1] is None:
            return self._chance.choice(hole[2].split("|"))
        return {
            "do": self._doing, "it": self._thing, "noun": self._any_noun, "verb": self._verb, "is": self._adjective,
            "at": self._where, "to": self._preposition, "nouns": lambda: _plural(self._any_noun()),
            "many": lambda: _plural(self._noun()), "done": lambda: self._past(self._verb()),
            "doing": lambda: _present(self._verb()),
            "any": lambda: self._chance.choice([self._any_noun, self._doing])(),
        }[hole[1]]()  # fmt: skip

    def _any_noun(self) -> str:
        kind = self._chance.random()
        if kind < 0.55:
            noun = self._noun()
        elif kind < 0.78:
            noun = self._noun_noun()
        elif kind < 0.95:
            noun = self._adjective_noun()
        else:
            noun = self._adjective() + " " + self._noun()
        return _plural(noun) if self._chance.random() < 0.22 else noun

    def _thing(self) -> str:
        if self._chance.random() < 0.85:
            return self._chance.choice(_OWNERS) + " " + self._any_noun()
        return self._any_noun()

    def _preposition(self) -> str:
        return self._chance.choice(_PREPOSITIONS)

    def _where(self) -> str:
        return self._preposition() + " " + self._thing()

    def _doing(self) -> str:
        kind = self._chance.random()
        if kind < 0.25:
            text = self._verb_noun()
        elif kind < 0.85:
            text = self._verb() + " " + self._thing()
        else:
            text = self._verb()
        return text + " " + self._where() if self._chance.random() < 0.3 else text

    def _past(self, verb: str) -> str:
        first, *rest = verb.split(" ")
        if first in self._irregular:
            first = self._irregular[first]
        elif first.endswith("e"):
            first += "d"
        elif re.search("[^aeiou]y$", first):
            first = first[:-1] + "ied"
        else:
            first += "ed"
        return " ".join([first, *rest])


def _plural(noun: str) -> str:
    if re.search("(s|x|z|ch|sh)$", noun):
        return noun + "es"
    return noun[:-1] + "ies" if re.search("[^aeiou]y$", noun) else noun + "s"


def _present(verb: str) -> str:
    first, *rest = verb.split(" ")
    first = first[:-1] + "ing" if first.endswith("e") and not first.endswith("ee") else first + "ing"
    return " ".join([first, *rest])


def irregular_pasts(wordnet: Path) -> dict[str, str]:
    """Past forms that no rule gives, by verb."""
    found = {}
    for line in (wordnet / "verb.exc").read_text().splitlines():
        form, verb = line.split()[:2]
        if not form.endswith("ing"):
            found[verb] = form
    return found


_OWNERS = "my my my the the a your this   an another any some our all_my".replace(" ", "|").replace("_", " ").split("|")
_PREPOSITIONS = (
    "for", "to", "in", "from", "on", "with", "at", "of", "about", "without", "after", "before", "by", "into", "using",
)  # fmt: skip
_OPENERS = ("hi", "hello", "hey", "excuse me", "ok", "so", "well", "sorry")
_WHEN = (
    "today", "tomorrow", "now", "yesterday", "this week", "next month", "on monday", "at night", "at 5 pm",
    "last week", "in the morning", "again", "soon", "this year", "in 2 days", "by friday",
)  # fmt: skip
_FRAMES = tuple(
    """
how do i {do}
how do i {do}
how can i {do}
how to {do}
how should i {do}
can i {do}
can you {do}
could you {do}
will you {do}
would you please {do}
please {do}
{do}
{do}
{do} please
i want to {do}
i need to {do}
i'd like to {do}
i would like to {do}
i need {it}
i want {it}
do i need {it} to {do}
i need help with {it}
help me {do}
what is {it}
what's {it}
what are {it}
what {noun} do i {verb}
which {noun} should i {verb}
what kind of {noun} (is|are) {it}
where is {it}
where can i {do}
where do i {do}
where's {it}
when is {it}
when will {it} {verb}
when do i {do}
when did i {do}
why is {it} {is}
why was {it} {done}
why did {it} {verb}
why can't i {do}
why is my {noun} not {doing}
who (is|was|can) {it}
how much (is|are|does|do) {it}( cost||)
how many {many} (are in|do i have in|does|can i get for) {it}
how long (does|will|is|should) {it} (take|last|be|)
how often (should i|do i|can i) {do}
how far is {it}
is there {it}
are there any {nouns} {to} {it}
is {it} {is}
is it (possible|okay|safe|allowed|free|hard|normal) to {do}
do you {do}
does {it} {do}
did you {do}
do i have to {do}
do you have {it}
should i {do}
am i allowed to {do}
my {noun} is {is}
my {noun} (has been|was|got|is not being) {done}
my {noun} doesn't {verb}
i can't {do}
i didn't {do}
i don't want to {do}
i {done} {it}
i have {it}
i have {done} {it}
there is {it} {at}
i lost {it}
i think {it} is {is}
tell me (about|the|what is|how to|if|a|when) {any}
show me {it}
give me {it} {at}
let me know (when|if|how) {it} is {is}
i am {doing} {it}
i wonder (if|why|how) {it} is {is}
{it} {at}
{noun}
{noun}
{noun} {noun}
{it} is {is}, what should i do
what happens if i {do}
what does {noun} mean
what is the {noun} of {it}
what is the {noun} {at}
thanks for {it}
any {noun} {to} {it}
(how|what|why|when|where) {do}
""".strip().splitlines()
)
