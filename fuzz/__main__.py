"""`python -m fuzz SECONDS`: every target in turn, for that many seconds of CPU time altogether."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bot.knowledge.library import load_library
from fuzz.run import fuzz
from fuzz.targets import Targets

PACK = Path(__file__).parent.parent / "knowledge"


def main() -> int:
    """Exit code 1 when anything failed."""
    parser = argparse.ArgumentParser(prog="fuzz", description=__doc__)
    parser.add_argument("seconds", type=float, help="CPU seconds altogether")
    parser.add_argument("--seed", type=int, default=14)
    parser.add_argument("--target", help="one target alone")
    parser.add_argument("--pack", type=Path, default=PACK)
    options = parser.parse_args()
    targets = Targets(load_library(options.pack), options.pack).all
    chosen = {options.target: targets[options.target]} if options.target else targets
    total = failed = 0
    for name, target in chosen.items():
        outcome = fuzz(name, target, options.seed, seconds=options.seconds / len(chosen))
        total, failed = total + outcome.inputs, failed + outcome.failed
        print(f"{name:14} {outcome.inputs:>9} inputs {outcome.failed:>6} failed, slowest {outcome.slowest_s:.3f} s")
        for failure in outcome.failures:
            print(f"  {failure.seed}\n{failure.what}")
    print(f"{total} inputs, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
