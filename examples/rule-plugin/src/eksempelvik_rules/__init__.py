"""Eksempelvik's own rules for Læringsløpp."""

from datetime import timedelta
from importlib.resources import files

from laeringslopp.decision import Decision
from laeringslopp.facts import Attempt, RetryStarted, TrialStarted
from laeringslopp.policy import Parameter, Policy
from laeringslopp.rules import Act, Missing, Said, own_rule

TAG = "barnehage"
DAYS = Parameter("days", 60, "days from the start of a trial to its review", least=7, most=365)


@own_rule(
    "kindergarten-trial-has-review",
    TrialStarted,
    RetryStarted,
    mode="refuse",
    parameters=(DAYS,),
    nb=Said(
        law="En utprøving i en barnehage har en dato da den skal vurderes, ikke for langt fram.",
        reason="Små barn kan ikke si fra selv når noe ikke virker.",
        missing="en dato for vurdering",
    ),
    nn=Said(
        law="Ei utprøving i ein barnehage har ein dato då ho skal vurderast, ikkje for langt fram.",
        reason="Små barn kan ikkje seie frå sjølve når noko ikkje verkar.",
        missing="ein dato for vurdering",
    ),
    en=Said(
        law="A trial in a kindergarten has a date on which it is looked at, not too far ahead.",
        reason="Small children cannot say themselves that something does not work.",
        missing="a date for its review",
    ),
    scenarios=files(__name__) / "features",
)
def kindergarten_trial_has_review(decision: Decision, act: Act[Attempt], policy: Policy) -> Missing | None:
    """Small children cannot say themselves that something does not work."""
    if TAG not in decision.tags:
        return None
    days = policy.value("kindergarten-trial-has-review", DAYS)
    last = act.recorded.occurred_at.date() + timedelta(days=days)
    if act.fact.review_by is not None and act.fact.review_by <= last:
        return None
    return Missing("review", {"days": days}, ({"review_by": last.isoformat()},))
