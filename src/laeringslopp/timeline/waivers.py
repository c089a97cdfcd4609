"""What became of each waiver: which entry it let past, or that it was never used."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from laeringslopp.decision import Decision
from laeringslopp.entry import Recorded
from laeringslopp.facts import RuleWaived

WaiverState = Literal["unused", "used", "expired", "history"]


@dataclass(frozen=True, slots=True)
class WaiverShown:
    """A waiver, and what became of it."""

    version: int
    fact: RuleWaived
    state: WaiverState
    """``expired``: its last day went by before anything used it; ``history``: it came from elsewhere, and sets nothing
    aside here."""
    used_by: int | None
    """The version of the entry that it let past, where that is shown."""


def waivers(shown: Iterable[Recorded], decision: Decision, on: date) -> Mapping[int, WaiverShown]:
    """Each waiver among what is shown, by version; ``decision`` is its state after it, ``on`` the day it is seen on."""
    entries = list(shown)
    used = {version: recorded.version for recorded in entries for version in recorded.waived}
    return {waiver.version: waiver for waiver in _each(entries, used, decision, on)}


def _each(entries: Iterable[Recorded], used: Mapping[int, int], decision: Decision, on: date) -> Iterator[WaiverShown]:
    for recorded in entries:
        fact, version = recorded.fact, recorded.version
        if not isinstance(fact, RuleWaived):
            continue
        state: WaiverState = "unused"
        if recorded.history:
            state = "history"
        elif version in used or version not in decision.waivers:
            state = "used"
        elif fact.expires_on is not None and fact.expires_on < on:
            state = "expired"
        yield WaiverShown(version, fact, state, used.get(version))
