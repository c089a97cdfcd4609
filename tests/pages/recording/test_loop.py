"""The whole loop by forms alone: disclose, learn, change, try again, end."""

from starlette.testclient import TestClient

from laeringslopp import Register
from tests.municipality import OPERATIONS, entry, opened, register, started
from tests.pages.conftest import client_of
from tests.pages.markup import Markup
from tests.pages.recording.sheets import Sheet


def record(client: TestClient, kind: str, **values: str | list[str]) -> None:
    """Opens the form, writes in it, and presses its button."""
    sheet = Sheet.at(client, f"/decisions/alarm/record/{kind}?lang=en").write(**values)
    answer = sheet.press()
    assert answer.status_code == 303, [each.text for each in Markup(answer.text).all("li")]


def test_the_loop_comes_round_by_forms_alone() -> None:
    """A failure can be told of, learned from, adjusted for and retried by whoever has a browser and nothing more."""
    made: Register = register()
    made.append([entry("alarm", opened()), entry("alarm", started("t1"), OPERATIONS)])
    client = client_of(made)
    end = Sheet.at(client, "/decisions/alarm/record/trial-ended?lang=en")
    refused = Sheet.of(
        client, end.write(trial_id="t1", outcome="mixed", summary="Den kom ikke alltid fram").press().text
    )
    failure = Sheet.of(client, refused.press(refused.buttons("first")[0]).text)
    end = Sheet.of(client, failure.write(what_happened="To vakter hadde ikke fått opplæring").press().text)
    assert end.press().status_code == 303
    door = next(
        link["href"]
        for link in Markup(client.get("/decisions/alarm/record?lang=en").text).all("a")
        if "/disclose" in link["href"] and link.is_within("main")
    )
    sheet = Sheet.at(client, door).write(what_happened="Alarmen kom ikke fram", decision="alarm")
    assert sheet.press().status_code == 303
    record(client, "lesson-drawn", statement="Prøv om natten først", from_failures=["failure-1", "failure-2"])
    record(client, "adjustment-made", because_of="lesson-1", changes__0__what="Prøvetid", changes__0__to="natt")
    record(
        client,
        "retry-started",
        retry_of="t1",
        adjustments="adjustment-1",
        hypothesis="Færre fall når vi prøver om natten",
        criteria__0__metric="fall per uke",
        criteria__0__target="2",
        criteria__0__comparison="<=",
    )
    record(client, "observation-recorded", trial_id="trial-2", metric="fall per uke", value="1,5")
    record(client, "trial-ended", trial_id="trial-2", outcome="succeeded", summary="Færre fall")
    timeline = made.timeline("alarm")
    assert [attempt.outcome for attempt in timeline.attempts] == ["mixed", "succeeded"]
    assert not [waiting for waiting in timeline.open if waiting.what == "trial-running"]
    assert timeline.loops[0].closed
