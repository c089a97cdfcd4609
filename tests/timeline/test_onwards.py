"""What one may record next: it leads round the loop, and never to a form that nobody could send."""

import pytest
from hypothesis import given as drawn_from
from hypothesis import settings

from laeringslopp.facts import KINDS
from laeringslopp.testing import (
    DECISION,
    acknowledged,
    adjusted,
    contained,
    corrected,
    disclosed,
    drawn,
    ended,
    entry,
    observed,
    opened,
    retried,
    shared,
    started,
)
from laeringslopp.timeline.onwards import Nexts, Onwards
from tests.strategies import walks

TRIAL = (opened(), started("t1"))
WAY_ROUND = (
    (disclosed("f1", trial="t1"), "failure-contained"),
    (contained("f1"), "lesson-drawn"),
    (drawn("l1", failures=["f1"]), "lesson-shared"),
    (shared("l1", "political"), "lesson-acknowledged"),
    (acknowledged("l1", level="political"), "adjustment-made"),
    (adjusted("a1", because_of=["l1"]), "retry-started"),
    (retried("t2", of="t1", adjustments=["a1"]), "trial-ended"),
)


def nexts(on_record):
    """What is offered, and what was recorded last."""
    timeline = on_record.register.timeline(DECISION)
    return Nexts(timeline), timeline.entries[-1].recorded, timeline


def after(on_record) -> list[Onwards]:
    """What is offered after the last entry."""
    offered, last, _ = nexts(on_record)
    return list(offered.after(last))


class TestAfterAnEntry:
    @pytest.mark.parametrize("at", range(len(WAY_ROUND)))
    def test_the_next_step_of_the_loop_is_offered_first(self, given, at):
        """Who follows the first link each time comes round."""
        steps = [fact for fact, _ in WAY_ROUND[: at + 1]]
        assert after(given(*TRIAL, *steps))[0].kind == WAY_ROUND[at][1]

    def test_what_is_known_is_filled_in(self, given):
        """Nobody should look up an id."""
        steps = [fact for fact, _ in WAY_ROUND[:6]]
        assert after(given(*TRIAL, *steps)) == [Onwards("retry-started", {"retry_of": ("t1",), "adjustments": ("a1",)})]

    def test_a_failure_is_offered_first_where_a_target_was_missed(self, given):
        """Telling it should be nearer than ending the trial in silence."""
        said = after(given(*TRIAL, observed(9, "t1")))
        assert said[0] == Onwards("failure-disclosed", {"trial_id": ("t1",)})

    def test_what_was_retried_is_ended_before_the_retry_goes_on(self, given):
        """Else it runs for ever beside it."""
        steps = [fact for fact, _ in WAY_ROUND[:7]]
        assert after(given(*TRIAL, *steps))[0] == Onwards("trial-ended", {"trial_id": ("t1",)})
        steps.insert(5, ended("t1", "failed"))
        assert [each.kind for each in after(given(*TRIAL, *steps))] == ["observation-recorded", "trial-ended"]

    @pytest.mark.parametrize(("outcome", "fields"), [("failed", {"from_failures": ("f1",)})])
    def test_a_trial_that_failed_asks_what_its_failures_taught(self, given, outcome, fields):
        """Not what the trial taught in general."""
        said = after(given(*TRIAL, disclosed("f1", trial="t1"), ended("t1", outcome)))
        assert said == [Onwards("lesson-drawn", fields)]


class TestBesideAnEntry:
    def test_what_is_said_already_is_not_asked_for_again(self, given):
        """A button for what is done makes the reader doubt that it is."""
        offered, last, _ = nexts(given(*TRIAL, disclosed("f1", trial="t1")))
        assert [each.kind for each in offered.of_entry(last)] == ["failure-contained", "lesson-drawn"]
        offered, _, timeline = nexts(given(*TRIAL, *(fact for fact, _ in WAY_ROUND[:3])))
        assert offered.of_entry(timeline.entries[2].recorded) == ()

    def test_of_a_failure_that_was_unfounded_nothing_is_asked(self, given):
        """There was nothing to contain or to learn."""
        unfounded = entry(corrected("f1", finding="unfounded"), sources=["PS 1/26"])
        offered, _, timeline = nexts(given(*TRIAL, disclosed("f1", trial="t1"), unfounded))
        assert offered.of_entry(timeline.entries[2].recorded) == ()

    def test_a_question_goes_to_the_level_whose_act_it_was(self, given):
        """They know."""
        offered, last, _ = nexts(given(*TRIAL, disclosed("f1", trial="t1")))
        assert offered.question(last).fields == {"to_level": (last.by.level,), "caused_by": ("3",)}


@settings(max_examples=60, deadline=None)
@drawn_from(walks())
def test_what_is_offered_can_be_filled_in(walk):
    """Every kind is one that there is, every field one that it has, every id one that is on record."""
    for decision_id in walk.decisions:
        timeline = walk.register.timeline(decision_id)
        offered = Nexts(timeline)
        found = [each for waiting in timeline.open for each in offered.of_open(waiting)]
        found += [each for loop in timeline.loops for each in offered.of_loop(loop)]
        found += [each for owed in walk.register.duties(decision_id=decision_id) for each in offered.of_duty(owed)]
        for told in timeline.entries:
            recorded = told.recorded
            found += [*offered.after(recorded), *offered.of_entry(recorded), offered.question(recorded)]
        for each in found:
            assert set(each.fields) <= {*KINDS[each.kind].model_fields, "caused_by"}
            for name, values in each.fields.items():
                known = set(timeline.named)
                if "level" in name:
                    known = set(timeline.levels)
                elif name == "caused_by":
                    known = {str(told.version) for told in timeline.entries}
                assert values
                assert set(values) <= known, (each, name)
