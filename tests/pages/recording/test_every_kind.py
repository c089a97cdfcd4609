"""Every kind of fact has a form that is made from its model, reads in three languages, and records."""

import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from laeringslopp import Register
from laeringslopp.facts import KINDS, DecisionOpened, OversightReceived
from laeringslopp.story import LANGUAGES
from laeringslopp_service.pages.recording.kinds import ELSEWHERE, GROUPS, OPENING, POLICY, PRIMARY
from laeringslopp_service.pages.recording.shapes import shapes_around, shapes_of
from tests.municipality import ADMINISTRATION, entry, opened
from tests.pages.conftest import client_of
from tests.pages.markup import Markup
from tests.pages.recording.sheets import WRITTEN, Sheet

FORMS = [kind for kind in KINDS if kind != POLICY]
CRITERION = {"criteria__0__metric": "fall per uke", "criteria__0__target": "2,5", "criteria__0__comparison": "<="}
BEYOND: dict[str, dict[str, Any]] = {
    "observation-recorded": {"note": WRITTEN},
    "trial-started": {**CRITERION, "where": "Nyland"},
    "retry-started": {**CRITERION, "retry_of": "t1", "adjustments": "a1"},
    "trial-ended": {"trial_id": "t2", "outcome": "failed"},
    "lesson-drawn": {"from_failures": ["f1", "f3"]},
    "adjustment-made": {"because_of": "l1", "changes__0__what": "Prøvetid", "changes__0__to": "natt"},
    "failure-corrected": {"severity": "critical"},
    "direction-chosen": {"what": WRITTEN},
    "rule-waived": {"rule_id": "trial-is-measurable", "for_kind": "trial-started", "by__level": "political"},
    "tags-added": {"tags": "velferd, helse og omsorg"},
    OPENING: {"organisation": "nordfjord"},
}
"""What some kinds need beyond what the model requires: a rule, or the model as a whole, asks for it."""


@pytest.fixture
def full(small: Register) -> Register:
    """A decision in which every kind can be recorded."""
    oversight = OversightReceived(
        oversight_id="o1", from_body="Statsforvalteren", nature="notice", what="Varsel", binding=False
    )
    small.append([entry("sensorer", oversight, ADMINISTRATION), entry("annen", opened(title="En annen sak"))])
    return small


def address(kind: str, **query: str) -> str:
    """Where the form of a kind lies."""
    where = "/record/decision-opened" if kind == OPENING else f"/decisions/sensorer/record/{kind}"
    return f"{where}?{'&'.join(f'{name}={value}' for name, value in {'lang': 'en', **query}.items())}"


def test_every_kind_has_its_place_and_says_what_it_asks_first() -> None:
    """A kind that is added must not be one that nobody can record."""
    grouped = [kind for group in GROUPS for kind in group.kinds]
    assert sorted([*grouped, *ELSEWHERE]) == sorted(KINDS)
    assert set(PRIMARY) == set(FORMS)
    for kind, first in PRIMARY.items():
        known = {shape.path for shape in (*shapes_of(kind), *shapes_around())} | {"occurred"}
        assert set(first) <= known, kind


@pytest.mark.parametrize("kind", FORMS)
def test_every_field_of_the_model_is_in_the_form(full: Register, kind: str) -> None:
    """What the model can hold and the form does not ask for, nobody without a program can say."""
    page = Markup(client_of(full).get(address(kind)).text)
    names = {each["name"] for each in page.elements}
    own = f"{KINDS[kind].names}_id"
    for name, of in KINDS[kind].model_fields.items():
        if name not in ("kind", own):
            said = of.alias or name
            assert any(each == said or each.startswith(f"{said}.") for each in names), name
    assert own not in names or (own in KINDS[kind].model_fields and KINDS[kind].names is None)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", FORMS)
def test_every_form_can_be_read_and_reached(full: Register, kind: str, language: str) -> None:
    """A field that a screen reader cannot name is closed to whoever needs it."""
    answer = client_of(full).get(address(kind, lang=language))
    assert answer.status_code == 200
    page = Markup(answer.text)
    fields = [each for each in page.all("input", "textarea", "select") if each["type"] != "hidden"]
    labelled = [each["for"] for each in page.all("label")]
    assert sorted(each["id"] for each in fields) == sorted(labelled)
    assert all(label.text for label in page.all("label", "legend"))
    # The name of a field in the exchange format, such as access.ground, is no label.
    assert not [label.text for label in page.all("label", "legend") if re.search(r"[a-z]\.[a-z]|_", label.text)]
    for group in page.all("fieldset"):
        assert [each for each in page.all("legend") if each.parent is group]
    for radio in page.all("input", type="radio"):
        assert radio.is_within("fieldset")
    assert len(page.ids) == len(set(page.ids))
    named = {name for each in page.elements for name in each["aria-describedby"].split()}
    assert named <= set(page.ids)
    assert not [each for each in page.elements if "required" in each and each.is_within("details")]
    assert [each for each in page.all("button") if each["aria-hidden"] != "true"][-1].text


