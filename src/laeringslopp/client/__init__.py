"""The register behind a service: with the methods of the embedded one. It needs ``laeringslopp[client]``."""

from laeringslopp.errors import ExtraMissing

try:
    import httpx  # noqa: F401
except ImportError:
    raise ExtraMissing("a register behind a service", "client") from None

from laeringslopp.client.awaiting import AsyncRegister
from laeringslopp.client.opening import open_async, open_remote
from laeringslopp.client.talking import Retrying
from laeringslopp.client.waiting import RemoteRegister

__all__ = ["AsyncRegister", "RemoteRegister", "Retrying", "open_async", "open_remote"]
