"""What is owed across decisions, by whom and by when: what they raised, under the policy of each organisation."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Protocol

from laeringslopp.access import Reader
from laeringslopp.errors import Flaw, Invalid
from laeringslopp.nearest import closest, nearest
from laeringslopp.policy import Policy
from laeringslopp.rules import NOWHERE, Elsewhere, Owed, Raised, owed
from laeringslopp.rules.duty import order
from laeringslopp.when import end_of


class Raising(Protocol):
    """Knows what decisions have raised without folding them: the views do."""

    def raised(
        self,
        reader: Reader,
        organisation: str | None,
        decision_id: str | None,
        open_on: date | None,
        levels: Sequence[str | None] | None,
    ) -> Iterable[Raised]:
        """What the reader may see of it; ``open_on`` may leave out what was met by a day, ``levels`` other levels'."""
        ...


def moment_of(as_of: datetime | date | None, now: datetime) -> datetime:
    """A date as the end of its day; a time in the register's own offset, for that is how its days are counted.

    Raises Invalid for a time without its offset.
    """
    if as_of is None:
        return now
    at = end_of(as_of, now.tzinfo)
    if at.tzinfo is None:
        raise Invalid([Flaw("no-offset", "give a time with its offset from UTC, or a date", "/as_of")])
    return at.astimezone(now.tzinfo)


def raised_in(
    views: Raising,
    reader: Reader,
    organisation: str | None,
    decision_id: str | None,
    open_on: date | None,
    level: str | None,
    policies: Callable[[str | None], Policy],
) -> Iterator[Raised]:
    """What the views say was raised, at least all that one level may owe, where one is asked for."""
    is_administration = organisation is None or policies(organisation).administration == level
    levels = None if level is None else (level, None) if is_administration else (level,)
    return iter(views.raised(reader, organisation, decision_id, open_on, levels))


def come_to(
    raised: Iterable[Raised],
    policies: Callable[[str | None], Policy],
    today: date,
    level: str | None = None,
    open: bool | None = None,
    elsewhere: Elsewhere = NOWHERE,
) -> list[Owed]:
    """What is owed on a day, the first due first; of one level, and still open or met, where that is asked for."""
    found = (owed(each, policies(each.organisation), today, elsewhere) for each in raised)
    return sorted(
        (each for each in found if each and level in (None, each.level) and open in (None, each.open)), key=order
    )


def check_organisation(organisation: str, known: Iterable[str]) -> None:
    """Raises Invalid for an organisation that is none of the known."""
    names = list(known)
    if organisation not in names:
        detail = f"no decision of {organisation!r} is on record here{nearest(organisation, names)}"
        near = closest(organisation, names)
        named = {"name": organisation, "near": near}
        raise Invalid([Flaw("unknown-organisation", detail, "/organisation", instead=near, values=named)])


def check_level(level: str, policies: Iterable[Policy]) -> None:
    """Raises Invalid for a level that is none of any organisation's."""
    known: dict[str, None] = {}
    for policy in policies:
        if level in policy.levels:
            return
        known.update(dict.fromkeys(policy.levels))
    detail = f"there is no level {level!r}{nearest(level, known) or '; the levels are ' + ', '.join(known)}"
    raise Invalid([Flaw("unknown-level", detail, "/level", instead=closest(level, known), known=tuple(known))])
