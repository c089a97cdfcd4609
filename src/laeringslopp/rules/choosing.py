"""Guards on choosing a direction, and on who may set a rule aside."""

from laeringslopp.decision import Decision
from laeringslopp.decision.state import direction_key
from laeringslopp.facts import DecisionConcluded, DirectionChosen, RuleWaived
from laeringslopp.policy import Policy
from laeringslopp.rules.guard import GUARDS, TO_FILL_IN, Act, Missing, guard


def _repeats(decision: Decision, fact: DirectionChosen) -> bool:
    return decision.direction is not None and decision.direction.key == direction_key(fact)


@guard("alternatives-before-direction", DirectionChosen, standard="remark")
def alternatives_before_direction(decision: Decision, act: Act[DirectionChosen], policy: Policy) -> Missing | None:
    """A choice between one alternative is no choice."""
    known = decision.count("alternative")
    if known >= 2 or _repeats(decision, act.fact):
        return None
    template = {"kind": "alternative-proposed", "title": TO_FILL_IN}
    return Missing("alternatives", {"known": known, "needed": 2}, (template,) * (2 - known))


@guard("risk-before-direction", DirectionChosen, standard="remark")
def risk_before_direction(decision: Decision, act: Act[DirectionChosen], policy: Policy) -> Missing | None:
    """Who has not asked what could go wrong cannot say that the risk was taken openly."""
    chosen = act.fact.alternative_id
    if decision.assessed.get("") or (chosen and decision.assessed.get(chosen)) or _repeats(decision, act.fact):
        return None
    about = {"alternative_id": chosen} if chosen else {}
    return Missing("risk", about, ({"kind": "risk-assessed", **about, "what": TO_FILL_IN},))


@guard("only-deciding-level-chooses", DirectionChosen, DecisionConcluded, standard="remark")
def only_deciding_level_chooses(
    decision: Decision, act: Act[DirectionChosen | DecisionConcluded], policy: Policy
) -> Missing | None:
    """A direction is the act of those who answer for it, or of somebody they gave it to."""
    deciding = decision.deciding_level
    if deciding is None or act.fact.basis == "delegated" or policy.at_or_above(act.by.level, deciding):
        return None
    return Missing("act-of-deciding-level", {"level": deciding, "by_level": act.by.level})


@guard("waiver-by-owner", RuleWaived, standard="refuse", never_waived=True)
def waiver_by_owner(decision: Decision, act: Act[RuleWaived], policy: Policy) -> Missing | None:
    """A rule is set aside by those who own it, in the open."""
    owner = policy.owner(act.fact.rule_id, decision.deciding_level)
    if owner is None or policy.at_or_above(act.by.level, owner):
        return None
    return Missing("act-of-owner", {"level": owner, "by_level": act.by.level})


def refuses_waiver_of(fact: RuleWaived) -> bool:
    """Whether the rule that a waiver names is one that is never waived."""
    rule = GUARDS.get(fact.rule_id)
    return rule is not None and rule.never_waived
