"""When a page cannot be shown as asked: a page all the same, in the reader's language, with a way on."""

import logging

import pytest
from starlette.testclient import TestClient

from laeringslopp import Register, StoreError
from laeringslopp_service.app import create_app
from laeringslopp_service.settings import Settings
from tests.pages.markup import Markup


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/decisions/nowhere?lang=en", 404, "There is no decision “nowhere”"),
        ("/nowhere?lang=en", 404, "There is nothing here"),
        ("/?lang=de", 422, "bokmål (nb), nynorsk (nn)"),
        ("/decisions/sensorer?lang=en&as_of=yesterday", 422, "Write a date such as 2026-03-12"),
        ("/decisions/sensorer?lang=en&as_of=2026-03-12T10:00", 422, "Write a date such as 2026-03-12"),
        ("/decisions/sensorer?lang=en&known_at=0001-01-01", 422, "Write a date such as 2026-03-12"),
        ("/decisions/sensorer?lang=en&level=royal", 422, "There is no such level"),
        (
            "/decisions/sensorer?lang=en&level=politcal",
            422,
            "The levels are political, administrative and operational. Did you mean political?",
        ),
        ("/decisions/sensorer?lang=nb&level=politcal", 422, "Mente du political?"),
        ("/decisions/sensorer?lang=nn&level=politcal", 422, "Meinte du political?"),
        ("/decisions/sensorer?lang=en&as=royal", 422, "There is no such level"),
        ("/decisions/sensorer?lang=en&asof=2026-03-12", 422, "This page knows no “asof”"),
        ("/decisions?lang=en&page=0", 422, "no page number"),
        ("/decisions?lang=en&page=-1", 422, "no page number"),
        ("/decisions/%00?lang=en", 404, "There is no decision"),
    ],
)
def test_what_cannot_be_shown_is_said_on_a_page(client: TestClient, address: str, status: int, said: str) -> None:
    """A trace helps those who attack and nobody else."""
    answer = client.get(address)
    assert answer.status_code == status
    page = Markup(answer.text)
    assert said in page.one("main").text
    assert any(link["href"].startswith("/decisions") for link in page.all("a") if link.is_within("main"))
    assert "Traceback" not in answer.text


def test_a_mistyped_address_offers_the_page_without_the_mistake(client: TestClient) -> None:
    """A way on is better than a reason."""
    page = Markup(client.get("/decisions/sensorer?as=public&lang=nb&asof=2026-03-12").text)
    assert "/decisions/sensorer?as=public&lang=nb" in [link["href"] for link in page.all("a")]


def test_a_time_with_its_offset_is_understood(client: TestClient) -> None:
    """A plus in an address is a space to the server."""
    for moment in ("2026-03-12T10:00:00%2B01:00", "2026-03-12T10:00:00+01:00", "2026-03-12T10:00Z", "2026-03-12", ""):
        assert client.get(f"/decisions/sensorer?as_of={moment}").status_code == 200


def test_a_register_out_of_reach_is_said_without_where_it_lies(
    client: TestClient, small: Register, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Where the register lies is its keeper's business, and the keeper reads the log."""

    def out_of_reach(*_: object, **__: object) -> None:
        raise StoreError("cannot open /srv/secret.db")

    monkeypatch.setattr(small, "duties", out_of_reach)
    with caplog.at_level(logging.ERROR):
        answer = client.get("/decisions?lang=en")
    assert answer.status_code == 503
    assert "The register cannot be reached" in Markup(answer.text).text
    assert "secret" not in answer.text
    assert "secret" in caplog.text


def test_what_nobody_foresaw_is_our_fault_and_is_logged(
    client: TestClient, small: Register, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A reader is never left with a blank page, nor the keeper without a reason."""

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("somebody forgot something")

    monkeypatch.setattr(small, "duties", broken)
    with caplog.at_level(logging.ERROR):
        answer = client.get("/decisions?lang=en")
    assert answer.status_code == 500
    assert "It is our fault, not yours." in Markup(answer.text).text
    assert "somebody forgot" not in answer.text
    assert "somebody forgot" in caplog.text


def test_a_page_may_not_be_framed_and_fetches_from_nowhere_else(client: TestClient) -> None:
    """A page inside another site's page can be made to say anything."""
    for address in ("/", "/disclose", "/decisions/sensorer", "/nowhere"):
        policy = client.get(address).headers["content-security-policy"]
        assert "frame-ancestors 'none'" in policy
        assert "default-src 'none'" in policy
        assert client.get(address).headers["referrer-policy"] == "same-origin"


def test_a_page_can_stand_below_another_address(small: Register) -> None:
    """A municipality puts the service where it puts its services."""
    app = create_app(small, Settings())
    client = TestClient(app, base_url="http://localhost", root_path="/laering")
    page = Markup(client.get("/laering/decisions/sensorer?lang=nn").text)
    inner = [link["href"] for link in page.all("a", "link") if link["href"].startswith("/")]
    assert inner
    assert all(address.startswith("/laering/") for address in inner)
    assert client.get(page.all("link")[-1]["href"]).status_code == 200
