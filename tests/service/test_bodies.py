"""Bodies that are not what they should be: told where and how, and never the service's fault."""

import json

import pytest
from starlette.testclient import TestClient

from laeringslopp import Register
from laeringslopp_service.problems import MEDIA_TYPE
from tests.service.calling import BY, NOTE, OPENED, TRIAL, body, pointers, problem
from tests.service.conftest import client_of

JSON = {"Content-Type": "application/json"}
WRITES = ("/api/decisions", "/api/decisions/sensorer/facts", "/api/disclosures")
GOOD = json.dumps(body(NOTE)).encode()

NOT_JSON = {
    "nothing": b"",
    "broken": b'{"by": ',
    "trailing": GOOD + b"}",
    "duplicate key": b'{"by": {}, "by": {}}',
    "duplicate key of half a character": b'{"\\ud800": 1, "\\ud800": 2}',
    "NaN": b'{"by": NaN}',
    "Infinity": b'{"by": -Infinity}',
    "a number beyond all bounds": b'{"by": 1e999}',
    "a number of too many digits": b'{"by": ' + b"9" * 5000 + b"}",
    "half a character": b'{"by": "\\ud800"}',
    "half a character as a key": b'{"\\udfff": 1}',
    "not UTF-8": b'{"by": "\xe6"}',
    "UTF-16": json.dumps(body(NOTE)).encode("utf-16"),
    "UTF-32": json.dumps(body(NOTE)).encode("utf-32-le"),
    "a null byte": b'{"by": "\x00"}',
}
DEEP = {
    "deep": b"[" * 100_000,
    "deep and closed": b'{"by":' + b"[" * 5_000 + b"]" * 5_000 + b"}",
    "deep enough to be parsed once": b'{"ext": {"a.b":' + b"[" * 400 + b"]" * 400 + b"}}",
    "one too many": b"[" * 33 + b"]" * 33,
    "after a text that only looks closed": b'["\\"]]]]",' + b"{" * 32,
    "beside texts that never end": b'["' + b'\\"' * 100_000 + b'",' + b"[" * 32,
}
NOT_A_BODY = {
    "null": b"null",
    "list": b"[]",
    "text": b'"text"',
    "number": b"1",
    "true": b"true",
    "empty": b"{}",
    "null by": b'{"by": null, "facts": null, "what_happened": null}',
    "null facts": json.dumps({"by": BY, "facts": [None]}).encode(),
    "huge integer": json.dumps(body({**NOTE, "value": 10**400})).encode(),
    "facts as an object": json.dumps({"by": BY, "facts": {"0": NOTE}}).encode(),
    "kind is no text": json.dumps(body({"kind": ["observation-recorded"]})).encode(),
    "a kind of odd characters": json.dumps(body({"kind": "\x00{}%s"})).encode(),
}


@pytest.mark.parametrize("path", WRITES)
@pytest.mark.parametrize("sent", NOT_JSON.values(), ids=NOT_JSON)
def test_what_is_not_json_is_said_not_to_be(client: TestClient, sensors: Register, path: str, sent: bytes):
    """The caller's program is at fault, and is told so."""
    assert pointers(client.post(path, content=sent, headers=JSON), 400) == [("", "not-json")]


@pytest.mark.parametrize("path", WRITES)
@pytest.mark.parametrize("sent", DEEP.values(), ids=DEEP)
def test_what_is_nested_too_deeply_is_not_followed(client: TestClient, sensors: Register, path: str, sent: bytes):
    """A fact needs six levels; a body of brackets alone would cost much more to read than to send."""
    answer = client.post(path, content=sent, headers=JSON)
    assert pointers(answer) == [("", "too-deep")]
    assert "32" in answer.json()["detail"]
    assert sensors.position == 4


@pytest.mark.parametrize(
    "sent",
    [b'{"by": "' + b"[{" * 1000 + b'"}', b'{"by": "' + b'\\"[' * 1000 + b'"}', b'{"by": [' + b"{}," * 100 + b"{}]}"],
)
def test_brackets_in_texts_and_beside_each_other_nest_nothing(client: TestClient, sent: bytes):
    """A text says what it likes, and there may be a hundred facts."""
    assert "too-deep" not in client.post("/api/decisions", content=sent, headers=JSON).text


