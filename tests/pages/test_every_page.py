"""What holds for every page, in every language, whatever is on record."""

import re
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import urljoin, urlsplit

import pytest
from starlette.testclient import TestClient

from laeringslopp import Register
from laeringslopp.story import LANGUAGES
from laeringslopp_service.pages.routes import STATIC
from tests.municipality import OPERATIONS, register
from tests.pages.conftest import client_of, history
from tests.pages.markup import Element, Markup

ADDRESSES = (
    "/",
    "/decisions",
    "/decisions?outcome=failed&organisation=nordfjord",
    "/dashboard",
    "/dashboard?as=political&from=2026-01-01",
    "/decisions/sensorer",
    "/decisions/sensorer?as=public",
    "/decisions/sensorer?as=operational&as_of=2026-03-12",
    "/decisions/sensorer/knew",
    "/decisions/sensorer/knew?day=2026-03-12&as=operational",
    "/decisions/sensorer/knew?day=2019-01-01",
    "/decisions/sensorer/compare",
    "/decisions/sensorer/compare?from=2019-01-01&to=2099-01-01&level=political",
    "/decisions/sensorer/compare?from=2026-03-13&to=2026-03-12",
    "/decisions/sensorer/story",
    "/decisions/sensorer/story?as=public&length=long",
    "/decisions/nowhere/story",
    "/decisions/sensorer/paper",
    "/decisions/sensorer/paper?as=public&as_of=2026-03-12",
    "/decisions/nowhere/paper",
    "/rules",
    "/rules?nature=guard&as=public",
    "/disclose",
    "/disclose?decision=sensorer",
    "/disclose/thanks?decision=sensorer&version=9",
    "/decisions/sensorer/record",
    "/decisions/sensorer/record/nothing",
    "/decisions/sensorer/record/lesson-acknowledged?lesson_id=l1",
    "/decisions/sensorer/record/access-changed?colour=blue",
    "/record/decision-opened",
    "/decisions/sensorer?recorded=9",
    "/failed-before",
    "/failed-before?q=alarm",
    "/failed-before?q=alarm&as=public",
    "/failed-before?q=og",
    "/record/decision-opened?title=Alarmer&question=Kommer+de+fram",
    "/digest",
    "/digest?since=2019-01-01&level=operational",
    "/digest?since=2019-01-01&as=public&whole=yes",
    "/digest?level=nobody",
    "/policies",
    "/policies/nordfjord",
    "/policies/nordfjord?as=political",
    "/policies/nowhere",
    "/decisions/nowhere",
    "/decisions/sensorer?as_of=yesterday",
)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """Each language in turn."""
    return str(request.param)


@pytest.fixture(params=ADDRESSES)
def page(request: pytest.FixtureRequest, client: TestClient, language: str) -> Markup:
    """Each page in turn."""
    return Markup(client.get(_in(language, request.param)).text)


def _in(language: str, address: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}lang={language}"


def _is_hidden(element: Element) -> bool:
    return element["type"] == "hidden"


def test_a_page_says_its_language(page: Markup, language: str) -> None:
    """A screen reader reads nynorsk as nynorsk only if it is told."""
    assert page.one("html")["lang"] == language


def test_a_page_has_its_landmarks(page: Markup) -> None:
    """Who does not see the page finds the way by its landmarks."""
    assert page.one("main")["id"] == "main"
    assert page.one("header")
    assert page.one("footer")
    assert all("aria-label" in nav or "aria-labelledby" in nav for nav in page.all("nav"))
    assert page.all("a")[0]["href"] == "#main"


def test_headings_come_in_order(page: Markup) -> None:
    """A jump from h1 to h3 is a missing shelf."""
    depths = [int(heading.tag[1]) for heading in page.all(*HEADINGS)]
    assert depths.count(1) == 1
    if page.all(of="ds-error-summary"):
        depths = depths[1:]
    assert all(deeper - depth <= 1 for depth, deeper in pairwise(depths))


def test_every_field_has_a_label(page: Markup) -> None:
    """A field without a label asks nothing of those who cannot see where it stands."""
    labelled = {label["for"] for label in page.all("label")}
    fields = [field for field in page.all("input", "textarea", "select") if not _is_hidden(field)]
    assert {field["id"] for field in fields} <= labelled


