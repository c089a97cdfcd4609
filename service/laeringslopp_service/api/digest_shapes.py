"""The shape of a digest, for the OpenAPI document."""

from datetime import date
from typing import Any, Literal

from pydantic import Field

from laeringslopp.digest import PartName
from laeringslopp.facts.values import Id
from laeringslopp_service.api.shapes import Shown


class DigestItem(Shown):
    """One thing that the level should know or do."""

    text: str
    decision_id: Id
    title: str = Field(description="What the decision is called.")
    version: int = Field(description="The entry that it rests on.")
    due: date | None = Field(description="By when, where something is owed.")
    overdue: bool


class DigestPart(Shown):
    """Items of one sort, the most serious first."""

    name: PartName
    heading: str
    count: int = Field(description="How many there are, those that found no room among them.")
    more: str | None = Field(description="What is said of those that found no room; null where all did.")
    items: list[DigestItem]


class Digest(Shown):
    """What is new for a level since a day."""

    organisation: Id
    level: str
    lang: Literal["nb", "nn", "en"]
    title: str
    since: date
    until: date
    next_meeting: date | None
    new: bool = Field(description="Whether something was recorded, or came to be owed or due, since that day.")
    lead: list[str]
    parts: list[DigestPart]
    withheld: int = Field(description="How many entries that are new are not for the reader.")
    closing: list[str]


EXAMPLE: dict[str, Any] = {
    "organisation": "nordfjord",
    "level": "political",
    "lang": "nb",
    "title": "Nytt for kommunestyret",
    "since": "2026-02-12",
    "until": "2026-03-10",
    "next_meeting": "2026-03-12",
    "new": True,
    "lead": ["Dette er registrert siden 12. februar 2026, og dette venter på dere."],
    "parts": [
        {
            "name": "failures",
            "heading": "Meldte feil",
            "count": 1,
            "more": None,
            "items": [
                {
                    "text": "Hjemmetjenesten meldte en egen feil: «Sensoren varslet ikke da døra sto på gløtt.»",
                    "decision_id": "dorsensor",
                    "title": "Dørsensorer på sykehjemmet",
                    "version": 3,
                    "due": None,
                    "overdue": False,
                }
            ],
        }
    ],
    "withheld": 0,
    "closing": [],
}
