"""The table of docs/disclosing.md: what disclosing and saying nothing cost. ``make disclosing`` writes it."""

import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from laeringslopp import Entry, Register
from laeringslopp.decision.state import Trial
from laeringslopp.policy import Policy
from laeringslopp.rules import shipped
from laeringslopp.store import open_store
from laeringslopp.testing import (
    DECISION,
    START,
    Clock,
    Given,
    Step,
    acknowledged,
    adjusted,
    answered,
    asked,
    assessed,
    chosen,
    concluded,
    corrected,
    disclosed,
    drawn,
    ended,
    entry,
    escalated,
    observed,
    opened,
    overseen,
    presented,
    proposed,
    reopened,
    retried,
    shared,
    started,
    waived,
)
from laeringslopp.testing.disclosing import Cost, Weighed, weigh

PAGE = Path(__file__).parent.parent / "docs" / "disclosing.md"
BEGIN, END = "<!-- table: make disclosing -->\n", "<!-- end of table -->"

Course = tuple[Step | timedelta, ...]
"""What happened, and how long nothing did."""


def elsewhere(*steps: Step) -> Course:
    """The same in another decision."""
    return tuple(step if isinstance(step, Entry) else entry(step, decision_id="other") for step in steps)


def long_ago(*steps: Step) -> Course:
    """The same, one a day, long before anything was recorded here."""
    begin = START - timedelta(days=2000)
    made = (step if isinstance(step, Entry) else entry(step) for step in steps)
    return tuple(each.model_copy(update={"occurred_at": begin + timedelta(days=day)}) for day, each in enumerate(made))


A_WHILE = timedelta(days=20)
PREPARED: Course = (opened(tags=("care",)), proposed("north"), proposed("south"), assessed("r1"), presented(4))
CHOSEN: Course = (*PREPARED, chosen("north"))
RUNNING: Course = (*CHOSEN, started("t1"))
MISSED: Course = (*RUNNING, observed(12, "t1"))
STOPPED: Course = (*RUNNING, ended("t1", "stopped", stopped_because="No money"))
FAILED: Course = (*MISSED, disclosed("f1", trial="t1"), ended("t1", "failed"))
LEARNED: Course = (*FAILED, drawn("l1", failures=["f1"]))
SHARED: Course = (*LEARNED, shared("l1", "political", "operational"))
READ: Course = (*SHARED, acknowledged("l1"))
ADJUSTED: Course = (*READ, adjusted("a1", because_of=["l1"]))
AGAIN: Course = (*ADJUSTED, retried("t2", of="t1", adjustments=["a1"]))
TWICE: Course = (*AGAIN, disclosed("f2", trial="t2"), ended("t2", "failed"))
THRICE: Course = (
    *TWICE,
    adjusted("a2", because_of=["f2"]),
    retried("t3", of="t2", adjustments=["a2"], hypothesis="It works at night"),
    ended("t3", "stopped", stopped_because="It hurt"),
)
LEARNED_ELSEWHERE: Course = (
    *elsewhere(opened(tags=("care",)), disclosed("f9", severity="serious"), drawn("l9", failures=["f9"])),
)
SUCCEEDED: Course = (*RUNNING, observed(60, "t1"), ended("t1"))

