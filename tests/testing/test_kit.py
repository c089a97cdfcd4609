"""The kit that embedders test their own use of the library with: it must be right, and fail when they are wrong."""

import doctest
import inspect
import subprocess
import sys
from datetime import timedelta

import pytest

from laeringslopp import Actor, Policy, Unknown, testing
from laeringslopp.facts import KINDS
from laeringslopp.testing import (
    DECISION,
    START,
    Clock,
    actor,
    adjusted,
    chosen,
    clock,
    disclosed,
    ended,
    entry,
    happened,
    opened,
    retried,
    scenario,
    started,
)

FAILED = (opened(), started("t1"), disclosed("f1", trial="t1"), ended("t1", "failed"))


def test_it_reads_as_the_law_does(given):
    """Given what is on record, when something is recorded, then the register answers so."""
    given(*FAILED).when(retried("t2", of="t1")).refused("retry-has-adjustment", missing="adjustment")


def test_the_fixture_is_the_function(given):
    """Whoever uses no pytest has the same kit."""
    assert given is testing.given


def test_nothing_in_it_needs_pytest():
    """It is of use in any test framework, and in a notebook."""
    code = "import sys, laeringslopp.testing; sys.exit('pytest' in sys.modules or 'hypothesis' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("module", [testing, clock, scenario, happened], ids=lambda module: module.__name__)
def test_its_examples_run(module):
    """An example that does not run is an error that somebody will copy."""
    found = doctest.testmod(module)
    assert found.attempted
    assert not found.failed


class TestGiven:
    def test_nothing_on_record_is_a_place_to_begin(self, given):
        """The first fact of a decision can be tested too."""
        given().when(opened()).unremarked()

    def test_facts_and_entries_may_stand_side_by_side(self, given):
        """A fact where the envelope does not matter, an entry where it does."""
        on_record = given(opened(), entry(disclosed("f1"), by="operational", sources=["Report 12"]))
        levels = [each.by.level for each in on_record.register.facts()]
        assert levels == ["administrative", "operational"]

    @pytest.mark.parametrize("steps", [(opened(), ended("t1")), (started("t1"),), (*FAILED, started("t2"))])
    def test_what_could_not_be_on_record_is_an_error_that_says_so(self, given, steps):
        """A test that began in a state that cannot be would prove nothing."""
        with pytest.raises(ValueError, match=f"given {len(steps)}, .*, cannot be on record"):
            given(*steps)

    def test_what_is_given_is_not_judged_by_the_policy_that_is_tested(self, given):
        """It was recorded in its own day; a stricter policy came later."""
        given(opened(), chosen(), policy="strict").when(disclosed()).unremarked()

    def test_a_policy_of_ones_own_judges_what_comes_after(self, given):
        """An organisation's rules are tested as the shipped ones are."""
        given(opened(), policy=Policy("mine", {"adjustment-has-reason": "remark"})).when(adjusted()).remarked(
            "adjustment-has-reason"
        )

    def test_levels_of_ones_own_go_with_it(self, given):
        """The givens speak of them too."""
        policy = Policy("mine", {}, levels=("board", "office"))
        given(entry(opened(deciding_level="board"), by="office"), policy=policy).when(
            entry(disclosed(), by="office")
        ).recorded()

    def test_decisions_are_apart(self, given):
        """An entry may be about another decision than the usual one."""
        on_record = given(opened(), entry(opened(), decision_id="other"))
        on_record.when(entry(disclosed(), decision_id="other")).recorded()
        assert [on_record.register.version(name) for name in (DECISION, "other")] == [1, 2]

    def test_two_givens_share_nothing(self, given):
        """Each test has a register of its own."""
        assert given(opened()).register.version(DECISION) == given(opened()).register.version(DECISION) == 1


class TestEntry:
    @pytest.mark.parametrize(
        ("fact", "level"),
        [
            (chosen(), "political"),
            (testing.concluded(), "political"),
            (testing.waived("late", "trial-started"), "political"),
            (testing.acknowledged("l1", "operational"), "operational"),
            (disclosed(), "administrative"),
        ],
        ids=lambda value: getattr(value, "kind", value),
    )
    def test_acts_are_those_of_whom_they_usually_are(self, fact, level):
        """So that a test names the actor where the law is about the actor."""
        assert entry(fact).by.level == level

    def test_an_actor_may_be_given_whole_or_as_a_level(self):
        """Most tests need no name."""
        kari = Actor(id="kari", role="nurse", level="operational")
        assert (entry(disclosed(), by=kari).by, entry(disclosed(), by="external").by) == (kari, actor("external"))


class TestTime:
    def test_the_clock_starts_at_the_same_hour_and_steps(self):
        """A test never waits, and never depends on today."""
        ticking = Clock()
        assert [ticking() - START, ticking() - START] == [timedelta(minutes=1), timedelta(minutes=2)]

    def test_what_is_recorded_later_is_recorded_later(self, given):
        """Months pass in no time."""
        outcome = given(opened()).later(days=31).when(disclosed()).later(hours=2).when(disclosed()).recorded()
        at = [each.recorded_at - START for each in outcome.given.register.facts()]
        assert [passed.days for passed in at] == [0, 31, 31]
        assert at == sorted(at)


