"""Guards on failures, on what is learned from them, and on what is changed because of it."""

from collections.abc import Iterator
from itertools import chain

from laeringslopp.decision import Decision
from laeringslopp.decision.state import Failure
from laeringslopp.facts import SCALE, AdjustmentMade, FailureCorrected, LessonDrawn
from laeringslopp.policy import Policy
from laeringslopp.rules.guard import TO_FILL_IN, Act, Missing, guard, the_only


@guard("failure-stays", FailureCorrected, standard="refuse", never_waived=True)
def failure_stays(decision: Decision, act: Act[FailureCorrected], policy: Policy) -> Missing | None:
    """A failure is not talked away: whoever says that it was less shows on what ground."""
    fact, failure = act.fact, decision.failure(act.fact.failure_id)
    if failure is None or act.recorded.sources:
        return None
    lowered = (
        fact.severity is not None
        and failure.severity is not None
        and SCALE.index(fact.severity) < SCALE.index(failure.severity)
    )
    if not lowered and fact.finding != "unfounded":
        return None
    return Missing("source", {"failure_id": fact.failure_id}, ({"sources": [TO_FILL_IN]},))


@guard("lesson-has-source", LessonDrawn, standard="refuse")
def lesson_has_source(decision: Decision, act: Act[LessonDrawn], policy: Policy) -> Missing | None:
    """A lesson that comes from nowhere is an opinion; nobody can go back and see whether it holds."""
    fact = act.fact
    if fact.from_failures or fact.from_trials or fact.from_oversight:
        return None
    return Missing("origin", {"lesson_id": fact.lesson_id}, ({"from_failures": the_only(standing(decision))},))


@guard("adjustment-has-reason", AdjustmentMade, standard="refuse")
def adjustment_has_reason(decision: Decision, act: Act[AdjustmentMade], policy: Policy) -> Missing | None:
    """A change that answers to nothing teaches nothing to those who come after."""
    if act.fact.because_of or act.recorded.caused_by:
        return None
    grounds = (name for name, thing in decision.things.items() if thing.noun in ("lesson", "oversight"))
    because_of = the_only(chain(standing(decision), grounds))
    return Missing("reason", {"adjustment_id": act.fact.adjustment_id}, ({"because_of": because_of},))


def standing(decision: Decision) -> Iterator[str]:
    """The failures that were not found unfounded."""
    return (name for name, failure in decision.each(Failure) if failure.finding != "unfounded")
