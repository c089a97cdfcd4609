"""The calls that record."""

import json

import pytest
from httpx2 import Request
from starlette.testclient import TestClient

from laeringslopp import Conflict, Register
from tests.municipality import numbered
from tests.service.calling import BY, NOTE, OPENED, TRIAL, body, pointers, problem
from tests.service.conftest import client_of


def test_what_is_recorded_is_answered_with_where_it_stands(client: TestClient):
    """Whoever records needs the place, the version to go on from, and what the rules remarked."""
    answer = client.post("/api/decisions", json=body(OPENED, NOTE, decision_id="d1"))
    assert answer.status_code == 201
    assert answer.json() == {"decision_id": "d1", "version": 2, "position": 2, "remarks": []}
    assert answer.headers["location"] == "/api/decisions/d1"
    assert answer.headers["etag"] == '"2"'
    assert client.get(answer.headers["location"]).json()["version"] == 2


def test_a_decision_without_an_id_gets_one(client: TestClient):
    """Nobody should have to make up names to record."""
    made = client.post("/api/decisions", json=body(OPENED)).json()["decision_id"]
    assert made == numbered()()
    assert client.get(f"/api/decisions/{made}").status_code == 200


def test_a_decision_that_exists_is_not_opened_again(client: TestClient):
    """The second caller is told, and nothing of theirs is recorded in somebody else's decision."""
    client.post("/api/decisions", json=body(OPENED, decision_id="d1"))
    told = problem(client.post("/api/decisions", json=body(OPENED, decision_id="d1")), 409, "exists")
    assert (told["decision_id"], told["actual"]) == ("d1", 1)
    assert client.get("/api/decisions/d1").json()["version"] == 1


def test_a_decision_begins_with_its_opening(client: TestClient):
    """A call that opens nothing must not look like a missing page."""
    assert pointers(client.post("/api/decisions", json=body(NOTE))) == [("/facts/0/kind", "not-opened")]


def test_facts_are_recorded_in_a_decision(client: TestClient, sensors: Register):
    """One call, one envelope, all of the facts."""
    answer = client.post("/api/decisions/sensorer/facts", json=body(NOTE, NOTE, sources=["26/7"]))
    assert answer.status_code == 201
    assert answer.json() == {"decision_id": "sensorer", "version": 6, "position": 6, "remarks": []}
    assert [fact.sources for fact in sensors.facts(after=4)] == [("26/7",), ("26/7",)]


def test_remarks_are_told_each_once(client: TestClient, sensors: Register):
    """What the record lacks is said, and stands in nobody's way."""
    chosen = {"kind": "direction-chosen", "what": "Sensorer i gulvet"}
    other = {"kind": "direction-chosen", "what": "Sensorer i senga"}
    told = client.post("/api/decisions/sensorer/facts", json=body(chosen, other)).json()
    assert "alternatives-before-direction" in told["remarks"]
    assert len(set(told["remarks"])) == len(told["remarks"])


@pytest.mark.parametrize("decision_id", ["nobody", "%C3%A6", "a b", "x" * 200])
def test_facts_need_a_decision(client: TestClient, decision_id: str):
    """Opening one is another call, so that a mistyped id opens nothing."""
    told = problem(client.post(f"/api/decisions/{decision_id}/facts", json=body(OPENED)), 404, "unknown")
    assert told["decision_id"]
    assert client.get("/api/decisions").json()["items"] == []


