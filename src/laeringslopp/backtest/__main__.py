"""One process of several that share a backtest; it is started by the library, not by people."""

import gc
import json
import sys
from typing import Any

from laeringslopp.backtest.sharing import work


def _say(told: Any) -> None:
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)  # what is made here is let go of without it
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.exit(work(sys.stdin, _say))
