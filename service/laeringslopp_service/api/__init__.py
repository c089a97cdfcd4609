"""What programs call."""

from laeringslopp_service.api import (
    appending,
    backtesting,
    comparing,
    digesting,
    document,
    events,
    feed,
    health,
    hooks,
    listing,
    metrics,
    owing,
    papers,
    reading,
    recording,
    rules,
    ruling,
    searching,
    seeing,
    subscribing,
    viewing,
)
from laeringslopp_service.api.calls import CALLS
from laeringslopp_service.api.deprecating import Deprecating
from laeringslopp_service.api.document import describe

READING = (
    reading, comparing, papers, listing, owing, searching, digesting, subscribing, viewing, rules, feed, events, seeing,
)  # fmt: skip
PARTS = (recording, appending, *READING, ruling, backtesting, hooks, health, metrics, document)
routers = tuple(part.router for part in PARTS)

__all__ = ["CALLS", "Deprecating", "describe", "routers"]
