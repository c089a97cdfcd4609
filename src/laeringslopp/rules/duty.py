"""What a duty is: a pure function that says what a level owes by when, and the register of all of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from laeringslopp.decision import Decision
from laeringslopp.decision.state import Day
from laeringslopp.facts import EXTERNAL
from laeringslopp.policy import Mode, Parameter, Policy
from laeringslopp.rules import calendar
from laeringslopp.rules.elsewhere import NOWHERE, Elsewhere

NEVER: Day = 0
"""No day at all."""
ADMINISTRATION = "*administration"
"""Who owes: the administration, whichever level that is under the policy."""


class Matter(NamedTuple):
    """What a decision raises for a duty, before any policy says by when: kept in a view as it is.

    Days are ``date.toordinal``.
    """

    about: str
    """The id of what it is about; empty: the entry itself."""
    version: int
    """The entry that raised it."""
    owed_by: str
    """A level, or ``ADMINISTRATION``."""
    since: Day
    due: Day = NEVER
    """Where a fact says by when."""
    met_on: Day = NEVER
    fell_on: Day = NEVER
    """When it fell away: from then on nobody owes it, and it is not shown."""
    part: str = ""
    """Tells apart what one entry raises for the same duty."""
    steps: tuple[tuple[str, Day], ...] = ()
    """What is done of it, and when; where the policy says how much is to be done."""
    history: bool = False
    """History raises only what was still open when the decision was first recorded."""
    tags: tuple[str, ...] = ()
    """What the decision is about, where what is owed depends on what others have learned of it."""


class Raised(NamedTuple):
    """A matter with its decision: all that is needed to say what it comes to under a policy."""

    decision_id: str
    organisation: str | None
    deciding_level: str | None
    rule_id: str
    matter: Matter


class Owed(NamedTuple):
    """A duty of a level, by a date."""

    rule_id: str
    decision_id: str
    level: str
    about: str
    version: int
    owed_since: date
    due: date
    met_on: date | None
    overdue: bool
    """Whether it was met, or is still owed, after its day."""
    part: str = ""
    lacking: tuple[str, ...] = ()
    """What is still to be done of it, where it has parts."""
    ground: str = ""
    """The legal ground that is printed with it, where it has one."""
    meeting: date | None = None
    """The meeting before which it is due, where its day follows from one."""
    organ: str = ""
    """What the organ is called that meets then: a name, or the level where the policy names none."""

    @property
    def open(self) -> bool:
        """Whether it is still owed."""
        return self.met_on is None


Raise = Callable[[Decision], Iterator[Matter]]
Due = Callable[[Matter, Policy, str, date], date | None]
"""By when: of a matter, under a policy, for the level that owes it or is to be told, on a day."""
Needs = Callable[[Matter, Policy], tuple[str, ...]]
Lacks = Callable[[Raised, Policy, date, Elsewhere], tuple[str, ...]]
"""What is to be done on a day because of what other decisions have learned."""
Whose = Callable[[Matter, str], str]
"""The level whose meetings a deadline follows: of a matter, and the level that decides."""


@dataclass(frozen=True, slots=True)
class Duty:
    """A rule about what a level owes: what a decision raises, and by when a policy wants it."""

    rule_id: str
    matters: Raise
    due: Due
    """None: under this policy nothing is owed."""
    needs: Needs | None = None
    """The steps that meet it under a policy, where it has any."""
    lacks: Lacks | None = None
    """Asked only while it is owed and has its day: it looks at other decisions."""
    standard: Mode = "on"
    strict: Mode = "on"
    parameters: tuple[Parameter[Any], ...] = ()
    owner: str | None = None
    ground: Parameter[str] | None = None
    """The legal ground that a policy may set for it; among the parameters too."""
    meets: Whose | None = None
    """Whose meetings its deadline follows, where it does."""


DUTIES: dict[str, Duty] = {}
"""Every duty by its stable id."""


def duty(
    rule_id: str,
    due: Due,
    *parameters: Parameter[Any],
    needs: Needs | None = None,
    lacks: Lacks | None = None,
    standard: Mode = "on",
    strict: Mode = "on",
    owner: str | None = None,
    ground: Parameter[str] | None = None,
    meets: Whose | None = None,
) -> Callable[[Raise], Raise]:
    """Enters a function as the duty of this id."""

    def enter(matters: Raise) -> Raise:
        DUTIES[rule_id] = Duty(rule_id, matters, due, needs, lacks, standard, strict, parameters, owner, ground, meets)
        return matters

    return enter


def in_working_days(rule_id: str, days: Parameter[int]) -> Due:
    """By the day that a fact names, else within so many working days."""

    def due(matter: Matter, policy: Policy, deciding_level: str, today: date) -> date:
        if matter.due:
            return date.fromordinal(matter.due)
        return calendar.after(matter.since, policy.value(rule_id, days), policy.calendar)

    return due


def by_the_next_meeting(rule_id: str, days: Parameter[int], of: Whose) -> Due:
    """By the first meeting of a level after it was owed; where none is known, within so many working days."""

    def due(matter: Matter, policy: Policy, deciding_level: str, today: date) -> date:
        meetings = policy.meetings.get(of(matter, deciding_level), ())
        meeting = next((day for day in meetings if day.toordinal() > matter.since), None)
        return meeting or calendar.after(matter.since, policy.value(rule_id, days), policy.calendar)

    return due


def raised(decision: Decision) -> Iterator[Raised]:
    """Everything that a decision has raised, under whatever policy. What was raised once is always raised."""
    organisation = decision.opened.organisation if decision.opened else None
    for rule in DUTIES.values():
        for matter in rule.matters(decision):
            if matter.owed_by != EXTERNAL:
                as_raised = _as_history(decision, matter) if decision.is_history(matter.version) else matter
                yield Raised(decision.decision_id, organisation, decision.deciding_level, rule.rule_id, as_raised)


def _as_history(decision: Decision, matter: Matter) -> Matter:
    """Counted from when it was recorded, and only while the decision is not concluded."""
    assert decision.first_recorded_at is not None
    first = decision.first_recorded_at.toordinal()
    return matter._replace(
        # Counted from the first entry, an old failure told later would be overdue at once: silence would cost less.
        since=max(first, matter.since),
        due=matter.due if matter.due >= first else NEVER,
        fell_on=matter.fell_on or decision.concluded_on,
        history=True,
    )


def owed(each: Raised, policy: Policy, today: date, elsewhere: Elsewhere = NOWHERE) -> Owed | None:
    """What a matter comes to under a policy on a day: None where nothing is owed, or was not yet, or is no more.

    Raises StoreError where what others have learned cannot be read.
    """
    decision_id, _, deciding_level, rule_id, matter = each
    rule, day = DUTIES.get(rule_id), today.toordinal()
    if rule is None or matter.since > day or policy.mode(rule_id) == "off":
        return None
    met_on = matter.met_on
    lacking: tuple[str, ...] = ()
    if rule.needs is not None:
        met_on, lacking = _steps(rule.needs(matter, policy), matter, day)
    if matter.history and _came(met_on, matter.since):
        return None
    is_met = _came(met_on, day)
    if not is_met and _came(matter.fell_on, day):
        return None
    if is_met and _came(matter.fell_on, min(met_on, matter.since)):
        return None
    due = rule.due(matter, policy, deciding_level or "", today)
    if due is None:
        return None
    if rule.lacks is not None and not _came(matter.fell_on, day):
        more = rule.lacks(each, policy, today, elsewhere)
        lacking, is_met = (*lacking, *more), is_met and not more
    return Owed(
        rule_id,
        decision_id,
        policy.administration if matter.owed_by == ADMINISTRATION else matter.owed_by,
        matter.about,
        matter.version,
        date.fromordinal(matter.since),
        due,
        date.fromordinal(met_on) if is_met else None,
        (met_on if is_met else day) > due.toordinal(),
        matter.part,
        () if is_met else lacking,
        policy.value(rule_id, rule.ground) if rule.ground else "",
        *(_meeting(policy, rule.meets(matter, deciding_level or ""), due) if rule.meets else ()),
    )


def _meeting(policy: Policy, level: str, due: date) -> tuple[date | None, str]:
    """The meeting that a day was counted to, and whose: on that day, or the first after the last day before it.

    Where none is known it was counted in days; a known one comes first, so none lies after a day that was.
    """
    meeting = policy.next_meeting(level, due)
    return meeting, policy.organs.get(level, level) if meeting else ""


def _came(on: Day, by: Day) -> bool:
    """Whether a day came, and no later than another."""
    return bool(on) and on <= by


def _steps(needed: tuple[str, ...], matter: Matter, day: Day) -> tuple[Day, tuple[str, ...]]:
    """When the last of what is needed was done (never, where something is not), and what was lacking on a day."""
    done = dict(matter.steps)
    met_on = max((done[step] for step in needed), default=matter.since) if all(s in done for s in needed) else NEVER
    return met_on, tuple(step for step in needed if not _came(done.get(step, NEVER), day))


def duties_of(decision: Decision, policy: Policy, today: date, elsewhere: Elsewhere = NOWHERE) -> list[Owed]:
    """What a decision's duties come to on a day: owed since then or before, met or not; the first due first."""
    found = (owed(each, policy, today, elsewhere) for each in raised(decision))
    return sorted((each for each in found if each is not None), key=order)


def order(each: Owed) -> tuple[Any, ...]:
    """The first due first; the rest tells any two apart."""
    return each.due, each.owed_since, each.decision_id, each.version, each.rule_id, each.level, each.part
