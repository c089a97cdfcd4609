"""A decision as a short plain text, over HTTP."""

import pytest
from starlette.testclient import TestClient

from laeringslopp import Register
from laeringslopp.story import LANGUAGES, LENGTHS
from laeringslopp_service.api import story_shapes
from tests.service.calling import pointers, problem
from tests.service.conftest import SECRET

STORY = "/api/decisions/sensorer/story"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("length", LENGTHS)
def test_a_story_is_what_the_register_tells(client: TestClient, sensors: Register, language: str, length: str):
    """The library, the command line and HTTP tell one story."""
    answer = client.get(f"{STORY}?lang={language}&length={length}")
    told = sensors.story("sensorer", language, length)  # type: ignore[arg-type]
    assert answer.json()["text"] == str(told)
    assert answer.headers["content-language"] == language
    story_shapes.Story.model_validate_json(answer.content)


def test_who_asks_for_plain_text_gets_the_text_alone(client: TestClient, sensors: Register):
    """It can be read aloud, mailed or printed as it comes."""
    answer = client.get(STORY, headers={"Accept": "text/plain"})
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.text == f"{sensors.story('sensorer')}\n"
    problem(client.get(STORY, headers={"Accept": "image/png"}), 406, "not-acceptable")


def test_each_sentence_names_entries_that_are_there(client: TestClient, sensors: Register):
    """So that a reader can look up what it rests on."""
    there = {entry["version"] for entry in client.get("/api/decisions/sensorer/timeline").json()["entries"]}
    paragraphs = client.get(f"{STORY}?length=long").json()["paragraphs"]
    named = [set(sentence["versions"]) for paragraph in paragraphs for sentence in paragraph["sentences"]]
    assert named
    assert all(versions and versions <= there for versions in named)


def test_an_unchanged_story_is_not_sent_again(client: TestClient, sensors: Register):
    """Length, language, form and moment are each another story."""
    etag = client.get(STORY).headers["etag"]
    assert client.get(STORY, headers={"If-None-Match": etag}).status_code == 304
    others = [f"{STORY}?length=long", f"{STORY}?lang=en", f"{STORY}?as=public", f"{STORY}?as_of=2026-03-12"]
    etags = [client.get(path).headers["etag"] for path in others]
    etags.append(client.get(STORY, headers={"Accept": "text/plain"}).headers["etag"])
    assert len({etag, *etags}) == len(etags) + 1


@pytest.mark.parametrize(
    ("asked", "pointer", "code"),
    [
        ("length=epic", "/length", "unknown-word"),
        ("length=", "/length", "unknown-word"),
        ("lang=sv", "/lang", "unknown-language"),
        ("as_of=yesterday", "/as_of", "no-moment"),
        ("level=nobody", "/level", "unknown-level"),
        ("size=long", "/size", "unknown-parameter"),
        ("length=long&length=short", "/length", "given-twice"),
    ],
)
def test_what_is_asked_wrongly_is_told(client: TestClient, sensors: Register, asked: str, pointer: str, code: str):
    """A misspelt length must not tell another story than was meant."""
    assert pointers(client.get(f"{STORY}?{asked}")) == [(pointer, code)]


def test_there_is_no_story_of_what_is_not_there(client: TestClient):
    """And it is said as everywhere."""
    problem(client.get("/api/decisions/nobody/story"), 404, "unknown")


def test_a_story_tells_nobody_what_they_may_not_see(client: TestClient):
    """Not the text, and not by way of what refers to it."""
    for length in LENGTHS:
        assert SECRET not in client.get(f"/api/decisions/d1/story?as=public&length={length}").text
