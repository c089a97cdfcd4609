"""A refusal offers what to record first, and nothing that was typed is lost on the way there and back."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from laeringslopp import Conflict, Register, StoreError
from laeringslopp.facts import RetryStarted, RuleWaived, TrialEnded
from tests.municipality import COUNCIL, OPERATIONS, entry, opened, register, started
from tests.pages.conftest import client_of
from tests.pages.markup import Markup
from tests.pages.recording.sheets import Sheet

NUMBER = "13097248022"
"""Passes the check of a national identity number, and belongs to nobody: it comes from the test population."""
HOSTILE = "<script>alert(1)</script> \u202eabc & \"'’ 🙂\nny linje"
CRITERION = {"criteria__0__metric": "fall", "criteria__0__comparison": "<=", "criteria__0__target": "2"}
SUMMARY = "Alarmene kom ikke fram om natten, og ingen visste det"


@pytest.fixture
def running() -> Register:
    """A decision with one trial that is running, and no failure."""
    made = register()
    made.append([entry("alarm", opened()), entry("alarm", started("t1"), OPERATIONS)])
    return made


@pytest.fixture
def browser(running: Register) -> TestClient:
    """A browser before it."""
    return client_of(running)


def ended(browser: TestClient, **more: Any) -> tuple[Sheet, Any]:
    """The end of a trial that did not go as meant, with no failure on record; and the answer."""
    sheet = Sheet.at(browser, "/decisions/alarm/record/trial-ended?lang=en&trial_id=t1&outcome=failed")
    sheet.write(summary=SUMMARY, cost__amount="41 000,50", sources="Notat 12", **more)
    return sheet, sheet.press()


def test_the_fact_to_record_first_is_offered_as_a_filled_form(browser: TestClient, running: Register) -> None:
    """A no that does not say how to get to yes teaches people to stay away."""
    _, refused = ended(browser)
    assert refused.status_code == 422
    form = Sheet.of(browser, refused.text)
    assert form.values["summary"] == [SUMMARY]
    assert form.values["cost.amount"] == ["41 000,50"]
    first = form.press(form.buttons("first")[0])
    assert first.status_code == 200
    offered = Sheet.of(browser, first.text)
    assert "/failure-disclosed" in offered.action
    assert offered.values["trial_id"] == ["t1"]
    assert offered.values["what_happened"] == [""]
    back = offered.write(what_happened="Alarmen var stille").press()
    assert back.status_code == 200
    assert "On record:" in Markup(back.text).text
    going_on = Sheet.of(browser, back.text)
    assert "/trial-ended" in going_on.action
    for name in ("summary", "outcome", "trial_id", "cost.amount", "sources"):
        assert going_on.values[name] == form.values[name]
    assert going_on.press().status_code == 303
    fact = list(running.facts())[-1].fact
    assert isinstance(fact, TrialEnded)
    assert fact.cost is not None
    assert (fact.summary, str(fact.cost.amount), fact.cost.currency) == (SUMMARY, "41000.50", "NOK")


def test_going_back_and_sending_the_first_one_again_records_it_once(browser: TestClient, running: Register) -> None:
    """The page that goes on is not at an address of its own, so it may be sent again."""
    _, refused = ended(browser)
    form = Sheet.of(browser, refused.text)
    offered = Sheet.of(browser, form.press(form.buttons("first")[0]).text).write(what_happened="Alarmen var stille")
    offered.press()
    count = running.version("alarm")
    assert offered.press().status_code == 200
    assert running.version("alarm") == count


def test_what_was_changed_first_is_named_by_the_retry(small: Register) -> None:
    """What was recorded a moment ago should not have to be found again."""
    client = client_of(small)
    sheet = Sheet.at(client, "/decisions/sensorer/record/retry-started?lang=en&retry_of=t2")
    sheet.write(hypothesis="Færre fall med opplæring", **CRITERION)
    refused = sheet.press()
    assert refused.status_code == 422
    form = Sheet.of(client, refused.text)
    assert (
        "aria-describedby" in form.page.all("fieldset", **{"aria-describedby": "adjustments-help adjustments-error"})[0]
    )
    change = Sheet.of(client, form.press(form.buttons("first")[0]).text)
    assert "/adjustment-made" in change.action
    change.write(changes__0__what="Opplæring", changes__0__to="alle", because_of="f3")
    retry = Sheet.of(client, change.press().text)
    assert len(retry.values["adjustments"]) == 1
    assert retry.press().status_code == 303
    assert isinstance(list(small.facts())[-1].fact, RetryStarted)


def test_a_new_start_that_should_be_a_retry_becomes_one_with_its_words(small: Register) -> None:
    """Whoever chose the wrong kind should not have to write it again."""
    client = client_of(small)
    end = Sheet.at(client, "/decisions/sensorer/record/trial-ended?lang=en&trial_id=t2&outcome=failed")
    end.write(summary="Gikk ikke").press()
    sheet = Sheet.at(client, "/decisions/sensorer/record/trial-started?lang=en")
    sheet.write(hypothesis="Enda en gang", where="Solbakken", **CRITERION)
    form = Sheet.of(client, sheet.press().text)
    retry = Sheet.of(client, form.press(form.buttons("instead")[0]).text)
    assert "/retry-started" in retry.action
    assert retry.values["hypothesis"] == ["Enda en gang"]
    assert retry.values["retry_of"] == ["t2"]


def test_a_rule_can_be_set_aside_from_the_form_it_refused(browser: TestClient, running: Register) -> None:
    """A waiver is an act of its own, with a reason that everyone can read."""
    _, refused = ended(browser)
    form = Sheet.of(browser, refused.text)
    waiver = Sheet.of(browser, form.press(form.buttons("waive")[0]).text)
    assert waiver.values["rule_id"] == ["failed-trial-names-failure"]
    assert waiver.values["for_kind"] == ["trial-ended"]
    waiver.write(reason="Feilen er meldt i en annen sak", organ_by__unit="Kommunestyret", organ_by__role="organ")
    back = Sheet.of(browser, waiver.press().text)
    recorded = list(running.facts())[-1]
    assert isinstance(recorded.fact, RuleWaived)
    assert (recorded.by.level, recorded.by.unit) == ("political", "Kommunestyret")
    assert recorded.recorded_by is not None
    assert recorded.recorded_by.level == "administrative"
    assert back.press().status_code == 303


def test_a_secretary_records_for_an_organ(browser: TestClient, running: Register) -> None:
    """The vote is the council's; that it stands here is the secretary's work."""
    sheet = Sheet.at(browser, "/decisions/alarm/record/direction-chosen?lang=en")
    sheet.write(what="Sensorer", organ="Kommunestyret", meeting="2026-03-10", occurred="10.03.2026")
    sheet.write(by__role="møtesekretær", by__level="administrative", organ_by__unit="Kommunestyret")
    sheet.write(organ_by__role="kommunestyre", organ_by__level="political")
    assert sheet.press().status_code == 303
    recorded = list(running.facts())[-1]
    assert (recorded.by.unit, recorded.by.level, recorded.by.id) == ("Kommunestyret", "political", "kommunestyret")
    assert recorded.recorded_by is not None
    assert (recorded.recorded_by.role, recorded.recorded_by.level) == ("møtesekretær", "administrative")
    assert (recorded.occurred_at.date().isoformat(), recorded.occurred_precision) == ("2026-03-10", "day")
    assert Sheet.at(browser, "/decisions/alarm/record/tags-added").values["by.role"] == ["møtesekretær"]


def test_an_organ_that_is_named_once_is_named(browser: TestClient, running: Register) -> None:
    """What it is called says what it is."""
    sheet = Sheet.at(browser, "/decisions/alarm/record/direction-chosen?lang=en")
    sheet.write(what="Sensorer", organ_by__unit="Kommunestyret", organ_by__level="political")
    assert sheet.press().status_code == 303
    recorded = list(running.facts())[-1]
    assert (recorded.by.unit, recorded.by.role) == ("Kommunestyret", "Kommunestyret")


@pytest.mark.parametrize(
    ("typed", "at", "precision"),
    [("2026", "2026-01-01", "year"), ("2026-02", "2026-02-01", "month"), ("02.2026", "2026-02-01", "month")],
)
def test_a_moment_is_as_precise_as_it_is_known(
    browser: TestClient, running: Register, typed: str, at: str, precision: str
) -> None:
    """Whoever knows only the month should not have to make up a day."""
    sheet = Sheet.at(browser, "/decisions/alarm/record/decision-concluded").write(occurred=typed, reason="Nok")
    assert sheet.write(outcome="deferred").press().status_code == 303
    recorded = list(running.facts())[-1]
    assert (recorded.occurred_at.date().isoformat(), recorded.occurred_precision) == (at, precision)


def test_the_clock_is_that_of_the_organisation_s_country(browser: TestClient, running: Register) -> None:
    """Eleven o'clock on the wall is eleven o'clock, not one in the afternoon that has not been yet."""
    sheet = Sheet.at(browser, "/decisions/alarm/record/tags-added").write(tags="a", occurred="2026-03-12 10:30")
    assert sheet.press().status_code == 303
    assert list(running.facts())[-1].occurred_at.isoformat() == "2026-03-12T10:30:00+01:00"


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("value", "fire"),
        ("value", "9" * 400),
        ("occurred", "i går"),
        ("occurred", "2027-01-01"),
        ("known_from", "31.02.2026"),
        ("note", "x" * 100_000),
        ("note", "a\x00b\x07"),
        ("note", f"Ola, {NUMBER}, falt"),
        ("trial_id", "no-such"),
        ("seen.level", "everyone"),
        ("by.role", ""),
        ("by.level", "galactic"),
        ("caused_by", "400"),
        ("confidence", "certain"),
        ("references.0.id", "12"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_all_else_is_kept(
    browser: TestClient, running: Register, name: str, typed: str
) -> None:
    """Whoever wrote nine fields right and one wrong writes one again."""
    sheet = Sheet.at(browser, "/decisions/alarm/record/observation-recorded?lang=en")
    written = {"metric": ["fall"], "unit": ["i uka"], "sources": ["Notat 12\nhttps://a.example"], "note": ["Sett"]}
    sheet.values.update({**written, name: [typed]})
    before = running.version("alarm")
    answer = sheet.press()
    assert answer.status_code == 422
    assert running.version("alarm") == before
    again = Sheet.of(browser, answer.text)
    beside = "references.0.system" if name.startswith("references") else name
    assert [each for each in again.page.elements if each["id"] == f"{beside}-error"], [
        each["id"] for each in again.page.all(of="ds-validation-message")
    ]
    for kept, values in written.items():
        if kept != name:
            assert again.values[kept] == values
    if NUMBER in typed:
        assert NUMBER not in answer.text
        assert "falt" in again.values[name][0]
    elif name not in ("seen.level", "by.level", "confidence") and "\x00" not in typed:
        assert again.values[name] == [typed]


def test_hostile_text_is_text(browser: TestClient, running: Register) -> None:
    """What somebody wrote is shown as it was written, and does nothing."""
    sheet = Sheet.at(browser, "/decisions/alarm/record/question-asked?lang=en").write(
        text=HOSTILE, to_level="political"
    )
    assert sheet.press().status_code == 303
    page = browser.get("/decisions/alarm/record/question-answered?lang=en")
    assert "<script>" not in page.text
    assert "alert(1)" in Markup(page.text).text
    empty = Sheet.of(browser, page.text).write(answer=HOSTILE, question_id="question-1")
    empty.values["occurred"] = ["<img src=x onerror=alert(1)>"]
    again = empty.press()
    assert again.status_code == 422
    assert "<img" not in again.text
    assert Sheet.of(browser, again.text).values["answer"] == [HOSTILE]


def test_another_row_is_added_without_losing_anything(browser: TestClient) -> None:
    """Three criteria must not need a browser that runs anything."""
    sheet = Sheet.at(browser, "/decisions/alarm/record/trial-started?lang=en")
    sheet.write(hypothesis="Færre fall", criteria__0__metric="fall per uke")
    more = Sheet.of(browser, sheet.press("row.criteria").text)
    assert more.values["hypothesis"] == ["Færre fall"]
    assert more.values["criteria.0.metric"] == ["fall per uke"]
    assert "criteria.2.metric" in more.values
    assert more.page.one(id="criteria.2.metric")
    assert [each["id"] for each in more.page.elements if "autofocus" in each] == ["criteria.2.metric"]
    assert more.values["key"] == sheet.values["key"]


def test_rows_between_that_are_empty_are_left_out_and_a_flaw_finds_its_own(browser: TestClient) -> None:
    """The third row is the third row, whether or not the second was used."""
    sheet = Sheet.at(
        browser, "/decisions/alarm/record/trial-started?lang=en&criteria.2.metric=svar&criteria.2.comparison=%3E%3D"
    )
    sheet.write(hypothesis="Færre fall", **CRITERION)
    page = Markup(sheet.press().text)
    assert [each["id"] for each in page.all(of="ds-validation-message")] == ["criteria.2.target-error"]


def test_a_form_that_was_open_too_long_keeps_what_was_typed(browser: TestClient, running: Register) -> None:
    """A token that has gone costs one more press, and no word."""
    sheet = Sheet.at(browser, "/decisions/alarm/record/question-asked?lang=en").write(text="Hva nå?")
    sheet.values["token"] = ["gone"]
    answer = sheet.press()
    assert answer.status_code == 403
    again = Sheet.of(browser, answer.text)
    assert again.values["text"] == ["Hva nå?"]
    assert again.fill_required().press().status_code == 303


def test_another_site_s_form_is_turned_away(browser: TestClient, running: Register) -> None:
    """A page somewhere else must not write in the reader's name."""
    sheet = Sheet.at(browser, "/decisions/alarm/record/question-asked?lang=en").write(text="Hva nå?")
    answer = browser.post(sheet.action, data=sheet.values, headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code == 403
    assert "Hva nå?" not in answer.text
    assert running.version("alarm") == 2


@pytest.mark.parametrize("trouble", [StoreError("gone", "closed", path="x"), Conflict("alarm", 1, 2)])
def test_a_store_that_cannot_be_reached_costs_no_word(
    browser: TestClient, running: Register, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    """What was typed is in the form again, under the same key."""
    sheet = Sheet.at(browser, "/decisions/alarm/record/question-asked?lang=en").write(
        text="Hva nå?", to_level="political"
    )

    def fail(*_: Any, **__: Any) -> None:
        raise trouble

    with monkeypatch.context() as broken:
        broken.setattr(running, "append", fail)
        answer = sheet.press()
    assert answer.status_code == 503
    again = Sheet.of(browser, answer.text)
    assert (again.values["text"], again.values["key"]) == (["Hva nå?"], sheet.values["key"])
    assert again.press().status_code == 303


def test_going_back_to_write_another_one_is_asked_about(browser: TestClient, running: Register) -> None:
    """The same form with another text may be a correction or another question: whoever wrote it knows."""
    sheet = Sheet.at(browser, "/decisions/alarm/record/question-asked?lang=en").write(
        text="Hva nå?", to_level="political"
    )
    sheet.press()
    answer = sheet.write(text="Og så?").press()
    assert answer.status_code == 422
    again = Sheet.of(browser, answer.text)
    assert again.values["text"] == ["Og så?"]
    assert again.press().status_code == 303
    assert running.version("alarm") == 4


def test_an_address_fills_in_and_what_it_cannot_is_said(browser: TestClient) -> None:
    """A link that says too much still leads to the form."""
    page = browser.get("/decisions/alarm/record/lesson-drawn?lang=en&statement=Pr%C3%B8v&colour=blue&from_trials=t1")
    sheet = Sheet.of(browser, page.text)
    assert sheet.values["statement"] == ["Prøv"]
    assert sheet.values["from_trials"] == ["t1"]
    assert "colour" in sheet.page.text


def test_what_waits_cannot_be_forged_into_a_fault(browser: TestClient) -> None:
    """A hidden field is what somebody else may have written."""
    sheet = Sheet.at(browser, "/decisions/alarm/record/question-asked?lang=en").write(
        text="Hva nå?", to_level="political"
    )
    for then in ("[]", "{", '{"kind": "x"}', '{"kind": 1, "key": 2, "typed": 3, "decision_id": 4}', "null", "[" * 9000):
        answer = sheet.client.post(sheet.action, data={**sheet.values, "then": [then]})
        assert answer.status_code in (303, 404)


def test_a_lesson_is_acknowledged_with_one_press(small: Register) -> None:
    """A councillor on the bus has a thumb and a minute."""
    client = client_of(small)
    sheet = Sheet.at(client, "/decisions/sensorer/record/lesson-acknowledged?lang=en&lesson_id=l1")
    assert "Prøv om natten først" in sheet.page.text
    seen = [each for each in sheet.page.all("input", "select", "textarea") if each["type"] != "hidden"]
    asked = {each["name"] for each in seen if not each.is_within("details") and not each["name"].startswith("seen")}
    assert asked == {"lesson_id", "reflection"}
    assert sheet.press().status_code == 303
    recorded = list(small.facts())[-1]
    assert (recorded.by.level, recorded.fact.kind) == (COUNCIL.level, "lesson-acknowledged")


def test_a_browser_remembers_who_it_is_and_no_name(small: Register) -> None:
    """What was written once about oneself is not asked for again; it is a role, for this browser alone."""
    client = client_of(small)
    sheet = Sheet.at(client, "/decisions/sensorer/record/question-asked?lang=en")
    answer = sheet.write(
        text="Hva nå?", to_level="administrative", by__role="førstelærer; æ=ø&", by__level="political"
    ).press()
    cookie = next(each for each in answer.headers.get_list("set-cookie") if each.startswith("laeringslopp_who"))
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()
    again = Sheet.at(client, "/decisions/sensorer/record/question-asked?lang=en")
    assert (again.values["by.role"], again.values["by.level"]) == (["førstelærer; æ=ø&"], ["political"])


@pytest.mark.parametrize("said", ["role=%FF%FE&level=x&unit=" + "a" * 3000, "&".join(["a=1"] * 90), "role=%0A%00", "%"])
def test_a_cookie_that_was_not_made_here_says_nothing(browser: TestClient, said: str) -> None:
    """A cookie is what the browser's owner, or a program on the machine, may have written."""
    answer = browser.get("/decisions/alarm/record/question-asked", headers={"Cookie": f"laeringslopp_who={said}"})
    assert answer.status_code == 200
    assert Sheet.of(browser, answer.text).values["by.level"] == ["political"]


def test_a_text_that_is_far_too_long_comes_back_whole(browser: TestClient) -> None:
    """Whoever pasted a whole report can cut it where it stands."""
    sheet = Sheet.at(browser, "/decisions/alarm/record/question-asked?lang=en").write(text="å" * 120_000)
    again = Sheet.of(browser, sheet.fill_required().press().text)
    assert len(again.values["text"][0]) == 120_000
    assert "120,000 characters" in again.page.text
    assert "10,000" in again.page.text


def test_who_can_see_it_is_said_of_each_choice_before_it_is_sent(small: Register) -> None:
    """Nobody tells what they do not know who will hear; and what is said is what then holds."""
    client = client_of(small)
    sheet = Sheet.at(client, "/decisions/sensorer/record/question-asked?lang=en")
    choices = sheet.page.all("input", type="radio", name="seen.level")
    assert [each["value"] for each in choices] == ["", "internal", "exempt"]
    assert ["checked" in each for each in choices] == [True, False, False]
    said = [sheet.page.one(id=each["aria-describedby"]).text for each in choices]
    assert "Anyone" in said[0]
    assert "Nordfjord" in said[1]
    order = [
        each for each in sheet.page.elements if each in choices or (each.tag == "button" and each.text == "Record")
    ]
    assert order[-1].tag == "button"
    sheet.write(text="Hva nå?", to_level="political", seen__level="exempt", seen__ground="offl. § 23")
    assert sheet.write(seen__levels=["political", "administrative"]).press().status_code == 303
    access = list(small.facts())[-1].access
    assert access is not None
    assert (access.level, access.ground, access.levels) == ("exempt", "offl. § 23", ("political", "administrative"))


def test_a_failure_told_in_the_long_form_is_internal_too(small: Register) -> None:
    """Disclosing to the council is not publishing to the press, whichever form it was told in."""
    client = client_of(small)
    sheet = Sheet.at(client, "/decisions/sensorer/record/failure-disclosed?lang=en").write(what_happened="Stille")
    assert sheet.page.all("input", type="radio", name="seen.level")[0]["value"] == ""
    assert sheet.press().status_code == 303
    assert "Stille" not in client.get("/decisions/sensorer?as=public").text
