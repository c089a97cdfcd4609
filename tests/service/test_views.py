"""Views over HTTP: rows as the reader may see them, as JSON and as CSV."""

import csv
import io
import time
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from laeringslopp import Reader, Register
from laeringslopp.facts import OPEN
from laeringslopp.views import SHIPPED, Behind, Views
from laeringslopp_service.api.sheets import ViewSheet
from laeringslopp_service.app import create_app
from laeringslopp_service.settings import Settings
from tests.municipality import entry, opened, register
from tests.service.calling import OPENED, body, pointers, problem
from tests.service.conftest import SECRET, client_of
from tests.views.read import live

LATER = 1_000_000
AS_CSV = {"Accept": "text/csv"}
DECISIONS, TRIALS = (shape for view in SHIPPED for shape in view.readable if shape.name in ("decisions", "trials"))


def rows(client: TestClient, path: str) -> list[dict[str, Any]]:
    """All rows, over all pages."""
    found: list[dict[str, Any]] = []
    page = client.get(path).json()
    while True:
        found += page["items"]
        if page["next"] is None:
            return found
        page = client.get(path, params={"cursor": page["next"]}).json()


def table(text: str) -> list[dict[str, str]]:
    """A CSV file as a program reads it."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


class TestRows:
    def test_a_view_is_read_as_it_is(self, client: TestClient, sensors: Register):
        """A dashboard is built on the same rows as the library gives."""
        told = client.get("/api/views/failures").json()
        with Views(sensors.store, "memory:", clock=sensors.now) as views:
            views.catch_up()
            page = views.rows("failures", Reader.member())
        assert told == {"items": list(page.rows), "next": None, "position": 4}

    def test_only_the_columns_asked_for_are_shown(self, client: TestClient, sensors: Register):
        """In the order in which they were asked for."""
        (row,) = client.get("/api/views/decisions?columns=status,decision_id").json()["items"]
        assert list(row.items()) == [("status", "open"), ("decision_id", "sensorer")]

    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ("failure_id=f1", ["f1"]),
            ("failure_id=f1&failure_id=f2", ["f1", "f2"]),
            ("trial_id=", ["f2"]),
            ("version.from=4", ["f2"]),
            ("version.before=4", ["f1"]),
            ("occurred_at.from=2027-01-01", []),
            ("history=false&finding=confirmed", ["f1", "f2"]),
        ],
    )
    def test_what_is_asked_for_is_found(self, client: TestClient, sensors: Register, asked: str, found: list[str]):
        """A column, several values of one, an empty one, a stretch; all must hold."""
        assert [row["failure_id"] for row in rows(client, f"/api/views/failures?{asked}")] == found

    def test_every_page_goes_on_where_the_one_before_ended(self, client: TestClient, over: Register):
        """Each row once, though more is recorded in between."""
        over.append([entry(f"d{number}", opened()) for number in range(5)])
        first = client.get("/api/views/decisions?limit=2")
        over.append([entry("new", opened())])
        assert first.links["next"]["url"].endswith(f"cursor={first.json()['next']}")
        found = [row["decision_id"] for row in rows(client, "/api/views/decisions?limit=2")]
        assert found == ["d0", "d1", "d2", "d3", "d4", "new"]

    def test_a_program_that_has_the_rows_is_not_sent_them_again(self, client: TestClient, sensors: Register):
        """A dashboard asks every minute, and little happens."""
        first = client.get("/api/views/trials")
        again = client.get("/api/views/trials", headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")


class TestQuestionsThatAreNone:
    def test_an_unknown_view_is_named_with_the_nearest(self, client: TestClient):
        """An address that leads nowhere says where one would."""
        assert "failures" in problem(client.get("/api/views/falures"), 404, "not-found")["detail"]

    @pytest.mark.parametrize(
        ("asked", "pointer", "code", "instead"),
        [
            ("statsu=open", "/statsu", "unknown-parameter", "status"),
            ("limt=5", "/limt", "unknown-parameter", "limit"),
            ("statsu.from=5", "/statsu.from", "unknown-parameter", None),
            ("columns=statsu", "/columns", "unknown-column", "status"),
            ("opened_at.form=2026-01-01", "/opened_at.form", "unknown-filter", "opened_at.from"),
            ("opened_at.from=yesterday", "/opened_at.from", "no-value", None),
            ("title.from=a", "/title.from", "unknown-filter", None),
            ("workings=x", "/workings", "unknown-parameter", None),
            ("cursor=x", "/cursor", "no-cursor", None),
            ("limit=0", "/limit", "no-number", None),
            ("limit=1&limit=2", "/limit", "given-twice", None),
            ("after=x", "/after", "no-number", None),
            ("as=nobody", "/as", "unknown-level", None),
            ("lang=de", "/lang", "unknown-language", None),
        ],
    )
    def test_what_nobody_knows_is_pointed_at(
        self, client: TestClient, asked: str, pointer: str, code: str, instead: str | None
    ):
        """A filter that is mistyped and ignored would answer another question."""
        answer = client.get(f"/api/views/decisions?{asked}")
        assert pointers(answer) == [(pointer, code)]
        assert answer.json()["errors"][0].get("instead") == instead


class TestCsv:
    def test_it_holds_the_same_rows(self, client: TestClient, over: Register):
        """Whoever opens it in a spreadsheet sees what the dashboard shows."""
        live(over, "d1")
        answer = client.get("/api/views/lessons?columns=lesson_id,applies_to,applied,history", headers=AS_CSV)
        assert answer.headers["content-type"].startswith("text/csv; charset=utf-8")
        assert answer.text == "lesson_id,applies_to,applied,history\r\nl1,,1,false\r\n"

    def test_a_view_without_rows_has_its_header(self, client: TestClient):
        """An empty file says nothing, a header says that there is nothing yet."""
        assert client.get("/api/views/lesson_levels", headers=AS_CSV).text.startswith("position,decision_id,")

    @pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "＝"])
    def test_no_text_is_run_as_a_formula(self, first: str):
        """Whoever discloses a failure could else run what they like on the machine of whoever opens the file."""
        text = f"{first}HYPERLINK(1)"
        cells = [{"title": text, "question": f"x{text}", "tags": ["-x", "y"]}]
        sheet = ViewSheet([DECISIONS.named[name] for name in cells[0]])
        (row,) = table((sheet.head() + sheet.body(cells)).decode())
        assert row == {"title": f"'{text}", "question": f"x{text}", "tags": "'-x y"}

    def test_a_formula_that_was_recorded_is_text(self, client: TestClient, over: Register):
        """All the way from the disclosure to the file."""
        over.append([entry("d1", opened(title='=HYPERLINK("http://example.org")'))])
        (row,) = table(client.get("/api/views/decisions", headers=AS_CSV).text)
        assert row["title"] == '\'=HYPERLINK("http://example.org")'

    def test_numbers_stay_numbers(self):
        """A sum over a column must still be a sum, below nothing too."""
        columns = [TRIALS.named[name] for name in ("days", "cost_amount", "summary")]
        sheet = ViewSheet(columns)
        told = sheet.head() + sheet.body([{"days": -3, "cost_amount": "-12.50", "summary": "-12.50"}])
        assert told == b"days,cost_amount,summary\r\n-3,-12.50,'-12.50\r\n"

    def test_commas_quotes_lines_and_letters_survive(self, client: TestClient, over: Register):
        """RFC 4180, in UTF-8."""
        question = 'Skal "brua", som er blå,\nstå?'
        over.append([entry("d1", opened(question=question))])
        (row,) = table(client.get("/api/views/decisions", headers=AS_CSV).text)
        assert row["question"] == question

    def test_the_next_page_is_linked(self, client: TestClient, over: Register):
        """A file has no room for a cursor."""
        over.append([entry(f"d{number}", opened()) for number in range(3)])
        answer = client.get("/api/views/decisions?limit=2&columns=decision_id", headers=AS_CSV)
        rest = client.get(answer.links["next"]["url"], headers=AS_CSV)
        assert [row["decision_id"] for row in table(answer.text + rest.text.partition("\n")[2])] == ["d0", "d1", "d2"]

    def test_another_form_is_refused(self, client: TestClient):
        """Better than JSON in a file that is called a spreadsheet."""
        answer = client.get("/api/views/decisions", headers={"Accept": "application/vnd.ms-excel"})
        problem(answer, 406, "not-acceptable")


class TestAfter:
    def test_what_was_recorded_is_there(self, client: TestClient):
        """A program that has written waits for its own position, and no longer."""
        for number in range(3):
            told = client.post("/api/decisions", json=body(OPENED, decision_id=f"d{number}")).json()
            page = client.get("/api/views/decisions", params={"after": told["position"]}).json()
            assert page["position"] >= told["position"]
            assert len(page["items"]) == number + 1

    def test_a_position_that_is_not_there_is_told_of(self, client: TestClient, sensors: Register):
        """It was another register's; nothing is answered that lacks what was asked for."""
        answer = client.get(f"/api/views/decisions?after={LATER}")
        assert pointers(answer) == [("/after", "beyond-the-end")]
        assert answer.json()["errors"][0]["instead"] == 4

    def test_a_view_that_is_stopped_says_so_and_not_why(
        self, client: TestClient, sensors: Register, monkeypatch: pytest.MonkeyPatch
    ):
        """What stopped it may quote what is withheld."""
        stop_failures(client, monkeypatch)
        answer = client.get(f"/api/views/failures?after={sensors.position}")
        problem(answer, 503, "behind")
        assert SECRET not in answer.text
        assert client.get(f"/api/views/decisions?after={sensors.position}").status_code == 200
        assert client.get("/api/views/failures").json()["items"] == []

    def test_without_a_position_what_was_recorded_elsewhere_is_seen_too(self, client: TestClient, over: Register):
        """Whoever asks next has not heard of positions."""
        over.append([entry("d1", opened())])
        assert len(client.get("/api/views/decisions").json()["items"]) == 1
        over.append([entry("d2", opened())])
        assert len(client.get("/api/views/decisions?as=political").json()["items"]) == 2


