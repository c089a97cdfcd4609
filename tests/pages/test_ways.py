"""The ways in: beside what is open, owed and told, each leads to a form that is filled in; never louder than disclosing."""

from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient

from laeringslopp import Register
from laeringslopp.story import LANGUAGES, Language
from tests.municipality import OPERATIONS, entry, opened, register, started
from tests.pages.conftest import client_of
from tests.pages.markup import Markup
from tests.pages.recording.sheets import Sheet

SENSORS = "/decisions/sensorer"


def ways(page: Markup, within: str = "main") -> list[str]:
    """The addresses of forms that a part of a page leads to."""
    return [link["href"] for link in page.all("a") if "/record/" in link["href"] and link.is_within(within)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_way_leads_to_a_form_that_takes_what_it_fills_in(client: TestClient, language: Language) -> None:
    """A form that drops what the link knew makes somebody look it up."""
    found = set(ways(Markup(client.get(f"{SENSORS}?lang={language}").text)))
    assert {urlsplit(link).path.rpartition("/")[2] for link in found} >= {
        "lesson-drawn",
        "question-asked",
        "question-answered",
        "observation-recorded",
        "trial-ended",
    }
    for link in found:
        sheet = Sheet.at(client, link)
        for name, values in parse_qs(urlsplit(link).query).items():
            if name not in ("lang", "level"):
                assert sheet.values[name] == values, link


def test_nothing_stands_above_disclosing(client: TestClient) -> None:
    """Beside the button for a failure the rest are links, and come after it."""
    page = Markup(client.get(f"{SENSORS}?lang=en").text)
    links = [link for link in page.all("a") if link.is_within("main")]
    doors = [at for at, link in enumerate(links) if "/disclose" in link["href"] and "ds-button" in link["class"]]
    others = [at for at, link in enumerate(links) if "/record" in link["href"]]
    assert doors[0] < others[0]
    assert not any("ds-button" in links[at]["class"] for at in others)


@pytest.mark.parametrize("cut", ["as=public", "as_of=2026-03-12", "known_at=2026-03-12&level=political"])
def test_a_look_back_and_the_public_are_shown_none(client: TestClient, cut: str) -> None:
    """What is past, and what others see, is for reading."""
    page = Markup(client.get(f"{SENSORS}?lang=en&{cut}").text)
    assert ways(page) == []


def test_a_known_case_is_shown_none(shipped: Register) -> None:
    """It was over before it came here; nobody owes it anything."""
    client = client_of(shipped)
    known = [each for each in shipped.decision_ids() if all(mark[2] for mark in shipped.decision(each).marks.values())]
    assert known
    for decision_id in known:
        assert ways(Markup(client.get(f"/decisions/{decision_id}?lang=en").text)) == []


@pytest.fixture
def alarm() -> TestClient:
    """A browser before a trial that has just begun."""
    made = register()
    made.append([entry("alarm", opened()), entry("alarm", started("t1"), OPERATIONS)])
    return client_of(made)


ROUND = (
    ("failure-contained", {"what": "Nattevakten gikk ekstra runder"}),
    ("lesson-drawn", {"statement": "Prøv om natten før det gamle kobles ut"}),
    ("lesson-shared", {}),
    ("lesson-acknowledged", {"reflection": "Vi spør om nattprøver neste gang"}),
    ("adjustment-made", {"changes__0__what": "Prøvetid", "changes__0__to": "natt"}),
    (
        "retry-started",
        {
            "hypothesis": "Færre fall når vi prøver om natten",
            "criteria__0__metric": "fall per uke",
            "criteria__0__target": "2",
            "criteria__0__comparison": "<=",
        },
    ),
    ("observation-recorded", {"metric": "fall per uke", "value": "1,5"}),
    ("trial-ended", {"outcome": "succeeded", "summary": "Alarmen kom fram hver gang"}),
    ("decision-concluded", {"outcome": "adopted", "reason": "Det virker om natten"}),
)


def test_who_follows_what_is_offered_comes_round(alarm: TestClient) -> None:
    """From the failure to the end of the decision, no address is typed and no id is looked up."""
    page = Markup(alarm.get("/decisions/alarm?lang=en").text)
    door = next(link["href"] for link in page.all("a") if "/disclose?" in link["href"] and link.is_within("main"))
    assert (
        Sheet.at(alarm, door).write(what_happened="Alarmen kom ikke fram", decision="alarm").press().status_code == 303
    )
    there = "/decisions/alarm?lang=en"
    for kind, written in ROUND:
        offered = ways(Markup(alarm.get(there).text))
        assert any(f"/record/{kind}?" in link for link in offered), (kind, offered)
        answer = Sheet.at(alarm, next(link for link in offered if f"/record/{kind}?" in link)).write(**written).press()
        assert answer.status_code == 303, (kind, [each.text for each in Markup(answer.text).all("li")])
        there = answer.headers["location"].partition("#")[0]
    register_: Register = alarm.app.state.register
    timeline = register_.timeline("alarm")
    assert timeline.decision.status == "adopted"
    assert timeline.loops[0].closed


def test_what_is_recorded_says_what_may_come_next(alarm: TestClient) -> None:
    """Nobody is left at a dead end; and an address that names no entry says nothing."""
    offered = "You may go on, now or later:"
    for said, shown in (("2", True), ("1", True), ("99", False), ("x", False), ("9" * 30, False)):
        assert (offered in alarm.get(f"/decisions/alarm?lang=en&recorded={said}").text) == shown, said
