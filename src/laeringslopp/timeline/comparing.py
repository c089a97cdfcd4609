"""Two looks at one decision, and what came between them. Language-free: the story words it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from laeringslopp.decision.state import Failure, Risk
from laeringslopp.entry import Recorded
from laeringslopp.facts import (
    DecisionConcluded,
    DecisionReopened,
    Fact,
    FailureCorrected,
    LessonAcknowledged,
    LessonDrawn,
    LessonShared,
    ObservationRecorded,
    OversightAnswered,
    QuestionAnswered,
    RiskAssessed,
    RiskMaterialised,
    TrialEnded,
    own_id,
)
from laeringslopp.rules import Owed
from laeringslopp.timeline.model import Loop, Measured, Open, Timeline, TimelineEntry

Side = Literal["from", "to"]


@dataclass(frozen=True, slots=True)
class Closed:
    """Something that waited for somebody and does so no more."""

    open: Open
    by: int | None
    """The version of the entry that closed it, where that is shown."""


@dataclass(frozen=True, slots=True)
class CameRound:
    """A learning loop that was open, or had not begun, and has come round."""

    loop: Loop
    begun: Recorded | None
    """Its trial, else its failure."""
    by: int | None
    """The retry; of a decision that was given up, its conclusion."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A duty that was owed and is so no more."""

    owed: Owed
    met_on: date | None
    """None: nobody needs to do it any more."""


DifferenceWhat = Literal[
    "status", "direction", "outcome", "criterion", "probability", "likelihood", "consequence", "tolerance", "severity",
    "finding", "account",
]  # fmt: skip
RISK_FIELDS: tuple[DifferenceWhat, ...] = ("probability", "likelihood", "consequence", "tolerance")
FAILURE_FIELDS: tuple[DifferenceWhat, ...] = ("severity", "finding")
Value = str | int | float | Measured | Recorded | None


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that both looks show, and that is otherwise in the second."""

    what: DifferenceWhat
    """``account``: what is told of a failure was corrected, beyond its severity and finding."""
    about: Recorded | None
    """The trial, the risk (as first assessed) or the failure that it is about; None: the decision."""
    before: Value
    after: Value
    """Of a criterion what was measured, of a direction the entry that chose it, else the value; None: there is none."""
    by: int | None
    """The version of the last entry that changed it, where that is shown."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a decision looked at two moments, as one reader may see it now, and what came between."""

    before: Timeline
    after: Timeline
    added: tuple[TimelineEntry, ...]
    """In the order in which they occurred. What had occurred before, and was not known then, is among them."""
    closed: tuple[Closed, ...]
    came_round: tuple[CameRound, ...]
    settled: tuple[Settled, ...]
    changed: tuple[Difference, ...]
    opened: tuple[Open, ...]
    """What waits for somebody now, and did not then."""
    owed: tuple[Owed, ...]
    """The duties that came, and those whose day has passed since."""
    learned: Mapping[str, tuple[int, ...]]
    """Level to the versions that had happened by the first moment, and that it has come to know since."""
    begins: datetime | None = None
    """Where the first moment shows nothing: the first at which there is something to see."""
    ahead: tuple[Side, ...] = ()
    """The moments that were asked for and lie ahead; now stands in their place."""

    @property
    def level(self) -> str | None:
        """The level whose knowledge is compared; None: the whole organisation's."""
        return self.after.level

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        found = (self.added, self.closed, self.came_round, self.settled, self.changed, self.opened, self.owed)
        return not any(found) and not any(self.learned.values())

    @property
    def touched(self) -> frozenset[int]:
        """The versions that stood there at the first moment and of which something is otherwise now."""
        stood = {entry.version for entry in self.before.entries}
        found = {closed.open.version for closed in self.closed}
        found.update(each.begun.version for each in self.came_round if each.begun)
        found.update(each.about.version for each in self.changed if each.about)
        found.update(version for versions in self.learned.values() for version in versions)
        return frozenset(found & stood)


