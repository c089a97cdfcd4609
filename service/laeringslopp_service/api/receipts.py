"""What whoever records is answered: a receipt, only that it is recorded, or the recorded facts too (RFC 7240)."""

from collections.abc import Mapping
from typing import Any

from fastapi import Request, Response
from pydantic_core import to_json

from laeringslopp import Receipt
from laeringslopp.story import tell_recorded
from laeringslopp_service.api.answering import JSON
from laeringslopp_service.api.preferring import preference

MINIMAL, REPRESENTATION = "minimal", "representation"


def receipt_told(
    request: Request, receipt: Receipt, where: str = "decisions/{decision_id}", more: Mapping[str, Any] | None = None
) -> Response:
    """What was recorded, or was before under the same key; ``where`` it is to be read."""
    root = request.scope.get("root_path", "")
    headers = {
        "Location": f"{root}/api/{where.format(decision_id=receipt.decision_id)}",
        "ETag": f'"{receipt.version}"',
        "Cache-Control": "no-store",
        "Vary": "Prefer",
    }
    wished, status = _wished(request), 200 if receipt.replayed else 201
    if wished is not None:
        headers["Preference-Applied"] = f"return={wished}"
    if wished == MINIMAL:
        return Response(None, status, headers)
    told = {
        "decision_id": receipt.decision_id,
        "version": receipt.version,
        "position": receipt.position,
        "remarks": receipt.remarks,
        **(more or {}),
    }
    if wished == REPRESENTATION:
        told["facts"] = [tell_recorded(each) for each in receipt.recorded]
    return Response(to_json(told), status, headers, JSON)


def _wished(request: Request) -> str | None:
    """What ``Prefer: return=`` says."""
    wished = preference(request, "return")
    return wished if wished in (MINIMAL, REPRESENTATION) else None
