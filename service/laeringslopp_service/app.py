"""The service: the register over HTTP, for programs and for people."""

import gc
import logging
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import uvicorn
from anyio import to_thread
from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException as StarletteHTTPException

from laeringslopp import Register, RuleFailed, StoreError
from laeringslopp.views import open_views
from laeringslopp_service import api, pages
from laeringslopp_service.backtests import Backtests
from laeringslopp_service.border import Border
from laeringslopp_service.bounds import Connections, Door
from laeringslopp_service.bounds.door import rooms
from laeringslopp_service.cache import Answers
from laeringslopp_service.compressing import Compressing
from laeringslopp_service.crossing import Crossing
from laeringslopp_service.following import Following
from laeringslopp_service.hooks import Deliveries, Keeping, Sender, hooks_url
from laeringslopp_service.live import Live
from laeringslopp_service.problems import FORESEEN, problem_of
from laeringslopp_service.settings import Settings
from laeringslopp_service.watching import Figures, Tracing, Watch, log_lines, method_of, route_of, tracing

log = logging.getLogger(__name__)

LOOPBACK = ("localhost", "127.0.0.1", "::1")
LISTENING: Mapping[str, Any] = {
    # It is slower than httptools, and refuses more of what two programs might read differently.
    "http": "h11",
    "log_level": "warning",
    "access_log": False,
    "server_header": False,
    # Nobody stands in front of it: what a header says of another address is not believed.
    "proxy_headers": False,
    # Of those who read nothing of what they are sent, no one is waited for longer.
    "timeout_graceful_shutdown": 5,
}
"""How uvicorn serves it."""
YOUNG = 50_000
"""After how many new objects garbage is searched for; Python's 700 are less than one answer makes."""
ROUTERS = (*api.routers, pages.router)
FOR_PROGRAMS = ("/api/", "/feeds/", "/calendar/", "/problems/", "/openapi.json", "/livez", "/readyz", "/metrics")
SENT_SMALL = (*FOR_PROGRAMS, "/docs")


class NotLoopback(ValueError):
    """Asked to listen where others could reach it, and there is no sign-in yet."""

    def __init__(self, host: str) -> None:
        self.host = host
        super().__init__(
            f"there is no sign-in yet, so the service listens on this machine alone, not on {host}; use 127.0.0.1"
        )


def create_app(register: Register | str, settings: Settings | None = None, traces: Tracing | None = None) -> FastAPI:
    """The service on a register, or on the one behind a URL, which it then closes when it stops.

    The views and webhooks of a register behind a URL are kept beside it, those of one that is handed over in memory.
    Without ``settings`` the environment says; without ``traces`` the settings. Raises StoreError where the register or
    its views cannot be opened.
    """
    chosen = settings or Settings.from_environment()
    opened = Register.open(register, chosen.policy) if isinstance(register, str) else register
    try:
        following = Following(opened, open_views(opened, register if isinstance(register, str) else "memory:"))
    except StoreError:
        if opened is not register:
            opened.close()
        raise

    beside = hooks_url(register) if isinstance(register, str) else "memory:"
    deliveries = Deliveries(opened, Keeping(beside), Sender(chosen.hooks_private))
    traced = traces or tracing(chosen.traces)
    figures = opened.watcher = Figures(traced)
    crowds = rooms(chosen)
    backtests = Backtests(opened)
    live = Live(opened, chosen.listeners, chosen.heartbeat)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        # A thread for each who is let in, and some for those who never wait.
        to_thread.current_default_thread_limiter().total_tokens = sum(room.most_working for room in crowds.values()) + 8
        following.start()
        deliveries.start()
        yield
        live.stop()
        deliveries.stop()
        backtests.stop()
        following.stop()
        traced.stop()
        if opened is not register:
            opened.close()

    app = FastAPI(title="Læringsløpp", lifespan=lifespan, openapi_url=None, docs_url=None, redoc_url=None)
    app.state.register = opened
    app.state.following = following
    app.state.backtests = backtests
    app.state.live = live
    app.state.deliveries = deliveries
    app.state.settings = chosen
    app.state.figures = figures
    app.state.rooms = crowds
    app.state.connections = Connections(chosen.connection_seconds)
    app.state.answers = Answers(chosen.kept_bytes)
    for router in ROUTERS:
        app.router.routes.extend(router.routes)
    pages.mount_static(app)
    api.describe(app)
    # The last is the outermost.
    if any(call.deprecated for call in api.CALLS.values()):
        app.add_middleware(api.Deprecating, calls=api.CALLS)
    app.add_middleware(Compressing, places=SENT_SMALL)
    app.add_middleware(Door, settings=chosen, rooms=crowds, tell=_tell)
    app.add_middleware(Border, settings=chosen, tell=_tell)
    if chosen.cors:
        app.add_middleware(Crossing, origins=chosen.cors)
    app.add_middleware(Watch, settings=chosen, figures=figures, tracing=traced)
    for foreseen in FORESEEN:
        app.add_exception_handler(foreseen, _told)
    return app


