"""From what pydantic found wrong to what a person can mend."""

import json
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from laeringslopp.entry import Entry, Envelope
from laeringslopp.errors import Flaw, Invalid, pointer_step
from laeringslopp.facts import KINDS
from laeringslopp.nearest import closest, nearest

FORMS = {
    r"^[A-Za-z0-9._-]{1,100}$": ("id", "an id has 1 to 100 of the characters A-Z a-z 0-9 . _ -"),
    r"^\d{4}-\d\d-\d\d$": ("date", "write a date as 2026-03-12"),
    r"^[^\x00-\x09\x0b-\x1f\x7f-\x9f]*$": (
        "text",
        "control characters other than line breaks cannot be recorded; take them out",
    ),
    r"^[^\x00-\x1f\x7f-\x9f]*$": (
        "line",
        "this is one line of text: control characters and line breaks cannot be recorded",
    ),
    r"^[A-Z]{3}$": ("currency", "a currency has three capital letters, such as NOK (ISO 4217)"),
}
TIME = ("time", "write a time with its offset from UTC, such as 2026-03-12T10:00:00+01:00")

BOUNDS = {"ge": "least", "gt": "above", "le": "most", "lt": "below", "min_length": "least", "max_length": "most"}
"""What pydantic's bounds are called here."""
_QUOTED = re.compile("'([^']*)'")

CODES = {
    "missing": "missing",
    "extra_forbidden": "unknown-field",
    "union_tag_invalid": "unknown-kind",
    "union_tag_not_found": "missing",
    "string_too_short": "empty",
    "string_too_long": "too-long",
    "too_long": "too-many",
    "json_invalid": "not-json",
    "literal_error": "unknown-word",
}


def parse(text: str | bytes) -> Any:
    """JSON as Python objects; duplicate keys, NaN and half characters are errors. Raises Invalid (``not-json``)."""
    try:
        return json.loads(text, object_pairs_hook=_once, parse_float=_finite, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        why, values = _why(error)
        raise Invalid([Flaw("not-json", f"this is not JSON: {why}", values=values)]) from None


class _Unread(ValueError):
    """JSON that two programs might read differently, or none at all."""

    def __init__(self, why: str, **values: Any) -> None:
        self.values = values
        super().__init__(why)


def _why(error: Exception) -> tuple[str, Mapping[str, Any]]:
    match error:
        case UnicodeDecodeError():
            return f"byte {error.start} is not UTF-8; save the file as UTF-8", {"byte": error.start}
        case RecursionError():
            return "it is nested too deeply", {"how": "nested"}
        case _Unread():
            return str(error), error.values
        case json.JSONDecodeError():
            return str(error), {"line": error.lineno, "character": error.colno}
    return str(error), {}


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise _Unread(f"the key {twice!r} stands twice in one object; keep one of them", name=twice)
    return made


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise _Unread(f"{text} is too large a number; leave the field out", number=text)
    return number


def _no_constant(name: str) -> Any:
    raise _Unread(f"{name} is not a number in JSON; leave the field out", number=name)


_entry = TypeAdapter(Entry)


def read_entry(text: str | bytes | Mapping[str, Any]) -> Entry:
    """An entry in the exchange format, from JSON text or parsed JSON. Raises Invalid with every flaw."""
    made = text if isinstance(text, Mapping) else parse(text)
    if not isinstance(made, Mapping):
        raise Invalid([Flaw("not-an-object", 'an entry is an object: {"decision_id": …, "by": …, "fact": {…}}')])
    try:
        # JSON's own rules hold here (text for dates, no null), so the parsed objects go back through JSON.
        return _entry.validate_json(json.dumps(made, ensure_ascii=False).encode())
    except UnicodeEncodeError:
        half = {"how": "half-a-character"}
        raise Invalid([Flaw("not-json", "the text holds half a character (a lone surrogate)", values=half)]) from None
    except ValidationError as error:
        raise Invalid(list(flaws_of(error, Entry))) from None


def flaws_of(error: ValidationError, model: type[BaseModel] = Envelope, prefix: str = "") -> Iterator[Flaw]:
    """What is wrong, where, and how to mend it, once per place."""
    seen: set[str] = set()
    for found in error.errors(include_url=False):
        pointer = prefix + "".join(map(pointer_step, _keys(found)))
        if pointer not in seen:
            seen.add(pointer)
            detail, values = _detail(found, model)
            yield Flaw(_code(found), detail, pointer, values=values)


def _keys(found: ErrorDetails) -> Iterator[str | int]:
    """The steps of pydantic's path that are keys and indexes, not branches that it took."""
    *way, last = found["loc"] or ("",)
    yield from (part for part in way if part not in KINDS and not _is_branch(part))
    if found["type"] == "extra_forbidden" or (found["loc"] and last not in KINDS and not _is_branch(last)):
        yield last  # an unknown field may have any name


def _is_branch(part: str | int) -> bool:
    """Whether a step of pydantic's path is a branch of a union rather than a key."""
    return isinstance(part, str) and (part in ("int", "float", "Access") or "[" in part or "(" in part)


def _code(found: ErrorDetails) -> str:
    if found.get("input", ...) is None and found["type"] != "missing":
        return "null"
    return CODES.get(found["type"], found["type"].replace("_", "-"))


def _detail(found: ErrorDetails, model: type[BaseModel]) -> tuple[str, Mapping[str, Any]]:
    """What is wrong in English, and the values that it names."""
    context: Mapping[str, Any] = found.get("ctx", {})
    if found["type"] != "missing" and found.get("input", ...) is None:
        return "null is no value; leave the field out", {}
    match found["type"]:
        case "missing":
            return "this field is required", {}
        case "extra_forbidden":
            name, known = str(found["loc"][-1]), _fields_at(found, model)
            return f"there is no such field{nearest(name, known)}", {"name": name, "near": closest(name, known)}
        case "union_tag_invalid":
            tag = context["tag"]
            return f"there is no kind {tag!r}{nearest(tag, KINDS)}", {"name": tag, "near": closest(tag, KINDS)}
        case "union_tag_not_found":
            return "the fact needs its kind, such as failure-disclosed", {}
        case "string_pattern_mismatch":
            how, said = FORMS.get(context["pattern"], TIME)
            return said, {"how": how}
        case "string_too_short":
            return "write something here", {}
        case "string_too_long":
            return f"at most {context['max_length']} characters", {"most": context["max_length"]}
        case "too_long":
            return f"at most {context['max_length']} items", {"most": context["max_length"]}
        case "literal_error":
            return f"write one of {context['expected']}", {"allowed": _QUOTED.findall(context["expected"])}
    values = {BOUNDS.get(name, name): value for name, value in context.items() if name != "error"}
    return found["msg"].removeprefix("Value error, "), values


def _fields_at(found: ErrorDetails, model: type[BaseModel]) -> list[str]:
    kind = next((KINDS[part] for part in found["loc"] if isinstance(part, str) and part in KINDS), None)
    fields = (kind or model).model_fields
    return [field.alias or name for name, field in fields.items()]
