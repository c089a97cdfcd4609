"""What is recorded while something dies: each append is several facts under one key, which each of them names."""

from typing import Any

from laeringslopp import Actor, DecisionOpened, Entry, ObservationRecorded, Register

SHARED = "felles"
"""The decision that everybody records in."""
FACTS = 4
"""How many each append has: one that opens a decision, two in it, and one in the shared one."""
CALLED = 2
"""How many one call of the service has."""
BY = Actor(id="drift", role="driftsleder", level="operational")
QUESTION = {"question": "Tåler det en død?", "organisation": "nordfjord", "deciding_level": "political"}


def prepare(register: Register) -> None:
    """Opens the shared decision."""
    opened = DecisionOpened(title=SHARED, **QUESTION)
    register.append([Entry(decision_id=SHARED, fact=opened, by=BY)], key=SHARED)


def entries(key: str) -> list[Entry]:
    """One append."""
    facts = [
        (key, DecisionOpened(title=key, **QUESTION)),
        *((where, ObservationRecorded(note=key)) for where in (key, key, SHARED)),
    ]
    return [Entry(decision_id=where, fact=fact, by=BY) for where, fact in facts]


def body(key: str) -> dict[str, Any]:
    """One append over HTTP, to the shared decision."""
    note = {"kind": "observation-recorded", "note": key}
    return {"by": BY.model_dump(exclude_none=True), "facts": [note] * CALLED}
