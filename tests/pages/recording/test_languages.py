"""Whoever changes the language of a form goes on with what they had typed."""

import pytest
from starlette.testclient import TestClient

from laeringslopp import Register
from tests.pages.conftest import client_of
from tests.pages.markup import Markup
from tests.pages.recording.sheets import Sheet

WRITTEN = "Alarmen nådde ikke fram"
FORMS = {"/disclose": "what_happened", "/decisions/sensorer/record/observation-recorded": "note"}


def in_language(client: TestClient, sheet: Sheet, language: str) -> Markup:
    """The same form after its button for a language was pressed."""
    button = next(each for each in sheet.page.all("button") if each["lang"] == language)
    assert button["form"] == next(each for each in sheet.page.all("form"))["id"]
    answer = client.post(button["formaction"], data={**sheet.values, button["name"]: [button["value"]]})
    assert answer.status_code == 200
    return Markup(answer.text)


@pytest.mark.parametrize("address", FORMS)
def test_what_was_typed_stays_and_nothing_is_recorded(small: Register, address: str) -> None:
    """Typed text that is lost is seldom typed again."""
    client, before = client_of(small), small.position
    sheet = Sheet.at(client, f"{address}?lang=nb").write(**{FORMS[address]: WRITTEN})
    page = in_language(client, sheet, "nn")
    assert WRITTEN in page.one("textarea", name=FORMS[address]).text
    assert page.one("html")["lang"] == "nn"
    assert small.position == before


@pytest.mark.parametrize("address", FORMS)
def test_the_first_button_of_the_form_is_the_one_that_records(small: Register, address: str) -> None:
    """The enter key presses that one."""
    page = Markup(client_of(small).get(f"{address}?lang=en").text)
    first = next(each for each in page.all("button") if each["form"] == "typed" or each.is_within("form"))
    assert not first["name"]
    assert not first["formaction"]


def test_what_a_link_filled_in_stays_too(small: Register) -> None:
    """Whoever reads nynorsk should not have to find the failures again."""
    client = client_of(small)
    filled = "/decisions/sensorer/record/lesson-drawn?from_failures=f1&from_failures=f3&statement=Pr%C3%B8v&lang=nb"
    page = in_language(client, Sheet.at(client, filled), "nn")
    assert sorted(Sheet.of(client, page.html).values["from_failures"]) == ["f1", "f3"]
    assert Sheet.of(client, page.html).values["statement"] == ["Prøv"]
