"""digest: as cron runs it."""

import email
import os
from collections.abc import Iterator
from datetime import date, timedelta
from email import policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

from tests.cli.conftest import Run

TODAY = date.today()  # noqa: DTZ011 - as the command does
SINCE = ("--since", str(TODAY - timedelta(days=1)))
SEND = ("--to", "kommunestyret@vik.example", "--from", "laering@vik.example")


class Box(Message):
    """Keeps what is sent to it, and takes nothing for those who are not here."""

    def __init__(self) -> None:
        super().__init__(EmailMessage)
        self.kept: list[EmailMessage] = []

    def handle_message(self, message: EmailMessage) -> None:  # type: ignore[override]
        self.kept.append(message)

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - its own name
        if address.startswith("ingen@"):
            return "550 nobody of that name is here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    def prepare_message(self, session, envelope):
        return email.message_from_bytes(envelope.content, policy=policy.default)


class Running(Controller):
    """A mail server on whichever port is free."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def box() -> Box:
    return Box()


@pytest.fixture
def server(box: Box) -> Iterator[str]:
    """A real mail server, on this machine."""
    running = Running(box, hostname="127.0.0.1", port=0)
    running.start()
    yield f"smtp://127.0.0.1:{running.port}"
    running.stop()


@pytest.fixture(autouse=True)
def disclosed(run: Run) -> None:
    """Something that happened."""
    assert run("disclose", "Døra sto åpen", "--organisation", "vik").code == 0


def test_a_digest_is_printed(run: Run):
    """Markdown, for who reads it or pipes it on."""
    answer = run("digest", *SINCE)
    assert answer.code == 0
    assert answer.out.startswith("# News for the political level\n")
    assert "Døra sto åpen" in answer.out
    assert run("digest", *SINCE, "--json").json["parts"][0]["name"] == "failures"


@pytest.mark.parametrize(("form", "begins"), [("html", b"<!doctype html>"), ("eml", b"From: "), ("md", b"# ")])
def test_each_format_is_written_to_a_file(run: Run, tmp_path: Path, form: str, begins: bytes):
    """What cannot be printed can be kept."""
    assert run("digest", *SINCE, "--format", form, "-o", "out").code == 0
    assert (tmp_path / "out").read_bytes().startswith(begins)


def test_a_digest_is_sent(run: Run, server: str, box: Box):
    """To a real server, in both parts."""
    answer = run(
        "digest", *SINCE, "--send", server, *SEND, "--to", "ordforer@vik.example", "--base", "https://l.example"
    )
    assert (answer.code, answer.out) == (0, "")
    (message,) = box.kept
    assert message["to"] == "kommunestyret@vik.example, ordforer@vik.example"
    text = message.get_body(("plain",))
    assert text is not None
    assert "Døra sto åpen" in text.get_content()
    assert "https://l.example/decisions/" in text.get_content()
    assert not message.defects


def test_quiet_sends_nothing_where_nothing_is_new(run: Run, server: str, box: Box):
    """cron runs it every night, and a mail comes only when there is something to read."""
    soon = ("--since", str(TODAY + timedelta(days=1)))
    answer = run("digest", *soon, "--quiet", "--send", server, *SEND)
    assert (answer.code, answer.out, box.kept) == (4, "", [])
    assert run("digest", *SINCE, "--quiet", "--send", server, *SEND).code == 0
    assert len(box.kept) == 1


def test_a_server_that_is_not_there_is_told(run: Run, server: str):
    """A digest that was not sent is not silently lost."""
    answer = run("digest", *SINCE, "--send", "smtp://127.0.0.1:1", *SEND)
    assert (answer.code, "127.0.0.1:1" in answer.err) == (3, True)
    refused = run("digest", *SINCE, "--send", server, "--to", "ingen@vik.example")
    assert refused.code == 3


def test_a_password_is_not_sent_in_the_open(run: Run, server: str, box: Box):
    """It would be anybody's who listens."""
    url = server.replace("//", "//ole@")
    answer = run("digest", *SINCE, "--send", url, *SEND, LAERINGSLOPP_SMTP_PASSWORD="hemmelig")
    assert (answer.code, box.kept) == (3, [])
    assert "hemmelig" not in answer.err
    assert "LAERINGSLOPP_SMTP_PASSWORD" not in os.environ


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--send", "smtp://127.0.0.1:1"), 2),
        (("--to", "a@b.no"), 2),
        (("--send", "http://x", "--to", "a@b.no"), 1),
        (("--send", "smtp://x:y", "--to", "a@b.no"), 1),
        (("--send", "smtp://127.0.0.1:1", "--to", "a@b.no\r\nBcc: c@d.no"), 1),
        (("--level", "styret"), 1),
        (("--format", "pdf"), 2),
    ],
)
def test_what_is_asked_wrongly_is_told(run: Run, arguments: tuple[str, ...], code: int):
    """cron mails what it says to somebody who has forgotten the line."""
    answer = run("digest", *SINCE, *arguments)
    assert answer.code == code
    assert answer.err


def test_where_no_meeting_is_known_a_day_is_asked_for(run: Run):
    """The default is since the last meeting, and there was none."""
    answer = run("digest")
    assert (answer.code, "give a date" in answer.err) == (1, True)
