"""What went wrong, as RFC 9457 asks for: ``application/problem+json``, always with a way on."""

import gettext
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic_core import to_json
from starlette.exceptions import HTTPException as StarletteHTTPException

from laeringslopp import (
    Conflict,
    ExtraMissing,
    Flaw,
    Invalid,
    KeyReused,
    LaeringsloppError,
    Refusal,
    Refused,
    RuleFailed,
    StoreError,
    Unknown,
)
from laeringslopp.story import Language, Wording, has_words, tell_flaw, tell_refusal, trouble_sentence, wording
from laeringslopp.story.wording import N_
from laeringslopp_service.language import spoken_to

MEDIA_TYPE = "application/problem+json"
TYPES = "/problems/"
CATALOGUES = Path(__file__).parent / "pages" / "locale"
LATER = {"Retry-After": "5"}
"""When to try again, in seconds: as long as a store waits for another program at most."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem: what it is called, and what to do about it."""

    status: int
    title: str
    about: str
    also: int | None = None
    """Another status that it has at times."""


KINDS: Mapping[str, Kind] = {
    "invalid": Kind(
        422,
        N_("This cannot be recorded or asked for as it is written"),
        N_(
            "`errors` lists every place that is wrong. `pointer` says where: a JSON pointer into the body, or the name "
            "of a query parameter. `code` and `detail` say what, and `instead` what would be accepted, where that is "
            "known. A body that is not JSON has status 400. Mend it and send it again; nothing was recorded."
        ),
        also=400,
    ),
    "refused": Kind(
        422,
        N_("Cannot be recorded yet"),
        N_(
            "A rule of the policy in force asks for something that is not on record. `refusals` lists every rule that "
            "said no: `rule_id`, `sentence`, and what is `missing`. `record_first` has templates of facts to record "
            "first. Nothing was recorded. No rule ever refuses a disclosed failure."
        ),
    ),
    "stale": Kind(
        412,
        N_("Somebody else has recorded since"),
        N_(
            "The decision is at version `actual`, and If-Match named `expected`. Read it again, see what is new, and "
            "send with the new version. Without If-Match what is sent is judged on the newest version."
        ),
    ),
    "conflict": Kind(
        409,
        N_("Too many are recording at once"),
        N_("Others recorded in the same decision every time this was tried. Nothing was recorded; send it again."),
    ),
    "exists": Kind(
        409,
        N_("There is such a decision already"),
        N_("Record in it with POST /api/decisions/{decision_id}/facts, or open this one under another id."),
    ),
    "key-reused": Kind(
        422,
        N_("This Idempotency-Key was used with another body"),
        N_("A key stands for one body. Nothing was recorded; send what is new under a new key."),
    ),
    "unknown": Kind(
        404, N_("There is no such decision"), N_("Nothing on record is ever deleted; the id may be mistyped.")
    ),
    "not-found": Kind(404, N_("There is nothing here"), N_("The calls are listed at /docs and in /openapi.json.")),
    "method": Kind(405, N_("This is not possible here"), N_("The Allow header names the methods that are.")),
    "not-acceptable": Kind(
        406, N_("There is no such form of this"), N_("The Accept header asks for a form that this call does not have.")
    ),
    "too-large": Kind(
        413, N_("This is too much at once"), N_("Send at most 1 MiB and 100 facts at a time. Nothing was recorded.")
    ),
    "media-type": Kind(
        415,
        N_("The body is not sent as JSON"),
        N_("Send JSON in UTF-8, with the header Content-Type: application/json."),
    ),
    "header": Kind(400, N_("A header cannot be understood"), N_("`detail` says which, and how it is written.")),
    "elsewhere": Kind(
        403,
        N_("This did not come from here"),
        N_(
            "There is no sign-in yet, so the service answers to loopback names alone. It takes nothing that a page of "
            "another site sends. Whoever runs it can name sites that may."
        ),
    ),
    "busy": Kind(
        429,
        N_("Too many backtests run at once"),
        N_("Two may run at once. Ask again after the seconds that Retry-After names, or stop one of them."),
    ),
    "full": Kind(
        503,
        N_("As many listen as may"),
        N_(
            "Each who listens holds a connection, and all are taken, or the service is about to stop. Come back after "
            "the seconds that Retry-After names, or read /api/facts from the position that you have."
        ),
    ),
    "too-often": Kind(
        429,
        N_("You have asked for very much in a short time"),
        N_(
            "`RateLimit` says what is left of your allowance, and Retry-After when to ask again. Searches, papers and "
            "large pages count for more. A failure can be disclosed all the same: that is counted by itself."
        ),
    ),
    "overloaded": Kind(
        503,
        N_("There is more to do just now than can be done"),
        N_(
            "Nothing of this was read or recorded. Send it again after the seconds that Retry-After names. Disclosed "
            "failures have room of their own."
        ),
    ),
    "too-slow": Kind(
        503,
        N_("This took too long"),
        N_(
            "The answer was given up. What was sent may be recorded all the same: send it again with the same "
            "Idempotency-Key, and nothing is recorded twice. Ask for less at a time where that is possible."
        ),
    ),
    "slow-body": Kind(
        408,
        N_("The body did not come in time"),
        N_("Nothing was recorded. Send it again, on a connection that carries it."),
    ),
    "store": Kind(
        503,
        N_("The register cannot be reached"),
        N_(
            "What was recorded is not lost. Try again in a while; with the same Idempotency-Key nothing is recorded "
            "twice."
        ),
    ),
    "rule-failed": Kind(
        503,
        N_("A rule could not judge this"),
        N_(
            "`rule_id` names the rule, and `plugin` the package that brought it. It is a fault in the package, not in "
            "what was sent. Nothing was recorded; send it again once the package is mended, or the rule is set aside "
            "or turned off. A disclosed failure is recorded all the same."
        ),
    ),
    "behind": Kind(
        503,
        N_("The view has not come that far yet"),
        N_(
            "The view is at position `actual`, and `after` asked for `expected`. What was recorded is not lost. Ask "
            "again after the seconds that Retry-After names, or without `after` for what there is."
        ),
    ),
    "not-installed": Kind(
        501,
        N_("This service cannot write that format"),
        N_(
            "The libraries that the format needs are not installed. Whoever runs the service installs them; until "
            "then ask for another format."
        ),
    ),
    "failed": Kind(
        500,
        N_("Something went wrong here"),
        N_("It is a fault in the service, not in what was sent. What was recorded is not lost."),
    ),
}

