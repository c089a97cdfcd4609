"""What was promised: money and its limits, dates that were moved, and rules that were set aside."""

from dataclasses import dataclass

from laeringslopp import PlanChanged, Recorded
from laeringslopp.story import sentence, waiver_sentence
from laeringslopp.timeline import MovedPlan, Spent, Timeline, moved_plans, spending, spent_in_all
from laeringslopp_service.pages.spans import length
from laeringslopp_service.pages.texts import N_, Texts


@dataclass(frozen=True, slots=True)
class SpentRow:
    """What an attempt cost, beside what it was to cost at most."""

    label: str
    version: int | None
    """Where the attempt began; None: it is the whole decision."""
    cost: str | None
    limit: str | None
    extra: str | None
    is_over: bool | None


@dataclass(frozen=True, slots=True)
class Move:
    """One move of a plan."""

    from_day: str | None
    to_day: str | None
    reason: str
    version: int


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan that was moved."""

    what: str
    attempt: str | None
    moves: tuple[Move, ...]
    slip: str | None
    """How far in all, in words."""
    standing: str | None
    """The day that stands now."""


@dataclass(frozen=True, slots=True)
class WaiverRow:
    """A rule that was set aside once, why, and what became of it."""

    sentence: str
    version: int
    became: str
    used_by: int | None


def spent_rows(timeline: Timeline, texts: Texts) -> tuple[tuple[SpentRow, ...], str | None]:
    """What is spent attempt by attempt, and all of it together."""
    found, words = spending(timeline), texts.words
    total = words.these([words.money(money) for money in spent_in_all(found)])
    return tuple(_spent(each, texts) for each in found), total or None


def _spent(spent: Spent, texts: Texts) -> SpentRow:
    words = texts.words
    return SpentRow(
        label=texts.say(N_("Attempt {n}"), n=spent.attempt.number)
        if spent.attempt
        else texts.say(N_("Changes of the plan")),
        version=spent.attempt.started.version if spent.attempt else None,
        cost=words.money(spent.cost) if spent.cost else None,
        limit=words.money(spent.limit) if spent.limit else None,
        extra=words.these([words.money(money) for money in spent.extra]) or None,
        is_over=spent.is_over,
    )


def plan_rows(timeline: Timeline, texts: Texts) -> tuple[PlanRow, ...]:
    """The plans that were moved, each with all its moves."""
    numbers = {attempt.fact.trial_id: attempt.number for attempt in timeline.attempts}
    return tuple(_plan(plan, numbers, texts) for plan in moved_plans(timeline))


def _plan(plan: MovedPlan, numbers: dict[str, int], texts: Texts) -> PlanRow:
    words, number = texts.words, numbers.get(plan.trial_id or "")
    slip = None
    if plan.slip is not None and plan.slip.days:
        later = N_("{time} later") if plan.slip.days > 0 else N_("{time} earlier")
        slip = texts.say(later, time=length(plan.slip, texts))
    return PlanRow(
        what=_fact(plan.moves[0]).what,
        attempt=texts.say(N_("Attempt {n}"), n=number) if number else None,
        moves=tuple(
            Move(
                words.day(fact.from_date) if fact.from_date else None,
                words.day(fact.to_date) if fact.to_date else None,
                fact.reason,
                move.version,
            )
            for move in plan.moves
            for fact in (_fact(move),)
        ),
        slip=slip,
        standing=words.day(plan.last) if plan.last else None,
    )


def _fact(recorded: Recorded) -> PlanChanged:
    assert isinstance(recorded.fact, PlanChanged)
    return recorded.fact


def waiver_rows(timeline: Timeline, texts: Texts) -> tuple[WaiverRow, ...]:
    """Every waiver that is shown."""
    return tuple(
        WaiverRow(
            sentence(entry.recorded, timeline.named, texts.words),
            entry.version,
            waiver_sentence(waiver, texts.words),
            waiver.used_by,
        )
        for entry in timeline.entries
        if (waiver := timeline.waivers.get(entry.version)) is not None
    )