def stop_failures(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets the view of failures stop at the next fact it hears of."""

    def broken(*_: Any) -> None:
        raise ValueError(SECRET)

    monkeypatch.setattr("laeringslopp.views.failures._disclose", broken)
    views: Views = client.app.state.following.views
    with pytest.raises(Behind):
        views.at_least(views._store.last_position(), views=["failures"])


class TestReadiness:
    def test_it_says_how_far_each_view_is(self, client: TestClient, sensors: Register):
        """Whoever runs the service sees what lags."""
        client.get("/api/views/decisions")
        told = client.get("/readyz").json()
        assert (told["ready"], told["degraded"], told["reasons"]) == (True, False, [])
        assert {"view": "failures", "position": 4, "behind": 0} in told["views"]

    def test_a_stopped_view_makes_it_degraded_and_not_unready(
        self, client: TestClient, sensors: Register, monkeypatch: pytest.MonkeyPatch
    ):
        """Taken out of service, nobody could disclose a failure because one figure is missing."""
        stop_failures(client, monkeypatch)
        answer = client.get("/readyz")
        told = answer.json()
        assert answer.status_code == 200
        assert told["degraded"]
        assert len(told["reasons"]) == 1
        assert {"view": "failures", "position": 2, "behind": 2, "stopped_at": 3} in told["views"]
        assert SECRET not in answer.text
        assert client.post("/api/decisions", json=body(OPENED)).status_code == 201

    def test_metrics_say_the_same(self, client: TestClient, sensors: Register, monkeypatch: pytest.MonkeyPatch):
        """In the form that monitoring reads."""
        stop_failures(client, monkeypatch)
        answer = client.get("/metrics")
        assert answer.headers["content-type"].startswith("text/plain; version=")
        lines = answer.text.splitlines()
        for line in (
            "laeringslopp_register_position 4.0",
            'laeringslopp_view_stopped{view="failures"} 1.0',
            'laeringslopp_view_stopped_position{view="failures"} 3.0',
            'laeringslopp_view_behind{view="failures"} 2.0',
            'laeringslopp_view_stopped{view="trials"} 0.0',
            'laeringslopp_view_rebuilding{view="trials"} 0.0',
        ):
            assert line in lines
        assert SECRET not in answer.text


class TestFollowing:
    def test_the_views_are_brought_on_while_the_service_runs(self, over: Register):
        """Nobody has to ask first: whoever reads the tables with SQL never asks the service."""
        over.append([entry("d1", opened())])
        with client_of(over) as client:
            views: Views = client.app.state.following.views
            until = time.monotonic() + 20
            while any(status.behind for status in views.status()) and time.monotonic() < until:
                pass
            assert not any(status.behind for status in views.status())
            assert client.app.state.following._thread.is_alive()
        assert not client.app.state.following._thread.is_alive()

    def test_what_was_built_is_there_when_it_starts_again(self, tmp_path: Path):
        """Views beside a file are kept; a start takes in what is new alone."""
        url = f"sqlite:///{tmp_path}/x.db"
        for number in (1, 2):
            with TestClient(create_app(url, Settings()), base_url="http://localhost") as client:
                client.post("/api/decisions", json=body(OPENED))
                assert len(client.get("/api/views/decisions").json()["items"]) == number
        assert (tmp_path / "x.db.views").exists()

    def test_it_follows_a_postgresql_register(self, postgres_register: str):
        """The service of a whole organisation."""
        with TestClient(create_app(postgres_register, Settings()), base_url="http://localhost") as client:
            position = client.post("/api/decisions", json=body(OPENED)).json()["position"]
            page = client.get(f"/api/views/decisions?after={position}&as=political").json()
        assert [row["title"] for row in page["items"]] == ["Velferdsteknologi"]


@pytest.mark.parametrize("view", ["decisions", "trials", "failures", "lessons", "lesson_levels", "duties"])
def test_the_public_reads_what_is_open(view: str):
    """The rows are made of what it may see, in either form."""
    with register() as town:
        live(town, "d1")
        town.append([entry("d2", opened(title="Åpen", access=OPEN))])
        client = client_of(town)
        for form in ("application/json", "text/csv"):
            told = client.get(f"/api/views/{view}?as=public", headers={"Accept": form}).text
            assert "d1" not in told
            assert ("Åpen" in told) is (view == "decisions")
