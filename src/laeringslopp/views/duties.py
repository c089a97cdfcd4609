"""The view of duties: what decisions have raised, before any policy says by when, and when it was met.

A row holds no deadline: that is the policy's, and is worked out when somebody asks.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from immutables import Map
from sqlalchemy import Connection, Table, select

from laeringslopp.decision import Decision, Heard, fold_heard
from laeringslopp.decision.state import Day, Named
from laeringslopp.entry import Recorded
from laeringslopp.facts import KINDS
from laeringslopp.rules import Matter, Raised, raised
from laeringslopp.rules.duty import ADMINISTRATION
from laeringslopp.store import as_recorded
from laeringslopp.views.columns import Field, Row, Rows, Shape
from laeringslopp.views.view import Json, View

SHAPE = Shape(
    "duties",
    ("rule_id", "matter"),
    (
        Field("rule_id", "id", "the duty"),
        Field("matter", "id", "what tells it apart in its decision"),
        Field("about", "id", "the thing that it is about", null="it is about the entry, or the decision"),
        Field("version", "count", "the entry that raised it"),
        Field("organisation", "id", "whose decision it is", null="that is not for the reader"),
        Field("deciding_level", "word", "the level that decides", null="that is not for the reader"),
        Field("level", "word", "the level that owes it", null="the administration, whichever level the policy names"),
        Field("owed_since", "day", "since when it is owed"),
        Field("fixed", "day", "by when, where an entry says so", null="no entry says so: the policy does"),
        Field("met_on", "day", "when it was met", null="it was not, or the policy says how much is to be done"),
        Field("fell_on", "day", "when it fell away: from then on nobody owes it", null="it has not"),
        Field("part", "word", "which of several that one entry raises", null="it raises one"),
        Field(
            "done",
            "text",
            "what is done of it and when, such as `political:2026-03-12`",
            null="nothing",
        ),
        Field("tags", "text", "what its decision is about, where that matters", null="it does not, or there are none"),
        Field("history", "yes", "whether what raised it occurred before the decision's first entry was recorded here"),
    ),
    "something that a level owes, owed or has met, before any policy says by when",
    (("met_on",),),
)

RAISING = frozenset(
    (
        "decision-opened",
        "trial-started",
        "retry-started",
        "trial-ended",
        "plan-changed",
        "failure-disclosed",
        "lesson-drawn",
        "question-asked",
        "oversight-received",
        "direction-chosen",
        "decision-concluded",
    )
)
"""Kinds whose entries may raise something."""
SILENT = frozenset(
    (
        "access-changed",
        "rule-waived",
        "policy-adopted",
        "lesson-applied",
        "decision-linked",
        "decision-escalated",
    )
)
"""Kinds from which no duty follows, unless they say what caused them: whoever points at an entry knows it."""


@dataclass(slots=True)
class Kept:
    """A decision folded so far, what was heard since, and where the entries stand that may raise something."""

    decision: Decision
    heard: list[Recorded | Heard] = field(default_factory=list)
    positions: dict[int, int] = field(default_factory=dict)


def apply(rows: Rows, recorded: Json) -> None:
    """Keeps a fact until the batch is whole; then all of a decision's are folded at once."""
    fact = recorded["fact"]
    kind = fact["kind"]
    kept: Kept | None = rows.kept
    if kept is None:
        kept = rows.kept = Kept(Decision(rows.decision_id))
    elif "caused_by" in recorded:
        pass  # whoever points at an entry knows it, whatever else is said
    elif kind == "observation-recorded":
        if "trial_id" in fact:
            on = _day_of(recorded["recorded_at"])
            kept.heard.append(Heard(fact["trial_id"], on, fact.get("metric"), fact.get("value")))
        return
    elif kind in SILENT:
        return
    if kind not in KINDS:
        return
    if kind in RAISING:
        kept.positions[recorded["version"]] = recorded["position"]
    kept.heard.append(as_recorded(recorded))


@lru_cache(maxsize=1024)  # what is recorded together has the same time
def _day_of(written: str) -> Day:
    return datetime.fromisoformat(written).toordinal()


