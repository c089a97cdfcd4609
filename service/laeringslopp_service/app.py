"""The service: pages for people, an HTTP interface for programs, over one register."""

import ipaddress
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi

from laeringslopp import Register
from laeringslopp_service.api import ROUTERS
from laeringslopp_service.api.describing import components
from laeringslopp_service.border import Border
from laeringslopp_service.cache import Answers
from laeringslopp_service.pages import mount_static, problem_page
from laeringslopp_service.pages import router as pages
from laeringslopp_service.problems import FORESEEN, problem_of
from laeringslopp_service.settings import Settings

VERSION = "0.1.0"
ABOUT = "Records what was decided, tried, failed and learned, and tells it as a timeline."
FOR_PROGRAMS = ("/api/", "/livez", "/readyz", "/problems/", "/openapi.json")


def create_app(register: Register | str, settings: Settings | None = None) -> FastAPI:
    """The service over a register, or over the one behind a URL, which is then closed with the service.

    Raises StoreError where the URL's register cannot be opened.
    """
    settings = settings or Settings.from_environment()
    opened = Register.open(register, settings.policy) if isinstance(register, str) else register

    @asynccontextmanager
    async def alive(app: FastAPI) -> AsyncIterator[None]:
        yield
        if isinstance(register, str):
            opened.close()

    app = _Service(
        title="Læringsløpp", description=ABOUT, version=VERSION, lifespan=alive, docs_url=None, redoc_url=None
    )
    app.state.register, app.state.settings = opened, settings
    app.state.answers = Answers(settings.kept_bytes)
    for error in FORESEEN:
        app.add_exception_handler(error, _tell)
    app.add_middleware(Border, settings=settings, tell=_tell)
    for router in ROUTERS:
        app.include_router(router)
    app.include_router(pages)
    mount_static(app)
    return app


class _Service(FastAPI):
    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema is None:
            made = get_openapi(title=self.title, version=self.version, description=ABOUT, routes=self.routes)
            made.setdefault("components", {}).setdefault("schemas", {}).update(components())
            self.openapi_schema = made
        return self.openapi_schema


def _tell(request: Request, error: Exception) -> Response:
    """What went wrong, to a program as a problem and to a person as a page."""
    asks_program = request.url.path.startswith(FOR_PROGRAMS)
    return problem_of(request, error) if asks_program else problem_page(request, error)


def serve(register_url: str, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serves a register on this machine until it is stopped.

    Raises ValueError for an address that others can reach (there is no sign-in yet), StoreError for a register that
    cannot be opened.
    """
    import uvicorn

    if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
        raise ValueError(f"{host} can be reached from other machines, and there is no sign-in yet; use 127.0.0.1")
    app = create_app(register_url)
    name = f"[{host}]" if ":" in host else host
    print(f"Læringsløpp is at http://{name}:{port}/ (stop it with Ctrl-C)", flush=True)  # noqa: T201
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)
