"""The decisions of the register: the organisation's own, and known cases apart."""

from collections.abc import Collection
from dataclasses import dataclass

from laeringslopp import Decision, Reader, Register
from laeringslopp.cases import is_made_up
from laeringslopp.story import standing, summary
from laeringslopp.views import Views
from laeringslopp_service.auth import MEMBER
from laeringslopp_service.finding import Row, all_rows, readable
from laeringslopp_service.finding import decisions as found_decisions
from laeringslopp_service.following import fresh
from laeringslopp_service.pages.asked import Asked
from laeringslopp_service.pages.labels import STATUSES
from laeringslopp_service.pages.texts import Texts

NO_END = "no-end-found"
"""A case that is open as far as is on record, and of which only history is."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """The decisions that a reader may see, the newest first, each as a row of the view."""

    live: tuple[Row, ...]
    known: tuple[Row, ...]
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


def decisions(page: Asked, chosen: Collection[str] | None = None) -> Decisions:
    """Every decision whose opening the reader may see and that fits what was asked, or those chosen of them."""
    views = fresh(page.request, "decisions")
    asked, more = dict(page.query), {}
    if asked.get("status") in ("open", NO_END):
        more["only_history"] = asked["status"] == NO_END
        asked["status"] = "open"
    found = list(found_decisions(views, page.reader, asked, more=more))
    withheld = 0
    if page.reader != MEMBER:
        withheld = _count(views, MEMBER) - _count(views, page.reader)
    shown = [row for row in reversed(found) if chosen is None or row["decision_id"] in chosen]
    live = tuple(row for row in shown if not row["history"])
    return Decisions(live, tuple(row for row in shown if row["history"]), withheld)


def _count(views: Views, reader: Reader) -> int:
    return sum(1 for _ in all_rows(views, "decisions", reader, {}, ("version",)))


def is_known_case(decision: Decision) -> bool:
    """Whether it was over, or under way, before it was recorded here."""
    first = min(decision.marks, default=None)
    return first is not None and decision.is_history(first)


def listed(row: Row, register: Register, reader: Reader, texts: Texts) -> Listed | None:
    """The decision as a list shows it; None where it cannot be read, or was closed to the reader since."""
    decision = readable(register, str(row["decision_id"]), reader)
    if decision is None or decision.opened is None:
        return None
    timeline = register.timeline(decision.decision_id, reader=reader)
    status = texts.say(STATUSES[standing(decision)])
    return Listed(decision, decision.opened.title, status, summary(timeline, texts.words), is_made_up(decision))