BY_STATUS = {404: "not-found", 405: "method", 408: "slow-body", 413: "too-large", 415: "media-type", 403: "elsewhere"}


class Problem(HTTPException):
    """A problem of the service's own: ``name`` is one of ``KINDS``, ``more`` is told beside it.

    ``text`` is what the catalogues translate, with its ``values``; without it, what there is to do about the kind.
    """

    def __init__(
        self,
        name: str,
        text: str | None = None,
        headers: Mapping[str, str] | None = None,
        values: Mapping[str, object] | None = None,
        **more: Any,
    ) -> None:
        self.name, self.text, self.values, self.more = name, text or KINDS[name].about, values or {}, more
        super().__init__(KINDS[name].status, self.told(self.text), dict(headers or {}))

    def told(self, text: str) -> str:
        """The text with its values; one that comes from the catalogues as it is."""
        return text.format(**self.values) if self.values else text


def problem_of(request: Request, error: Exception) -> Response:
    """The answer to a request that failed. What nobody foresaw is told without its details."""
    words = wording(spoken_to(request))
    match error:
        case Problem():
            headers = {**(error.headers or {}), "Content-Language": words.language}
            detail = error.told(said_in(words.language, error.text))
            return _told(request, error.name, detail, headers, **error.more)
        case Invalid():
            return _invalid(request, error, words)
        case Refused():
            at = getattr(request.state, "refused_at", None)
            told = [refusal_told(refusal, words, at) for refusal in error.refusals]
            sentences = " ".join(dict.fromkeys(refusal["sentence"] for refusal in told))
            language = {"Content-Language": words.language}
            return _told(request, "refused", sentences, language, refusals=told, remarks=list(error.remarks))
        case Conflict():
            name = "stale" if request.headers.get("if-match", "*").strip() != "*" else "conflict"
            places: dict[str, Any] = {"expected": error.expected, "actual": error.actual}
            return _worded(request, name, error, words, decision_id=error.decision_id, **places)
        case Unknown():
            return _worded(request, "unknown", error, words, decision_id=error.decision_id)
        case RuleFailed():
            return _worded(request, "rule-failed", error, words, rule_id=error.rule_id, plugin=error.plugin)
        case ExtraMissing():
            return _worded(request, "not-installed", error, words)
        case KeyReused():
            return _worded(request, "key-reused", error, words, key=error.key)
        case StoreError():
            # Where the register lies is nobody's business but its keeper's; which entry is damaged helps to mend it.
            unreadable = error.reason == "unreadable"
            where: dict[str, Any] = (
                {}
                if not unreadable
                else {"decision_id": error.values["decision"], "position": error.values["position"]}
            )
            return _told(request, "store", None, LATER, **where)
        case RequestValidationError():
            return _told(request, "invalid", "; ".join(found["msg"] for found in error.errors()))
        case StarletteHTTPException():
            name = BY_STATUS.get(error.status_code, "failed" if error.status_code >= 500 else "invalid")
            return _told(request, name, None, error.headers, status=error.status_code)
    return _told(request, "failed")


