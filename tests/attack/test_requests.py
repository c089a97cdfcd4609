"""Requests that nobody sends in good faith: each gets an answer that gives nothing away, and none is a breakdown."""

import gzip
import json
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from laeringslopp import Register
from tests.attack.conftest import Listening
from tests.municipality import OPERATIONS, entry, opened, started
from tests.service.calling import problem
from tests.service.conftest import client_of
from tests.service.operations import ALL, BODIES, NAMES, READS, WRITES, Operation, with_a_webhook
from tests.service.test_bodies import NOT_JSON

JSON = {"Content-Type": "application/json"}
INJECTED = "x\r\nX-Injected: yes\r\nSet-Cookie: a=b\r\n\r\n<script>"
OUTSIDE = (
    *("..", "../..", "../../../../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd"),
    *("..%5c..%5cwindows%5cwin.ini", "....//....//etc/passwd", "%252e%252e%252fetc%252fpasswd", "/etc/passwd"),
    *("%2fetc%2fpasswd", "..%c0%af..%c0%afetc/passwd", "site.css%00.html", "file:///etc/passwd", "%00", "a%0ab"),
)
PLACES = (
    *("/static/", "/problems/", "/api/decisions/", "/api/policies/", "/api/shipped-policies/", "/api/views/"),
    *("/api/backtests/", "/feeds/decisions/", "/decisions/", "/"),
)
FILES = (b"root:x:", b"[project]", b"[fonts]")


def each(those: list[Operation]) -> pytest.MarkDecorator:
    """A test for each of them."""
    return pytest.mark.parametrize("call", those, ids=lambda call: f"{call.method} {call.path}")


@pytest.fixture(scope="module")
def client() -> TestClient:
    """A program before a register that it may harm."""
    over = Register.open("memory:")
    over.append([entry("sensorer", fact, OPERATIONS) for fact in (opened(), started())])
    return with_a_webhook(client_of(over))


@each([call for call in READS if not call.is_endless])
def test_nothing_that_is_asked_becomes_a_header(client: TestClient, call: Operation):
    """Each parameter, each part of the address, and each header that is taken."""
    for parameter in call.parameters("query"):
        answer = client.get(call.at, params={**call.asked, parameter["name"]: INJECTED, "limit": "1"})
        assert_harmless(answer)
    names = dict.fromkeys((*NAMES, "name"), quote(INJECTED))
    assert_harmless(client.get(call.path.format(**names), params=call.asked))


@each(WRITES)
@pytest.mark.parametrize("name", ["decision_id", "organisation", "lang", "Prefer", "Idempotency-Key", "If-Match"])
def test_nothing_that_is_sent_becomes_a_header(client: TestClient, call: Operation, name: str):
    """A receipt says where to read what was recorded."""
    if name[0].isupper():
        headers = [(name.encode(), b"return=minimal\x0bX-Injected: yes")]
        assert_harmless(client.request(call.method, call.at, json=call.body, headers=headers))
    else:
        params = {"lang": INJECTED} if name == "lang" else {}
        assert_harmless(client.request(call.method, call.at, json={**(call.body or {}), name: INJECTED}, params=params))


