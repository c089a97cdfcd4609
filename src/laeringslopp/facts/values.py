"""The types that every fact is made of: text, ids, times, levels, scales and money.

Bounds are those of the exchange format; a value outside them is an integrity error. An optional field
may be left out, and in JSON only left out: null is an error there, so that absent stays absent.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    Strict,
    StringConstraints,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

T = TypeVar("T")

EARLIEST = datetime(1800, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)


class Value(BaseModel):
    """Frozen, strict about types, and closed: an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False, defer_build=True)


class _MayBeLeftOut:
    """In JSON null is refused: what is absent is left out. In Python ``None`` means left out."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        schema = handler(source)
        assert schema["type"] == "nullable", source
        return core_schema.json_or_python_schema(schema["schema"], schema)


Maybe = Annotated[T | None, _MayBeLeftOut()]


def _writable(at: date) -> date:
    offset = at.utcoffset() if isinstance(at, datetime) else None
    if offset is not None and offset % timedelta(minutes=1):
        # Zones had offsets with seconds before standard time; the exchange format, and so the store, has none.
        raise PydanticCustomError("offset_seconds", "give a time with an offset of whole minutes, such as in UTC")
    return at


class _IsoText:
    """JSON gives times as ISO 8601 text alone; a bare number in quotes is no time."""

    def __init__(self, pattern: str, parsed: Callable[..., CoreSchema], **bounds: Any) -> None:
        self.pattern, self.parsed, self.bounds = pattern, parsed, bounds

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        text = core_schema.str_schema(pattern=self.pattern, strict=True)
        return core_schema.json_or_python_schema(
            core_schema.chain_schema([text, self.parsed(strict=False, **self.bounds)]),
            core_schema.no_info_after_validator_function(_writable, self.parsed(strict=True, **self.bounds)),
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "format": "date-time" if isinstance(self.bounds["ge"], datetime) else "date"}


Time = Annotated[
    datetime,
    _IsoText(
        r"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d(:\d\d(\.\d{1,6})?)?([Zz]|[+-]\d\d:\d\d)$",
        core_schema.datetime_schema,
        tz_constraint="aware",
        ge=EARLIEST,
        le=LATEST,
    ),
    # isoformat keeps "+00:00"; pydantic's own rendering would rewrite it as "Z".
    PlainSerializer(datetime.isoformat, return_type=str, when_used="json-unless-none"),
]
"""ISO 8601 with offset; the offset is kept as it was given."""

Date = Annotated[date, _IsoText(r"^\d{4}-\d\d-\d\d$", core_schema.date_schema, ge=EARLIEST.date(), le=LATEST.date())]
"""ISO 8601, a whole day."""

Text = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=10_000, pattern=r"^[^\x00-\x09\x0b-\x1f\x7f-\x9f]*$"
    ),
]
"""1–10,000 characters after trimming, no control characters save newline."""

Title = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300, pattern=r"^[^\x00-\x1f\x7f-\x9f]*$")
]
"""1–300 characters on one line."""

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{1,100}$")]
Level = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{1,100}$")]
"""A level of the organisation, or ``external``."""

EXTERNAL = "external"

Version = Annotated[int, Field(ge=1)]
Number = Annotated[int | float, Field(ge=-1e15, le=1e15, allow_inf_nan=False)]
Share = Annotated[int | float, Field(ge=0, le=1, allow_inf_nan=False)]

Scale = Literal["minor", "moderate", "serious", "critical"]
SCALE: tuple[Scale, ...] = ("minor", "moderate", "serious", "critical")
Precision = Literal["year", "month", "day", "minute"]
Confidence = Literal["confirmed", "reported", "disputed"]

Many = Annotated[tuple[T, ...], Strict(False), Field(max_length=100)]
"""A list of at most 100; may be empty and left out."""


AMOUNT_LENGTH = 30
"""Characters of an amount as it is written."""


def _currency(code: str) -> str:
    from babel.core import get_global  # babel's tables load only when somebody speaks of money

    if code not in get_global("all_currencies"):
        raise PydanticCustomError(
            "currency", "{code} is no ISO 4217 currency; write three capital letters such as NOK", {"code": code}
        )
    return code


def _amount(value: Any) -> Any:
    if isinstance(value, float) or (isinstance(value, str) and not _is_amount(value)):
        raise PydanticCustomError("amount", "write the amount as digits in a string, such as 1200000 or 12.50")
    return value


def _written_out(amount: Decimal) -> Decimal:
    if not -AMOUNT_LENGTH < amount.adjusted() < AMOUNT_LENGTH or not _is_amount(format(amount, "f")):
        most = {"most": AMOUNT_LENGTH}
        raise PydanticCustomError("amount_length", "an amount is written with at most {most} characters", most)
    return amount


def _is_amount(text: str) -> bool:
    whole, point, part = text.removeprefix("-").partition(".")
    return (
        whole.isascii()
        and whole.isdigit()
        and len(text) <= AMOUNT_LENGTH
        and (not point or (part.isascii() and part.isdigit()))
    )


class _Amount:
    """Text in JSON (no number: floats lose øre); Decimal, int or text in Python."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        number = core_schema.decimal_schema(allow_inf_nan=False, strict=False)
        text = core_schema.no_info_after_validator_function(_amount, core_schema.str_schema(strict=True))
        return core_schema.json_or_python_schema(
            core_schema.chain_schema([text, number]),
            core_schema.no_info_before_validator_function(
                _amount, core_schema.no_info_after_validator_function(_written_out, number)
            ),
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda amount: format(amount, "f"), return_schema=core_schema.str_schema(), when_used="json"
            ),
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}


