"""A webhook leads nowhere that its maker could not reach by themselves."""

import asyncio
import socket
import ssl
import struct
import subprocess
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from laeringslopp import Invalid
from laeringslopp_service.hooks import sending
from laeringslopp_service.hooks.addresses import address_of, is_public
from laeringslopp_service.hooks.sending import Outcome, Sender
from tests.hooks.conftest import Post
from tests.hooks.receiving import PATIENCE, receiving

PRIVATE = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.7",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2001:20::1",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
]
"""Loopback, private, link-local, shared, multicast, reserved, for documents, and others in disguise."""


@pytest.mark.parametrize("address", PRIVATE)
def test_no_address_inside_is_public(address: str):
    """Whichever way it is reached."""
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "193.156.1.1", "2606:4700:4700::1111", "2a02:c0::1"])
def test_addresses_on_the_internet_are(address: str):
    """Webhooks would be of no use otherwise."""
    assert is_public(address)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://127.0.0.1/", "private-address"),
        ("https://10.0.0.1:8443/", "private-address"),
        ("https://169.254.169.254/latest/meta-data/", "private-address"),
        ("https://[::1]/", "private-address"),
        ("https://[::ffff:10.0.0.1]/", "private-address"),
        ("https://[fe80::1]/", "private-address"),
        ("https://localhost/", "private-address"),
        ("https://LOCALHOST/", "private-address"),
        ("https://dashboard.localhost/", "private-address"),
        ("https://metadata.google.internal/", "private-address"),
        ("https://2130706433/", "no-host"),
        ("https://0x7f000001/", "no-host"),
        ("https://0177.0.0.1/", "no-host"),
        ("https://127.1/", "no-host"),
        ("https://0x7f.0.0.1/", "no-host"),
        ("https://127.0.0.1./", "no-host"),
        ("https://[127.0.0.1]/", "no-url"),
        ("https://[fe80::1%25eth0]/", "no-host"),
        ("https://[v1.x]/", "no-host"),
        ("https://127.0.0.1%00.example/", "no-host"),
        ("https://%31%32%37.0.0.1/", "no-host"),
        ("https://a.example./", "no-host"),
        ("https:a.example", "no-host"),
        ("https://[::1/", "no-url"),
        ("https://①②⑦.⓪.⓪.①/", "no-url"),
        ("https://hjørne.example/", "no-url"),
        ("https:///in", "no-host"),
        ("https://-a.example/", "no-host"),
        ("https://a..example/", "no-host"),
        ("https://example.com\\@127.0.0.1/", "no-url"),
        ("https://example.com/a b", "no-url"),
        ("https://example.com/\r\nHost: other", "no-url"),
        ("https://user@example.com/", "credentials"),
        ("https://user:secret@example.com/", "credentials"),
        ("https://example.com@127.0.0.1/", "credentials"),
        ("https://example.com/#in", "fragment"),
        ("https://example.com/#", "fragment"),
        ("https://example.com:22/", "port"),
        ("https://example.com:0/", "port"),
        ("https://example.com:65536/", "no-url"),
        ("https://example.com:http/", "no-url"),
        ("http://example.com/", "no-https"),
        ("ftp://example.com/", "no-https"),
        ("file:///etc/passwd", "no-https"),
        ("gopher://example.com/", "no-https"),
        ("//example.com/", "no-https"),
        ("example.com", "no-https"),
        ("", "no-url"),
        ("https://example.com/" + "a" * 2000, "no-url"),
    ],
)
def test_a_url_that_leads_astray_is_refused(url: str, code: str):
    """With what is wrong with it, before anything is sent."""
    with pytest.raises(Invalid) as raised:
        address_of(url, allow_private=False)
    assert [(flaw.pointer, flaw.code) for flaw in raised.value.flaws] == [("/url", code)]


def test_a_plain_url_is_taken_apart_once():
    """What is connected to is what was looked at."""
    found = address_of("https://Dashboard.example:8443/in?key=a%20b", allow_private=False)
    assert (found.scheme, found.host, found.port, found.target) == ("https", "dashboard.example", 8443, "/in?key=a%20b")
    assert found.named == "dashboard.example:8443"
    assert address_of("https://xn--hjrne-wua.example", False).target == "/"
    assert address_of("http://[::1]:8000/", True).named == "[::1]:8000"


def outcome(sender: Sender, url: str, post: Post) -> Outcome:
    """What comes of one message."""

    async def sent() -> Outcome:
        async with sender.line() as line:
            return await line.post(url, {}, b"{}", post.clock())

    return asyncio.run(sent())


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "::1", "::ffff:127.0.0.1", "169.254.169.254"])
def test_a_name_that_leads_inside_is_not_followed(post: Post, address: str):
    """Also where it leads outside as well."""

    async def resolve(_host: str, _port: int) -> list[str]:
        return ["8.8.8.8", address]

    assert outcome(Sender(resolve=resolve), "https://a.example/", post) == Outcome(problem="private-address")


@pytest.mark.parametrize("host", ["2130706433", "0177.0.0.1", "0x7f.1", "127.1"])
def test_what_the_system_takes_for_an_address_is_looked_at_as_one(post: Post, host: str):
    """Numbers in disguise are refused as URLs, and would be as what they are resolved to."""
    found = {str(each[4][0]) for each in socket.getaddrinfo(host, 443)}
    assert found == {"127.0.0.1"}
    assert not is_public(found.pop())