def compare(
    before: Timeline,
    after: Timeline,
    owed_before: Sequence[Owed] = (),
    owed_after: Sequence[Owed] = (),
    *,
    begins: datetime | None = None,
    ahead: Sequence[Side] = (),
) -> Comparison:
    """What came between two timelines of one decision, each cut ``as_of`` and ``known_at`` a moment, the earlier first.

    The duties are those owed at each moment, met or not.
    """
    stood = {entry.version for entry in before.entries}
    added = tuple(entry for entry in after.entries if entry.version not in stood)
    earlier = {_open_key(each) for each in before.open}
    reassessed = _reassessed(after)
    return Comparison(
        before=before,
        after=after,
        added=added,
        closed=tuple(_closed(before, after, added, reassessed)),
        came_round=tuple(_came_round(before, after)),
        settled=tuple(_settled(owed_before, owed_after)),
        changed=tuple(_changed(before, after, added, reassessed)),
        opened=tuple(each for each in after.open if _open_key(each) not in earlier),
        owed=tuple(_newly_owed(owed_before, owed_after)),
        learned=_learned(before, after),
        begins=begins,
        ahead=tuple(ahead),
    )  # fmt: skip


def begins(timeline: Timeline) -> datetime | None:
    """The first moment at which a timeline that is cut there shows anything; it is given whole, or for one level."""
    found = [
        max(
            entry.recorded.when.begin,
            entry.known_to[timeline.level]
            if timeline.level is not None
            else min((entry.recorded.recorded_at, *entry.known_to.values())),
        )
        for entry in timeline.entries
    ]
    return min(found, default=None)


def _closed(
    before: Timeline, after: Timeline, added: Sequence[TimelineEntry], reassessed: Mapping[str, RiskAssessed]
) -> Iterator[Closed]:
    still = {_open_key(each) for each in after.open}
    for each in before.open:
        # A risk that was assessed anew is no less open: it stands there under its new name.
        is_renamed = each.what == "risk-unresolved" and own_id(each.since.fact) in reassessed
        if _open_key(each) not in still and not is_renamed:
            yield Closed(each, _last(added, _closing(each)))


def _open_key(each: Open) -> tuple[object, ...]:
    return each.what, each.version, each.level


def _last(entries: Sequence[TimelineEntry], is_it: Callable[[Fact], bool]) -> int | None:
    return next((entry.version for entry in reversed(entries) if is_it(entry.recorded.fact)), None)


def _closing(waiting: Open) -> Callable[[Fact], bool]:
    """Whether a fact is what something waited for."""
    name = own_id(waiting.since.fact)

    def closes(fact: Fact) -> bool:
        match fact:
            case LessonDrawn():
                return waiting.what == "failure-without-lesson" and name in fact.from_failures
            case FailureCorrected():
                is_no_failure = waiting.what == "failure-without-lesson" and fact.finding == "unfounded"
                return is_no_failure and fact.failure_id == name
            case TrialEnded():
                return waiting.what == "trial-running" and fact.trial_id == name
            case QuestionAnswered():
                return waiting.what == "question-unanswered" and fact.question_id == name
            case OversightAnswered():
                return waiting.what == "oversight-unanswered" and fact.oversight_id == name
            case RiskMaterialised():
                return waiting.what == "risk-unresolved" and fact.risk_id == name
            case LessonShared():
                return waiting.what == "lesson-not-shared" and fact.lesson_id == name
            case LessonAcknowledged():
                return waiting.what == "lesson-unread" and (fact.lesson_id, fact.level) == (name, waiting.level)
        return False

    return closes


def _came_round(before: Timeline, after: Timeline) -> Iterator[CameRound]:
    closed = {_loop_key(loop) for loop in before.loops if loop.closed}
    for loop in after.loops:
        if loop.closed and _loop_key(loop) not in closed:
            began = after.named.get(_loop_key(loop))
            retry = after.named.get(loop.retry) if loop.retry else None
            yield CameRound(loop, began, retry.version if retry else after.decision.concluded or None)


def _loop_key(loop: Loop) -> str:
    return loop.trial_id or loop.failures[0]


def _duty_key(each: Owed) -> tuple[object, ...]:
    return each.rule_id, each.version, each.level, each.about, each.part


def _settled(before: Sequence[Owed], after: Sequence[Owed]) -> Iterator[Settled]:
    now = {_duty_key(each): each for each in after}
    for each in before:
        later = now.get(_duty_key(each))
        if each.open and (later is None or not later.open):
            yield Settled(each, later.met_on if later else None)


def _newly_owed(before: Sequence[Owed], after: Sequence[Owed]) -> Iterator[Owed]:
    then = {_duty_key(each): each for each in before if each.open}
    for each in after:
        earlier = then.get(_duty_key(each))
        if each.open and (earlier is None or (each.overdue and not earlier.overdue)):
            yield each


