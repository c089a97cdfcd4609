"""What a service says went wrong, as the exceptions that the embedded register raises."""

import re
from collections.abc import Callable, Mapping
from typing import Any, NoReturn, TypeVar

from pydantic_core import from_json

from laeringslopp.client.talking import Answer
from laeringslopp.errors import (
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

T = TypeVar("T")
PROBLEM = "application/problem+json"
AWAY = frozenset((429, 502, 503, 504))
"""What a proxy answers, in no words of the service's, where the service is away or too many ask."""
_ENTRY = re.compile(r"/(?:entries|facts)/(\d+)(?=/|$)")

LETS_NOBODY_IN = frozenset((401, 403, 407))
"""What a proxy answers to those whom it does not know."""


def is_problem(answer: Answer) -> bool:
    """Whether it is the service's own word that something went wrong."""
    return answer.headers.get("content-type", "").partition(";")[0] == PROBLEM


def read_json(answer: Answer, url: str) -> Any:
    """What was answered. Raises what the service says went wrong, and StoreError where it is no such service."""
    if is_problem(answer):
        raise problem_in(told_in(answer.body, url), url)
    kind = answer.headers.get("content-type", "").partition(";")[0]
    if answer.status in AWAY:
        why = f"what stands before it answered {answer.status}"
        raise StoreError(f"the service at {url} does not answer: {why}", "service-away", url=url, why=why)
    if answer.status in LETS_NOBODY_IN:
        why = f"what stands before it answered {answer.status}, and wants to know who asks"
        raise StoreError(f"the service at {url} answered: {why}", "service-said", url=url, why=why)
    if 300 <= answer.status < 400 and (to := answer.headers.get("location")):
        raise no_service(url, f"it sends on to {to}; give the address of the service itself")
    if answer.status >= 300 or kind != "application/json":
        raise no_service(url, f"it answered {answer.status}, {kind or 'nothing'}")
    return told_in(answer.body, url)


def told_in(body: bytes, url: str) -> Any:
    """JSON as objects. Raises StoreError."""
    try:
        return from_json(body)
    except ValueError as error:
        raise no_service(url, f"what it answered is not JSON: {error}") from None


def no_service(url: str, why: str) -> StoreError:
    """What answers there is something else."""
    return StoreError(f"there is no Læringsløpp service at {url}: {why}", "no-service", url=url, why=why)


def understood(read: Callable[[Any], T], told: Any, url: str) -> T:
    """What was told, as it is read. Raises StoreError where the service says more than this version knows."""
    try:
        return read(told)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        _not_understood(url, error)


def _not_understood(url: str, error: Exception) -> NoReturn:
    why = " ".join(str(error).split())
    detail = f"the service at {url} says something that this version does not know; upgrade laeringslopp ({why})"
    raise StoreError(detail, "newer-service", url=url, why=why) from error


def problem_in(told: Any, url: str) -> LaeringsloppError:
    """The exception that a problem (RFC 9457) stands for."""
    return understood(lambda problem: _problem(problem, url), told, url)


def _problem(told: Mapping[str, Any], url: str) -> LaeringsloppError:
    name, detail = str(told["type"]).rpartition("/")[2], str(told.get("detail") or told["title"])
    match name:
        case "invalid":
            flaws = [_flaw(each) for each in told.get("errors") or ()]
            return Invalid(flaws or [Flaw(name, detail)])
        case "refused":
            return Refused([read_refusal(each) for each in told["refusals"]], told["remarks"])
        case "stale" | "conflict":
            return Conflict(told["decision_id"], told["expected"], told["actual"])
        case "exists":
            return Conflict(told["decision_id"], 0, told["actual"])
        case "unknown":
            return Unknown(told["decision_id"])
        case "key-reused":
            return KeyReused(told.get("key", ""))
        case "rule-failed":
            return RuleFailed(told["rule_id"], told["plugin"], detail)
        case "not-installed":
            return ExtraMissing("the service", "documents")
        case "store" if "position" in told:
            where = {"position": told["position"], "decision": told["decision_id"], "version": ""}
            return StoreError(f"the fact at position {told['position']} cannot be read", "unreadable", **where)
        case "header" | "too-large" | "media-type":
            return Invalid([Flaw(name, detail)])
        case "not-found" | "method":
            detail = f"the service at {url} has no such call; check the address, or it is of an older version"
            return StoreError(detail, "older-service", url=url)
    return StoreError(f"the service at {url} answered: {detail}", "service-said", url=url, why=detail)


def _flaw(told: Mapping[str, Any]) -> Flaw:
    pointer, entry = told["pointer"], 0
    if found := _ENTRY.match(pointer):
        entry, pointer = int(found[1]), pointer[found.end() :]
    known = tuple(told.get("known", ()))
    return Flaw(told["code"], told["detail"], pointer, entry, told.get("instead"), known)


def read_refusal(told: Mapping[str, Any]) -> Refusal:
    """A guard's no, as the service tells it."""
    found = _ENTRY.match(told["pointer"])
    return Refusal(
        told["rule_id"],
        told["subject"],
        told["missing"],
        told["parameters"],
        tuple(told["record_first"]),
        told.get("instead"),
        int(found[1]) if found else 0,
    )
