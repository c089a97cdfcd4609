"""How often each rule refused, and whether it was recorded after all: counted beside the register, never in it.

A refused attempt is no fact: whoever tried and was sent back owes nobody an account of it. So nothing is kept of who
tried or what they wrote. Which decision it was is kept for a day, until it is known whether the same kind of entry was
recorded there; then only the numbers are left.
"""

import logging
import os
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from laeringslopp.beside import beside_url
from laeringslopp.decision import Decision
from laeringslopp.entry import Entry
from laeringslopp.errors import Refused, StoreError
from laeringslopp.register.reading import paged
from laeringslopp.register.ruling import organisation_of
from laeringslopp.store import Store
from laeringslopp.store.codec import decode

log = logging.getLogger(__name__)

FOLLOWS = timedelta(days=1)
"""How soon something is recorded that counts as having followed a refusal."""
PATIENCE = 0.25
"""Seconds that a count waits for another process, before it is given up: the one who was refused waits for it."""


class Attempt(NamedTuple):
    """What was refused, and by which rule."""

    organisation: str
    """Empty: nothing says whose it is."""
    decision_id: str
    version: int
    """The decision's, when it was tried."""
    kind: str
    rule_id: str


def attempts_in(
    problems: Iterable[tuple[int, Exception]],
    groups: Sequence[tuple[Sequence[Entry], str | None]],
    decision_of: Callable[[str], Decision],
) -> list[Attempt]:
    """What the rules refused of groups of entries; each problem stands with the number of its group."""
    return [
        Attempt(
            organisation_of(decision, entry.fact) or "",
            entry.decision_id,
            decision.version,
            entry.fact.kind,
            refusal.rule_id,
        )
        for at, problem in problems
        if isinstance(problem, Refused)
        for refusal in problem.refusals
        for entry in [groups[at][0][refusal.entry]]
        for decision in [decision_of(entry.decision_id)]
    ]


class Count(NamedTuple):
    """How often a rule refused, and how often the same kind was recorded in the same decision within a day."""

    refused: int
    followed: int


def tally_url(register_url: str) -> str | None:
    """Where the counts of a register are kept; None where there is no place for them."""
    try:
        return beside_url(register_url, "counts")
    except StoreError:
        return None


class Tally:
    """The counts of one register. What cannot be counted is logged, and holds up nobody.

    ``url`` is as ``tally_url`` gives it; ``clock`` the register's own.
    """

    def __init__(self, url: str, store: Store, clock: Callable[[], datetime]) -> None:
        self._url, self._store, self._clock = url, store, clock
        self._kept: Any = None
        self._making = threading.Lock()

    def refused(self, attempts: Iterable[Attempt]) -> None:
        """Counts refused attempts."""
        try:
            self._tables(make=True).add(attempts, _written(self._clock()))
        except Exception as error:  # whoever was refused is told why; that it was not counted is not their trouble
            log.warning("a refusal was not counted: %s", error)

    def counts(self, organisation: str | None = None) -> Mapping[str, Count] | None:
        """By rule, of one organisation or of all; None where the counts cannot be read."""
        try:
            tables = self._tables(make=False)
            if tables is None:
                return {}
            self._settle(tables)
            found: dict[str, Count] = tables.counts(organisation)
        except Exception as error:
            log.warning("the counts of refusals cannot be read: %s", error)
            return None
        return found

    def close(self) -> None:
        """Gives back what is held on to."""
        if self._kept is not None:
            self._kept.close()
            self._kept = None

    def _tables(self, make: bool) -> Any:
        with self._making:
            if self._kept is None:
                path = self._url.partition(":///")[2] if self._url.startswith("sqlite:") else ""
                if path and not make and not os.path.exists(path):
                    return None
                from laeringslopp.register.tally_tables import Tables  # loaded when there is something to count

                self._kept = Tables(self._url, PATIENCE)
            return self._kept

    def _settle(self, tables: Any) -> None:
        """Moves what is known by now from the attempts of late to the counts."""
        now = self._clock().astimezone(UTC)
        for attempt, last, times in tables.of_late():
            until = datetime.fromisoformat(last) + FOLLOWS
            followed = self._is_recorded(attempt, until)
            if followed or until < now:
                tables.settle(attempt, times, times if followed else 0)

    def _is_recorded(self, attempt: Attempt, until: datetime) -> bool:
        """Whether the same kind was recorded in the same decision after what was refused, until then."""
        later = paged(self._store, attempt.decision_id, attempt.version)
        same = next((each for each in later if each.topic.partition(":")[0] == attempt.kind), None)
        return same is not None and decode(same).recorded_at <= until


def _written(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
