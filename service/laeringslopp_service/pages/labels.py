"""What kinds, fields and words of a fact are called on a page: the story's words, and those of how things stand."""

from collections.abc import Mapping

from laeringslopp import DirectionChosen, RiskMaterialised
from laeringslopp.facts import Fact
from laeringslopp.story import kind_name
from laeringslopp_service.pages.texts import N_, Texts

STATUSES: Mapping[str, str] = {
    "open": N_("Open"),
    "no-end-found": N_("No end found in the sources"),
    "adopted": N_("Adopted"),
    "abandoned": N_("Given up"),
    "superseded": N_("Superseded"),
    "deferred": N_("Put off"),
}

OUTCOMES: Mapping[str | None, str] = {
    "succeeded": N_("Succeeded"),
    "failed": N_("Did not go as meant"),
    "mixed": N_("Went partly as meant"),
    "stopped": N_("Stopped"),
    None: N_("No end on record"),
}


def kind_label(fact: Fact, texts: Texts) -> str:
    """What sort of entry it is; a direction that an organ chose is its decision."""
    if isinstance(fact, DirectionChosen) and (fact.organ is not None or fact.basis == "meeting"):
        return texts.say(N_("Decided"))
    if isinstance(fact, RiskMaterialised) and not fact.came_true:
        return texts.say(N_("Risk did not come true"))
    return kind_name(fact.kind, texts.words)
