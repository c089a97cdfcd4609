"""A decision's page updates itself while it is looked at, in a browser; without a script it is complete as it is."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from laeringslopp import ObservationRecorded, Register
from laeringslopp.facts import OPEN
from tests.municipality import OPERATIONS, disclosed, entry, opened, register
from tests.pages.markup import Markup
from tests.service.conftest import client_of

STATIC = Path(__file__).parents[2] / "service/laeringslopp_service/pages/static"
PAGE = "/decisions/sensorer"


@pytest.fixture
def town() -> Iterator[Register]:
    """A decision with more entries than a screen holds."""
    with register() as made:
        notes = [entry("sensorer", ObservationRecorded(note=f"Notat {number}")) for number in range(30)]
        made.append([entry("sensorer", opened(access=OPEN)), *notes])
        yield made


@pytest.fixture
def client(town: Register) -> TestClient:
    return client_of(town)


def test_a_page_knows_from_where_it_listens(client: TestClient, town: Register):
    """Between its making and its first connection nothing is lost; and for whom it was made."""
    town.append([entry("veien", opened())])
    place = Markup(client.get(f"{PAGE}?as=public&lang=nn").text).one("div", id="live")
    assert (place["data-after"], place["data-seen"]) == ("31", "31")
    assert place["data-events"] == "/api/decisions/sensorer/events?lang=nn&as=public"
    assert Markup(client.get(PAGE).text).one("div", id="live-news")["role"] == "status"


@pytest.mark.parametrize("cut", ["as_of=2026-03-12", "known_at=2026-03-12", "level=political"])
def test_a_page_that_looks_back_stays_as_it_is(client: TestClient, cut: str):
    """What was known then does not change."""
    assert not Markup(client.get(f"{PAGE}?{cut}").text).all("script")


@pytest.mark.parametrize(
    ("language", "one", "many"),
    [
        ("nb", "1 ny oppføring:", "2 nye oppføringer:"),
        ("nn", "1 ny oppføring:", "2 nye oppføringar:"),
        ("en", "1 new entry:", "2 new entries:"),
    ],
)
def test_what_is_new_is_said_in_the_reader_s_language(
    client: TestClient, town: Register, language: str, one: str, many: str
):
    """How many, and the last of them in a sentence that leads to it."""

    def told(seen: int) -> Markup:
        return Markup(client.get(f"{PAGE}/news?seen={seen}&lang={language}").text)

    assert told(31).one("div", id="news").text.strip() == ""
    town.record("sensorer", disclosed(), by=OPERATIONS)
    assert one in told(31).text
    assert "Alarmen kom ikke fram" in told(31).text
    assert told(31).one("a")["href"] == "#v32"
    assert many in told(30).text


def test_what_is_withheld_is_said_to_be_new_and_not_what_it_is(client: TestClient, town: Register):
    """On this way out too."""
    town.record("sensorer", disclosed(), by=OPERATIONS)
    told = client.get(f"{PAGE}/news?seen=31&lang=en&as=public").text
    assert "what it says is withheld from you" in told
    assert "Alarmen" not in told


@pytest.mark.parametrize(
    ("address", "status"), [(f"{PAGE}/news?seen=x", 422), (f"{PAGE}/news?seen=-1", 422), ("/decisions/x/news", 404)]
)
def test_what_cannot_be_asked_is_said(client: TestClient, address: str, status: int):
    """In words, as on every page."""
    assert client.get(address).status_code == status


def test_the_scripts_are_our_own_small_and_ask_nobody_else(client: TestClient):
    """The rules of the border let nothing else run."""
    scripts = [script["src"] for script in Markup(client.get(PAGE).text).all("script")]
    assert scripts == ["/static/idiomorph/idiomorph.js", "/static/live.js"]
    rules = client.get(PAGE).headers["content-security-policy"]
    assert "script-src 'self'; connect-src 'self'" in rules
    assert "unsafe" not in rules
    ours = [*STATIC.glob("*.css"), *STATIC.glob("*.js")]
    assert sum(file.stat().st_size for file in ours) <= 60_000
    for src in scripts:
        assert not re.search(r"\beval\(|new Function|https?://(?!www\.w3\.org)", client.get(src).text)
    assert (STATIC / "idiomorph" / "LICENSE").read_text().startswith("Zero-Clause BSD")
