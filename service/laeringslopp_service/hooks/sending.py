"""One POST to a receiver: to an address that was looked at, within a time, and without listening for long."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from socket import SOCK_STREAM, getaddrinfo
from threading import Thread
from typing import Any

import anyio
import httpcore2 as httpcore

from laeringslopp import Invalid
from laeringslopp_service.hooks.addresses import Address, address_of, is_public

CONNECTING, ANSWERING, AT_MOST = 5.0, 15.0, 20.0
"""Seconds to connect, to hear something, and for all of it."""
READ = 4096
"""How much of an answer is read; nothing is made of it."""
KEPT_OPEN = 5.0
"""Seconds for which a connection waits for the next fact."""

Resolve = Callable[[str, int], Awaitable[list[str]]]


class _Private(Exception):
    """A name leads to an address that nothing is sent to."""


class _NoSuchName(Exception):
    """Nobody knows a host of that name."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one attempt."""

    status: int | None = None
    problem: str | None = None
    """None: it arrived."""
    retry_after: float | None = None
    """How many seconds the receiver would rather not be called."""


async def resolved(host: str, port: int) -> list[str]:
    """The addresses of a host. Raises OSError.

    Each lookup has a thread of its own, which nobody waits for: names that are answered slowly, on purpose perhaps,
    hold up no other name, nor the end of the service.
    """
    loop = asyncio.get_running_loop()
    found: asyncio.Future[list[str]] = loop.create_future()

    def tell(addresses: list[str], failed: OSError | None) -> None:
        if found.done():
            return  # it took too long
        if failed is None:
            found.set_result(addresses)
        else:
            found.set_exception(failed)

    def look() -> None:
        try:
            answered = getaddrinfo(host, port, type=SOCK_STREAM)
            told: tuple[list[str], OSError | None] = list(dict.fromkeys(str(each[4][0]) for each in answered)), None
        except UnicodeError as error:
            told = [], OSError(str(error))
        except OSError as error:
            told = [], error
        with suppress(RuntimeError):  # the loop is closed: nobody asks any more
            loop.call_soon_threadsafe(tell, *told)

    Thread(target=look, name="webhook-name", daemon=True).start()
    return await found


class Guarded(httpcore.AnyIOBackend):
    """Asks once what a name leads to, looks at it, and connects to that very address: no second answer is believed."""

    def __init__(self, allow_private: bool, resolve: Resolve) -> None:
        self._allow_private, self._resolve = allow_private, resolve

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """A connection to the first address that answers. Raises _Private where any of them is not for us."""
        try:
            with anyio.fail_after(timeout):
                addresses = await self._resolve(host, port)
        except TimeoutError:
            raise httpcore.ConnectTimeout from None
        except OSError as error:
            raise _NoSuchName(str(error)) from None
        if not self._allow_private and not all(map(is_public, addresses)):
            raise _Private(host)
        failed: Exception = _NoSuchName(host)
        for address in addresses[:4]:
            try:
                return await super().connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed


class Line:
    """Connections to one receiver, kept open while there is more to send."""

    def __init__(self, pool: httpcore.AsyncConnectionPool, sender: "Sender") -> None:
        self._pool, self._sender = pool, sender

    async def post(self, url: str, headers: Mapping[str, str], body: bytes, now: datetime) -> Outcome:
        """Sends it, and says what came of it; nothing that a receiver does is an error here."""
        try:
            address = address_of(url, self._sender.allow_private)
            async with asyncio.timeout(self._sender.at_most):
                status, answered = await self._post(address, headers, body)
        except Invalid as error:
            return Outcome(problem=error.flaws[0].code)  # the setting has changed since it was made
        except _Private:
            return Outcome(problem="private-address")
        except _NoSuchName:
            return Outcome(problem="no-such-name")
        except (TimeoutError, httpcore.TimeoutException):
            return Outcome(problem="timed-out")
        except (httpcore.NetworkError, OSError) as error:
            is_tls = isinstance(error.__context__, ssl.SSLError) or isinstance(error.__cause__, ssl.SSLError)
            return Outcome(problem="no-trust" if is_tls else "not-reached")
        except httpcore.ProtocolError:
            return Outcome(problem="no-http")
        if 200 <= status < 300:
            return Outcome(status)
        # Followed, a redirect could lead anywhere, at any time; the URL is to be mended instead.
        problem = "redirected" if 300 <= status < 400 else "answered"
        return Outcome(status, problem, _retry_after(answered, now) if status in (429, 503) else None)

    async def _post(self, address: Address, headers: Mapping[str, str], body: bytes) -> tuple[int, Mapping[str, str]]:
        url = httpcore.URL(
            scheme=address.scheme.encode(),
            host=address.host.encode(),
            port=address.port,
            target=address.target.encode(),
        )
        sent = [("Host", address.named), ("Content-Length", str(len(body))), *headers.items()]
        answering = self._sender.answering
        timeout = {"connect": self._sender.connecting, "read": answering, "write": answering, "pool": answering}
        async with self._pool.stream("POST", url, headers=sent, content=body, extensions={"timeout": timeout}) as got:
            read = 0
            async for part in got.aiter_stream():
                read += len(part)
                if read > READ:
                    break
            return got.status, {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in got.headers}


class Sender:
    """How everything is sent that a service sends."""

    def __init__(
        self,
        allow_private: bool = False,
        resolve: Resolve = resolved,
        trusted: ssl.SSLContext | None = None,
        connecting: float = CONNECTING,
        answering: float = ANSWERING,
        at_most: float = AT_MOST,
    ) -> None:
        self.allow_private, self._resolve, self._trusted = allow_private, resolve, trusted
        self.connecting, self.answering, self.at_most = connecting, answering, at_most

    @asynccontextmanager
    async def line(self) -> AsyncIterator[Line]:
        """A line to one receiver; to be used in an event loop."""
        backend = Guarded(self.allow_private, self._resolve)
        self._trusted = self._trusted or httpcore.default_ssl_context()
        async with httpcore.AsyncConnectionPool(
            ssl_context=self._trusted, max_connections=1, keepalive_expiry=KEPT_OPEN, network_backend=backend
        ) as pool:
            yield Line(pool, self)


def _retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds, or until a date; what cannot be read is not there (RFC 9110, 10.2.3)."""
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        return max(0.0, (parsedate_to_datetime(text) - now).total_seconds())
    except (ValueError, TypeError):
        return None
