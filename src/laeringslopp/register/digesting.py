"""What is new for a level, found in the views: no decision is folded for it."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from laeringslopp.access import Reader
from laeringslopp.digest import Digest, Found, News, made_of
from laeringslopp.digest.making import KINDS
from laeringslopp.errors import Flaw, Invalid
from laeringslopp.policy import Policy
from laeringslopp.register.owing import check_level
from laeringslopp.story import LANGUAGES, Language

if TYPE_CHECKING:
    from laeringslopp.register.asking import Asking
    from laeringslopp.views import Views

LAST_MEETING = "last-meeting"
MEMBER = Reader.member()
PATIENCE = 60.0
"""Seconds that views may take that were never made, or are far behind."""
SECOND = timedelta(seconds=1)
"""Views keep times to the second, and what was recorded just now is new."""


def begins(since: date | str | None, policy: Policy, level: str, today: date) -> date:
    """The first day of a digest: the one asked for, or that of the level's last meeting before today.

    What was recorded on that day is told too: better twice than never. Raises Invalid where no meeting is known.
    """
    if isinstance(since, datetime):
        return since.date()
    if isinstance(since, date):
        return since
    if since not in (None, LAST_MEETING):
        try:
            return date.fromisoformat(str(since))
        except ValueError:
            detail = f"{since!r} is no day; write 2026-03-12 or {LAST_MEETING}"
            raise Invalid([Flaw("no-moment", detail, "/since")]) from None
    last = policy.last_meeting(level, today)
    if last is None:
        detail = f"no meeting of {level} before today is known; give a date, or adopt its meetings"
        raise Invalid([Flaw("no-meeting-known", detail, "/since")])
    return last


@dataclass(frozen=True, slots=True)
class Followed:
    """The decisions that a level follows in an organisation."""

    decisions: frozenset[str] | None
    """None: all of them."""

    def has(self, decision_id: str) -> bool:
        """Whether a decision is among them."""
        return self.decisions is None or decision_id in self.decisions


def followed(
    views: "Views", organisation: str, level: str, policy: Policy, only: Collection[str] | None = None
) -> Followed:
    """Those that were named; else all for the administration, and for others those that concern the level.

    A decision concerns a level that decides it, has acted in it, or was addressed in it.
    """
    if only is not None:
        return Followed(frozenset(only))
    if level == policy.administration:
        return Followed(None)
    where = {"organisation": organisation, "level": level}
    return Followed(frozenset(name for (name,) in views.every("concerned", MEMBER, ("decision_id",), where)))


NEWS = ("position", "decision_id", "version", "kind", "severity")


def news(
    views: "Views", organisation: str, since: datetime, until: datetime, reader: Reader, follows: Followed
) -> tuple[list[News], int]:
    """What was recorded in a stretch of time, and how much of it is withheld from the reader."""
    where = {
        "organisation": organisation,
        "kind": tuple(KINDS),
        "unfounded": False,
        "recorded_at.from": since,
        "recorded_at.before": until,
    }

    seen = [News(*row) for row in views.every("news", reader, NEWS, where) if follows.has(row[1])]
    if reader == MEMBER:
        return seen, 0
    there = views.counts("news", MEMBER, ("decision_id",), where)
    return seen, max(0, sum(count for (name,), count in there.items() if follows.has(name)) - len(seen))


def titles(views: "Views", reader: Reader) -> Callable[[Sequence[str]], Mapping[str, str]]:
    """What decisions are called, as far as the reader may know."""

    def asked(decision_ids: Sequence[str]) -> Mapping[str, str]:
        if not decision_ids:
            return {}
        found: dict[str, str] = {}
        for first in range(0, len(decision_ids), 500):
            where = {"decision_id": list(decision_ids[first : first + 500])}
            found.update(views.every("decisions", reader, ("decision_id", "title"), where))
        return found

    return asked


def midnight(day: date, now: datetime) -> datetime:
    """When a day begins, by the register's clock."""
    return datetime.combine(day, time.min, now.tzinfo)


def digest_of(
    register: "Asking",
    level: str,
    organisation: str | None,
    since: date | str | None,
    lang: Language,
    only: Collection[str] | None,
    whole: bool,
    reader: Reader | None,
    views: "Views | None",
) -> Digest:
    """As ``Register.digest`` says; where no views are given, those beside the register are brought on and asked."""
    if lang not in LANGUAGES:
        raise Invalid([Flaw("unknown-language", f"{lang!r} is not spoken here; write nb, nn or en", "/lang")])
    whose = organisation or register.organisation_at_work()
    now = register.now()
    policy, today = register.policy_of(whose, now), now.date()
    check_level(level, (policy,))
    register.check_organisation(whose)
    first = begins(since, policy, level, today)
    read_by = reader or Reader.level(level, whose)
    with nullcontext(views) if views is not None else own_views(register) as asked:
        follows = followed(asked, whose, level, policy, only)
        told, withheld = news(asked, whose, midnight(first, now), now + SECOND, read_by, follows)
        owed = register.duties(now, level, whose, None, True, read_by, asked)
        found = Found(
            told,
            [each for each in owed if follows.has(each.decision_id)],
            withheld,
            titles(asked, read_by),
            lambda decision_id, version: register.entry(decision_id, version, read_by),
        )
        coming, organ = policy.next_meeting(level, today), policy.organs.get(level)
        return made_of(found, whose, level, first, today, coming, lang, organ, whole)


@contextmanager
def own_views(register: "Asking") -> "Iterator[Views]":
    """The views beside a register, brought on, for as long as somebody asks them."""
    from laeringslopp.views import SHIPPED, Views, views_url  # they load a database library that few commands need

    url = views_url(register.url or "memory:")
    with Views(register.store, url, SHIPPED, clock=register.now) as views:
        views.at_least(register.position, PATIENCE)
        yield views
