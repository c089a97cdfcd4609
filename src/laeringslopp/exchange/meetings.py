"""The days on which organs meet, as others' files tell them: iCalendar, or a meeting plan of Fiks."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta, tzinfo
from typing import Any, NamedTuple, NoReturn

from laeringslopp.errors import Flaw, Invalid
from laeringslopp.nearest import closest

LARGEST = 5_000_000
"""Bytes of a file; ten years of meetings of a hundred organs are some three million."""
MOST = 2000
"""How many days one event that is repeated is followed for."""
AHEAD = timedelta(days=5 * 366)
"""How far an event that is repeated without end is followed, from its first day."""


class Meeting(NamedTuple):
    """A day on which an organ meets."""

    day: date
    organ: str
    """What the file calls the organ, or the meeting."""


def read_meetings(data: bytes, zone: tzinfo | None = None) -> tuple[Meeting, ...]:
    """The meetings in a file's bytes, in order, each once; ``zone`` says on which day a time in UTC falls.

    What is cancelled is left out. Raises Invalid for what is neither iCalendar (RFC 5545) nor a meeting plan in JSON,
    and for a meeting whose day cannot be read.
    """
    if len(data) > LARGEST:
        _no("too-long", f"a file of meetings has at most {LARGEST} bytes")
    text = data.decode("utf-8-sig", errors="replace").lstrip()
    if text[:15].upper() == "BEGIN:VCALENDAR":
        found = _of_calendar(text, zone)
    elif text.startswith("{"):
        found = _of_plan(text, zone)
    else:
        _no("no-meetings", "give an iCalendar file, or a meeting plan (moeteplan) in JSON")
    return tuple(sorted(set(found)))


def of_organ(meetings: Iterable[Meeting], called: str | None) -> tuple[str | None, tuple[date, ...]]:
    """What the organ is called and when it meets: the only one, or the one whose name holds what was ``called``.

    Several meetings may have names of their own, as ``Kommunestyret 1/26``; then what was called is the organ's name.
    Raises Invalid where several could be meant, or none.
    """
    known = list(meetings)
    names = list(dict.fromkeys(meeting.organ for meeting in known))
    if not names:
        _no("no-meetings", "the file holds no meetings")
    if called is None:
        if len(names) > 1:
            _no("which-organ", f"the file holds the meetings of several; name one of {_few(names)}", "/organ")
        return names[0] or None, tuple(meeting.day for meeting in known)
    wanted = called.casefold()
    fitting = [name for name in names if wanted == name.casefold()] or [n for n in names if wanted in n.casefold()]
    if not fitting:
        near = closest(called, names)
        said = f"the file holds no meeting of {called!r}; there are {_few(names)}"
        raise Invalid([Flaw("unknown-organ", said, "/organ", instead=near)])
    name = fitting[0] if len(fitting) == 1 else called
    return name, tuple(sorted({meeting.day for meeting in known if meeting.organ in fitting}))


def _few(names: list[str]) -> str:
    return ", ".join(names[:12]) + (" …" if len(names) > 12 else "")


def _of_plan(text: str, zone: tzinfo | None) -> Iterator[Meeting]:
    """``utvalg`` with ``utvalgNavn`` and ``moete``, each with ``moetedato``: as it is answered, and as it is sent."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        _no("no-meetings", "this is no JSON that can be read")
    organs = told.get("utvalg") if isinstance(told, dict) else None
    if not isinstance(organs, list):
        _no("no-meetings", "a meeting plan has a list of organs, “utvalg”", "/utvalg")
    for at, organ in enumerate(organs):
        meetings = organ.get("moete", []) if isinstance(organ, dict) else None
        if not isinstance(meetings, list):
            _no("no-meetings", "an organ has a list of meetings, “moete”", f"/utvalg/{at}/moete")
        for nth, meeting in enumerate(meetings):
            when = meeting.get("moetedato") if isinstance(meeting, dict) else None
            if when is not None:  # a meeting may be planned before its day is
                yield Meeting(_day_of(when, zone, f"/utvalg/{at}/moete/{nth}/moetedato"), _name(organ, "utvalgNavn"))


