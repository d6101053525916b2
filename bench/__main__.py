"""`python -m bench SET.json…`: quality, typing errors, speed, ablation and calibration of the matcher, side by side."""

from __future__ import annotations

import argparse
import importlib.util
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz

from bench.data_sets import DataSet, index_of, load
from bench.matchers import FuzzyOne, Matcher, Ours, OursClosely, makers, missing
from bench.measures import Quality, measure, reliability
from bot.core.faq.index import Recipe, Thesaurus
from bot.knowledge.thesaurus_file import load_thesaurus
from bot.terminal.typing_errors import with_typing_errors

SLOW = {"difflib": 100}
"""Questions that a slow matcher is asked."""
CALIBRATED = ("ours", "ours with the semantic layer")
"""The matchers whose scores are meant as probabilities."""

Rows = list[tuple[float, float, int]]
"""As `reliability` gives them."""


def main() -> None:
    args = _arguments()
    for lack in missing():
        print(f"Not measured: {lack}. The extra [bench] brings all of it.")
    thesaurus = load_thesaurus()
    sets = [load(path, args.shots, args.part, args.limit) for path in args.sets]
    if "quality" in args.show:
        for data in sets:
            show_quality(data, thesaurus, args.only)
    if "speed" in args.show:
        show_speed(sets, thesaurus)
    if "ablation" in args.show:
        show_ablation(sets, thesaurus)
    if "calibration" in args.show:
        show_calibration(sets, thesaurus, args.picture)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("sets", nargs="+", type=Path, help="data sets in JSON")
    parser.add_argument("--shots", type=int, default=10, help="phrasings an entry")
    parser.add_argument("--part", choices=("dev", "test"), default="test")
    parser.add_argument("--limit", type=int, help="at most this many questions a set")
    parser.add_argument("--only", nargs="+", default=[], help="measure the quality of these matchers alone, by name")
    parser.add_argument("--picture", type=Path, help="where to save the reliability diagram (needs matplotlib)")
    parser.add_argument(
        "--show", nargs="+", choices=("quality", "speed", "ablation", "calibration"),
        default=["quality", "speed", "ablation", "calibration"],
    )  # fmt: skip
    return parser.parse_args()


