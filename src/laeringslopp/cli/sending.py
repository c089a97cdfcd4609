"""E-mail over SMTP."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from laeringslopp.errors import Flaw, Invalid, StoreError

PASSWORD = "LAERINGSLOPP_SMTP_PASSWORD"
TIMEOUT = 30.0
"""Seconds that a mail server may be silent."""
PORTS = {"smtp": 25, "smtps": 465}


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server, as a URL names it: ``smtp://user@host:587``, or ``smtps://`` for TLS from the beginning."""

    scheme: str
    host: str
    port: int
    user: str | None = None
    password: str | None = None

    @staticmethod
    def of(url: str) -> "Server":
        """Raises Invalid for what is no such URL."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            parts, port = urlsplit(""), None
        if parts.scheme not in PORTS or not parts.hostname or parts.path.strip("/") or parts.query:
            detail = "write the mail server as smtp://host, smtp://user@host:587 or smtps://user@host"
            raise Invalid([Flaw("no-mail-server", detail, "/send")])
        user, password = (unquote(each) if each else None for each in (parts.username, parts.password))
        return Server(parts.scheme, parts.hostname, port or PORTS[parts.scheme], user, password)


def send(message: EmailMessage, server: Server, password: str | None = None) -> None:
    """Hands the message over. Where the server offers TLS it is used; a password is never sent without.

    Raises StoreError where the server cannot be reached, or does not take it for everyone.
    """
    where = f"{server.host}:{server.port}"
    secret = server.password or password
    try:
        with _connected(server) as smtp:
            smtp.ehlo()
            is_safe = server.scheme == "smtps"
            if not is_safe and smtp.has_extn("starttls"):
                smtp.starttls(context=ssl.create_default_context())
                smtp.ehlo()
                is_safe = True
            if server.user is not None and secret is not None:
                if not is_safe:
                    detail = f"{where} offers no TLS, and a password is not sent without it"
                    raise StoreError(detail, "mail-unsafe", where=where)
                smtp.login(server.user, secret)
            refused = smtp.send_message(message)
    except (OSError, smtplib.SMTPException) as error:
        raise StoreError(f"{where} did not take the mail: {error}", "mail-failed", where=where, why=error) from error
    if refused:
        them = ", ".join(sorted(refused))
        raise StoreError(f"{where} did not take the mail for {them}", "mail-refused", where=where, to=them)


def _connected(server: Server) -> smtplib.SMTP:
    if server.scheme == "smtps":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT, context=context)
    return smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)
