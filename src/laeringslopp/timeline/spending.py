"""What is spent, against what it was to cost at most."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from laeringslopp.facts import Money, PlanChanged
from laeringslopp.timeline.model import AttemptShown, Timeline


@dataclass(frozen=True, slots=True)
class Spent:
    """What one attempt cost; without an attempt, what changes of the plan cost the whole decision."""

    attempt: AttemptShown | None
    limit: Money | None
    cost: Money | None
    extra: tuple[Money, ...]
    """What changes of its plan added, a sum for each currency."""

    @property
    def is_over(self) -> bool | None:
        """Whether it cost more than its limit; None where that cannot be said."""
        if self.limit is None or self.cost is None or self.limit.currency != self.cost.currency:
            return None
        return self.cost.amount > self.limit.amount


def spending(timeline: Timeline) -> tuple[Spent, ...]:
    """What is on record as spent or limited, attempt by attempt, then what belongs to none of them."""
    extra: dict[str | None, list[Money]] = {}
    trials = {attempt.fact.trial_id for attempt in timeline.attempts}
    for entry in timeline.entries:
        fact = entry.recorded.fact
        if isinstance(fact, PlanChanged) and fact.extra_cost is not None:
            extra.setdefault(fact.trial_id if fact.trial_id in trials else None, []).append(fact.extra_cost)
    of_attempts = (
        Spent(each, each.fact.cost_limit, each.cost, together(extra.get(each.fact.trial_id, ())))
        for each in timeline.attempts
    )
    whole = (Spent(None, None, None, together(extra[None])),) if None in extra else ()
    return (*(spent for spent in of_attempts if spent.limit or spent.cost or spent.extra), *whole)


def together(amounts: Iterable[Money]) -> tuple[Money, ...]:
    """One sum for each currency, in the order in which they are first met."""
    sums: dict[str, Decimal] = {}
    for money in amounts:
        sums[money.currency] = sums.get(money.currency, Decimal(0)) + money.amount
    return tuple(Money(amount=amount, currency=currency) for currency, amount in sums.items())


def spent_in_all(spent: Iterable[Spent]) -> tuple[Money, ...]:
    """Costs and extra costs together, a sum for each currency."""
    return together(money for each in spent for money in (*((each.cost,) if each.cost else ()), *each.extra))