class TestIfMatch:
    """A caller who has seen a version can insist on it."""

    def test_the_version_seen_is_the_version_recorded_on(self, client: TestClient, sensors: Register):
        """What a GET answered as ETag can be sent back as it is."""
        for path in ("/api/decisions/sensorer", "/api/decisions/sensorer/timeline"):
            seen = client.get(path).headers["etag"]
            answer = client.post("/api/decisions/sensorer/facts", json=body(NOTE), headers={"If-Match": seen})
            assert answer.status_code == 201

    def test_a_stale_version_records_nothing(self, client: TestClient, sensors: Register):
        """Somebody else has recorded since; the caller reads it first."""
        answer = client.post("/api/decisions/sensorer/facts", json=body(NOTE), headers={"If-Match": '"3"'})
        told = problem(answer, 412, "stale")
        assert (told["decision_id"], told["expected"], told["actual"]) == ("sensorer", 3, 4)
        assert sensors.version("sensorer") == 4

    @pytest.mark.parametrize("header", ["4", 'W/"4"', '"four"', '"-4"', '"4", "5"', '"04"', "", '"' + "9" * 40 + '"'])
    def test_a_version_that_cannot_be_understood_records_nothing(
        self, client: TestClient, sensors: Register, header: str
    ):
        """Guessing what was meant would record what the caller wanted to prevent."""
        answer = client.post("/api/decisions/sensorer/facts", json=body(NOTE), headers={"If-Match": header})
        assert "If-Match" in problem(answer, 400, "header")["detail"]
        assert sensors.version("sensorer") == 4

    def test_who_insists_on_nothing_sees_a_conflict_only_after_many_lost_races(
        self, client: TestClient, sensors: Register, monkeypatch: pytest.MonkeyPatch
    ):
        """The register tries ten times; then the caller is asked to send it again."""

        def lose(*_: object, **__: object) -> None:
            raise Conflict("sensorer", 4, 5)

        monkeypatch.setattr(sensors, "append", lose)
        told = problem(client.post("/api/decisions/sensorer/facts", json=body(NOTE)), 409, "conflict")
        assert (told["expected"], told["actual"]) == (4, 5)


class TestIdempotency:
    """A retry after a lost answer must not record twice."""

    @pytest.mark.parametrize(
        ("path", "sent"),
        [
            ("/api/decisions", body(OPENED, NOTE)),
            ("/api/decisions", body(OPENED, decision_id="d9")),
            ("/api/decisions/sensorer/facts", body(NOTE)),
            ("/api/disclosures", {"what_happened": "Alarmen kom ikke fram", "by": BY}),
            ("/api/disclosures", {"what_happened": "Alarmen kom ikke fram", "by": BY, "decision_id": "sensorer"}),
        ],
    )
    def test_the_same_key_answers_what_it_answered_first(
        self, client: TestClient, sensors: Register, path: str, sent: dict[str, object]
    ):
        """With 200 rather than 201: nothing was made now."""
        key = {"Idempotency-Key": "k1"}
        first = client.post(path, json=sent, headers=key)
        client.post("/api/decisions/sensorer/facts", json=body(NOTE))
        recorded = sensors.position
        again = client.post(path, json=sent, headers=key)
        assert (first.status_code, again.status_code) == (201, 200)
        assert again.json() == first.json()
        assert again.headers["location"] == first.headers["location"]
        assert sensors.position == recorded

    def test_a_key_comes_before_the_version(self, client: TestClient, sensors: Register):
        """The retry names the version from before its own first try."""
        headers = {"Idempotency-Key": "k1", "If-Match": '"4"'}
        sent = [client.post("/api/decisions/sensorer/facts", json=body(NOTE), headers=headers) for _ in range(2)]
        assert [answer.status_code for answer in sent] == [201, 200]

    @pytest.mark.parametrize("path", ["/api/decisions/sensorer/facts", "/api/decisions/other/facts"])
    def test_another_body_under_the_same_key_is_not_recorded(self, client: TestClient, sensors: Register, path: str):
        """Neither another fact nor another decision: the caller has mixed something up."""
        client.post("/api/decisions", json=body(OPENED, decision_id="other"))
        key = {"Idempotency-Key": "k1"}
        client.post("/api/decisions/sensorer/facts", json=body(NOTE), headers=key)
        problem(client.post(path, json=body({**NOTE, "note": "Noe annet"}), headers=key), 422, "key-reused")

    @pytest.mark.parametrize("header", ["", " ", "k" * 201, "nøkkel".encode("latin-1")])
    def test_a_key_is_visible_text(self, client: TestClient, sensors: Register, header: str | bytes):
        """An empty key would make all callers one."""
        answer = client.post("/api/decisions/sensorer/facts", json=body(NOTE), headers={"Idempotency-Key": header})
        assert "Idempotency-Key" in problem(answer, 400, "header")["detail"]

    def test_a_disclosure_is_answered_again_although_others_work_here_by_now(self, client: TestClient, over: Register):
        """Which organisation it was about is settled by the first answer."""
        sent = {"what_happened": "Alarmen kom ikke fram", "by": BY}
        key = {"Idempotency-Key": "k1"}
        first = client.post("/api/disclosures", json=sent, headers=key)
        client.post("/api/decisions", json=body(OPENED))
        again = client.post("/api/disclosures", json=sent, headers=key)
        assert (again.status_code, again.json()) == (200, first.json())


