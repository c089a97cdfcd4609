"""Guards on retries: what is different this time, and who has to hear of it."""

from laeringslopp.decision import Decision
from laeringslopp.decision.state import Failure, plan_of
from laeringslopp.facts import RetryStarted
from laeringslopp.policy import Parameter, Policy
from laeringslopp.rules.guard import TO_FILL_IN, Act, Missing, guard, the_only
from laeringslopp.rules.learning import standing
from laeringslopp.when import When

RETRIES = Parameter(
    "n", 3, "from which retry on the decision must have been escalated", least=1, most=20, tighter="less"
)


@guard("retry-has-adjustment", RetryStarted, standard="refuse")
def retry_has_adjustment(decision: Decision, act: Act[RetryStarted], policy: Policy) -> Missing | None:
    """Trying the same thing again teaches nothing: something must have been adjusted since."""
    retried = decision.things.get(act.fact.retry_of)
    since = decision.when_of(retried.version) if retried else None
    if since is None or any(_made_since(decision, name, since) for name in act.fact.adjustments):
        return None
    made = made_since(decision, act.fact.retry_of)
    because_of = [
        failure_id
        for failure_id, failure in decision.each(Failure)
        if act.fact.retry_of in (failure_id, failure.trial_id)
    ]
    parameters = {"retry_of": act.fact.retry_of, "because_of": because_of}
    if made:  # it was changed, and only remains to be named
        return Missing("adjustment", parameters, ({"adjustments": [*act.fact.adjustments, *made]},))
    name = decision.next_id("adjustment")
    adjustment = {
        "kind": "adjustment-made",
        "adjustment_id": name,
        "because_of": because_of or the_only(standing(decision)),
        "changes": [{"what": TO_FILL_IN, "to": TO_FILL_IN}],
    }
    return Missing("adjustment", parameters, (adjustment, {"adjustments": [*act.fact.adjustments, name]}))


def made_since(decision: Decision, retry_of: str) -> list[str]:
    """The adjustments made since a trial started, or a failure occurred."""
    retried = decision.things.get(retry_of)
    since = decision.when_of(retried.version) if retried else None
    if since is None:
        return []
    adjusted = (name for name, thing in decision.things.items() if thing.noun == "adjustment")
    return sorted(name for name in adjusted if _made_since(decision, name, since))


def _made_since(decision: Decision, adjustment_id: str, since: When) -> bool:
    adjustment = decision.things.get(adjustment_id)
    made = decision.when_of(adjustment.version) if adjustment else None
    return made is not None and not made.is_wholly_before(since)


@guard("retry-changes-something", RetryStarted, standard="remark")
def retry_changes_something(decision: Decision, act: Act[RetryStarted], policy: Policy) -> Missing | None:
    """What was tried before in just this way will give just the same answer."""
    if plan_of(act.fact) not in decision.plans:
        return None
    return Missing("difference", {"retry_of": act.fact.retry_of}, ({"hypothesis": TO_FILL_IN},))


@guard("escalate-after-failures", RetryStarted, standard="remark", parameters=(RETRIES,))
def escalate_after_failures(decision: Decision, act: Act[RetryStarted], policy: Policy) -> Missing | None:
    """Those who decide should not be the last to hear that it keeps failing."""
    deciding, number = decision.deciding_level, decision.retries + 1
    if deciding is None or act.by.level == deciding or number < policy.value("escalate-after-failures", RETRIES):
        return None
    escalated = decision.escalated.get(deciding)
    if escalated and escalated > decision.first_setback:
        return None
    template = {"kind": "decision-escalated", "to_level": deciding, "reason": TO_FILL_IN}
    # Before any retry, an escalation is too early only because a failure was disclosed after it.
    only_disclosed = escalated is not None and not decision.retries
    return Missing("escalation", {"level": deciding, "retry": number}, (template,), follows_disclosure=only_disclosed)
