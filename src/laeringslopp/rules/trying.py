"""Guards on trials: of what, measured how, and how they ended."""

from laeringslopp.decision import Decision
from laeringslopp.facts import Attempt, RetryStarted, TrialEnded, TrialStarted
from laeringslopp.policy import Policy
from laeringslopp.rules.guard import TO_FILL_IN, Act, Missing, as_said, guard
from laeringslopp.rules.retrying import made_since


@guard("trial-after-direction", TrialStarted, RetryStarted, standard="remark")
def trial_after_direction(decision: Decision, act: Act[Attempt], policy: Policy) -> Missing | None:
    """What nobody chose, nobody answers for when it fails."""
    if decision.direction is not None:
        return None
    return Missing("direction", {}, ({"kind": "direction-chosen", "what": TO_FILL_IN},))


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
    adjustments = made_since(decision, trial_id) or [TO_FILL_IN]
    template = {**as_said(act.fact), "kind": "retry-started", "retry_of": trial_id, "adjustments": adjustments}
    return Missing("retry", {"retry_of": trial_id, "outcome": outcome}, (template,), takes_its_place=True)


@guard("success-has-evidence", TrialEnded, standard="refuse")
def success_has_evidence(decision: Decision, act: Act[TrialEnded], policy: Policy) -> Missing | None:
    """A success that nobody measured is a hope, and the next ones will build on it."""
    fact, trial = act.fact, decision.trial(act.fact.trial_id)
    if fact.outcome != "succeeded" or trial is None:
        return None
    observed = decision.observed
    unobserved = [each.metric for each in trial.criteria if (fact.trial_id, each.metric) not in observed]
    missed = [each.metric for each in decision.missed(fact.trial_id)]
    if trial.criteria and not unobserved and not missed:
        return None
    about = {"trial_id": fact.trial_id, "unobserved": unobserved, "missed": missed}
    if missed or not trial.criteria:  # no measurement is missing: it was not the success that it is called
        return Missing("evidence", about, ({"outcome": TO_FILL_IN},))
    measured = {"kind": "observation-recorded", "trial_id": fact.trial_id}
    first = tuple({**measured, "metric": each, "value": TO_FILL_IN} for each in dict.fromkeys(unobserved))
    return Missing("evidence", about, first)
