"""Hold the API to what it has promised: ``docs/openapi.json`` is the promise, and is made from the service.

``python -m scripts.contract`` writes it anew when nothing breaks; else it lists what would break, and writes nothing.
``--check`` writes nothing, and exits 1 when it is stale or broken. ``--break REASON`` writes it all the same, and keeps
the reason with what it broke in ``docs/broken.json``. What counts as breaking stands in docs/contract.md.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from laeringslopp import Register
from laeringslopp_service.app import create_app
from scripts.differing import Breach, breaches

ROOT = Path(__file__).resolve().parent.parent
PROMISED = ROOT / "docs" / "openapi.json"
BROKEN = ROOT / "docs" / "broken.json"


def described() -> dict[str, Any]:
    """The document as the service makes it now."""
    with Register.open("memory:") as register:
        document: dict[str, Any] = json.loads(json.dumps(create_app(register).openapi()))
    return document


def written(document: dict[str, Any]) -> str:
    """One line a name, so that a change is seen in a difference."""
    return json.dumps(document, ensure_ascii=False, indent=1, separators=(",", " : ")) + "\n"


def main(arguments: list[str], today: date) -> int:
    """Does what it is asked; 0, or 1 where something is stale or would break."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--break", dest="reason", metavar="REASON")
    asked = parser.parse_args(arguments)
    now = described()
    text = written(now)
    promised = PROMISED.read_text() if PROMISED.exists() else None
    found = list(breaches(json.loads(promised), now, today)) if promised else []
    if found and not asked.reason:
        print("This would break those who call the service:", *_told(found), sep="\n", file=sys.stderr)
        print(
            "Keep the old way beside the new one (docs/contract.md says how long), or give a reason with --break.",
            file=sys.stderr,
        )
        return 1
    if text == promised:
        return 0
    if asked.check:
        print("docs/openapi.json is not what the service says of itself: make contract", file=sys.stderr)
        return 1
    if found:
        _keep(found, asked.reason, today)
    PROMISED.write_text(text)
    print(f"{PROMISED.relative_to(ROOT)} is written.")
    return 0


def _told(found: list[Breach]) -> Iterator[str]:
    for breach in found:
        yield f"  {breach.place}: {breach.what}"


def _keep(found: list[Breach], reason: str, today: date) -> None:
    kept = json.loads(BROKEN.read_text()) if BROKEN.exists() else []
    kept.append({"on": str(today), "reason": reason, "broken": [f"{each.place}: {each.what}" for each in found]})
    BROKEN.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], datetime.now(UTC).date()))
