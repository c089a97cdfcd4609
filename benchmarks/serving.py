"""The services that ``benchmarks.service`` and ``benchmarks.posting`` measure, each in a process of its own.

``python -m benchmarks.serving ours URL KEPT_BYTES``, ``… constant BYTES`` or ``… parsing [BYTES]``;
says its port on standard output.
"""

import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from http.client import HTTPConnection

import uvicorn
from fastapi import APIRouter, FastAPI, Response

from laeringslopp_service.api.bodies import Recording, Sent, read
from laeringslopp_service.app import LISTENING, create_app, settle
from laeringslopp_service.settings import Settings


def constant(size: int) -> FastAPI:
    """An endpoint of the same framework that answers the same bytes every time."""
    app = FastAPI()
    body = b"x" * size

    @app.get("/constant")
    def same() -> Response:
        return Response(body, media_type="application/json")

    return app


def parsing(size: int) -> FastAPI:
    """Our service with two endpoints more: one answers bytes, one reads the body that records facts."""
    app = create_app("memory:", Settings())
    router = APIRouter()

    many = b"x" * size

    @router.get("/api/constant")
    def bytes_of_that_size() -> Response:
        return Response(many, media_type="application/json")

    @router.post("/api/constant")
    def same(body: Sent) -> Response:
        read(Recording, body)
        return Response(b'{"version":1}', 201, media_type="application/json")

    # First, as what records is: looking for a route takes time too.
    app.include_router(router)
    app.router.routes.insert(0, app.router.routes.pop())
    return app


@asynccontextmanager
async def _alone(_: FastAPI) -> AsyncIterator[None]:
    yield


def unfollowed(url: str) -> FastAPI:
    """The service, with nobody who brings on views of a large register that was just filled."""
    app = create_app(url, Settings())
    app.router.lifespan_context = _alone
    return app


def _app(side: str, given: list[str]) -> FastAPI:
    if side == "unfollowed":
        return unfollowed(given[0])
    if side == "ours":
        return create_app(given[0], Settings(kept_bytes=int(given[1])))
    return constant(int(given[0])) if side == "constant" else parsing(int(given[0]) if given else 0)


class _Server(uvicorn.Server):
    async def startup(self, sockets: object = None) -> None:
        await super().startup()
        print(self.servers[0].sockets[0].getsockname()[1], flush=True)


def process_of(connection: HTTPConnection) -> int:
    """The id of the process that serves a connection that ``served`` gave."""
    return _processes[connection.port]


_processes: dict[int, int] = {}


@contextmanager
def served(*arguments: str) -> Iterator[HTTPConnection]:
    """A service in a process of its own, and a connection to it that is kept."""
    command = [sys.executable, "-m", "benchmarks.serving", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            with closing(HTTPConnection("127.0.0.1", int(process.stdout.readline()))) as connection:
                _processes[connection.port] = process.pid
                yield connection
        finally:
            process.terminate()


if __name__ == "__main__":
    side, *given = sys.argv[1:]
    app = _app(side, given)
    settle()
    _Server(uvicorn.Config(app, "127.0.0.1", 0, timeout_keep_alive=60, **LISTENING)).run()