def show_quality(data: DataSet, thesaurus: Thesaurus, only: list[str]) -> None:
    """One table a set: every matcher, clean and with typing errors in 10 and 20 % of the words."""
    print(f"\n## {data.name}: {len(data.phrasings)} entries, {len(data.questions)} questions\n")
    print(
        "| matcher | top-1 | top-3 | 10 % typos | 20 % typos | lost at 20 % | right at 5 % false | AUROC | median ms |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    note = ""
    for name, make in makers(thesaurus).items():
        if only and name not in only:
            continue
        asked = replace(data, questions=data.questions[: SLOW.get(name)], outside=data.outside[: SLOW.get(name)])
        matcher = make(asked)
        clean, some, many = (measure(matcher, asked, share) for share in (0.0, 0.1, 0.2))
        print(_row(name + (f" ({SLOW[name]} questions)" if name in SLOW else ""), clean, some, many), flush=True)
        if isinstance(matcher, OursClosely):
            note = f"The encoder was never asked about {_untouched(matcher, data)}."
    print(f"\n{note}" if note else "")


def _untouched(ours: OursClosely, data: DataSet) -> str:
    """What share of the questions words alone decided: those that an entry answers, and the others."""
    inside = [text for text, _ in data.questions]
    shares = [(len(inside) - sum(map(ours.is_doubtful, inside))) / len(inside)]
    shares += [1 - sum(map(ours.is_doubtful, data.outside)) / len(data.outside)] if data.outside else []
    words = [
        f"{100 * share:.0f} % of the questions {where} scope"
        for share, where in zip(shares, ("in", "out of"), strict=False)
    ]
    return " and ".join(words)


def _row(name: str, clean: Quality, some: Quality, many: Quality) -> str:
    at_5 = f"{clean.right_at_5:.1f}" if clean.right_at_5 is not None else "–"
    auroc = f"{clean.auroc:.1f}" if clean.auroc is not None else "–"
    return (
        f"| {name} | {clean.top1:.1f} | {clean.top3:.1f} | {some.top1:.1f} | {many.top1:.1f} | "
        f"{clean.top1 - many.top1:.1f} | {at_5} | {auroc} | {clean.milliseconds:.2f} |"
    )


def show_speed(sets: list[DataSet], thesaurus: Thesaurus) -> None:
    """Time of a question with 10 % typing errors against RapidFuzz in the same run, for a middling and a large pack."""
    print("\n## Speed, one question with 10 % typing errors\n")
    print("| pack | matcher | build s | p50 ms | p99 ms | against RapidFuzz |\n|---|---|---|---|---|---|")
    middle, large = sets[0], _inflated(sets, 2000, 8)
    _speed(
        f"{len(middle.phrasings)} x {len(middle.texts) // len(middle.phrasings)}", middle, thesaurus, True, fuzz.WRatio
    )
    _speed("2000 x 8, no head", large, thesaurus, False, fuzz.token_set_ratio)


def _speed(name: str, data: DataSet, thesaurus: Thesaurus, is_trained: bool, scorer: object) -> None:
    start = time.perf_counter()
    ours = Ours(index_of(data, thesaurus, is_trained=is_trained))
    built = time.perf_counter() - start
    random = np.random.default_rng(1)
    questions = [with_typing_errors(text, 0.1, random) for text, _ in data.questions[:300]]
    rivals: dict[str, Matcher] = {"ours": ours, scorer.__name__: FuzzyOne(data, scorer)}  # type: ignore[attr-defined,arg-type]
    times = {label: _times(rival, questions) for label, rival in rivals.items()}
    base = float(np.median(times[scorer.__name__]))  # type: ignore[attr-defined]
    for label, found in times.items():
        row = f"{np.median(found):.2f} | {np.quantile(found, 0.99):.2f} | {np.median(found) / base:.2f}"
        print(f"| {name} | {label} | {built if label == 'ours' else 0:.2f} | {row} |", flush=True)


def _times(matcher: Matcher, questions: list[str]) -> list[float]:
    found = []
    for question in questions:
        start = time.process_time()
        matcher.rank(question)
        found.append(1000 * (time.process_time() - start))
    return found


def _inflated(sets: list[DataSet], entries: int, each: int) -> DataSet:
    """A large pack out of small ones: each entry again with some of its words exchanged."""
    random = np.random.default_rng(2)
    pool = [word for data in sets for text in data.texts for word in text.split()]
    texts = [data.phrasings[label] for data in sets for label in data.phrasings]
    phrasings = {}
    for number in range(entries):
        ours = texts[number % len(texts)]
        phrasings[f"entry-{number}"] = tuple(
            " ".join(
                pool[random.integers(len(pool))] if random.random() < 0.3 else word
                for word in ours[at % len(ours)].split()
            )
            for at in range(each)
        )
    return DataSet("large", phrasings, sets[0].questions, ())


ABLATIONS = {
    "everything": {},
    "without typing repair": {"repair": False},
    "without synonyms of the thesaurus": {"neighbour": 0.0},
    "without meaning vectors": {"meaning": 0.0},
    "without both": {"neighbour": 0.0, "meaning": 0.0},
    "without word pairs": {"bigrams": 0.0},
    "every feature by itself": {"alone": 60_000},
    "without stems": {"stem": False},
}


def show_ablation(sets: list[DataSet], thesaurus: Thesaurus) -> None:
    """What each part is worth: mean top-1 over the sets, clean and with 20 % typing errors."""
    print(f"\n## Ablation: mean top-1 of {', '.join(data.name for data in sets)}\n")
    print("| variant | clean | 20 % typos |\n|---|---|---|")
    for name, change in ABLATIONS.items():
        recipe = replace(Recipe(), **change)
        matchers = [Ours(index_of(data, thesaurus, recipe)) for data in sets]
        _ablation_row(name, matchers, sets)
    _ablation_row("without the head", [Ours(index_of(data, thesaurus, is_trained=False)) for data in sets], sets)


def _ablation_row(name: str, matchers: list[Ours], sets: list[DataSet]) -> None:
    clean, many = (
        np.mean([measure(m, replace(d, outside=()), share).top1 for m, d in zip(matchers, sets, strict=True)])
        for share in (0.0, 0.2)
    )
    print(f"| {name} | {clean:.1f} | {many:.1f} |", flush=True)


def show_calibration(sets: list[DataSet], thesaurus: Thesaurus, picture: Path | None) -> None:
    """Whether a probability means what it says, over questions inside and outside, by words and with the layer."""
    ours = {name: make for name, make in makers(thesaurus).items() if name in CALIBRATED}
    curves: dict[str, Rows] = {}
    for name, make in ours.items():
        probabilities, right = [], []
        for data in sets:
            matcher = make(data)
            for text, label in (*data.questions, *((text, "") for text in data.outside)):
                found = matcher.rank(text)
                probabilities.append(found[0][1] if found else 0.0)
                right.append(bool(found) and found[0][0] == label)
        rows = curves[name] = reliability(np.array(probabilities), np.array(right))
        print(f"\n## Calibration: {name}\n\n| said | was right | questions |\n|---|---|---|")
        for said, was, count in rows:
            print(f"| {100 * said:.0f} % | {100 * was:.0f} % | {count} |")
        error = sum(abs(said - was) * count for said, was, count in rows) / len(right)
        print(f"\nExpected calibration error {100 * error:.1f} points.", flush=True)
    if picture and importlib.util.find_spec("matplotlib"):
        _draw(curves, picture)


def _draw(curves: dict[str, Rows], picture: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(5, 5))
    axes.plot([0, 1], [0, 1], color="grey", linestyle="--")
    for number, (name, rows) in enumerate(curves.items()):
        axes.plot([said for said, _, _ in rows], [was for _, was, _ in rows], marker="o", label=name)
        for said, was, count in rows if number == 0 else ():
            axes.annotate(str(count), (said, was), textcoords="offset points", xytext=(4, -12), fontsize=8)
    axes.legend(loc="upper left")
    axes.set(xlabel="probability that the matcher gives", ylabel="share that is right", xlim=(0, 1), ylim=(0, 1))
    figure.tight_layout()
    figure.savefig(picture)


if __name__ == "__main__":
    main()
