"""What the words of a value mean: days, levels, numbers, lists, criteria, changes and amounts."""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from pydantic import ValidationError, create_model

from laeringslopp.facts.values import Value
from laeringslopp.nearest import nearest
from laeringslopp.testing.bdd.phrases import Language
from laeringslopp.testing.bdd.telling import wrong
from laeringslopp.testing.clock import START

LEVELS = frozenset({"deciding_level", "to_level", "with_levels", "level", "discovered_by"})
A_CRITERION = re.compile(r"(?P<metric>.+?) (?P<comparison>>=|<=|>|<|=) (?P<target>-?[\d.]+)(?: (?P<unit>.+))?")
A_CHANGE = re.compile(r"(?P<what>.+?): (?:(?P<from>.+?) -> )?(?P<to>.+)")
MONEY = re.compile(r"(?P<amount>-?[\d.]+) (?P<currency>[A-Z]{3})")
SHAPES = (A_CRITERION, A_CHANGE, MONEY)
RELATIVE = re.compile(r"(?P<ahead>(?:in|om) (\d+) (?:days|dager))|(?P<ago>(?:for )?(\d+) (?:days ago|dager siden))")
TODAY, TOMORROW = ("today", "i dag"), ("tomorrow", "i morgen")


def day_of(text: str, today: date) -> date | None:
    """A day as a feature writes it: 2026-03-02, 2.3.2026, today, in 3 days, 3 days ago. None where it is none."""
    if text in TODAY:
        return today
    if text in TOMORROW:
        return today + timedelta(days=1)
    if found := RELATIVE.fullmatch(text):
        days = timedelta(days=int(found[2] or found[4]))
        return today + days if found["ahead"] else today - days
    for written in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(text, written).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    return None


def start_of(day: str, now: datetime) -> datetime:
    """When a day begins."""
    found = day_of(day, now.date())
    if found is None:
        wrong(f"«{day}» is no day; write it as 2026-03-02")
    return datetime(found.year, found.month, found.day, tzinfo=START.tzinfo)


def value_of(language: Language, kind: str, name: str, text: str | int, annotation: Any, now: datetime) -> Any:
    """What the words of a field mean, as JSON: the first reading that the field takes."""
    alone = create_model("Alone", __base__=Value, told=(annotation, ...))  # as strict as the fact is
    why: list[str] = []

    def fits(reading: Any) -> bool:
        try:
            alone.model_validate_json(json.dumps({"told": reading}))
        except ValidationError as error:
            why.append(error.errors(include_url=False)[0]["msg"])
            return False
        return True

    for reading in filter(fits, readings(language, name, text, now)):
        return reading
    words = [word for word in language.values if " " not in word]
    return wrong(f"{kind}: «{text}» cannot be {name}: {''.join(why[:1])}{nearest(str(text), words)}")


def readings(language: Language, name: str, text: str | int, now: datetime) -> Iterator[Any]:
    """Whatever the words of a field may mean, as JSON."""
    if isinstance(text, int):
        yield from (text, [text])
        return
    if text[:1] in ("[", "{"):
        try:
            yield json.loads(text)
        except json.JSONDecodeError as error:
            wrong(f"«{text}» begins as JSON, and is not: {error}")
        return
    if name in LEVELS:
        yield language.level(text)
        yield [language.level(each) for each in _listed(text)]
    yield text
    word = language.values.get(text.lower())
    yield from () if word is None else (word,)
    if (word or text) in ("true", "false"):
        yield (word or text) == "true"
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        yield json.loads(text)
    if (day := day_of(text, now.date())) is not None:
        yield from (day.isoformat(), datetime(day.year, day.month, day.day, tzinfo=START.tzinfo).isoformat())
    shaped = [_shaped(each) for each in _listed(text)]
    if all(shaped):
        yield from (shaped, shaped[0])
    if text == "":
        yield []
    yield _listed(text)
    yield [json.loads(each) if each.isdigit() else language.values.get(each, each) for each in _listed(text)]


def _listed(text: str) -> Sequence[str]:
    return [each.strip() for each in text.split(";" if ";" in text else ",")]


def _shaped(text: str) -> dict[str, Any] | None:
    """A criterion, a change or an amount."""
    for shape in SHAPES:
        if found := shape.fullmatch(text):
            told = {name: value for name, value in found.groupdict().items() if value is not None}
            if "target" in told:
                return {**told, "target": json.loads(told["target"])}
            return dict(told)
    return None