STATES: dict[str, Course] = {
    "just opened": (opened(),),
    "prepared, nothing chosen": PREPARED,
    "a risk that was not presented": (*PREPARED, assessed("r2", consequence="serious")),
    "a failure that was not presented": (*PREPARED, disclosed("f0")),
    "a direction chosen": CHOSEN,
    "a choice for the time being, past its day": (
        *PREPARED,
        chosen("north", until=(START + timedelta(days=10)).date()),
        A_WHILE,
    ),
    "a trial runs": RUNNING,
    "a trial runs that nobody chose": (opened(), started("t1")),
    "a criterion was missed": MISSED,
    "a trial is past its day of review": (
        *CHOSEN,
        started("t1", review_by=(START + timedelta(days=10)).date()),
        A_WHILE,
    ),
    "a trial was not spoken of for 100 days": (*RUNNING, timedelta(days=100)),
    "two trials run": (*RUNNING, started("t2", where="Solbakken")),
    "a trial succeeded": SUCCEEDED,
    "a trial failed": FAILED,
    "a trial ended as mixed": (*MISSED, disclosed("f1", trial="t1"), ended("t1", "mixed")),
    "a trial was stopped, for a reason": STOPPED,
    "a failure was corrected as unfounded": (
        *FAILED,
        entry(corrected("f1", finding="unfounded"), sources=["Report 12"]),
    ),
    "a lesson was drawn": LEARNED,
    "a lesson was shared, and is unread": SHARED,
    "a lesson was read": READ,
    "a lesson is long due": (*FAILED, timedelta(days=90)),
    "a change was made": ADJUSTED,
    "a retry runs": AGAIN,
    "two retries have ended, and nobody escalated": THRICE,
    "escalated, stopped and changed, and nothing failed": (
        *CHOSEN,
        escalated(),
        started("t1"),
        overseen("o1"),
        adjusted("a1", because_of=["o1"]),
        ended("t1", "stopped", stopped_because="It was ordered"),
    ),
    "escalated after the first failure": (*THRICE, escalated()),
    "a question is open": (*RUNNING, asked("q1", to="administrative")),
    "a question is answered": (*RUNNING, asked("q1", to="administrative"), answered("q1")),
    "oversight is open": (*RUNNING, overseen("o1", comply_by=date(2026, 3, 20))),
    "a waiver waits, for a conclusion": (*RUNNING, waived("no-conclusion-with-open-loop", "decision-concluded")),
    "a waiver waits, for a choice": (*PREPARED, waived("presented-before-decision", "direction-chosen")),
    "a waiver waits, for a failure": (*RUNNING, waived("late", "failure-disclosed")),
    "lessons of other decisions are unread": (*LEARNED_ELSEWHERE, *PREPARED),
    "lessons of other decisions are read": (*LEARNED_ELSEWHERE, *elsewhere(acknowledged("l9")), *PREPARED),
    "concluded: adopted": (*SUCCEEDED, concluded("adopted")),
    "concluded: abandoned": (*STOPPED, concluded("abandoned")),
    "concluded: superseded": (*STOPPED, concluded("superseded")),
    "concluded: deferred": (*STOPPED, concluded("deferred")),
    "concluded while a trial runs": (*RUNNING, concluded("adopted")),
    "concluded, and to be looked at again": (
        *SUCCEEDED,
        concluded("adopted", revisit_by=(START + timedelta(days=10)).date()),
        A_WHILE,
    ),
    "reopened": (*STOPPED, concluded("abandoned"), reopened()),
    "history, not concluded": (*long_ago(*FAILED), timedelta(days=60)),  # type: ignore[arg-type]
    "history, concluded": (*long_ago(*STOPPED, concluded("abandoned")), timedelta(days=60)),  # type: ignore[arg-type]
}
"""Every kind of state that a decision may be in, by what has happened last."""


def reached(course: Course, policy: Policy) -> Given:
    """A register in which that happened, judged in its own day by ``standard``, and under a policy from now on."""
    store, clock = open_store("memory:"), Clock()
    earlier = Register(store, shipped("standard"), clock, lambda: DECISION)
    for step in course:
        if isinstance(step, timedelta):
            clock.forward(step)
        else:
            earlier.append([step if isinstance(step, Entry) else entry(step)])
    return Given(Register(store, policy, clock, lambda: DECISION), clock)


def told(given: Given, **more: Any) -> Iterator[Weighed]:
    """What can be told of then: the decision, and each of its trials."""
    trials = [name for name, _ in given.register.decision(DECISION).each(Trial)]
    for trial_id in (None, *sorted(trials)):
        yield weigh(given.register, DECISION, trial_id, **more)


def table() -> str:
    """The table in Markdown. A row goes for both policies where they say the same, as they should."""
    heads = ("when", "told of", "under", "fields", "calls", "duties", "blocked", "opened")
    lines = [f"| {' | '.join(heads)} |", f"|---|---|---|{':-:|' * len(MEASURES)}"]
    for state, course in STATES.items():
        standard, strict = (list(map(_cells, told(reached(course, shipped(name))))) for name in ("standard", "strict"))
        if standard == strict:
            rows = [(of, "both", cells) for of, cells in standard]
        else:
            rows = [(of, "standard", cells) for of, cells in standard] + [(of, "strict", cells) for of, cells in strict]
        for number, (of, under, cells) in enumerate(rows):
            lines.append(f"| {'' if number else state} | {of} | {under} | {cells} |")
    return "\n".join([*lines, ""])


MEASURES: tuple[Callable[[Cost], int], ...] = (
    lambda cost: cost.fields,
    lambda cost: cost.calls,
    lambda cost: len(cost.duties),
    lambda cost: len(cost.blocked),
    lambda cost: len(cost.opened),
)


def _cells(weighed: Weighed) -> tuple[str, str]:
    """What was told of, and both numbers of each measure."""
    pairs = (f"{measure(weighed.disclosing)} / {measure(weighed.silent)}" for measure in MEASURES)
    return f"trial `{weighed.told_of}`" if weighed.told_of else "the decision", " | ".join(pairs)


def with_table(page: str) -> str:
    """The page with the tables as they are now."""
    before, _, rest = page.partition(BEGIN)
    return before + BEGIN + "\n" + table() + "\n" + END + rest.partition(END)[2]


if __name__ == "__main__":
    PAGE.write_text(with_table(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    sys.stdout.write(f"{PAGE}: written\n")
