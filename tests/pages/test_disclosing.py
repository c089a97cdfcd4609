"""Disclosing a failure: one field and one click, and nothing of it reaches those it is not for."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient

from laeringslopp import Actor, FailureDisclosed, Invalid, Reader, Recorded, Register, StoreError
from laeringslopp.facts import FailureContained, LessonDrawn
from laeringslopp_service.pages.forgery import COOKIE
from tests.municipality import entry, opened, register
from tests.pages.conftest import client_of, history
from tests.pages.markup import Element, Markup

NUMBER = "13097248022"
"""Passes the check of a national identity number, and belongs to nobody: it comes from the test population."""


def hidden(page: Markup) -> dict[str, str]:
    """What the form carries along unseen."""
    return {field["name"]: field["value"] for field in page.all("input", type="hidden")}


def fill(client: TestClient, text: str, address: str = "/disclose?lang=en", **more: str) -> Any:
    """Opens the form, writes in it and presses its one button."""
    page = Markup(client.get(address).text)
    return client.post(page.one("form")["action"], data={**hidden(page), "what_happened": text, **more})


def failures(over: Register) -> list[Recorded]:
    """Every failure on record."""
    return [each for each in over.facts() if isinstance(each.fact, FailureDisclosed)]


def last(over: Register) -> FailureDisclosed:
    """The failure that was disclosed last."""
    fact = failures(over)[-1].fact
    assert isinstance(fact, FailureDisclosed)
    return fact


def test_one_text_is_enough(client: TestClient, small: Register) -> None:
    """Disclosing must be easier than hiding."""
    answer = fill(client, "Vi glemte å lade alarmene")
    assert answer.status_code == 303
    assert last(small).what_happened == "Vi glemte å lade alarmene"
    thanks = Markup(client.get(answer.headers["location"]).text)
    assert "Thank you. It is on record." in thanks.text
    assert "Vi glemte å lade alarmene" in thanks.text


def test_only_the_text_is_asked_for(client: TestClient) -> None:
    """Whatever is asked for first is the first reason to give up."""
    page = Markup(client.get("/disclose").text)
    assert [field["name"] for field in page.elements if "required" in field] == ["what_happened"]
    seen = [field for field in page.all("input", "select", "textarea") if not field.is_within("details")]
    assert [field["name"] for field in seen if field["type"] != "hidden"] == ["what_happened"]
    assert len([button for button in page.all("button") if button.is_within("form")]) == 1


def test_who_will_see_it_is_said_before_it_is_sent(client: TestClient) -> None:
    """Nobody tells what they do not know who will hear."""
    page = Markup(client.get("/disclose?lang=en").text)
    shown = [element for element in page.elements if element.is_within("form")]
    order = [element for element in shown if "seen-by" in element.classes or element.tag == "button"]
    assert [element.tag for element in order] == ["div", "button"]
    assert "in the organisation" in order[0].text
    assert "press" in order[0].text


def test_it_is_internal_until_somebody_opens_it(client: TestClient, small: Register) -> None:
    """The form's promise is kept by the record, for a decision of its own and for one that is open."""
    fill(client, "Vi glemte å lade alarmene")
    fill(client, "Vi ringte feil pårørende", decision="sensorer")
    seen = " ".join(str(each.fact) for each in small.facts(reader=Reader.public()))
    assert "glemte" not in seen
    assert "ringte" not in seen
    assert len(failures(small)) == 5


def test_without_a_decision_it_gets_one_of_its_own(client: TestClient, small: Register) -> None:
    """Which decision a failure belongs to can wait; the failure cannot."""
    answer = fill(client, "Vi glemte å lade alarmene")
    decision_id = parse_qs(urlsplit(answer.headers["location"]).query)["decision"][0]
    assert decision_id != "sensorer"
    decision = small.decision(decision_id)
    assert decision.opened is not None
    assert decision.opened.organisation == "nordfjord"


def test_the_decision_s_own_button_leads_to_a_form_about_it(client: TestClient, small: Register) -> None:
    """Who reads about a decision should not have to find it again."""
    page = Markup(client.get("/decisions/sensorer?lang=en").text)
    door = next(link["href"] for link in page.all("a") if "Disclose a failure in this decision" in link.text)
    form = Markup(client.get(door).text)
    assert "Velferdsteknologi" in form.text
    chosen = next(option for option in form.all("option", value="sensorer"))
    assert "selected" in chosen
    answer = fill(client, "Vi ringte feil pårørende", door, decision=chosen["value"])
    assert answer.status_code == 303
    assert failures(small)[-1].decision_id == "sensorer"


