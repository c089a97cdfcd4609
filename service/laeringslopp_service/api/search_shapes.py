"""The shape of what has failed before, for the OpenAPI document."""

from typing import Any, Literal

from pydantic import Field

from laeringslopp.facts.values import Id
from laeringslopp_service.api.shapes import Shown

FAILED_BEFORE: dict[str, Any] = {
    "q": "sensor som varsler om natten",
    "lang": "nb",
    "searched": 31,
    "read_as": {},
    "items": [
        {
            "decision_id": "dorsensor",
            "title": {"text": "Dørsensorer på Solbakken", "marks": []},
            "organisation": "eksempelvik",
            "noun": "failure",
            "id": "failure-1",
            "version": 3,
            "when": "12. mars 2026 kl. 07.10",
            "what": {"text": "Sensoren varslet ikke da døra sto på gløtt.", "marks": [[0, 8], [9, 16]]},
            "severity": "moderate",
            "finding": "confirmed",
            "tried": {"text": "Nattevakten rekker fram før noen er ute av bygget.", "marks": []},
            "lessons": [],
            "became": ["Saken er åpen."],
            "link": "/decisions/dorsensor#v3",
        }
    ],
}


class MarkedText(Shown):
    """A text, and where in it the words stand that were asked for."""

    text: str
    marks: list[tuple[int, int]] = Field(description="Where each begins and where it ends, in characters.")


class EarlierLesson(Shown):
    """What was learned from it."""

    lesson_id: Id
    version: int
    statement: MarkedText
    recommendation: MarkedText | None = None


class EarlierFailure(Shown):
    """A failure, or a lesson that was drawn from none."""

    decision_id: Id
    title: MarkedText | None = Field(None, description="Left out where it is withheld.")
    organisation: str | None = None
    noun: Literal["failure", "lesson"]
    id: Id
    version: int
    when: str
    what: MarkedText = Field(description="What happened, as it was first told; of a lesson what was learned.")
    corrected: MarkedText | None = None
    consequence: MarkedText | None = None
    severity: Literal["minor", "moderate", "serious", "critical"] | None = None
    finding: Literal["suspected", "confirmed", "unfounded"] | None = None
    tried: MarkedText | None = Field(None, description="What was expected of the attempt.")
    lessons: list[EarlierLesson]
    became: list[str] = Field(description="What became of it, in sentences.")
    link: str


class FailedBefore(Shown):
    """The earlier failures most like what is planned, the most like first."""

    q: str
    lang: Literal["nb", "nn", "en"]
    searched: int = Field(description="How many failures and lessons you may see here.")
    read_as: dict[str, str] = Field(description="Words that stand in no text, and what they were read as.")
    items: list[EarlierFailure]
