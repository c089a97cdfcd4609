"""Pages of other sites: those that the installation names may call the API, and no others may."""

import pytest
from starlette.testclient import TestClient

from laeringslopp import Invalid, Register
from laeringslopp_service.settings import Settings
from tests.service.calling import BY, problem
from tests.service.conftest import client_of
from tests.service.operations import ALL

OURS, FOREIGN = "https://dashboard.example.org", "https://example.com"
ASKS = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type, idempotency-key"}
SENT = {"what_happened": "Døra gikk ikke i lås", "by": BY, "organisation": "nordfjord"}


@pytest.fixture
def client(over: Register) -> TestClient:
    """A service that names one site."""
    return client_of(over, cors=(OURS,))


def test_a_named_site_may_read_and_record(client: TestClient):
    """And sees the headers that it needs."""
    for answer in (
        client.get("/api/facts", headers={"Origin": OURS}),
        client.post("/api/disclosures", json=SENT, headers={"Origin": OURS, "Sec-Fetch-Site": "cross-site"}),
    ):
        assert answer.status_code in (200, 201)
        assert answer.headers["access-control-allow-origin"] == OURS
        assert "Origin" in answer.headers["vary"]
        assert {"ETag", "Location", "Link", "Retry-After"} <= set(
            answer.headers["access-control-expose-headers"].split(", ")
        )
        assert "access-control-allow-credentials" not in answer.headers


def test_a_problem_can_be_read_too(client: TestClient):
    """Else its page only knows that something went wrong."""
    for answer in (
        client.get("/api/nowhere", headers={"Origin": OURS}),
        client.post("/api/disclosures", content=b" " * 2_000_000, headers={"Origin": OURS}),
        client.post("/api/disclosures", json={}, headers={"Origin": OURS}),
    ):
        assert answer.status_code in (404, 413, 422)
        assert answer.headers["access-control-allow-origin"] == OURS


def test_a_named_site_is_told_beforehand_what_it_may(client: TestClient):
    """In an answer without a body."""
    answer = client.options("/api/disclosures", headers={"Origin": OURS, **ASKS})
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["access-control-allow-origin"] == OURS
    assert {"GET", "POST", "DELETE"} <= set(answer.headers["access-control-allow-methods"].split(", "))
    assert "idempotency-key" in answer.headers["access-control-allow-headers"].lower()


def test_it_may_send_and_read_whatever_the_document_names(client: TestClient):
    """A method or a header that is forgotten here works everywhere but in a browser."""
    answer = client.options("/api/disclosures", headers={"Origin": OURS, **ASKS})
    granted = {name.lower() for name in answer.headers["access-control-allow-headers"].split(", ")}
    methods = set(answer.headers["access-control-allow-methods"].split(", "))
    shown = client.get("/livez", headers={"Origin": OURS}).headers["access-control-expose-headers"].lower().split(", ")
    for call in ALL:
        assert call.method in methods
        assert {each["name"].lower() for each in call.parameters("header")} <= granted
        told = [name.lower() for each in call.said["responses"].values() for name in each.get("headers", ())]
        assert set(told) <= set(shown)
    assert {"age", "cache-status", "register-time", "x-request-id", "retry-after", "link"} <= set(shown)


def test_what_it_may_not_is_not_granted(client: TestClient):
    """The browser then refuses by itself."""
    asks = {"Origin": OURS, "Access-Control-Request-Method": "TRACE"}
    answer = client.options("/api/disclosures", headers=asks)
    assert "TRACE" not in answer.headers["access-control-allow-methods"]


@pytest.mark.parametrize(
    "origin",
    [FOREIGN, "null", "", OURS.upper(), f"{OURS}.evil.org", f"{OURS}:444", f"{OURS}/", "http://dashboard.example.org"],
)
def test_other_sites_are_told_nothing_and_record_nothing(client: TestClient, over: Register, origin: str):
    """Nor is a name that only looks like it."""
    assert not crossing(client.get("/api/facts", headers={"Origin": origin}))
    assert not crossing(client.options("/api/disclosures", headers={"Origin": origin, **ASKS}))
    problem(client.post("/api/disclosures", json=SENT, headers={"Origin": origin}), 403, "elsewhere")
    problem(
        client.post("/api/disclosures", json=SENT, headers=[("Origin", OURS), ("Origin", origin)]), 403, "elsewhere"
    )
    assert over.position == 0


def test_a_named_site_does_not_reach_the_pages(client: TestClient):
    """What is filled in there is for people."""
    assert not crossing(client.get("/disclose", headers={"Origin": OURS}))
    problem(client.post("/disclose", data={"text": "x"}, headers={"Origin": OURS}), 403, "elsewhere")


def test_a_named_site_does_not_let_other_hosts_in(client: TestClient):
    """A name that leads here is still no name of ours."""
    problem(client.get("/api/facts", headers={"Origin": OURS, "Host": "dashboard.example.org"}), 403, "elsewhere")


def test_without_a_name_nobody_is_let_in(over: Register):
    """As long as nobody has chosen otherwise."""
    client = client_of(over)
    assert not crossing(client.get("/api/facts", headers={"Origin": OURS}))
    assert client.options("/api/disclosures", headers={"Origin": OURS, **ASKS}).headers["allow"] == "OPTIONS, POST"
    problem(client.post("/api/disclosures", json=SENT, headers={"Origin": OURS}), 403, "elsewhere")


def test_the_environment_names_them():
    """With spaces or commas between, as a browser writes them."""
    named = {"LAERINGSLOPP_CORS": " https://A.example.org, http://localhost:3000 "}
    assert Settings.from_environment(named).cors == ("https://a.example.org", "http://localhost:3000")


@pytest.mark.parametrize("wrong", ["*", "https://a.no *", "a.no", "https://a.no/", "https://*.no", "null", "file://x"])
def test_what_is_no_origin_is_refused(wrong: str):
    """There is no sign-in: with ``*`` any page that somebody visits could read everything."""
    with pytest.raises(Invalid, match="is no origin"):
        Settings.from_environment({"LAERINGSLOPP_CORS": wrong})


def crossing(answer) -> list[str]:
    """What it says to pages of other sites."""
    return [name for name in answer.headers if name.startswith("access-control-")]
