"""Everything that the page of one decision shows."""

from collections.abc import Mapping
from dataclasses import dataclass

from laeringslopp import Decision, DecisionOpened, Timeline
from laeringslopp.cases import is_made_up
from laeringslopp.story import duty_sentence, open_sentence, standing, summary
from laeringslopp.story.wording import contained
from laeringslopp.timeline import waits
from laeringslopp_service.pages.asked import Asked
from laeringslopp_service.pages.attempts import Tried, tried
from laeringslopp_service.pages.blocks import Block, blocks
from laeringslopp_service.pages.brief import Answer, brief, by_urgency
from laeringslopp_service.pages.entries import Lane, Rows, silent, who
from laeringslopp_service.pages.entry_markup import EntryMarkup
from laeringslopp_service.pages.fulltext import withheld_grounds
from laeringslopp_service.pages.grounds import (
    DisputeRow,
    SourceRow,
    UnknownRow,
    dispute_rows,
    source_rows,
    unknown_rows,
)
from laeringslopp_service.pages.labels import STATUSES
from laeringslopp_service.pages.listing import is_known_case
from laeringslopp_service.pages.moments import Moments, moments
from laeringslopp_service.pages.promised import PlanRow, SpentRow, WaiverRow, plan_rows, spent_rows, waiver_rows
from laeringslopp_service.pages.ring import Ring, rings
from laeringslopp_service.pages.story_page import Told, told
from laeringslopp_service.pages.texts import N_
from laeringslopp_service.pages.ways import Way, Ways
from laeringslopp_service.pages.weighed import AlternativeRow, RiskRow, alternative_rows, risk_rows


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something open: what, since when, and for whom."""

    sentence: str
    version: int
    since: str
    level: str | None
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that a level owes by a date."""

    sentence: str
    version: int
    is_overdue: bool
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """One decision in words, as its reader may see it."""

    decision: Decision
    opened: DecisionOpened | None
    title: str
    status: str
    stands: str
    is_known_case: bool
    is_made_up: bool
    absent: str
    """How it is said that nothing is on record: not here, not in the sources, or not shown."""
    absent_short: str
    story: Told
    """The short one."""
    answers: tuple[Answer, ...]
    attempts: tuple[Tried, ...]
    rings: tuple[Ring, ...]
    lanes: tuple[Lane, ...]
    silent: tuple[str, ...]
    blocks: tuple[Block, ...]
    """The timeline: months, waits, entries and folds."""
    entries: int
    """How many entries there are in it."""
    afterwards: str | None
    """For a known case, when all of it was recorded here, where that was one day."""
    markup: EntryMarkup
    risks: tuple[RiskRow, ...]
    alternatives: tuple[AlternativeRow, ...]
    spent: tuple[SpentRow, ...]
    spent_in_all: str | None
    plans: tuple[PlanRow, ...]
    disputes: tuple[DisputeRow, ...]
    waivers: tuple[WaiverRow, ...]
    sources: tuple[SourceRow, ...]
    waiting: tuple[Waiting, ...]
    duties: tuple[Duty, ...]
    """What is owed, the first due first."""
    unknown: tuple[UnknownRow, ...]
    """What each level does not know, as far as the record shows, and since when it could have."""
    withheld: int
    grounds: tuple[str, ...]
    cuts: tuple[str, ...]
    """What the timeline was cut to, in words."""
    moments: Moments
    levels: tuple[tuple[str, str], ...]
    seen_as: str | None
    """Whose sight was asked for, in words."""
    ways: Ways
    loop_ways: Mapping[int, tuple[Way, ...]]
    """What would bring each ring one step further, by its number."""
    next_ways: tuple[Way, ...]
    """What may follow what was recorded a moment ago."""


