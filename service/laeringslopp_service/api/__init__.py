"""The HTTP interface: parse, call the register, answer."""

from laeringslopp_service.api import docs, feed, health, listing, reading, recording

ROUTERS = tuple(module.router for module in (recording, listing, reading, feed, health, docs))

__all__ = ["ROUTERS"]
