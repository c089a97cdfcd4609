"""The catalogue of rules: how each acts for an organisation, why, and how often it spoke."""

from fastapi import APIRouter, Request, Response

from laeringslopp.story import wording
from laeringslopp.story.catalogue import rules_shown, tell_rule
from laeringslopp_service.api.answering import JSON, accepted, answer, written
from laeringslopp_service.api.asking import AS, LANG, Parameter, Query
from laeringslopp_service.api.describing import described
from laeringslopp_service.api.waiting import AFTER, reached
from laeringslopp_service.auth import reader_of
from laeringslopp_service.language import language_of
from laeringslopp_service.ruling import OF_WHOM, figures_asked, organisation_asked, policy_asked

router = APIRouter()

RULES = Query(
    Parameter(OF_WHOM, "Whose policy. Without it that of the only organisation, else what the register was made with."),
    AFTER,
    LANG,
    AS,
)


@router.get("/api/rules", **described("list_rules", RULES))
def list_rules(request: Request) -> Response:
    """Every rule."""
    asked = RULES.read(request)
    reached(request, asked)
    words = wording(language_of(request))
    accepted(request, JSON)
    organisation = organisation_asked(request, asked)
    policy = policy_asked(request, organisation)
    figures = figures_asked(request, reader_of(request), organisation)
    told = {
        "items": [tell_rule(rule, words) for rule in rules_shown(policy, words, figures)],
        "policy": policy.name,
        "organisation": organisation,
    }
    return answer(request, written(told), headers={"Content-Language": words.language})
