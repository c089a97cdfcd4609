"""What became of risks, alternatives, plans, money and accounts; and how one entry leads to another."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from laeringslopp import (
    AccountDisputed,
    AlternativeProposed,
    CasePresented,
    DirectionChosen,
    LessonDrawn,
    Money,
    PlanChanged,
    Register,
    RiskAssessed,
    RiskMaterialised,
    TrialEnded,
)
from laeringslopp.timeline import (
    Timeline,
    alternatives,
    citations,
    disputes,
    followed_by,
    moved_plans,
    risks,
    spending,
    spent_in_all,
    unaware,
    waits,
)
from tests.municipality import ADMINISTRATION, COUNCIL, OPERATIONS, Clock, disclosed, entry, opened, register, started


def kroner(amount: int) -> Money:
    return Money(amount=Decimal(amount), currency="NOK")


def told(*entries: Any, hours: float = 1) -> tuple[Register, Timeline]:
    """A decision of these facts, an hour between them; a pair is a fact and its envelope."""
    clock = Clock()
    made = register(clock=clock)
    made.append([entry("sak", opened())])
    for each in entries:
        clock.move(hours=hours)
        fact, by, envelope = (*each, {})[:3] if isinstance(each, tuple) else (each, ADMINISTRATION, {})
        made.append([entry("sak", fact, by, **envelope)])
    return made, made.timeline("sak")


class TestRisks:
    def test_a_risk_keeps_every_judgement_of_it(self) -> None:
        """That it was judged mild before it came true is what a council wants to see."""
        _, timeline = told(
            RiskAssessed(risk_id="r1", what="Støy", consequence="minor"),
            RiskAssessed(risk_id="r2", replaces="r1", what="Støy", consequence="serious"),
        )
        (risk,) = risks(timeline)
        assert [each.version for each in risk.assessments] == [2, 3]
        assert risk.came_true is None

    def test_a_risk_that_came_true_names_its_failure_and_who_tolerated_it(self) -> None:
        """Known, tolerated, and then it happened."""
        _, timeline = told(
            RiskAssessed(risk_id="r1", what="Støy"),
            RiskAssessed(risk_id="r2", replaces="r1", what="Støy igjen"),
            (DirectionChosen(what="Sensorer", tolerated_risks=("r1", "r2")), COUNCIL),
            disclosed("f1"),
            RiskMaterialised(risk_id="r1", came_true=True, failure_id="f1"),
        )
        (risk,) = risks(timeline)
        assert risk.came_true is True
        assert [each.version for each in risk.tolerated] == [4]
        assert [each.version for each in risk.failures] == [5]

    def test_what_was_said_last_counts(self) -> None:
        """First it seemed to come true, then it had not."""
        _, timeline = told(
            RiskAssessed(risk_id="r1", what="Støy"),
            RiskMaterialised(risk_id="r1", came_true=True),
            RiskMaterialised(risk_id="r1", came_true=False),
        )
        assert [risk.came_true for risk in risks(timeline)] == [False]


def test_an_alternative_says_whether_it_was_chosen() -> None:
    """What was not chosen is half of a decision."""
    _, timeline = told(
        AlternativeProposed(alternative_id="a", title="Sensorer"),
        AlternativeProposed(alternative_id="b", title="Som før"),
        AlternativeProposed(alternative_id="c", title="Vakter"),
        (DirectionChosen(alternative_id="a"), COUNCIL),
        (DirectionChosen(alternative_id="c"), COUNCIL),
    )
    found = {each.proposed.fact.title: (len(each.chosen), each.is_in_force) for each in alternatives(timeline)}  # type: ignore[union-attr]
    assert found == {"Sensorer": (1, False), "Som før": (0, False), "Vakter": (1, True)}


class TestMovedPlans:
    def test_moves_of_one_plan_are_added_up(self) -> None:
        """One move is an incident; the sum of them is what was promised and not kept."""
        march, may, october = date(2026, 3, 1), date(2026, 5, 1), date(2026, 10, 1)
        _, timeline = told(
            PlanChanged(what="Start i alle soner", from_date=march, to_date=may, reason="Sykdom"),
            PlanChanged(what="Ny oppstart", from_date=may, to_date=october, reason="Levering"),
        )
        (plan,) = moved_plans(timeline)
        assert (len(plan.moves), plan.first, plan.last) == (2, march, october)
        assert plan.slip == october - march

    def test_a_plan_without_days_has_no_slip(self) -> None:
        """Nobody recorded them, so nothing is counted."""
        _, timeline = told(PlanChanged(what="Start", reason="Sykdom"), PlanChanged(what="start ", reason="Mer"))
        (plan,) = moved_plans(timeline)
        assert (len(plan.moves), plan.slip) == (2, None)

    def test_a_day_that_was_given_up_without_a_new_one_stands_open(self) -> None:
        """A date that is only taken away is the one that worries."""
        _, timeline = told(PlanChanged(what="Start", from_date=date(2026, 5, 1), reason="Sykdom"))
        (plan,) = moved_plans(timeline)
        assert (plan.last, plan.slip) == (None, None)

    def test_plans_of_different_trials_are_different_plans(self) -> None:
        """Two places, two promises."""
        _, timeline = told(
            started("t1", where="Nord"),
            started("t2", where="Sør"),
            PlanChanged(trial_id="t1", what="Start", reason="Sykdom"),
            PlanChanged(trial_id="t2", what="Start", reason="Sykdom"),
        )
        assert [plan.trial_id for plan in moved_plans(timeline)] == ["t1", "t2"]


def test_what_is_spent_stands_against_its_limit() -> None:
    """A limit that nobody compares with anything is no limit."""
    _, timeline = told(
        started("t1", cost_limit=kroner(40)),
        PlanChanged(trial_id="t1", what="Flere vakter", reason="Sykdom", extra_cost=kroner(5)),
        PlanChanged(what="Start", reason="Sykdom", extra_cost=kroner(7)),
        disclosed("f1", trial_id="t1"),
        TrialEnded(trial_id="t1", outcome="failed", summary="Nei", cost=kroner(41)),
    )
    first, whole = spending(timeline)
    assert (first.is_over, first.extra, whole.attempt, whole.extra) == (True, (kroner(5),), None, (kroner(7),))
    assert spent_in_all((first, whole)) == (kroner(53),)


def test_nothing_is_said_of_money_where_nothing_is_on_record() -> None:
    """Nought would be a figure."""
    assert spending(told(started("t1"))[1]) == ()


def test_an_account_of_an_account_stands_beside_the_same_entry() -> None:
    """All who tell it otherwise are heard in one place."""
    _, timeline = told(
        disclosed("f1"),
        (AccountDisputed(disputed_version=2, claim="Den kom fram"), OPERATIONS),
        AccountDisputed(disputed_version=3, claim="Ikke den natten"),
    )
    (dispute,) = disputes(timeline)
    assert (dispute.version, [each.version for each in dispute.others]) == (2, [3, 4])
    assert dispute.told is not None


def test_from_a_failure_one_comes_to_what_followed() -> None:
    """A chain that can only be followed backwards hides its consequences."""
    _, timeline = told(disclosed("f1"), LessonDrawn(from_failures=("f1",), statement="Mål først"))
    assert followed_by(timeline) == {2: (3,)}


def test_a_source_is_listed_once_with_every_entry_that_rests_on_it() -> None:
    """A list of sources is for looking up, not for counting."""
    _, timeline = told(
        (disclosed("f1"), ADMINISTRATION, {"sources": ("PS 1/26", "PS 2/26")}),
        (disclosed("f2"), ADMINISTRATION, {"sources": ("PS 2/26",)}),
    )
    assert [(each.number, each.text, each.versions) for each in citations(timeline)] == [
        (1, "PS 1/26", (2,)),
        (2, "PS 2/26", (2, 3)),
    ]


def test_a_long_time_without_entries_is_found_at_what_ended_it() -> None:
    """Fourteen quiet months are part of the story."""
    _, timeline = told(disclosed("f1"), disclosed("f2"), hours=24 * 61)
    assert list(waits(timeline)) == [2, 3]
    assert not waits(told(disclosed("f1"), hours=24 * 30)[1])


def test_a_year_is_not_over_before_its_last_day() -> None:
    """What is only known to have happened in 2025 may have happened in December."""
    made = register()
    then = datetime(2025, 1, 1, tzinfo=UTC)
    soon = datetime(2026, 1, 20, tzinfo=UTC)
    made.append(
        [
            entry("sak", opened(), occurred_at=then, occurred_precision="year"),
            entry("sak", disclosed("f1"), occurred_at=soon, occurred_precision="day"),
        ]
    )
    assert not waits(made.timeline("sak"))


class TestWhatALevelDoesNotKnow:
    def test_it_could_have_known_from_when_another_level_did(self) -> None:
        """The gap has a length, and that is what hurts."""
        _, timeline = told((disclosed("f1"), OPERATIONS), CasePresented(to_level="administrative", up_to_version=2))
        found = {each.version: each for each in unaware(timeline, "political")}
        assert found[2].knew_first == ("operational",)
        assert found[2].could_since == timeline.entries[1].recorded.occurred_at

    def test_nobody_could_have_told_what_no_level_knows(self) -> None:
        """What only somebody outside knows, no level kept from another."""
        outside = OPERATIONS.model_copy(update={"level": "external"})
        _, timeline = told((disclosed("f1"), outside))
        assert {each.could_since for each in unaware(timeline, "political") if each.version == 2} == {None}

    def test_a_look_back_says_nothing_of_what_came_to_be_known_later(self) -> None:
        """At that moment nobody had told anybody."""
        made, whole = told((disclosed("f1"), OPERATIONS), hours=24)
        timeline = made.timeline("sak", known_at=whole.entries[1].recorded.occurred_at - timedelta(hours=1))
        assert all(each.version == 1 for each in unaware(timeline, "political"))
