"""A page that has not changed is not sent again, and one that has changed never stays away."""

import gzip
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from laeringslopp import PolicyAdopted, Register
from laeringslopp_service.pages import routes
from tests.municipality import COUNCIL, OPERATIONS, Clock, disclosed, entry
from tests.pages.conftest import client_of

HERE = "/decisions/sensorer?lang=en"
OURS = 60_000
"""Bytes of our own stylesheets and scripts together."""


def tag(client: TestClient, address: str = HERE) -> str:
    """What the page is told by."""
    return client.get(address).headers.get("etag", "")


def status(client: TestClient, etag: str, address: str = HERE) -> int:
    return client.get(address, headers={"If-None-Match": etag}).status_code


def test_a_page_that_the_reader_has_is_not_sent_again(client: TestClient) -> None:
    """A councillor on the bus pays for bytes."""
    again = client.get(HERE, headers={"If-None-Match": tag(client)})
    assert (again.status_code, again.content) == (304, b"")
    assert "Accept-Language" in again.headers["vary"]


def test_what_was_recorded_since_is_sent(client: TestClient, small: Register) -> None:
    """An old page of a failure that has grown is a wrong page."""
    had = tag(client)
    small.append([entry("sensorer", disclosed("f9"), OPERATIONS)])
    assert status(client, had) == 200


@pytest.mark.parametrize(
    "address",
    [
        "/decisions/sensorer?lang=nb",
        "/decisions/sensorer?lang=en&as=public",
        "/decisions/sensorer?lang=en&as=political",
        "/decisions/sensorer?lang=en&level=political",
        "/decisions/sensorer?lang=en&as_of=2026-03-11",
    ],
)
def test_another_page_has_another_tag(client: TestClient, address: str) -> None:
    """Another reader, language or moment is another page."""
    assert status(client, tag(client), address) == 200


def test_the_next_day_it_is_another_page(client: TestClient, clock: Clock) -> None:
    """By the date something is overdue that was not yesterday."""
    had = tag(client)
    clock.move(days=1)
    assert status(client, had) == 200


def test_when_the_rules_change_it_is_another_page(client: TestClient, small: Register) -> None:
    """What is owed follows from the rules, and stands on the page."""
    had = tag(client)
    adopted = {"name": "eget", "based_on": "standard", "rules": {"draw-lesson": {"mode": "off"}}}
    small.append([entry("policy.nordfjord", PolicyAdopted(policy=adopted, reason="Vi prøver"), COUNCIL)])
    assert status(client, had) == 200


def test_a_moment_that_lies_ahead_has_no_tag(client: TestClient) -> None:
    """It shows now, which is another moment each time."""
    assert tag(client, f"{HERE}&as_of=2031-01-01") == ""


def test_a_page_that_changed_while_it_was_made_has_no_tag(
    client: TestClient, small: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under a tag of before, what came in between would stay away from its readers."""
    made = routes.decision_page

    def slow(*given: object) -> object:
        view = made(*given)  # type: ignore[arg-type]
        small.append([entry("sensorer", disclosed("f9"), OPERATIONS)])
        return view

    monkeypatch.setattr(routes, "decision_page", slow)
    assert tag(client) == ""


def test_the_page_is_sent_small_to_those_who_take_it_so(small: Register) -> None:
    """A long decision is mostly the same words again and again."""
    client = client_of(small)
    with client.stream("GET", HERE, headers={"Accept-Encoding": "gzip"}) as answer:
        packed = b"".join(answer.iter_raw())
        assert answer.headers["content-encoding"] == "gzip"
    whole = client.get(HERE, headers={"Accept-Encoding": "gzip;q=0, identity"})
    assert "content-encoding" not in whole.headers
    assert gzip.decompress(packed) == whole.content
    assert len(packed) * 3 < len(whole.content)


def test_no_page_with_a_secret_of_a_form_is_compressed(client: TestClient) -> None:
    """What is compressed tells by its length what it repeats."""
    for address in ("/disclose", "/disclose?decision=sensorer", "/disclose/thanks?decision=sensorer&version=9"):
        answer = client.get(address, headers={"Accept-Encoding": "gzip"})
        assert "content-encoding" not in answer.headers
    assert 'name="token"' not in client.get(HERE).text


def test_our_own_styles_and_scripts_are_small() -> None:
    """A page must not cost a citizen more than what it says."""
    own = [file for file in Path(routes.STATIC).rglob("*") if file.suffix in (".css", ".js")]
    sizes = {file.name: file.stat().st_size for file in own if "designsystemet" not in file.parts}
    assert 0 < sum(sizes.values()) <= OURS, sizes


def test_what_is_drawn_has_its_size_before_it_is_drawn(client: TestClient) -> None:
    """A page that jumps loses its reader."""
    html = client.get(HERE).text
    assert "<img" not in html
    assert html.count("<svg") == html.count("viewBox")