@pytest.mark.parametrize("path", WRITES)
@pytest.mark.parametrize("sent", NOT_A_BODY.values(), ids=NOT_A_BODY)
def test_json_of_another_shape_is_pointed_at(client: TestClient, sensors: Register, path: str, sent: bytes):
    """Whatever it is, it is an answer and no breakdown, and records nothing."""
    answer = client.post(path, content=sent, headers=JSON)
    assert problem(answer, 422, "invalid")["errors"]
    assert sensors.position == 4


def test_a_byte_order_mark_is_let_be(client: TestClient, sensors: Register):
    """Some editors write one in front of good UTF-8."""
    answer = client.post("/api/decisions/sensorer/facts", content=b"\xef\xbb\xbf" + GOOD, headers=JSON)
    assert answer.status_code == 201


FLAWS = [
    (body({**TRIAL, "criteria": [{"metric": "m", "comparison": ">="}]}), ("/facts/0/criteria/0/target", "missing")),
    (body(NOTE, {"kind": "trial-startd"}), ("/facts/1", "unknown-kind")),
    (body(NOTE, by={**BY, "level": "nowhere"}), ("/by/level", "unknown-level")),
    (body(NOTE, by={"id": "a", "level": "political"}), ("/by/role", "missing")),
    (body(NOTE, occurred_at="2026-03-12"), ("/occurred_at", "string-pattern-mismatch")),
    (body(NOTE, occurred_at="2099-03-12T10:00:00+01:00"), ("/occurred_at", "not-in-the-future")),
    (body(NOTE, known_from=None), ("/known_from", "null")),
    (body(NOTE, caused_by=[99]), ("/caused_by/0", "no-such-version")),
    (body(NOTE, fact=NOTE), ("/fact", "unknown-field")),
    (body(NOTE, decision_id="sensorer"), ("/decision_id", "unknown-field")),
    (body(NOTE, version=7), ("/version", "unknown-field")),
    (body(NOTE, position=7), ("/position", "unknown-field")),
    (body(NOTE, recorded_at="2026-03-12T10:00:00+01:00"), ("/recorded_at", "unknown-field")),
    (body(NOTE, ext={"avvik": 1}), ("/ext", "ext-key")),
    (body(NOTE, {**TRIAL, "trial_id": "t1"}), ("/facts/1/trial_id", "id-taken")),
    (body(NOTE, {**NOTE, "trial_id": "t9"}), ("/facts/1/trial_id", "no-such-reference")),
    (body({**NOTE, "a/b~c": 1}), ("/facts/0/a~1b~0c", "unknown-field")),
    (body({**NOTE, "": 1}), ("/facts/0/", "unknown-field")),
    (body({**NOTE, "trial-started": 1}), ("/facts/0/trial-started", "unknown-field")),
    (body({**NOTE, "int": 1}), ("/facts/0/int", "unknown-field")),
    (body(NOTE, ext={"a.b": {"c/d": ["13097248022"]}}), ("/ext/a.b/c~1d/0", "no-national-identity")),
    (body(NOTE, OPENED), ("/facts/1", "already-opened")),
    (body({**NOTE, "value": True}), ("/facts/0/value", "int-type")),
    (body({**NOTE, "note": "Gjaldt 13097248022"}), ("/facts/0/note", "no-national-identity")),
    (body(), ("/facts", "empty")),
    (body(*[NOTE] * 101), ("/facts", "too-many")),
    ({"by": BY, "fcats": [NOTE]}, ("/fcats", "unknown-field")),
]


@pytest.mark.parametrize(("sent", "found"), FLAWS, ids=[f"{pointer} {code}" for _, (pointer, code) in FLAWS])
def test_what_is_wrong_is_pointed_at_in_what_was_sent(
    client: TestClient, sensors: Register, sent: dict[str, object], found: tuple[str, str]
):
    """A pointer into the body, whoever found the flaw: its shape, or the register on looking closer."""
    answer = client.post("/api/decisions/sensorer/facts", json=sent)
    assert found in pointers(answer)
    assert sensors.version("sensorer") == 4


