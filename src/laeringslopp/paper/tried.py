"""What case papers lack: what was tried, what failed, what was learned, what is different, spent, and when to stop."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from laeringslopp.decision.state import Failure, Lesson
from laeringslopp.entry import Recorded
from laeringslopp.facts import (
    AdjustmentMade,
    Criterion,
    FailureContained,
    FailureCorrected,
    FailureDisclosed,
    LessonDrawn,
    Money,
    PlanChanged,
    RetryStarted,
    TrialEnded,
)
from laeringslopp.paper.model import Block, Paragraph, Section, Table
from laeringslopp.paper.saying import Sayer, item, joined, listed, written
from laeringslopp.story.comparing import VALUES
from laeringslopp.story.course import gravest_failures, what_was_learned
from laeringslopp.story.sentences import name_of
from laeringslopp.story.standing import LAST
from laeringslopp.story.wording import N_, capital
from laeringslopp.timeline import AttemptShown, Changed, Measured, Timeline, moved_plans, spending, spent_in_all

CHANGED: Mapping[str, str] = {
    "hypothesis": N_("The idea"),
    "criterion": N_("What is measured"),
    "scale": N_("How much"),
    "where": N_("Where"),
    "stop_when": N_("When one stops"),
    "cost_limit": N_("The cost limit"),
}
NOTHING = "–"


class Told(NamedTuple):
    """What was said of a failure after it was disclosed."""

    contained: list[Recorded]
    corrected: list[Recorded]


def tried(timeline: Timeline, say: Sayer) -> Iterator[Section]:
    """The section in its six parts."""
    yield say.section("tried", N_("What we have tried"), _attempts(timeline, say))
    yield say.section("failures", N_("What failed"), _failures(timeline, say))
    yield say.section("learned", N_("What we learned"), _lessons(timeline, say))
    yield say.section("different", N_("What is different this time"), _different(timeline, say))
    yield say.section("spent", N_("What is spent"), _spent(timeline, say))
    yield say.section("stop", N_("When one would stop"), _stop(timeline, say))


def _attempts(timeline: Timeline, say: Sayer) -> Iterator[Block]:
    if not timeline.attempts:
        yield say.absent(N_("No attempt is {recorded}."))
        return
    header = (N_("Attempt"), N_("Time"), N_("The idea"), N_("Measured"), N_("How it went"))
    rows = tuple(_attempt(each, say) for each in timeline.attempts)
    yield Table(say.text(N_("The attempts beside each other")), tuple(map(say.text, header)), rows)
    yield from listed([_moved(plan.moves, say) for plan in moved_plans(timeline)])


def _attempt(attempt: AttemptShown, say: Sayer) -> tuple[str, ...]:
    start = say.day(attempt.started)
    time = f"{start} – {say.day(attempt.ended)}" if attempt.ended else say.say(N_("from {date}"), date=start)
    number = f"{attempt.number} ({written(attempt.fact.where)})" if attempt.fact.where else str(attempt.number)
    end = attempt.ended.fact if attempt.ended else None
    outcome = capital(say.text(LAST[attempt.outcome]))
    how = joined(f"{outcome}.", say.told(end.summary) if isinstance(end, TrialEnded) else None)
    measured = "; ".join(_measured(each, say) for each in attempt.criteria)
    return number, time, say.told(attempt.fact.hypothesis), measured or NOTHING, how


def _measured(measured: Measured, say: Sayer) -> str:
    asked = say.quote(say.words.criterion(measured.criterion))
    if measured.observed is None:
        return say.say(N_("{criterion}: not measured"), criterion=asked)
    values = {"criterion": asked, "value": written(say.words.amount(measured.observed, measured.criterion.unit))}
    return say.say(N_("{criterion}: {value}, met") if measured.met else N_("{criterion}: {value}, not met"), **values)


def _moved(moves: tuple[Recorded, ...], say: Sayer) -> Paragraph:
    last = moves[-1].fact
    assert isinstance(last, PlanChanged)
    versions = [move.version for move in moves]
    first = next((f.from_date for m in moves if isinstance(f := m.fact, PlanChanged) and f.from_date), None)
    what = say.quote(last.what)
    if first and last.to_date:
        dates = {"first": say.words.day(first), "last": say.words.day(last.to_date)}
        said = say.say(N_("The plan {what} was moved from {first} to {last}."), what=what, **dates)
    else:
        said = say.say(N_("The plan {what} was changed."), what=what)
    return item(joined(said, say.labelled(N_("The reason given"), last.reason)), *versions)


def _failures(timeline: Timeline, say: Sayer) -> Iterator[Block]:
    standing = gravest_failures(timeline)
    shown = {each.version for each in standing}
    others = [
        entry.recorded
        for entry in timeline.entries
        if isinstance(entry.recorded.fact, FailureDisclosed) and entry.version not in shown
    ]
    if not standing and not others:
        yield say.absent(N_("No failure is {recorded}."))
        return
    after: dict[str, Told] = {}
    for entry in timeline.entries:
        match entry.recorded.fact:
            case FailureContained(failure_id=name):
                after.setdefault(name, Told([], [])).contained.append(entry.recorded)
            case FailureCorrected(failure_id=name):
                after.setdefault(name, Told([], [])).corrected.append(entry.recorded)
    yield from listed([_failure(each, after, timeline, say) for each in (*standing, *others)])


def _failure(recorded: Recorded, after: Mapping[str, Told], timeline: Timeline, say: Sayer) -> Paragraph:
    fact = recorded.fact
    assert isinstance(fact, FailureDisclosed)
    stands = timeline.decision.failure(fact.failure_id)
    told = after.get(fact.failure_id, Told([], []))
    said = [f"{say.day(recorded)}, {written(name_of(recorded.by))}: {say.told(fact.what_happened)}"]
    for each in told.corrected:
        if isinstance(each.fact, FailureCorrected):
            corrected = each.fact.what_happened or each.fact.reason
            said.append(say.labelled(N_("Corrected later"), corrected))
    said.extend(_weight(stands, say))
    if fact.consequence:
        said.append(say.labelled(N_("What it led to"), fact.consequence))
    for each in told.contained:
        if isinstance(each.fact, FailureContained):
            said.append(say.labelled(N_("Done at once"), each.fact.what))
    is_unfounded = stands is not None and stands.finding == "unfounded"
    if stands is not None and not stands.has_lesson and not is_unfounded:
        said.append(say.say(N_("No lesson from it is {recorded}."), recorded=say.recorded))
    versions = [recorded.version, *(each.version for each in (*told.contained, *told.corrected))]
    return item(joined(*said), *versions, tone="plain" if is_unfounded else "failure")


def _weight(stands: Failure | None, say: Sayer) -> Iterator[str]:
    if stands is not None and stands.severity:
        yield say.say(N_("Severity: {value}."), value=say.text(VALUES[stands.severity]))
    if stands is not None and stands.finding == "suspected":
        yield say.text(N_("It is suspected, not confirmed."))
    if stands is not None and stands.finding == "unfounded":
        yield say.text(N_("It was found to be unfounded."))


def _lessons(timeline: Timeline, say: Sayer) -> Iterator[Block]:
    items = [_lesson(each, timeline, say) for each in what_was_learned(timeline)]
    yield from listed(items) or (say.absent(N_("No lesson is {recorded}.")),)


def _lesson(recorded: Recorded, timeline: Timeline, say: Sayer) -> Paragraph:
    fact = recorded.fact
    assert isinstance(fact, LessonDrawn)
    said = [say.told(fact.statement)]
    if fact.recommendation:
        said.append(say.labelled(N_("Advice"), fact.recommendation))
    lesson, deciding = timeline.decision.things.get(fact.lesson_id), timeline.decision.deciding_level
    if isinstance(lesson, Lesson) and deciding and deciding not in lesson.acknowledged_by | {lesson.by_level}:
        text = N_("That {level} has read it is not {recorded}.")
        said.append(say.say(text, level=say.words.level(deciding), recorded=say.recorded))
    return item(joined(*said), recorded.version, tone="lesson")


def _different(timeline: Timeline, say: Sayer) -> Iterator[Block]:
    adjustments = [
        item(_change(each.what, each.from_, each.to, say), entry.version)
        for entry in timeline.entries
        if isinstance(fact := entry.recorded.fact, AdjustmentMade)
        for each in fact.changes
    ]
    last = timeline.attempts[-1] if timeline.attempts else None
    others = [each for each in (last.changed if last else ()) if each.what != "adjustment"]
    if not adjustments and not others:
        yield say.absent(N_("No change is {recorded}."))
        return
    yield from listed(adjustments)
    if last is not None and others and isinstance(last.fact, RetryStarted):
        yield Paragraph(say.say(N_("Attempt {n} differs from the one before it:"), n=last.number))
        yield from listed([item(_differs(each, say), last.started.version) for each in others])


def _change(what: str, before: str | None, after: str, say: Sayer) -> str:
    told = say.told(after)
    if before:
        return say.say(
            N_("{what}: before {before}, now {after}"), what=written(what), before=say.quote(before), after=told
        )
    return f"{written(what)}: {told}"


def _differs(change: Changed, say: Sayer) -> str:
    what = joined(say.text(CHANGED[change.what]), f"({written(change.name)})" if change.name else None)
    before, after = _value(change.from_, say), _value(change.to, say)
    if after is None:
        return say.say(N_("{what}: before {before}, no longer said"), what=what, before=say.quote(before or NOTHING))
    return _change(what, before, after, say)


def _value(value: str | Criterion | Money | None, say: Sayer) -> str | None:
    match value:
        case Criterion():
            return say.words.criterion(value)
        case Money():
            return say.words.money(value)
    return value


def _spent(timeline: Timeline, say: Sayer) -> Iterator[Block]:
    spent = spending(timeline)
    if not spent:
        yield say.absent(N_("What is spent is not {recorded}."))
        return
    total = say.words.these([say.words.money(each) for each in spent_in_all(spent)])
    if total:
        yield Paragraph(say.say(N_("Spent in all, as far as it is on record: {money}."), money=total))
    header = (N_("Attempt"), N_("The cost limit"), N_("Cost"), N_("Extra cost"))
    rows = tuple(
        (
            str(each.attempt.number) if each.attempt else say.text(N_("The whole case")),
            say.words.money(each.limit) if each.limit else NOTHING,
            say.words.money(each.cost) if each.cost else NOTHING,
            say.words.these([say.words.money(money) for money in each.extra]) or NOTHING,
        )
        for each in spent
    )
    yield Table(say.text(N_("What each attempt cost")), tuple(map(say.text, header)), rows)


def _stop(timeline: Timeline, say: Sayer) -> Iterator[Block]:
    running = [each for each in timeline.attempts if each.ended is None] or list(timeline.attempts[-1:])
    items = [item(said, each.started.version) for each in running if (said := _stops(each, say))]
    if not any(each.fact.stop_when for each in running):
        yield say.absent(N_("When one would stop is not {recorded}."))
    yield from listed(items)


def _stops(attempt: AttemptShown, say: Sayer) -> str:
    fact, said = attempt.fact, []
    if fact.stop_when:
        said.append(say.labelled(N_("One stops when"), fact.stop_when))
    if fact.cost_limit:
        said.append(say.say(N_("It may cost at most {money}."), money=say.words.money(fact.cost_limit)))
    if fact.review_by:
        said.append(say.say(N_("It is to be looked at again by {date}."), date=say.words.day(fact.review_by)))
    return joined(say.say(N_("Attempt {n}."), n=attempt.number), *said) if said else ""
