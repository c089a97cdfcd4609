"""A case paper from what is known of a decision: pure, so the same facts give the same paper."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from laeringslopp.facts import Access, AccessLevel
from laeringslopp.paper.before import before
from laeringslopp.paper.closing import closing, withheld
from laeringslopp.paper.model import Block, Bullets, Paper, Paragraph, Section, Table
from laeringslopp.paper.others import Other, elsewhere, shown
from laeringslopp.paper.questions import questions
from laeringslopp.paper.risked import risked
from laeringslopp.paper.saying import Sayer, is_history, item, joined, listed, safe, written
from laeringslopp.paper.tried import tried
from laeringslopp.rules import Owed
from laeringslopp.story.dutywords import PARTS, meeting_words
from laeringslopp.story.standing import STANDS, standing
from laeringslopp.story.wording import N_, Language, capital, wording
from laeringslopp.timeline import Timeline

CLOSED_FIRST: tuple[AccessLevel, ...] = ("exempt", "internal", "open")
FOR: dict[AccessLevel, str] = {
    "open": N_("Everyone. All that stands in it is open."),
    "internal": N_("The organisation. Some of it is not open to everyone."),
    "exempt": N_("Only those who may see what is exempt in it."),
}


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
    owed: tuple[Owed, ...] = ()
    """What was owed on the day."""
    meeting: tuple[str, date] | None = None
    """The next meeting of those who decide, by the organ that meets; None: not known."""
    others: tuple[Other, ...] = ()
    """Other decisions on the same subject, the most alike first."""
    others_left_out: int = 0
    others_looked_at: int = 0
    """Where not all of those that share a tag were looked at: how many were."""


def make(given: Given, language: Language) -> Paper:
    """The paper in a language."""
    cut = {entry.version for entry in given.timeline.entries}
    # What a cut leaves out is not told by way of what refers to it.
    named = {name: recorded for name, recorded in given.timeline.named.items() if recorded.version in cut}
    timeline = replace(given.timeline, named=named)
    say = Sayer(wording(language), is_history(timeline))
    opened = timeline.decision.opened
    missing = tuple(say.text(PARTS.get(part, part)) for part in given.lacking)
    sections = (
        say.section("prepared", N_("Is the case properly prepared?"), _prepared(given, missing, say)),
        before(timeline, say),
        *questions(timeline, say),
        *tried(timeline, say),
        risked(timeline, say),
        say.section(
            "elsewhere",
            N_("Earlier failures and lessons on the same subject"),
            elsewhere(
                given.others, given.others_left_out, given.others_looked_at, tuple(sorted(timeline.decision.tags)), say
            ),
        ),
        *closing(timeline, given.owed, say),
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
        head=tuple((label, safe(value)) for label, value in _head(given, timeline, say)),
        reference=opened.reference if opened else None,
        access=(access := _access(given)),
        grounds=_grounds(given) if access == "exempt" else (),
        sections=tuple(_with_blocks(sections)),
    )


def _with_blocks(sections: tuple[Section, ...]) -> Iterator[Section]:
    return (replace(section, blocks=tuple(map(_safe, section.blocks))) for section in sections if section.blocks)


def _safe(block: Block) -> Block:
    """The same, whoever's name or unit stands in it."""
    match block:
        case Paragraph():
            return replace(block, text=safe(block.text))
        case Bullets():
            return Bullets(tuple(replace(each, text=safe(each.text)) for each in block.items))
        case Table():
            return replace(block, rows=tuple(tuple(map(safe, row)) for row in block.rows))


def _held(given: Given) -> Iterator[Access]:
    """Who may see each entry that is told of."""
    told = [entry.recorded for entry in given.timeline.entries]
    for other in given.others:
        told.extend(each.recorded for each in other.failures)
        told.extend(each.recorded for each in other.lessons)
    return (recorded.access for recorded in told if recorded.access is not None)


def _access(given: Given) -> AccessLevel:
    levels = {access.level for access in _held(given)}
    return next((level for level in CLOSED_FIRST if level in levels), "open")


def _grounds(given: Given) -> tuple[str, ...]:
    return tuple(sorted({written(access.ground) for access in _held(given) if access.ground}))


def _who(given: Given, say: Sayer) -> str:
    """To whom it may be handed."""
    access = _access(given)
    if access == "exempt" and (grounds := _grounds(given)):
        legal = say.say(N_("Legal ground: {ground}."), ground=say.words.these(grounds).rstrip("."))
        return joined(say.text(FOR[access]), legal)
    return say.text(FOR[access])


def _head(given: Given, timeline: Timeline, say: Sayer) -> Iterator[tuple[str, str]]:
    opened = timeline.decision.opened
    if opened is not None:
        yield say.text(N_("Organisation")), shown(opened.organisation)
        yield say.text(N_("Decided by")), capital(say.words.level(opened.deciding_level))
        if given.meeting is not None:
            yield say.text(N_("To be taken up in")), capital(meeting_words(*given.meeting, say.words))
        if opened.reference:
            yield say.text(N_("Case number")), written(opened.reference)
    yield say.text(N_("Case in the register")), timeline.decision.decision_id
    yield say.text(N_("As it stood on")), say.words.day(given.as_of)
    yield say.text(N_("Made of")), say.words.ngettext("One entry", "{n} entries", len(timeline.entries))
    yield say.text(N_("Who may be given it")), _who(given, say)
    if timeline.entries:  # of a case that nothing is shown of, nobody can say that it is open
        yield say.text(N_("Where it stands")), say.text(STANDS[standing(timeline.decision)])
    if (left_out := withheld(timeline.withheld, say)) is not None:
        yield say.text(N_("Left out")), left_out


def _prepared(given: Given, missing: tuple[str, ...], say: Sayer) -> Iterator[Block]:
    if not missing:
        yield Paragraph(say.text(N_("Yes. All that is asked for is on record.")))
    else:
        text = N_("Not yet. This is not {recorded}:")
        yield Paragraph(say.say(text, recorded=say.recorded), (), "missing")
        yield from listed([item(capital(part), tone="missing") for part in missing])
    yield Paragraph(
        say.say(N_("The questions follow the pattern of {ground}."), ground=written(given.ground)), (), "note"
    )
