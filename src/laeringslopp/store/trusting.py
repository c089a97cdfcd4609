"""Reading back what was validated when it was recorded: types and fields are asked about again, bounds are not."""

from functools import cache
from typing import Any

from pydantic_core import SchemaValidator

from laeringslopp.entry import Recorded

BOUNDS = frozenset(
    ("pattern", "min_length", "max_length", "strip_whitespace", "ge", "le", "tz_constraint", "allow_inf_nan")
)
BOUNDED = frozenset(("str", "int", "float", "tuple", "date", "datetime", "decimal"))


@cache
def stored_validator() -> SchemaValidator:
    """Makes the same of what we wrote as validation does, in two thirds of its time.

    It is made of the model's own schema, so it cannot fall behind it. What it refuses is no fact of ours.
    """
    Recorded.model_rebuild()
    # Prebuilt validators of the models inside would ask about everything.
    return SchemaValidator(_trusting(Recorded.__pydantic_core_schema__), _use_prebuilt=False)


def _trusting(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_trusting(inner) for inner in schema]
    if not isinstance(schema, dict):
        return schema
    kind = schema.get("type")
    if kind == "json-or-python":
        return _trusting(schema["json_schema"])
    if kind == "chain":  # a text of a certain form, and what it is read as
        return {"type": schema["steps"][-1]["type"]}
    if kind == "function-after" and schema["schema"]["type"] != "literal":
        # It only looks; one after a literal makes something of a word.
        kept = {"ref": schema["ref"]} if "ref" in schema else {}
        return {**_trusting(schema["schema"]), **kept}
    left_out = {"metadata", "serialization"} | (BOUNDS if kind in BOUNDED else set())
    return {name: _trusting(value) for name, value in schema.items() if name not in left_out}
