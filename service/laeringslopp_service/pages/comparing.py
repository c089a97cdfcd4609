"""Two moments of one decision compared, in words and marked in the timeline."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from laeringslopp import Comparison, Invalid, Timeline
from laeringslopp.story import (
    came_round_sentence,
    closed_sentence,
    comparison_notices,
    comparison_summary,
    difference_sentence,
    learned_sentence,
    open_sentence,
    owed_sentence,
    sentence,
    settled_sentence,
    summary,
)
from laeringslopp.story.comparing import RESOLVED
from laeringslopp.story.wording import contained
from laeringslopp_service.pages.asked import Asked, PageProblem
from laeringslopp_service.pages.entries import tone
from laeringslopp_service.pages.knowing import Line
from laeringslopp_service.pages.moments import Moments, day_of, default_moment, moments
from laeringslopp_service.pages.texts import N_


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that differs: what it is about, and what made it so."""

    sentence: str
    about: tuple[int, ...]
    by: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What differs, of one sort."""

    name: str
    heading: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """How the decision stood at one of the moments."""

    when: str
    stood: str
    counted: str
    link: str
    """The decision's page at that moment."""


@dataclass(frozen=True, slots=True)
class Marked:
    """An entry, and whether it was added or is otherwise now."""

    line: Line
    mark: str
    """``added``, ``changed``, ``learned`` (a level has come to know it) or nothing."""
    by: tuple[int, ...]
    """The entries that changed it."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Entries that follow each other: such as are marked, or such as are as they were."""

    is_marked: bool
    entries: tuple[Marked, ...]


@dataclass(frozen=True, slots=True)
class ComparePage:
    """What came between two moments."""

    decision_id: str
    title: str
    before: Look
    after: Look
    from_day: str
    to_day: str
    level: str | None
    summary: str
    notices: tuple[str, ...]
    begins: str | None
    """Where the first moment shows nothing: the day to ask for instead."""
    parts: tuple[Part, ...]
    stretches: tuple[Stretch, ...]
    withheld: int
    levels: tuple[tuple[str, str], ...]
    moments: Moments


def compare_page(page: Asked, decision_id: str) -> ComparePage:
    """The page of a comparison. Raises Unknown, Invalid and PageProblem."""
    texts, words = page.texts, page.texts.words
    whole = page.register.timeline(decision_id, reader=page.reader)
    from_ = page.moment("from") or page.moment_in(default_moment(whole, page), "from")
    to = page.moment("to")
    try:
        found = page.register.compare(decision_id, from_, to, page.query.get("level"), page.reader)
    except Invalid as error:
        if all(flaw.code != "from-after-to" for flaw in error.flaws):
            raise
        today = page.register.now().date().isoformat()
        turned = page.here(**{"from": page.query.get("to", today), "to": page.query.get("from", from_.isoformat())})
        text = N_("The first moment comes after the second. Turned round they can be compared.")
        raise PageProblem(422, text, turned) from None
    opened = whole.decision.opened
    assert found.before.known_at is not None
    assert found.after.known_at is not None
    return ComparePage(
        decision_id=decision_id,
        title=contained(opened.title) if opened else texts.say(N_("A decision that is withheld")),
        before=_look(found.before, from_, page),
        after=_look(found.after, to, page),
        from_day=found.before.known_at.date().isoformat(),
        to_day=found.after.known_at.date().isoformat(),
        level=found.level,
        summary=comparison_summary(found, words),
        notices=tuple(comparison_notices(found, words)),
        begins=day_of(found.begins) if found.begins else None,
        parts=tuple(_parts(found, page)),
        stretches=tuple(_stretches(found, page)),
        withheld=len(found.after.withheld),
        levels=tuple((level, words.level(level)) for level in found.after.levels),
        moments=moments(whole, page),
    )


def _look(timeline: Timeline, asked: object, page: Asked) -> Look:
    texts, words, at = page.texts, page.texts.words, timeline.known_at
    assert at is not None
    is_exact = isinstance(asked, datetime)
    return Look(
        when=words.when(at, "minute" if is_exact else "day"),
        stood=summary(timeline, words) if timeline.entries else texts.say(N_("Nothing was on record.")),
        counted=texts.ngettext("{n} entry", "{n} entries", len(timeline.entries)),
        link=page.to(
            f"/decisions/{timeline.decision.decision_id}",
            as_of=at.isoformat() if is_exact else at.date().isoformat(),
            known_at=at.isoformat() if is_exact else at.date().isoformat(),
            level=timeline.level,
        ),
    )


def _parts(found: Comparison, page: Asked) -> Iterator[Part]:
    texts, words, after = page.texts, page.texts.words, found.after
    resolved = [
        *(Said(closed_sentence(each, after, words), (each.open.version,), each.by) for each in found.closed),
        *(
            Said(came_round_sentence(each, words), (each.begun.version,) if each.begun else (), each.by)
            for each in found.came_round
        ),
        *(Said(settled_sentence(each, after, words), (each.owed.version,)) for each in found.settled),
    ]
    changed = [
        Said(difference_sentence(each, after, words), (each.about.version,) if each.about else (), each.by)
        for each in found.changed
    ]
    arisen = [
        *(Said(open_sentence(each, words), (each.version,)) for each in found.opened),
        *(Said(owed_sentence(each, after, words), (each.version,)) for each in found.owed),
    ]
    learned = [
        Said(learned_sentence(level, len(versions), words), versions)
        for level, versions in found.learned.items()
        if versions
    ]
    for name, heading, said in (
        (RESOLVED, N_("What was resolved"), resolved),
        ("changed", N_("What changed"), changed),
        ("learned", N_("Who has come to know what"), learned),
        ("arisen", N_("What has come to be open or owed"), arisen),
    ):
        yield Part(name, texts.say(heading), tuple(said))


def _stretches(found: Comparison, page: Asked) -> Iterator[Stretch]:
    """The later timeline; what is as it was stands together, to be folded."""
    added, changing = {entry.version for entry in found.added}, _changing(found)
    altered = {*changing, *(each.open.version for each in found.closed)}
    gathered: list[Marked] = []
    for entry in found.after.entries:
        is_added = entry.version in added
        mark = "added" if is_added else "changed" if entry.version in altered else ""
        if not mark and entry.version in found.touched:
            mark = "learned"
        recorded, words = entry.recorded, page.texts.words
        when = words.when(recorded.occurred_at, recorded.occurred_precision or "day")
        line = Line(entry.version, when, sentence(recorded, found.after.named, words), tone(recorded.fact))
        marked = Marked(line, mark, () if is_added else changing.get(entry.version, ()))
        if gathered and bool(gathered[-1].mark) != bool(mark):
            yield Stretch(bool(gathered[-1].mark), tuple(gathered))
            gathered = []
        gathered.append(marked)
    if gathered:
        yield Stretch(bool(gathered[-1].mark), tuple(gathered))


def _changing(found: Comparison) -> Mapping[int, tuple[int, ...]]:
    """What changed each entry, by its version."""
    pairs: Iterable[tuple[int | None, int | None]] = (
        *((each.open.version, each.by) for each in found.closed),
        *((each.begun.version if each.begun else None, each.by) for each in found.came_round),
        *((each.about.version if each.about else None, each.by) for each in found.changed),
    )
    changing: dict[int, tuple[int, ...]] = {}
    for about, by in pairs:
        if about is not None and by is not None and by not in changing.get(about, ()):
            changing[about] = (*changing.get(about, ()), by)
    return changing
