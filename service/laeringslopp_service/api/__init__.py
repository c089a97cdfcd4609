"""What programs call."""

from laeringslopp_service.api import document, feed, health, listing, reading, recording
from laeringslopp_service.api.document import describe

routers = tuple(part.router for part in (reading, recording, listing, feed, health, document))

__all__ = ["describe", "routers"]
