"""From the command to the answer: the whole process `ask "do they stretch"` against `python -c "import discord"`.

    python -m bench.start [ROUNDS] [--imports]

Both are started in turn; the best of each counts, as CPU time of the child (what a busy machine cannot blur much) and
as wall time. `first` is a start without the index cache, which happens once. `--imports` also prints what Python's own
`-X importtime` says costs most.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parent.parent
ASK = ["-m", "bot", "ask", "do they stretch"]
SHOWN = 15


def timed(arguments: list[str], home: Path) -> tuple[float, float]:
    """CPU and wall seconds of one child."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "PYTHONPATH": str(ROOT), "SEMANTIC": "false"}
    before, began = os.times(), perf_counter()
    subprocess.run([sys.executable, *arguments], env=environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    wall_s, after = perf_counter() - began, os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return spent, wall_s


def dearest_imports(home: Path) -> list[str]:
    """Lines of `-X importtime`, those with the most time of their own first."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "PYTHONPATH": str(ROOT), "SEMANTIC": "false"}
    told = subprocess.run(
        [sys.executable, "-X", "importtime", *ASK],
        env=environment,
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stderr.splitlines()
    lines = [line.removeprefix("import time:") for line in told if line.startswith("import time:")][1:]
    return sorted(lines, key=lambda line: -int(line.split("|")[0]))[:SHOWN]


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(prog="start", description=__doc__)
    parser.add_argument("rounds", type=int, nargs="?", default=9)
    parser.add_argument("--imports", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        home = Path(directory)
        first = timed(ASK, home)
        asked, imported = [], []
        for _ in range(options.rounds):
            asked.append(timed(ASK, home))
            imported.append(timed(["-c", "import discord"], home))
        imports = dearest_imports(home) if options.imports else []
    ask, discord = tuple(map(min, zip(*asked, strict=True))), tuple(map(min, zip(*imported, strict=True)))
    print("| | ask | import discord | ratio | ask, first |\n|---|---|---|---|---|")
    for name, number in (("CPU s", 0), ("wall s", 1)):
        ratio = ask[number] / discord[number]
        print(f"| {name} | {ask[number]:.2f} | {discord[number]:.2f} | {ratio:.2f} | {first[number]:.2f} |")
    print("\n".join(imports))


if __name__ == "__main__":
    main()