def test_all_that_is_wrong_is_told_at_once(client: TestClient, sensors: Register):
    """Mending one thing at a time is how people give up."""
    sent = {"by": {"id": "a"}, "facts": [{"kind": "trial-started"}, {"kind": "observation-recorded", "nte": "x"}]}
    found = {pointer for pointer, _ in pointers(client.post("/api/decisions/sensorer/facts", json=sent))}
    assert found == {"/by/role", "/by/level", "/facts/0/hypothesis", "/facts/1/nte"}


def test_up_to_a_hundred_facts_are_taken(client: TestClient, sensors: Register):
    """The bound itself is within it."""
    assert client.post("/api/decisions/sensorer/facts", json=body(*[NOTE] * 100)).json()["version"] == 104


@pytest.mark.parametrize(
    "said",
    [
        None,
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/xml",
        "application/json; charset=latin-1",
        "nonsense",
        ";;;",
        "application/json, text/plain",
    ],
)
@pytest.mark.parametrize("path", WRITES)
def test_a_body_is_said_to_be_json(client: TestClient, sensors: Register, path: str, said: str | None):
    """A form on another site cannot say that, without the browser asking here first."""
    answer = client.post(path, content=GOOD, headers={} if said is None else {"Content-Type": said})
    problem(answer, 415, "media-type")
    assert sensors.position == 4


@pytest.mark.parametrize(
    "said", ["application/json; charset=utf-8", "APPLICATION/JSON", 'application/json;charset="UTF-8"']
)
def test_json_can_be_said_in_several_ways(client: TestClient, sensors: Register, said: str):
    """Media types know no case."""
    answer = client.post("/api/decisions/sensorer/facts", content=GOOD, headers={"Content-Type": said})
    assert answer.status_code == 201


@pytest.mark.parametrize("path", WRITES)
def test_a_body_that_is_packed_is_not_read(client: TestClient, sensors: Register, path: str):
    """As it stands it is not JSON; and a small body may unpack to a large one."""
    packed = client.post(path, content=GOOD, headers={**JSON, "Content-Encoding": "gzip"})
    problem(packed, 415, "media-type")
    assert packed.headers["accept-encoding"] == "identity"
    assert sensors.position == 4


def test_a_body_that_is_said_to_be_two_things_is_not_read(client: TestClient, sensors: Register):
    """Whoever stands between may believe the other."""
    said = [("Content-Type", "application/json"), ("Content-Type", "text/plain")]
    problem(client.post("/api/decisions/sensorer/facts", content=GOOD, headers=said), 415, "media-type")


class TestSize:
    """What is too large is turned away before it is read."""

    def test_a_body_that_says_it_is_too_large(self, over: Register):
        """Nothing of it is read."""
        client = client_of(over, body_bytes=2048)
        for path in (*WRITES, "/disclose"):
            problem(client.post(path, content=b" " * 2049, headers=JSON), 413, "too-large")

    def test_a_body_that_does_not_say_how_large_it_is(self, over: Register):
        """It is read as far as the bound."""
        client = client_of(over, body_bytes=2048)
        pieces = (b" " * 512 for _ in range(8))
        problem(client.post("/api/decisions", content=pieces, headers=JSON), 413, "too-large")

    @pytest.mark.parametrize("length", ["-1", "many", "1" * 400])
    def test_a_length_that_is_none(self, client: TestClient, length: str):
        """Whoever lies about the length is not listened to."""
        answer = client.post("/api/decisions", content=GOOD, headers={**JSON, "Content-Length": length})
        problem(answer, 413, "too-large")

    def test_a_mebibyte_is_the_bound(self, client: TestClient):
        """As large is read, and judged for what it is."""
        padded = json.dumps(body(OPENED)).encode().ljust(1024 * 1024)
        assert client.post("/api/decisions", content=padded, headers=JSON).status_code == 201
        answer = client.post("/api/decisions", content=padded + b" ", headers=JSON)
        assert answer.headers["content-type"] == MEDIA_TYPE
        assert answer.status_code == 413
