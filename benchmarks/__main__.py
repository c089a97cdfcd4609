"""``python -m benchmarks [--json] [--row NAME] [--issue NUMBER] [--quick]``."""

import argparse
import dataclasses
import json
import os
import sys

from benchmarks import (
    backtesting,
    digesting,
    encoding,
    exporting,
    grouped,
    growing,
    judged,
    judging,
    listening,
    loaded,
    looking,
    owing,
    papers,
    posting,
    projecting,
    reading,
    recording,
    searching,
    service,
    slow_disk,
    starting,
)
from benchmarks.measuring import QUICK, ROWS, Result, measure

SUBJECTS = (
    recording,
    grouped,
    slow_disk,
    judged,
    judging,
    encoding,
    exporting,
    reading,
    loaded,
    looking,
    projecting,
    owing,
    papers,
    searching,
    digesting,
    growing,
    service,
    posting,
    listening,
    backtesting,
    starting,
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--row", help=f"one row: {', '.join(ROWS)}")
    parser.add_argument("--issue", type=int, help="the rows of one issue")
    parser.add_argument("--quick", action="store_true", help="everything runs shortly, and nothing is measured")
    asked = parser.parse_args()
    if asked.quick:
        os.environ[QUICK] = "1"
    rows = [r for r in ROWS.values() if asked.row in (None, r.name) and (not asked.issue or asked.issue in r.issues)]
    if not rows:
        parser.error(f"no such row; there are {', '.join(ROWS)}")
    for entry in rows:
        result = measure(entry)
        if asked.json:
            print(json.dumps(dataclasses.asdict(result), ensure_ascii=False), flush=True)
        else:
            print(_line(result), flush=True)
    return 0


def _line(result: Result) -> str:
    if result.ours is None or result.theirs is None:
        return f"{result.row:28} not measured (goal {result.goal:g}×): {result.peer}; {result.settings}"
    verdict = {True: "met", False: "NOT MET", None: "short run"}[result.met]
    return (
        f"{result.row:28} {result.ours:>12,.2f} against {result.theirs:>12,.2f} {result.unit:12} "
        f"{result.ratio:>6.2f}× (goal {result.goal:g}×) {verdict:9} {result.peer}; {result.settings}"
    )


if __name__ == "__main__":
    sys.exit(main())