def test_everything_else_may_be_said_and_need_not(client: TestClient, small: Register) -> None:
    """Who knows more may say it in the same breath."""
    more = {"consequence": "Ingen fikk hjelp", "severity": "critical", "suspected": "yes", "own": "yes"}
    fill(client, "Alarmen var stille", **more, role="nattevakt", level="administrative")
    fact = last(small)
    assert (fact.consequence, fact.severity, fact.finding, fact.own) == (
        "Ingen fikk hjelp",
        "critical",
        "suspected",
        True,
    )
    assert failures(small)[-1].by == Actor(id="unsigned", role="nattevakt", level="administrative")


def test_nobody_is_named_who_did_not_name_themselves(client: TestClient, small: Register) -> None:
    """Without sign-in the record knows a role, and says so."""
    fill(client, "Alarmen var stille", "/disclose?lang=nn")
    assert failures(small)[-1].by == Actor(id="unsigned", role="tilsett", level="operational")


def test_lines_end_as_a_record_ends_them(client: TestClient, small: Register) -> None:
    """Browsers send carriage returns, which no text on record may hold."""
    answer = fill(client, "Først dette.\r\nSå dette.\r\n")
    assert answer.status_code == 303
    assert last(small).what_happened == "Først dette.\nSå dette."


def test_pressing_twice_records_once(client: TestClient, small: Register) -> None:
    """A slow network is no second failure."""
    page = Markup(client.get("/disclose").text)
    sent = {**hidden(page), "what_happened": "Vi glemte å lade alarmene"}
    first, second = client.post("/disclose", data=sent), client.post("/disclose", data=sent)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["location"] == second.headers["location"]
    assert len(failures(small)) == 4


def test_going_back_to_write_another_one_is_asked_about(client: TestClient, small: Register) -> None:
    """The same form with another text may be a correction or a new failure: whoever wrote it knows."""
    page = Markup(client.get("/disclose?lang=en").text)
    sent = {**hidden(page), "what_happened": "Vi glemte å lade alarmene"}
    client.post("/disclose", data=sent)
    asked = client.post("/disclose", data={**sent, "what_happened": "Vi glemte å lade alle alarmene"})
    assert asked.status_code == 422
    again = Markup(asked.text)
    written = again.one("textarea", id="what_happened").text
    assert client.post("/disclose", data={**hidden(again), "what_happened": written}).status_code == 303
    assert len(failures(small)) == 5


@pytest.mark.parametrize(
    ("text", "said"), [("", "Write something here."), (" \r\n ", "Write something"), ("x" * 10_001, "too long")]
)
def test_what_cannot_be_recorded_comes_back_with_what_was_typed(client: TestClient, text: str, said: str) -> None:
    """A form that forgets is a form that is not filled in again."""
    answer = fill(client, text, consequence="Ingen fikk hjelp")
    assert answer.status_code == 422
    page = Markup(answer.text)
    assert said in page.one(of="ds-error-summary").text
    assert said in page.one(id="what_happened-error").text
    field = page.one("textarea", id="what_happened")
    assert field["aria-invalid"] == "true"
    assert "what_happened-error" in field["aria-describedby"]
    assert field.text == text.strip()
    assert "Ingen fikk hjelp" in page.one("textarea", id="consequence").text


@pytest.mark.parametrize("field", ["what_happened", "consequence", "role"])
def test_an_identity_number_comes_back_masked(client: TestClient, small: Register, field: str) -> None:
    """A number on record is there for good, so it is offered without, and nothing else is lost."""
    sent = {"what_happened": "Vi sendte feil brev", "consequence": "Ett brev", "role": "vakt"}
    answer = fill(client, **_renamed({**sent, field: f"Brevet til {NUMBER} kom ikke fram"}))
    assert answer.status_code == 422
    assert NUMBER not in answer.text
    page = Markup(answer.text)
    written = page.one(id=field)
    assert (written["value"] or written.text) == "Brevet til *********** kom ikke fram"
    assert "hidden it" in page.one(id=f"{field}-error").text
    assert len(failures(small)) == 3
    written_in = [each for each in page.all("input", "textarea") if each["type"] != "checkbox"]
    kept = {each["name"]: each["value"] or each.text for each in written_in}
    assert client.post("/disclose", data=kept).status_code == 303


def _renamed(sent: dict[str, str]) -> dict[str, str]:
    return {"text" if name == "what_happened" else name: value for name, value in sent.items()}


