"""How webhooks stand: for who runs the service."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from laeringslopp_service.hooks.delivering import Deliveries
from laeringslopp_service.hooks.model import Webhook

LONG = 3600.0
"""Seconds after which somebody should look why a receiver takes nothing; it may have been restarted before that."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One webhook, and what it lacks."""

    hook: Webhook
    behind: int
    """How many positions it has not come to."""
    waiting: int
    dead: int
    is_ahead: bool
    """Whether it was sent facts that the register no longer has: an earlier copy was put in its place."""


def standings(deliveries: Deliveries) -> list[Standing]:
    """Each webhook. Raises StoreError."""
    hooks = deliveries.keeping.every()
    return list(_stand(deliveries, hooks)) if hooks else []


def standing(deliveries: Deliveries, hook: Webhook) -> Standing:
    """One webhook. Raises StoreError."""
    return next(_stand(deliveries, [hook]))


def _stand(deliveries: Deliveries, hooks: list[Webhook]) -> Iterator[Standing]:
    end = deliveries.register.position
    counts = deliveries.keeping.counts()
    for hook in hooks:
        found: Counter[str] = counts.get(hook.webhook_id, Counter())
        yield Standing(hook, max(0, end - hook.position), found["waiting"], found["dead"], hook.position > end)


def reasons_of(deliveries: Deliveries) -> Iterator[str]:
    """What somebody should look at; never where a webhook leads. Raises StoreError."""
    if deliveries.has_died:
        yield "nothing is delivered to webhooks any more"
    since, now = deliveries.keeping.waiting_since(), deliveries.clock().timestamp()
    for each in standings(deliveries):
        name = each.hook.webhook_id
        waited = now - since.get(name, now)
        if waited > LONG and each.hook.state == "active":
            yield f"a fact has waited {waited // 3600:.0f} h for the receiver of the webhook {name}"
        if deliveries.rests(name):
            yield f"the webhook {name} cannot go on after position {each.hook.position}; the log says why"
        if each.hook.state == "ended":
            yield f"the webhook {name} has ended: its receiver answers that it is gone"
        if each.is_ahead:
            yield f"the webhook {name} is ahead of the register, an earlier copy; make it anew"
        if each.dead:
            letters = "a dead letter" if each.dead == 1 else f"{each.dead} dead letters"
            yield f"the webhook {name} has {letters}"
