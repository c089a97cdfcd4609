"""The moments of a decision that one looks back at: each choice, each failure disclosed, each presentation."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from laeringslopp import CasePresented, DecisionConcluded, DirectionChosen, FailureDisclosed, Recorded, Timeline
from laeringslopp.facts import Fact
from laeringslopp.story import sentence
from laeringslopp_service.pages.asked import Asked
from laeringslopp_service.pages.texts import N_

OFFERED = 3
"""How many choices have a link of their own; the others stand in the list."""
LABEL_LENGTH = 70
SORTS: tuple[tuple[str, tuple[type[Fact], ...]], ...] = (
    (N_("When it was decided"), (DirectionChosen, DecisionConcluded)),
    (N_("When a failure was disclosed"), (FailureDisclosed,)),
    (N_("When it was presented"), (CasePresented,)),
)


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment that can be picked."""

    at: str
    """As an address has it."""
    when: str
    label: str


@dataclass(frozen=True, slots=True)
class Moments:
    """What there is to pick from."""

    choices: tuple[Moment, ...]
    """The last directions that were chosen, the newest first."""
    sorts: tuple[tuple[str, tuple[Moment, ...]], ...]
    """Every moment by its sort, in the order in which they came."""
    first: str | None
    """The day of the first entry; None: the reader sees none."""
    today: str


def moments(timeline: Timeline, page: Asked) -> Moments:
    """The moments of a timeline; one that is cut offers those up to then, for what came later is not told on it."""
    choices = [entry.recorded for entry in timeline.entries if isinstance(entry.recorded.fact, DirectionChosen)]
    return Moments(
        choices=tuple(_moment(recorded, timeline, page) for recorded in reversed(choices[-OFFERED:])),
        sorts=tuple(_sorts(timeline, page)),
        first=day_of(timeline.entries[0].recorded.occurred_at) if timeline.entries else None,
        today=page.register.now().date().isoformat(),
    )


def _sorts(whole: Timeline, page: Asked) -> Iterator[tuple[str, tuple[Moment, ...]]]:
    for heading, kinds in SORTS:
        found = [entry.recorded for entry in whole.entries if isinstance(entry.recorded.fact, kinds)]
        if found:
            yield page.texts.say(heading), tuple(_moment(recorded, whole, page) for recorded in found)


def _moment(recorded: Recorded, whole: Timeline, page: Asked) -> Moment:
    when = page.texts.words.when(recorded.occurred_at, recorded.occurred_precision or "minute")
    said = sentence(recorded, whole.named, page.texts.words)
    return Moment(moment_of(recorded), when, f"{when}: {shortened(said)}")


def shortened(said: str, length: int = LABEL_LENGTH) -> str:
    """A sentence cut at a word where it is long, for a list to pick from."""
    return said if len(said) <= length else said[:length].rsplit(" ", 1)[0].rstrip(",;:“«") + " …"


def moment_of(recorded: Recorded) -> str:
    """When it occurred, as an address has it: a day where no more is known, and else the time itself."""
    if recorded.occurred_precision in ("day", "month", "year"):
        return day_of(recorded.occurred_at)
    return recorded.occurred_at.isoformat()


def day_of(at: datetime) -> str:
    """The day of a moment, by its own clock."""
    return at.date().isoformat()


def lies_ahead(asked: datetime | date | None, now: datetime) -> bool:
    """Whether a moment that was asked for is still to come; the rest of today is not."""
    return asked is not None and (asked > now if isinstance(asked, datetime) else asked > now.date())


def default_moment(timeline: Timeline, page: Asked) -> str:
    """Where nobody said when: the last choice of direction, else the first entry, else today."""
    choices = [entry.recorded for entry in timeline.entries if isinstance(entry.recorded.fact, DirectionChosen)]
    if choices:
        return moment_of(choices[-1])
    first = timeline.entries[0].recorded.occurred_at if timeline.entries else page.register.now()
    return day_of(first)
