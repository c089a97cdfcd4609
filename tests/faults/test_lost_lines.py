"""The line to PostgreSQL breaks while it commits: what nobody knows is not claimed, and sending it again is safe."""

from starlette.testclient import TestClient

from laeringslopp import ObservationRecorded, Register
from laeringslopp_service.app import create_app
from laeringslopp_service.settings import Settings
from tests.faults.recording import CALLED, SHARED, body, prepare
from tests.stores.line import a_line
from tests.stores.postgres_server import a_database


def test_a_call_whose_commit_was_not_answered_is_recorded_once_when_it_is_sent_again() -> None:
    """The client hears 503 and when to try again; it need not know what happened to the first."""
    with a_database() as url, a_line(url) as line, Register.open(url) as there:
        prepare(there)
        answers = []
        with TestClient(create_app(line.url, Settings()), base_url="http://localhost") as client:
            for number in range(5):
                said = f"cut {number}"
                call = {"json": body(said), "headers": {"Idempotency-Key": f"k{number}"}}
                line.lose_the_answer_to(said.encode())
                lost = client.post(f"/api/decisions/{SHARED}/facts", **call)
                assert (lost.status_code, lost.headers["Retry-After"]) == (503, "5")
                again = client.post(f"/api/decisions/{SHARED}/facts", **call)
                answers.append(again.status_code)
        assert set(answers) <= {200, 201}, "recorded before, or now"
        assert 200 in answers
        said_once = [f"cut {number}" for number in range(5) for _ in range(CALLED)]
        facts = [recorded.fact for recorded in there.facts()]
        assert [fact.note for fact in facts if isinstance(fact, ObservationRecorded)] == said_once