REMARKS = ("alternatives-before-direction", "risk-before-direction")
CHECKS = {
    "recorded": lambda outcome: outcome.recorded(),
    "unremarked": lambda outcome: outcome.unremarked(),
    "remarked": lambda outcome: outcome.remarked(*REMARKS),
    "refused": lambda outcome: outcome.refused("adjustment-has-reason", missing="reason"),
    "invalid": lambda outcome: outcome.invalid("no-such-reference"),
}
HOLDS = {
    "recorded": {"recorded", "unremarked"},
    "remarked": {"recorded", "remarked"},
    "refused": {"refused"},
    "invalid": {"invalid"},
}


class TestOutcomes:
    """Each check passes when it holds, and otherwise says what the register answered instead."""

    @staticmethod
    def outcomes(given):
        """One of each kind of answer."""
        return {
            "recorded": given(opened()).when(disclosed()),
            "remarked": given(opened()).when(chosen()),
            "refused": given(opened()).when(adjusted("a1")),
            "invalid": given(opened()).when(ended("t1")),
        }

    @pytest.mark.parametrize("check", CHECKS)
    @pytest.mark.parametrize("answer", HOLDS)
    def test_a_check_holds_of_the_answer_that_it_names_and_of_no_other(self, given, answer, check):
        """A check that cannot fail checks nothing."""
        outcome = self.outcomes(given)[answer]
        if check in HOLDS[answer]:
            assert CHECKS[check](outcome) is outcome
        else:
            with pytest.raises(AssertionError, match=r"expected: .*; the register answered: "):
                CHECKS[check](outcome)

    @pytest.mark.parametrize(
        "wrong",
        [
            lambda outcome: outcome.refused("another-rule"),
            lambda outcome: outcome.refused("adjustment-has-reason", "another-rule"),
            lambda outcome: outcome.refused("adjustment-has-reason", missing="something else"),
            lambda outcome: outcome.refused(),
        ],
    )
    def test_a_refusal_is_by_these_rules_and_no_others(self, given, wrong):
        """Or a test would pass for a reason that it does not name."""
        with pytest.raises(AssertionError, match=r"refused by adjustment-has-reason \(missing reason\)"):
            wrong(self.outcomes(given)["refused"])

    def test_remarks_are_by_these_rules_and_no_others(self, given):
        """One remark too many is worth knowing of."""
        with pytest.raises(AssertionError, match="alternatives-before-direction"):
            self.outcomes(given)["remarked"].remarked("risk-before-direction")

    def test_an_invalid_fact_says_where_and_why(self, given):
        """The message is all that whoever wrote the test has."""
        with pytest.raises(AssertionError, match="no-such-reference at /fact/trial_id"):
            self.outcomes(given)["invalid"].recorded()

    def test_more_can_be_recorded_after_an_answer(self, given):
        """A law is often about the second try."""
        outcome = given(*FAILED).when(retried("t2", of="t1")).refused("retry-has-adjustment")
        retry = retried("t2", of="t1", adjustments=["a1"])
        assert outcome.when(adjusted("a1", because_of=["f1"]), retry).recorded().decision.trial("t2") is not None

    def test_what_is_expected_to_conflict_or_be_unknown_is_not_swallowed(self, given):
        """Recording in a decision that does not exist is the test's own mistake."""
        with pytest.raises(Unknown):
            given(opened()).when(entry(disclosed(), decision_id="nowhere"))


MAKERS = {
    name: maker
    for name, maker in vars(happened).items()
    if inspect.isfunction(maker) and maker.__module__ == happened.__name__ and not name.startswith("_")
}


def test_every_maker_is_offered():
    """What is not in the kit's own list is nobody's."""
    assert MAKERS.keys() <= set(testing.__all__)


def test_the_makers_fit_together():
    """A whole course, told with what they fill in, is recorded without a word from any rule."""
    course = (
        testing.opened(),
        testing.proposed("north"),
        testing.proposed("south"),
        testing.assessed("r1"),
        testing.presented(4),
        testing.chosen("north"),
        testing.started("t1"),
        testing.observed(12, "t1"),
        testing.disclosed("f1", trial="t1"),
        testing.contained("f1"),
        testing.corrected("f1", severity="serious"),
        testing.materialised("r1", failure_id="f1"),
        testing.ended("t1", "failed"),
        testing.drawn("l1", failures=["f1"]),
        testing.shared("l1"),
        testing.acknowledged("l1"),
        testing.overseen("o1"),
        testing.asked("q1"),
        testing.answered("q1"),
        testing.adjusted("j1", because_of=["l1"]),
        testing.retried("t2", of="t1", adjustments=["j1"]),
        testing.escalated(),
        testing.waived("trial-is-measurable", "trial-started"),
        testing.ruled("open", 9),
        testing.observed(60, "t2"),
        testing.ended("t2"),
        testing.concluded(),
        testing.reopened(),
    )
    assert {type(fact).__name__ for fact in course} == {
        maker.__annotations__["return"].__name__ for maker in MAKERS.values()
    } - {"Criterion"}
    testing.given(policy="strict").when(*course).unremarked()


def test_an_id_that_is_left_out_is_made_by_the_register(given):
    """Most tests need no names."""
    outcome = given(opened()).when(disclosed(), disclosed()).recorded()
    assert [each.fact.failure_id for each in outcome.receipt.recorded] == ["failure-1", "failure-2"]


def test_a_maker_takes_any_field_of_its_fact_and_no_other():
    """A field that is misspelled is an error at once."""
    assert disclosed(severity="serious").severity == "serious"
    with pytest.raises(ValueError, match="severty"):
        disclosed(severty="serious")
    assert all(fact.kind in KINDS for fact in FAILED)
