"""A request that hides in another's body is nobody's request (RFC 9112, section 11.2)."""

import json

import pytest

from tests.attack.conftest import Listening
from tests.service.operations import BODIES

DISCLOSED = json.dumps({**BODIES["disclose_failure"], "what_happened": "Smuglet inn"}).encode()
HIDDEN = (
    b"POST /api/disclosures HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    b"Content-Length: %d\r\n\r\n%s" % (len(DISCLOSED), DISCLOSED)
)
LINE = b"POST /api/policy-comparisons HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
NO_CHUNK = b"0\r\n\r\n"
LAST = b"GET /problems/busy HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
LENGTH = b"Content-Length: %d\r\n"


def framed(headers: bytes, body: bytes) -> bytes:
    """A request whose headers say how long its body is, each in its own way."""
    return LINE + headers + b"\r\n" + body


WHOLE = LENGTH % (len(NO_CHUNK) + len(HIDDEN))
SMUGGLED = {
    "length and chunks": framed(WHOLE + b"Transfer-Encoding: chunked\r\n", NO_CHUNK + HIDDEN),
    "chunks and length": framed(b"Transfer-Encoding: chunked\r\n" + WHOLE, NO_CHUNK + HIDDEN),
    "a short length and chunks": framed(
        b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", b"%x\r\n%s\r\n0\r\n\r\n" % (len(HIDDEN), HIDDEN)
    ),
    "a space before the colon": framed(WHOLE + b"Transfer-Encoding : chunked\r\n", NO_CHUNK + HIDDEN),
    "another coding": framed(WHOLE + b"Transfer-Encoding: xchunked\r\n", NO_CHUNK + HIDDEN),
    "two codings": framed(WHOLE + b"Transfer-Encoding: chunked, identity\r\n", NO_CHUNK + HIDDEN),
    "codings in two lines": framed(
        WHOLE + b"Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n", NO_CHUNK + HIDDEN
    ),
    "a vertical tab": framed(WHOLE + b"Transfer-Encoding:\x0bchunked\r\n", NO_CHUNK + HIDDEN),
    "packed chunks": framed(WHOLE + b"Transfer-Encoding: gzip, chunked\r\n", NO_CHUNK + HIDDEN),
    "a folded line": framed(WHOLE + b"Transfer-Encoding:\r\n chunked\r\n", NO_CHUNK + HIDDEN),
    "two lengths": framed(LENGTH % 0 + LENGTH % len(HIDDEN), HIDDEN),
    "two lengths the other way": framed(LENGTH % len(HIDDEN) + LENGTH % 0, HIDDEN),
    "two lengths in one line": framed(b"Content-Length: 0, %d\r\n" % len(HIDDEN), HIDDEN),
    "a length with a sign": framed(b"Content-Length: +%d\r\n" % len(HIDDEN), HIDDEN),
    "a length below nothing": framed(b"Content-Length: -1\r\n", HIDDEN),
    "a length in sixteens": framed(b"Content-Length: 0x%x\r\n" % len(HIDDEN), HIDDEN),
    "a length beyond all bounds": framed(b"Content-Length: " + b"9" * 40 + b"\r\n", HIDDEN),
    "a length of other digits": framed("Content-Length: ٣\r\n".encode(), HIDDEN),
    "a bare line end in a header": framed(b"X: y\n" + LENGTH % len(HIDDEN), HIDDEN),
    "a bare carriage return in a header": framed(b"X: y\r" + LENGTH % len(HIDDEN), HIDDEN),
    "a bare line end after a chunk's size": framed(
        b"Transfer-Encoding: chunked\r\n", b"2;\n%s\r\n" % b"{}" + b"0\r\n" + b"X: y\r\n\r\n"
    ),
    "a chunk that is longer than it says": framed(b"Transfer-Encoding: chunked\r\n", b"1\r\n{}" + HIDDEN),
    "a chunk's size below nothing": framed(b"Transfer-Encoding: chunked\r\n", b"-1\r\n" + HIDDEN),
    "a chunk's size beyond all bounds": framed(b"Transfer-Encoding: chunked\r\n", b"f" * 40 + b"\r\n" + HIDDEN),
    "a body to what has none": b"GET /livez HTTP/1.1\r\nHost: localhost\r\n" + LENGTH % len(HIDDEN) + b"\r\n" + HIDDEN,
    "an older version with chunks": framed(b"Transfer-Encoding: chunked\r\n", NO_CHUNK + HIDDEN).replace(
        b"HTTP/1.1", b"HTTP/1.0", 1
    ),
    "a name with a line end in it": framed(b"X\nTransfer-Encoding: chunked\r\n" + LENGTH % len(HIDDEN), HIDDEN),
    "a null in a header": framed(b"X: a\x00b\r\n" + LENGTH % len(HIDDEN), HIDDEN),
}


@pytest.mark.parametrize("raw", SMUGGLED.values(), ids=SMUGGLED)
def test_what_hides_in_a_request_is_not_done(place: Listening, raw: bytes):
    """Straight, and through a proxy that keeps its connections: whoever comes next gets their own answer."""
    before = place.over.position
    told = place.said_to(raw + LAST)
    assert b" 500 " not in told
    for _ in range(3):
        own = place.said_to(LAST)
        assert own.startswith(b"HTTP/1.1 200 ")
        assert b'"/problems/busy"' in own
        assert own.count(b"HTTP/1.1 ") == 1
    assert place.over.position == before, told


def test_what_does_not_hide_is_done(place: Listening):
    """Else nothing above would show anything."""
    before = place.over.position
    assert place.said_to(HIDDEN + LAST).startswith(b"HTTP/1.1 201 ")
    assert place.over.position > before
