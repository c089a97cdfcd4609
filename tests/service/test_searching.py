"""What has failed before, over HTTP."""

import pytest

from laeringslopp import LessonDrawn, Register
from tests.municipality import disclosed, entry, opened, started
from tests.service.calling import pointers
from tests.service.conftest import client_of


@pytest.fixture
def town(over: Register) -> Register:
    """An open failure with its lesson in one decision, an internal one in another."""
    over.append([entry("d1", opened(access="open")), entry("d1", started())])
    over.append([entry("d1", disclosed("f1", trial_id="t1"), access="open")])
    over.append([entry("d1", LessonDrawn(lesson_id="l1", from_failures=["f1"], statement="Mål dekningen først"))])
    over.append(
        [entry("d2", opened(organisation="county")), entry("d2", disclosed("f1", what_happened="Alarmtall lå åpent"))]
    )
    return over


def test_the_most_like_comes_first_with_what_was_tried_and_learned(town: Register):
    """A program shows it as it is."""
    told = client_of(town).get("/api/failed-before", params={"q": "alarm dekning", "lang": "en"}).json()
    first, second = told["items"]
    assert (first["decision_id"], first["id"], first["noun"]) == ("d1", "f1", "failure")
    assert first["tried"]["text"] == "Færre fall"
    assert first["lessons"][0]["statement"] == {"text": "Mål dekningen først", "marks": [[4, 13]]}
    assert first["link"] == "/decisions/d1#v3"
    assert second["decision_id"] == "d2"
    assert (told["q"], told["lang"], told["searched"], told["read_as"]) == ("alarm dekning", "en", 3, {})


def test_it_is_narrowed_to_a_reader_an_organisation_and_so_many(town: Register):
    """It narrows, and never widens."""
    client = client_of(town)

    def found(**asked: object) -> list[str]:
        answer = client.get("/api/failed-before", params={"q": "alarm", **asked})
        return [each["decision_id"] for each in answer.json()["items"]]

    assert found() == ["d1", "d2"] or found() == ["d2", "d1"]
    assert found(**{"as": "public"}) == ["d1"]
    assert found(organisation="county") == ["d2"]
    assert len(found(most=1)) == 1
    assert client.get("/api/failed-before", params={"q": "alarm", "as": "public"}).json()["searched"] == 2


def test_what_was_recorded_is_found_by_whoever_asks_for_its_position(town: Register):
    """The answer to an append says where it stands; the next question may ask for that."""
    client = client_of(town)
    position = town.append([entry("d1", disclosed("f2", what_happened="Heisen stoppet"))]).position
    answer = client.get("/api/failed-before", params={"q": "heis", "after": position})
    assert [each["id"] for each in answer.json()["items"]] == ["f2"]


@pytest.mark.parametrize(
    ("asked", "wrong"),
    [
        ("", ("/q", "no-words")),
        ("q=", ("/q", "no-words")),
        ("q=%00", ("/q", "no-words")),
        ("q=og", ("/q", "no-words")),
        ("q=%F0%9F%98%80", ("/q", "no-words")),
        ("q=app&most=0", ("/most", "no-number")),
        ("q=app&most=51", ("/most", "no-number")),
        ("q=app&lang=se", ("/lang", "unknown-language")),
        ("q=app&query=x", ("/query", "unknown-parameter")),
        ("q=" + "x" * 20_001, ("/q", "too-long")),
    ],
)
def test_what_cannot_be_asked_is_told(town: Register, asked: str, wrong: tuple[str, str]):
    """A mistyped question is not answered as another one."""
    assert pointers(client_of(town).get(f"/api/failed-before?{asked}")) == [wrong]


@pytest.mark.parametrize("asked", ['"', "a\"b'c", "alarm* OR NEAR(", "{open} : x", "100 %", "alarm\x00"])
def test_what_means_something_to_a_database_means_nothing_here(town: Register, asked: str):
    """An answer or a clear no, never a fault."""
    assert client_of(town).get("/api/failed-before", params={"q": asked}).status_code in (200, 422)
