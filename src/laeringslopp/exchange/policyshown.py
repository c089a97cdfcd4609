"""An organisation's policies as those who ask for them are told, by the command line and over HTTP alike."""

from datetime import datetime
from typing import Any

from laeringslopp.access import Reader
from laeringslopp.policy import Policy
from laeringslopp.register.asking import MEMBER, Asking
from laeringslopp.register.ruling import Adopted
from laeringslopp.rules.documented import document_of
from laeringslopp.story.policywords import tell_differences
from laeringslopp.story.wording import Wording

Json = dict[str, Any]


def in_force_told(
    register: Asking, organisation: str, words: Wording, at: datetime | None = None, reader: Reader = MEMBER
) -> Json:
    """The policy in force for an organisation, whole; whence it comes, and what is adopted and not in force yet."""
    moment = at or register.now()
    adopted = register.policies(organisation, reader)
    current = last_by(adopted, moment)
    told: Json = {"organisation": organisation, "adopted": current is not None}
    if current is not None:
        told |= {"version": current.recorded.version, "in_force_from": current.fact.in_force_from.isoformat()}
        told["reason"] = current.fact.reason
    told["policy"] = document_told(register.policy_of(organisation, moment), current)
    told["ahead"] = [adopted_told(each, words) for each in adopted if each.policy and each.fact.in_force_from > moment]
    return told


def last_by(adopted: tuple[Adopted, ...], moment: datetime) -> Adopted | None:
    """The adoption that is in force at a moment; None where that is what the register was made with."""
    known = [each for each in adopted if each.policy is not None and each.fact.in_force_from <= moment]
    return known[-1] if known else None


def document_told(policy: Policy, adopted: Adopted | None) -> Json:
    """A policy written out whole, with the title and the base that its organisation gave it."""
    said = adopted.fact.policy if adopted else {}
    return document_of(policy, said.get("title"), said.get("based_on"))


def adopted_told(adopted: Adopted, words: Wording) -> Json:
    """One adoption: who, why, from when, and what it tightened and loosened."""
    recorded, fact = adopted.recorded, adopted.fact
    return {
        "version": recorded.version,
        "name": str(fact.policy.get("name", "")),
        **({"title": fact.policy["title"]} if isinstance(fact.policy.get("title"), str) else {}),
        "reason": fact.reason,
        "by": recorded.by.model_dump(mode="json", exclude_unset=True),
        "recorded_at": recorded.recorded_at.isoformat(),
        "in_force_from": fact.in_force_from.isoformat(),
        "in_force": adopted.is_in_force,
        "has_effect": adopted.policy is not None,
        **tell_differences(adopted.differences, words),
        "policy": fact.policy,
    }