def serve(register_url: str, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serves a register until it is stopped (Ctrl+C), and says where.

    Raises NotLoopback for a host that others could reach, StoreError where the register cannot be opened.
    """
    if host not in LOOPBACK:
        raise NotLoopback(host)
    app = create_app(register_url)
    settle()
    log_lines()
    grace = app.state.settings.grace
    config = uvicorn.Config(app, host, port, **{**LISTENING, "timeout_graceful_shutdown": grace, "log_config": None})
    _Told(config, app.state.live, host, app.state.connections).run()


def settle() -> None:
    """For a process that only serves: what stands by now stays, and is not searched for garbage again and again.

    An answer is made of thousands of small things that go as they came, without any search.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG)


class Server(uvicorn.Server):
    """Ends the streams of those who listen when it stops; uvicorn alone would wait for them to go by themselves."""

    def __init__(self, config: uvicorn.Config, live: Live, connections: Connections | None = None) -> None:
        super().__init__(config)
        self._live, self._connections = live, connections

    async def on_tick(self, counter: int) -> bool:
        """Looks after the connections, besides what is done anyway."""
        if self._connections is not None:
            self._connections.look(self.server_state.connections)
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stops listening, and lets everybody finish."""
        self._live.end()
        await super().shutdown(sockets)

    @property
    def ports(self) -> list[int]:
        """Where it listens, once it does."""
        return [listening.getsockname()[1] for server in self.servers for listening in server.sockets]


class _Told(Server):
    """Says where it listens once it does."""

    def __init__(self, config: uvicorn.Config, live: Live, host: str, connections: Connections) -> None:
        super().__init__(config, live, connections)
        self._host = f"[{host}]" if ":" in host else host

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.ports:
            sys.stdout.write(f"Læringsløpp: http://{self._host}:{self.ports[0]} (Ctrl+C stops it)\n")
            sys.stdout.flush()


async def _told(request: Request, error: Exception) -> Response:
    return _tell(request, error)


def _methods(request: Request, known: str) -> str:
    """What is possible at an address, whichever routes answer there: a router names those of one alone."""
    path = request.url.path.removeprefix(request.scope.get("app_root_path", request.scope.get("root_path", "")))
    routes = (route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute))
    allowed = {*known.split(", "), *(method for r in routes if r.path_regex.match(path) for method in r.methods or ())}
    return ", ".join(sorted(allowed | {"OPTIONS"} | ({"HEAD"} if "GET" in allowed else set())))


def _tell(request: Request, error: Exception) -> Response:
    """A problem for programs; for people who asked for a page, a page. What is our fault is logged.

    ``OPTIONS`` is answered here too: that it is no route's method says that there is something at the address.
    """
    if isinstance(error, StarletteHTTPException) and error.status_code == 405 and error.headers:
        allowed = {"Allow": _methods(request, error.headers["Allow"])}
        if request.method == "OPTIONS":
            return Response(None, 204, allowed)
        error = HTTPException(405, error.detail, allowed)
    if isinstance(error, StoreError | RuleFailed):
        log.error("%s %s: %s", method_of(request.scope), route_of(request.scope), error)
    elif not isinstance(error, FORESEEN):
        log.error("%s %s failed", method_of(request.scope), route_of(request.scope), exc_info=error)
    if request.url.path.startswith(FOR_PROGRAMS) or "text/html" not in request.headers.get("accept", ""):
        return problem_of(request, error)
    if isinstance(error, StarletteHTTPException) and not isinstance(error, HTTPException):
        headers: Mapping[str, str] | None = error.headers
        error = HTTPException(error.status_code, error.detail, dict(headers or {}))
    return pages.problem_page(request, error)
