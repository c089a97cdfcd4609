"""The shape of a case paper, for the OpenAPI document."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from laeringslopp.entry import Envelope
from laeringslopp.facts import AccessLevel
from laeringslopp.facts.values import Date, Id, Level, Maybe, Time, Title
from laeringslopp.paper.model import Tone
from laeringslopp_service.api.shapes import Shown


class PaperLine(Shown):
    """One line of the head."""

    label: str
    value: str


class PaperText(Shown):
    """A text and the entries that it rests on."""

    text: str
    refs: list[int]
    tone: Tone = Field(description="How it is to be met.")


class PaperBlock(Shown):
    """A paragraph with its text, a list with its items, or a table with its rows."""

    block: Literal["paragraph", "bullets", "table"]
    text: str | None = None
    refs: list[int] | None = None
    tone: Tone | None = None
    items: list[PaperText] | None = None
    caption: str | None = None
    header: list[str] | None = None
    rows: list[list[str]] | None = None


class PaperSection(Shown):
    """A heading and what stands under it."""

    id: str = Field(description="The same in every language.")
    heading: str
    boxed: bool = Field(description="It stands in a frame.")
    blocks: list[PaperBlock]


class CasePaper(Shown):
    """A decision laid out for those who decide, as it stood on a day."""

    title: str
    decision_id: Id
    version: int = Field(description="The last entry that it reaches up to.")
    organisation: str
    lang: Literal["nb", "nn", "en"]
    as_of: date
    complete: bool = Field(description="Whether all that a proper preparation asks for is on record.")
    missing: list[str] = Field(description="What is not, in words.")
    reference: str | None = None
    access: AccessLevel = Field(description="The most closed that anything in it is.")
    grounds: list[str] = Field(description="The legal grounds of what is exempt in it.")
    head: list[PaperLine]
    sections: list[PaperSection]


class PaperSent(Envelope):
    """Before whom a paper was laid, and whose act that was."""

    to_level: Annotated[Maybe[Level], Field(description="The level that decides, unless given.")] = None
    organ: Maybe[Title] = None
    meeting: Maybe[Date] = None
    case_number: Maybe[Title] = None
    as_of: Annotated[
        Maybe[Annotated[Date | Time, Field(union_mode="left_to_right")]],
        Field(description="The day of the paper, or its moment, where it was not made now."),
    ] = None


ANSWERS = (CasePaper,)
BODIES = (PaperSent,)
EXAMPLE: Mapping[str, Any] = {
    "title": "Alarms for those who live at home",
    "decision_id": "alarms",
    "version": 4,
    "organisation": "Eksempelvik",
    "lang": "en",
    "as_of": "2026-03-12",
    "complete": False,
    "missing": ["which questions of principle it raises"],
    "access": "internal",
    "grounds": [],
    "head": [{"label": "Organisation", "value": "Eksempelvik"}],
    "sections": [
        {
            "id": "before",
            "heading": "What we have tried, and what failed",
            "boxed": True,
            "blocks": [
                {
                    "block": "bullets",
                    "items": [
                        {
                            "text": "A failure, 2 March 2026: “They do not get through from the bathroom.”",
                            "refs": [4],
                            "tone": "failure",
                        }
                    ],
                }
            ],
        }
    ],
}
SENT: Mapping[str, Any] = {
    "by": {"id": "kd", "role": "municipal director", "level": "administrative"},
    "organ": "The council",
    "meeting": "2026-03-26",
    "case_number": "PS 12/26",
}