@pytest.mark.parametrize(
    ("field", "value"), [("decision", "nowhere"), ("severity", "dreadful"), ("level", "royal"), ("role", "x" * 301)]
)
def test_what_is_wrong_is_said_beside_its_field(client: TestClient, field: str, value: str) -> None:
    """A message at the top of a folded form is a riddle."""
    answer = fill(client, "Vi glemte å lade alarmene", **{field: value})
    assert answer.status_code == 422
    page = Markup(answer.text)
    assert page.one(id=f"{field}-error").text
    assert "open" in next(each for each in page.all("details") if _holds(each, page.one(id=field)))


def _holds(outer: Element, inner: Element) -> bool:
    return inner is outer or (inner.parent is not None and _holds(outer, inner.parent))


def test_a_form_about_a_decision_that_is_not_here_can_still_be_sent(client: TestClient) -> None:
    """An old link is no reason to keep silent."""
    answer = client.get("/disclose?decision=nowhere&lang=en")
    assert answer.status_code == 404
    page = Markup(answer.text)
    assert page.one("textarea", id="what_happened")
    assert "There is no such decision" in page.text


def test_another_site_cannot_disclose_in_somebody_s_name(client: TestClient, small: Register) -> None:
    """A record that is never taken back must not hold what nobody wrote."""
    sent = {**hidden(Markup(client.get("/disclose").text)), "what_happened": "Skrevet av andre"}
    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = client.post("/disclose", data=sent, headers=headers)
        assert answer.status_code == 403
        assert "Skrevet av andre" not in answer.text
    assert len(failures(small)) == 3


@pytest.mark.parametrize("token", ["", "x", "x" * 43, "æ" * 43])
def test_a_form_without_its_token_is_shown_again_with_the_text(client: TestClient, small: Register, token: str) -> None:
    """The cookie may have gone in the meantime; the text must not."""
    client.get("/disclose")
    answer = client.post("/disclose?lang=en", data={"what_happened": "Vi glemte å lade alarmene", "token": token})
    assert answer.status_code == 403
    page = Markup(answer.text)
    assert page.one("textarea", id="what_happened").text == "Vi glemte å lade alarmene"
    assert len(failures(small)) == 3
    sent = {**hidden(page), "what_happened": "Vi glemte å lade alarmene"}
    assert client.post("/disclose", data=sent).status_code == 303


def test_the_token_stays_with_this_browser(client: TestClient) -> None:
    """A token that another page could read or send would prove nothing."""
    answer = client.get("/disclose")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert answer.headers["cache-control"] == "no-store"
    second = client.get("/disclose")
    assert client.cookies[COOKIE] in second.text, "forms in two tabs can both be sent"


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"what_happened", b"a=b&" * 5000])
def test_a_body_that_is_no_form_is_no_trace(client: TestClient, body: bytes) -> None:
    """Whatever is sent, the answer is a page."""
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = client.post("/disclose", content=body, headers=kind)
    assert answer.status_code in (400, 403, 413)
    assert "Traceback" not in answer.text
    assert Markup(answer.text).one("h1")


def test_several_organisations_are_offered_and_one_is_chosen_already(small: Register) -> None:
    """Choosing must not cost a click where one guess is likely right."""
    small.append([entry("brann", opened(organisation="sunnfjord", title="Brannstasjon"))])
    history(small, organisation="staten")  # read here, and recorded by nobody here
    client = client_of(small)
    page = Markup(client.get("/disclose").text)
    field = page.one("select", id="organisation")
    assert not field.is_within("details")
    assert [option["value"] for option in page.all("option") if _holds(field, option)] == ["nordfjord", "sunnfjord"]
    assert fill(client, "Vi glemte å lade alarmene").status_code == 303
    assert fill(client, "Porten sto åpen", organisation="sunnfjord").status_code == 303
    assert [_organisation(small, each) for each in failures(small)[-2:]] == ["nordfjord", "sunnfjord"]


def _organisation(over: Register, recorded: Recorded) -> str | None:
    opened_as = over.decision(recorded.decision_id).opened
    return opened_as.organisation if opened_as else None


def test_an_installation_of_one_organisation_does_not_ask(small: Register) -> None:
    """What the keeper has settled is not asked of everyone."""
    small.append([entry("brann", opened(organisation="sunnfjord", title="Brannstasjon"))])
    client = client_of(small, organisation="sunnfjord")
    assert not Markup(client.get("/disclose").text).all("select", id="organisation")
    assert fill(client, "Porten sto åpen").status_code == 303
    assert _organisation(small, failures(small)[-1]) == "sunnfjord"