def decision_page(page: Asked, decision_id: str) -> DecisionPage:
    """The page of a decision. Raises Unknown, Invalid and PageProblem."""
    texts, words, reader = page.texts, page.texts.words, page.reader
    whole = page.register.decision(decision_id, reader)
    timeline = page.register.timeline(
        decision_id,
        as_of=page.moment("as_of"),
        known_at=page.moment("known_at"),
        level=page.query.get("level"),
        reader=reader,
    )
    opened = timeline.decision.opened or timeline.opened
    known_case = is_known_case(whole)
    ways = Ways(page, timeline, known_case=known_case)
    duties = _duties(page, timeline, ways)
    made = Rows(timeline, page, ways)
    listed = tuple(made)
    sentences = {row.version: row.sentence for row in listed}
    spent, in_all = spent_rows(timeline, texts)
    absent, absent_short = _absent(timeline, known_case)
    return DecisionPage(
        decision=timeline.decision,
        opened=opened,
        title=contained(opened.title) if opened else texts.say(N_("A decision that is withheld")),
        status=texts.say(N_("Nothing yet") if timeline.is_before_all else STATUSES[standing(timeline.decision)]),
        stands=summary(timeline, words),
        is_known_case=known_case,
        is_made_up=is_made_up(whole),
        absent=texts.say(absent),
        absent_short=texts.say(absent_short),
        story=told(timeline, page),
        answers=brief(timeline, texts, duties, ways),
        attempts=tried(timeline, texts),
        rings=rings(timeline, texts),
        lanes=made.lanes,
        silent=silent(timeline, texts),
        blocks=tuple(blocks(listed, waits(timeline), texts)),
        entries=len(listed),
        afterwards=_afterwards(timeline, page) if known_case else None,
        markup=EntryMarkup(texts),
        risks=risk_rows(timeline, texts),
        alternatives=alternative_rows(timeline, texts),
        spent=spent,
        spent_in_all=in_all,
        plans=plan_rows(timeline, texts),
        disputes=tuple(dispute_rows(timeline, sentences.__getitem__, who)),
        waivers=waiver_rows(timeline, texts),
        sources=source_rows(timeline),
        waiting=tuple(
            Waiting(
                open_sentence(waiting, words),
                waiting.version,
                words.when(waiting.since.occurred_at, waiting.since.occurred_precision or "day"),
                words.level(waiting.level) if waiting.level else None,
                ways.of_open(waiting),
            )
            for waiting in by_urgency(timeline.open)
        ),
        duties=duties,
        unknown=tuple(unknown_rows(timeline, sentences, texts)),
        withheld=len(timeline.withheld),
        grounds=withheld_grounds(timeline.withheld),
        cuts=tuple(_cuts(timeline, page)),
        moments=moments(timeline, page),
        levels=tuple((level, words.level(level)) for level in timeline.levels),
        seen_as=_seen_as(page),
        ways=ways,
        loop_ways={number: ways.of_loop(loop) for number, loop in enumerate(timeline.loops, start=1)},
        next_ways=_next_ways(page, timeline, ways),
    )


def _duties(page: Asked, timeline: Timeline, ways: Ways) -> tuple[Duty, ...]:
    """What is still owed at the moment that is looked at."""
    register, reader, words = page.register, page.reader, page.texts.words
    decision_id = timeline.decision.decision_id
    owed = register.duties(page.moment("as_of"), decision_id=decision_id, open=True, reader=reader)
    shown = {entry.recorded.version: entry.recorded for entry in timeline.entries}
    return tuple(
        Duty(
            # What a look back leaves out is asked for: a duty of then may come from an entry that is not shown.
            duty_sentence(each, shown.get(each.version) or register.entry(decision_id, each.version, reader), words),
            each.version,
            each.overdue,
            ways.of_duty(each),
        )
        for each in owed
    )


def _afterwards(timeline: Timeline, page: Asked) -> str | None:
    """What is the same for every entry is said once."""
    days = {entry.recorded.recorded_at.date() for entry in timeline.entries}
    return page.texts.words.day(days.pop()) if len(days) == 1 else None


def _next_ways(page: Asked, timeline: Timeline, ways: Ways) -> tuple[Way, ...]:
    """What may follow the entry that was recorded a moment ago, where the address names one that is shown."""
    named = page.query.get("recorded", "")
    entry = timeline.entry(int(named)) if named.isascii() and named.isdigit() and len(named) <= 9 else None
    return ways.after(entry.recorded) if entry is not None else ()


def _seen_as(page: Asked) -> str | None:
    if page.seen_as == "public":
        return page.texts.say(N_("the public"))
    return page.texts.words.level(page.seen_as) if page.seen_as else None


def _absent(timeline: Timeline, known_case: bool) -> tuple[str, str]:
    """Nobody knows that a thing was not done; only that it is not here. Where something is withheld, not even that."""
    if timeline.withheld:
        return N_("not shown here"), N_("not shown")
    if known_case:
        return N_("not found in the sources"), N_("not found")
    return N_("not on record here"), N_("not on record")


def _cuts(timeline: Timeline, page: Asked) -> list[str]:
    texts, words = page.texts, page.texts.words
    said = []
    for name, moment, text in (
        ("as_of", timeline.as_of, N_("Only what had happened by {date} is shown.")),
        ("known_at", timeline.known_at, N_("Only what was known by {date} is shown.")),
    ):
        if moment is not None:
            said.append(texts.say(text, date=words.when(moment, "day")))
            if name in timeline.ahead:
                said.append(texts.say(N_("The moment you asked for lies ahead; this is how it stands now.")))
    if timeline.level is not None:
        said.append(texts.say(N_("Only what {level} knew is shown."), level=words.level(timeline.level)))
    return said