def test_what_a_link_filled_in_beyond_the_first_question_is_named_and_folded(full: Register) -> None:
    """On a phone, every field that is unfolded stands between a reader and the button."""
    page = Markup(client_of(full).get(address("question-asked", to_level="administrative", caused_by="1")).text)
    more = page.all("details", of="ds-details")[0]
    assert "open" not in more
    assert "Filled in: Caused by" in more.text
    refused = Sheet.at(client_of(full), address("question-asked", caused_by="1")).press()
    assert refused.status_code == 422
    assert "open" in Markup(refused.text).all("details", of="ds-details")[0]


@pytest.mark.parametrize("kind", FORMS)
def test_every_kind_is_recorded_from_what_must_be_filled_in(full: Register, kind: str) -> None:
    """Whoever fills in what is asked for has recorded it, and sees it where it stands."""
    client = client_of(full)
    sheet = Sheet.at(client, address(kind)).write(**BEYOND.get(kind, {})).fill_required()
    answer = sheet.press()
    assert answer.status_code == 303, Markup(answer.text).all("p", of="ds-validation-message")
    recorded = list(full.facts())[-1]
    assert recorded.fact.kind == kind
    assert recorded.by.id == "unsigned"
    location = answer.headers["location"]
    assert location.endswith(f"#v{recorded.version}")
    there = Markup(client.get(location).text)
    assert "On record:" in there.one(of="just-recorded").text
    assert f"v{recorded.version}" in there.ids


@pytest.mark.parametrize("kind", FORMS)
def test_sent_twice_is_recorded_once(full: Register, kind: str) -> None:
    """A slow network is no second act."""
    client = client_of(full)
    sheet = Sheet.at(client, address(kind)).write(**BEYOND.get(kind, {})).fill_required()
    first, second = sheet.press(), sheet.press()
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["location"] == second.headers["location"]
    assert len([each for each in full.facts() if each.by.id == "unsigned"]) == 1


@pytest.mark.parametrize("kind", FORMS)
def test_an_empty_form_says_beside_each_field_what_is_missing(full: Register, kind: str) -> None:
    """A form that says no and not why is one that is given up."""
    client = client_of(full)
    sheet = Sheet.at(client, address(kind))
    answer = client.post(sheet.action, data={name: sheet.values[name] for name in ("token", "key")})
    assert answer.status_code == 422
    page = Markup(answer.text)
    assert page.one("title").text.startswith("Error")
    summary = page.one(of="ds-error-summary")
    assert "autofocus" in summary
    links = [
        link["href"][1:]
        for link in page.all("a")
        if link.parent and link.parent.parent and link.parent.parent.parent is summary
    ]
    assert links
    assert set(links) <= set(page.ids)
    for error in page.all(of="ds-validation-message"):
        assert [each for each in page.elements if error["id"] in each["aria-describedby"].split()]


def test_a_new_decision_is_opened_and_gone_on_with(full: Register) -> None:
    """A question is where everything else begins."""
    client = client_of(full)
    sheet = Sheet.at(client, address(OPENING))
    sheet.write(title="Ny skole", question="Skal skolen bygges?", organisation="nordfjord", access__level="open")
    answer = sheet.press()
    assert answer.status_code == 303
    fact = list(full.facts())[-1].fact
    assert isinstance(fact, DecisionOpened)
    assert fact.access is not None
    assert (fact.title, fact.deciding_level, fact.access.level) == ("Ny skole", "political", "open")


def test_kinds_that_belong_elsewhere_lead_there(client: TestClient) -> None:
    """A policy is no entry of a decision; a decision is opened where there is none."""
    assert client.get("/decisions/sensorer/record/policy-adopted").headers["location"] == "/policies/nordfjord"
    assert client.get("/decisions/sensorer/record/decision-opened").headers["location"] == "/record/decision-opened"
    assert client.get("/decisions/policy.nordfjord/record").headers["location"] == "/policies/nordfjord"
    assert client.get("/decisions/policy.nordfjord/record/tags-added").headers["location"] == "/policies/nordfjord"


def test_an_unknown_kind_gets_the_list(client: TestClient) -> None:
    """An address that was mistyped is answered with what there is."""
    for sent in (client.get, client.post):
        answer = sent("/decisions/sensorer/record/failure-forgotten?lang=en")
        assert answer.status_code == 404
        page = Markup(answer.text)
        assert "failure-forgotten" in page.text
        assert len(page.all("li")) > len(FORMS) - 3
    assert client.get("/decisions/nowhere/record/lesson-drawn").status_code == 404
    assert client.get("/decisions/nowhere/record").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_to_record_is_chosen_with_disclosing_first(client: TestClient, language: str) -> None:
    """Whoever comes to tell of a failure finds that before anything else."""
    page = Markup(client.get(f"/decisions/sensorer/record?lang={language}").text)
    main = [link for link in page.all("a") if link.is_within("main")]
    assert main[0]["href"].startswith("/disclose?")
    assert "decision=sensorer" in main[0]["href"]
    offered = {link["href"].partition("?")[0].rpartition("/")[2] for link in main[1:]}
    assert offered == {*KINDS} - {*ELSEWHERE, "failure-disclosed"}
    assert all(item.text for item in page.all("li"))
