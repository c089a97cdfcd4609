"""Guards on retries beyond the first: that something is different, and that those who decide hear of it."""

from dataclasses import replace

import pytest

from laeringslopp import Policy
from laeringslopp.rules import GUARDS, shipped
from laeringslopp.testing import adjusted, criterion, disclosed, ended, entry, escalated, opened, retried, started
from tests.rules.situations import ADJUSTED, BEGUN, FAILED_TRIAL, TWICE_RETRIED, again, long_ago, only


class TestRetryChangesSomething:
    rule_id = "retry-changes-something"
    before = (*ADJUSTED, adjusted("a2", because_of=["f1"]), retried("t2", of="t1", adjustments=["a1"]))

    def test_a_retry_of_just_what_was_tried_before_is_remarked_on(self, given):
        """It will give the same answer."""
        same = retried("t3", of="t1", adjustments=["a1"])
        given(*self.before).when(same).remarked(self.rule_id)
        refused = given(*self.before, policy="strict").when(same).refused(self.rule_id, missing="difference")
        assert refused.refusals[0].record_first == ({"hypothesis": "…"},)

    @pytest.mark.parametrize(
        "different",
        [
            {"hypothesis": "It works in the morning"},
            {"criteria": [criterion(target=61)]},
            {"criteria": [criterion(comparison=">")]},
            {"criteria": [criterion("falls")]},
            {"adjustments": ["a1", "a2"]},
        ],
    )
    def test_one_difference_is_enough(self, given, different):
        """In what is believed, in what it is measured by, or in what was changed."""
        fact = retried("t3", **{"of": "t1", "adjustments": ["a1"], **different})
        given(*self.before, policy="strict").when(fact).unremarked()

    @pytest.mark.parametrize(
        "alike",
        [
            {"hypothesis": " it  WORKS when changed"},
            {"criteria": [criterion(target=60.0)]},
            {"where": "Elsewhere"},
            {"scale": "All of it"},
            {"adjustments": ["a1", "a1"]},
        ],
    )
    def test_letters_spaces_and_the_place_are_no_difference(self, given, alike):
        """It is tried again, only elsewhere or more of it."""
        fact = retried("t3", **{"of": "t1", "adjustments": ["a1"], **alike})
        given(*self.before).when(fact).remarked(self.rule_id)

    def test_the_order_of_criteria_and_adjustments_is_no_difference(self, given):
        """Nor is saying the same the other way around."""
        criteria = [criterion(), criterion("falls", "<", 3)]
        both = {"of": "t1", "hypothesis": "It works so"}
        first = retried("t3", **both, criteria=criteria, adjustments=["a1", "a2"])
        turned = retried("t4", **both, criteria=criteria[::-1], adjustments=["a2", "a1"])
        given(*self.before, first).when(turned).remarked(self.rule_id, "escalate-after-failures")

    def test_every_earlier_trial_counts_not_only_the_last(self, given):
        """Going back to what failed before last is no news either."""
        before = (*self.before, again("t3", of="t1"))
        policy = only(self.rule_id, "remark")
        given(*before, policy=policy).when(retried("t4", of="t3", adjustments=["a1"])).remarked(self.rule_id)

    def test_a_retry_that_adjusts_nothing_of_the_first_trial_is_the_first_trial(self, given):
        """A trial started and a retry are both trials."""
        same = retried("t2", of="t1", hypothesis="It works")
        given(*FAILED_TRIAL, policy="strict").when(same).refused(self.rule_id, "retry-has-adjustment")

    def test_history_is_only_remarked_on(self, given):
        """That they tried it just so again is worth seeing."""
        *before, same = long_ago(*self.before, retried("t3", of="t1", adjustments=["a1"]))
        given(*before, policy="strict").when(same).remarked(self.rule_id)