def assert_harmless(answer) -> None:
    """No breakdown, and no header that we did not write."""
    assert answer.status_code < 500
    assert "x-injected" not in answer.headers
    assert "set-cookie" not in answer.headers
    assert not any("\r" in value or "\n" in value for value in answer.headers.values())


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("outside", OUTSIDE)
def test_no_address_leads_out_of_what_is_served(service: Listening, place: str, outside: str):
    """Over real HTTP, where no client tidies the address first."""
    told = service.said_to(f"GET {place}{outside} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    status = int(told.split(b" ", 2)[1])
    assert status in (200, 303, 307, 308, 400, 403, 404, 422)
    if status == 200:
        assert place + outside in ("/..", "/../..") or place in ("/decisions/", "/api/decisions/")
    assert not any(known in told for known in FILES)


@pytest.mark.parametrize(
    "line",
    [
        b"GET http://example.org/livez HTTP/1.1",
        b"GET //example.org/livez HTTP/1.1",
        b"GET /livez?\xff\xfe HTTP/1.1",
        b"GET /\xe6 HTTP/1.1",
        b"GET /livez HTTP/1.1\r\nHost: example.org",
        b"GET /livez HTTP/1.1\r\nX-Forwarded-Host: example.org\r\nX-Forwarded-Proto: javascript\r\nForwarded: host=a.b",
        b"CONNECT example.org:80 HTTP/1.1",
        b"TRACE /livez HTTP/1.1",
        b"PRI * HTTP/2.0",
        b"OPTIONS * HTTP/1.1",
        b"GET  /livez HTTP/1.1",
        b"get /livez HTTP/1.1",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET /livez?" + b"a" * 70_000 + b" HTTP/1.1",
        b"GET /livez HTTP/1.1\r\nX: " + b"a" * 70_000,
        b"GET /livez HTTP/1.1\r\n" + b"\r\n".join(b"X-%d: a" % each for each in range(9000)),
        b"POST /api/disclosures HTTP/1.1\r\nExpect: 200-ok\r\nContent-Length: 0",
        b"GET /api/facts HTTP/1.1\r\nRange: bytes=0-1,2-3",
        b"GET /api/facts HTTP/1.1\r\nUpgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings",
    ],
    ids=lambda line: line[:40],
)
def test_an_odd_request_is_answered_or_hung_up_on(place: Listening, line: bytes):
    """Nobody else's name stands in what is answered, and nothing breaks."""
    host = b"" if b"Host: example.org" in line else b"\r\nHost: localhost"
    told = place.said_to(line + host + b"\r\nConnection: close\r\n\r\n")
    assert not told.startswith(b"HTTP/1.1 500")
    assert b"example.org" not in told.partition(b"\r\n\r\n")[0]
    assert b"Traceback" not in told
    own = place.said_to(b"GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    assert own.startswith(b"HTTP/1.1 200 ")


def test_two_hosts_are_none(service: Listening):
    """One of them may be the proxy's, and the other a stranger's."""
    told = service.said_to(b"GET /livez HTTP/1.1\r\nHost: localhost\r\nHost: example.org\r\nConnection: close\r\n\r\n")
    assert told.startswith((b"HTTP/1.1 400 ", b"HTTP/1.1 403 "))


def test_links_name_the_host_that_was_asked_and_no_other(service: Listening):
    """What a proxy says of another host is believed by nobody."""
    told = service.said_to(
        b"GET /api/facts?limit=1 HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Host: example.org\r\nConnection: close\r\n\r\n"
    )
    assert b"link: <http://localhost/api/facts?limit=1&after=1>" in told.lower()
    assert b"example.org" not in told


@each(WRITES)
def test_what_is_packed_is_not_unpacked(client: TestClient, call: Operation):
    """A kilobyte of it may hold a gigabyte."""
    bomb = gzip.compress(b" " * 50_000_000)
    for coding in ("gzip", "deflate", "br", "zstd", "gzip, gzip", "x-gzip", "GZIP"):
        answer = client.request(call.method, call.at, content=bomb, headers={**JSON, "Content-Encoding": coding})
        problem(answer, 415, "media-type")
        assert answer.headers["accept-encoding"] == "identity"


@each(WRITES)
@pytest.mark.parametrize("sent", NOT_JSON.values(), ids=NOT_JSON)
def test_what_two_programs_read_differently_is_read_by_none(client: TestClient, call: Operation, sent: bytes):
    """Keys that stand twice, numbers beyond all bounds, NaN, half characters, nesting without end: to every call."""
    problem(client.request(call.method, call.at, content=sent, headers=JSON), 400, "invalid")


@each(WRITES)
@pytest.mark.parametrize("number", ["1e308", "-1e308", "1" * 400, "1e-400", "123456789012345678901234567890", "-0"])
def test_a_huge_number_is_a_mistake_and_no_breakdown(client: TestClient, call: Operation, number: str):
    """In the place of everything that is sent."""
    for name in call.body or {}:
        sent = json.dumps({**(call.body or {}), name: "§"}, ensure_ascii=False).replace('"§"', number)
        answer = client.request(call.method, call.at, content=sent.encode(), headers=JSON)
        is_nought = number == "-0" and isinstance((call.body or {})[name], int)
        assert answer.status_code in ((200,) if is_nought else (400, 422))


@each(ALL)
def test_a_query_without_end_is_read_to_no_end(client: TestClient, call: Operation):
    """Ten thousand parameters, and one of a hundred thousand letters."""
    many = "&".join(f"a{number}=1" for number in range(2000))
    for query in (many, f"lang={'n' * 60_000}", "%", "%ff=%fe", "a=&&=&;=", "lang=nb&lang=nb", "lang[]=nb"):
        answer = client.request(call.method, f"{call.at}?{query}", json=call.body)
        assert answer.status_code < 500
        assert answer.status_code != 201 or query == "%"
        assert len(answer.content) < 2_000_000


def test_a_disclosure_of_markup_is_text_everywhere(client: TestClient):
    """Pages have tests of their own (tests/pages/test_hostile_text.py); here what is read by programs."""
    text = "<script>alert(1)</script>\u202e=cmd|' /C calc'!A0"
    sent = {**BODIES["disclose_failure"], "what_happened": text, "decision_id": "sensorer"}
    sent.pop("organisation")
    assert client.post("/api/disclosures", json=sent).status_code == 201
    for path in ("/api/decisions/sensorer/timeline", "/api/facts", "/feeds/decisions/sensorer.atom"):
        answer = client.get(path)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert not answer.headers["content-type"].startswith("text/html")
