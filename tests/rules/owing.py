"""What is owed in the kit's one decision, as a test reads it."""

from datetime import date, datetime

from laeringslopp import Policy
from laeringslopp.rules import DUTIES, Owed
from laeringslopp.testing import Given, Outcome, entry
from laeringslopp.testing.scenario import Step


def only(rule_id: str, **more: object) -> Policy:
    """A policy in which one duty is on, and nothing else."""
    return Policy("only", {rule_id: "on"}, **more)  # type: ignore[arg-type]


def owed(on_record: Given | Outcome, rule_id: str, as_of: datetime | date | None = None, **asked: object) -> list[Owed]:
    """What the register says is owed for one rule."""
    found = on_record if isinstance(on_record, Given) else on_record.given
    assert rule_id in DUTIES
    return [each for each in found.register.duties(as_of, **asked) if each.rule_id == rule_id]  # type: ignore[arg-type]


def one(on_record: Given | Outcome, rule_id: str, as_of: datetime | date | None = None, **asked: object) -> Owed:
    """The only thing that is owed for a rule."""
    (found,) = owed(on_record, rule_id, as_of, **asked)
    return found


def at(day: date, fact: Step) -> Step:
    """A fact that occurred on a day, long before anything was recorded here."""
    made = entry(fact) if not hasattr(fact, "decision_id") else fact  # type: ignore[arg-type]
    when = datetime(day.year, day.month, day.day).astimezone()
    return made.model_copy(update={"occurred_at": when, "occurred_precision": "day"})  # type: ignore[union-attr]
