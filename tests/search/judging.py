"""How much of what should come up does, for queries about the shipped cases."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from laeringslopp import Register
from laeringslopp.views import Views

QUERIES: Mapping[str, Sequence[Any]] = tomllib.loads((Path(__file__).parent / "queries.toml").read_text("utf-8"))


def top(register: Register, views: Views, text: str, most: int = 5) -> list[str]:
    """What comes up first."""
    found = register.failed_before(text, most=most, views=views)
    return [f"{hit.decision_id}/{hit.item_id}" for hit in found.hits]


def missed(register: Register, views: Views, queries: Sequence[Any]) -> Iterator[tuple[str, list[str]]]:
    """For each query what should be among the first five and is not."""
    for query in queries:
        found = top(register, views, query["text"])
        yield query["text"], [each for each in query["find"] if each not in found]


def recall(register: Register, views: Views, queries: Sequence[Any]) -> float:
    """How much of what should come up is among the first five, on average."""
    left = [len(each) for _, each in missed(register, views, queries)]
    return sum(1 - miss / len(query["find"]) for miss, query in zip(left, queries, strict=True)) / len(queries)
