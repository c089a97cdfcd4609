"""The calls that read one decision."""

import json

import pytest
from starlette.testclient import TestClient

from laeringslopp import Access, Register
from laeringslopp_service.api import reading
from tests.municipality import ADMINISTRATION, OPERATIONS, Clock, disclosed, entry, opened
from tests.service.calling import NOTE, body, pointers, problem
from tests.service.conftest import GROUND, SECRET, client_of

TIMELINE = "/api/decisions/sensorer/timeline"
STATE = "/api/decisions/sensorer"


def test_a_decision_tells_where_it_stands(client: TestClient, sensors: Register):
    """What it is, and how far it has come."""
    told = client.get(STATE).json()
    assert told["decision_id"] == "sensorer"
    assert (told["version"], told["status"], told["failures"], told["tags"]) == (4, "open", 2, ["velferd"])


def test_a_timeline_has_every_part(client: TestClient, sensors: Register):
    """The parts that others hold on to."""
    told = client.get(TIMELINE).json()
    assert {"decision_id", "version", "status", "title", "question", "summary"} <= set(told)
    assert {"entries", "attempts", "loops", "open", "unknown_to", "withheld"} <= set(told)
    assert [each["version"] for each in told["entries"]] == [1, 2, 3, 4]


def test_a_timeline_speaks_the_readers_language(client: TestClient, sensors: Register):
    """Each of the three; the same facts."""
    told = {language: client.get(f"{TIMELINE}?lang={language}") for language in ("nb", "nn", "en")}
    assert [answer.headers["content-language"] for answer in told.values()] == ["nb", "nn", "en"]
    assert len({answer.json()["entries"][2]["sentence"] for answer in told.values()}) == 3
    assert client.get(TIMELINE).content == told["nb"].content
    assert client.get(TIMELINE, headers={"Accept-Language": "en-GB"}).content == told["en"].content


class TestMoments:
    """What had happened, and what was known, by then."""

    @pytest.fixture(autouse=True)
    def later(self, sensors: Register, clock: Clock) -> None:
        """Two days on, one more note."""
        clock.move(days=2)
        sensors.append([entry("sensorer", disclosed("f3"), OPERATIONS)])

    @pytest.mark.parametrize("moment", ["2026-03-12", "2026-03-12T12:00:00+01:00", "2026-03-12T12:00:00%2B01:00"])
    @pytest.mark.parametrize("name", ["as_of", "known_at"])
    def test_a_timeline_can_be_cut(self, client: TestClient, name: str, moment: str):
        """A plus in an address is a space to a server, and is meant as a plus all the same."""
        assert len(client.get(f"{TIMELINE}?{name}={moment}").json()["entries"]) == 4

    def test_a_level_knows_what_it_knows(self, client: TestClient):
        """What the council knew when it decided."""
        known = client.get(f"{TIMELINE}?level=political").json()["entries"]
        assert len(known) < len(client.get(TIMELINE).json()["entries"])

    def test_what_lies_ahead_is_shown_as_it_is_now(self, client: TestClient, clock: Clock):
        """And said to be; it is never kept, since now is another moment each time."""
        first = client.get(f"{TIMELINE}?as_of=2099-01-01").json()
        clock.move(minutes=5)
        second = client.get(f"{TIMELINE}?as_of=2099-01-01").json()
        assert first["as_of"] < second["as_of"] == clock.now.isoformat()
        assert len(second["entries"]) == 5

    def test_a_day_that_is_not_over_is_not_settled(self, client: TestClient, clock: Clock, sensors: Register):
        """What is asked about today, and kept, would be wrong tomorrow."""
        path = f"{TIMELINE}?as_of=2026-03-14"
        first = client.get(path)
        clock.move(days=1)
        assert client.get(path, headers={"If-None-Match": first.headers["etag"]}).status_code == 200

    @pytest.mark.parametrize(
        "moment", ["", "soon", "2026-13-01", "2026-03-12T12:00:00", "12.03.2026", "1", "0001-01-01"]
    )
    def test_what_is_no_moment_is_said_not_to_be(self, client: TestClient, moment: str):
        """A mistyped date must not show the whole instead."""
        assert pointers(client.get(f"{TIMELINE}?as_of={moment}")) == [("/as_of", "no-moment")]