class TestDryRun:
    """What would the rules say?"""

    def test_nothing_is_recorded(self, client: TestClient, sensors: Register):
        """It is a question."""
        ended = {"kind": "trial-ended", "trial_id": "t1", "outcome": "succeeded", "summary": "Det gikk"}
        answer = client.post("/api/decisions/sensorer/facts?dry_run=true&lang=nb", json=body(ended))
        assert answer.status_code == 200
        assert set(answer.json()) == {"refusals", "remarks"}
        assert sensors.version("sensorer") == 4

    def test_a_refusal_is_told_and_is_no_error(self, client: TestClient, sensors: Register):
        """The question was answered."""
        answer = client.post(
            "/api/decisions/sensorer/facts?dry_run=true", json=body({"kind": "trial-started", "hypothesis": "Igjen"})
        )
        assert answer.status_code == 200
        assert "trial-is-measurable" in [refusal["rule_id"] for refusal in answer.json()["refusals"]]

    def test_an_opening_can_be_tried(self, client: TestClient):
        """And opens nothing."""
        answer = client.post("/api/decisions?dry_run=true", json=body(OPENED, TRIAL, decision_id="d1"))
        assert answer.json()["refusals"] == []
        assert client.get("/api/decisions/d1").status_code == 404

    def test_a_disclosure_can_be_tried(self, client: TestClient, sensors: Register):
        """And nobody would refuse it; what is wrong with it is told all the same."""
        sent = {"what_happened": "Alarmen kom ikke", "by": BY, "decision_id": "sensorer"}
        answer = client.post("/api/disclosures?dry_run=true", json=sent)
        assert (answer.status_code, answer.json()) == (200, {"refusals": [], "remarks": []})
        assert sensors.version("sensorer") == 4
        assert client.post("/api/disclosures?dry_run=true", json={**sent, "decision_id": "x"}).status_code == 404
        assert pointers(client.post("/api/disclosures?dry_run=yes", json=sent)) == [("/dry_run", "no-answer")]

    def test_what_is_malformed_is_malformed_all_the_same(self, client: TestClient, sensors: Register):
        """The rules are asked about what could be recorded."""
        answer = client.post("/api/decisions/sensorer/facts?dry_run=true", json=body({"kind": "nonsense"}))
        assert pointers(answer) == [("/facts/0", "unknown-kind")]

    @pytest.mark.parametrize("word", ["yes", "1", "", "True"])
    def test_a_misspelt_dry_run_records_nothing(self, client: TestClient, sensors: Register, word: str):
        """What is recorded can never be taken back."""
        answer = client.post(f"/api/decisions/sensorer/facts?dry_run={word}", json=body(NOTE))
        assert pointers(answer) == [("/dry_run", "no-answer")]
        assert sensors.version("sensorer") == 4


