"""What the page of a decision tells beside its timeline, and how the timeline is laid out."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from laeringslopp import (
    AccountDisputed,
    Actor,
    AlternativeProposed,
    CasePresented,
    DirectionChosen,
    Money,
    ObservationRecorded,
    OversightReceived,
    PlanChanged,
    Register,
    RiskAssessed,
    RiskMaterialised,
    TagsAdded,
    TrialEnded,
)
from laeringslopp.facts import OPEN
from tests.municipality import ADMINISTRATION, COUNCIL, OPERATIONS, Clock, disclosed, entry, opened, register, started
from tests.pages.conftest import client_of
from tests.pages.markup import Element, Markup

Look = Callable[..., Markup]
AUDITOR = Actor(id="tilsynet", role="tilsyn", level="external", unit="Statsforvalteren")


def section(page: Markup, name: str) -> Element:
    """A part of the page, by the id of its heading."""
    return next(each for each in page.all("section") if each["aria-labelledby"] == name)


def told(*entries: Any, days: float = 1, **query: str) -> Markup:
    """The page of a decision of these facts, a day between them."""
    clock = Clock()
    made = register(clock=clock)
    made.append([entry("sak", opened(access=OPEN))])
    for each in entries:
        clock.move(days=days)
        fact, by, envelope = (*each, {})[:3] if isinstance(each, tuple) else (each, ADMINISTRATION, {})
        made.append([entry("sak", fact, by, **envelope)])
    return page_of(made, **query)


def page_of(made: Register, **query: str) -> Markup:
    answer = client_of(made).get("/decisions/sak", params={"lang": "en", **query})
    assert answer.status_code == 200
    return Markup(answer.text)


def kroner(amount: int) -> Money:
    return Money(amount=Decimal(amount), currency="NOK")


def test_a_risk_tells_how_it_was_judged_who_tolerated_it_and_what_it_became() -> None:
    """Known, tolerated, and then it happened: that is what is to be learned from."""
    page = told(
        RiskAssessed(risk_id="r", what="Alarmen når ikke fram", probability=0.25, consequence="serious"),
        (DirectionChosen(what="Ny alarm", tolerated_risks=("r",), organ="Kommunestyret"), COUNCIL),
        (disclosed("f", what_happened="Sju alarmer kom ikke fram"), OPERATIONS),
        RiskMaterialised(risk_id="r", came_true=True, failure_id="f"),
        RiskAssessed(risk_id="r2", what="Batteriet går tomt"),
    )
    first, second = (each.text for each in page.all("li", of="risk"))
    assert "Came true" in first
    assert "probability 25 %, consequence: serious" in first
    assert "Kommunestyret entry #3" in first
    assert "This failure: Sju alarmer kom ikke fram entry #4" in first
    assert "Came true: not on record" in second


def test_an_alternative_that_was_not_chosen_says_why() -> None:
    """A decision is also what it left."""
    page = told(
        AlternativeProposed(alternative_id="a", title="Ny alarm"),
        AlternativeProposed(alternative_id="b", title="Som før", rejected_because="Delene er slutt"),
        (DirectionChosen(alternative_id="a"), COUNCIL),
    )
    first, second = (each.text for each in page.all("li") if each.parent and "alternatives" in each.parent.classes)
    assert first.startswith("Chosen Ny alarm")
    assert "Not chosen Som før" in second
    assert "Delene er slutt" in second


def test_what_is_spent_and_when_one_would_stop_stand_side_by_side() -> None:
    """A limit is only one if somebody sees when it is passed."""
    page = told(
        (started("t", cost_limit=kroner(40), stop_when="To alarmer feiler", review_by=date(2026, 6, 1)), OPERATIONS),
        (disclosed("f", trial_id="t"), OPERATIONS),
        TrialEnded(trial_id="t", outcome="failed", summary="Nei", cost=kroner(41)),
        PlanChanged(what="Start", reason="Sykdom", extra_cost=kroner(7)),
    )
    money = section(page, "money").text
    assert "41 NOK (at most 40 NOK) over the limit" in money
    assert "On record in all: 48 NOK" in money
    attempt = page.one("li", of="attempt").text
    assert "To alarmer feiler" in attempt
    assert "1 June 2026" in attempt


def test_a_date_that_was_moved_says_how_often_and_how_far() -> None:
    """Each move has a reason; only the sum of them tells the story."""
    page = told(
        PlanChanged(what="Start", from_date=date(2026, 3, 1), to_date=date(2026, 5, 1), reason="Sykdom"),
        PlanChanged(what="Start", from_date=date(2026, 5, 1), to_date=date(2026, 9, 1), reason="Levering"),
    )
    said = section(page, "plans").text
    assert "Start: moved 2 times, 6 months later" in said
    assert "1 May 2026 → 1 September 2026: Levering" in said


def test_accounts_that_differ_stand_side_by_side() -> None:
    """Nobody here judges between them."""
    page = told((disclosed("f"), OPERATIONS), (AccountDisputed(disputed_version=2, claim="Den kom fram"), AUDITOR))
    assert [each.text.split(" ")[0] for each in page.all("li", of="account")] == ["avdelingsleder,", "tilsyn,"]
    assert "Told otherwise in entry #3" in page.one("li", id="v2").text


def test_oversight_has_a_lane_of_its_own() -> None:
    """What a supervisor said must not drown among the press and suppliers."""
    page = told(
        (OversightReceived(from_body="Tilsynet", nature="audit", what="Mangler", binding=False), COUNCIL),
        (ObservationRecorded(note="Avisa skriver"), AUDITOR),
    )
    assert [head.text for head in page.all(of="lane-head")] == [
        "The administration",
        "Oversight and audit",
        "Others outside",
    ]
    assert "lane-2" in page.one("li", id="v2").classes
    assert "lane-3" in page.one("li", id="v3").classes


def test_from_an_entry_one_comes_to_what_caused_it_and_to_what_followed(look: Look) -> None:
    """A chain is followed in both directions."""
    page = look("/decisions/sensorer")
    failure = page.one("li", id="v9")
    assert "Follows from entry #7" in failure.text
    assert "Led to entry #10, entry #13" in failure.text


def test_a_long_wait_is_one_line_and_said_in_words() -> None:
    """Fourteen empty months drawn to scale are a page of nothing."""
    page = told((disclosed("f1"), OPERATIONS), (disclosed("f2"), OPERATIONS), days=427)
    assert [wait.text for wait in page.all("li", of="wait")] == ["Fourteen months without an entry"] * 2
    assert not told((disclosed("f1"), OPERATIONS), days=30).all("li", of="wait")


def test_minor_entries_fold_and_none_is_left_out() -> None:
    """Twenty measurements must not hide the failure between them."""
    notes = [(ObservationRecorded(note=f"Notat {number}"), OPERATIONS) for number in range(5)]
    page = told(*notes[:3], (disclosed("f"), OPERATIONS), notes[3], (TagsAdded(tags=("alarm",)), ADMINISTRATION))
    folds = page.all("details", of="fold")
    assert [fold.text.split(":")[0] for fold in folds] == [
        "3 minor entries, 13 March 2026 to 15 March 2026",
        "2 minor entries, 17 March 2026 to 18 March 2026",
    ]
    assert all("open" not in fold for fold in folds)
    assert [each for each in page.ids if each.startswith("v")] == [f"v{number}" for number in range(1, 8)]
    assert not page.one("li", id="v5").is_within("details")


def test_a_goal_that_was_missed_does_not_fold() -> None:
    """It is the first sign of a failure."""
    observed = [
        (ObservationRecorded(trial_id="t1", metric="fall per uke", value=value), OPERATIONS) for value in (1, 9, 1)
    ]
    page = told((started("t1"), OPERATIONS), *observed)
    assert not page.all("details", of="fold")


def test_sources_are_numbered_and_led_to_from_each_entry(look: Look) -> None:
    """What cannot be looked up cannot be trusted."""
    page = look("/decisions/sensorer")
    assert "ps-3-26" in page.one("li", id="s1").text
    assert "#s1" in [link["href"] for link in page.all("a") if link.is_within("li")]
    assert "entry #6" in page.one("li", id="s1").text


def test_what_a_level_does_not_know_says_since_when_it_could_have(look: Look) -> None:
    """The gap has a length."""
    page = look("/decisions/sensorer")
    said = next(each.text for each in page.all("details") if each.text.startswith("The political level:"))
    assert "the operational level knew from 12 March 2026" in said


def test_when_something_was_known_and_recorded_is_told_where_it_differs() -> None:
    """Between happening, knowing and recording lies what one can learn from."""
    made = register(clock=(clock := Clock()))
    made.append([entry("sak", opened(access=OPEN))])
    began = clock.now
    clock.move(days=20)
    made.append([entry("sak", disclosed("f1"), OPERATIONS, occurred_at=began, occurred_precision="day")])
    made.append([entry("sak", disclosed("f2"), OPERATIONS)])
    page = page_of(made)
    assert "12 March 2026 · avdelingsleder, Solbakken · recorded 1 April 2026" in page.one("li", id="v2").text
    assert "recorded 1 April" not in page.one("li", id="v3").text.split("All of it")[0]


def test_a_level_that_came_to_know_late_says_from_when_it_could_have() -> None:
    """Known five months before it was told, and to whom."""
    page = told((disclosed("f"), OPERATIONS), CasePresented(to_level="political", up_to_version=2), days=10)
    said = page.one("li", id="v2").text
    assert "The political level: knew from 1 April 2026, and could have known from 22 March 2026" in said


def test_a_part_of_which_nothing_is_on_record_says_so_calmly(small: Register) -> None:
    """Silence is not a no."""
    page = told()
    for name in ("risks", "alternatives", "money"):
        assert "not on record here" in section(page, name).text
    assert not [each for each in page.all("section") if each["aria-labelledby"] in ("plans", "disputes", "waivers")]
