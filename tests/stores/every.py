"""The stores that the contract is proven for. A new store joins by one more line."""

from collections.abc import Callable
from pathlib import Path

from laeringslopp.store import Store, open_store
from tests.stores.postgres_server import place_for

EVERY_STORE: dict[str, Callable[[Path], Store]] = {
    "memory": lambda folder: open_store("memory:"),
    "sqlite": lambda folder: open_store(f"sqlite:///{folder / 'register.db'}"),
    "postgres": lambda folder: open_store(place_for(folder)),
}
"""How each make of store is opened, in a folder of its own."""

DURABLE = ("sqlite", "postgres")
"""Those that are still there when they are opened again."""
