"""What it rests on: accounts side by side, sources, and what each level is not on record as knowing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from laeringslopp import AccountDisputed, Recorded
from laeringslopp.timeline import Citation, Timeline, Unaware, citations, disputes, unaware
from laeringslopp_service.pages.fulltext import Source, source
from laeringslopp_service.pages.spans import runs
from laeringslopp_service.pages.texts import N_, Texts

Runs = tuple[tuple[int, int], ...]
"""Entries that follow each other, by the first and the last of them."""

WEIGHTY = frozenset(
    {
        "risk-assessed",
        "risk-materialised",
        "direction-chosen",
        "trial-ended",
        "failure-disclosed",
        "failure-corrected",
        "plan-changed",
        "lesson-drawn",
        "question-asked",
        "oversight-received",
        "account-disputed",
        "decision-concluded",
        "decision-reopened",
    }
)
"""What a level misses most by not knowing it; the rest is counted, and led to."""
MANY = 60
"""How much of what a level does not know is written out."""


@dataclass(frozen=True, slots=True)
class Account:
    """What one side says, who, and where it stands."""

    who: str
    text: str
    version: int
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class DisputeRow:
    """An entry, and the other accounts of it."""

    version: int
    told: Account | None
    others: tuple[Account, ...]


@dataclass(frozen=True, slots=True)
class Missed:
    """One entry that a level is not on record as knowing, and since when it could have been told."""

    version: int
    sentence: str
    could: str | None


@dataclass(frozen=True, slots=True)
class UnknownRow:
    """What a level is not on record as knowing."""

    level: str
    count: int
    missed: tuple[Missed, ...]
    others: Runs


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source of the decision."""

    number: int
    source: Source
    entries: Runs


def dispute_rows(
    timeline: Timeline, sentence: Callable[[int], str], who: Callable[[Recorded], str]
) -> list[DisputeRow]:
    """Every entry that somebody tells otherwise."""

    def account(recorded: Recorded) -> Account:
        fact = recorded.fact
        text = fact.claim if isinstance(fact, AccountDisputed) else sentence(recorded.version)
        return Account(who(recorded), text, recorded.version, tuple(map(source, recorded.sources)))

    return [
        DisputeRow(each.version, account(each.told) if each.told else None, tuple(map(account, each.others)))
        for each in disputes(timeline)
    ]


def unknown_rows(timeline: Timeline, sentences: Mapping[int, str], texts: Texts) -> list[UnknownRow]:
    """Level by level: what weighs most in words with since when it could have been known, the rest by number."""
    kinds = {entry.version: entry.recorded.fact.kind for entry in timeline.entries}
    made = []
    for level, missing in timeline.unknown_to.items():
        unknown = frozenset(missing)
        found = [version for version in kinds if version in unknown]
        weighty = [version for version in found if kinds[version] in WEIGHTY][:MANY]
        told = frozenset(weighty)
        others = tuple(runs(version for version in found if version not in told))
        missed = tuple(
            Missed(each.version, sentences[each.version], _could(each, texts))
            for each in unaware(timeline, level, told)
        )
        made.append(UnknownRow(texts.words.level(level), len(found), missed, others))
    return made


def _could(missed: Unaware, texts: Texts) -> str | None:
    if missed.could_since is None:
        return None
    who = texts.words.these([texts.words.level(level) for level in missed.knew_first])
    return texts.say(N_("{who} knew from {date}"), who=who, date=texts.words.when(missed.could_since, "day"))


def source_rows(timeline: Timeline) -> tuple[SourceRow, ...]:
    """Every source once, numbered as the timeline cites them."""
    return tuple(_source(each) for each in citations(timeline))


def _source(citation: Citation) -> SourceRow:
    return SourceRow(citation.number, source(citation.text), tuple(runs(citation.versions)))
