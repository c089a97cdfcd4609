"""Opening the register behind a service. Nothing is asked of it before somebody asks for something."""

import random
import time
import uuid
from collections.abc import Callable
from typing import Any, cast

import httpx

from laeringslopp.client.awaiting import AsyncRegister
from laeringslopp.client.carrying import checked, timeouts
from laeringslopp.client.streaming import Talk
from laeringslopp.client.talking import Retrying
from laeringslopp.client.waiting import RemoteRegister
from laeringslopp.register.protocol import AnyRegister

PATIENTLY = Retrying()
TIMEOUT = 30.0
"""Seconds for which each part of an answer is waited for."""


def _new_key() -> str:
    return str(uuid.uuid4())


def open_remote(
    url: str,
    *,
    retrying: Retrying | None = None,
    timeout: float | httpx.Timeout | None = TIMEOUT,
    new_key: Callable[[], str] = _new_key,
    chance: Callable[[], float] = random.random,
    **more: Any,
) -> AnyRegister:
    """The register behind a service at ``http://…`` or ``https://…``. Raises StoreError for what is no such address.

    ``new_key`` makes the idempotency keys of what is recorded without one, ``chance`` spreads the pauses; ``more`` is
    what ``httpx.Client`` takes, such as ``headers``, ``auth``, ``verify``, ``proxy`` or ``limits``.
    """
    talk = Talk(checked(url), retrying or PATIENTLY, chance, new_key, time.monotonic)
    # Its methods are made, and told by one type whatever they are asked; the protocol tells them one by one.
    return cast(AnyRegister, RemoteRegister(talk, httpx.Client(base_url=talk.url, timeout=timeouts(timeout), **more)))


def open_async(
    url: str,
    *,
    retrying: Retrying | None = None,
    timeout: float | httpx.Timeout | None = TIMEOUT,
    new_key: Callable[[], str] = _new_key,
    chance: Callable[[], float] = random.random,
    **more: Any,
) -> AsyncRegister:
    """The same for a program that awaits; ``more`` is what ``httpx.AsyncClient`` takes."""
    talk = Talk(checked(url), retrying or PATIENTLY, chance, new_key, time.monotonic)
    return AsyncRegister(talk, httpx.AsyncClient(base_url=talk.url, timeout=timeouts(timeout), **more))
