"""Opening a register: under the policy that it was made with, wherever it lies."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from laeringslopp.errors import OnlyEmbedded, StoreError
from laeringslopp.store import Store, open_store

if TYPE_CHECKING:
    from laeringslopp.register.protocol import AnyRegister


def on_hand(url: str, policy: str | None, service: Mapping[str, Any]) -> tuple[Store, str]:
    """The store of a register here, and the name of its policy.

    Raises StoreError, and TypeError where it is opened as only a service can be.
    """
    if service:
        raise TypeError(f"{url} is no service, and takes no {' or '.join(sorted(service))}")
    store = open_store(url)
    try:
        named = store.policy_name() or store.name_policy(policy or "standard")
        _check_named(named, policy)
    except BaseException:
        store.close()
        raise
    return store, named


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
            _check_named(far.policy.name, policy)
        except BaseException:
            far.close()
            raise
    return far


def _check_named(named: str, policy: str | None) -> None:
    """Raises StoreError where a register is opened under another policy than its own."""
    if policy not in (None, named):
        detail = f"this register was made with the policy {named}; open it without naming {policy}"
        raise StoreError(detail, "other-policy", named=named, policy=policy)
