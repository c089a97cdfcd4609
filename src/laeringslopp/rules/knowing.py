"""Guards on what the deciding level knows when it chooses."""

from laeringslopp.decision import Decision
from laeringslopp.decision.state import Risk
from laeringslopp.facts import DirectionChosen
from laeringslopp.policy import Policy
from laeringslopp.rules.guard import Act, Missing, guard


@guard("presented-before-decision", DirectionChosen, standard="remark")
def presented_before_decision(decision: Decision, act: Act[DirectionChosen], policy: Policy) -> Missing | None:
    """A choice made without knowing what had failed is made by whoever kept quiet about it."""
    deciding = decision.deciding_level
    if deciding is None:
        return None
    unknown = {version: name for version, name in decision.tellable.items() if not decision.knows(deciding, version)}
    if unknown and act.by.level == deciding:  # whoever refers to something in an act of their own knows it
        named = {*act.fact.tolerated_risks, *(decision.tellable.get(version) for version in act.recorded.caused_by)}
        unknown = {version: name for version, name in unknown.items() if name not in named}
    if not unknown:
        return None
    latest = max(unknown)
    risks = any(isinstance(decision.things.get(name), Risk) for name in unknown.values())
    template = {"kind": "case-presented", "to_level": deciding, "up_to_version": latest}
    parameters = {"level": deciding, "unknown": [unknown[version] for version in sorted(unknown)]}
    return Missing("presentation", parameters, (template,), follows_disclosure=not risks)
