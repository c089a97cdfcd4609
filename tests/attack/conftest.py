"""A service that listens, and a proxy before it."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pytest
import uvicorn

from laeringslopp import Register
from laeringslopp_service.app import LISTENING, Server, create_app
from laeringslopp_service.settings import Settings
from tests.attack.mutated import filled

PATIENCE = 10
QUIET = 1.0
"""Seconds after which the other side is taken to wait for more; most end the connection, as they are asked to."""
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
CONFIGURATION = """
daemon off; master_process off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  upstream service {{ server 127.0.0.1:{service}; keepalive 1; }}
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://service; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host localhost;
      proxy_request_buffering off; proxy_buffering off;
    }}
  }}
}}
"""
"""Connections are kept and shared, and bodies passed on as they come: where lengths are smuggled, it shows here."""


@dataclass(frozen=True, slots=True)
class Listening:
    """A service, or a proxy before it."""

    port: int
    over: Register

    def said_to(self, raw: bytes) -> bytes:
        """What comes back for these bytes, until the other side ends or says nothing more."""
        with socket.create_connection(("127.0.0.1", self.port), QUIET) as connection:
            told = b""
            try:
                connection.sendall(raw)
                while more := connection.recv(65536):
                    told += more
            except (ConnectionError, TimeoutError):
                pass
            return told


@contextmanager
def listening(chosen: Settings) -> Iterator[Listening]:
    """A service on a register of its own, over real HTTP."""
    with filled() as over:
        app = create_app(over, chosen)
        server = Server(uvicorn.Config(app, "127.0.0.1", 0, **{**LISTENING, "log_level": "critical"}), app.state.live)
        thread = Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            thread.join(0.01)
            assert thread.is_alive()
        yield Listening(server.ports[0], over)
        server.should_exit = True
        thread.join(PATIENCE)


@pytest.fixture(scope="session")
def service() -> Iterator[Listening]:
    """The service itself."""
    with listening(Settings()) as made:
        yield made


@pytest.fixture(scope="session")
def proxy(service: Listening, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Listening]:
    """Debian's nginx before it."""
    if NGINX is None:
        assert os.environ.get("CI") != "true", "where changes are checked, nginx is there: sh scripts/nginx.sh"
        pytest.skip("there is no nginx: sh scripts/nginx.sh")
    folder = tmp_path_factory.mktemp("nginx")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    written = folder / "nginx.conf"
    written.write_text(CONFIGURATION.format(folder=folder, port=port, service=service.port))
    with subprocess.Popen([NGINX, "-c", str(written), "-p", str(folder)], stderr=subprocess.PIPE) as process:
        try:
            yield Listening(_answering(port, process, folder), service.over)
        finally:
            process.terminate()


def _answering(port: int, process: "subprocess.Popen[bytes]", folder: Path) -> int:
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return port
        except OSError:
            assert process.poll() is None, (folder / "error.log").read_text()


@pytest.fixture(scope="session", params=["service", "proxy"])
def place(request: pytest.FixtureRequest) -> Listening:
    """Straight at the service, and through the proxy."""
    found: Listening = request.getfixturevalue(request.param)
    return found
