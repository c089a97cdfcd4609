"""The decisions of the register: the organisation's own, and known cases apart."""

import logging
from dataclasses import dataclass

from laeringslopp import Decision, Reader, Register, StoreError
from laeringslopp.cases import is_made_up
from laeringslopp.integrity import POLICY_STREAM
from laeringslopp.story import standing, summary
from laeringslopp_service.pages.labels import STATUSES
from laeringslopp_service.pages.texts import Texts

log = logging.getLogger("laeringslopp.pages")


@dataclass(frozen=True, slots=True)
class Decisions:
    """The decisions that a reader may see, the newest first."""

    live: tuple[Decision, ...]
    known: tuple[Decision, ...]
    """Known cases: what happened before it was recorded here."""
    withheld: int
    """How many there are that the reader may not see."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A decision and where it stands now."""

    decision: Decision
    title: str
    status: str
    stands: str
    is_made_up: bool


def decisions(register: Register, reader: Reader) -> Decisions:
    """Every decision whose opening the reader may see."""
    live: list[Decision] = []
    known: list[Decision] = []
    withheld = 0
    for decision_id in register.decision_ids():
        if decision_id.startswith(POLICY_STREAM):
            continue
        try:
            decision = register.decision(decision_id, reader)
        except StoreError as error:
            if error.reason != "unreadable":
                raise
            log.error("%s is left out of the list: %s", decision_id, error)
            continue
        if decision.opened is None:
            withheld += 1
        else:
            (known if is_known_case(decision) else live).append(decision)
    return Decisions(tuple(reversed(live)), tuple(reversed(known)), withheld)


def is_known_case(decision: Decision) -> bool:
    """Whether it was over, or under way, before it was recorded here."""
    first = min(decision.marks, default=None)
    return first is not None and decision.is_history(first)


def listed(decision: Decision, register: Register, reader: Reader, texts: Texts) -> Listed:
    """The decision as a list shows it."""
    assert decision.opened is not None
    timeline = register.timeline(decision.decision_id, reader=reader)
    status = texts.say(STATUSES[standing(decision)])
    return Listed(decision, decision.opened.title, status, summary(timeline, texts.words), is_made_up(decision))
