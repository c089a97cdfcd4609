"""Ask the service for all that its document allows, and for what it does not: Schemathesis, on a register of examples.

``python -m scripts.attack`` tries thousands of calls over real HTTP, in every phase and with every check but
``positive_data_acceptance``: that a rule refuses what is well-formed is no matter of schema. Streams that never end
are left out. What follows is given to ``schemathesis run``: ``--max-examples 50 --seed 7``.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import uvicorn

from laeringslopp import Register
from laeringslopp.cases import record_demo
from laeringslopp_service.app import LISTENING, Server, create_app
from laeringslopp_service.settings import Settings

EXPECTED = """[checks.negative_data_rejection]
expected-statuses = ["400", "403", "404", "405", "406", "409", "412", "413", "415", "422", "429", "503"]
"""
"""How what breaks the document may be refused: by what Schemathesis takes for a no, and as too long."""
ENDLESS = ("listen", "listen_to_decision")
USUAL = ("--max-examples", "60")


@contextmanager
def attacked() -> Iterator[str]:
    """The address of a service on a register of its own, which holds every case that ships."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/attacked.db"
        record_demo(lambda clock: Register.open(url, clock=clock))
        app = create_app(url, Settings())
        server = Server(uvicorn.Config(app, "127.0.0.1", 0, **LISTENING), app.state.live)
        thread = Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            thread.join(0.05)
            assert thread.is_alive(), "the service did not start"
        yield f"http://127.0.0.1:{server.ports[0]}"
        server.should_exit = True
        thread.join()


def run(arguments: Sequence[str]) -> int:
    """What Schemathesis returns: 0 where nothing broke its promise."""
    left_out = (word for name in ENDLESS for word in ("--exclude-operation-id", name))
    checks = ("--checks", "all", "--exclude-checks", "positive_data_acceptance")
    with attacked() as address, tempfile.TemporaryDirectory() as folder:
        command = (str(Path(sys.executable).with_name("schemathesis")), "run", f"{address}/openapi.json")
        how = ("--request-timeout", "20", "--suppress-health-check", "all", "--no-color")
        environment = {**os.environ, "HYPOTHESIS_STORAGE_DIRECTORY": folder}
        (Path(folder) / "schemathesis.toml").write_text(EXPECTED, encoding="utf-8")
        said = [*command, *checks, *left_out, *how, *arguments]
        return subprocess.run(said, cwd=folder, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:] or USUAL))
