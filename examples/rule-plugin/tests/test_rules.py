"""Runs the scenarios of the rule, in both languages, against the installed package."""

from datetime import timedelta

import pytest
from eksempelvik_rules import kindergarten_trial_has_review as rule
from pytest_bdd import given, parsers, scenarios, then, when

from laeringslopp.rules.document import read
from laeringslopp.testing import START, Given, Outcome, opened, started
from laeringslopp.testing import given as on_record

POLICY = read({"name": "eksempelvik", "rules": {rule.rule_id: {}}}).policy

scenarios(str(rule.scenarios))


@given("en sak om barnehage", target_fixture="past")
@given("a decision on a kindergarten", target_fixture="past")
def past() -> Given:
    return on_record(opened(tags=["barnehage"]), policy=POLICY)


@when("en utprøving starter uten dato for vurdering", target_fixture="outcome")
@when("a trial begins without a date for its review", target_fixture="outcome")
def without_date(past: Given) -> Outcome:
    return past.when(started())


@when(parsers.parse("en utprøving starter med vurdering etter {days:d} dager"), target_fixture="outcome")
@when(parsers.parse("a trial begins with a review after {days:d} days"), target_fixture="outcome")
def with_date(past: Given, days: int) -> Outcome:
    return past.when(started(review_by=START.date() + timedelta(days=days)))


@then("blir det registrert")
@then("it is recorded")
def is_recorded(outcome: Outcome) -> None:
    outcome.recorded()


@then(parsers.parse('sier registeret nei etter regelen "{rule_id}"'))
@then(parsers.parse('the register refuses by the rule "{rule_id}"'))
def is_refused(outcome: Outcome, rule_id: str) -> None:
    outcome.refused(rule_id)


@pytest.mark.parametrize("days", [30, 90])
def test_a_policy_sets_the_days(days: int) -> None:
    """The council decides how long is too long."""
    policy = read({"name": "eksempelvik", "rules": {rule.rule_id: {"days": days}}}).policy
    past = on_record(opened(tags=["barnehage"]), policy=policy)
    past.when(started("t1", review_by=START.date() + timedelta(days=days + 1))).refused(rule.rule_id)
    past.when(started("t1", review_by=START.date() + timedelta(days=days))).recorded()


def test_other_trials_are_not_asked() -> None:
    """The rule is about small children."""
    on_record(opened(), policy=POLICY).when(started()).recorded()
