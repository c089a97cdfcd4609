"""What every request passes: who may ask, and what every answer carries."""

import asyncio
import logging

import pytest
from markupsafe import escape
from starlette.testclient import TestClient
from starlette.types import Message

from laeringslopp import Register, StoreError
from laeringslopp_service.app import create_app
from laeringslopp_service.problems import KINDS
from laeringslopp_service.settings import Settings
from tests.service.calling import BY, NOTE, OPENED, body, pointers, problem
from tests.service.conftest import client_of

READS = (
    "/api/decisions",
    "/api/decisions/sensorer",
    "/api/decisions/sensorer/timeline",
    "/api/facts",
    "/livez",
    "/readyz",
    "/problems/refused",
    "/docs",
    "/openapi.json",
)
WRITES = ("/api/decisions", "/api/decisions/sensorer/facts", "/api/disclosures")


class TestHosts:
    """A foreign page can lead a name of its own to this machine (DNS rebinding)."""

    @pytest.mark.parametrize(
        "host", ["localhost", "LOCALHOST:8000", "127.0.0.1", "127.0.0.1:8000", "[::1]", "[::1]:80"]
    )
    def test_loopback_names_are_answered(self, client: TestClient, host: str):
        """With any port."""
        assert client.get("/livez", headers={"Host": host}).status_code == 200

    @pytest.mark.parametrize(
        "host",
        [
            "example.org",
            "localhost.example.org",
            "127.0.0.1.example.org",
            "",
            "localhost:8000:1",
            "localhost:x",
            "user@localhost",
            "10.0.0.1",
            "testserver",
            "[::2]",
            "[::1",
            "localhost.",
        ],
    )
    @pytest.mark.parametrize("path", ["/livez", "/api/decisions", "/", "/static/site.css"])
    def test_other_names_are_not(self, client: TestClient, sensors: Register, host: str, path: str):
        """Neither data, nor pages, nor files."""
        problem(client.get(path, headers={"Host": host}), 403, "elsewhere")

    def test_a_person_is_told_on_a_page(self, client: TestClient):
        """They may have mistyped the address."""
        answer = client.get("/", headers={"Host": "example.org", "Accept": "text/html"})
        assert answer.status_code == 403
        assert answer.headers["content-type"].startswith("text/html")

    def test_more_names_can_be_chosen(self, over: Register):
        """Tests have a host of their own."""
        client = client_of(over, hosts=("testserver",))
        assert client.get("/livez", headers={"Host": "testserver"}).status_code == 200


class TestOrigins:
    """Another site's page must not write on somebody's behalf."""

    @pytest.mark.parametrize("path", [*WRITES, "/disclose"])
    @pytest.mark.parametrize(
        "headers",
        [
            {"Origin": "https://example.org"},
            {"Origin": "http://localhost:9999"},
            {"Origin": "null"},
            {"Origin": ""},
            {"Origin": "http://localhost.example.org"},
            {"Origin": "http://[::1"},
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
            {"Origin": "evil://localhost"},
        ],
    )
    def test_a_foreign_page_records_nothing(
        self, client: TestClient, sensors: Register, path: str, headers: dict[str, str]
    ):
        """Not even what would be refused anyway."""
        problem(client.post(path, json=body(NOTE), headers=headers), 403, "elsewhere")
        assert sensors.position == 4

    def test_of_two_origins_neither_is_believed_for_the_other(self, client: TestClient, sensors: Register):
        """A browser sends one."""
        headers = [("Origin", "http://localhost"), ("Origin", "https://example.org")]
        problem(client.post("/api/decisions/sensorer/facts", json=body(NOTE), headers=headers), 403, "elsewhere")
        assert sensors.position == 4

    @pytest.mark.parametrize(
        "headers", [{}, {"Origin": "http://localhost"}, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}]
    )
    def test_programs_and_our_own_pages_do(self, client: TestClient, headers: dict[str, str]):
        """A program sends no origin."""
        assert client.post("/api/decisions", json=body(OPENED), headers=headers).status_code == 201

    def test_reading_is_not_writing(self, client: TestClient):
        """The browser keeps the answer from a foreign page by itself; nothing here says otherwise."""
        answer = client.get("/api/decisions", headers={"Origin": "https://example.org"})
        assert answer.status_code == 200
        assert not [name for name in answer.headers if name.startswith("access-control")]


