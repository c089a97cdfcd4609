"""The attempts beside each other, so that one sees what was different each time."""

from collections.abc import Iterator
from dataclasses import dataclass

from laeringslopp import Criterion, Money, Recorded, RetryStarted, TrialEnded
from laeringslopp.story import field_label
from laeringslopp.timeline import AttemptShown, Changed, Timeline
from laeringslopp_service.pages.fulltext import changed
from laeringslopp_service.pages.labels import OUTCOMES
from laeringslopp_service.pages.texts import N_, Texts


@dataclass(frozen=True, slots=True)
class Goal:
    """What an attempt was measured by, and how it went; None: nobody observed it."""

    wanted: str
    observed: str | None
    met: bool | None


@dataclass(frozen=True, slots=True)
class Tried:
    """One attempt in words."""

    number: int
    version: int
    where: str | None
    when: str
    hypothesis: str
    goals: tuple[Goal, ...]
    outcome: str
    tone: str
    """The design system's colour for how it ended; never red: nobody is blamed."""
    ended: Recorded | None
    summary: str | None
    differences: tuple[str, ...]
    is_retry: bool
    failures: tuple[int, ...]
    cost: str | None
    stop_when: str | None
    """When one would stop."""
    limits: tuple[tuple[str, str], ...]
    """What it may cost at most and when it is reviewed, by their labels."""


TONES = {"succeeded": "success", "failed": "warning", "mixed": "warning", "stopped": "warning", None: "neutral"}


def tried(timeline: Timeline, texts: Texts) -> tuple[Tried, ...]:
    """Every attempt on record, in the order in which they began."""
    return tuple(_tried(attempt, timeline, texts) for attempt in timeline.attempts)


def _tried(attempt: AttemptShown, timeline: Timeline, texts: Texts) -> Tried:
    end = attempt.ended.fact if attempt.ended and isinstance(attempt.ended.fact, TrialEnded) else None
    return Tried(
        number=attempt.number,
        version=attempt.started.version,
        where=attempt.fact.where,
        when=span(attempt, texts),
        hypothesis=attempt.fact.hypothesis,
        goals=tuple(
            Goal(
                texts.words.criterion(measured.criterion),
                None if measured.observed is None else texts.words.amount(measured.observed, measured.criterion.unit),
                measured.met,
            )
            for measured in attempt.criteria
        ),
        outcome=texts.say(OUTCOMES[attempt.outcome]),
        tone=TONES[attempt.outcome],
        ended=attempt.ended,
        summary=end.summary if end else None,
        differences=tuple(differences(attempt, texts)),
        is_retry=isinstance(attempt.fact, RetryStarted),
        failures=tuple(timeline.named[name].version for name in attempt.failures if name in timeline.named),
        cost=texts.words.money(attempt.cost) if attempt.cost else None,
        stop_when=attempt.fact.stop_when,
        limits=tuple(_limits(attempt, texts)),
    )


def _limits(attempt: AttemptShown, texts: Texts) -> Iterator[tuple[str, str]]:
    if attempt.fact.cost_limit:
        yield field_label(attempt.fact.kind, "cost_limit", texts.words), texts.words.money(attempt.fact.cost_limit)
    if attempt.fact.review_by:
        yield field_label(attempt.fact.kind, "review_by", texts.words), texts.words.day(attempt.fact.review_by)


def span(attempt: AttemptShown, texts: Texts) -> str:
    """From when to when it went on, as far as is known."""
    start = _day(attempt.started, texts)
    if attempt.ended is None:
        return texts.say(N_("from {start}"), start=start)
    return texts.say(N_("{start} to {end}"), start=start, end=_day(attempt.ended, texts))


def _day(recorded: Recorded, texts: Texts) -> str:
    precision = recorded.occurred_precision
    return texts.words.when(recorded.occurred_at, precision if precision in ("year", "month") else "day")


def differences(attempt: AttemptShown, texts: Texts) -> Iterator[str]:
    """What is different this time, in words: what was changed first, then what follows from it."""
    for change in attempt.changed:
        if change.what == "hypothesis":
            yield texts.say(N_("A new hypothesis"))
        elif change.what == "adjustment":
            yield changed(change.name, _said(change.from_, texts), _said(change.to, texts) or "")
        else:
            yield _difference(change, texts)


def _difference(change: Changed, texts: Texts) -> str:
    label = change.name or field_label("retry-started", change.what, texts.words)
    before, now = _said(change.from_, texts), _said(change.to, texts)
    if change.what == "criterion":
        if before is None:
            return texts.say(N_("Measured by this too: {what}"), what=now)
        if now is None:
            return texts.say(N_("No longer measured by: {what}"), what=before)
        return f"{before} → {now}"
    if now is None:
        return texts.say(N_("{label}: no longer said"), label=label)
    return changed(label, before, now)


def _said(value: str | Criterion | Money | None, texts: Texts) -> str | None:
    match value:
        case Criterion():
            return texts.words.criterion(value)
        case Money():
            return texts.words.money(value)
    return value
