"""Writes the table of fit rules into docs/fit-rules.md, from knowledge/fit_rules.yaml."""

from __future__ import annotations

import sys
from pathlib import Path

from bot.core.sizing.rules_table import rules_table
from bot.knowledge.loader import load_pack

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "fit-rules.md"
BEGIN, END = "<!-- rules -->", "<!-- /rules -->"


def page_with(table: str, page: str) -> str:
    """The page with everything between the two marks replaced by the table."""
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}\n{table}\n{END}{rest.partition(END)[2]}"


def main() -> int:
    """Rewrites the page; 1 when the pack has errors."""
    pack = load_pack(ROOT / "knowledge").pack
    if pack is None:
        print("the pack has errors; run `fitbot check`", file=sys.stderr)
        return 1
    PAGE.write_text(page_with(rules_table(pack.sizing), PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
