"""The page of a story, and the short story on the page of its decision."""

import re

import pytest
from starlette.testclient import TestClient

from laeringslopp import Register
from laeringslopp.story import LANGUAGES, LENGTHS
from tests.pages.markup import Markup

STORY = "/decisions/sensorer/story"


def _text(page: str) -> str:
    """What a reader reads of the story: the small numbers are no part of the sentences."""
    found = re.findall(r"<bdi>(.*?)</bdi>", page, re.DOTALL)
    return " ".join(found)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("length", LENGTHS)
def test_the_page_tells_the_whole_story(client: TestClient, small: Register, language: str, length: str):
    """What is read on paper is what the register tells."""
    page = client.get(f"{STORY}?lang={language}&length={length}")
    assert page.status_code == 200
    told = small.story("sensorer", language, length)  # type: ignore[arg-type]
    assert Markup(page.text).text.count("“") == Markup(page.text).text.count("”")
    assert _text(page.text).replace("&#39;", "'") == " ".join(str(told).split())


def test_each_number_leads_to_an_entry_of_the_timeline(client: TestClient):
    """A link that leads nowhere is worse than none."""
    links = set(re.findall(r'href="([^"]*)#v(\d+)"', client.get(f"{STORY}?length=long").text))
    there = set(re.findall(r'id="v(\d+)"', client.get("/decisions/sensorer").text))
    assert links
    assert {version for _, version in links} <= there
    assert {place for place, _ in links} == {"/decisions/sensorer"}


def test_the_short_story_stands_on_the_page_of_the_decision(client: TestClient, small: Register):
    """Whoever has twenty seconds reads it, and finds the way to the rest."""
    page = client.get("/decisions/sensorer").text
    assert " ".join(str(small.story("sensorer")).split())[:60] in _text(page)
    assert f'href="{STORY}"' in page


def test_a_length_that_is_none_is_said_with_the_way_back(client: TestClient):
    """A misspelt address shows no other story than was meant."""
    page = client.get(f"{STORY}?length=epic")
    assert page.status_code == 422
    assert "epic" in page.text


def test_the_story_as_somebody_else_sees_it_leads_to_the_timeline_they_see(client: TestClient):
    """Who looks back, or looks as the public, goes on doing so."""
    page = client.get(f"{STORY}?as=public&as_of=2026-03-12&length=long").text
    assert "as=public&amp;as_of=2026-03-12#v" in page or "as_of=2026-03-12&amp;as=public#v" in page


@pytest.mark.parametrize("address", [STORY, "/decisions/sensorer"])
def test_before_its_first_entry_a_decision_is_not_open_and_has_its_own_title(client: TestClient, address: str):
    """Nothing is withheld there, and nothing stood open: it had not begun."""
    now, before = (
        Markup(client.get(address, params=asked).text)
        for asked in ({"lang": "en"}, {"lang": "en", "as_of": "1999-01-01"})
    )
    assert before.one("h1").text == now.one("h1").text
    assert "Nothing of this had happened yet." in before.text
    assert "The decision is open" not in before.text
    assert not [tag for tag in before.all(of="status-tag") if tag.text.strip() == "Open"]


def test_a_moment_ahead_shows_now_and_says_so(client: TestClient):
    """Nobody should take how things stand for how they will."""
    assert "lies ahead" in client.get(f"{STORY}?lang=en&as_of=2199-01-01").text
    assert "lies ahead" not in client.get(f"{STORY}?lang=en&as_of=2026-03-12").text
