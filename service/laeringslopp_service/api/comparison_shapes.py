"""The shape of a comparison, for the OpenAPI document and those who read it."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from laeringslopp.facts.values import Id
from laeringslopp.story.comparing import RESOLVED
from laeringslopp.timeline.comparing import DifferenceWhat
from laeringslopp.timeline.model import OpenWhat
from laeringslopp_service.api import examples
from laeringslopp_service.api.shapes import DutyShown, Open, Shown, Status, TimelineEntry, WithheldCount


class Look(Shown):
    """How the decision looked at one moment."""

    at: datetime
    is_ahead: bool = Field(description="Whether a moment was asked for that lies ahead; `at` is now then.")
    status: Status
    summary: str = Field(description="Empty where nothing was on record.")
    entries: int
    open: int
    unknown_to: dict[str, int] = Field(description="Level to how many of the entries it did not know.")


class Resolved(Shown):
    """Something that was open or owed and is so no more, or a learning loop that has come round."""

    what: OpenWhat | Literal["loop", "duty"]
    version: int | None = Field(None, description="The entry that it is about.")
    by: int | None = Field(None, description="The entry that resolved it.")
    level: str | None = None
    rule_id: Id | None = None
    met_on: date | None = Field(None, description="Of a duty: when it was met; left out where it fell away.")
    sentence: str


class MomentDifference(Shown):
    """Something that stood there at both moments and is otherwise at the second."""

    what: DifferenceWhat
    version: int | None = Field(None, description="The entry that it is about; left out: the decision.")
    by: int | None = Field(None, description="The last entry that changed it.")
    name: str | None = Field(None, description="Of a criterion: what was measured.")
    from_: Any = Field(None, alias="from", description="Left out where there was none.")
    to: Any = None
    sentence: str


class Learned(Shown):
    """What a level has come to know that had happened by the first moment."""

    level: str
    versions: list[int]
    sentence: str


class MomentsCompared(Shown):
    """A decision at two moments, as its reader may see it, and what came between."""

    decision_id: Id
    version: int
    title: str | None = None
    level: str | None = Field(None, description="The level whose knowledge is compared.")
    begins: datetime | None = Field(
        None, description="Where `from` shows nothing: the first moment that shows anything."
    )
    summary: str
    notices: list[str] = Field(description="What to know of the moments before reading what differs.")
    from_: Look = Field(alias="from")
    to: Look
    added: list[TimelineEntry]
    resolved: list[Resolved]
    changed: list[MomentDifference]
    opened: list[Open] = Field(description="What is open at the second moment and was not at the first.")
    owed: list[DutyShown] = Field(description="The duties that came, and those whose day has passed since.")
    learned: list[Learned]
    withheld: WithheldCount


ANSWERS: tuple[type[BaseModel], ...] = (MomentsCompared,)
EXAMPLE: dict[str, Any] = {
    "decision_id": "dorsensor",
    "version": 3,
    "title": "Dørsensorer på Solbakken",
    "summary": "Én oppføring kom til.",
    "notices": [],
    "from": {
        "at": "2026-03-11T23:59:59.999999+01:00",
        "is_ahead": False,
        "status": "open",
        "summary": "Saken er åpen. Ett forsøk er registrert; det har ingen registrert slutt.",
        "entries": 2,
        "open": 1,
        "unknown_to": {"political": 1, "administrative": 1, "operational": 1},
    },
    "to": {
        "at": "2026-03-12T23:59:59.999999+01:00",
        "is_ahead": False,
        "status": "open",
        "summary": "Saken er åpen. Ett forsøk er registrert; det har ingen registrert slutt.",
        "entries": 3,
        "open": 2,
        "unknown_to": {"political": 2, "administrative": 2, "operational": 1},
    },
    "added": [examples.ENTRY],
    RESOLVED: [],
    "changed": [],
    "opened": examples.TIMELINE["open"],
    "owed": [examples.DUTY],
    "learned": [],
    "withheld": {"count": 0, "grounds": [], "entries": []},
}
