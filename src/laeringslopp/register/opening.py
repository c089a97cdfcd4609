"""Opening a register: under the policy that it was made with, wherever it lies."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from laeringslopp.errors import OnlyEmbedded, StoreError

if TYPE_CHECKING:
    from laeringslopp.register.protocol import AnyRegister


def check_named(named: str, policy: str | None) -> None:
    """Raises StoreError where a register is opened under another policy than its own."""
    if policy not in (None, named):
        detail = f"this register was made with the policy {named}; open it without naming {policy}"
        raise StoreError(detail, "other-policy", named=named, policy=policy)


def check_on_hand(url: str, service: Mapping[str, Any]) -> None:
    """Raises TypeError where a store is opened as only a service can be."""
    if service:
        raise TypeError(f"{url} is no service, and takes no {' or '.join(sorted(service))}")


def behind_a_service(url: str, policy: str | None, own: Iterable[object] = (), **service: Any) -> "AnyRegister":
    """The register of a service.

    Raises StoreError, ExtraMissing where the libraries for HTTP are not installed, and OnlyEmbedded where the caller
    has a clock or names of its ``own``: what is recorded would have others.
    """
    if any(each is not None for each in own):
        raise OnlyEmbedded("a clock, or names of one's own,", "leave them out; the service has its own")
    from laeringslopp.client import open_remote  # HTTP loads when somebody asks for it

    far = open_remote(url, **service)
    if policy is not None:
        try:
            check_named(far.policy.name, policy)
        except BaseException:
            far.close()
            raise
    return far