class _Currency:
    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(_currency, handler(source))


DEPTH = 50
"""How deeply JSON that is carried may be nested; what is written deeper could not be read again."""


def _only_json(value: Any, depth: int = 0) -> Any:
    match value:
        case None | bool() | int():
            fine = True
        case float():
            fine = math.isfinite(value)
        case str():
            fine = value.isascii() or not any("\ud800" <= character <= "\udfff" for character in value)
        case dict():
            fine = all(isinstance(key, str) for key in value)
            value = (*value.keys(), *value.values())
        case _:
            fine = isinstance(value, list | tuple)
    if not fine or depth > DEPTH:
        raise PydanticCustomError("only_json", "only JSON can be carried: its types, finite numbers, whole characters")
    if isinstance(value, list | tuple):
        for inner in value:
            _only_json(inner, depth + 1)
    return value


def _carried(value: dict[str, Any]) -> dict[str, Any]:
    _only_json(value)
    return value


JsonObject = Annotated[dict[str, Any], AfterValidator(_carried)]
"""What is carried as it is, and can be written as JSON and read again."""


class Money(Value):
    """An amount in a currency (ISO 4217)."""

    amount: Annotated[Decimal, _Amount()]
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$"), _Currency()]


Comparison = Literal[">=", "<=", ">", "<", "="]


class Criterion(Value):
    """What a trial is measured by: a metric that is to reach, or stay within, a target."""

    metric: Title
    comparison: Comparison
    target: Number
    unit: Maybe[Title] = None

    def is_met_by(self, value: int | float) -> bool:
        """Whether an observed value, in the criterion's own unit, meets the target."""
        match self.comparison:
            case ">=":
                return value >= self.target
            case "<=":
                return value <= self.target
            case ">":
                return value > self.target
            case "<":
                return value < self.target
            case "=":
                return value == self.target


class Change(Value):
    """One thing that an adjustment changes: what, from which state, to which."""

    what: Title
    from_: Annotated[Maybe[Text], Field(alias="from")] = None
    to: Text

    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True, serialize_by_alias=True)


Noun = Literal[
    "alternative", "risk", "trial", "observation", "failure", "lesson", "adjustment", "question", "oversight"
]
"""What a decision's ids can name; all nouns share one namespace within the decision."""


@dataclass(frozen=True)
class Names:
    """Marks the field that names the thing a fact brings into being."""

    noun: Noun


@dataclass(frozen=True)
class RefersTo:
    """Marks a field that holds the id of something already on record; no nouns: anything."""

    nouns: tuple[Noun, ...] = ()


@dataclass(frozen=True)
class RefersToVersion:
    """Marks a field that holds the version of an entry already on record."""


@dataclass(frozen=True)
class RefersToDecision:
    """Marks a field that holds the id of a decision in the register."""


UNNAMED = ""
"""An own id that was left out; the register makes one when it records the fact."""

AlternativeId = Annotated[Id, RefersTo(("alternative",))]
RiskId = Annotated[Id, RefersTo(("risk",))]
TrialId = Annotated[Id, RefersTo(("trial",))]
FailureId = Annotated[Id, RefersTo(("failure",))]
LessonId = Annotated[Id, RefersTo(("lesson",))]
AdjustmentId = Annotated[Id, RefersTo(("adjustment",))]
QuestionId = Annotated[Id, RefersTo(("question",))]
OversightId = Annotated[Id, RefersTo(("oversight",))]
AttemptOrFailureId = Annotated[Id, RefersTo(("trial", "failure"))]
GroundId = Annotated[Id, RefersTo(("lesson", "failure", "oversight"))]
AnyId = Annotated[Id, RefersTo()]
EntryVersion = Annotated[Version, RefersToVersion()]
DecisionId = Annotated[Id, RefersToDecision()]
