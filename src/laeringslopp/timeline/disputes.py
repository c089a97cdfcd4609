"""Accounts that differ: what an entry says, and what others say of the same."""

from dataclasses import dataclass

from laeringslopp.entry import Recorded
from laeringslopp.facts import AccountDisputed
from laeringslopp.timeline.model import Timeline


@dataclass(frozen=True, slots=True)
class Dispute:
    """An entry and the other accounts of it, side by side."""

    version: int
    told: Recorded | None
    """None: the reader may not see it."""
    others: tuple[Recorded, ...]
    """Each an ``account-disputed``, of the entry or of another account of it."""


def disputes(timeline: Timeline) -> tuple[Dispute, ...]:
    """Every entry that somebody tells otherwise, in the order in which that was first done."""
    shown = {entry.version: entry.recorded for entry in timeline.entries}
    about: dict[int, int] = {}
    for version in sorted(shown):
        fact = shown[version].fact
        if isinstance(fact, AccountDisputed):
            # An account of an account is one more of the same entry; it can only point backwards.
            about[version] = about.get(fact.disputed_version, fact.disputed_version)
    others: dict[int, list[Recorded]] = {}
    for entry in timeline.entries:
        if (disputed := about.get(entry.version)) is not None:
            others.setdefault(disputed, []).append(entry.recorded)
    return tuple(Dispute(version, shown.get(version), tuple(accounts)) for version, accounts in others.items())