class TestRefusals:
    """A rule's no says what is missing, in the caller's language."""

    SENT = body({"kind": "trial-started", "trial_id": "t2", "hypothesis": "Færre fall", "where": "Solbakken"})

    def test_every_refusal_is_told(self, client: TestClient, sensors: Register):
        """With what to record first; nothing is recorded."""
        told = problem(client.post("/api/decisions/sensorer/facts", json=self.SENT), 422, "refused")
        refusal = told["refusals"][0]
        assert refusal["rule_id"] == "trial-is-measurable"
        assert {"subject", "sentence", "missing", "record_first", "pointer"} <= set(refusal)
        assert refusal["pointer"] == "/facts/0"
        assert "remarks" in told
        assert sensors.version("sensorer") == 4

    def test_the_sentence_is_in_the_callers_language(self, client: TestClient, sensors: Register):
        """The query first, then what the browser prefers, else bokmål."""
        path = "/api/decisions/sensorer/facts"
        nn = client.post(f"{path}?lang=nn", json=self.SENT, headers={"Accept-Language": "en"})
        en = client.post(path, json=self.SENT, headers={"Accept-Language": "fr, en;q=0.8, nb;q=0.5"})
        no = client.post(path, json=self.SENT, headers={"Accept-Language": "no"})
        nb = client.post(path, json=self.SENT)
        assert [each.headers["content-language"] for each in (nn, en, no, nb)] == ["nn", "en", "nb", "nb"]
        assert len({each.json()["refusals"][0]["sentence"] for each in (nn, en, nb)}) == 3

    def test_what_lacks_something_itself_comes_back_ready_to_send(self, client: TestClient, sensors: Register):
        """The same fact with what it lacked, so that a program fills in the ellipses and sends it."""
        told = problem(client.post("/api/decisions/sensorer/facts", json=self.SENT), 422, "refused")
        first, instead = told["refusals"][0]["record_first"], told["refusals"][0]["instead"]
        assert [set(template) for template in first] == [{"criteria"}]
        assert instead["fact"] == {**self.SENT["facts"][0], **first[0]}
        filled = json.loads(json.dumps(instead["fact"]).replace(json.dumps("…")[1:-1], "fall"))
        assert client.post("/api/decisions/sensorer/facts", json=body(filled)).status_code == 201

    def test_one_refused_fact_keeps_all_out(self, client: TestClient, sensors: Register):
        """All of a call is recorded, or none."""
        refused = self.SENT["facts"][0]
        told = problem(client.post("/api/decisions/sensorer/facts", json=body(NOTE, refused)), 422, "refused")
        assert told["refusals"][0]["pointer"] == "/facts/1"
        assert sensors.version("sensorer") == 4


