"""The call that compares a decision at two moments."""

import pytest
from starlette.testclient import TestClient

from laeringslopp import Register
from laeringslopp.facts import LessonDrawn
from laeringslopp_service.api.comparison_shapes import MomentsCompared
from tests.municipality import OPERATIONS, Clock, disclosed, entry
from tests.service.calling import pointers, problem
from tests.service.conftest import SECRET

COMPARE = "/api/decisions/sensorer/compare"


@pytest.fixture(autouse=True)
def later(sensors: Register, clock: Clock) -> None:
    """Two days on, a failure more, and a lesson from the first; and then a week."""
    clock.move(days=2)
    drawn = LessonDrawn(lesson_id="l1", from_failures=("f1",), statement="Prøv om natten først")
    sensors.append([entry("sensorer", disclosed("f3"), OPERATIONS), entry("sensorer", drawn, OPERATIONS)])
    clock.move(days=7)


def test_two_moments_are_compared(client: TestClient):
    """What was added, what was resolved, and how it stood."""
    told = client.get(f"{COMPARE}?from=2026-03-12&to=2026-03-15&lang=en").json()
    assert [each["version"] for each in told["added"]] == [5, 6]
    assert ("failure-without-lesson", 3, 6) in [(e["what"], e["version"], e.get("by")) for e in told["resolved"]]
    assert (told["from"]["entries"], told["to"]["entries"]) == (4, 6)


@pytest.mark.parametrize(
    "query",
    [
        "from=2026-03-12",
        "from=2019-01-01&to=2099-01-01",
        "from=2026-03-12&level=political",
        "from=2026-03-13&as=public",
    ],
)
def test_the_answer_has_the_shape_that_is_described(client: TestClient, query: str):
    """Programs are made from the document."""
    answer = client.get(f"{COMPARE}?{query}")
    assert answer.status_code == 200, answer.text
    MomentsCompared.model_validate_json(answer.text)


def test_it_speaks_the_readers_language(client: TestClient):
    """Each of the three, the same facts."""
    told = {lang: client.get(f"{COMPARE}?from=2026-03-12&to=2026-03-15&lang={lang}") for lang in ("nb", "nn", "en")}
    assert [answer.headers["content-language"] for answer in told.values()] == ["nb", "nn", "en"]
    assert len({answer.json()["summary"] for answer in told.values()}) == 3


def test_what_is_exempt_is_in_no_part_of_it(client: TestClient):
    """Whoever looks as somebody else sees what they would see."""
    path = f"{COMPARE}?from=2019-01-01&to=2026-03-15"
    assert SECRET in client.get(path).text
    for reader in ("public", "political"):
        assert SECRET not in client.get(f"{path}&as={reader}").text


class TestMomentsThatAreNone:
    """A clear answer, and never a fault of ours."""

    def test_what_lies_ahead_is_now_and_says_so(self, client: TestClient, clock: Clock):
        """And is another moment each time."""
        first = client.get(f"{COMPARE}?from=2026-03-12&to=2099-01-01").json()
        assert (first["to"]["is_ahead"], first["to"]["at"]) == (True, clock.now.isoformat())
        clock.move(minutes=5)
        assert client.get(f"{COMPARE}?from=2026-03-12&to=2099-01-01").json()["to"]["at"] == clock.now.isoformat()

    def test_before_the_first_entry_it_says_when_it_begins(self, client: TestClient):
        """That day can be asked for instead."""
        told = client.get(f"{COMPARE}?from=2019-01-01&to=2026-03-15").json()
        assert (told["from"]["entries"], told["begins"][:10]) == (0, "2026-03-12")
        assert told["notices"]

    def test_from_after_to_says_what_would_be_right(self, client: TestClient):
        """The other one, first."""
        answer = client.get(f"{COMPARE}?from=2026-03-15&to=2026-03-12")
        assert pointers(answer) == [("/from", "from-after-to")]
        assert answer.json()["errors"][0]["instead"] == "2026-03-12"

    @pytest.mark.parametrize(
        ("query", "flaw"),
        [
            ("", ("/from", "missing")),
            ("to=2026-03-12", ("/from", "missing")),
            ("from=", ("/from", "no-moment")),
            ("from=soon", ("/from", "no-moment")),
            ("from=2026-13-01", ("/from", "no-moment")),
            ("from=2026-03-12&to=%00", ("/to", "no-moment")),
            ("from=2026-03-12&to=2026-03-12T10:00:00", ("/to", "no-moment")),
            ("from=2026-03-12&level=politicl", ("/level", "unknown-level")),
            ("from=2026-03-12&as=nobody", ("/as", "unknown-level")),
            ("from=2026-03-12&form=2026", ("/form", "unknown-parameter")),
            ("from=2026-03-12&from=2026-03-13", ("/from", "given-twice")),
        ],
    )
    def test_garbage_is_told_where_it_stands(self, client: TestClient, query: str, flaw: tuple[str, str]):
        """Each with its place and a name that stays."""
        assert pointers(client.get(f"{COMPARE}?{query}")) == [flaw]

    def test_a_language_that_is_not_spoken_is_said_not_to_be(self, client: TestClient):
        """Rather than bokmål without a word."""
        assert client.get(f"{COMPARE}?from=2026-03-12&lang=de").status_code == 422

    def test_an_unknown_decision_is_said_to_be_unknown(self, client: TestClient):
        """404, with the id that was asked for."""
        assert "decision_id" in problem(client.get("/api/decisions/nobody/compare?from=2026-03-12"), 404, "unknown")


class TestUnchanged:
    """What a caller has already is not sent or made again."""

    def test_two_days_that_are_over_are_compared_once(
        self, client: TestClient, sensors: Register, monkeypatch: pytest.MonkeyPatch
    ):
        """304 with the tag, and without it the same bytes."""
        path = f"{COMPARE}?from=2026-03-12&to=2026-03-15"
        first = client.get(path)
        monkeypatch.setattr(sensors, "compare", None)
        assert client.get(path, headers={"If-None-Match": first.headers["etag"]}).status_code == 304
        assert client.get(path).content == first.content

    def test_what_is_recorded_of_those_days_afterwards_is_seen(self, client: TestClient, sensors: Register):
        """Somebody put a note on record later."""
        path = f"{COMPARE}?from=2026-03-12&to=2026-03-15"
        tag = client.get(path).headers["etag"]
        sensors.append([entry("sensorer", disclosed("f4"), OPERATIONS)])
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 200

    def test_each_sight_has_its_own_tag(self, client: TestClient):
        """One reader's copy must never pass for another's."""
        more = ("", "&lang=nn", "&as=public", "&as=political", "&level=political", "&level=operational")
        tags = {client.get(f"{COMPARE}?from=2026-03-12&to=2026-03-15{each}").headers["etag"] for each in more}
        assert len(tags) == len(more)
