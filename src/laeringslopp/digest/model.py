"""A digest as a document: parts with items, all in the words of one language. Every format is a walk over it."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

PartName = Literal["failures", "questions", "lessons", "duties", "retries", "outcomes"]
PARTS: tuple[PartName, ...] = get_args(PartName)
"""In the order in which they stand: the most serious first."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that the level should know or do."""

    text: str
    decision_id: str
    title: str
    """What the decision is called; its id where that is withheld."""
    version: int
    """The entry that it rests on."""
    due: date | None = None
    is_overdue: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Items of one sort, the most serious first."""

    name: PartName
    heading: str
    items: tuple[Item, ...]
    count: int
    """How many there are, those that found no room among them."""
    more: str = ""
    """What is said of those that found no room; empty where all did."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What is new for one level of an organisation since a day."""

    organisation: str
    level: str
    language: str
    title: str
    lead: tuple[str, ...]
    """Sentences at the head: since when, and the next meeting."""
    since: date
    until: date
    next_meeting: date | None
    parts: tuple[Part, ...]
    """Those that hold anything."""
    is_new: bool
    """Whether something was recorded, or came to be owed or due, since that day."""
    withheld: int
    """How many entries that are new are not for the reader."""
    closing: tuple[str, ...]
    """Sentences at the end: that there is nothing, or that something is withheld."""
    is_whole: bool = False
    """Whether everything stands in it, however long it gets."""


def tell_digest(digest: Digest) -> dict[str, Any]:
    """The digest as JSON has it."""
    return {
        "organisation": digest.organisation,
        "level": digest.level,
        "lang": digest.language,
        "title": digest.title,
        "since": digest.since.isoformat(),
        "until": digest.until.isoformat(),
        "next_meeting": digest.next_meeting.isoformat() if digest.next_meeting else None,
        "new": digest.is_new,
        "lead": list(digest.lead),
        "parts": [
            {
                "name": part.name,
                "heading": part.heading,
                "count": part.count,
                "more": part.more or None,
                "items": [
                    {
                        "text": item.text,
                        "decision_id": item.decision_id,
                        "title": item.title,
                        "version": item.version,
                        "due": item.due.isoformat() if item.due else None,
                        "overdue": item.is_overdue,
                    }
                    for item in part.items
                ],
            }
            for part in digest.parts
        ],
        "withheld": digest.withheld,
        "closing": list(digest.closing),
    }
