"""``python -m benchmarks [--json] [--row NAME] [--issue NUMBER]``."""

import argparse
import dataclasses
import json
import sys

from benchmarks import grouped, projecting, reading, recording, service, starting
from benchmarks.measuring import ROWS, measure

SUBJECTS = (recording, grouped, reading, projecting, service, starting)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--row", help=f"one row: {', '.join(ROWS)}")
    parser.add_argument("--issue", type=int, help="the rows of one issue")
    asked = parser.parse_args()
    rows = [r for r in ROWS.values() if asked.row in (None, r.name) and asked.issue in (None, r.issue)]
    if not rows:
        parser.error(f"no such row; there are {', '.join(ROWS)}")
    for entry in rows:
        result = measure(entry)
        if asked.json:
            print(json.dumps(dataclasses.asdict(result), ensure_ascii=False), flush=True)
        else:
            verdict = "met" if result.met else "NOT MET"
            print(
                f"{result.row:24} {result.ours:>12,.2f} against {result.theirs:>12,.2f} {result.unit:12} "
                f"{result.ratio:>6.2f}× (goal {result.goal}×) {verdict:8} {result.peer}; {result.settings}",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
