"""For whom something is shown: one question, asked on every way out."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from immutables import Map

from laeringslopp.entry import Actor, Recorded
from laeringslopp.facts import (
    EXTERNAL,
    INTERNAL,
    OPEN,
    Access,
    AccessLevel,
    DecisionOpened,
    Fact,
    FailureDisclosed,
    PolicyAdopted,
)


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom something is shown. Make one with ``member``, ``level`` or ``public``."""

    levels: frozenset[str] | None
    """The levels it reads for; None: all of them."""
    organisations: frozenset[str] | None = None
    """The organisations it belongs to; None: every one."""

    @staticmethod
    def member(*organisations: str) -> "Reader":
        """A full member, of every level; of all organisations unless some are named."""
        return Reader(None, frozenset(organisations) or None)

    @staticmethod
    def level(level: str, *organisations: str) -> "Reader":
        """Somebody who reads for one level; ``external`` reads as the public does."""
        return Reader.public() if level == EXTERNAL else Reader(frozenset([level]), frozenset(organisations) or None)

    @staticmethod
    def public() -> "Reader":
        """Anybody."""
        return Reader(frozenset(), frozenset())

    @property
    def is_public(self) -> bool:
        """Whether it belongs to no organisation."""
        return self.organisations == frozenset()

    @property
    def sees_ids(self) -> bool:
        """Whether it may see who a person is, beyond role and unit."""
        return self.levels is None

    def belongs_to(self, organisation: str | None) -> bool:
        """Whether it is of the organisation."""
        return self.organisations is None or organisation in self.organisations


SOMEBODY = "withheld"
"""Stands for a person's id where the reader sees role and unit alone."""


class Ruling(NamedTuple):
    """An access, and the version of the act that set it."""

    since: int
    access: Access


@dataclass(frozen=True, slots=True)
class Rulings:
    """What the acts on record say about who may see a decision's entries."""

    organisation: str | None = None
    default: Access = INTERNAL
    """For entries that say nothing themselves."""
    whole: Ruling | None = None
    """The last change for the whole decision."""
    single: Map[int, Ruling] = field(default_factory=Map)
    """The last change for one entry."""
    closed: Ruling | None = None
    """The last change that made the whole decision exempt."""

    def default_for(self, fact: Fact) -> Access:
        """What an entry gets that says nothing: a disclosure is internal until somebody opens it.

        Which rules an organisation has is open to everyone.
        """
        if isinstance(fact, FailureDisclosed):
            return INTERNAL
        if isinstance(fact, PolicyAdopted):
            return OPEN
        if isinstance(fact, DecisionOpened) and fact.access is not None:
            return fact.access
        return self.default

    def of(self, version: int, own: Access | None) -> Access:
        """The access of an entry now. Opening a whole decision never opens what is exempt: that is done by name."""
        ruling = self.single.get(version)
        access = ruling.access if ruling else own or self.default
        since = ruling.since if ruling else version
        if self.closed and since < self.closed.since:
            return _closed(access, self.closed.access)
        if self.whole and since < self.whole.since and access.level != "exempt":
            return self.whole.access
        return access


def _closed(access: Access, whole: Access) -> Access:
    """What holds for an entry when its whole decision is made exempt: nobody sees it who did not before."""
    if access.level != "exempt":
        return whole
    until = max(access.until, whole.until) if access.until and whole.until else None
    levels = tuple(level for level in access.levels if level in whole.levels)
    return Access(level="exempt", ground=access.ground or whole.ground, levels=levels, until=until)


@dataclass(frozen=True, slots=True)
class Withheld:
    """That there is an entry, and why it is not shown; never what it says."""

    version: int
    kind: str
    access: AccessLevel
    ground: str | None
    decision_id: str = field(default="", compare=False)
    position: int = field(default=0, compare=False)
    """Where it stands in the register, for whoever follows all of it."""


def visible(recorded: Recorded, reader: Reader, rulings: Rulings, today: date) -> Recorded | Withheld:
    """The entry where the reader may see it, else that it is withheld. Every way out passes here."""
    access = rulings.of(recorded.version, recorded.access)
    if may_see(access, reader, rulings.organisation, today):
        full_member = reader.sees_ids and reader.belongs_to(rulings.organisation)
        return recorded if full_member else _without_ids(recorded)
    where = (recorded.decision_id, recorded.position)
    return Withheld(recorded.version, recorded.fact.kind, access.level, access.ground, *where)


def _without_ids(recorded: Recorded) -> Recorded:
    actors = {
        name: actor.model_copy(update={"id": SOMEBODY})
        for name in ("by", "recorded_by")
        if isinstance(actor := getattr(recorded, name), Actor)
    }
    return recorded.model_copy(update=actors)


def may_see(access: Access, reader: Reader, organisation: str | None, today: date) -> bool:
    """Whether a reader may see what has this access in an organisation, on a day."""
    match access.level:
        case "open":
            return True
        case "internal":
            return reader.belongs_to(organisation)
        case "exempt":
            if not reader.belongs_to(organisation):
                return False
            lapsed = access.until is not None and access.until <= today  # then it is internal, until somebody opens it
            return lapsed or reader.levels is None or not reader.levels.isdisjoint(access.levels)