class TestHeaders:
    """Every answer, whatever it is, carries what keeps a browser safe."""

    @pytest.mark.parametrize(
        "path", [*READS, "/", "/decisions", "/disclose", "/static/site.css", "/nowhere", "/docs.css"]
    )
    def test_every_answer_is_guarded(self, client: TestClient, sensors: Register, path: str):
        """No script, no frame, no guessing at types."""
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cache-control"]

    def test_a_breakdown_is_guarded_too(self, over: Register, monkeypatch: pytest.MonkeyPatch):
        """It is when things go wrong that they go wrong further."""
        monkeypatch.setattr(over, "decision_ids", None)
        headers = client_of(over).get("/api/decisions").headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in headers["content-security-policy"]

    def test_what_was_recorded_is_not_kept_by_anybody(self, client: TestClient):
        """An answer to a write is for its sender, once."""
        assert client.post("/api/decisions", json=body(OPENED)).headers["cache-control"] == "no-store"

    @pytest.mark.parametrize("path", READS)
    def test_head_is_get_without_the_body(self, client: TestClient, sensors: Register, path: str):
        """Whoever asks for the tag alone gets it."""
        get, head = client.get(path), client.head(path)
        assert (head.status_code, head.content) == (200, b"")
        for name in ("etag", "content-length", "content-type"):
            assert head.headers[name] == get.headers[name]


