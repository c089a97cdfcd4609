"""What the scenarios of the rule leave out; they are run as they stand, with laeringslopp.testing.bdd."""

from datetime import timedelta

import pytest
from eksempelvik_rules import kindergarten_trial_has_review as rule

from laeringslopp.rules.document import read
from laeringslopp.testing import START, given, opened, started


@pytest.mark.parametrize("days", [30, 90])
def test_a_policy_sets_the_days(days: int) -> None:
    """The council decides how long is too long."""
    policy = read({"name": "eksempelvik", "rules": {rule.rule_id: {"days": days}}}).policy
    past = given(opened(tags=["barnehage"]), policy=policy)
    past.when(started("t1", review_by=START.date() + timedelta(days=days + 1))).refused(rule.rule_id)
    past.when(started("t1", review_by=START.date() + timedelta(days=days))).recorded()


def test_other_trials_are_not_asked() -> None:
    """The rule is about small children."""
    policy = read({"name": "eksempelvik", "rules": {rule.rule_id: {}}}).policy
    given(opened(), policy=policy).when(started()).recorded()
