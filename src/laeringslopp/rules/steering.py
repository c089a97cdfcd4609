"""Guards on acts that belong to a level: who sets a rule aside, says that it knows a lesson, or adopts a policy."""

from laeringslopp.decision import Decision
from laeringslopp.facts import LessonAcknowledged, PolicyAdopted, RuleWaived
from laeringslopp.policy import TOP, Policy
from laeringslopp.rules.guard import GUARDS, TO_FILL_IN, Act, Missing, act_of, guard


@guard("waiver-by-owner", RuleWaived, standard="refuse", never_waived=True)
def waiver_by_owner(decision: Decision, act: Act[RuleWaived], policy: Policy) -> Missing | None:
    """A rule is set aside by those who own it, in the open."""
    owner = policy.owner(act.fact.rule_id, decision.deciding_level) or policy.levels[0]
    if policy.at_or_above(act.by.level, owner):
        return None
    return Missing("act-of-owner", {"level": owner, "by_level": act.by.level}, (act_of(owner),))


def refuses_waiver_of(fact: RuleWaived) -> bool:
    """Whether the rule that a waiver names is one that is never waived."""
    rule = GUARDS.get(fact.rule_id)
    return rule is not None and rule.never_waived


@guard("acknowledge-for-own-level", LessonAcknowledged, standard="refuse")
def acknowledge_for_own_level(decision: Decision, act: Act[LessonAcknowledged], policy: Policy) -> Missing | None:
    """That others have read something is for them to say."""
    level = act.fact.level
    if act.by.level == level:
        return None
    return Missing("act-of-own-level", {"level": level, "by_level": act.by.level}, (act_of(level),))


@guard("policy-by-owner", PolicyAdopted, standard="refuse", never_waived=True, owner=TOP)
def policy_by_owner(decision: Decision, act: Act[PolicyAdopted], policy: Policy) -> Missing | None:
    """Rules are changed by those at the top, and never for what was recorded under them already."""
    top = policy.levels[0]
    if act.by.level != top:
        return Missing("act-of-top-level", {"level": top, "by_level": act.by.level}, (act_of(top),))
    # An imported policy was recorded when it was adopted; for all others the register's own clock counts.
    recorded_at = act.when.begin if act.recorded.history else act.recorded.recorded_at
    if act.fact.in_force_from < recorded_at:
        return Missing("in-force-from", {"earliest": recorded_at.isoformat()}, ({"in_force_from": TO_FILL_IN},))
    return None
