"""The page of the case paper, and the way to it."""

import re

from starlette.testclient import TestClient

from laeringslopp import Reader, Register
from tests.pages.conftest import SECRET, client_of
from tests.pages.markup import Markup

PAPER = "/decisions/sensorer/paper"


def test_the_way_to_the_paper_stands_on_the_page_of_the_decision(client: TestClient):
    """As a button, for the day that the page shows."""
    assert f'href="{PAPER}"' in client.get("/decisions/sensorer").text
    assert f'href="{PAPER}?as_of=2026-03-12"' in client.get("/decisions/sensorer?as_of=2026-03-12").text


def test_the_page_tells_the_paper_and_each_number_leads_to_an_entry(client: TestClient, small: Register):
    """A link that leads nowhere is worse than none."""
    page = client.get(f"{PAPER}?lang=nb")
    assert page.status_code == 200
    for section in small.paper("sensorer", "nb").sections:
        assert f'id="paper-{section.id}"' in page.text
    versions = {int(version) for version in re.findall(r'href="/decisions/sensorer[^"]*#v(\d+)"', page.text)}
    there = {int(version) for version in re.findall(r'id="v(\d+)"', client.get("/decisions/sensorer").text)}
    assert versions
    assert versions <= there


def test_each_format_has_its_button_and_fiks_only_where_its_fields_are(client: TestClient, small: Register):
    """A button that ends in an error is none."""
    page = client.get(PAPER).text
    links = re.findall(r'href="(/api/decisions/sensorer/paper[^"]*)"', page)
    assert links
    for link in links:
        assert client.get(link.replace("&amp;", "&"), headers={"Accept": "*/*"}).status_code == 200
    assert "format=fiks" not in page
    assert "format=fiks" in client_of(small, fields="fields.json").get(PAPER).text


def test_that_it_is_sent_is_recorded_in_the_form_for_it(client: TestClient, small: Register):
    """Filled in with the entry that the paper of those who decide reaches: they may not see all that a member sees."""
    reached = small.paper("sensorer", reader=Reader.level("political", "nordfjord")).version
    assert reached < small.paper("sensorer").version
    (link,) = re.findall(r'href="([^"]*record/case-presented[^"]*)"', client.get(PAPER).text)
    form = Markup(client.get(link.replace("&amp;", "&")).text)
    chosen = [
        element.attributes["value"]
        for element in form.elements
        if "selected" in element.attributes
        and element.parent is not None
        and element.parent.attributes.get("name") == "up_to_version"
    ]
    assert chosen == [str(reached)]


def test_the_public_sees_a_paper_without_what_is_withheld(client: TestClient):
    """And that something is."""
    page = client.get(f"{PAPER}?as=public&lang=nb").text
    assert SECRET not in page
    assert "utelatt" in page


def test_a_day_that_is_none_is_said_with_the_way_back(client: TestClient):
    """Not as another day."""
    assert client.get(f"{PAPER}?as_of=yesterday").status_code == 422
    assert client.get("/decisions/nowhere/paper").status_code == 404
