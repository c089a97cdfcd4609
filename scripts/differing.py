"""What of a new OpenAPI document would break those who hold on to an old one.

The kinds of change are those that oasdiff names (https://www.oasdiff.com): what is sent may only be widened, what is
answered only narrowed or added to.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Direction = Literal["sent", "answered"]
Schema = Mapping[str, Any]

METHODS = ("get", "put", "post", "delete", "patch", "head", "options")
SUNSET = "x-sunset"
"""The day from which a deprecated call may be gone."""
LEAST = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
MOST = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")


@dataclass(frozen=True, slots=True)
class Breach:
    """One thing that somebody may hold on to, and that would not hold."""

    place: str
    what: str


def breaches(before: Mapping[str, Any], after: Mapping[str, Any], today: date) -> Iterator[Breach]:
    """Each change that breaks. A call whose sunset has passed may go."""
    differing = _Differing(before, after)
    for path, calls in before["paths"].items():
        for method in METHODS:
            if method not in calls:
                continue
            place = f"{method.upper()} {path}"
            old, new = calls[method], after["paths"].get(path, {}).get(method)
            if new is not None:
                yield from differing.call(place, old, new)
            elif not _has_set(old, today):
                yield Breach(place, "the call is gone; mark it as deprecated, and let its sunset pass first")


def _has_set(call: Mapping[str, Any], today: date) -> bool:
    return bool(call.get("deprecated")) and date.fromisoformat(call.get(SUNSET, "9999-12-31")) <= today


class _Differing:
    """Two documents, each with the shapes that it refers to."""

    def __init__(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        self._before, self._after = before, after
        self._looking: set[tuple[str, str, Direction]] = set()

    def call(self, place: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Breach]:
        if old.get("operationId") != new.get("operationId"):
            yield Breach(place, f"its operation id was {old.get('operationId')} and is {new.get('operationId')}")
        if new.get("security", self._after.get("security")) and not old.get("security", self._before.get("security")):
            yield Breach(place, "it asks for a sign-in that it did not ask for")
        yield from self._parameters(place, old.get("parameters", ()), new.get("parameters", ()))
        yield from self._body(f"{place} body", old.get("requestBody"), new.get("requestBody"))
        yield from self._answers(place, old.get("responses", {}), new.get("responses", {}))

    def _parameters(self, place: str, old: Any, new: Any) -> Iterator[Breach]:
        was = {(each["in"], each["name"]): each for each in old}
        now = {(each["in"], each["name"]): each for each in new}
        for key, parameter in was.items():
            at = f"{place} {key[0]} {key[1]}"
            if key not in now:
                yield Breach(at, "it is no longer taken")
                continue
            if now[key].get("required") and not parameter.get("required"):
                yield Breach(at, "it has come to be required")
            yield from self.schema(at, parameter.get("schema", {}), now[key].get("schema", {}), "sent")
        for key in now.keys() - was.keys():
            if now[key].get("required"):
                yield Breach(f"{place} {key[0]} {key[1]}", "it is new, and required")

    def _body(self, place: str, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> Iterator[Breach]:
        if old is None:
            if new is not None and new.get("required"):
                yield Breach(place, "it is new, and required")
            return
        if new is None:
            yield Breach(place, "it is no longer taken")
            return
        if new.get("required") and not old.get("required"):
            yield Breach(place, "it has come to be required")
        yield from self._content(place, old["content"], new["content"], "sent")

    def _answers(self, place: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Breach]:
        for status, answer in old.items():
            at = f"{place} {status}"
            if status not in new:
                if status.startswith("2"):
                    yield Breach(at, "it no longer answers so")
                continue
            for name in answer.get("headers", {}).keys() - new[status].get("headers", {}).keys():
                yield Breach(at, f"the header {name} is gone")
            yield from self._content(at, answer.get("content", {}), new[status].get("content", {}), "answered")
        for status in new.keys() - old.keys():
            if status.startswith("2"):
                yield Breach(f"{place} {status}", "it answers with a success that nobody expects")

    def _content(
        self, place: str, old: Mapping[str, Any], new: Mapping[str, Any], direction: Direction
    ) -> Iterator[Breach]:
        for media, content in old.items():
            if media not in new:
                yield Breach(place, f"{media} is gone")
            else:
                yield from self.schema(place, content.get("schema", {}), new[media].get("schema", {}), direction)

    def schema(self, place: str, old: Schema, new: Schema, direction: Direction) -> Iterator[Breach]:
        """What of a shape no longer holds; a shape that is made of itself is looked at once."""
        names = (old.get("$ref", ""), new.get("$ref", ""), direction)
        if all(names[:2]):
            if names in self._looking:
                return
            self._looking.add(names)
            place = f"{place} {names[0].rpartition('/')[2]}"
        try:
            yield from self._shapes(place, _led(self._before, old), _led(self._after, new), direction)
        finally:
            self._looking.discard(names)

    def _shapes(self, place: str, old: Schema, new: Schema, direction: Direction) -> Iterator[Breach]:
        if "anyOf" in old or "oneOf" in old or "anyOf" in new or "oneOf" in new:
            yield from self._branches(place, old, new, direction)
            return
        yield from _types(place, old, new, direction)
        yield from _values(place, old, new, direction)
        if direction == "sent":
            yield from _bounds(place, old, new)
        if old.get("format") != new.get("format") and (direction == "answered" or "format" in new):
            yield Breach(place, f"its format was {old.get('format')} and is {new.get('format')}")
        if "items" in old and "items" in new:
            yield from self.schema(f"{place}[]", old["items"], new["items"], direction)
        yield from self._properties(place, old, new, direction)

    def _branches(self, place: str, old: Schema, new: Schema, direction: Direction) -> Iterator[Breach]:
        was, now = _either(old), _either(new)
        if len(was) == len(now) == 1:
            yield from self.schema(place, was[0], now[0], direction)
            return
        if direction == "answered" and "discriminator" in old:
            now = [each for each in now if _name(each) in set(map(_name, was))]  # a new kind may come at any time
        held, holding = (was, now) if direction == "sent" else (now, was)
        if direction == "answered":
            for each in was:
                if "$ref" in each and _name(each) not in set(map(_name, now)):
                    yield Breach(place, f"{_name(each)} is no longer answered")
        for each in held:
            same = [other for other in holding if "$ref" in each and _name(other) == _name(each)]
            pairs = [(each, other) if direction == "sent" else (other, each) for other in same or holding]
            tried = [list(self.schema(place, *pair, direction)) for pair in pairs]
            if not any(not found for found in tried):
                yield from min(tried, key=len) if same else [Breach(place, f"{_name(each)} is not as it was")]

    def _properties(self, place: str, old: Schema, new: Schema, direction: Direction) -> Iterator[Breach]:
        was, now = old.get("properties", {}), new.get("properties", {})
        asked, asks = set(old.get("required", ())), set(new.get("required", ()))
        for name, schema in was.items():
            at = f"{place}.{name}"
            if name not in now:
                if direction == "answered" or new.get("additionalProperties") is False:
                    yield Breach(at, "the field is gone")
                continue
            if direction == "answered" and name in asked - asks:
                yield Breach(at, "it was always there, and may be left out now")
            yield from self.schema(at, schema, now[name], direction)
        if direction == "sent":
            for name in sorted(asks - asked):
                yield Breach(f"{place}.{name}", "it has come to be required" if name in was else "it is required")
        inner = (old.get("additionalProperties"), new.get("additionalProperties"))
        if isinstance(inner[0], Mapping) and isinstance(inner[1], Mapping):
            yield from self.schema(f"{place}.*", inner[0], inner[1], direction)
        elif direction == "sent" and inner[1] is False and inner[0] is not False:
            yield Breach(place, "other fields are no longer taken")


def _led(document: Mapping[str, Any], schema: Schema) -> Schema:
    """The shape itself, where this is only its name."""
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def _either(schema: Schema) -> list[Schema]:
    branches = schema.get("anyOf") or schema.get("oneOf")
    return [inner for each in branches for inner in _either(each)] if branches else [schema]


def _name(schema: Schema) -> str:
    return str(schema.get("$ref", schema.get("const", schema.get("type", "one of its shapes")))).rpartition("/")[2]


def _types(place: str, old: Schema, new: Schema, direction: Direction) -> Iterator[Breach]:
    was, now = _named(old), _named(new)
    inner, outer = (was, now) if direction == "sent" else (now, was)
    if outer is None or (inner is not None and inner <= (outer | ({"integer"} if "number" in outer else set()))):
        return
    yield Breach(place, f"it was {_listed(was)}, and is {_listed(now)}")


def _named(schema: Schema) -> set[str] | None:
    """The types it may be; None: any."""
    if "type" not in schema:
        values = schema.get("enum", [schema["const"]] if "const" in schema else [])
        return {"string"} if values and all(isinstance(value, str) for value in values) else None
    kind = schema["type"]
    return set(kind) if isinstance(kind, list) else {kind}


def _listed(names: set[str] | None) -> str:
    return "anything" if names is None else " or ".join(sorted(names))


def _values(place: str, old: Schema, new: Schema, direction: Direction) -> Iterator[Breach]:
    was, now = _said(old), _said(new)
    inner, outer = (was, now) if direction == "sent" else (now, was)
    if outer is None:
        return
    if inner is None:
        yield Breach(place, "only some values are taken now" if direction == "sent" else "it may be any value now")
        return
    for value in inner:
        if value not in outer:
            told = "is no longer taken" if direction == "sent" else "is a value that nobody expects"
            yield Breach(place, f"{value!r} {told}")


def _said(schema: Schema) -> list[Any] | None:
    """The values it may have; None: any."""
    return [schema["const"]] if "const" in schema else schema.get("enum")


def _bounds(place: str, old: Schema, new: Schema) -> Iterator[Breach]:
    for name in LEAST:
        if name in new and (name not in old or new[name] > old[name]):
            yield Breach(place, f"{name} was {old.get(name, 'not there')} and is {new[name]}")
    for name in MOST:
        if name in new and (name not in old or new[name] < old[name]):
            yield Breach(place, f"{name} was {old.get(name, 'not there')} and is {new[name]}")
    if "pattern" in new and new["pattern"] != old.get("pattern"):
        yield Breach(place, f"it has to match {new['pattern']}")
    if "default" in old and old["default"] != new.get("default"):
        yield Breach(place, f"left out, it meant {old['default']!r}, and means {new.get('default')!r}")