def finish(rows: Rows) -> None:
    """Folds what was heard, and says what it raises now."""
    kept: Kept | None = rows.kept
    if kept is None:
        return  # of this decision the reader sees nothing
    kept.decision = _needed(fold_heard(kept.decision, kept.heard))
    kept.heard.clear()
    for each in raised(kept.decision):
        matter = each.matter
        name = ".".join(filter(None, (each.rule_id, str(matter.version), matter.part)))
        values = _values(each)
        known = rows.row("duties", each.rule_id, name)
        if known is None:
            rows.add("duties", each.rule_id, name, position=kept.positions[matter.version], **values)
        elif any(known[column] != value for column, value in values.items()):
            rows.change("duties", each.rule_id, name)
            known.update(values)


def _needed(decision: Decision) -> Decision:
    """The decision without what no duty follows from: it is kept for every decision there is."""
    things = {name: thing for name, thing in decision.things.items() if not isinstance(thing, Named)}
    versions = {1, *(thing.version for thing in things.values()), *decision.notable, *decision.appointments}
    blank = Decision(decision.decision_id)
    return replace(
        decision,
        things=Map(things),
        marks=Map({version: mark for version, mark in decision.marks.items() if version in versions}),
        observed=blank.observed,
        assessed=blank.assessed,
        ended=blank.ended,
        waivers=blank.waivers,
        plans=blank.plans,
        presented=blank.presented,
        escalated=blank.escalated,
        adopted=blank.adopted,
    )


def _values(each: Raised) -> dict[str, Any]:
    matter = each.matter
    return {
        "about": matter.about or None,
        "version": matter.version,
        "organisation": each.organisation,
        "deciding_level": each.deciding_level,
        "level": None if matter.owed_by == ADMINISTRATION else matter.owed_by,
        "owed_since": _written(matter.since),
        "fixed": _written(matter.due),
        "met_on": _written(matter.met_on),
        "fell_on": _written(matter.fell_on),
        "part": matter.part or None,
        "done": " ".join(f"{step}:{_written(day)}" for step, day in matter.steps) or None,
        "tags": " ".join(matter.tags) or None,
        "history": matter.history,
    }


COLUMNS = ("decision_id", "organisation", "deciding_level", "rule_id", "about", "version", "level", "owed_since",
           "fixed", "met_on", "fell_on", "part", "done", "tags", "history")  # fmt: skip
"""What ``raised_in`` takes."""


def raised_in(
    decision_id: str,
    organisation: str | None,
    deciding_level: str | None,
    rule_id: str,
    about: str | None,
    version: int,
    level: str | None,
    owed_since: str,
    fixed: str | None,
    met_on: str | None,
    fell_on: str | None,
    part: str | None,
    done: str | None,
    tags: str | None,
    history: bool,
) -> Raised:
    """What a row of the view says was raised."""
    matter = Matter(
        about or "",
        version,
        level or ADMINISTRATION,
        _day(owed_since),
        _day(fixed),
        _day(met_on),
        _day(fell_on),
        part or "",
        _steps(done) if done else (),
        history,
        tuple(tags.split()) if tags else (),
    )
    return Raised(decision_id, organisation, deciding_level, rule_id, matter)


def all_raised(connection: Connection, table: Table, where: Row, open_on: date | None) -> list[Raised]:
    """All that was raised, read at once: there may be very much of it, and who asks wants it by its deadline."""
    wanted = dict(where)
    statement = select(*(table.c[name] for name in COLUMNS))
    if levels := wanted.pop("level", ()):  # NULL is the administration, whichever level that is
        named = table.c.level.in_([each for each in levels if each])
        statement = statement.where(named | table.c.level.is_(None) if None in levels else named)
    statement = statement.where(*(table.c[name] == value for name, value in wanted.items()))
    if open_on is not None:
        day = open_on.isoformat()
        still = table.c.met_on.is_(None) & (table.c.fell_on.is_(None) | (table.c.fell_on > day))
        statement = statement.where(still | (table.c.met_on > day))
    return [raised_in(*row) for row in connection.execute(statement)]


def _steps(done: str) -> tuple[tuple[str, Day], ...]:
    return tuple((step, _day(day)) for step, _, day in (said.rpartition(":") for said in done.split()))


@lru_cache(maxsize=8192)
def _day(written: str | None) -> Day:
    return date.fromisoformat(written).toordinal() if written else 0


@lru_cache(maxsize=8192)
def _written(day: Day) -> str | None:
    return date.fromordinal(day).isoformat() if day else None


DUTIES = View("duties", 4, (SHAPE,), apply, finish=finish, remembers=True)
