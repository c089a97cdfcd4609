"""Guards on choosing a direction: between what, at what risk, and by whom."""

from typing import Any

from laeringslopp.decision import Decision
from laeringslopp.decision.state import Risk, direction_key
from laeringslopp.facts import SCALE, DecisionConcluded, DirectionChosen
from laeringslopp.policy import Parameter, Policy
from laeringslopp.rules.guard import TO_FILL_IN, Act, Missing, act_of, guard

LIKELY = Parameter(
    "probability", 0.5, "how probable a risk is that must be tolerated openly, from 0 to 1", 0, 1, tighter="less"
)
GRAVE = Parameter(
    "consequence", "serious", "how bad a risk is that must be tolerated openly", among=SCALE, tighter="less"
)
ENOUGH = 2
"""So many alternatives are something to choose between."""


def _repeats(decision: Decision, fact: DirectionChosen) -> bool:
    return decision.direction is not None and decision.direction.key == direction_key(fact)


@guard("alternatives-before-direction", DirectionChosen, standard="remark")
def alternatives_before_direction(decision: Decision, act: Act[DirectionChosen], policy: Policy) -> Missing | None:
    """A choice between one alternative is no choice."""
    known = decision.count("alternative")
    if known >= ENOUGH or _repeats(decision, act.fact):
        return None
    template = {"kind": "alternative-proposed", "title": TO_FILL_IN}
    return Missing("alternatives", {"known": known, "needed": ENOUGH}, (template,) * (ENOUGH - known))


@guard("risk-before-direction", DirectionChosen, standard="remark")
def risk_before_direction(decision: Decision, act: Act[DirectionChosen], policy: Policy) -> Missing | None:
    """Who has not asked what could go wrong cannot say that the risk was taken openly."""
    chosen = act.fact.alternative_id
    if decision.assessed.get("") or (chosen and decision.assessed.get(chosen)) or _repeats(decision, act.fact):
        return None
    about = {"alternative_id": chosen} if chosen else {}
    return Missing("risk", about, ({"kind": "risk-assessed", **about, "what": TO_FILL_IN},))


@guard("risk-tolerated-openly", DirectionChosen, standard="remark", parameters=(LIKELY, GRAVE))
def risk_tolerated_openly(decision: Decision, act: Act[DirectionChosen], policy: Policy) -> Missing | None:
    """A grave risk that nobody said yes to was not taken, it was overlooked."""
    fact = act.fact
    likely, grave = policy.value("risk-tolerated-openly", LIKELY), policy.value("risk-tolerated-openly", GRAVE)
    unnamed: list[str] = []
    untolerated: list[dict[str, Any]] = []
    for _, risk_id in sorted(decision.tellable.items()):
        risk = decision.things.get(risk_id)
        if not isinstance(risk, Risk) or risk.replaced or risk.alternative_id not in (None, fact.alternative_id):
            continue
        if risk.tolerance == "to-be-reduced" or not _at_or_above(risk, likely, grave):
            continue
        if risk.tolerance == "not-tolerated":
            about = {"alternative_id": risk.alternative_id} if risk.alternative_id else {}
            again = {"kind": "risk-assessed", "replaces": risk_id, **about, "what": TO_FILL_IN}
            untolerated.append({**again, "tolerance": "to-be-reduced"})
        elif risk_id not in fact.tolerated_risks:
            unnamed.append(risk_id)
    if not unnamed and not untolerated:
        return None
    named = ({"tolerated_risks": [*fact.tolerated_risks, *unnamed]},) if unnamed else ()
    risks = [*unnamed, *(each["replaces"] for each in untolerated)]
    return Missing("tolerance", {"risks": risks}, (*untolerated, *named))


def _at_or_above(risk: Risk, likely: float, grave: str) -> bool:
    if risk.probability is not None and risk.probability >= likely:
        return True
    # A likelihood is one of five steps, each a fifth of what is possible; it is at least where its step begins.
    if risk.likelihood is not None and (risk.likelihood - 1) / len(_STEPS) >= likely:
        return True
    return risk.consequence is not None and SCALE.index(risk.consequence) >= SCALE.index(grave)


_STEPS = range(1, 6)


@guard("only-deciding-level-chooses", DirectionChosen, DecisionConcluded, standard="remark")
def only_deciding_level_chooses(
    decision: Decision, act: Act[DirectionChosen | DecisionConcluded], policy: Policy
) -> Missing | None:
    """A direction is the act of those who answer for it, or of somebody they gave it to."""
    deciding = decision.deciding_level
    if deciding is None or act.fact.basis == "delegated" or policy.at_or_above(act.by.level, deciding):
        return None
    return Missing("act-of-deciding-level", {"level": deciding, "by_level": act.by.level}, (act_of(deciding),))
