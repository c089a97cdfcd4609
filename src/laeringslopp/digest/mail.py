"""A digest as an e-mail: plain text and HTML of the same, as RFC 5322 and MIME have it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256

from laeringslopp.digest.addresses import Addresses
from laeringslopp.digest.html import html
from laeringslopp.digest.model import Digest
from laeringslopp.errors import Flaw, Invalid


def mail(digest: Digest, at: datetime, from_: str, to: Sequence[str], base: str | None = None) -> EmailMessage:
    """The message; ``at`` is when it is sent. The same digest at the same time gives the same bytes.

    Raises Invalid for an address that is none.
    """
    message = EmailMessage(policy=SMTP.clone(cte_type="7bit"))  # every server takes that
    sender = _address(from_, "/from")
    message["From"] = sender
    message["To"] = [_address(each, f"/to/{at}") for at, each in enumerate(to)]
    message["Subject"] = digest.title
    message["Date"] = format_datetime(at)
    text, shown = plain(digest, base), html(digest, base)
    told = "\n".join((from_, *to, at.isoformat(), shown))
    name = sha256(told.encode("utf-8", "replace")).hexdigest()[:32]
    message["Message-ID"] = f"<{name}@{sender.domain or 'localhost'}>"
    # Nobody's holiday reply is to come back for it (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    message.add_alternative(shown, subtype="html")
    message["Content-Language"] = digest.language
    message.set_boundary(f"part-{name}")
    return message


def plain(digest: Digest, base: str | None = None) -> str:
    """The digest as text that everyone can read."""
    return "\n".join(_lines(digest, Addresses(base, digest))) + "\n"


def _lines(digest: Digest, addresses: Addresses) -> Iterator[str]:
    yield digest.title
    yield "=" * len(digest.title)
    yield ""
    yield from digest.lead
    for part in digest.parts:
        heading = f"{part.heading} ({part.count})"
        yield from ("", heading, "-" * len(heading))
        for item in part.items:
            yield f"* {item.title}: {item.text}"
            yield f"  {addresses.item(item) or item.decision_id}"
        if part.more:
            whole = addresses.whole()
            yield f"* {part.more} {whole}" if whole else f"* {part.more}"
    for sentence in digest.closing:
        yield ""
        yield sentence


def _address(written: str, pointer: str) -> Address:
    try:
        address = Address(addr_spec=written)
        written.encode("ascii")
    except (ValueError, IndexError, AttributeError, HeaderParseError):  # what the standard library's parser may raise
        address = Address()
    if not (address.username and address.domain) or any(sign in written for sign in "\r\n"):
        detail = f"{written!r} is no e-mail address; write it as name@example.org"
        raise Invalid([Flaw("no-address", detail, pointer)])
    return address
