"""What every fact is, and who may see it."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from laeringslopp.facts.values import Date, Level, Many, Maybe, Noun, Title, Value


class Fact(Value):
    """One thing that happened, past tense, immutable. ``kind`` is its stable name."""

    kind: str
    names: ClassVar[Noun | None] = None
    """What the fact brings into being, if anything; the field ``<noun>_id`` holds its id."""


AccessLevel = Literal["open", "internal", "exempt"]


class Access(Value):
    """Who may see an entry: anyone, the organisation, or (exempt) the named levels on a legal ground."""

    level: AccessLevel
    ground: Maybe[Title] = None
    levels: Many[Level] = ()
    until: Maybe[Date] = None

    @model_validator(mode="after")
    def _only_exempt_has_terms(self) -> "Access":
        if self.level != "exempt" and (self.ground or self.levels or self.until):
            raise PydanticCustomError("access_terms", "only exempt access has a ground, levels or an until")
        return self


OPEN, INTERNAL, EXEMPT = Access(level="open"), Access(level="internal"), Access(level="exempt")
_PLAIN: dict[str, Access] = {access.level: access for access in (OPEN, INTERNAL, EXEMPT)}


def _as_written(access: Access) -> str | dict[str, Any]:
    if access is OPEN or access is INTERNAL:
        return access.level
    if access.ground or access.levels or access.until:
        return access.model_dump(mode="json", exclude_none=True, exclude_unset=True)
    return access.level


class _WordOrTerms:
    """``"open"``, or ``{"level": "exempt", "ground": …}``."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        word = core_schema.no_info_after_validator_function(
            _PLAIN.__getitem__, core_schema.literal_schema(list(_PLAIN))
        )
        return core_schema.union_schema(
            [word, handler(source)],
            mode="left_to_right",
            serialization=core_schema.plain_serializer_function_ser_schema(_as_written, when_used="json"),
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        # Written out, not pointed to: whether pydantic points depends on which model somebody happened to use first.
        terms = handler.resolve_ref_schema(handler(schema["choices"][1]))
        return {"anyOf": [{"type": "string", "enum": list(_PLAIN)}, terms]}


AccessTerms = Annotated[Access, _WordOrTerms()]