class TestDisclosing:
    """Disclosing a failure must always be easier than hiding it."""

    def test_a_text_and_a_name_are_enough(self, client: TestClient):
        """Without a decision it opens one of its own."""
        answer = client.post("/api/disclosures", json={"what_happened": "Alarmen kom ikke fram", "by": BY})
        assert answer.status_code == 201
        told = client.get(answer.headers["location"]).json()
        assert (told["title"], told["failures"]) == ("Alarmen kom ikke fram", 1)

    def test_it_belongs_to_a_decision_where_one_is_named(self, client: TestClient, sensors: Register):
        """With any field of the failure or of the envelope."""
        sent = {
            "what_happened": "Alarmen kom ikke fram",
            "by": BY,
            "decision_id": "sensorer",
            "trial_id": "t1",
            "severity": "serious",
            "own": True,
            "sources": ["avvik 12"],
            "occurred_at": "2026-03-12T11:00:00+01:00",
        }
        answer = client.post("/api/disclosures", json=sent)
        assert answer.json() == {"decision_id": "sensorer", "version": 5, "position": 5, "remarks": []}
        recorded = next(sensors.facts(after=4))
        assert recorded.sources == ("avvik 12",)
        assert recorded.fact.own is True

    def test_whose_it_is_can_be_said_or_settled_for_the_installation(self, over: Register):
        """Where several work in one register, each says; an installation can say for all."""
        sent = {"what_happened": "Alarmen kom ikke fram", "by": BY}
        client = client_of(over, organisation="nordfjord")
        for more, organisation in (({}, "nordfjord"), ({"organisation": "annen"}, "annen")):
            answer = client.post("/api/disclosures", json={**sent, **more})
            assert client.get(answer.headers["location"]).json()["organisation"] == organisation
        assert pointers(client_of(over).post("/api/disclosures", json=sent)) == [
            ("/organisation", "which-organisation")
        ]

    @pytest.mark.parametrize(
        ("more", "found"),
        [
            ({"what_happened": "  "}, ("/what_happened", "empty")),
            ({"what_happened": "Gjaldt 13097248022"}, ("/what_happened", "no-national-identity")),
            ({"trial_id": "t1"}, ("/trial_id", "no-such-reference")),
            ({"discovered_at": "2099-01-01T10:00:00+01:00"}, ("/discovered_at", "not-in-the-future")),
            ({"happened": "?"}, ("/happened", "unknown-field")),
            ({"severity": "bad"}, ("/severity", "unknown-word")),
        ],
    )
    def test_what_is_wrong_is_pointed_at_in_what_was_sent(
        self, client: TestClient, more: dict[str, str], found: tuple[str, str]
    ):
        """The caller knows one flat body, not the two entries it becomes."""
        sent = {"what_happened": "Alarmen kom ikke fram", "by": BY, **more}
        assert found in pointers(client.post("/api/disclosures", json=sent))

    def test_a_number_that_must_not_be_kept_is_offered_back_masked(self, client: TestClient):
        """So that it can be sent again at once."""
        answer = client.post("/api/disclosures", json={"what_happened": "Gjaldt 13097248022", "by": BY})
        assert answer.json()["errors"][0]["instead"] == "Gjaldt ***********"

    def test_an_unknown_decision_is_told(self, client: TestClient):
        """The text is the caller's still; nothing is recorded elsewhere instead."""
        sent = {"what_happened": "Alarmen kom ikke fram", "by": BY, "decision_id": "nobody"}
        problem(client.post("/api/disclosures", json=sent), 404, "unknown")

    @pytest.mark.parametrize("header", ['"1"', "*", "nonsense"])
    def test_a_version_that_was_seen_stands_in_no_disclosures_way(
        self, client: TestClient, sensors: Register, header: str
    ):
        """What went wrong went wrong, whatever else was recorded since."""
        sent = {"what_happened": "Alarmen kom ikke fram", "by": BY, "decision_id": "sensorer"}
        answer = client.post("/api/disclosures", json=sent, headers={"If-Match": header})
        assert (answer.status_code, answer.json()["version"]) == (201, 5)

    def test_a_language_that_is_not_spoken_is_told_here_too(self, client: TestClient):
        """As with every call."""
        sent = {"what_happened": "Alarmen kom ikke fram", "by": BY}
        assert pointers(client.post("/api/disclosures?lang=de", json=sent)) == [("/lang", "unknown-language")]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_what_stands_in_the_way_is_said_in_the_callers_language(client: TestClient, sensors: Register, language: str):
    """A program shows it to a person as it is."""
    spoken = {"Accept-Language": language}
    sent = body(NOTE)
    client.post("/api/decisions/sensorer/facts", json=sent, headers={"Idempotency-Key": "k1"})
    answers = [
        client.post("/api/decisions/sensorer/facts", json=sent, headers={**spoken, "If-Match": '"1"'}),
        client.post(
            "/api/decisions/sensorer/facts", json=body(NOTE, NOTE), headers={**spoken, "Idempotency-Key": "k1"}
        ),
        client.get("/api/decisions/ukjent", headers=spoken),
    ]
    assert [answer.status_code for answer in answers] == [412, 422, 404]
    assert [answer.headers["content-language"] for answer in answers] == [language] * 3
    in_english = [client.send(_in_english(answer.request)) for answer in answers]
    differ = [one.json()["detail"] != other.json()["detail"] for one, other in zip(answers, in_english, strict=True)]
    assert differ == [language != "en"] * 3


def _in_english(request: Request) -> Request:
    request.headers["accept-language"] = "en"
    return request
