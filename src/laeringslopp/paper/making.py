"""A case paper from what is known of a decision: pure, so the same facts give the same paper."""

from dataclasses import dataclass
from datetime import date

from laeringslopp.paper.model import Bullets, Paper, Paragraph, Section
from laeringslopp.paper.saying import Sayer, written
from laeringslopp.story.dutywords import PARTS
from laeringslopp.story.standing import STANDS, open_sentence, standing
from laeringslopp.story.whole import story
from laeringslopp.story.wording import N_, Language, wording
from laeringslopp.timeline import Timeline, citations


@dataclass(frozen=True, slots=True)
class Given:
    """What a paper is made of."""

    timeline: Timeline
    """As it stood on the day, for the paper's reader."""
    as_of: date
    up_to: int
    """The last entry that it reaches up to."""
    ground: str
    """The legal ground that is printed with what a proper preparation asks for."""
    lacking: tuple[str, ...]
    """The parts of a proper preparation that are not on record, as ``case-paper-complete`` names them."""


def make(given: Given, language: Language) -> Paper:
    """The paper in a language."""
    words = wording(language)
    say, timeline = Sayer(words), given.timeline
    opened = timeline.decision.opened
    missing = tuple(words.text(PARTS.get(part, part)) for part in given.lacking)
    sections = (
        Section("prepared", words.text(N_("Is the case properly prepared?")), (_prepared(given, say, missing),)),
        Section(
            "story",
            words.text(N_("The course so far")),
            tuple(Paragraph(str(each)) for each in story(timeline, language, "medium").paragraphs),
        ),
        Section(
            "open",
            words.text(N_("What is open")),
            (Bullets(tuple(Paragraph(open_sentence(each, words), (each.version,)) for each in timeline.open)),),
        ),
        Section(
            "sources",
            words.text(N_("Sources")),
            (Bullets(tuple(Paragraph(each.text, each.versions) for each in citations(timeline))),),
        ),
    )
    return Paper(
        title=written(opened.title) if opened else timeline.decision.decision_id,
        language=language,
        decision_id=timeline.decision.decision_id,
        version=given.up_to,
        organisation=opened.organisation if opened else "",
        as_of=given.as_of,
        complete=not missing,
        missing=missing,
        head=(
            (words.text(N_("Case")), timeline.decision.decision_id),
            (words.text(N_("As it stood on")), words.day(given.as_of)),
            (words.text(N_("Status")), words.text(STANDS[standing(timeline.decision)])),
        ),
        sections=sections,
    )


def _prepared(given: Given, say: Sayer, missing: tuple[str, ...]) -> Paragraph:
    if not missing:
        return say.told(N_("The case is properly prepared, after the pattern of {ground}."), ground=given.ground)
    text = N_("The case is not yet properly prepared, after the pattern of {ground}. Not recorded here: {missing}.")
    return say.told(text, (), "missing", ground=given.ground, missing=say.words.these(missing))