def test_an_id_stands_once_and_everything_that_names_one_is_right(page: Markup) -> None:
    """A link to an entry that is not on the page leads nowhere."""
    assert len(page.ids) == len(set(page.ids))
    named = [
        name
        for element in page.elements
        for attribute in ("aria-labelledby", "aria-describedby", "for")
        for name in element[attribute].split()
    ]
    named += [link["href"][1:] for link in page.all("a") if link["href"].startswith("#")]
    assert set(named) <= set(page.ids)


def test_nothing_is_written_into_a_page_and_nothing_comes_from_elsewhere(page: Markup) -> None:
    """A page of a record that is never taken back trusts nobody else's code."""
    assert not page.all("iframe", "object", "style")
    scripts = page.all("script")
    assert all(script["src"].startswith("/static/") and not script.text for script in scripts)
    assert not [element for element in page.elements if any(name.startswith("on") for name in element.attributes)]
    assert not [element for element in page.elements if "style" in element]
    fetched = [link["href"] for link in page.all("link") if link["rel"] != "alternate"] + [
        image["src"] for image in page.all("img")
    ]
    assert all(address.startswith("/static/") for address in fetched)


def test_links_to_other_sites_do_not_tell_them_who_came(page: Markup) -> None:
    """Which decision a councillor reads is nobody else's business."""
    away = [link for link in page.all("a") if urlsplit(link["href"]).netloc]
    assert all("noopener" in link["rel"] for link in away)
    assert all(urlsplit(link["href"]).scheme in ("http", "https") for link in away)


def test_a_page_keeps_its_parameters_when_the_language_changes(client: TestClient) -> None:
    """Who changes the language is still looking at the same thing, with the same eyes."""
    page = Markup(client.get("/decisions/sensorer?as=public&as_of=2026-03-12&lang=nb").text)
    nynorsk = page.one("a", hreflang="nn")
    assert nynorsk["href"] == "/decisions/sensorer?as=public&as_of=2026-03-12&lang=nn"


def test_every_link_of_every_page_leads_somewhere(client: TestClient) -> None:
    """A record that cannot be followed is not read."""
    waiting, seen = ["/?lang=nn"], set[str]()
    while waiting:
        address = waiting.pop()
        if address in seen or len(seen) > 150:
            continue
        seen.add(address)
        answer = client.get(address)
        assert answer.status_code == 200, address
        waiting += [link for link in _ways_from(address, answer.text) if link not in seen]
    assert {urlsplit(address).path for address in seen} >= {"/", "/decisions", "/decisions/sensorer", "/disclose"}


def _ways_from(address: str, html: str) -> Iterator[str]:
    if not address.startswith(("/static/", "/api/", "/feeds/", "/calendar/")):
        page = Markup(html)
        for element in page.all("a", "link"):
            link = urlsplit(urljoin(address, element["href"]))
            if not link.netloc:
                yield link._replace(fragment="").geturl()


def test_the_shipped_cases_are_told_in_every_language(shipped: Register, language: str) -> None:
    """What a new user sees first is the shipped cases."""
    client = client_of(shipped)
    for decision_id in shipped.decision_ids():
        for sight in ("", "?as=public", "?as=political"):
            answer = client.get(_in(language, f"/decisions/{decision_id}{sight}"))
            assert answer.status_code == 200, decision_id
            page = Markup(answer.text)
            assert len(page.ids) == len(set(page.ids))
            assert len(page.all("svg", of="ring-drawing")) == len(page.all(of="ring"))


def test_the_languages_differ_in_every_heading(client: TestClient) -> None:
    """A page half in English is not a page in nynorsk."""
    told = {
        language: [h.text for h in Markup(client.get(_in(language, "/disclose")).text).all("h1", "h2", "label")]
        for language in LANGUAGES
    }
    assert not set(told["nb"]) & set(told["en"])
    assert told["nb"] != told["nn"]


def test_the_browser_s_language_counts_where_none_is_asked_for(client: TestClient) -> None:
    """Nobody should have to choose their own language."""
    said = {"Accept-Language": "de, nn-NO;q=0.8, en;q=0.5"}
    assert Markup(client.get("/", headers=said).text).one("html")["lang"] == "nn"
    assert Markup(client.get("/").text).one("html")["lang"] == "nb"


