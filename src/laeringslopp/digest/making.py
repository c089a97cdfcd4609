"""A digest of what was found: chosen, ordered and worded. Time comes in as an argument."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from laeringslopp.digest.model import PARTS, Digest, Item, Part, PartName
from laeringslopp.entry import Recorded
from laeringslopp.rules import Owed
from laeringslopp.story.dutywords import duty_sentence, meeting_words
from laeringslopp.story.sentences import sentence
from laeringslopp.story.wording import N_, Language, Wording, quoted, wording

LINES = 44
"""What a page holds, at ``WIDTH`` characters a line."""
WIDTH = 90
HEAD, HEADING = 6, 2
"""Lines that the head of the page and each heading take."""
LEAST = 2
"""Of each part so many items come first; the rest of the page goes to the most serious."""
MOST = 40
"""So many items of a part are looked at; no page holds more."""
WHOLE_MOST = 1000
SOON = timedelta(days=30)
"""Where no meeting is known, what is due within so many days is told."""

SEVERITIES: Mapping[str | None, int] = {"critical": 0, "serious": 1, "moderate": 2, None: 3, "minor": 4}
HEADINGS: Mapping[PartName, str] = {
    "failures": N_("Failures disclosed"),
    "questions": N_("Questions to answer"),
    "lessons": N_("Lessons to read"),
    "duties": N_("Due soon"),
    "retries": N_("New attempts"),
    "outcomes": N_("How it went"),
}
KINDS: Mapping[str, PartName] = {
    "failure-disclosed": "failures",
    "retry-started": "retries",
    "trial-ended": "outcomes",
    "decision-concluded": "outcomes",
    "oversight-received": "outcomes",
}
"""Which part an entry stands in."""
TO_DO: Mapping[str, PartName] = {"answer-question": "questions", "acknowledge-lesson": "lessons"}
"""Which part a duty stands in; any other stands among those due."""
GRAVE = {"critical": N_("Critical: {said}"), "serious": N_("Serious: {said}")}


class News(NamedTuple):
    """An entry that was recorded since the day that was asked about."""

    position: int
    decision_id: str
    version: int
    kind: str
    severity: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to tell, as one reader may see it, in the decisions that the level follows."""

    news: Sequence[News]
    owed: Sequence[Owed]
    """What the level owes and has not met, the first due first."""
    withheld: int
    titles: Callable[[Sequence[str]], Mapping[str, str]]
    """What decisions are called, of those whose title the reader may see."""
    entry: Callable[[str, int], Recorded | None]
    """An entry as the reader may see it."""


class _Candidate(NamedTuple):
    decision_id: str
    version: int
    owed: Owed | None = None
    severity: str | None = None


def made_of(
    found: Found,
    organisation: str,
    level: str,
    since: date,
    until: date,
    next_meeting: date | None,
    language: Language,
    organ: str | None = None,
    is_whole: bool = False,
) -> Digest:
    """The digest of what was found: one page, the most serious first, or all of it.

    What finds no room is counted. ``organ`` is what the organ is called that meets.
    """
    words = wording(language)
    parts = _parts(found, level, until, next_meeting)
    page = _Page(found, parts, words, is_whole)
    shown = tuple(page.part(name) for name in PARTS if parts[name])
    who = organ or words.level(level)
    return Digest(
        organisation,
        level,
        language,
        words.say(N_("News for {level}"), level=who),
        tuple(_lead(words, level, organ, since, next_meeting)),
        since,
        until,
        next_meeting,
        shown,
        bool(found.news) or any(_is_new(each, since, until) for each in found.owed),
        found.withheld,
        tuple(_closing(words, shown, found.withheld)),
        is_whole,
    )


def _is_new(owed: Owed, since: date, until: date) -> bool:
    """Whether it came to be owed, or its day passed, since then."""
    return owed.owed_since >= since or since <= owed.due < until


def _parts(found: Found, level: str, until: date, meeting: date | None) -> dict[PartName, list[_Candidate]]:
    parts: dict[PartName, list[_Candidate]] = {name: [] for name in PARTS}
    # The newest first, and of those the gravest: a sort keeps the order of what is equal.
    for news in sorted(found.news, key=lambda each: (SEVERITIES.get(each.severity, 3), -each.position)):
        if (name := KINDS.get(news.kind)) is not None:
            parts[name].append(_Candidate(news.decision_id, news.version, None, news.severity))
    by = meeting or until + SOON
    for owed in found.owed:
        named = TO_DO.get(owed.rule_id)
        if named is not None or owed.due <= by:
            parts[named or "duties"].append(_Candidate(owed.decision_id, owed.version, owed))
    return parts


def _lead(words: Wording, level: str, organ: str | None, since: date, next_meeting: date | None) -> Iterator[str]:
    yield words.say(N_("What was recorded since {date}, and what waits for you."), date=words.day(since))
    if next_meeting is not None:
        yield words.say(N_("Next: {meeting}."), meeting=meeting_words(organ or level, next_meeting, words))


def _closing(words: Wording, parts: Sequence[Part], withheld: int) -> Iterator[str]:
    if not parts:
        yield words.text(N_("Nothing new is on record here."))
    if withheld:
        yield words.ngettext(
            "{n} entry that is new is withheld from this page.",
            "{n} entries that are new are withheld from this page.",
            withheld,
        )


class _Page:
    """What finds room: some of each part first, then the most serious."""

    def __init__(
        self, found: Found, parts: Mapping[PartName, list[_Candidate]], words: Wording, is_whole: bool
    ) -> None:
        self._found, self._parts, self._words = found, parts, words
        most = WHOLE_MOST if is_whole else MOST
        looked_at = {name: candidates[:most] for name, candidates in parts.items()}
        ids = list(dict.fromkeys(each.decision_id for candidates in looked_at.values() for each in candidates))
        self._titles = found.titles(ids)
        room = WHOLE_MOST * len(PARTS) * 10 if is_whole else LINES - HEAD
        self._shown: dict[PartName, list[Item]] = {name: [] for name in PARTS}
        for name, candidates in looked_at.items():
            room -= HEADING if candidates else 0
            room = self._take(name, candidates[:LEAST], room)
        for name, candidates in looked_at.items():
            room = self._take(name, candidates[LEAST:], room)

    def _take(self, name: PartName, candidates: Sequence[_Candidate], room: int) -> int:
        """Takes items until the page is full: the first that finds no room ends it, so that none is passed over."""
        for candidate in candidates:
            item = self._item(candidate)
            lines = -(-(len(item.text) + len(item.title) + 3) // WIDTH)
            if lines > room:
                return 0
            room -= lines
            self._shown[name].append(item)
        return room

    def _item(self, candidate: _Candidate) -> Item:
        decision_id, version, owed, severity = candidate
        recorded = self._found.entry(decision_id, version)
        title = quoted(self._titles.get(decision_id, decision_id))
        if owed is not None:
            said = duty_sentence(owed, recorded, self._words)
            return Item(said, decision_id, title, version, owed.due, owed.overdue)
        text = sentence(recorded, {}, self._words) if recorded else "…"
        if severity in GRAVE:
            text = self._words.say(GRAVE[severity], said=text)
        return Item(text, decision_id, title, version)

    def part(self, name: PartName) -> Part:
        """What is shown of a part, and how much is not."""
        items, count = tuple(self._shown[name]), len(self._parts[name])
        left = count - len(items)
        more = self._words.ngettext("{n} more.", "{n} more.", left) if left else ""
        return Part(name, self._words.text(HEADINGS[name]), items, count, more)
