"""Guards on acts that belong to a level: acknowledging a lesson, and adopting a policy."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from laeringslopp.decision import Decision
from laeringslopp.policy import TOP
from laeringslopp.rules import judge, shipped
from laeringslopp.testing import START, acknowledged, actor, disclosed, drawn, entry, opened, waived
from tests.rules.situations import LONG_AGO, long_ago, policy

both_policies = pytest.mark.parametrize("named", ["standard", "strict"])
LEVELS = ("political", "administrative", "operational", "external")
POLICIES = "policy.a-town"


@both_policies
class TestAcknowledgeForOwnLevel:
    rule_id = "acknowledge-for-own-level"
    before = (opened(), disclosed("f1"), drawn("l1", failures=["f1"]))

    @pytest.mark.parametrize("level", LEVELS)
    @pytest.mark.parametrize("by", LEVELS)
    def test_a_level_says_for_itself_that_it_knows(self, given, named, level, by):
        """That others have read something is for them to say; those above them too."""
        outcome = given(*self.before, policy=named).when(entry(acknowledged("l1", level), by=by))
        if level == by:
            outcome.unremarked()
        else:
            outcome.refused(self.rule_id, missing="act-of-own-level")
            assert outcome.refusals[0].record_first[0]["by"]["level"] == level

    def test_whose_act_it_is_counts_and_not_who_put_it_on_record(self, given, named):
        """A secretary records what the council took note of."""
        read = entry(acknowledged("l1"), by="political", recorded_by=actor("administrative"))
        given(*self.before, policy=named).when(read).unremarked()

    def test_history_is_only_remarked_on(self, given, named):
        """Minutes of long ago say what they say."""
        *before, read = long_ago(*self.before, entry(acknowledged("l1"), by="administrative"))
        given(*before, policy=named).when(read).remarked(self.rule_id)


@both_policies
class TestPolicyByOwner:
    rule_id = "policy-by-owner"

    @pytest.mark.parametrize("by", LEVELS)
    def test_the_top_level_adopts(self, given, named, by):
        """Or whoever the rules are about could change them."""
        outcome = given(policy=named).when(policy(by))
        if by == "political":
            outcome.unremarked()
        else:
            outcome.refused(self.rule_id, missing="act-of-top-level")

    def test_the_levels_are_those_of_the_policy_in_force(self, given, named):
        """A policy cannot make its own adopter the top."""
        ours = replace(shipped(named), levels=("board", "staff"))
        given(policy=ours).when(policy("board")).unremarked()
        given(policy=ours).when(policy("staff")).refused(self.rule_id)

    def test_it_is_in_force_from_the_moment_of_recording_at_the_earliest(self, given, named):
        """What was recorded under the old rules was judged by them."""
        now = START + timedelta(minutes=1)
        given(policy=named).when(policy("political", now)).unremarked()
        early = given(policy=named).when(policy("political", now - timedelta(microseconds=1)))
        early.refused(self.rule_id, missing="in-force-from")
        assert datetime.fromisoformat(early.refusals[0].parameters["earliest"]) >= now

    def test_a_time_that_is_given_does_not_bring_it_forward(self, given, named):
        """What was adopted elsewhere, or earlier, is carried without effect: rules never change backwards in time."""
        first = policy("political", START + timedelta(hours=2))
        since = START + timedelta(hours=4)
        dated = policy("political", since, occurred_at=since)
        carried = given(first, policy=named).later(days=1).when(dated).unremarked()
        assert carried.receipt.recorded[0].history
        assert len(carried.given.register.decision(POLICIES).adopted) == 1

    def test_an_imported_policy_is_carried_without_effect_and_only_remarked_on(self, given, named):
        """It was recorded when it was adopted, elsewhere; by those who might or not."""
        imported = given(policy=named).when(policy("political", LONG_AGO, occurred_at=LONG_AGO)).unremarked()
        assert imported.receipt.recorded[0].history
        assert imported.given.register.decision(POLICIES).adopted == ()
        for others in (
            policy("administrative", LONG_AGO, occurred_at=LONG_AGO),
            policy("political", LONG_AGO - timedelta(days=1), occurred_at=LONG_AGO),
        ):
            told = given(policy=named).when(others).remarked(self.rule_id)
            assert told.given.register.decision(POLICIES).adopted == ()

    def test_an_imported_policy_of_a_day_is_in_force_from_that_day(self, given, named):
        """Dates are compared at their own precision."""
        midnight = LONG_AGO.replace(hour=0)
        that_day = {"occurred_at": LONG_AGO, "occurred_precision": "day"}
        given(policy=named).when(policy("political", midnight, **that_day)).unremarked()
        given(policy=named).when(policy("political", midnight - timedelta(days=1), **that_day)).remarked(self.rule_id)


class TestWhoseRuleItIs:
    waiver = waived("trial-is-measurable", "trial-started")

    def owned_by(self, owner):
        """Standard, with another owner of one rule."""
        return replace(shipped("standard"), owners={"trial-is-measurable": owner})

    @pytest.mark.parametrize(
        ("owner", "deciding", "may"),
        [
            ("administrative", "political", {"political", "administrative"}),
            ("administrative", "operational", {"political", "administrative"}),
            (TOP, "operational", {"political"}),
            ("operational", "political", {"political", "administrative", "operational"}),
        ],
    )
    @pytest.mark.parametrize("by", LEVELS)
    def test_the_owner_that_a_policy_names_sets_its_rule_aside(self, given, owner, deciding, may, by):
        """Instead of the deciding level; those above the owner may too, and nobody outside."""
        before = given(opened(deciding_level=deciding), policy=self.owned_by(owner))
        outcome = before.when(entry(self.waiver, by=by))
        if by in may:
            outcome.unremarked()
        else:
            outcome.refused("waiver-by-owner", missing="act-of-owner")

    def test_another_rule_keeps_its_owner(self, given):
        """Each rule has its own."""
        before = given(opened(), policy=self.owned_by("operational"))
        before.when(entry(waived("again-is-a-retry", "trial-started"), by="operational")).refused("waiver-by-owner")

    @pytest.mark.parametrize("by", LEVELS)
    def test_where_nobody_decides_the_top_level_owns_every_rule(self, given, by):
        """A decision whose opening is not on record is nobody's to bend."""
        made = given(opened()).when(self.waiver).receipt.recorded[0].model_copy(update={"by": actor(by)})
        refusals = judge(Decision("another"), made, shipped("standard"), 0).refusals
        assert [refusal.rule_id for refusal in refusals] == ([] if by == "political" else ["waiver-by-owner"])
