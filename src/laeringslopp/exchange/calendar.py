"""What is owed, as a calendar that others subscribe to: iCalendar (RFC 5545).

Everything in it comes from the facts and the policy: the same facts on the same day give the same bytes.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

DAY = timedelta(days=1)
PRODUCT = "-//laeringslopp//calendar//EN"
REFRESH = timedelta(hours=6)
LONGEST = 250
"""Characters of a summary; a calendar shows one line."""


class Entry(NamedTuple):
    """Something that is to be done by a day."""

    uid: str
    """Stays the same while the day moves, and whoever owes it."""
    day: date
    summary: str
    description: str
    changed: datetime
    """When it was last changed on record."""
    sequence: int
    """Grows with each change."""
    url: str | None = None
    is_cancelled: bool = False
    categories: tuple[str, ...] = ()


def calendar(name: str, entries: Iterable[Entry], language: str) -> bytes:
    """The calendar: a whole day for each entry, in order of days."""
    from icalendar import Calendar, Event  # it loads when somebody first asks for a calendar

    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("name", name, {"LANGUAGE": language})
    made.add("x-wr-calname", name)
    made.add("refresh-interval", REFRESH, {"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT6H")
    for entry in sorted(entries, key=lambda each: (each.day, each.uid)):
        event = Event()
        changed = entry.changed.astimezone(UTC).replace(microsecond=0)
        event.add("uid", entry.uid)
        event.add("dtstamp", changed)
        event.add("last-modified", changed)
        event.add("sequence", entry.sequence)
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + DAY)
        event.add("summary", _line(entry.summary), {"LANGUAGE": language})
        event.add("description", _clean(entry.description), {"LANGUAGE": language})
        event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
        event.add("transp", "TRANSPARENT")
        event.add("class", "PRIVATE")
        if entry.categories:
            event.add("categories", list(entry.categories))
        if entry.url is not None:
            event.add("url", entry.url)
        made.add_component(event)
    return bytes(made.to_ical())


def _line(text: str) -> str:
    line = " ".join(_clean(text).split())
    return line if len(line) <= LONGEST else line[: LONGEST - 2].rsplit(" ", 1)[0] + " …"


def _clean(text: str) -> str:
    """What iCalendar has no place for: control signs and halves of signs."""
    return "".join(sign for sign in text if sign == "\n" or (sign >= " " and not "\ud800" <= sign <= "\udfff"))


def uid(organisation: str | None, decision_id: str, version: int, rule_id: str, part: str) -> str:
    """Names what one entry raised for one duty, in whichever calendar it stands."""
    return f"{'.'.join(filter(None, (decision_id, str(version), rule_id, part)))}@{organisation or 'x'}.laeringslopp"


def midnight(day: date) -> datetime:
    """When a day begins, for what changes by the day alone."""
    return datetime.combine(day, time.min, UTC)