def test_an_empty_register_says_what_to_do_first() -> None:
    """An empty list is where most people give up."""
    client = client_of(register())
    for address in ("/", "/decisions"):
        page = Markup(client.get(f"{address}?lang=en").text)
        assert "Nothing is recorded here yet" in page.text
        assert "laeringslopp demo" in page.text
        assert any(link["href"].startswith("/disclose") for link in page.all("a") if link.is_within("main"))


def test_known_cases_stand_apart_from_the_organisation_s_own(small: Register) -> None:
    """What happened elsewhere is for learning, and is not on this organisation's desk."""
    history(small)
    for address in ("/", "/decisions"):
        page = Markup(client_of(small).get(f"{address}?lang=en").text)
        parts = {part["aria-labelledby"]: part.text for part in page.all("section", of="part")}
        assert "En gammel sak" in parts.pop("known")
        assert "En gammel sak" not in "".join(parts.values())
        assert "Velferdsteknologi" in "".join(parts.values())


def test_a_list_says_how_much_was_tried_failed_and_learned(small: Register) -> None:
    """A councillor chooses what to read by these."""
    card = Markup(client_of(small).get("/decisions?lang=en").text).one("article")
    assert all(figure in card.text for figure in ("2 attempts", "3 failures", "1 lesson"))
    assert "The decision is open" in card.text


def test_what_is_withheld_is_counted_and_not_named(small: Register) -> None:
    """That there is something is told; what it is is not, on any page."""
    small.disclose("Passordene sto på tavla", OPERATIONS, organisation="nordfjord")
    for address in ("/", "/decisions", "/disclose"):
        html = client_of(small).get(f"{address}?as=public&lang=en").text
        assert "Passordene" not in html
    assert "1 decision is withheld" in Markup(client_of(small).get("/decisions?as=public&lang=en").text).text


def test_a_long_list_comes_in_pages(small: Register) -> None:
    """A register of years must still open on a phone."""
    for number in range(55):
        history(small, f"gammel-{number}")
    client = client_of(small)
    first, second = (Markup(client.get(f"/decisions?lang=en&page={page}").text) for page in (1, 2))
    assert len(first.all("article")) == 50
    assert len(second.all("article")) == 6
    assert client.get("/decisions?page=3").status_code == 404
    assert client.get("/decisions?page=x").status_code == 422


def test_what_is_ours_to_fetch_is_small_and_names_no_other_place(client: TestClient) -> None:
    """A page opens on a bus: our stylesheets and scripts together are 60 kB at most, beside what others made."""
    theirs = ("designsystemet", "idiomorph")
    ours = [path for path in STATIC.rglob("*") if path.suffix in (".css", ".js") and path.parent.name not in theirs]
    served = {path.name: client.get(f"/static/{path.relative_to(STATIC).as_posix()}") for path in ours}
    assert {answer.status_code for answer in served.values()} == {200}
    assert sum(len(answer.content) for answer in served.values()) <= 60_000
    assert not [name for name, answer in served.items() if re.search(r"url\(|@import|https?://", answer.text)]
    for name in ("designsystemet/theme.css", "designsystemet/designsystemet.css", "icon.svg"):
        assert client.get(f"/static/{name}").status_code == 200


@pytest.mark.parametrize("address", ["/", "/decisions", "/decisions/trygghetsalarm", "/decisions/vannmalere?as=public"])
def test_the_made_up_municipality_is_marked_in_the_reader_s_language(
    shipped: Register, address: str, language: str
) -> None:
    """An example that a councillor takes for the truth has taught something false."""
    page = Markup(client_of(shipped).get(_in(language, address)).text)
    mark = {"nb": "Oppdiktet eksempel", "nn": "Oppdikta døme", "en": "Made-up example"}[language]
    marked = [tag for tag in page.all("span", of="ds-tag") if tag.text.startswith(mark)]
    assert len(marked) == (1 if "decisions/" in address else 2)


def test_an_organisation_is_called_by_a_name(shipped: Register) -> None:
    """An id with a line under its words is a machine's way to write."""
    page = Markup(client_of(shipped).get("/decisions?lang=nb").text)
    assert "Oslo kommune" in page.text
    assert "Helse Midt-Norge" in page.text
    assert "Oslo_kommune" not in page.text
