"""Every decision has an address, for programs and for people."""

import pytest
from starlette.testclient import TestClient

from laeringslopp import Invalid, Register
from tests.municipality import disclosed, entry, opened
from tests.service.calling import BY, NOTE, OPENED, body, pointers

LEGAL = ["-", "_", ".a", "a.", "a..b", "..-", "--help", "a.json", "index.html", "facts", "timeline", "0", "A" * 100]
DOTS = [".", "..", "...", "." * 100]


@pytest.mark.parametrize("decision_id", LEGAL)
def test_every_legal_id_can_be_read_recorded_in_and_linked_to(client: TestClient, decision_id: str):
    """Other systems bring ids of their own; one that cannot be opened again in a browser is lost."""
    made = client.post("/api/decisions", json=body(OPENED, decision_id=decision_id))
    assert made.status_code == 201, made.text
    at = made.headers["location"]
    assert client.get(at).json()["decision_id"] == decision_id
    assert client.post(f"{at}/facts", json=body(NOTE)).json()["version"] == 2
    assert client.get(f"{at}/timeline").json()["decision_id"] == decision_id
    told = client.post("/api/disclosures", json={"what_happened": "Bussen", "by": BY, "decision_id": decision_id})
    assert told.json()["decision_id"] == decision_id
    page = client.get(f"/decisions/{decision_id}?lang=en", headers={"Accept": "text/html"})
    assert (page.status_code, decision_id in page.text) == (200, True)
    listed = client.get("/decisions", headers={"Accept": "text/html"}).text
    assert f'href="/decisions/{decision_id}"' in listed
    assert client.get(f"/disclose?decision={decision_id}", headers={"Accept": "text/html"}).status_code == 200


@pytest.mark.parametrize("decision_id", DOTS)
def test_no_decision_is_called_by_dots_alone(client: TestClient, over: Register, decision_id: str):
    """Clients take them out of an address, so what was recorded there could never be read."""
    answer = client.post("/api/decisions", json=body(OPENED, decision_id=decision_id))
    assert pointers(answer) == [("/decision_id", "id-of-dots")]
    with pytest.raises(Invalid):
        over.append([entry(decision_id, opened())])
    assert over.position == 0


def test_other_things_may_be_called_as_they_were(over: Register):
    """They stand in no path, and what other systems call them is for those to say."""
    over.append([entry("sak", opened(tags=("..",))), entry("sak", disclosed("."))])
    assert over.version("sak") == 2


def test_an_address_of_dots_is_nowhere_and_no_error(client: TestClient):
    """Somebody will try."""
    for address in ("/api/decisions/%2e%2e", "/api/decisions/%2e", "/decisions/%2e%2e/%2e%2e/etc/passwd"):
        assert client.get(address).status_code in (200, 404)
