"""Starting and stopping the service."""

import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from laeringslopp import Register, StoreError
from laeringslopp_service.app import NotLoopback, create_app, serve
from laeringslopp_service.settings import Settings
from tests.service.calling import OPENED, body


@pytest.mark.parametrize("host", ["0.0.0.0", "", "::", "example.org", "192.168.1.2"])
def test_nobody_else_can_be_let_in(host: str):
    """There is no sign-in yet; whoever reaches the service is a full member."""
    with pytest.raises(NotLoopback, match="no sign-in"):
        serve("memory:", host=host)
    assert issubclass(NotLoopback, ValueError)


def test_a_register_that_cannot_be_opened_is_said_at_once(tmp_path: Path):
    """Before anything listens."""
    with pytest.raises(StoreError):
        create_app(f"sqlite:///{tmp_path}/nowhere/x.db", Settings())


def test_a_register_it_opened_is_closed_when_it_stops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """And one that it was handed is its owner's to close."""
    closed: list[Register] = []
    shut = Register.close
    monkeypatch.setattr(Register, "close", lambda self: (closed.append(self), shut(self))[1])
    app = create_app(f"sqlite:///{tmp_path}/x.db", Settings())
    with TestClient(app, base_url="http://localhost") as client:
        assert client.post("/api/decisions", json=body(OPENED)).status_code == 201
        assert closed == []
    assert closed == [app.state.register]
    with Register.open("memory:") as owned:
        with TestClient(create_app(owned, Settings()), base_url="http://localhost") as client:
            client.get("/livez")
        assert closed == [app.state.register]


def test_it_says_where_it_listens_and_answers_there(tmp_path: Path):
    """The address that is printed is the one that works, whatever port was free."""
    program = "import sys; from laeringslopp_service.app import serve; serve(sys.argv[1], port=0)"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", program, f"sqlite:///{tmp_path}/x.db"],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as service:
        try:
            assert service.stdout is not None
            line = service.stdout.readline()
            address = next(word for word in line.split() if word.startswith("http://127.0.0.1:"))
            with urllib.request.urlopen(f"{address}/readyz", timeout=20) as answer:
                assert answer.status == 200
                assert "server" not in answer.headers
        finally:
            service.send_signal(signal.SIGINT)
            service.wait(20)
