"""What somebody listens to, and what is sent of it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from fastapi.sse import format_sse_event
from pydantic_core import to_json

from laeringslopp import DecisionOpened, Reader, Recorded, Register, Withheld
from laeringslopp.policy import POLICY_STREAM
from laeringslopp_service.recorded import found, told

OrganisationOf = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Topic:
    """One decision, the decisions of one organisation, or everything."""

    decision_id: str | None = None
    organisation: str | None = None

    def holds(self, decision_id: str, organisation_of: OrganisationOf) -> bool:
        """Whether a decision's facts belong to it."""
        if self.decision_id is not None:
            return decision_id == self.decision_id
        return self.organisation is None or organisation_of(decision_id) == self.organisation


class Event(NamedTuple):
    """One fact as a reader is sent it."""

    position: int
    decision_id: str
    written: bytes


def event_of(seen: Recorded | Withheld, reader: Reader) -> Event:
    """The fact, written once for all who listen as this reader."""
    data = to_json(told(seen, reader)).decode()
    return Event(seen.position, seen.decision_id, format_sse_event(data_str=data, id=str(seen.position)))


def changes_access(seen: Recorded | Withheld) -> bool:
    """Whether what was recorded before it may be for fewer eyes from now on."""
    return (seen.kind if isinstance(seen, Withheld) else seen.fact.kind) == "access-changed"


def organisations(register: Register, reader: Reader) -> OrganisationOf:
    """To which organisation a decision belongs, as far as the reader may know: its opening says so.

    It is asked once for each decision, so what is given here is used for one page and let go.
    """

    @cache
    def organisation_of(decision_id: str) -> str | None:
        if decision_id.startswith(POLICY_STREAM):
            return decision_id.removeprefix(POLICY_STREAM)
        opening = register.entry(decision_id, 1, reader)
        return opening.fact.organisation if opening and isinstance(opening.fact, DecisionOpened) else None

    return organisation_of


def page_of(register: Register, reader: Reader, topic: Topic, after: int, most: int) -> tuple[list[Event], int | None]:
    """The topic's facts among the next ones after a position, and up to where was looked; None: to the end.

    Who may see them is asked as it is read. Raises StoreError.
    """
    seen, is_all = found(register.feed(after, reader, most, topic.decision_id))
    organisation_of = organisations(register, reader)
    events = [event_of(each, reader) for each in seen if topic.holds(each.decision_id, organisation_of)]
    return events, None if is_all and len(seen) < most else seen[-1].position
