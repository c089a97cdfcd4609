"""A page that has not changed is not made again, and one that is sent is sent small."""

from functools import cache
from importlib.metadata import PackageNotFoundError, version

from fastapi import Request, Response

from laeringslopp.policy import POLICY_STREAM, Policy
from laeringslopp.story.wording import CATALOGUES as STORY
from laeringslopp.when import end_of
from laeringslopp_service.api.answering import digest, has
from laeringslopp_service.compressing import compressed, takes_gzip
from laeringslopp_service.pages.asked import Asked
from laeringslopp_service.pages.rendering import TEMPLATES
from laeringslopp_service.pages.texts import CATALOGUES

VARY = "Accept-Encoding, Accept-Language"


def tag(page: Asked, decision_id: str) -> str | None:
    """What a decision's page is told by: everything that its bytes depend on. None where they depend on the moment.

    It is the decision's version, for whom, in which words, what was asked, the date (by which days pass, and exempt
    entries open) and the rules in force (by which something is owed). It begins with ``W/``, for it is the same
    whether the page is sent small or not. Raises Unknown, and PageProblem for what is no moment.
    """
    register, now = page.register, page.register.now()
    for name in ("as_of", "known_at"):
        asked = page.moment(name)
        if asked is not None and end_of(asked, now.tzinfo) > now:
            return None  # it shows now, which is another moment each time
    whole = register.decision(decision_id)
    organisation = whole.opened.organisation if whole.opened else None
    adopted = register.version(f"{POLICY_STREAM}{organisation}") if organisation else 0
    parts = (
        page.reader.levels,
        page.reader.organisations,
        page.language,
        str(page.request.url),
        now.date().isoformat(),
        adopted,
        _rules(register.policy_of(organisation, now)),
        made_of(page.language),
    )
    said = (",".join(sorted(part)) if isinstance(part, frozenset) else str(part) for part in parts)
    return f'W/"{whole.version}.{digest(*(part.encode() for part in said))}"'


def _rules(policy: Policy) -> str:
    """All of a policy, always in the same order."""
    days = policy.calendar
    return repr(
        (
            policy.name,
            sorted(policy.modes.items()),
            policy.levels,
            sorted((rule, sorted(values.items())) for rule, values in policy.parameters.items()),
            sorted(policy.owners.items()),
            (days.country, days.july_counts, sorted(days.closed)),
            sorted(policy.meetings.items()),
            sorted(policy.organs.items()),
        )
    )


@cache
def made_of(language: str) -> str:
    """Changes with the version of the program, with a template and with a translation."""
    files = sorted(TEMPLATES.rglob("*.html"))
    files += [
        folder / language / "LC_MESSAGES" / name for folder, name in ((STORY, "story.mo"), (CATALOGUES, "pages.mo"))
    ]
    try:
        program = version("laeringslopp")
    except PackageNotFoundError:  # run from a folder, without being installed
        program = ""
    return digest(program.encode(), *(file.read_bytes() for file in files if file.exists()))


def not_modified(page: Asked, etag: str | None) -> Response | None:
    """304 for those who have it already."""
    if etag is None or not has(page.request, etag.removeprefix("W/")):
        return None
    return Response(None, 304, {"ETag": etag, "Vary": VARY, "Content-Language": page.language})


def sent_small(request: Request, response: Response, etag: str | None) -> Response:
    """The page with its tag, compressed for those who take it so.

    Only for pages that hold no secret of a form: what is compressed tells by its length what it repeats (BREACH).
    """
    response.headers["Vary"] = VARY
    if etag is not None:
        response.headers["ETag"] = etag
    if takes_gzip(request.headers):
        response.body = compressed(bytes(response.body))
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(response.body))
    return response