def _name(told: Any, key: str) -> str:
    return " ".join(str(told.get(key) or "").split())[:300]


def _day_of(when: Any, zone: tzinfo | None, pointer: str) -> date:
    try:
        at = datetime.fromisoformat(when)
    except (ValueError, TypeError):
        _no("no-day", "write the day of a meeting as 2026-03-12T17:00:00+01:00", pointer)
    return _local(at, zone)


def _local(at: date, zone: tzinfo | None) -> date:
    """The day where the organ meets: a time in UTC says nothing of where that is, any other does."""
    if not isinstance(at, datetime):
        return at
    in_utc = at.tzinfo is not None and at.utcoffset() == timedelta() and str(at.tzinfo) in ("UTC", "Z")
    return (at.astimezone(zone) if in_utc and zone is not None else at).date()


def _of_calendar(text: str, zone: tzinfo | None) -> Iterator[Meeting]:
    from icalendar import Calendar  # it loads when somebody first reads a calendar

    try:
        calendars = Calendar.from_ical(text, multiple=True)
    except (ValueError, IndexError, KeyError) as error:
        _no("no-meetings", f"this is no calendar that can be read: {error}")
    if not calendars:
        _no("no-meetings", "this is no calendar that can be read: it does not end")
    for calendar in calendars:
        events = [event for event in calendar.walk("VEVENT") if "DTSTART" in event]
        moved = {
            (str(event.get("UID")), _start(event, "RECURRENCE-ID")) for event in events if "RECURRENCE-ID" in event
        }
        for event in events:
            if str(event.get("STATUS", "")).upper() == "CANCELLED":
                continue
            organ = " ".join(str(event.get("SUMMARY", "")).split())[:300]
            begins = _start(event, "DTSTART")
            for at in _each(event, begins):
                if "RECURRENCE-ID" in event or (str(event.get("UID")), at) not in moved:
                    yield Meeting(_local(at, zone), organ)


def _start(event: Any, name: str) -> date:
    try:
        at = event[name].dt
    except (AttributeError, ValueError):  # a list of days, or one that is malformed
        at = None
    if not isinstance(at, date):
        _no("no-day", f"the event {str(event.get('SUMMARY', ''))!r} has no day that can be read")
    return at


def _each(event: Any, begins: date) -> Iterator[date]:
    """The days of an event, as often as it is repeated."""
    rules = event.get("RRULE")
    if rules is None:
        yield begins
        return
    from dateutil.rrule import rrulestr

    said = _list(rules)[0].to_ical().decode()
    if any(often in said.upper() for often in ("SECONDLY", "MINUTELY", "HOURLY")):
        _no("no-day", f"the event {str(event.get('SUMMARY', ''))!r} is repeated within a day, as no meeting is")
    left_out = {each.dt for part in _list(event.get("EXDATE")) for each in part.dts}
    is_day = not isinstance(begins, datetime)
    first = datetime(begins.year, begins.month, begins.day) if not isinstance(begins, datetime) else begins  # noqa: DTZ001 - a day has no clock
    try:
        rule = rrulestr(said, dtstart=first, ignoretz=first.tzinfo is None)
    except (ValueError, TypeError) as error:
        _no("no-day", f"the event {str(event.get('SUMMARY', ''))!r} is repeated in a way that cannot be read: {error}")
    for count, at in enumerate(rule):
        if count >= MOST or at - first > AHEAD:
            return
        begun = at.date() if is_day else at
        if begun not in left_out:
            yield begun


def _list(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _no(code: str, detail: str, pointer: str = "") -> NoReturn:
    raise Invalid([Flaw(code, detail, pointer)])
