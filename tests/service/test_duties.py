"""What is owed, over HTTP."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from laeringslopp import LessonDrawn, ObservationRecorded, QuestionAsked, Register
from tests.municipality import COUNCIL, Clock, disclosed, entry, opened, started
from tests.service.calling import pointers, problem
from tests.service.conftest import client_of

WIRE = {"rule_id", "decision_id", "level", "about", "owed_since", "due", "met_on", "overdue", "sentence"}


def items(client: TestClient, asked: str = "") -> list[dict[str, Any]]:
    """All that is owed, over all pages."""
    found: list[dict[str, Any]] = []
    page = client.get(f"/api/duties?{asked}").json()
    while True:
        found += page["items"]
        if page["next"] is None:
            return found
        page = client.get(f"/api/duties?{asked}", params={"cursor": page["next"]}).json()


@pytest.fixture
def town(over: Register, clock: Clock) -> Register:
    """Two decisions: a trial and a failure in one, a question in the other."""
    over.append([entry("d1", opened(access="open")), entry("d1", disclosed("f1")), entry("d1", started())])
    over.append([entry("d2", opened(organisation="county"))])
    over.append([entry("d2", QuestionAsked(question_id="q1", to_level="operational", text="Hva koster det?"), COUNCIL)])
    return over


def rules(client: TestClient, asked: str = "") -> list[str]:
    return sorted(each["rule_id"] for each in items(client, asked))


class TestDuties:
    def test_it_says_who_is_to_do_what_by_when(self, client: TestClient, town: Register):
        """In the shape that others hold on to, and in the reader's language."""
        (asked,) = items(client, "decision_id=d2")
        assert set(asked) >= WIRE
        assert (asked["rule_id"], asked["level"], asked["about"]) == ("answer-question", "operational", "q1")
        assert (asked["owed_since"], asked["due"], asked["met_on"], asked["overdue"]) == (
            "2026-03-12", "2026-04-01", None, False,
        )  # fmt: skip
        assert asked["sentence"] == (
            "Innen 1. april 2026 skal driftsnivået svare på dette spørsmålet: «Hva koster det?»"
        )
        (english,) = items(client, "decision_id=d2&lang=en")
        assert english["sentence"].startswith("By 1 April 2026 the operational level is to answer")

    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ("", ["answer-question", "draw-lesson", "say-how-it-goes"]),
            ("level=operational", ["answer-question"]),
            ("organisation=nordfjord", ["draw-lesson", "say-how-it-goes"]),
            ("decision_id=d1", ["draw-lesson", "say-how-it-goes"]),
            ("as_of=2026-03-11", []),
            ("open=false", []),
            ("open=true&level=political", []),
        ],
    )
    def test_what_is_asked_for_is_found(self, client: TestClient, town: Register, asked: str, found: list[str]):
        """All must hold."""
        assert rules(client, asked) == found

    def test_a_day_that_lies_ahead_says_what_is_late_then(self, client: TestClient, town: Register):
        """A secretary plans the autumn in spring."""
        assert {each["overdue"] for each in items(client, "as_of=2027-01-01")} == {True}

    def test_disclosing_a_failure_meets_what_was_owed_at_once(self, client: TestClient, town: Register, clock: Clock):
        """One field is enough; what it asks for next is due later than silence was."""
        clock.move(days=80)
        (silence,) = (each for each in items(client, "open=true&decision_id=d1") if each["about"] == "t1")
        body = {"what_happened": "Alarmen tidde", "trial_id": "t1", "decision_id": "d1",
                "by": {"id": "a", "role": "leder", "level": "operational"}}  # fmt: skip
        assert client.post("/api/disclosures", json=body).status_code == 201
        assert [each for each in items(client, "open=true&decision_id=d1") if each["about"] == "t1"] == []
        (met,) = (each for each in items(client, "open=false&decision_id=d1"))
        assert (met["rule_id"], met["met_on"], met["overdue"]) == ("say-how-it-goes", "2026-05-31", False)
        assert (
            min(each["due"] for each in items(client, "open=true") if each["owed_since"] == "2026-05-31")
            > silence["due"]
        )

    def test_the_service_says_what_the_library_says(self, client: TestClient, town: Register, clock: Clock):
        """The view and the folded decisions are one."""
        clock.move(days=3)
        town.append([entry("d1", ObservationRecorded(trial_id="t1", metric="fall per uke", value=9))])
        town.append([entry("d1", LessonDrawn(lesson_id="l1", from_failures=["f1"], statement="Mål først"))])
        told = [(each["rule_id"], each["due"], each["met_on"]) for each in items(client)]
        met = ((each.rule_id, each.due.isoformat(), each.met_on and each.met_on.isoformat()) for each in town.duties())
        assert told == list(met)

    def test_every_page_goes_on_where_the_one_before_ended(self, client: TestClient, over: Register):
        """Also where the last one is met meanwhile."""
        over.append([entry("d", opened()), *(entry("d", disclosed(f"f{number}")) for number in range(150))])
        first = client.get("/api/duties?open=true").json()
        assert len(first["items"]) == 100
        learned = LessonDrawn(lesson_id="l", from_failures=["f99"], statement="Mål først")
        over.append([entry("d", learned)])
        second = client.get("/api/duties?open=true", params={"cursor": first["next"]}).json()
        drawn = [each["about"] for each in second["items"] if each["rule_id"] == "draw-lesson"]
        assert drawn == [f"f{number}" for number in range(100, 150)]
        assert second["next"] is None

    def test_nobody_is_told_of_what_they_may_not_see(self, client: TestClient, town: Register):
        """A duty tells of the entry that raised it."""
        assert rules(client, "as=public") == ["say-how-it-goes"]

    @pytest.mark.parametrize(
        ("asked", "pointer", "code"),
        [
            ("levle=political", "/levle", "unknown-parameter"),
            ("level=politcal", "/level", "unknown-level"),
            ("open=perhaps", "/open", "no-answer"),
            ("as_of=tomorrow", "/as_of", "no-moment"),
            ("as_of=2026-03-12T10:00:00", "/as_of", "no-moment"),
            ("organisation=nordfiord", "/organisation", "unknown-organisation"),
            ("cursor=x", "/cursor", "no-cursor"),
            ("cursor=1~2~3~x~5~6~7", "/cursor", "no-cursor"),
        ],
    )
    def test_what_nobody_knows_is_pointed_at(self, client: TestClient, asked: str, pointer: str, code: str):
        """A filter that is mistyped and ignored would answer another question."""
        assert pointers(client.get(f"/api/duties?{asked}")) == [(pointer, code)]

    def test_nobody_is_told_which_organisations_are_hidden(self, client: TestClient, town: Register):
        """To the public, one that has nothing open and one that is not there are the same."""
        for organisation in ("county", "nowhere"):
            assert items(client, f"as=public&organisation={organisation}") == []

    def test_a_decision_that_is_not_there(self, client: TestClient):
        """Nothing owed there is another answer than nothing there."""
        problem(client.get("/api/duties?decision_id=nope"), 404, "unknown")


def test_a_page_says_what_is_to_be_followed_up(town: Register, clock: Clock):
    """By whom and by when; calmly where the day has passed, and there first of all."""
    clock.move(days=100)
    page = client_of(town).get("/decisions/d1?lang=nb", headers={"Accept": "text/html"}).text
    before, _, followed = page.partition('id="duties"')
    assert "skal administrasjonen si hvordan det går med denne utprøvingen: «Færre fall»" in followed
    assert "fristen er ute" in followed
    assert "skal administrasjonen" in before  # in what now
    clock.move(days=-100)
    early = client_of(town).get("/decisions/d1?lang=nn", headers={"Accept": "text/html"}).text
    assert "Kva som skal følgjast opp" in early
    assert "fristen er ute" not in early
