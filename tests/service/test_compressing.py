"""Long answers are sent small to those who take them so, and are the same for all."""

import gzip

import pytest
from starlette.testclient import TestClient

from laeringslopp import Register
from laeringslopp.facts import ObservationRecorded
from laeringslopp_service.compressing import LEAST
from tests.municipality import OPERATIONS, disclosed, entry, opened
from tests.service.conftest import client_of

PLAIN, SMALL = {"Accept-Encoding": "identity"}, {"Accept-Encoding": "gzip"}
LONG = (
    *(
        "/api/facts",
        "/api/decisions/sensorer/timeline",
        "/api/views/decisions",
        "/api/rules",
        "/api/policies/nordfjord",
    ),
    *("/feeds/decisions/sensorer.atom", "/calendar/decisions/sensorer.ics", "/metrics", "/docs", "/openapi.json"),
)


@pytest.fixture(scope="module")
def client() -> TestClient:
    """A program before a register with something to say."""
    over = Register.open("memory:")
    facts = [opened(question="Skal det prøves? " * 40)] + [ObservationRecorded(note="Alarmen kom fram")] * 20
    facts += [disclosed(f"f{number}") for number in range(4)]
    over.append([entry("sensorer", fact, OPERATIONS) for fact in facts])
    return client_of(over)


@pytest.mark.parametrize("path", LONG)
def test_what_is_long_is_sent_small_and_is_the_same(client: TestClient, path: str):
    """Whoever does not ask for it gets it as it is."""
    client.get(path)  # so that the views have come to their end
    plain, small = client.get(path, headers=PLAIN), client.get(path, headers=SMALL)
    assert len(plain.content) >= LEAST
    assert "content-encoding" not in plain.headers
    assert small.headers["content-encoding"] == "gzip"
    assert int(small.headers["content-length"]) < len(plain.content) / 1.5
    if path != "/metrics":
        assert small.content == plain.content
    assert "Accept-Encoding" in plain.headers["vary"]
    assert "Accept-Encoding" in small.headers["vary"]


@pytest.mark.parametrize("path", LONG)
def test_each_form_has_its_own_tag_and_either_is_known(client: TestClient, path: str):
    """A cache may hold both (RFC 9110, section 8.8.3)."""
    tags = [client.get(path, headers=headers).headers.get("etag") for headers in (PLAIN, SMALL)]
    if path == "/metrics":
        return
    assert len(set(tags)) == 2
    for tag in tags:
        for headers in (PLAIN, SMALL):
            answer = client.get(path, headers={**headers, "If-None-Match": tag})
            assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)


def test_a_tag_of_what_was_sent_small_names_the_version_too(client: TestClient):
    """It is sent back as ``If-Match``."""
    tag = client.get("/api/decisions/sensorer/timeline", headers=SMALL).headers["etag"]
    assert tag.endswith('-gzip"')
    sent = {
        "by": OPERATIONS.model_dump(mode="json", exclude_none=True),
        "facts": [{"kind": "tags-added", "tags": ["x"]}],
    }
    path = "/api/decisions/sensorer/facts"
    assert client.post(path, json=sent, headers={"If-Match": tag}).status_code == 201
    assert client.post(path, json=sent, headers={"If-Match": tag}).status_code == 412


def test_what_is_short_is_sent_as_it_is(client: TestClient):
    """It would come out longer."""
    answer = client.get("/livez", headers=SMALL)
    assert "content-encoding" not in answer.headers
    assert "gzip" not in answer.headers["etag"]


@pytest.mark.parametrize("wish", ["gzip;q=0", "br", "", "identity", "*;q=0", "gzip;q=0, *"])
def test_nobody_gets_it_small_against_their_wish(client: TestClient, wish: str):
    """Not everything unpacks."""
    assert "content-encoding" not in client.get("/api/rules", headers={"Accept-Encoding": wish}).headers


def test_a_list_that_is_sent_whole_is_sent_small_a_piece_at_a_time(client: TestClient):
    """It has no length beforehand."""
    whole = client.get("/api/facts", headers={**PLAIN, "Accept": "application/jsonl"})
    with client.stream("GET", "/api/facts", headers={**SMALL, "Accept": "application/jsonl"}) as answer:
        assert answer.headers["content-encoding"] == "gzip"
        assert "content-length" not in answer.headers
        assert gzip.decompress(b"".join(answer.iter_raw())) == whole.content


def test_a_problem_that_is_long_is_sent_small_too(client: TestClient):
    """As everything else."""
    sent = {"by": {}, "facts": [{"kind": "trial-started"}] * 40}
    answer = client.post("/api/decisions/sensorer/facts", json=sent, headers=SMALL)
    assert (answer.status_code, answer.headers["content-encoding"]) == (422, "gzip")
    assert len(answer.json()["errors"]) > 20


def test_head_names_the_length_of_what_would_be_sent(client: TestClient):
    """In the form that was asked for."""
    for headers in (PLAIN, SMALL):
        get, head = (client.request(method, "/api/rules", headers=headers) for method in ("GET", "HEAD"))
        assert head.content == b""
        for name in ("content-length", "etag", "vary", "content-type"):
            assert head.headers[name] == get.headers[name]
        assert head.headers.get("content-encoding") == get.headers.get("content-encoding")