class TestUnchanged:
    """What a caller has already is not sent again."""

    @pytest.mark.parametrize(
        "path", [STATE, TIMELINE, f"{TIMELINE}?as=public", "/api/decisions", "/api/facts", "/docs", "/openapi.json"]
    )
    def test_what_is_current_is_not_sent_again(self, client: TestClient, sensors: Register, path: str):
        """304, and what a cache needs to know."""
        first = client.get(path)
        again = client.get(path, headers={"If-None-Match": f'"other", W/{first.headers["etag"]}'})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        assert again.headers["cache-control"] == "private, no-cache"
        assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200
        assert client.get(path, headers={"If-None-Match": "nonsense"}).status_code == 200

    @pytest.mark.parametrize("path", [STATE, TIMELINE, "/api/decisions", "/api/facts"])
    def test_what_has_changed_is_sent(self, client: TestClient, sensors: Register, path: str):
        """Another entry, another tag."""
        tag = client.get(path).headers["etag"]
        client.post("/api/decisions/sensorer/facts", json=body(NOTE))
        answer = client.get(path, headers={"If-None-Match": tag})
        assert answer.status_code == 200
        assert answer.headers["etag"] != tag

    def test_each_sight_has_its_own_tag(self, client: TestClient, sensors: Register):
        """One reader's copy must never pass for another's."""
        asked = ["", "?lang=nn", "?as=public", "?as=political", "?as=operational", "?level=political"]
        asked += ["?as_of=2026-03-11", "?known_at=2026-03-11"]
        tags = [client.get(TIMELINE + query).headers["etag"] for query in asked]
        assert len(set(tags)) == len(asked)
        assert client.get(TIMELINE, headers={"Accept-Language": "nn"}).headers["etag"] == tags[1]

    def test_an_access_that_lapses_at_midnight_is_seen_in_the_tag(self, over: Register, clock: Clock):
        """Nobody records anything, and yet somebody sees more."""
        until = Access(level="exempt", ground=GROUND, levels=("operational",), until=clock.now.date().replace(day=13))
        over.append([entry("d1", opened()), entry("d1", disclosed(what_happened=SECRET), access=until)])
        client = client_of(over)
        for path in ("/api/decisions/d1/timeline?as=political", "/api/decisions/d1?as=political"):
            clock.now = clock.now.replace(day=12)
            before = client.get(path)
            clock.move(days=1)
            after = client.get(path, headers={"If-None-Match": before.headers["etag"]})
            assert after.status_code == 200, path
        assert SECRET not in client.get("/api/decisions/d1/timeline?as=public").text
        assert SECRET in client.get("/api/decisions/d1/timeline?as=political").text

    def test_new_words_make_a_new_tag(self, client: TestClient, sensors: Register, monkeypatch: pytest.MonkeyPatch):
        """A corrected translation reaches those who have the old one."""
        before = client.get(TIMELINE).headers["etag"]
        monkeypatch.setattr(reading, "wording_version", lambda language: "other")
        assert client_of(sensors).get(TIMELINE).headers["etag"] != before

    def test_an_unchanged_timeline_is_not_made_again(
        self, client: TestClient, sensors: Register, monkeypatch: pytest.MonkeyPatch
    ):
        """One look at the version is all that it costs."""
        first = client.get(TIMELINE)
        monkeypatch.setattr(sensors, "timeline", None)
        assert client.get(TIMELINE).content == first.content


@pytest.mark.parametrize("path", ["/api/decisions/nobody", "/api/decisions/nobody/timeline", "/api/decisions/%00"])
def test_an_unknown_decision_is_said_to_be_unknown(client: TestClient, path: str):
    """404, with the id that was asked for."""
    assert "decision_id" in problem(client.get(path), 404, "unknown")


def test_a_level_that_nobody_has_is_pointed_at(client: TestClient, sensors: Register):
    """It must not pass for a level that knows nothing."""
    assert pointers(client.get(f"{TIMELINE}?level=elsewhere")) == [("/level", "unknown-level")]


def test_what_is_kept_of_timelines_is_bounded(sensors: Register):
    """Memory does not grow with what is asked."""
    client = client_of(sensors, kept_bytes=4_000)
    for day in range(1, 10):
        client.get(f"{TIMELINE}?as_of=2026-02-{day:02}")
    kept = client.app.state.answers
    assert 0 < kept.bytes <= 4_000
    assert len(kept) < 9


def test_recorders_are_told_apart_by_role_to_those_who_may_not_see_who_they_are(over: Register):
    """A person's id is for full members alone."""
    over.append([entry("d1", opened(), ADMINISTRATION)])
    client = client_of(over)
    assert ADMINISTRATION.id in client.get("/api/decisions/d1/timeline").text
    assert ADMINISTRATION.id not in json.dumps(client.get("/api/decisions/d1/timeline?as=political").json())
