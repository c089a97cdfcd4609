"""Each call keeps the same conventions as every other: whoever has learned one knows them all."""

from collections.abc import Iterator
from typing import Any

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from laeringslopp import Register, StoreError
from laeringslopp_service.api.asking import Query
from laeringslopp_service.problems import KINDS
from laeringslopp_service.settings import Settings
from tests.municipality import OPERATIONS, disclosed, entry, opened, register, started
from tests.service.calling import pointers
from tests.service.conftest import client_of
from tests.service.operations import ALL, FINITE, NAMES, READS, STEADY, WRITES, Operation, with_a_webhook

WAITS = "wait-for-position"
OTHERWISE: dict[str, dict[str, Any]] = {
    "make_webhook": {"url": "https://dashboard.example/another"},
    "replay_webhook": {"dead": True},
    "start_backtest": {"policy": "standard"},
}
"""Another body than the one that each call takes here."""
KEYED = (*OTHERWISE, "renew_webhook_secret")
"""What is done once under a key, and records nothing in a decision."""


def said(call: Operation) -> str:
    """What there is to read of its headers."""
    return " ".join(each["description"] for each in call.parameters("header"))


def each(those: list[Operation]) -> Any:
    """A test for each of them."""
    return pytest.mark.parametrize("call", those, ids=lambda call: f"{call.method} {call.path}")


@pytest.fixture(scope="module")
def filled() -> Iterator[Register]:
    """A register that nobody records in."""
    with register() as made:
        facts = (opened(), started(), disclosed(trial_id="t1"), disclosed("f2"))
        made.append([entry("sensorer", fact, OPERATIONS) for fact in facts])
        yield made


@pytest.fixture(scope="module")
def reading(filled: Register) -> TestClient:
    """A program that reads, and a backtest that has ended."""
    client = client_of(filled)
    backtests = client.app.state.backtests
    job = backtests.get(client.post("/api/backtests", json={"policy": "strict"}).json()["backtest_id"])
    job.thread.join()
    backtests._jobs["backtest-1"] = job
    return with_a_webhook(client)


@pytest.fixture
def writing(over: Register) -> TestClient:
    """A program that may record."""
    over.append([entry("sensorer", fact, OPERATIONS) for fact in (opened(), started())])
    return with_a_webhook(client_of(over))


def called(client: TestClient, call: Operation, at: str | None = None, **more: Any) -> Response:
    """What it answers."""
    params = {**call.asked, **more.pop("params", {})}
    more.setdefault("json", call.body) if "content" not in more and call.body is not None else None
    return client.request(more.pop("method", call.method), at or call.at, params=params, **more)


