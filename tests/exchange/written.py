"""Files in the exchange format, written for a test."""

import json
from io import BytesIO
from typing import Any

from laeringslopp import Register
from laeringslopp.exchange import BadLine, Imported, import_lines

BY = {"id": "kommunedirektoren", "role": "kommunedirektør", "level": "administrative"}
FILE = "facts.jsonl"


def line(fact: dict[str, Any], decision_id: str = "skolestruktur", **around: Any) -> bytes:
    """One entry as a line, with its line break."""
    made = {"decision_id": decision_id, "by": BY, **around, "fact": fact}
    return json.dumps(made, ensure_ascii=False).encode() + b"\n"


def opened(decision_id: str = "skolestruktur", **more: Any) -> bytes:
    """A line that opens a decision."""
    fact = {
        "kind": "decision-opened",
        "title": "Skolestruktur",
        "question": "Hvor mange skoler skal vi ha?",
        "organisation": "eksempelvik",
        "deciding_level": "political",
        **more,
    }
    return line(fact, decision_id)


def disclosed(what_happened: str = "Bussen kom ikke", decision_id: str = "skolestruktur", **more: Any) -> bytes:
    """A line that discloses a failure."""
    return line({"kind": "failure-disclosed", "what_happened": what_happened, **more}, decision_id)


def import_bytes(register: Register, data: bytes) -> tuple[Imported, list[BadLine]]:
    """What became of a file, and the lines that were not taken."""
    bad: list[BadLine] = []
    *_, so_far = import_lines(register, BytesIO(data), FILE, bad.append)
    return so_far, bad
