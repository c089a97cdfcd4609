"""Many clients at once over raw sockets: as little around each request as a client can have."""

import asyncio
import time
from dataclasses import dataclass, field


def get(path: str) -> bytes:
    """A request for a path."""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()


@dataclass
class Seen:
    """What came of many requests."""

    statuses: dict[int, int] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    """How long each took that was done."""
    broken: int = 0
    """Connections that ended before their answer."""

    def add(self, status: int, seconds: float) -> None:
        """Counts an answer."""
        self.statuses[status] = self.statuses.get(status, 0) + 1
        if status < 400:
            self.seconds.append(seconds)

    @property
    def errors(self) -> int:
        """How many were not done."""
        return self.broken + sum(count for status, count in self.statuses.items() if status >= 400)

    def percentile(self, part: float) -> float:
        """Seconds within which so large a part was done."""
        return sorted(self.seconds)[int(part * (len(self.seconds) - 1))]


class _Client(asyncio.Protocol):
    """One connection, one request at a time."""

    def __init__(self) -> None:
        self._got = b""
        self._answer: asyncio.Future[int] | None = None
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._got += data
        head, end, body = self._got.partition(b"\r\n\r\n")
        _, _, length = head.lower().partition(b"content-length: ")
        if end and self._answer and len(body) >= int(length.partition(b"\r\n")[0] or b"0"):
            self._got = b""
            self._answer.set_result(int(head[9:12]))

    def connection_lost(self, exc: Exception | None) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(ConnectionError())

    async def ask(self, request: bytes) -> int:
        assert self._transport is not None
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._answer

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()


async def _one(client: _Client, request: bytes, seen: Seen) -> None:
    began = time.perf_counter()
    try:
        status = await client.ask(request)
    except ConnectionError:
        seen.broken += 1
        return
    seen.add(status, time.perf_counter() - began)


async def _connected(port: int) -> _Client:
    _, client = await asyncio.get_running_loop().create_connection(_Client, "127.0.0.1", port)
    return client


def closed(port: int, request: bytes, clients: int, each: int) -> tuple[Seen, float]:
    """Each client asks again when it was answered; what came of it, and how long all took."""

    async def run() -> float:
        connected = [await _connected(port) for _ in range(clients)]

        async def asks(client: _Client) -> None:
            for _ in range(each):
                await _one(client, request, seen)

        began = time.perf_counter()
        await asyncio.gather(*map(asks, connected))
        took = time.perf_counter() - began
        for client in connected:
            client.close()
        return took

    seen = Seen()
    return seen, asyncio.run(run())


def steady(port: int, request: bytes, rate: float, seconds: float, warm: float, most: int = 400) -> Seen:
    """So many requests a second come, answered or not; what came of those after the first ``warm`` seconds."""

    async def run() -> None:
        free = [await _connected(port) for _ in range(most)]
        every, tasks = list(free), set()

        async def ask(client: _Client, counted: Seen) -> None:
            await _one(client, request, counted)
            free.append(client)

        began = time.perf_counter()
        sent = 0
        while (now := time.perf_counter() - began) < seconds:
            while sent < now * rate and free:
                task = asyncio.ensure_future(ask(free.pop(), seen if now > warm else Seen()))
                tasks.add(task)
                task.add_done_callback(tasks.discard)
                sent += 1
            await asyncio.sleep(0.001)
        await asyncio.gather(*tasks)
        for client in every:
            client.close()

    seen = Seen()
    asyncio.run(run())
    return seen
