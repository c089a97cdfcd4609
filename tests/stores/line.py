"""A line to the PostgreSQL server that can be cut when the server has done what it was asked and not yet said so."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from psycopg.conninfo import conninfo_to_dict

SOCKET = ".s.PGSQL.5432"


class Line:
    """Passes on what is said both ways, until the answer to certain words is lost, and the line with it."""

    def __init__(self, url: str, folder: Path) -> None:
        given = conninfo_to_dict(url)
        self.url = f"postgresql://{given['user']}@/{given['dbname']}?host={quote(str(folder))}"
        self._words: bytes | None = None
        self._lost: socket.socket | None = None
        self._server = str(Path(str(given["host"])) / SOCKET)
        self._ear = socket.socket(socket.AF_UNIX)
        self._ear.bind(str(folder / SOCKET))
        self._ear.listen()
        threading.Thread(target=self._answer_calls, daemon=True).start()

    def lose_the_answer_to(self, words: bytes) -> None:
        """The server does what is asked of it in these words; what it says to it is never heard."""
        self._words = words

    def _answer_calls(self) -> None:
        with suppress(OSError):
            while True:
                caller, _ = self._ear.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(self._server)
                threading.Thread(target=self._pass_on, args=(caller, server), daemon=True).start()
                threading.Thread(target=self._pass_on, args=(server, caller), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while said := source.recv(65536):
                if self._lost is source:
                    break
                if self._words is not None and self._words in said:
                    self._words, self._lost = None, target
                target.sendall(said)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def close(self) -> None:
        self._ear.close()


@contextmanager
def a_line(url: str) -> Iterator[Line]:
    with TemporaryDirectory() as folder:
        line = Line(url, Path(folder))
        try:
            yield line
        finally:
            line.close()
