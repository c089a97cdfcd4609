"""Where a webhook may lead: not into the network that the service stands in, unless a setting says so."""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from laeringslopp import Flaw, Invalid

NAME = re.compile(r"(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)*[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?", re.I)
"""A host's name: its last part begins with a letter, so that no number in disguise is taken for one."""
TEXT = re.compile(r"[!-\[\]-~]{1,2000}")
"""Printable ASCII without spaces and without the backslash, which some programs take for a slash."""
WELL_KNOWN = (80, 443)
LEAST_PORT = 1024
NOBODYS = (ip_network("192.88.99.0/24"), ip_network("3fff::/20"))
"""Relays that are no more (RFC 7526) and addresses for documents (RFC 9637), which Python takes for anybody's."""
SETTING = "LAERINGSLOPP_HOOKS_PRIVATE"
LOCAL_NAMES = ("localhost", "local", "internal", "localdomain", "home.arpa")


@dataclass(frozen=True, slots=True)
class Address:
    """A URL in the parts that a connection is made of: it is parsed once, here."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def named(self) -> str:
        """The host as a header names it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.scheme == "https" else 80) else f"{host}:{self.port}"


def is_public(text: str) -> bool:
    """Whether an address is one that anybody on the internet could reach, and not another address in disguise."""
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, IPv6Address) and (found.ipv4_mapped or found.sixtofour or found.teredo or found.is_site_local):
        return False
    # IPv4-mapped, IPv4-compatible and translated addresses (64:ff9b::) all lie in ::/8, which is reserved.
    if any(found in network for network in NOBODYS):
        return False
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)


def address_of(url: str, allow_private: bool) -> Address:
    """The parts of a webhook's URL. Raises Invalid where nothing may be sent there."""
    if not TEXT.fullmatch(url):
        raise _wrong("no-url", "a URL is at most 2000 printable ASCII characters, without spaces and backslashes")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise _wrong("no-url", f"this is not a URL: {error}") from None
    schemes = ("https", "http") if allow_private else ("https",)
    if parts.scheme not in schemes:
        detail = f"a webhook is called over {' or '.join(schemes)}, not {parts.scheme or 'nothing'}"
        if parts.scheme == "http":
            detail += f"; whoever runs the service may allow that ({SETTING})"
        raise _wrong("no-https", detail)
    if "@" in parts.netloc:
        raise _wrong("credentials", "a URL with a name or password in it is logged too easily; the signature is enough")
    if parts.fragment or "#" in url:
        raise _wrong("fragment", "a URL that is called has no fragment; leave out # and what follows")
    host = _host(parts)
    chosen = port if port is not None else (443 if parts.scheme == "https" else 80)
    if not allow_private:
        _check_public(host)
        if chosen not in WELL_KNOWN and chosen < LEAST_PORT:
            raise _wrong("port", f"a webhook is called at port 443, 80, or one from {LEAST_PORT} on, not {chosen}")
    if not 0 < chosen < 65536:
        raise _wrong("port", f"there is no port {chosen}")
    return Address(parts.scheme, host, chosen, (parts.path or "/") + (f"?{parts.query}" if parts.query else ""))


def _host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    literal = _literal(host)
    if literal is not None and (parts.netloc.startswith("[") == isinstance(literal, IPv6Address)):
        return str(literal)
    if not NAME.fullmatch(host) or parts.netloc.startswith("["):
        detail = f"{host!r} is no host name and no plain address; write names in ASCII, and addresses as 203.0.113.7"
        raise _wrong("no-host", detail)
    return host


def _literal(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return None if "%" in host else ip_address(host)
    except ValueError:
        return None


def _check_public(host: str) -> None:
    is_local = any(host == name or host.endswith(f".{name}") for name in LOCAL_NAMES)
    if is_local or (_literal(host) is not None and not is_public(host)):
        detail = (
            f"{host} lies in a private network, or is this machine; whoever runs the service may allow that ({SETTING})"
        )
        raise _wrong("private-address", detail)


def _wrong(code: str, detail: str) -> Invalid:
    return Invalid([Flaw(code, detail, "/url")])
