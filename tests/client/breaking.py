"""A line between a client and a service that breaks where a test says."""

import contextlib
import socket
import threading
from collections.abc import Iterator


class Line:
    """Passes on what is sent, byte by byte, to wherever the service is by now."""

    def __init__(self, to: int) -> None:
        self.to = to
        """The port of the service."""
        self.answers_to_drop = 0
        """So many answers to what is recorded are read, and not passed on."""
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._open: set[socket.socket] = set()
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """Where it begins."""
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def cut(self) -> None:
        """Breaks every connection that there is."""
        for each in list(self._open):
            _shut(each)

    def close(self) -> None:
        """Takes the line down."""
        _shut(self._socket)
        self._socket.close()
        self._thread.join(5)
        self.cut()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._socket.accept()
                threading.Thread(target=self._connect, args=(near,), daemon=True).start()

    def _connect(self, near: socket.socket) -> None:
        with near, contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.to)) as far:
            self._open |= {near, far}
            asked = [b""]
            up = threading.Thread(target=self._ask, args=(near, far, asked), daemon=True)
            up.start()
            self._answer(far, near, asked)
            up.join(5)
            self._open -= {near, far}

    def _ask(self, near: socket.socket, far: socket.socket, asked: list[bytes]) -> None:
        with contextlib.suppress(OSError):
            while sent := near.recv(65536):
                method = sent.partition(b" ")[0]
                asked[0] = method if method.isupper() else asked[0]
                far.sendall(sent)
        _shut(far)

    def _answer(self, far: socket.socket, near: socket.socket, asked: list[bytes]) -> None:
        with contextlib.suppress(OSError):
            while sent := far.recv(65536):
                if self.answers_to_drop and asked[0] == b"POST":
                    self.answers_to_drop -= 1
                    break
                near.sendall(sent)
        _shut(near)
        _shut(far)


def _shut(each: socket.socket) -> None:
    with contextlib.suppress(OSError):
        each.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def line_to(port: int) -> Iterator[Line]:
    """A line that is taken down in the end."""
    line = Line(port)
    try:
        yield line
    finally:
        line.close()
