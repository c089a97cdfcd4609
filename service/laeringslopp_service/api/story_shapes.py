"""The shape of a story, for the OpenAPI document."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from laeringslopp.facts.values import Id
from laeringslopp.story import Length
from laeringslopp.story.parts import About
from laeringslopp_service.api.shapes import Shown


class StorySentence(Shown):
    """One sentence."""

    text: str
    about: About = Field(description="What it tells of.")
    versions: list[int] = Field(description="The entries it rests on; none where it tells of no entry.")


class StoryParagraph(Shown):
    """Sentences that belong together."""

    sentences: list[StorySentence]


class Story(Shown):
    """A decision as a short plain text."""

    decision_id: Id
    version: int
    lang: Literal["nb", "nn", "en"]
    length: Length
    title: str | None = None
    as_of: datetime | None = None
    known_at: datetime | None = None
    level: str | None = None
    paragraphs: list[StoryParagraph]
    text: str = Field(description="All of it, a blank line between paragraphs.")
