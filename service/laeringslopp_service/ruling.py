"""The rules in force for an organisation, and how often each spoke; for programs and for people."""

from collections.abc import Mapping

from fastapi import Request

from laeringslopp import Flaw, Invalid, Policy, Reader, Register
from laeringslopp.nearest import closest, nearest
from laeringslopp.rules import stream_of
from laeringslopp.rules.figures import RuleFigures
from laeringslopp.views.figures import rule_figures
from laeringslopp_service.following import fresh
from laeringslopp_service.settings import Settings

OF_WHOM = "organisation"


def organisation_asked(request: Request, asked: Mapping[str, str]) -> str | None:
    """Whose rules: the organisation that is named, the installation's, the only one, or none in particular.

    Raises Invalid for one that nothing is on record of.
    """
    register: Register = request.app.state.register
    settings: Settings = request.app.state.settings
    known = register.organisations()
    named = asked.get(OF_WHOM)
    if named is None:
        return settings.organisation or (known[0] if len(known) == 1 else None)
    if named not in known and not register.knows(stream_of(named)):
        detail = f"nothing is on record here of an organisation {named!r}{nearest(named, known)}"
        raise Invalid([Flaw("no-such-organisation", detail, f"/{OF_WHOM}", instead=closest(named, known))])
    return named


def policy_asked(request: Request, organisation: str | None) -> Policy:
    """The policy in force for an organisation now; of none, what the register was made with."""
    register: Register = request.app.state.register
    return register.policy_of(organisation)


def figures_asked(request: Request, reader: Reader, organisation: str | None) -> Mapping[str, RuleFigures]:
    """How often each rule spoke, as far as the reader may know. Raises StoreError."""
    return rule_figures(request.app.state.register, fresh(request, "judgements"), reader, organisation)