def _invalid(request: Request, error: Invalid, words: Wording) -> Response:
    """Everything that is wrong, in the caller's language; what has no words there is English, and is said to be."""
    status = 400 if any(flaw.code == "not-json" for flaw in error.flaws) else None
    told = [tell_flaw(flaw, words) for flaw in error.flaws]
    detail = ("; " if words.language == "en" else " ").join(dict.fromkeys(each["detail"] for each in told))
    is_english = words.language != "en" and not all(map(has_words, error.flaws))
    spoken = {"Content-Language": f"{words.language}, en" if is_english else words.language}
    return _told(request, "invalid", detail, spoken, status=status, errors=told)


def _worded(request: Request, name: str, error: LaeringsloppError, words: Wording, **more: Any) -> Response:
    """A problem whose detail is a sentence in the caller's language."""
    language = {"Content-Language": words.language}
    return _told(request, name, trouble_sentence(error, words), language, **more)


def refusal_told(refusal: Refusal, words: Wording, pointer: str | None = None) -> dict[str, Any]:
    """A guard's no, and which of the facts that were sent it is about."""
    pointer = "/facts/{entry}" if pointer is None else pointer
    return {**tell_refusal(refusal, words), "pointer": pointer.format(entry=refusal.entry)}


def invalid(code: str, detail: str, pointer: str, instead: Any = None, **values: Any) -> Invalid:
    """One thing that is wrong with what was sent or asked; ``values`` are those that ``detail`` names."""
    return Invalid([Flaw(code, detail, pointer, instead=instead, values=values)])


@cache
def said_in(language: Language, text: str) -> str:
    """A kind's title, or what there is to do about it, in a language."""
    # Looking for a catalogue asks the disk each time, which those who are turned away should not cost.
    return gettext.translation("pages", CATALOGUES, [language], fallback=True).gettext(text)


def _told(
    request: Request,
    name: str,
    detail: str | None = None,
    headers: Mapping[str, str] | None = None,
    status: int | None = None,
    **more: Any,
) -> Response:
    kind, language = KINDS[name], spoken_to(request)
    if detail is None or detail == kind.about:
        detail, headers = said_in(language, kind.about), {"Content-Language": language, **(headers or {})}
    scope = request.scope  # below a mount, the root path is the mount's
    root = scope.get("app_root_path", scope.get("root_path", ""))
    told = {
        "type": f"{root}{TYPES}{name}",
        "title": said_in(language, kind.title),
        "status": status or kind.status,
        "detail": detail,
        "instance": request.url.path,
        **more,
    }
    return Response(to_json(told), told["status"], {"Vary": "Accept-Language", **(headers or {})}, MEDIA_TYPE)


FORESEEN: tuple[type[Exception], ...] = (LaeringsloppError, StarletteHTTPException, RequestValidationError)
"""What a route may raise and a problem is made of."""
