"""The shapes of views' rows, made from what the views say of their columns."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, create_model
from pydantic import Field as Described

from laeringslopp.views import SHIPPED, Field, Shape

AS_JSON: Mapping[str, Any] = {"count": int, "yes": bool, "ids": list[str]}
FORMATS = {"time": "date-time", "day": "date"}
ROW = ConfigDict(extra="forbid", json_schema_serialization_defaults_required=False)


def view_pages() -> tuple[type[BaseModel], ...]:
    """A page of each view that is shipped."""
    return tuple(_page(shape) for view in SHIPPED for shape in view.readable)


def _page(shape: Shape) -> type[BaseModel]:
    name = "".join(part.capitalize() for part in shape.name.split("_"))
    # A row shows the columns that were asked for, so none of them must be there.
    columns: dict[str, Any] = {
        column: (_type(field), Described(None, description=_said(field), json_schema_extra=_more(field)))
        for column, field in shape.named.items()
    }
    row = create_model(f"{name}Row", __config__=ROW, __doc__=f"A row is {shape.about}.", **columns)
    shown: dict[str, Any] = {
        "items": (list[row], ...),
        "next": (str | None, Described(description="The cursor to go on from; null: there is no more.")),
        "position": (int, Described(description="How far in the register the view had come.")),
    }
    return create_model(f"{name}View", __config__=ROW, __doc__=f"Rows of the view `{shape.name}`.", **shown)


def _type(field: Field) -> Any:
    made = AS_JSON.get(field.type, str)
    return made if field.null is None else made | None


def _said(field: Field) -> str:
    return field.meaning if field.null is None else f"{field.meaning}; null: {field.null}"


def _more(field: Field) -> dict[str, Any] | None:
    return {"x-format": FORMATS[field.type]} if field.type in FORMATS else None
