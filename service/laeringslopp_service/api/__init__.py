"""What programs call."""

from laeringslopp_service.api import (
    document,
    feed,
    health,
    listing,
    metrics,
    owing,
    reading,
    recording,
    ruling,
    viewing,
)
from laeringslopp_service.api.document import describe

routers = tuple(
    part.router for part in (reading, recording, listing, owing, viewing, ruling, feed, health, metrics, document)
)

__all__ = ["describe", "routers"]
