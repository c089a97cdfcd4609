"""Guards on concluding, and on going on after a conclusion."""

from typing import Any

from laeringslopp.decision import Decision
from laeringslopp.decision.state import Failure
from laeringslopp.facts import Attempt, DecisionConcluded, DirectionChosen, RetryStarted, TrialStarted
from laeringslopp.policy import Policy
from laeringslopp.rules.guard import TO_FILL_IN, Act, Missing, guard


@guard("no-conclusion-with-open-loop", DecisionConcluded, standard="remark")
def no_conclusion_with_open_loop(decision: Decision, act: Act[DecisionConcluded], policy: Policy) -> Missing | None:
    """Once it is concluded nobody looks, and what was not learned by then is lost."""
    running = sorted(decision.running)
    untaught = [name for _, name in sorted(decision.tellable.items()) if _teaches_nothing(decision.failure(name))]
    if not running and not untaught:
        return None
    ends = {"kind": "trial-ended", "outcome": TO_FILL_IN, "summary": TO_FILL_IN}
    first: list[dict[str, Any]] = [{**ends, "trial_id": trial_id} for trial_id in running]
    if untaught:
        first.append({"kind": "lesson-drawn", "from_failures": untaught, "statement": TO_FILL_IN})
    parameters = {"running": running, "without_lesson": untaught}
    return Missing("closed-loops", parameters, tuple(first), follows_disclosure=not running)


def _teaches_nothing(failure: Failure | None) -> bool:
    return failure is not None and not failure.has_lesson and failure.finding != "unfounded"


@guard("reopen-before-more", DirectionChosen, TrialStarted, RetryStarted, standard="remark")
def reopen_before_more(decision: Decision, act: Act[DirectionChosen | Attempt], policy: Policy) -> Missing | None:
    """Whoever read that it was concluded must be able to see that it is not any more."""
    if decision.outcome is None or _carries_out(decision, act.fact):
        return None
    return Missing("reopening", {"outcome": decision.outcome}, ({"kind": "decision-reopened", "reason": TO_FILL_IN},))


def _carries_out(decision: Decision, fact: DirectionChosen | Attempt) -> bool:
    """Whether it is a trial of what was adopted: of the direction that was in force at the conclusion."""
    if decision.outcome != "adopted" or isinstance(fact, DirectionChosen):
        return False
    return decision.direction is None or decision.direction.version < decision.concluded