def test_a_name_is_asked_for_once_and_that_very_address_is_called(post: Post):
    """A second answer, which could lead inside (DNS rebinding), is never asked for."""
    asked: list[str] = []

    async def resolve(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["169.254.169.254"]

    with receiving() as receiver:
        sender = Sender(allow_private=True, resolve=resolve)
        assert outcome(sender, f"http://rebinding.example:{receiver.port}/in", post) == Outcome(204)
        assert receiver.got[0].headers["host"] == f"rebinding.example:{receiver.port}"
    assert asked == ["rebinding.example"]


def test_a_redirect_inside_is_not_followed(post: Post):
    """Nor any other."""
    with receiving() as inside, receiving() as outside:
        for status in (301, 302, 303, 307, 308):
            outside.decide = lambda _, status=status: (status, {"Location": inside.url})  # type: ignore[misc]
            assert outcome(Sender(allow_private=True), outside.url, post) == Outcome(status, "redirected")
        assert len(outside.got) == 5
        assert inside.got == []


def test_a_setting_that_was_taken_back_holds_for_what_was_made_under_it(post: Post):
    """It is looked at when something is sent."""
    with receiving() as receiver:
        assert outcome(Sender(), receiver.url, post) == Outcome(problem="no-https")
        assert outcome(Sender(), f"https://127.0.0.1:{receiver.port}/", post) == Outcome(problem="private-address")
        assert receiver.got == []


def babbles(connection: socket.socket) -> None:
    """Answers as a mail server would."""
    connection.sendall(b"220 smtp.example ESMTP\r\n")


def goes_on(connection: socket.socket) -> None:
    """Takes it, and does not stop talking."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n")
    with suppress(OSError):
        while True:
            connection.sendall(b"x" * 65536)


def says_nothing_more(connection: socket.socket) -> None:
    """Promises a body that does not come."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n")
    connection.recv(1)


def drips(connection: socket.socket) -> None:
    """Never quite silent, and never done."""
    with suppress(OSError):
        connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
        while True:
            connection.sendall(b"x")
            threading.Event().wait(0.01)


def resets(connection: socket.socket) -> None:
    """Hangs up hard."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def floods(connection: socket.socket) -> None:
    """One header without an end."""
    with suppress(OSError):
        connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
        while True:
            connection.sendall(b"x" * 65536)


@pytest.mark.parametrize(
    ("answers", "patience", "came"),
    [
        (babbles, PATIENCE, Outcome(problem="no-http")),
        (goes_on, PATIENCE, Outcome(200)),
        (says_nothing_more, 0.2, Outcome(problem="timed-out")),
        (drips, 0.2, Outcome(problem="timed-out")),
        (resets, PATIENCE, Outcome(problem="not-reached")),
        (floods, PATIENCE, Outcome(problem="no-http")),
    ],
)
def test_whatever_a_receiver_does_it_is_not_listened_to_for_long(
    post: Post, answers: Callable[[socket.socket], None], patience: float, came: Outcome
):
    """A few kilobytes are read, for a little while; what comes of it is no trouble of ours."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            connection, _ = server.accept()
            with connection:
                sent = b""
                while not sent.endswith(b"{}"):  # what is left unread would reset the connection
                    sent += connection.recv(65536)
                answers(connection)

        thread = threading.Thread(target=answer)
        thread.start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"
        assert outcome(Sender(allow_private=True, answering=patience, at_most=patience), url, post) == came
        thread.join()


def test_a_name_that_is_answered_slowly_is_not_waited_for(post: Post, monkeypatch: pytest.MonkeyPatch):
    """Neither by other names nor when the service ends."""
    enough = threading.Event()
    monkeypatch.setattr(sending, "getaddrinfo", lambda *_, **__: enough.wait(PATIENCE) and [])
    sender = Sender(connecting=0.05)
    assert outcome(sender, "https://slow.example/", post) == Outcome(problem="timed-out")
    enough.set()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for a.example, with its key."""
    folder = tmp_path_factory.mktemp("tls")
    command = [
        "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "cert.pem", "-days", "2",
        "-subj", "/CN=a.example", "-addext", "subjectAltName=DNS:a.example",
    ]  # fmt: skip
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder


def test_over_tls_the_name_is_checked_though_the_address_is_called(post: Post, certificate: Path):
    """Whoever answers at the address has to be the host that was named."""

    async def resolve(_host: str, _port: int) -> list[str]:
        return ["127.0.0.1"]

    ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ours.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    trusted = ssl.create_default_context(cafile=str(certificate / "cert.pem"))
    with receiving(wrap=lambda plain: ours.wrap_socket(plain, server_side=True)) as receiver:
        sender = Sender(allow_private=True, resolve=resolve, trusted=trusted)
        assert outcome(sender, f"https://a.example:{receiver.port}/", post) == Outcome(204)
        assert outcome(sender, f"https://b.example:{receiver.port}/", post).problem == "no-trust"
        unknown = Sender(allow_private=True, resolve=resolve)
        assert outcome(unknown, f"https://a.example:{receiver.port}/", post).problem == "no-trust"
        assert len(receiver.got) == 1