class TestEscalateAfterFailures:
    rule_id = "escalate-after-failures"

    def after(self, retries):
        """As many retries so far, each of its own."""
        return (*ADJUSTED, *(again(f"t{number}", of="t1") for number in range(2, 2 + retries)))

    @pytest.mark.parametrize("retries", [0, 1])
    def test_the_first_and_the_second_retry_need_none(self, given, retries):
        """To learn takes a few attempts."""
        given(*self.after(retries), policy="strict").when(again("t9", of="t1")).unremarked()

    @pytest.mark.parametrize("retries", [2, 3])
    def test_from_the_third_on_those_who_decide_have_heard_of_it(self, given, retries):
        """They should not be the last to hear that it keeps failing."""
        before, retry = self.after(retries), again("t9", of="t1")
        given(*before).when(retry).remarked(self.rule_id)
        refused = given(*before, policy="strict").when(retry).refused(self.rule_id, missing="escalation")
        assert refused.refusals[0].record_first[0]["to_level"] == "political"
        assert refused.refusals[0].parameters["retry"] == retries + 1
        given(*before, escalated(), policy="strict").when(retry).unremarked()

    def test_an_escalation_to_another_level_is_none(self, given):
        """It is the deciding level that is to know."""
        given(*TWICE_RETRIED, escalated("administrative")).when(again("t4", of="t1")).remarked(self.rule_id)

    def test_an_escalation_since_the_first_failure_counts_and_an_earlier_one_does_not(self, given):
        """It was about something else; once is enough for all that follow."""
        early = (*BEGUN, escalated(), *FAILED_TRIAL[2:], *TWICE_RETRIED[len(FAILED_TRIAL) :])
        given(*early).when(again("t4", of="t1")).remarked(self.rule_id)
        since = (*FAILED_TRIAL, escalated(), *TWICE_RETRIED[len(FAILED_TRIAL) :], again("t4", of="t1"))
        given(*since, policy="strict").when(again("t5", of="t1")).unremarked()

    def test_a_failure_disclosed_later_takes_no_escalation_away(self, given):
        """Or whoever keeps still would have it easier."""
        stopped = (*BEGUN, started("t1"), ended("t1", "stopped", stopped_because="No money"))
        waived_reason = adjusted("a1", because_of=[])
        changed = entry(waived_reason, by="administrative", caused_by=[4])
        before = (*stopped, changed, again("t2", of="t1"), escalated(), again("t3", of="t1"), disclosed("f1"))
        given(*before, policy="strict").when(again("t4", of="t1")).unremarked()

    def test_the_deciding_level_itself_need_not_be_told(self, given):
        """It is retrying, so it knows; a level that does not decide is asked."""
        retry = again("t4", of="t1")
        given(*TWICE_RETRIED, policy="strict").when(entry(retry, by="political")).unremarked()
        given(*TWICE_RETRIED).when(entry(retry, by="operational")).remarked(self.rule_id)
        own = (opened(deciding_level="administrative"), *TWICE_RETRIED[1:])
        given(*own, policy="strict").when(retry).unremarked()

    def test_a_policy_may_ask_from_another_retry_on(self, given):
        """The parameter n."""
        standard = shipped("standard")
        for n, retries in ((1, 0), (2, 1), (5, 4)):
            ours = replace(standard, parameters={self.rule_id: {"n": n}})
            given(*self.after(retries), policy=ours).when(again("t9", of="t1")).remarked(self.rule_id)
            if retries:
                given(*self.after(retries - 1), policy=ours).when(again("t9", of="t1")).unremarked()

    def test_where_the_first_retry_is_asked_a_disclosure_after_an_escalation_is_not_refused(self, given):
        """Without the disclosure the escalation would have been enough."""
        strict = Policy("ours", dict.fromkeys(GUARDS, "refuse"), parameters={self.rule_id: {"n": 1}})
        stopped = (*BEGUN, started("t1"), ended("t1", "stopped", stopped_because="No money"))
        changed = entry(adjusted("a1"), by="administrative", caused_by=[4])
        given(*stopped, changed, escalated(), policy=strict).when(again("t2", of="t1")).unremarked()
        told = given(*stopped, changed, escalated(), disclosed("f1"), policy=strict).when(again("t2", of="t1"))
        told.remarked(self.rule_id)
        given(*stopped, changed, disclosed("f1"), policy=strict).when(again("t2", of="t1")).refused(self.rule_id)

    def test_history_is_only_remarked_on(self, given):
        """It was carried on without a word upwards; that can be seen, not mended."""
        *before, retry = long_ago(*TWICE_RETRIED, again("t4", of="t1"))
        given(*before, policy="strict").when(retry).remarked(self.rule_id)