class TestProblems:
    """Whatever goes wrong is told in one form."""

    @pytest.mark.parametrize("name", KINDS)
    def test_every_type_leads_to_what_it_means(self, client: TestClient, name: str):
        """RFC 9457: a type should resolve to something that people can read."""
        told = client.get(f"/problems/{name}").json()
        assert told["type"] == f"/problems/{name}"
        assert told["title"]
        assert told["about"]

    @pytest.mark.parametrize("name", KINDS)
    @pytest.mark.parametrize("language", ["nb", "nn", "en"])
    def test_in_a_browser_every_type_is_a_page(self, client: TestClient, name: str, language: str):
        """Whoever follows the address reads sentences, and no braces."""
        browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Language": language}
        page = client.get(f"/problems/{name}", headers=browser)
        assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
        assert page.headers["content-language"] == language
        assert {"Accept", "Accept-Language"} <= set(page.headers["vary"].split(", "))
        told = client.get(f"/problems/{name}", headers={"Accept-Language": language}).json()
        assert escape(told["title"]) in page.text
        assert "`" not in page.text
        assert name in page.text

    def test_an_unknown_kind_leads_nowhere(self, client: TestClient):
        """And is a problem itself."""
        problem(client.get("/problems/nonsense"), 404, "not-found")

    @pytest.mark.parametrize(
        "path", ["/nowhere", "/api/nowhere", "/api", "/api/decisions/a/b/c", "/static/nowhere.css"]
    )
    def test_what_is_not_here_is_a_problem(self, client: TestClient, path: str):
        """For programs; people who ask for a page get one."""
        problem(client.get(path), 404, "not-found")
        if not path.startswith("/api/"):
            assert client.get(path, headers={"Accept": "text/html"}).headers["content-type"].startswith("text/html")

    @pytest.mark.parametrize("method", ["DELETE", "PUT", "PATCH"])
    @pytest.mark.parametrize("path", ["/api/decisions", "/api/decisions/sensorer", "/api/facts"])
    def test_nothing_on_record_can_be_changed_or_deleted(
        self, client: TestClient, sensors: Register, method: str, path: str
    ):
        """There is no such call, for anybody."""
        answer = client.request(method, path)
        problem(answer, 405, "method")
        assert answer.headers["allow"]

    @pytest.mark.parametrize(
        ("path", "allowed"),
        [
            ("/api/decisions", "GET, HEAD, OPTIONS, POST"),
            ("/api/decisions/sensorer", "GET, HEAD, OPTIONS"),
            ("/api/decisions/sensorer/facts", "GET, HEAD, OPTIONS, POST"),
            ("/api/disclosures", "OPTIONS, POST"),
            ("/disclose", "GET, HEAD, OPTIONS, POST"),
            ("/static/site.css", "GET, HEAD, OPTIONS"),
        ],
    )
    def test_all_that_is_possible_at_an_address_is_named(self, client: TestClient, path: str, allowed: str):
        """And nothing else: programs go by it (RFC 9110, section 15.5.6)."""
        answer = client.delete(path)
        problem(answer, 405, "method")
        assert answer.headers["allow"] == allowed

    @pytest.mark.parametrize("path", READS)
    def test_a_parameter_nobody_knows_is_pointed_at(self, client: TestClient, sensors: Register, path: str):
        """A mistyped filter must not show everything."""
        answer = client.get(f"{path}?lagn=nb&levl=x")
        assert pointers(answer) == [("/lagn", "unknown-parameter"), ("/levl", "unknown-parameter")]
        assert "Mente du lang?" in answer.json()["errors"][0]["detail"]
        assert answer.json()["errors"][0]["instead"] == "lang"

    @pytest.mark.parametrize("path", WRITES)
    def test_a_write_knows_its_parameters_too(self, client: TestClient, sensors: Register, path: str):
        """A mistyped dry run must not record."""
        sent = {"what_happened": "x", "by": BY} if path.endswith("disclosures") else body(NOTE)
        assert pointers(client.post(f"{path}?dryrun=true", json=sent)) == [("/dryrun", "unknown-parameter")]
        assert pointers(client.post(f"{path}?as=public", json=sent)) == [("/as", "unknown-parameter")]
        assert sensors.position == 4

    @pytest.mark.parametrize("path", READS)
    def test_a_reader_nobody_is_is_told_wherever_they_ask(self, client: TestClient, sensors: Register, path: str):
        """A mistyped level must not show what a full member sees."""
        assert pointers(client.get(f"{path}?as=publik")) == [("/as", "unknown-level")]

    @pytest.mark.parametrize("path", READS)
    @pytest.mark.parametrize("language", ["no", "", "de", "NB"])
    def test_a_language_that_is_not_spoken_names_those_that_are(
        self, client: TestClient, sensors: Register, path: str, language: str
    ):
        """All three."""
        answer = client.get(path, params={"lang": language})
        assert pointers(answer) == [("/lang", "unknown-language")]
        assert all(name in answer.json()["detail"] for name in ("nb", "nn", "en"))

    @pytest.mark.parametrize("path", READS[:4])
    @pytest.mark.parametrize(
        "accept", ["text/html", "application/json;q=0", "image/*", "nonsense", "*/*;q=0", "*/*;q=nan"]
    )
    def test_a_form_that_there_is_not_is_not_given(self, client: TestClient, sensors: Register, path: str, accept: str):
        """Rather than something that the caller cannot read."""
        problem(client.get(path, headers={"Accept": accept}), 406, "not-acceptable")

    @pytest.mark.parametrize("accept", ["text/html, */*;q=0.8", "application/*", "application/json;q=0.1", "*/*", ""])
    def test_whoever_takes_json_among_others_gets_it(self, client: TestClient, accept: str):
        """A browser opens the call as well as a program does."""
        assert client.get("/api/decisions", headers={"Accept": accept}).status_code == 200

    def test_a_store_that_cannot_be_reached_is_a_problem_of_its_own(
        self, client: TestClient, sensors: Register, monkeypatch: pytest.MonkeyPatch
    ):
        """Nobody but the keeper learns where it lies; the caller learns to try again."""

        def fail(*_: object) -> int:
            raise StoreError("the register /somewhere/secret.db: disk I/O error")

        monkeypatch.setattr(sensors, "version", fail)
        answer = client.get("/api/decisions/sensorer/timeline")
        problem(answer, 503, "store")
        assert "secret.db" not in answer.text
        assert answer.headers["retry-after"]
        assert client.get("/livez").status_code == 200

    def test_not_being_ready_says_why(self, over: Register, monkeypatch: pytest.MonkeyPatch):
        """Whoever keeps the service looks there; where the register lies stands in the log."""

        def fail(_: object) -> int:
            raise StoreError("the register /somewhere/secret.db is out of reach", "unreachable")

        monkeypatch.setattr(type(over), "position", property(fail))
        answer = client_of(over).get("/readyz")
        assert problem(answer, 503, "store")["reasons"] == ["the register cannot be read: unreachable"]
        assert "secret.db" not in answer.text

    def test_a_breakdown_is_told_without_its_details_and_logged_with_them(
        self, over: Register, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ):
        """A trace is for those who mend it."""

        def fail(*_: object) -> None:
            raise RuntimeError("inner matters")

        monkeypatch.setattr(over, "feed", fail)
        with caplog.at_level(logging.ERROR):
            answer = client_of(over).get("/api/facts")
        problem(answer, 500, "failed")
        assert "inner matters" not in answer.text
        assert "inner matters" in caplog.text


