"""What programs call."""

from fastapi import APIRouter

from laeringslopp_service.api import document, feed, health, listing, reading, recording
from laeringslopp_service.api.document import describe

router = APIRouter()
for part in (recording, listing, reading, feed, health, document):
    router.include_router(part.router)

__all__ = ["describe", "router"]
