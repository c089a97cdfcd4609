"""The page of the register: decisions are found, put in order, and never simply missing."""

import pytest
from starlette.testclient import TestClient

from laeringslopp import DecisionConcluded, LessonDrawn, Register
from laeringslopp.facts import OPEN
from tests.municipality import ADMINISTRATION, COUNCIL, OPERATIONS, Clock, disclosed, entry, opened
from tests.pages.conftest import client_of, history
from tests.pages.markup import Markup


@pytest.fixture
def several(small: Register, clock: Clock) -> Register:
    """Beside ``sensorer``: a bridge of another organisation that was given up, a school with a failure that nobody learned
    from in half a year, and a known case."""
    bridge = opened(
        title="Ny bru", question="Hvor?", organisation="annen", tags=("vei",), deciding_level="administrative"
    )
    small.append(
        [entry("bru", bridge), entry("bru", DecisionConcluded(outcome="abandoned", reason="For dyrt"), COUNCIL)]
    )
    small.append([entry("skole", opened(title="Ålesund skole", question="Hvilken?", access=OPEN, reference="19/3"))])
    small.append([entry("skole", disclosed(severity="serious"), OPERATIONS)])
    history(small)
    clock.move(days=200)
    return small


def titles(client: TestClient, query: str = "") -> list[str]:
    """The decisions that the page shows, as it shows them."""
    page = Markup(client.get(f"/decisions?lang=en&{query}").text)
    return [heading.text for heading in page.all("h3")]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Ålesund skole", "Ny bru", "Velferdsteknologi", "En gammel sak"]),
        ("order=title", ["Ny bru", "Velferdsteknologi", "Ålesund skole", "En gammel sak"]),
        ("q=BRU", ["Ny bru"]),
        ("q=26/7", ["Velferdsteknologi"]),
        ("q=vei", ["Ny bru"]),
        ("tag=vei", ["Ny bru"]),
        ("status=open", ["Ålesund skole", "Velferdsteknologi"]),
        ("status=no-end-found", ["En gammel sak"]),
        ("organisation=annen", ["Ny bru"]),
        ("decides=administrative", ["Ny bru"]),
        ("loops=open&decides=political&status=open", ["Ålesund skole", "Velferdsteknologi"]),
        ("overdue=yes&q=skole", ["Ålesund skole"]),
        ("overdue=yes&tag=vei", []),
    ],
)
def test_what_is_asked_for_is_found_in_its_order(several: Register, query: str, found: list[str]):
    """All that is asked must hold; known cases stand last in any order, and Å after Z."""
    assert titles(client_of(several), query) == found


def test_what_is_most_overdue_comes_first(several: Register):
    """Silence is what shows."""
    client = client_of(several)
    page = Markup(client.get("/decisions?lang=en&order=overdue").text)
    overdue = [
        card.text.partition(" overdue")[0].split()[-1] for card in page.all("article") if " overdue" in card.text
    ]
    assert len(overdue) >= 2
    own = [int(number) for number in overdue if number.isdecimal()]
    assert own[:2] == sorted(own[:2], reverse=True)


def test_a_card_says_what_is_open_and_what_is_overdue(several: Register):
    """Whoever could act sees it without opening the decision, and the figures are the duties' own."""
    page = Markup(client_of(several).get("/decisions?lang=en&q=skole").text)
    owed = [each for each in several.duties(decision_id="skole", open=True) if each.overdue]
    card = page.one("article").text
    assert f"{len(owed)} overdue" in card
    assert "1 open loop" in card


def test_nothing_found_says_which_choice_to_take_away(several: Register):
    """An empty list is a dead end, unless it names the way out and how many wait there."""
    page = Markup(client_of(several).get("/decisions?lang=en&q=skole&tag=vei&status=open").text)
    assert "No decision fits all that you chose" in page.text
    ways = {way.text: way["href"] for way in page.all("a", of="choice")}
    assert ways["without tag: vei (1)"] == "/decisions?lang=en&q=skole&status=open"
    assert "without the words “skole” (0)" in ways


def test_the_form_keeps_what_was_chosen_in_the_overview(several: Register):
    """A search within the decisions behind a figure is still about that figure."""
    page = Markup(client_of(several).get("/decisions?lang=en&outcome=failed&as=administrative").text)
    kept = {field["name"]: field["value"] for field in page.all("input") if field["type"] == "hidden"}
    assert kept == {"lang": "en", "as": "administrative", "outcome": "failed"}
    assert "without a figure in the overview (4)" in page.text


@pytest.mark.parametrize("query", ["order=rank", "overdue=no", "loops=1", "colour=red", "page=9"])
def test_what_cannot_be_asked_is_told_and_not_guessed(several: Register, query: str):
    """A mistyped address that showed everything would be believed."""
    answer = client_of(several).get(f"/decisions?lang=en&{query}")
    assert answer.status_code in (404, 422)
    assert any(link["href"] == "/decisions?lang=en" for link in Markup(answer.text).all("a"))


def test_a_list_asks_nothing_of_each_decision(several: Register, monkeypatch: pytest.MonkeyPatch):
    """A page of fifty costs what a page of one costs: the views hold the figures."""
    client = client_of(several)

    def one_by_one(*_: object, **__: object) -> None:
        raise AssertionError("a decision was read by itself")

    for name in ("decision", "timeline", "entry"):
        monkeypatch.setattr(several, name, one_by_one)
    assert len(titles(client)) == 4


def test_a_list_shows_what_was_recorded_a_moment_ago(several: Register):
    """A page that is kept is kept no longer than it is true."""
    client = client_of(several)
    assert "0 lessons" in Markup(client.get("/decisions?lang=en&q=skole").text).one("article").text
    lesson = LessonDrawn(lesson_id="l1", statement="Spør først", from_failures=("f1",))
    several.append([entry("skole", lesson, ADMINISTRATION)])
    assert "1 lesson" in Markup(client.get("/decisions?lang=en&q=skole").text).one("article").text


def test_only_what_a_reader_may_see_is_found_and_chosen_from(several: Register):
    """A tag that stands among the choices has told that there is something."""
    page = client_of(several).get("/decisions?lang=en&as=public").text
    assert "vei" not in page
    assert "annen" not in page