def test_known_cases_leave_no_doubt_about_whose_failure_it_is(small: Register) -> None:
    """Cases from elsewhere are read here; nobody from there records here."""
    history(small, organisation="staten")
    client = client_of(small)
    assert not Markup(client.get("/disclose").text).all("select", id="organisation")
    assert fill(client, "Vi glemte å lade alarmene").status_code == 303


def test_the_first_failure_needs_no_decision_and_no_organisation() -> None:
    """An empty register is no reason to keep silent."""
    over = register()
    assert fill(client_of(over), "Vi glemte å lade alarmene").status_code == 303
    assert len(failures(over)) == 1


def test_a_register_out_of_reach_keeps_the_text(
    client: TestClient, small: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was so hard to write must not be lost to a full disk."""

    def out_of_reach(*_given: Any, **_more: Any) -> None:
        raise StoreError("disk full at /srv/secret.db")

    monkeypatch.setattr(small, "disclose", out_of_reach)
    answer = fill(client, "Vi glemte å lade alarmene")
    assert answer.status_code == 503
    page = Markup(answer.text)
    assert page.one("textarea", id="what_happened").text == "Vi glemte å lade alarmene"
    assert "secret" not in answer.text


@pytest.fixture
def thanked(client: TestClient) -> Callable[[], str]:
    """Discloses a failure, and says where the thanks are."""
    return lambda: str(fill(client, "Vi glemte å lade alarmene").headers["location"])


def test_what_was_done_at_once_and_learned_may_be_added(
    client: TestClient, small: Register, thanked: Callable[[], str]
) -> None:
    """Whoever wants to say more should meet a field, not a procedure."""
    address = thanked()
    page = Markup(client.get(address).text)
    sent = {**hidden(page), "containment": "Vi ladet alle", "lesson": "Lad om kvelden"}
    answer = client.post(page.one("form")["action"], data=sent)
    assert answer.status_code == 303
    assert "What you added is on record too." in Markup(client.get(answer.headers["location"]).text).text
    contained, drawn = list(small.facts())[-2:]
    assert isinstance(contained.fact, FailureContained)
    assert isinstance(drawn.fact, LessonDrawn)
    assert drawn.fact.from_failures == (contained.fact.failure_id,)
    assert {contained.access, drawn.access} == {failures(small)[-1].access}, "no more open than the failure itself"


def test_adding_nothing_says_so_and_asks_for_nothing(client: TestClient, thanked: Callable[[], str]) -> None:
    """The failure is on record; all else is a gift."""
    address = thanked()
    page = Markup(client.get(address).text)
    answer = client.post(page.one("form")["action"], data={**hidden(page), "lesson": f"Ikke skriv {NUMBER}"})
    assert answer.status_code == 422
    assert NUMBER not in answer.text
    empty = client.post(page.one("form")["action"], data=hidden(page))
    assert empty.status_code == 422
    assert Markup(empty.text).one(id="containment-error")


def test_thanks_show_nobody_what_they_may_not_see(client: TestClient, thanked: Callable[[], str]) -> None:
    """An address that is passed on is not a key."""
    address = thanked()
    assert client.get(f"{address}&as=public").status_code == 404
    assert client.get("/disclose/thanks?decision=sensorer&version=9&as=public").status_code == 200
    assert "Alarmen kom ikke fram" not in client.get("/disclose/thanks?decision=sensorer&version=9&as=public").text
    assert client.get("/disclose/thanks").status_code == 404


def test_no_rule_of_the_strict_policy_stands_in_the_way() -> None:
    """A failure can always be put on record."""
    over = register(policy="strict")
    assert fill(client_of(over), "Vi glemte å lade alarmene").status_code == 303
    with pytest.raises(Invalid):
        over.disclose("", Actor(id="x", role="x", level="operational"))


def test_a_failure_of_ones_own_is_no_made_up_example(small: Register) -> None:
    """Whoever tries it in a register with the examples has not made up what happened to them."""
    mine = entry("min", opened(organisation="Eksempelvik", title="Bussen kom ikke"))
    small.append([mine, entry("vannmalere", opened(organisation="Eksempelvik", title="Vannmålere"))])
    client = client_of(small)
    shipped, own = (client.get(f"/decisions/{each}?lang=en").text for each in ("vannmalere", "min"))
    assert "Made-up example" in shipped
    assert "Made-up example" not in own
    assert client.get("/decisions?lang=en").text.count("Made-up example") == 1
