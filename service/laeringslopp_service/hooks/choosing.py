"""What a webhook is sent next: what was asked for again, else the next fact after its position that is for it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from laeringslopp import Reader, Recorded, Register, Withheld
from laeringslopp_service.auth import MEMBER, PUBLIC
from laeringslopp_service.hooks.model import Delivery, Webhook
from laeringslopp_service.live.topic import Topic, organisations
from laeringslopp_service.recorded import found

LOOKED_THROUGH = 100
"""How many facts are looked through at a time for those of one organisation or kind."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing to send, decided now."""

    hook: Webhook
    reader: Reader
    seen: Recorded | Withheld
    before: Delivery | None
    """How it went before, where it was tried."""
    is_again: bool
    """Whether it was passed already: it moves no position."""


@dataclass(frozen=True, slots=True)
class Passed:
    """Nothing up to this position is for the webhook."""

    hook: Webhook
    position: int
    is_end: bool


@dataclass(frozen=True, slots=True)
class Dropped:
    """What was to be sent again is not for the webhook any more."""

    hook: Webhook
    position: int


def reader_for(hook: Webhook, levels: Sequence[str]) -> Reader:
    """For whom its facts are shown; a level that nobody has any more reads as the public."""
    if hook.reads_as == "member":
        return MEMBER
    if hook.reads_as == PUBLIC or hook.reads_as not in levels:
        return Reader.public()
    return Reader.level(hook.reads_as)


def is_due(hook: Webhook, waiting: Sequence[Delivery], end: int, now: float) -> bool:
    """Whether there is something to send, or to look through."""
    if hook.state != "active":
        return False
    head = any(each.position > hook.position for each in waiting)
    return any(each.next_at <= now for each in waiting) or (not head and hook.position < end)


def chosen(
    register: Register, hook: Webhook, waiting: Sequence[Delivery], now: float
) -> Turn | Passed | Dropped | None:
    """What to do next; None: nothing now. Who may see it is asked as it is read, now. Raises StoreError."""
    levels = register.levels() if hook.reads_as not in (PUBLIC, "member") else ()
    reader = reader_for(hook, levels)
    for each in waiting:
        if each.position <= hook.position and each.next_at <= now:
            seen = next(iter(register.feed(each.position - 1, reader, 1)), None)
            if seen is None or seen.position != each.position or not _is_for(hook, [seen], register, reader):
                return Dropped(hook, each.position)
            return Turn(hook, reader, seen, each, is_again=True)
    head = next((each for each in waiting if each.position > hook.position), None)
    if head is not None and head.next_at > now:
        return None
    end = register.position
    is_narrow = bool(hook.kinds or hook.organisation or hook.withheld == "skip")
    facts, is_all = found(register.feed(hook.position, reader, LOOKED_THROUGH if is_narrow else 1, hook.decision_id))
    wanted = _is_for(hook, facts, register, reader)
    if wanted:
        before = head if head is not None and head.position == wanted[0].position else None
        return Turn(hook, reader, wanted[0], before, is_again=False)
    if facts:
        return Passed(hook, facts[-1].position, is_end=False)
    return Passed(hook, end, is_end=True) if is_all and end > hook.position else None


def _is_for(
    hook: Webhook, facts: Sequence[Recorded | Withheld], register: Register, reader: Reader
) -> list[Recorded | Withheld]:
    """Those that the webhook is sent, in order."""
    topic = Topic(hook.decision_id) if hook.decision_id else Topic(None, hook.organisation)
    organisation_of = organisations(register, reader)
    return [
        each
        for each in facts
        if _is_kind(hook, each, reader)
        and topic.holds(each.decision_id, organisation_of)
        and (not hook.decision_id or not hook.organisation or organisation_of(each.decision_id) == hook.organisation)
    ]


def _is_kind(hook: Webhook, seen: Recorded | Withheld, reader: Reader) -> bool:
    if isinstance(seen, Recorded):
        return not hook.kinds or seen.fact.kind in hook.kinds
    if hook.withheld == "skip":
        return False
    # The public is not told of what kind a fact is that it may not see; a message that comes or does not would tell.
    return not hook.kinds or (not reader.is_public and seen.kind in hook.kinds)


def failed(turn: Turn, now: float, next_at: float | None, problem: str, status: int | None) -> Delivery:
    """How a delivery stands after an attempt that failed."""
    before = turn.before or Delivery(turn.hook.webhook_id, turn.seen.position, "waiting", 0, now, None, now, None, None)
    return replace(
        before,
        state="waiting" if next_at is not None else "dead",
        attempts=before.attempts + 1,
        first_at=before.first_at if before.attempts else now,
        last_at=now,
        next_at=next_at if next_at is not None else now,
        problem=problem,
        status=status,
    )
