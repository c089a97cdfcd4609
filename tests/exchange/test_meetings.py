"""When organs meet, as others' files tell it."""

import json
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laeringslopp import Invalid
from laeringslopp.exchange.meetings import LARGEST, Meeting, of_organ, read_meetings

OSLO = timezone(timedelta(hours=1))


def calendar(*events: str) -> bytes:
    body = "".join(f"BEGIN:VEVENT\r\nDTSTAMP:20260101T000000Z\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//NO\r\n{body}END:VCALENDAR\r\n".encode()


def plan(**organs: list[object]) -> bytes:
    told = [{"utvalgId": name, "utvalgNavn": name, "moete": held} for name, held in organs.items()]
    return json.dumps({"utvalg": told}).encode()


@pytest.mark.parametrize(
    ("start", "day"),
    [
        ("DTSTART;VALUE=DATE:20270312", date(2027, 3, 12)),
        ("DTSTART;TZID=Europe/Oslo:20270312T170000", date(2027, 3, 12)),
        ("DTSTART:20270312T170000", date(2027, 3, 12)),
        ("DTSTART:20270312T233000Z", date(2027, 3, 13)),
    ],
)
def test_a_meeting_is_held_on_the_day_of_its_own_clock(start: str, day: date):
    """A council that meets late in the evening in Oslo does not meet the day before."""
    assert read_meetings(calendar(f"UID:1\r\nSUMMARY:K\r\n{start}"), OSLO) == (Meeting(day, "K"),)


def test_a_meeting_that_is_cancelled_is_none():
    """Nobody is to be told that something is due before it."""
    gone = "UID:2\r\nSTATUS:CANCELLED\r\nSUMMARY:K\r\nDTSTART;VALUE=DATE:20270313"
    assert read_meetings(calendar("UID:1\r\nSUMMARY:K\r\nDTSTART;VALUE=DATE:20270312", gone)) == (
        Meeting(date(2027, 3, 12), "K"),
    )


def test_a_meeting_that_is_repeated_is_held_on_each_day_save_those_left_out_and_those_moved():
    """Calendars write a year of meetings as one event and its exceptions."""
    every = "UID:1\r\nSUMMARY:F\r\nDTSTART:20270105T170000\r\nRRULE:FREQ=MONTHLY;COUNT=4\r\nEXDATE:20270205T170000"
    moved = "UID:1\r\nSUMMARY:F\r\nRECURRENCE-ID:20270305T170000\r\nDTSTART:20270309T170000"
    days = [meeting.day for meeting in read_meetings(calendar(every, moved))]
    assert days == [date(2027, 1, 5), date(2027, 3, 9), date(2027, 4, 5)]


def test_a_meeting_that_is_repeated_without_end_is_followed_for_some_years():
    """Otherwise the file would never have been read."""
    found = read_meetings(calendar("UID:1\r\nSUMMARY:F\r\nDTSTART;VALUE=DATE:20270105\r\nRRULE:FREQ=WEEKLY"))
    assert 200 < len(found) < 300


def test_a_meeting_plan_holds_the_days_of_each_organ():
    """One that has no day yet is no meeting that anything can be due before."""
    found = read_meetings(
        plan(
            Kommunestyret=[{"moeteid": "1", "moetedato": "2027-03-12T17:00:00+01:00"}, {"moeteid": "2"}],
            Formannskapet=[{"moeteid": "3", "moetedato": "2027-03-03T23:30:00Z"}],
        ),
        OSLO,
    )
    assert found == (Meeting(date(2027, 3, 4), "Formannskapet"), Meeting(date(2027, 3, 12), "Kommunestyret"))


def test_an_organ_is_found_by_a_part_of_its_name():
    """Nobody writes the whole name of a committee twice."""
    held = [Meeting(date(2027, 3, 12), "Kommunestyret"), Meeting(date(2027, 3, 4), "Formannskapet")]
    assert of_organ(held, "kommune") == ("Kommunestyret", (date(2027, 3, 12),))
    assert of_organ(held[:1], None) == ("Kommunestyret", (date(2027, 3, 12),))
    assert of_organ([held[0]._replace(organ=f"Kommunestyret {n}/27") for n in (1, 2)], "Kommunestyret") == (
        "Kommunestyret",
        (date(2027, 3, 12),),
    )


@pytest.mark.parametrize(("called", "code"), [(None, "which-organ"), ("Rådet", "unknown-organ")])
def test_which_organ_is_meant_is_asked_and_never_guessed(called: str | None, code: str):
    """Deadlines that follow another organ's meetings are all wrong."""
    held = [Meeting(date(2027, 3, 12), "Kommunestyret"), Meeting(date(2027, 3, 4), "Formannskapet")]
    with pytest.raises(Invalid) as caught:
        of_organ(held, called)
    assert [flaw.code for flaw in caught.value.flaws] == [code]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"moeter",
        b"{",
        b"[" * 100_000,
        b'{"utvalg": 3}',
        b'{"utvalg": [3]}',
        b'{"utvalg": [{"moete": {}}]}',
        b'{"utvalg": [{"moete": [{"moetedato": "12.3.2027"}]}]}',
        b'{"utvalg": [{"moete": [{"moetedato": 3}]}]}',
        b"BEGIN:VCALENDAR",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:i morgen\r\nEND:VEVENT\r\nEND:VCALENDAR",
        calendar("UID:1\r\nDTSTART:20270105T170000\r\nRRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30"),
        calendar("UID:1\r\nDTSTART:20270105T170000\r\nRRULE:FREQ=SOMETIMES"),
        b"{" + b" " * LARGEST + b"}",
        b'{"utvalg": []}',
        calendar(),
    ],
    ids=lambda data: repr(data[:40]),
)
def test_what_is_no_plan_is_told_so(data: bytes):
    """A file that cannot be read changes nothing, and never ends in a traceback."""
    with pytest.raises(Invalid):
        of_organ(read_meetings(data), None)


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: calendar(text)))
@settings(max_examples=150, deadline=None)
def test_whatever_is_read_gives_days_or_a_clear_no(data: bytes):
    """Others' programs write these files."""
    try:
        found = read_meetings(data, OSLO)
    except Invalid:
        return
    assert all(isinstance(meeting.day, date) and not isinstance(meeting.day, datetime) for meeting in found)
