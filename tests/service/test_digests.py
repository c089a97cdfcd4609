"""What is new for a level, over HTTP and as a page."""

import pytest
from starlette.testclient import TestClient

from laeringslopp import Register
from laeringslopp.digest import tell_digest
from laeringslopp.digest.mail import plain
from laeringslopp.story import LANGUAGES
from laeringslopp_service.api import digest_shapes
from tests.service.calling import pointers, problem
from tests.service.conftest import SECRET

SINCE = "since=2026-03-01"


@pytest.fixture
def over(over_either: Register) -> Register:
    """What is new is found in views, and each database has its own way of asking them."""
    return over_either


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_digest_is_what_the_register_tells(client: TestClient, sensors: Register, lang: str):
    """The library, the command line and HTTP tell the same."""
    answer = client.get(f"/api/digest?{SINCE}&lang={lang}")
    made = sensors.digest("political", since="2026-03-01", lang=lang)  # type: ignore[arg-type]
    assert answer.json() == tell_digest(made)
    digest_shapes.Digest.model_validate_json(answer.content)
    assert answer.headers["content-language"] == lang
    text = client.get(f"/api/digest?{SINCE}&lang={lang}", headers={"Accept": "text/plain"})
    assert text.text == plain(made)


def test_whoever_has_it_is_told_so(client: TestClient, sensors: Register):
    """Asking every minute costs nobody anything."""
    tag = client.get(f"/api/digest?{SINCE}").headers["etag"]
    assert client.get(f"/api/digest?{SINCE}", headers={"If-None-Match": tag}).status_code == 304


def test_nothing_is_told_that_is_withheld(client: TestClient, sensors: Register):
    """A full member who asks for a level's digest gets what that level may see."""
    for way in ("/api/digest", "/digest"):
        for level in ("political", "administrative"):
            assert SECRET not in client.get(f"{way}?{SINCE}&level={level}").text
        assert SECRET in client.get(f"{way}?{SINCE}&level=operational").text
        assert SECRET not in client.get(f"{way}?{SINCE}&level=operational&as=political").text
    public = client.get(f"/api/digest?{SINCE}&as=public").json()
    assert (public["parts"], public["withheld"]) == ([], 2)


@pytest.mark.parametrize(
    ("asked", "pointer"),
    [
        ("", "/since"),
        ("since=nei", "/since"),
        (f"{SINCE}&level=styret", "/level"),
        (f"{SINCE}&organisation=x", "/organisation"),
    ],
)
def test_what_cannot_be_asked_is_a_problem(client: TestClient, sensors: Register, asked: str, pointer: str):
    """With what is wrong, and where."""
    answer = client.get(f"/api/digest?{asked}")
    assert [where for where, _ in pointers(answer)] == [pointer]
    problem(answer, 422, "invalid")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_shows_it_and_leads_to_the_entries(client: TestClient, sensors: Register, lang: str):
    """One reads, and looks closer."""
    page = client.get(f"/digest?{SINCE}&lang={lang}", headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert f"/decisions/sensorer?lang={lang}#v3" in page.text


def test_the_page_asks_for_a_day_where_no_meeting_is_known(client: TestClient, sensors: Register):
    """And says why."""
    page = client.get("/digest?lang=en", headers={"Accept": "text/html"})
    assert (page.status_code, "No earlier meeting" in page.text) == (200, True)


def test_the_page_of_an_empty_register_is_a_page(client: TestClient):
    """The first day too."""
    assert client.get("/digest", headers={"Accept": "text/html"}).status_code in (200, 404)


@pytest.mark.parametrize("asked", ["since=nei", "level=styret", "organisation=x"])
def test_the_page_tells_what_it_does_not_know(client: TestClient, sensors: Register, asked: str):
    """With a way on."""
    assert client.get(f"/digest?{asked}", headers={"Accept": "text/html"}).status_code in (404, 422)
