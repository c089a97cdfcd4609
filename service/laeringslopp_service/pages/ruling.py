"""The pages of policies: which is in force for an organisation, and what was adopted, by whom and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from laeringslopp.exchange.policyshown import last_by
from laeringslopp.register.ruling import Adopted
from laeringslopp.rules.differing import WAYS
from laeringslopp.story import name_of
from laeringslopp.story.policywords import HEADS, difference_sentence
from laeringslopp_service.api.ruling import known_organisations
from laeringslopp_service.pages.asked import Asked, PageProblem
from laeringslopp_service.pages.texts import N_


@dataclass(frozen=True, slots=True)
class Part:
    """What was tightened, what was loosened, or what is otherwise: a heading and its sentences."""

    head: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AdoptionShown:
    """One adoption."""

    version: int
    name: str
    who: str
    reason: str
    when: str
    """From when it is in force."""
    state: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class PoliciesPage:
    """An organisation's policies, the newest first."""

    organisation: str
    in_force: str
    since: str | None
    """None: it is the one that the register was made with."""
    levels: str
    adoptions: tuple[AdoptionShown, ...]


def policies_page(page: Asked, organisation: str) -> PoliciesPage:
    """What the page of an organisation shows. Raises PageProblem where nobody is called so."""
    register, words = page.register, page.texts.words
    if organisation not in known_organisations(register, page.reader):
        text = N_("No organisation “{organisation}” has a decision or a policy here.")
        raise PageProblem(404, text, page.to("/policies"), organisation=organisation)
    adopted = register.policies(organisation, page.reader)
    current = last_by(adopted, register.now())
    policy = register.policy_of(organisation)
    return PoliciesPage(
        organisation,
        _name(current) if current else policy.name,
        words.when(current.fact.in_force_from, "minute") if current else None,
        words.these([words.level(level) for level in policy.levels]),
        tuple(_shown(each, page) for each in reversed(adopted)),
    )


def organisations(page: Asked) -> Sequence[tuple[str, str]]:
    """Each organisation, and what its policy is called."""
    register = page.register
    known = known_organisations(register, page.reader)
    return [(name, register.policy_of(name).name) for name in known]


def _name(adopted: Adopted) -> str:
    said = adopted.fact.policy
    return str(said.get("title") or said.get("name") or "")


def _shown(adopted: Adopted, page: Asked) -> AdoptionShown:
    words = page.texts.words
    if adopted.policy is None:
        state = N_("Carried here without effect")
    elif adopted.is_in_force:
        state = N_("In force")
    elif adopted.fact.in_force_from > page.register.now():
        state = N_("Not in force yet")
    else:
        state = N_("No longer in force")
    parts = (
        Part(
            words.text(HEADS[way]),
            tuple(difference_sentence(each, words) for each in adopted.differences if each.way == way),
        )
        for way in WAYS
    )
    return AdoptionShown(
        adopted.recorded.version,
        _name(adopted),
        name_of(adopted.recorded.by),
        adopted.fact.reason,
        words.when(adopted.fact.in_force_from, "minute"),
        page.texts.say(state),
        tuple(part for part in parts if part.sentences),
    )
