"""How much one client may ask in a minute."""

import ipaddress
import math
from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import Scope

WINDOW = 60
"""Seconds that an allowance is for."""
MOST_CLIENTS = 10_000
"""How many clients are remembered: a megabyte or two. Of more than that, who came longest ago is forgotten."""


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of a client's allowance."""

    policy: str
    allowance: int
    remaining: int
    whole_in: int
    """Seconds until the whole allowance is there again."""
    wait: int
    """Seconds until this would be taken; none where it is."""

    @property
    def headers(self) -> Mapping[str, str]:
        """As draft-ietf-httpapi-ratelimit-headers has them."""
        told = {
            "RateLimit-Policy": f'"{self.policy}";q={self.allowance};w={WINDOW}',
            "RateLimit": f'"{self.policy}";r={self.remaining};t={self.whole_in}',
        }
        return {**told, "Retry-After": str(self.wait)} if self.wait else told


class Rates:
    """The generic cell rate algorithm: of each client one number, the moment when its whole allowance is back.

    An allowance can be used at once, and comes back evenly; there is no window at whose edge twice as much goes.
    """

    def __init__(self, policy: str, allowance: int, clock: Callable[[], float]) -> None:
        self._policy, self._allowance, self._clock = policy, allowance, clock
        self._each = WINDOW / allowance
        self._whole_at: OrderedDict[str, float] = OrderedDict()

    def __len__(self) -> int:
        return len(self._whole_at)

    def take(self, client: str, cost: int) -> Left:
        """Uses so much of a client's allowance, where it has that; what is refused uses nothing."""
        now = self._clock()
        before = max(self._whole_at.get(client, now), now)
        after = before + min(cost, self._allowance) * self._each
        wait = after - now - WINDOW
        if wait > 1e-6:
            return self._left(before - now, math.ceil(wait))
        self._whole_at[client] = after
        self._whole_at.move_to_end(client)
        if len(self._whole_at) > MOST_CLIENTS:
            self._whole_at.popitem(last=False)
        return self._left(after - now, 0)

    def _left(self, used: float, wait: int) -> Left:
        remaining = int((WINDOW - used) / self._each + 1e-6)
        return Left(self._policy, self._allowance, max(remaining, 0), math.ceil(used), wait)


def client_of(scope: Scope, proxies: Collection[str]) -> str:
    """Whose allowance it is: the address at the other end; what a trusted proxy says stands behind it."""
    peer: str = (scope.get("client") or ("",))[0]
    if peer in proxies:
        said = ",".join(Headers(scope=scope).getlist("x-forwarded-for")).split(",")
        peer = next((each.strip() for each in reversed(said) if each.strip() not in proxies), "") or peer
    return _network(peer)


def _network(address: str) -> str:
    """An address; of the newer kind the network, for a household has more of those than can be remembered."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if known.version == 4:
        return str(known)
    return str(ipaddress.ip_network((int(known) >> 64 << 64, 64)))
