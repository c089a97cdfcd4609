"""A decision as a text to read, each sentence with its way to the entries it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass

from laeringslopp import Timeline
from laeringslopp.story import LENGTHS, Length, Story, story
from laeringslopp.story.parts import About
from laeringslopp.story.wording import contained
from laeringslopp_service.pages.asked import Asked, PageProblem
from laeringslopp_service.pages.texts import N_

NAMES: dict[Length, str] = {
    "short": N_("Short, twenty seconds"),
    "medium": N_("Medium, a minute or two"),
    "long": N_("Long, the whole course"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence as a page shows it."""

    text: str
    about: About
    entries: tuple[int, ...]
    """Where a reader finds what it rests on; none where the next sentence goes on about the same."""


@dataclass(frozen=True, slots=True)
class Told:
    """A story as a page shows it."""

    length: Length
    paragraphs: tuple[tuple[Said, ...], ...]


@dataclass(frozen=True, slots=True)
class StoryPage:
    """One decision as a text."""

    decision_id: str
    title: str
    told: Told
    lengths: tuple[tuple[Length, str, str], ...]
    """Each length, what it is called, and the way to it."""


def story_page(page: Asked, decision_id: str) -> StoryPage:
    """The page of a story. Raises Unknown, Invalid and PageProblem."""
    length = _length(page)
    as_of, known_at = page.moment("as_of"), page.moment("known_at")
    timeline = page.register.timeline(decision_id, as_of, known_at, page.query.get("level"), page.reader)
    opened = timeline.decision.opened or timeline.opened
    return StoryPage(
        decision_id=decision_id,
        title=contained(opened.title) if opened else page.texts.say(N_("A decision that is withheld")),
        told=told(timeline, page, length),
        lengths=tuple((each, page.texts.say(NAMES[each]), page.here(length=each)) for each in LENGTHS),
    )


def told(timeline: Timeline, page: Asked, length: Length = "short") -> Told:
    """A story with links to the entries that the timeline shows."""
    shown = frozenset(entry.version for entry in timeline.entries)
    return Told(length, tuple(_paragraphs(story(timeline, page.language, length), shown)))


def _paragraphs(made: Story, shown: frozenset[int]) -> Sequence[tuple[Said, ...]]:
    paragraphs = []
    for paragraph in made.paragraphs:
        pieces = list(paragraph.pieces())
        following = [sentence.versions for _, sentence in pieces[1:]] + [()]
        paragraphs.append(
            tuple(
                Said(
                    text,
                    sentence.about,
                    tuple(v for v in sentence.versions if v in shown and sentence.versions != after),
                )
                for (text, sentence), after in zip(pieces, following, strict=True)
            )
        )
    return paragraphs


def _length(page: Asked) -> Length:
    lengths: dict[str, Length] = {length: length for length in LENGTHS}
    given = page.query.get("length", "medium")
    if given not in lengths:
        no = N_("“{value}” is no length of a story. Choose short, medium or long.")
        raise PageProblem(422, no, page.here(length=None), value=given)
    return lengths[given]
