"""What others subscribe to, read by other libraries than those that wrote it."""

from datetime import date, timedelta
from typing import Any

import feedparser
import pytest
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from starlette.testclient import TestClient

from laeringslopp import LessonAcknowledged, LessonDrawn, LessonShared, QuestionAnswered, QuestionAsked, Register
from tests.municipality import ADMINISTRATION, COUNCIL, NOW, OPERATIONS, Clock, disclosed, opened
from tests.service.calling import problem
from tests.service.conftest import SECRET

FEED, FEED_OF_DECISION = "/feeds/organisations/nordfjord.atom", "/feeds/decisions/sensorer.atom"
CALENDAR, CALENDAR_OF_DECISION = "/calendar/organisations/nordfjord.ics", "/calendar/decisions/sensorer.ics"
ALL = (FEED, FEED_OF_DECISION, CALENDAR, CALENDAR_OF_DECISION)


@pytest.fixture
def over(over_either: Register) -> Register:
    """What is new is found in views, and each database has its own way of asking them."""
    return over_either


def feed(client: TestClient, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("application/atom+xml")
    read = feedparser.parse(answer.content)
    assert not read.bozo, read.get("bozo_exception")
    return read


def calendar(client: TestClient, path: str) -> Calendar:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/calendar")
    return IcsCalendarStream.calendar_from_ics(answer.text)


def test_a_feed_tells_the_newest_first(client: TestClient, sensors: Register, clock: Clock):
    """In whatever reader of feeds people have."""
    clock.move(days=1)
    sensors.record("sensorer", disclosed("f3", what_happened="Batteriet var tomt"), by=OPERATIONS)
    read = feed(client, f"{FEED}?lang=en")
    assert "Batteriet var tomt" in read.entries[0].title
    assert read.entries[0].link == "http://localhost/decisions/sensorer?lang=en#v5"
    assert read.entries[0].updated == "2026-03-13T10:00:00+00:00".replace("+00:00", "Z") or read.entries[0].updated
    assert read.feed.updated == read.entries[0].updated
    assert len({entry.id for entry in read.entries}) == len(read.entries)


def test_an_entry_keeps_its_id_whatever_comes_after(client: TestClient, sensors: Register):
    """A reader of feeds shows an entry with another id as new."""
    before = [entry.id for entry in feed(client, FEED_OF_DECISION).entries]
    sensors.record("sensorer", disclosed("f3"), by=OPERATIONS)
    assert [entry.id for entry in feed(client, FEED_OF_DECISION).entries][1:] == before
    assert [entry.id for entry in feed(client, f"{FEED}?lang=nn").entries][1:] == before


def test_what_was_chosen_and_shared_is_told_by_what_it_says(client: TestClient, sensors: Register):
    """An id tells nothing to whoever reads it in the mail; what a reader may not see is still told by its id alone."""
    drawn = LessonDrawn(lesson_id="l9", from_failures=["f1"], statement="Mål i kjelleren først")
    sensors.record("sensorer", drawn, by=OPERATIONS, access="open")
    shared = LessonShared(lesson_id="l9", with_levels=["political"])
    sensors.record("sensorer", shared, by=OPERATIONS, access="open")
    assert "“Mål i kjelleren først”" in feed(client, f"{FEED}?lang=en").entries[0].summary


def test_a_level_is_told_of_what_concerns_it(client: TestClient, sensors: Register):
    """Of other decisions it hears when something is addressed to it."""
    sensors.record("nokler", opened(deciding_level="administrative"), by=ADMINISTRATION)
    sensors.record("nokler", disclosed("n1", what_happened="Nøkkelen brakk"), by=ADMINISTRATION)
    assert "Nøkkelen brakk" not in client.get(f"{FEED}?level=political").text
    assert "Nøkkelen brakk" in client.get(f"{FEED}?level=administrative").text


@pytest.mark.parametrize("path", ALL)
def test_nothing_is_told_that_is_withheld(client: TestClient, sensors: Register, path: str):
    """A subscription goes on by itself, and is kept by programs that nobody looks at."""
    level = "level=political&" if "organisations" in path else ""
    assert SECRET not in client.get(f"{path}?as=public").text
    assert SECRET not in client.get(f"{path}?{level}as=political").text
    assert SECRET not in client.get(f"{path}?{level}as=public").text


@pytest.mark.parametrize("path", ALL)
def test_whoever_has_it_is_told_so(client: TestClient, sensors: Register, path: str):
    """Programs ask every hour, and mostly nothing has come."""
    first = client.get(path)
    assert client.get(path, headers={"If-None-Match": first.headers["etag"]}).status_code == 304
    assert client.get(path).content == first.content
    sensors.record("sensorer", disclosed("f3"), by=OPERATIONS)
    assert client.get(path, headers={"If-None-Match": first.headers["etag"]}).status_code == 200


def test_what_people_wrote_breaks_no_feed_and_no_calendar(client: TestClient, sensors: Register):
    """Whatever signs they use."""
    text = "<b>&amp;]]> \u202e \uffff 😀\nBEGIN:VEVENT\nSUMMARY:x;,\\"
    sensors.record("sensorer", disclosed("f3", what_happened=text), by=OPERATIONS)
    sensors.record("sensorer", QuestionAsked(question_id="q", to_level="political", text=text), by=OPERATIONS)
    assert "<b>" not in feed(client, FEED).entries[0].summary
    assert all("BEGIN:VEVENT" not in line for event in calendar(client, CALENDAR).events for line in [event.uid or ""])
    assert client.get(CALENDAR).text.count("\r\nBEGIN:VEVENT") == len(calendar(client, CALENDAR).events)


def test_a_duty_stands_on_its_day(client: TestClient, sensors: Register):
    """Where people look what they have to do."""
    (found,) = (e for e in calendar(client, f"{CALENDAR}?lang=en").events if "say how this trial goes" in e.summary)
    assert (found.start, found.end) == (date(2026, 6, 10), date(2026, 6, 11))
    assert str(found.url) == "http://localhost/decisions/sensorer?lang=en#v2"
    assert found.status == "CONFIRMED"


def lesson(over: Register) -> None:
    drawn = LessonDrawn(lesson_id="l1", from_failures=("f1",), statement="Prøv batteriet")
    over.record("sensorer", drawn, LessonShared(lesson_id="l1", with_levels=("political",)), by=ADMINISTRATION)


def event(client: TestClient, what: str) -> Any:
    (found,) = (each for each in calendar(client, CALENDAR).events if what in (each.uid or ""))
    return found


def adopt(over: Register, *days: int) -> None:
    plan = [NOW.date() + timedelta(days=each) for each in days]
    document = over.plan_meetings("nordfjord", "political", plan, "kommunestyret", NOW.date())
    over.adopt("nordfjord", document, "Møteplan", COUNCIL)


def test_an_entry_moves_when_its_day_does(client: TestClient, sensors: Register, clock: Clock):
    """The same UID, another day, a higher SEQUENCE: the calendar moves it and does not show it twice."""
    lesson(sensors)
    adopt(sensors, 10)
    clock.move(hours=1)
    before = event(client, "acknowledge-lesson")
    assert before.start == NOW.date() + timedelta(days=10)
    adopt(sensors, 17)
    clock.move(seconds=2)
    after = event(client, "acknowledge-lesson")
    assert (after.uid, after.start) == (before.uid, NOW.date() + timedelta(days=17))
    assert after.sequence > before.sequence
    assert after.last_modified > before.last_modified
    assert after.dtstamp == after.last_modified


def test_what_is_met_says_so_and_goes_after_a_while(client: TestClient, sensors: Register, clock: Clock):
    """It was there to be done, and that it was is news too."""
    sensors.record("sensorer", QuestionAsked(question_id="q", to_level="political", text="Hvorfor?"), by=OPERATIONS)
    before = event(client, "answer-question")
    clock.move(days=1)
    sensors.record("sensorer", QuestionAnswered(question_id="q", answer="Derfor"), by=COUNCIL)
    after = event(client, "answer-question")
    assert (after.uid, after.summary.partition(":")[0]) == (before.uid, "Gjort")
    assert after.sequence > before.sequence
    clock.move(days=100)
    assert not [each for each in calendar(client, CALENDAR).events if "answer-question" in (each.uid or "")]


def test_what_fell_away_is_cancelled(client: TestClient, sensors: Register, clock: Clock):
    """A calendar that has it strikes it out."""
    from laeringslopp import FailureCorrected

    before = event(client, "sensorer.3.draw-lesson")
    clock.move(days=1)
    correction = FailureCorrected(failure_id="f1", reason="Den kom fram", finding="unfounded")
    sensors.record("sensorer", correction, by=OPERATIONS, sources=("logg",))
    after = event(client, "sensorer.3.draw-lesson")
    assert (after.uid, after.status) == (before.uid, "CANCELLED")
    assert after.sequence > before.sequence


def test_a_level_s_calendar_holds_what_it_owes(client: TestClient, sensors: Register):
    """And a decision's what is owed in it."""
    lesson(sensors)
    own = {each.uid for each in calendar(client, f"{CALENDAR}?level=political").events}
    whole = {each.uid for each in calendar(client, CALENDAR).events}
    assert own < whole
    assert {each.uid for each in calendar(client, CALENDAR_OF_DECISION).events} == whole
    sensors.record("sensorer", LessonAcknowledged(lesson_id="l1", level="political"), by=COUNCIL)
    assert {each.uid for each in calendar(client, f"{CALENDAR}?level=political").events} == own


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/feeds/organisations/x.atom", 422, "invalid"),
        ("/calendar/organisations/x.ics", 422, "invalid"),
        (f"{FEED}?level=styret", 422, "invalid"),
        (f"{CALENDAR}?level=styret", 422, "invalid"),
        ("/feeds/decisions/x.atom", 404, "unknown"),
        ("/calendar/decisions/x.ics", 404, "unknown"),
        (f"{FEED}?lvel=political", 422, "invalid"),
    ],
)
def test_what_is_not_there_is_a_problem(client: TestClient, sensors: Register, path: str, status: int, kind: str):
    """An empty feed would be taken for calm."""
    assert client.get(path).status_code == status
    problem(client.get(path), status, kind)


def test_the_page_of_news_leads_to_both(client: TestClient, sensors: Register):
    """Programs find them by themselves, and people by a link."""
    page = client.get("/digest?since=2026-03-01&level=political", headers={"Accept": "text/html"}).text
    for path in (FEED, CALENDAR):
        assert page.count(f'href="{path}?level=political"') == 2
