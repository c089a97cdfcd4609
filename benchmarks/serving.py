"""The two services that ``benchmarks.service`` measures, each in a process of its own.

``python -m benchmarks.serving ours URL KEPT_BYTES`` or ``… constant BYTES``; says its port on standard output.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection

import uvicorn
from fastapi import FastAPI, Response

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


class _Server(uvicorn.Server):
    async def startup(self, sockets: object = None) -> None:
        await super().startup()
        print(self.servers[0].sockets[0].getsockname()[1], flush=True)


@contextmanager
def served(*arguments: str) -> Iterator[HTTPConnection]:
    """A service in a process of its own, and a connection to it that is kept."""
    command = [sys.executable, "-m", "benchmarks.serving", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield HTTPConnection("127.0.0.1", int(process.stdout.readline()))
        finally:
            process.terminate()


if __name__ == "__main__":
    side, *given = sys.argv[1:]
    app = create_app(given[0], Settings(kept_bytes=int(given[1]))) if side == "ours" else constant(int(given[0]))
    settle()
    _Server(uvicorn.Config(app, "127.0.0.1", 0, **LISTENING)).run()
