"""A register with very many facts in it, made without judging each: the same fifty, in decision after decision."""

from benchmarks.work import entries
from laeringslopp import Register
from laeringslopp.store import Row, Store, open_store

AT_ONCE = 80
"""Decisions in an append."""


def filled_store(url: str, facts: int) -> Store:
    """So many facts, fifty in each decision."""
    with Register.open("memory:") as register:
        register.append(entries("x"))
        fifty = [(stored.version, stored.topic, stored.state) for stored in register.store.of_decision("x")]
    store = open_store(url)
    decisions = facts // len(fifty)
    for first in range(0, decisions, AT_ONCE):
        last = min(first + AT_ONCE, decisions)
        store.append([Row(f"decision-{n}", *each) for n in range(first, last) for each in fifty])
    return store
