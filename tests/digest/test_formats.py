"""A digest in every format: right, and nothing of what people wrote is more than text."""

import email
import re
from datetime import UTC, date, datetime
from email import policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laeringslopp import Invalid
from laeringslopp.digest import Digest, Item, Part
from laeringslopp.digest.html import html
from laeringslopp.digest.mail import mail, plain
from laeringslopp.digest.markdown import markdown

AT = datetime(2026, 3, 12, 8, 0, tzinfo=UTC)
DAY = date(2026, 3, 12)
HOSTILE = "<script>alert(1)</script> [x](javascript:y) =cmd|' /C'!A0 \u202e \"&amp; 😀 # *a*"


def digest_of(text: str, title: str = "Sensorer") -> Digest:
    item = Item(text, "sensorer", title, 3, DAY)
    part = Part("failures", "Meldte feil", (item,), 4, "3 til.")
    return Digest("nordfjord", "political", "nb", "Nytt for kommunestyret", ("Siden 12. mars.",), DAY, DAY, DAY,
                  (part,), True, 1, ("1 oppføring er holdt tilbake.",))  # fmt: skip


@pytest.mark.parametrize("base", [None, "https://laering.example/"])
def test_what_people_wrote_is_text_and_no_markup(base: str | None):
    """A mail is opened by programs that would run it."""
    made = digest_of(HOSTILE, HOSTILE)
    assert "<script" not in html(made, base)
    assert "<script" not in markdown(made, base).replace("\\<script", "")
    assert not re.search(r"(?<!\\)\]\(javascript", markdown(made, base))


def test_a_mail_holds_the_same_twice_and_is_read_by_others():
    """Plain text for those who have only that."""
    message = mail(digest_of("Alarmen kom ikke fram: «æøå» 😀"), AT, "l@example.org", ["k@example.org"])
    read = email.message_from_bytes(bytes(message), policy=policy.default)
    assert not read.defects
    assert (read["subject"], read["to"], read["content-language"]) == ("Nytt for kommunestyret", "k@example.org", "nb")
    assert read["date"].datetime == AT
    assert read["auto-submitted"] == "auto-generated"
    text, shown = read.get_body(("plain",)), read.get_body(("html",))
    assert text is not None
    assert shown is not None
    assert "«æøå» 😀" in text.get_content()
    assert "«æøå» 😀" in shown.get_content()


def test_a_mail_is_the_same_bytes_for_the_same_digest():
    """So that it can be told whether one was sent already."""
    first, second = (bytes(mail(digest_of("x"), AT, "l@example.org", ["k@example.org"])) for _ in range(2))
    assert first == second
    assert bytes(mail(digest_of("y"), AT, "l@example.org", ["k@example.org"])) != first


def test_lines_are_no_longer_than_a_mail_server_takes():
    """RFC 5322: 998 characters; some servers cut what is longer."""
    message = bytes(mail(digest_of("lang " * 1000), AT, "l@example.org", ["k@example.org"]))
    assert max(map(len, message.split(b"\r\n"))) <= 998
    message.decode("ascii")


@pytest.mark.parametrize(
    "address", ["", "kari", "kari@", "@example.org", "a@b\r\nBcc: x@y.no", "kå@example.org", "a b@c"]
)
def test_an_address_that_is_none_is_told(address: str):
    """Nothing is sent to a line of somebody's own making."""
    with pytest.raises(Invalid):
        mail(digest_of("x"), AT, "l@example.org", [address])


@given(st.text(max_size=200).filter(lambda text: text.isprintable()))
def test_any_text_goes_into_a_mail_and_comes_out(text: str):
    """Whatever people write."""
    message = mail(digest_of(f"«{text}»"), AT, "l@example.org", ["k@example.org"])
    body = email.message_from_bytes(bytes(message), policy=policy.default).get_body(("plain",))
    assert body is not None
    assert f"«{text}»" in body.get_content()


def test_links_lead_to_the_service_that_was_named():
    """To the entry, and to all that found no room."""
    made = digest_of("x")
    for shown in (
        plain(made, "https://l.example/"),
        html(made, "https://l.example/"),
        markdown(made, "https://l.example"),
    ):
        assert "https://l.example/decisions/sensorer?lang=nb#v3" in shown
        assert "https://l.example/digest?level=political" in shown
    assert "http" not in plain(made) + html(made) + markdown(made)
