"""How long a case paper takes, from the facts on record to the bytes that one hands out."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime

from benchmarks.measuring import Sides, amount, row
from laeringslopp import Register
from laeringslopp.facts import AnyFact
from laeringslopp.paper.formats import Format, render
from laeringslopp.testing import (
    adjusted,
    assessed,
    chosen,
    disclosed,
    drawn,
    ended,
    entry,
    observed,
    opened,
    proposed,
    retried,
    started,
)

FACTS, LOOP = 100, 6
SAID = "The alarms do not get through from the bathroom; in the evening nobody noticed it for two hours."


def facts(many: int) -> Iterator[AnyFact]:
    """A decision in which the same loop comes round, again and again."""
    yield opened("Safety alarms", question=SAID)
    yield proposed("mobile", "Alarms over the mobile network")
    yield assessed("coverage", SAID)
    yield chosen("mobile", reason=SAID)
    for nth in range((many - 4) // LOOP):
        trial = f"trial-{nth}"
        if nth:
            yield retried(trial, of=f"trial-{nth - 1}", adjustments=[f"change-{nth - 1}"], hypothesis=SAID)
        else:
            yield started(trial, hypothesis=SAID)
        yield observed(20 + nth, trial)
        yield disclosed(f"failure-{nth}", trial=trial, what_happened=SAID)
        yield ended(trial, "failed", summary=SAID)
        yield drawn(f"lesson-{nth}", failures=[f"failure-{nth}"], statement=SAID)
        yield adjusted(f"change-{nth}", because_of=[f"lesson-{nth}"])


@contextmanager
def _paper(written: Format, limit: float) -> Iterator[Sides]:
    at = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    with Register.open("memory:", clock=lambda: at) as register:
        register.append([entry(fact, decision_id="alarms") for fact in facts(amount(FACTS, 10))])
        assert register.decision("alarms").version == amount(FACTS, 10)

        def ours() -> None:
            assert render(register.paper("alarms", "nb"), written)

        settings = f"{amount(FACTS, 10)} facts in memory; the paper made anew, in bokmål"
        yield Sides(ours, None, 1, settings, limit=limit)


@row("paper-html", issue=7, unit="ms", goal=1.0, peer="a limit of 50 ms")
def html() -> AbstractContextManager[Sides]:
    """The case paper as HTML."""
    return _paper("html", 50.0)


@row("paper-docx", issue=7, unit="ms", goal=1.0, peer="a limit of 300 ms")
def word() -> AbstractContextManager[Sides]:
    """The case paper as a Word document."""
    return _paper("docx", 300.0)


@row("paper-pdf", issue=7, unit="ms", goal=1.0, peer="a limit of 2 s")
def pdf() -> AbstractContextManager[Sides]:
    """The case paper as a tagged PDF."""
    return _paper("pdf", 2000.0)
