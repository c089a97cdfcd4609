"""What programs call."""

from laeringslopp_service.api import backtesting, document, feed, health, listing, metrics, reading, recording, viewing
from laeringslopp_service.api.document import describe

routers = tuple(
    part.router for part in (reading, recording, listing, viewing, backtesting, feed, health, metrics, document)
)

__all__ = ["describe", "routers"]
