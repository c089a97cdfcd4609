"""Guards on trials and retries."""

from laeringslopp.decision import Decision
from laeringslopp.decision.state import Failure
from laeringslopp.facts import Attempt, RetryStarted, TrialEnded, TrialStarted
from laeringslopp.policy import Policy
from laeringslopp.rules.guard import TO_FILL_IN, Act, Missing, guard


@guard("trial-is-measurable", TrialStarted, RetryStarted, standard="refuse")
def trial_is_measurable(decision: Decision, act: Act[Attempt], policy: Policy) -> Missing | None:
    """Without a criterion nobody can say afterwards whether it worked."""
    if act.fact.criteria:
        return None
    criterion = {"metric": TO_FILL_IN, "comparison": ">=", "target": 0}
    return Missing("criterion", {"trial_id": act.fact.trial_id}, ({"criteria": [criterion]},))


@guard("failed-trial-names-failure", TrialEnded, standard="refuse")
def failed_trial_names_failure(decision: Decision, act: Act[TrialEnded], policy: Policy) -> Missing | None:
    """What failed must be named, or nobody can learn from it."""
    fact, trial = act.fact, decision.trial(act.fact.trial_id)
    if fact.outcome == "succeeded" or trial is None or trial.has_failure:
        return None
    if fact.outcome == "stopped" and fact.stopped_because and not decision.missed(fact.trial_id):
        return None
    template = {"kind": "failure-disclosed", "trial_id": fact.trial_id, "what_happened": TO_FILL_IN}
    return Missing("failure", {"trial_id": fact.trial_id, "outcome": fact.outcome}, (template,))


@guard("again-is-a-retry", TrialStarted, standard="refuse")
def again_is_a_retry(decision: Decision, act: Act[TrialStarted], policy: Policy) -> Missing | None:
    """A new start after a failure hides the failure; a retry says what is different this time."""
    direction = decision.direction.key if decision.direction else None
    latest = decision.ended.get((direction, act.fact.where))
    if latest is None or latest[1] == "succeeded":
        return None
    trial_id, outcome = latest
    template = {
        "kind": "retry-started",
        "retry_of": trial_id,
        "adjustments": [TO_FILL_IN],
        "hypothesis": act.fact.hypothesis,
        "criteria": [criterion.model_dump(exclude_none=True) for criterion in act.fact.criteria],
    }
    return Missing("retry", {"retry_of": trial_id, "outcome": outcome}, (template,))


@guard("retry-has-adjustment", RetryStarted, standard="refuse")
def retry_has_adjustment(decision: Decision, act: Act[RetryStarted], policy: Policy) -> Missing | None:
    """Trying the same thing again teaches nothing: something must have been adjusted since."""
    retried = decision.things.get(act.fact.retry_of)
    since = decision.when_of(retried.version) if retried else None
    for adjustment_id in act.fact.adjustments:
        adjustment = decision.things.get(adjustment_id)
        made = decision.when_of(adjustment.version) if adjustment else None
        if made and since and not made.is_wholly_before(since):
            return None
    because_of = [
        failure_id
        for failure_id, failure in decision.each(Failure)
        if act.fact.retry_of in (failure_id, failure.trial_id)
    ]
    template = {
        "kind": "adjustment-made",
        "because_of": because_of or [TO_FILL_IN],
        "changes": [{"what": TO_FILL_IN, "to": TO_FILL_IN}],
    }
    return Missing("adjustment", {"retry_of": act.fact.retry_of, "because_of": because_of}, (template,))
