"""What programs call."""

from laeringslopp_service.api import document, feed, health, listing, metrics, reading, recording, rules, viewing
from laeringslopp_service.api.document import describe

routers = tuple(part.router for part in (reading, recording, listing, viewing, rules, feed, health, metrics, document))

__all__ = ["describe", "routers"]