def _learned(before: Timeline, after: Timeline) -> dict[str, tuple[int, ...]]:
    since, until = before.known_at, after.known_at
    assert since is not None
    assert until is not None
    levels = after.levels if after.level is None else (after.level,)
    return {
        level: tuple(
            entry.version
            for entry in after.entries
            if (knew := entry.known_to.get(level)) is not None
            and since < knew <= until
            and not entry.recorded.when.is_after(since)
        )
        for level in levels
    }


def _reassessed(after: Timeline) -> dict[str, RiskAssessed]:
    """The newest assessment of each risk that was assessed anew, by the name of each earlier one."""
    by_old = {
        entry.recorded.fact.replaces: entry.recorded.fact
        for entry in after.entries
        if isinstance(entry.recorded.fact, RiskAssessed) and entry.recorded.fact.replaces
    }
    newest: dict[str, RiskAssessed] = {}
    for old, fact in by_old.items():
        seen = {old}
        while (later := by_old.get(fact.risk_id)) is not None and fact.risk_id not in seen:
            seen.add(fact.risk_id)
            fact = later
        newest[old] = fact
    return newest


def _changed(
    before: Timeline, after: Timeline, added: Sequence[TimelineEntry], reassessed: Mapping[str, RiskAssessed]
) -> Iterator[Difference]:
    then, now = before.decision, after.decision
    if before.entries and then.status != now.status:
        by = _last(added, lambda fact: isinstance(fact, DecisionConcluded | DecisionReopened))
        yield Difference("status", None, then.status, now.status, by)
    if before.entries and now.direction and (not then.direction or then.direction[::2] != now.direction[::2]):
        chosen = before.entry(then.direction.version) if then.direction else None
        later = after.entry(now.direction.version)
        yield Difference(
            "direction",
            None,
            chosen.recorded if chosen else None,
            later.recorded if later else None,
            now.direction.version,
        )
    yield from _trials(before, after, added)
    yield from _risks(before, after, reassessed)
    yield from _failures(before, after, added)


def _trials(before: Timeline, after: Timeline, added: Sequence[TimelineEntry]) -> Iterator[Difference]:
    earlier = {attempt.fact.trial_id: attempt for attempt in before.attempts}
    for attempt in after.attempts:
        name = attempt.fact.trial_id
        if (was := earlier.get(name)) is None:
            continue
        if was.outcome != attempt.outcome:
            by = attempt.ended.version if attempt.ended else None
            yield Difference("outcome", attempt.started, was.outcome, attempt.outcome, by)
        measured = {each.criterion.metric: each for each in was.criteria}
        for each in attempt.criteria:
            metric = each.criterion.metric
            if measured.get(metric) != each:
                yield Difference(
                    "criterion", attempt.started, measured.get(metric), each, _observed(added, name, metric)
                )


def _observed(added: Sequence[TimelineEntry], trial_id: str, metric: str) -> int | None:
    def is_it(fact: Fact) -> bool:
        return isinstance(fact, ObservationRecorded) and (fact.trial_id, fact.metric) == (trial_id, metric)

    return _last(added, is_it)


def _risks(before: Timeline, after: Timeline, reassessed: Mapping[str, RiskAssessed]) -> Iterator[Difference]:
    for name, risk in before.decision.each(Risk):
        later, first = reassessed.get(name), before.named.get(name)
        if risk.replaced or later is None or first is None or not isinstance(first.fact, RiskAssessed):
            continue
        by = after.named.get(later.risk_id)
        for field in RISK_FIELDS:
            was, now = getattr(first.fact, field), getattr(later, field)
            if was != now:
                yield Difference(field, first, was, now, by.version if by else None)


def _failures(before: Timeline, after: Timeline, added: Sequence[TimelineEntry]) -> Iterator[Difference]:
    for name, was in before.decision.each(Failure):
        now, disclosed = after.decision.failure(name), after.named.get(name)
        if now is None or disclosed is None:
            continue
        corrected = [
            (entry.version, entry.recorded.fact)
            for entry in added
            if isinstance(entry.recorded.fact, FailureCorrected) and entry.recorded.fact.failure_id == name
        ]
        for field in FAILURE_FIELDS:
            values = getattr(was, field), getattr(now, field)
            if values[0] != values[1]:
                by = next((version for version, fact in reversed(corrected) if getattr(fact, field)), None)
                yield Difference(field, disclosed, *values, by)
        for version, fact in corrected:
            if fact.what_happened or fact.consequence or fact.failure_kind:
                yield Difference("account", disclosed, None, None, version)
