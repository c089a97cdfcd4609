"""Has this failed before? On its own page, and while a decision is being written."""

import pytest
from starlette.testclient import TestClient

from laeringslopp import Register, StoreError
from laeringslopp.views import Behind
from tests.municipality import disclosed, entry, opened, register
from tests.pages.conftest import SECRET, client_of
from tests.pages.markup import Markup
from tests.pages.recording.sheets import Sheet

FORM = "/record/decision-opened?lang=en"


def test_what_is_like_it_is_shown_with_its_words_marked(look):
    """A reader sees at a glance why this came up, and goes to where it stands."""
    page = look("/failed-before", q="alarmer som ikke kommer fram")
    first = page.all("article")[0]
    assert "Tried" in first.text
    assert "Failed" in first.text
    assert "Learned" in first.text
    assert "Since then" in first.text
    assert {mark.text for mark in page.all("mark")} >= {"Alarmen"}
    assert page.all("a", href="/decisions/sensorer?lang=en#v9")


def test_nothing_is_found_and_the_page_says_what_that_means(look):
    """That nobody recorded it is not that nobody tried it."""
    page = look("/failed-before", q="romferge")
    assert "Nothing like it is on record here. That says nothing of what was tried elsewhere." in page.text
    assert not page.all("article")


def test_a_mistyped_word_is_told(look):
    """Whoever meant something else sees why they got this."""
    assert "“alrmen” stands in no text here; “alarm” was searched for." in look("/failed-before", q="alrmen").text


@pytest.mark.parametrize("asked", ["og", "?", "x" * 30_000])
def test_what_cannot_be_asked_is_told_beside_the_field(client: TestClient, asked: str):
    """And what was typed still stands there."""
    answer = client.get("/failed-before", params={"q": asked, "lang": "en"})
    assert answer.status_code == 422
    page = Markup(answer.text)
    field = page.one("input", id="q")
    assert field["aria-invalid"] == "true"
    assert field["value"] == asked
    assert page.one(id=field["aria-describedby"]).text


def test_markup_in_what_is_asked_is_text(look):
    """What somebody types into an address runs in nobody's browser."""
    page = look("/failed-before", q="<script>alert(1)</script> alarm")
    assert not [each for each in page.all("script") if each.text]
    assert page.one("input", id="q")["value"] == "<script>alert(1)</script> alarm"


def test_what_is_withheld_comes_up_for_nobody_else(client: TestClient):
    """Neither its text, nor that there is one."""
    word = SECRET.split()[0]
    assert SECRET.split()[2] in Markup(client.get("/failed-before", params={"q": word}).text).text
    for reader in ("public", "political"):
        page = Markup(client.get("/failed-before", params={"q": word, "as": reader, "lang": "en"}).text)
        assert "Nothing like it is on record here." in page.text


def test_the_form_shows_it_at_a_button_and_keeps_what_was_written(client: TestClient):
    """Without scripts it is one press away, and records nothing."""
    sheet = Sheet.at(client, FORM).write(title="Nye alarmer", question="Kommer de fram om natten?")
    before = client.app.state.register.position
    answer = sheet.press("before")
    assert answer.status_code == 200
    page = Markup(answer.text)
    assert page.all("article", of="earlier")
    assert page.one(id="before-hits").text.count("opens in a new tab")
    assert Sheet.of(client, answer.text).values["title"] == ["Nye alarmer"]
    assert client.app.state.register.position == before


def test_an_empty_form_says_nothing_and_other_forms_are_left_alone(client: TestClient):
    """It speaks when there is something to speak of."""
    assert not Markup(client.get(FORM).text).one(id="before-hits").text
    assert "before-hits" not in client.get("/decisions/sensorer/record/question-asked").text


def test_a_script_gets_the_same_without_the_page_around_it(client: TestClient):
    """What the script shows is made here, and escaped here."""
    answer = client.get("/failed-before/hits", params={"q": "alarm", "lang": "en"})
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert "<mark>Alarmen</mark>" in answer.text
    assert not client.get("/failed-before/hits", params={"q": "og"}).text.strip()
    assert not client.get("/failed-before/hits").text.strip()
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_a_decision_is_written_although_nothing_can_be_looked_up(small: Register, monkeypatch: pytest.MonkeyPatch):
    """Whoever records is never held up by what could be said of it."""
    client = client_of(small)

    def broken(*_: object, **__: object) -> None:
        raise StoreError("the views are damaged", "views-damaged", where="there")

    monkeypatch.setattr(type(small), "failed_before", broken)
    sheet = Sheet.at(client, FORM).write(title="Nye alarmer", question="Kommer de fram?")
    assert sheet.press("before").status_code == 200


def test_while_the_index_is_built_anew_the_page_says_so(monkeypatch):
    """An empty list would read as that nothing has failed."""
    with register() as town:
        town.append([entry("d1", opened()), entry("d1", disclosed())])

        def behind(*_: object) -> None:
            raise Behind("texts", 0, 2)

        monkeypatch.setattr(type(town), "failed_before", behind)
        client = client_of(town)
        answer = client.get("/failed-before?q=alarm&lang=en")
        assert (answer.status_code, "gathered anew" in answer.text) == (503, True)
        assert client.get("/failed-before/hits?q=alarm").status_code == 200
        assert client.get("/api/failed-before?q=alarm").status_code == 503
