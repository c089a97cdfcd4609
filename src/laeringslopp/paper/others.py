"""Earlier failures and lessons of other decisions on the same subject, as far as the paper's reader may see them."""

from collections.abc import Iterator
from dataclasses import dataclass

from laeringslopp.entry import Recorded
from laeringslopp.facts import FailureDisclosed, LessonDrawn
from laeringslopp.paper.model import Block, Paragraph
from laeringslopp.paper.saying import Sayer, item, joined, listed, written
from laeringslopp.story.comparing import VALUES
from laeringslopp.story.wording import N_

FAILURES, LESSONS = 3, 3
"""How many of each another decision is told of with."""


@dataclass(frozen=True, slots=True)
class OtherFailure:
    """A failure of another decision that stands."""

    recorded: Recorded
    severity: str | None


@dataclass(frozen=True, slots=True)
class OtherLesson:
    """A lesson of another decision."""

    recorded: Recorded
    is_read: bool
    """Whether those who decide here are on record as having read it."""


@dataclass(frozen=True, slots=True)
class Other:
    """Another decision on the same subject, cut to the same moment and for the same reader."""

    decision_id: str
    title: str
    organisation: str
    is_own: bool
    """Whether it is of the organisation that the paper is for."""
    failures: tuple[OtherFailure, ...]
    """The gravest first."""
    lessons: tuple[OtherLesson, ...]
    """Those that nobody who decides has read first."""


def elsewhere(
    others: tuple[Other, ...], left_out: int, looked_at: int, tags: tuple[str, ...], say: Sayer
) -> Iterator[Block]:
    """What stands in the section."""
    if tags:
        yield Paragraph(say.say(N_("Searched for the tags {tags}."), tags=say.words.these(tags)))
    else:
        yield say.absent(N_("The case has no tags, so nobody can look for others like it."))
    if not others:
        yield say.absent(N_("No failure or lesson from other cases on the same subject is on record here."))
        return
    for other in others:
        where = N_("In another case of ours, {title}:") if other.is_own else N_("In {organisation}, {title}:")
        organisation = shown(other.organisation)
        yield Paragraph(say.say(where, title=say.quote(other.title), organisation=organisation))
        yield from listed([*_failures(other, say), *_lessons(other, say)])
    if left_out:
        yield Paragraph(
            say.words.ngettext("One more case is left out here.", "{n} more cases are left out here.", left_out)
        )
    if looked_at:
        yield Paragraph(say.say(N_("Only the {n} cases most alike were looked at."), n=looked_at))


def _entry(other: Other, recorded: Recorded, say: Sayer) -> str:
    return say.say(N_("(Entry {version} of {decision}.)"), version=recorded.version, decision=other.decision_id)


def _failures(other: Other, say: Sayer) -> Iterator[Paragraph]:
    for failure in other.failures[:FAILURES]:
        fact = failure.recorded.fact
        assert isinstance(fact, FailureDisclosed)
        what = say.told(fact.what_happened)
        said = say.say(N_("A failure, {date}: {what}"), date=say.day(failure.recorded), what=what)
        grave = (
            say.say(N_("Severity: {value}."), value=say.text(VALUES[failure.severity])) if failure.severity else None
        )
        yield item(joined(said, grave, _entry(other, failure.recorded, say)), tone="failure")
    if (more := len(other.failures) - FAILURES) > 0:
        yield Paragraph(
            say.words.ngettext("It has one more failure on record.", "It has {n} more failures on record.", more)
        )


def _lessons(other: Other, say: Sayer) -> Iterator[Paragraph]:
    for lesson in other.lessons[:LESSONS]:
        fact = lesson.recorded.fact
        assert isinstance(fact, LessonDrawn)
        label = N_("Learned") if lesson.is_read else N_("Learned, and not on record here as read")
        told = f"{say.text(label)}: {say.told(fact.statement)}"
        yield item(joined(told, _entry(other, lesson.recorded, say)), tone="lesson")
    if (more := len(other.lessons) - LESSONS) > 0:
        yield Paragraph(
            say.words.ngettext("It has one more lesson on record.", "It has {n} more lessons on record.", more)
        )


def shown(organisation: str) -> str:
    """An organisation's id as a person writes it."""
    return written(organisation.replace("_", " "))