def told(client: TestClient, answer: Response, status: int) -> dict[str, Any]:
    """A problem of one form, whose type leads to what it means, in the caller's language."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    said: dict[str, Any] = answer.json()
    assert (said["status"], said["instance"]) == (status, answer.request.url.path)
    assert said["title"]
    assert said["detail"]
    for language in ("nb", "nn", "en"):
        meant = client.get(said["type"], params={"lang": language})
        assert meant.status_code == 200
        assert meant.json()["type"] == said["type"]
        assert meant.headers["content-language"] == language
    return said


@each(FINITE)
def test_it_answers(reading: TestClient, call: Operation):
    """Else what follows would be held of nothing."""
    assert called(reading, call).status_code == 200


@each(WRITES)
def test_it_takes_what_it_is_to_take(writing: TestClient, call: Operation):
    """The same of those that are sent something."""
    assert called(writing, call).status_code in (200, 201, 202)


@each(ALL)
def test_a_parameter_nobody_knows_is_422(reading: TestClient, call: Operation):
    """A mistyped filter must not show everything, and a mistyped dry run must not record."""
    answer = called(reading, call, params={"nonsense": "1"})
    told(reading, answer, 422)
    assert pointers(answer) == [("/nonsense", "unknown-parameter")]


@each(ALL)
def test_a_method_it_has_not_is_405_with_those_it_has(reading: TestClient, call: Operation):
    """Programs go by it."""
    answer = reading.request("PUT", call.at)
    told(reading, answer, 405)
    assert call.method in answer.headers["allow"].split(", ")


@each(ALL)
def test_options_names_its_methods_and_nothing_else(reading: TestClient, call: Operation):
    """204, for there is nothing to say but that."""
    answer = reading.request("OPTIONS", call.at)
    assert (answer.status_code, answer.content) == (204, b"")
    allowed = answer.headers["allow"].split(", ")
    assert {call.method, "OPTIONS"} <= set(allowed)
    assert ("HEAD" in allowed) == ("GET" in allowed)
    assert allowed == sorted(allowed)


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST", "PUT"])
@pytest.mark.parametrize("path", ["/nowhere", "/api/nowhere", "/feeds/x", "/calendar/x", "/problems/x/y", "/livez/x"])
def test_where_there_is_nothing_every_method_is_404(reading: TestClient, method: str, path: str):
    """Also for those who only ask what is possible."""
    answer = reading.request(method, path)
    assert answer.status_code == 404
    if method != "HEAD":
        told(reading, answer, 404)


@each([call for call in ALL if "404" in call.said["responses"] and call.parameters("path")])
def test_what_is_not_there_is_404(reading: TestClient, call: Operation):
    """Whoever it is that asks."""
    told(reading, called(reading, call, nobody(call)), 404)


def nobody(call: Operation) -> str:
    """Its address with something in it that is not there."""
    return call.path.format(**dict.fromkeys((*NAMES, "name"), "ingen"))


@each(READS)
def test_a_form_that_it_has_not_is_406(reading: TestClient, call: Operation):
    """Rather than something that the caller cannot read."""
    told(reading, called(reading, call, headers={"Accept": "model/vrml"}), 406)


@each(WRITES)
@pytest.mark.parametrize(
    "headers", [{"Content-Type": "text/plain"}, {"Content-Type": "application/json", "Content-Encoding": "gzip"}]
)
def test_what_is_not_sent_as_json_is_415(reading: TestClient, call: Operation, headers: dict[str, str]):
    """Also what is packed: nobody knows how large it would come out."""
    told(reading, called(reading, call, content=b"{}", headers=headers), 415)


@each(WRITES)
def test_too_much_is_413(filled: Register, call: Operation):
    """Before any of it is looked at."""
    client = client_of(filled, body_bytes=1024)
    told(client, called(client, call, content=b" " * 1025, headers={"Content-Type": "application/json"}), 413)


@each(WRITES)
def test_what_is_no_json_is_400_and_of_another_shape_422(reading: TestClient, call: Operation):
    """With where it is wrong."""
    headers = {"Content-Type": "application/json"}
    assert told(reading, called(reading, call, content=b"{", headers=headers), 400)["errors"]
    assert told(reading, called(reading, call, json={"nonsense": 1}), 422)["errors"]


@each([call for call in ALL if call.name not in ("live", "explain_problem")])
def test_a_store_that_cannot_be_reached_is_503(over: Register, call: Operation, monkeypatch: pytest.MonkeyPatch):
    """With when to try again. What does not need it is answered all the same; nothing is a breakdown."""
    over.append([entry("sensorer", opened(), OPERATIONS)])
    client = client_of(over)
    client.get("/api/views/decisions")

    def away(*_: object, **__: object) -> Any:
        raise StoreError("gone")

    for name in ("version", "last_position", "of_decision", "after", "append", "decision_ids", "answered"):
        if hasattr(over.store, name):
            monkeypatch.setattr(over.store, name, away)
    answer = called(client, call)
    if answer.status_code == 503:
        assert told(client, answer, 503)["type"] == "/problems/store"
        assert answer.headers["retry-after"]
    else:
        assert answer.status_code in (200, 202, 404)
        assert not call.records


@each(ALL)
def test_a_fault_of_our_own_is_500_and_tells_nothing(
    reading: TestClient, call: Operation, monkeypatch: pytest.MonkeyPatch
):
    """In the same form as everything else."""

    def fail(*_: object) -> None:
        raise RuntimeError("inner matters")

    with monkeypatch.context() as patched:
        patched.setattr(Query, "read", fail)
        patched.setattr("laeringslopp_service.api.viewing._read", fail)
        answer = called(reading, call)
    assert "inner matters" not in answer.text
    told(reading, answer, 500)


@each(STEADY)
def test_head_is_get_without_its_body(reading: TestClient, call: Operation):
    """Whoever asks for the tag alone gets it."""
    get, head = called(reading, call), called(reading, call, method="HEAD")
    assert (head.status_code, head.content) == (get.status_code, b"")
    for name in ("content-length", "content-type", "content-language", "vary", "link"):
        assert head.headers.get(name) == get.headers.get(name)


@each([call for call in FINITE if call.takes("header", "If-None-Match")])
def test_what_the_caller_has_is_not_sent_again(reading: TestClient, call: Operation):
    """304, with the same tag and what it depends on."""
    params = {"after": "1"} if call.takes("query", "after") else {}
    first = called(reading, call, params=params)
    tag = first.headers["etag"]
    again = called(reading, call, params=params, headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert set(again.headers["vary"].split(", ")) == set(first.headers["vary"].split(", "))
    assert again.headers.get("content-language") == first.headers.get("content-language")


@each(FINITE)
def test_it_says_on_what_its_form_depends(reading: TestClient, call: Operation):
    """A cache in between else gives one reader what another asked for."""
    varies = called(reading, call).headers["vary"].split(", ")
    assert {"Accept", "Accept-Encoding"} <= set(varies)
    if call.takes("query", "lang"):
        assert "Accept-Language" in varies


@each([call for call in STEADY if call.takes("query", "lang")])
def test_whatever_has_words_says_in_which_language(reading: TestClient, call: Operation):
    """And where it does not say, it is the same in all."""
    answers = {language: called(reading, call, params={"lang": language}) for language in ("nb", "nn", "en")}
    spoken = {language: answer.headers.get("content-language") for language, answer in answers.items()}
    if len({answer.content for answer in answers.values()}) > 1:
        assert spoken == {language: language for language in answers}
    assert spoken["en"] in (None, "en")


@each([call for call in READS if any("oneOf" in each["schema"] for each in call.parameters("query"))])
def test_a_time_without_its_offset_is_422(reading: TestClient, call: Operation):
    """Nobody knows which hour it is."""
    for asked in call.parameters("query"):
        if "oneOf" in asked["schema"]:
            answer = called(reading, call, params={asked["name"]: "2026-03-12T10:00:00"})
            told(reading, answer, 422)
            assert pointers(answer) == [(f"/{asked['name']}", "no-moment")]
            for good in ("2026-03-12", "2026-03-12T10:00:00+01:00", "2026-03-12T09:00:00Z"):
                assert called(reading, call, params={asked["name"]: good}).status_code == 200


@each([call for call in READS if call.takes("query", "after") and call.name not in ("follow_facts", "list_deliveries")])
def test_a_position_that_is_not_there_is_422(reading: TestClient, filled: Register, call: Operation):
    """It came from another register; one that is there is waited for."""
    end = filled.position
    answer = called(reading, call, params={"after": end + 1})
    told(reading, answer, 422)
    assert pointers(answer) == [("/after", "beyond-the-end")]
    if not call.is_endless:
        assert called(reading, call, params={"after": end}).status_code == 200


@each([call for call in FINITE if call.name not in ("live", "ready", "metrics", "explain_problem")])
def test_whatever_is_read_of_a_register_can_wait_or_never_changes(call: Operation):
    """One way everywhere: ``after``."""
    waits = call.takes("query", "after")
    never_changes = ("read_shipped_policy", "read_backtest", "list_findings")
    of_the_service = ("was_recorded", "read_register", "list_webhooks", "read_webhook")
    assert waits or call.name in (*never_changes, *of_the_service)


@each([call for call in ALL if call.records])
def test_whatever_records_can_be_sent_again_and_be_held_to_a_version(call: Operation):
    """A disclosure is taken at any version, and a decision that is opened has none yet."""
    for name in ("Idempotency-Key", "Prefer"):
        assert call.takes("header", name)
    assert call.takes("header", "If-Match") == (call.name not in ("disclose_failure", "open_decision"))


@each([call for call in ALL if call.records])
def test_a_key_answers_the_same_once_more_and_another_body_is_422(writing: TestClient, over: Register, call: Operation):
    """Whatever it is that is recorded."""
    headers = {"Idempotency-Key": "k1"}
    first, again = called(writing, call, headers=headers), called(writing, call, headers=headers)
    end = over.position
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.content == again.content
    assert first.headers["etag"] == again.headers["etag"]
    other = {**(call.body or {}), "by": {"id": "en-annen", "role": "ordfører", "level": "political"}}
    assert told(writing, called(writing, call, json=other, headers=headers), 422)["type"] == "/problems/key-reused"
    assert over.position == end


@each([call for call in ALL if call.name in KEYED])
def test_what_is_done_under_a_key_is_done_once(writing: TestClient, over: Register, call: Operation):
    """Also what records nothing in a decision: a webhook, its replay, its new secret, a backtest."""
    headers = {"Idempotency-Key": "k1"}
    first, again = called(writing, call, headers=headers), called(writing, call, headers=headers)
    assert (first.status_code, again.status_code) in ((200, 200), (201, 200), (202, 202))
    assert first.headers.get("location") == again.headers.get("location")
    if call.name != "start_backtest":  # which has come further meanwhile
        assert first.content == again.content
    if call.body is not None:
        answer = called(writing, call, json=OTHERWISE[call.name], headers=headers)
        assert told(writing, answer, 422)["type"] == "/problems/key-reused"


def test_whatever_makes_something_takes_a_key():
    """What may be sent twice without harm needs none; nothing else goes without."""
    harmless = {"compare_policies", "test_webhook"}
    without = {call.name for call in ALL if call.method == "POST" and not call.takes("header", "Idempotency-Key")}
    assert without == harmless
    keyed = {call.name for call in ALL if call.takes("header", "Idempotency-Key") and not call.records}
    assert keyed == {*KEYED, "append"}


@each([call for call in FINITE if WAITS in said(call)])
def test_a_position_may_be_waited_for_as_a_preference(reading: TestClient, filled: Register, call: Operation):
    """RFC 7240: the same as ``after``, for those who send headers and leave addresses as they are."""
    end = filled.position
    answer = called(reading, call, headers={"Prefer": f"respond-async, {WAITS}={end}"})
    assert (answer.status_code, answer.headers["preference-applied"]) == (200, f"{WAITS}={end}")
    again = called(
        reading, call, headers={"Prefer": f"{WAITS}={end}", "If-None-Match": answer.headers.get("etag", '"x"')}
    )
    assert again.headers["preference-applied"] == f"{WAITS}={end}"
    beyond = called(reading, call, headers={"Prefer": f"{WAITS}={end + 1}"})
    told(reading, beyond, 422)
    assert pointers(beyond) == [("/Prefer", "beyond-the-end")]
    for ignored in ({"Prefer": f"{WAITS}=soon"}, {"Prefer": "return=minimal"}, {}):
        plain = called(reading, call, headers=ignored)
        assert plain.status_code == 200
        assert "preference-applied" not in plain.headers
    both = called(reading, call, params={"after": end}, headers={"Prefer": f"{WAITS}={end + 1}"})
    assert both.status_code == 200
    assert "preference-applied" not in both.headers


def test_whatever_can_wait_can_be_asked_to_by_either_way():
    """Save the feed and what is listened to, where ``after`` is where to go on from."""
    by_query = {call.name for call in FINITE if call.takes("query", "after")}
    by_header = {call.name for call in FINITE if WAITS in said(call)}
    assert by_query - by_header == {"follow_facts", "list_deliveries"}
    assert by_header <= by_query


@each([call for call in ALL if call.takes("header", "If-Match")])
def test_another_version_than_was_seen_is_412(writing: TestClient, over: Register, call: Operation):
    """Nothing is recorded on what somebody has not read."""
    end = over.position
    answer = called(writing, call, headers={"If-Match": '"77"'})
    assert told(writing, answer, 412)["type"] == "/problems/stale"
    assert over.position == end


@each([call for call in ALL if call.takes("header", "If-Match")])
def test_any_version_will_do_where_a_star_is_sent(writing: TestClient, call: Operation):
    """RFC 9110, section 13.1.1: there is something, whichever it is."""
    assert called(writing, call, headers={"If-Match": "*"}).status_code == 201


@each([call for call in ALL if call.records])
def test_whoever_prefers_less_gets_less_and_more_more(writing: TestClient, call: Operation):
    """RFC 7240."""
    keyed = {"Idempotency-Key": "k2"}
    whole = called(writing, call, headers={**keyed, "Prefer": "respond-async, return=representation"})
    assert whole.headers["preference-applied"] == "return=representation"
    assert [fact["version"] for fact in whole.json()["facts"]][-1] == whole.json()["version"]
    for wish in ("return=minimal", 'return="minimal"; x=1, wait=10', "RETURN=minimal"):
        least = called(writing, call, headers={**keyed, "Prefer": wish})
        assert (least.status_code, least.content) == (200, b"")
        assert least.headers["preference-applied"] == "return=minimal"
        assert (least.headers["location"], least.headers["etag"]) == (whole.headers["location"], whole.headers["etag"])
    plain = called(writing, call, headers={**keyed, "Prefer": "return=nonsense, return=minimal"})
    assert "preference-applied" not in plain.headers
    assert {**plain.json(), "facts": whole.json()["facts"]} == whole.json()


def test_what_is_recorded_with_little_to_say_is_still_201(writing: TestClient):
    """With where it is."""
    facts = {"by": {"id": "a", "role": "b", "level": "operational"}, "facts": [{"kind": "tags-added", "tags": ["x"]}]}
    answer = writing.post("/api/decisions/sensorer/facts", json=facts, headers={"Prefer": "return=minimal"})
    assert (answer.status_code, answer.content) == (201, b"")
    assert answer.headers["location"] == "/api/decisions/sensorer"
    assert answer.headers["etag"] == '"3"'


@pytest.mark.parametrize("name", KINDS)
def test_what_a_problem_means_is_told_in_three_languages(reading: TestClient, name: str):
    """As its title is."""
    answers = [reading.get(f"/problems/{name}", params={"lang": language}).json() for language in ("nb", "nn", "en")]
    assert len({answer["title"] for answer in answers}) > 1
    assert len({answer["about"] for answer in answers}) == 3


def test_the_names_of_settings_are_whole():
    """One that is read from the environment is a setting."""
    assert Settings.from_environment({"LAERINGSLOPP_CORS": "https://a.no"}).cors == ("https://a.no",)
