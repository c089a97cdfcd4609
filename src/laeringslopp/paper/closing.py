"""What ends a paper: oversight and other accounts, what is open and owed, sources, and what is left out."""

from collections.abc import Iterator, Sequence

from laeringslopp.access import Withheld
from laeringslopp.facts import AccountDisputed, OversightAnswered, OversightReceived
from laeringslopp.paper.model import Block, Paragraph, Section
from laeringslopp.paper.saying import Sayer, item, joined, listed, written
from laeringslopp.rules import Owed
from laeringslopp.story.dutywords import duty_sentence
from laeringslopp.story.sentences import name_of
from laeringslopp.story.standing import open_sentence
from laeringslopp.story.wording import N_
from laeringslopp.timeline import Timeline, citations

TOLD_ABOVE = ("risk-unresolved", "failure-without-lesson", "lesson-unread")
"""What waits that stands with its risk, failure or lesson already."""


def closing(timeline: Timeline, owed: Sequence[Owed], say: Sayer) -> Iterator[Section]:
    """The last sections."""
    if overseen := list(_oversight(timeline, say)):
        yield say.section("oversight", N_("Oversight and audit"), listed(overseen))
    if disputed := list(_disputed(timeline, say)):
        yield say.section("disputed", N_("Other accounts"), listed(disputed))
    yield say.section("open", N_("Open questions and duties"), _open(timeline, owed, say))
    yield say.section("sources", N_("Sources"), _sources(timeline, say))


def _oversight(timeline: Timeline, say: Sayer) -> Iterator[Paragraph]:
    for entry in timeline.entries:
        match entry.recorded.fact:
            case OversightReceived() as fact:
                body = written(fact.from_body)
                sum_ = say.say(N_("The sum: {money}."), money=say.words.money(fact.sum)) if fact.sum else None
                binding = say.text(N_("It is binding.")) if fact.binding else None
                yield item(
                    joined(f"{say.day(entry.recorded)}, {body}: {say.told(fact.what)}", sum_, binding), entry.version
                )
            case OversightAnswered() as fact:
                answered = say.labelled(N_("Answer"), fact.answer)
                yield item(f"{say.day(entry.recorded)}, {name_of(entry.recorded.by)}. {answered}", entry.version)


def _disputed(timeline: Timeline, say: Sayer) -> Iterator[Paragraph]:
    for entry in timeline.entries:
        if isinstance(fact := entry.recorded.fact, AccountDisputed):
            values = {"who": name_of(entry.recorded.by), "version": fact.disputed_version}
            text = N_("{who} tells entry {version} otherwise: {what}")
            yield item(say.say(text, what=say.told(fact.claim), **values), entry.version, fact.disputed_version)


def _open(timeline: Timeline, owed: Sequence[Owed], say: Sayer) -> Iterator[Block]:
    waiting = [
        item(open_sentence(each, say.words), each.version) for each in timeline.open if each.what not in TOLD_ABOVE
    ]
    duties = []
    for each in owed:
        entry = timeline.entry(each.version)
        said = duty_sentence(each, entry.recorded if entry else None, say.words)
        passed = say.text(N_("The day has passed.")) if each.overdue else None
        duties.append(item(joined(passed, said), each.version))
    yield from listed([*waiting, *duties]) or (Paragraph(say.text(N_("Nothing is open here, and nothing is owed."))),)


def _sources(timeline: Timeline, say: Sayer) -> Iterator[Block]:
    found = citations(timeline)
    yield from listed([item(written(each.text), *each.versions) for each in found]) or (
        Paragraph(say.text(N_("No sources are given other than the register itself."))),
    )
    yield Paragraph(say.text(N_("The numbers in square brackets are the entries that a text rests on.")), (), "note")


def withheld(entries: Sequence[Withheld], say: Sayer) -> str | None:
    """That something is left out, how much and on which grounds; None where all of it is shown."""
    if not entries:
        return None
    said = say.words.ngettext("One entry is left out.", "{n} entries are left out.", len(entries))
    grounds = sorted({written(each.ground) for each in entries if each.ground})
    legal = say.say(N_("Legal ground: {ground}."), ground=say.words.these(grounds).rstrip(".")) if grounds else None
    return joined(said, legal, say.text(N_("What seems to be missing here may stand there.")))
