"""Has this failed before? The earlier failures and lessons most like what somebody plans, as they may see them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from laeringslopp.access import Reader
from laeringslopp.errors import Flaw, Invalid
from laeringslopp.search.asking import Vocabulary, concepts
from laeringslopp.search.hits import FailedBefore, Hit, hit
from laeringslopp.search.ranking import Finder, Match, candidates, ranked
from laeringslopp.search.words import terms
from laeringslopp.story.wording import LANGUAGES, Language, wording

if TYPE_CHECKING:
    from laeringslopp.register.asking import Asking

LONGEST_ASKED = 20_000
"""Characters; a title and a question are at most half of that."""
MOST_HITS = 50
PAGE = 1000
LEAST = 0.05
"""What is so much less like it than the most like is not like it, and is not shown."""
EVERYTHING = ""
"""Counted as a word, it counts all texts."""


class Lookup(Vocabulary, Finder, Protocol):
    """The index as one reader sees it."""

    @property
    def position(self) -> int:
        """How far in the register it has come."""
        ...


class Searching(Protocol):
    """Keeps the index: the views do."""

    def searching(self, reader: Reader, organisation: str | None) -> AbstractContextManager["Lookup | None"]:
        """The index in one snapshot; None where nothing is recorded."""
        ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked, checked."""

    text: str
    language: Language
    organisation: str | None
    most: int


def wanted(text: str, lang: str, organisation: str | None, most: int) -> Wanted:
    """What is asked. Raises Invalid for no words, too many, an unknown language or a number of hits that is none."""
    flaws = []
    if len(text) > LONGEST_ASKED:
        flaws.append(
            Flaw("too-long", f"ask in at most {LONGEST_ASKED} characters", "/q", values={"most": LONGEST_ASKED})
        )
    elif not terms(text):
        flaws.append(Flaw("no-words", "write what you plan, in a few words", "/q"))
    language = next((each for each in LANGUAGES if each == lang), None)
    if language is None:
        flaws.append(Flaw("unknown-language", f"{lang!r} is not spoken here; write nb, nn or en", "/lang"))
    if not 1 <= most <= MOST_HITS:
        flaws.append(
            Flaw("no-number", f"most is from 1 to {MOST_HITS}", "/most", values={"least": 1, "most": MOST_HITS})
        )
    if flaws or language is None:
        raise Invalid(flaws)
    return Wanted(text, language, organisation, most)


def failed_before(register: "Asking", asked: Wanted, reader: Reader, views: Searching) -> FailedBefore:
    """The answer. What the index finds is shown from what the register lets the reader see, and from nothing else."""
    with views.searching(reader, asked.organisation) as lookup:
        if lookup is None:
            return FailedBefore(asked.text, asked.language, ())
        meant = concepts(asked.text, lookup)
        texts = lookup.counts([EVERYTHING]).get(EVERYTHING, 0)
        seen = candidates(meant, lookup)
        if reader != Reader.member():
            seen = list(_seen_still(register, seen, lookup.position, reader))
        scored = ranked(meant, _once(seen), texts)
        least = LEAST * scored[0][0] if scored else 0.0
        found = [match for score, match in scored if score > least]
    said = {term for concept in meant for term in concept.counts}
    hits: list[Hit] = []
    for shown in _shown(register, found, reader, said, asked):
        hits.append(shown)
        if len(hits) == asked.most:
            break
    read_as = tuple((each.typed, each.meant) for each in meant if each.meant)
    return FailedBefore(asked.text, asked.language, tuple(hits), read_as, texts)


def _seen_still(register: "Asking", found: Iterable[Match], position: int, reader: Reader) -> Iterator[Match]:
    """What was recorded after the index was brought on may have closed some of it: then all of it is looked at anew."""
    from laeringslopp.views.texts import terms_seen

    changed: dict[str, Mapping[str, tuple[str, ...]]] = {}
    while page := register.store.since(position, PAGE):
        for stored in page:
            if stored.decision_id not in changed:
                entries = register.timeline(stored.decision_id, reader=reader).entries
                in_order = sorted((entry.recorded for entry in entries), key=lambda recorded: recorded.version)
                changed[stored.decision_id] = terms_seen(stored.decision_id, in_order)
        position = page[-1].position
    for match in found:
        if match.decision_id not in changed:
            yield match
        elif match.item_id in (seen := changed[match.decision_id]):
            yield match._replace(terms=seen[match.item_id])


def _once(found: Sequence[Match]) -> list[Match]:
    """A lesson is told with the failure that it was drawn from, and not beside it."""
    failures = {(match.decision_id, match.item_id) for match in found}
    return [
        match for match in found if not any((match.decision_id, failure) in failures for failure in match.of_failures)
    ]


def _shown(
    register: "Asking", found: Sequence[Match], reader: Reader, said: Collection[str], asked: Wanted
) -> Iterator[Hit]:
    words = wording(asked.language)
    timelines = {}
    for match in found:
        if match.decision_id not in timelines:
            timelines[match.decision_id] = register.timeline(match.decision_id, reader=reader)
        timeline = timelines[match.decision_id]
        opened = timeline.decision.opened
        if asked.organisation is not None and (opened is None or opened.organisation != asked.organisation):
            continue
        if (shown := hit(timeline, match.item_id, said, words)) is not None:
            yield shown