class TestRepeatedHeaders:
    """A header in two lines says what it would say in one with a comma (RFC 9110, section 5.3)."""

    def test_the_forms_and_languages_of_all_lines_are_wished_for(self, client: TestClient, sensors: Register):
        """Some programs send a line for each."""
        headers = [("Accept", "text/csv"), ("Accept", "application/json"), *2 * [("Accept-Language", "fr")]]
        answer = client.get("/api/decisions/sensorer/timeline", headers=[*headers, ("Accept-Language", "en")])
        assert (answer.status_code, answer.headers["content-language"]) == (200, "en")

    def test_what_the_caller_has_may_stand_in_any_line(self, client: TestClient, sensors: Register):
        """It is sent once."""
        tag = client.get("/api/decisions/sensorer").headers["etag"]
        answer = client.get("/api/decisions/sensorer", headers=[("If-None-Match", '"1"'), ("If-None-Match", tag)])
        assert (answer.status_code, answer.headers["etag"], answer.content) == (304, tag, b"")

    @pytest.mark.parametrize(("name", "values"), [("If-Match", ('"4"', '"3"')), ("Idempotency-Key", ("k1", "k2"))])
    def test_of_two_versions_or_keys_none_is_chosen(
        self, client: TestClient, sensors: Register, name: str, values: tuple[str, str]
    ):
        """Guessing would record what one of them was to prevent."""
        headers = [(name, value) for value in values]
        answer = client.post("/api/decisions/sensorer/facts", json=body(NOTE), headers=headers)
        problem(answer, 400, "header")
        assert sensors.position == 4


def test_a_caller_who_hangs_up_is_no_fault_of_the_service(sensors: Register, caplog: pytest.LogCaptureFixture):
    """The log is for what can be mended here."""
    app = create_app(sensors, Settings())
    answered: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        answered.append(message)

    headers = [(b"host", b"localhost"), (b"content-type", b"application/json"), (b"content-length", b"500")]
    path = "/api/decisions/sensorer/facts"
    scope = {"type": "http", "method": "POST", "path": path, "raw_path": path.encode(), "query_string": b""}
    with caplog.at_level(logging.ERROR):
        asyncio.run(app({**scope, "headers": headers, "http_version": "1.1", "scheme": "http"}, receive, send))
    assert answered == []
    assert caplog.records == []


def test_the_environment_chooses():
    """And what is empty is as good as unset."""
    assert Settings.from_environment({}) == Settings()
    named = {"LAERINGSLOPP_REGISTER": "memory:", "LAERINGSLOPP_POLICY": "", "LAERINGSLOPP_ORGANISATION": "nordfjord"}
    chosen = Settings.from_environment(named)
    assert (chosen.register_url, chosen.policy, chosen.organisation) == ("memory:", None, "nordfjord")
