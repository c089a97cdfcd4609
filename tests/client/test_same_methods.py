"""The register on hand, the one behind a service, and the one that is awaited: one list of methods."""

import asyncio
import inspect

import httpx
import pytest

from laeringslopp import AnyRegister, OnlyEmbedded, Register, StoreError
from laeringslopp.client import AsyncRegister, RemoteRegister, Retrying, open_async, open_remote
from laeringslopp.client.carrying import INSTEAD, timeouts
from tests.municipality import NOW

SHARED = sorted(name for name, _ in inspect.getmembers(AnyRegister) if not name.startswith("_"))


def parameters(cls: type, name: str) -> list[tuple[str, object, object]]:
    """How a method is called."""
    found = inspect.signature(getattr(cls, name)).parameters.values()
    return [(each.name, each.kind, _same(each.default)) for each in list(found)[1:]]


def _same(default: object) -> object:
    return "a function" if inspect.isfunction(default) else default


@pytest.mark.parametrize("cls", [RemoteRegister, AsyncRegister, Register])
@pytest.mark.parametrize("name", SHARED)
def test_each_is_called_in_the_same_way(cls: type, name: str):
    """Moving a program from one to another is one line."""
    promised = inspect.getattr_static(AnyRegister, name)
    if isinstance(promised, property):
        assert isinstance(inspect.getattr_static(cls, name), property)
    else:
        # Of what has several signatures the types are checked by mypy; here the one that is called counts.
        told = Register if promised.__name__ == "_overload_dummy" else AnyRegister
        assert parameters(cls, name) == parameters(told, name)


def test_what_is_not_shared_says_what_to_use_in_its_place():
    """Everything the embedded register has is either there, or says what is."""
    with Register.open("memory:") as ours:
        public = {name for name in dir(ours) if not name.startswith("_")}
    assert public - {*SHARED} == {*INSTEAD, "open"}
    with open_remote("http://localhost:1") as far:
        for name, instead in INSTEAD.items():
            with pytest.raises(OnlyEmbedded, match=r"not to be had through a service") as no:
                getattr(far, name)
            assert no.value.instead == instead
        with pytest.raises(AttributeError):
            far.nothing  # noqa: B018


def test_the_one_that_is_awaited_says_so_too():
    """And has no method of another name."""

    async def asked() -> None:
        async with open_async("http://localhost:1") as far:
            with pytest.raises(OnlyEmbedded):
                far.store  # noqa: B018

    asyncio.run(asked())
    ours = {name for name in vars(AsyncRegister) if not name.startswith("_")}
    assert ours == {name for name in vars(RemoteRegister) if not name.startswith("_")}


def test_what_a_service_is_spoken_with_goes_into_the_one_line(url: str):
    """A header that is asked for, and how long it is waited for; httpx says what it does not take."""
    sent: list[httpx.Request] = []
    chosen = {
        "timeout": httpx.Timeout(2.0),
        "retrying": Retrying(tries=1),
        "headers": {"X-Team": "budget"},
        "limits": httpx.Limits(max_connections=1),
        "event_hooks": {"request": [sent.append]},
    }
    with Register.open(url, "standard", **chosen) as far:
        assert far.position == 4
    assert {each.headers["x-team"] for each in sent} == {"budget"}
    assert {each.extensions["timeout"]["read"] for each in sent} == {2.0}
    with pytest.raises(TypeError, match="tiemout"):
        Register.open(url, tiemout=1)


@pytest.mark.parametrize("own", [{"clock": lambda: NOW}, {"name": lambda: "sak-1"}])
def test_a_service_is_given_no_clock_and_no_names(url: str, own: dict[str, object]):
    """What is recorded would have other times and ids than the caller believes."""
    with pytest.raises(OnlyEmbedded, match="the service has its own"):
        Register.open(url, **own)


def test_a_store_on_hand_is_not_spoken_with():
    """What would be passed over in silence is told."""
    with pytest.raises(TypeError, match="memory: is no service, and takes no headers or timeout"):
        Register.open("memory:", timeout=1.0, headers={})


@pytest.mark.parametrize(("given", "connect"), [(30.0, 5.0), (2.0, 2.0), (None, None), (httpx.Timeout(9.0), 9.0)])
def test_a_connection_is_waited_for_no_longer_than_five_seconds_unless_it_is_said(given, connect):
    """A service that is down is told of soon, one that thinks is let think."""
    assert timeouts(given).connect == connect


def test_one_line_moves_a_program_and_another_policy_is_told_of(url: str):
    """A register under another policy than its own is no register that was meant."""
    for policy in (None, "standard"):
        with Register.open(url, policy) as far:
            assert isinstance(far, RemoteRegister)
            assert (far.url, far.position) == (url, 4)
    with pytest.raises(StoreError) as no:
        Register.open(url, "strict")
    assert (no.value.reason, no.value.values) == ("other-policy", {"named": "standard", "policy": "strict"})
