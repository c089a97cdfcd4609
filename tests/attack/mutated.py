"""Bodies that were good once, changed at random: whatever they have become, they get an answer and no breakdown.

``python -m tests.attack.mutated 100000`` sends so many, from the examples of the document and the facts of the shipped
cases, and after each thousand reads all that was recorded of them.
"""

import asyncio
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI
from starlette.types import Message

from laeringslopp import Register
from laeringslopp.cases import record_demo
from laeringslopp_service.app import create_app
from laeringslopp_service.settings import Settings
from tests.municipality import OPERATIONS, disclosed, entry, opened, register, started
from tests.service.operations import BODIES, BY, WRITES

ROUND = 1000
"""After how many bodies what was recorded is read, and a new register begins."""
SEED = 20261201

TOKENS = (
    *(b"null", b"true", b"-0", b"NaN", b"-Infinity", b"1e999", b"1E-999", b"9" * 400, b"-1", b"0.1e1", b"00", b"0x1"),
    *(b'"\\ud800"', b'"\\udfff\\ud800"', b'"\\u0000"', b'"\x7f"', b"\x00", b"\xff\xfe", b"\xc0\xaf", b"\xef\xbb\xbf"),
    *(b"[" * 500, b"]" * 50, b'{"a":' * 300, b"{}", b"[]", b",", b":", b'"', b"\\", b"/*x*/", b"'", b"\r\n"),
    *(b'"__proto__":{}', b'"kind":"decision-opened",', b'"by":null,', b"\xe2\x80\xae", b"\xf0\x9f\x91\xa9"),
)
VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 2**31, 2**63, -(2**63) - 1, 10**30, 1e308, 5e-324, -0.0, 0.1),
    *("", " ", "x", "\ud800", "x" * 101, "x" * 5000, "æøå", "‮abc", "a\nb", "\x00", "\x1b[31m", "👩‍👩‍👧", "é", "İ", "ß"),
    *("../../etc/passwd", "<script>alert(1)</script>", "{{7*7}}", "%s%n", "'; DROP TABLE facts; --", "=1+1", "$ref"),
    *("2026-02-30", "0000-01-01", "9999-12-31", "2026-03-12", "2026-03-12T10:00:00", "2026-03-12T24:00:00Z"),
    *("2026-03-12T10:00:00+99:99", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2016-12-31T23:59:60Z"),
    *(
        "decision-opened",
        "failure-disclosed",
        "political",
        "nowhere",
        "sensorer",
        "t1",
        "f1",
        "policy.nordfjord",
        "13097248022",
    ),
    *([], {}, [[]], [{}], [None], ["x"] * 200, {"": ""}, {"a.b": {"c": [1]}}, {"kind": "note"}, {"__class__": "x"}),
)
READS = (
    *("/api/facts", "/api/decisions", "/api/duties", "/api/rules", "/api/policies", "/api/policies/nordfjord"),
    *("/api/policies/nordfjord/history", "/api/views/failures", "/api/views/duties", "/api/failed-before?q=sensorer"),
    *("/api/decisions/sensorer", "/api/decisions/sensorer/timeline", "/api/decisions/sensorer/timeline?as=public"),
    *("/api/decisions/sensorer/story?length=long", "/api/decisions/sensorer/compare?from=2026-01-01"),
    *("/api/decisions/sensorer/paper", "/api/decisions/sensorer/paper?format=html", "/calendar/decisions/sensorer.ics"),
    *("/feeds/decisions/sensorer.atom", "/api/digest?since=2026-01-01&organisation=nordfjord", "/readyz", "/metrics"),
    *("/", "/decisions", "/decisions/sensorer", "/decisions/sensorer/story", "/dashboard", "/duties", "/rules"),
)
"""What is read of it afterwards: on record is only what can be read."""


@dataclass(slots=True)
class Outcome:
    """What became of them."""

    statuses: Counter[int] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    """What broke the service, to be sent again."""


def seeds() -> list[tuple[str, Any]]:
    """Addresses, and what is good to send there."""
    made: list[tuple[str, Any]] = [(call.at, BODIES[call.name]) for call in WRITES]
    for call in WRITES:
        made.append((call.at, call.said["requestBody"]["content"]["application/json"]["example"]))
    with Register.open("memory:") as cases:
        record_demo(lambda clock: cases)
        for fact in cases.facts():
            told = fact.model_dump(mode="json", exclude_unset=True, exclude_none=True)["fact"]
            made.append(("/api/decisions/sensorer/facts", {"by": BY, "facts": [told]}))
    return made


class Mutating:
    """Changes bodies; the same seed, the same changes."""

    def __init__(self, seed: int, sources: list[tuple[str, Any]]) -> None:
        self._chance, self._sources = random.Random(seed), sources
        self._of_trees = (self._replace, self._drop, self._rename, self._repeat, self._graft)
        self._of_bytes = (self._flip, self._insert, self._cut, self._double, self._splice, self._twice)

    def bodies(self, many: int) -> Iterator[tuple[str, bytes]]:
        """So many, each with where it is sent."""
        for _ in range(many):
            kind = self._chance.random()
            path, tree = self._chance.choice(self._sources[: 2 * len(WRITES)] if kind < 0.3 else self._sources)
            tree = deepcopy(tree)
            if kind < 0.3:
                tree = self._reword(tree)
            elif kind < 0.7:
                for _ in range(self._chance.randint(1, 3)):
                    tree = self._chance.choice(self._of_trees)(tree)
            body = json.dumps(tree, ensure_ascii=self._chance.random() < 0.5).encode(errors="surrogatepass")
            if kind > 0.6:
                for _ in range(self._chance.randint(1, 3)):
                    body = self._chance.choice(self._of_bytes)(body)
            yield path, body

    def _place(self, tree: Any) -> tuple[Any, Any] | None:
        """Something in it, and the key under which it stands."""
        places: list[tuple[Any, Any]] = []
        todo = [tree]
        while todo:
            each = todo.pop()
            inner = each.items() if isinstance(each, dict) else enumerate(each) if isinstance(each, list) else ()
            for key, value in inner:
                places.append((each, key))
                todo.append(value)
        return self._chance.choice(places) if places else None

    def _changed(self, tree: Any, change: Callable[[Any, Any], None]) -> Any:
        place = self._place(tree)
        if place is None:
            return deepcopy(self._chance.choice(VALUES))
        change(*place)
        return tree

    def _replace(self, tree: Any) -> Any:
        return self._changed(tree, lambda holder, key: holder.__setitem__(key, deepcopy(self._chance.choice(VALUES))))

    def _reword(self, tree: Any) -> Any:
        """Says something else of the same kind, which is often taken."""

        def reword(holder: Any, key: Any) -> None:
            alike = [value for value in VALUES if type(value) is type(holder[key])]
            holder[key] = deepcopy(self._chance.choice(alike or VALUES))

        return self._changed(tree, reword)

    def _drop(self, tree: Any) -> Any:
        return self._changed(tree, lambda holder, key: holder.pop(key))

    def _rename(self, tree: Any) -> Any:
        def rename(holder: Any, key: Any) -> None:
            if isinstance(holder, dict):
                holder[str(self._chance.choice(VALUES))] = holder.pop(key)

        return self._changed(tree, rename)

    def _repeat(self, tree: Any) -> Any:
        def repeat(holder: Any, key: Any) -> None:
            if isinstance(holder, list):
                holder.extend([deepcopy(holder[key])] * self._chance.choice((1, 3, 101)))
            else:
                holder[key] = [deepcopy(holder[key])] * 2

        return self._changed(tree, repeat)

    def _graft(self, tree: Any) -> Any:
        other = deepcopy(self._chance.choice(self._sources)[1])
        place = self._place(other)
        grafted = place[0][place[1]] if place else other
        return self._changed(tree, lambda holder, key: holder.__setitem__(key, grafted))

    def _flip(self, body: bytes) -> bytes:
        at = self._chance.randrange(len(body) or 1)
        return body[:at] + bytes([self._chance.randrange(256)]) + body[at + 1 :]

    def _insert(self, body: bytes) -> bytes:
        at = self._chance.randrange(len(body) + 1)
        return body[:at] + self._chance.choice(TOKENS) + body[at:]

    def _span(self, body: bytes) -> tuple[int, int]:
        begin = self._chance.randrange(len(body) + 1)
        return begin, min(len(body), begin + self._chance.randint(1, 40))

    def _cut(self, body: bytes) -> bytes:
        begin, end = self._span(body)
        return body[:begin] + body[end:]

    def _double(self, body: bytes) -> bytes:
        begin, end = self._span(body)
        return body[:end] + body[begin:end] * self._chance.choice((1, 2, 50)) + body[end:]

    def _splice(self, body: bytes) -> bytes:
        other = json.dumps(self._chance.choice(self._sources)[1]).encode()
        return body[: self._chance.randrange(len(body) + 1)] + other[self._chance.randrange(len(other)) :]

    def _twice(self, body: bytes) -> bytes:
        """The first key of the first object again."""
        return body.replace(b"{", b'{"by":1,', 1)


def filled() -> Register:
    """A register with a decision to record in."""
    made = register()
    facts = (opened(), started(), disclosed(trial_id="t1"))
    made.append([entry("sensorer", fact, OPERATIONS) for fact in facts])
    return made


async def call(app: FastAPI, method: str, address: str, body: bytes = b"") -> int:
    """The status of one answer, which is read to its end."""
    path, _, query = address.partition("?")
    headers = [(b"host", b"localhost"), (b"content-type", b"application/json"), (b"accept", b"*/*")]
    scope = {
        "type": "http",
        "http_version": "1.1",
        "scheme": "http",
        "method": method,
        "path": path,
        "raw_path": quote(path).encode(),
        "query_string": query.encode(),
        "headers": headers,
        "root_path": "",
    }
    statuses: list[int] = []
    sent = iter([{"type": "http.request", "body": body, "more_body": False}])

    async def receive() -> Message:
        return next(sent, None) or await asyncio.Future()

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    await app(scope, receive, send)
    return statuses[0]


async def attack(many: int, seed: int = SEED) -> Outcome:
    """Sends so many, and reads what became of them."""
    outcome = Outcome()
    bodies = Mutating(seed, seeds()).bodies(many)
    for begin in range(0, many, ROUND):
        with filled() as over:
            app = create_app(over, Settings())
            for path, body in (next(bodies) for _ in range(min(ROUND, many - begin))):
                status = await call(app, "POST", path, body)
                outcome.statuses[status] += 1
                if status >= 500:
                    outcome.broken.append(f"{status} POST {path} {body!r}")
            for address in READS:
                status = await call(app, "GET", address)
                if status >= 500:
                    outcome.broken.append(f"{status} GET {address} after {begin} to {begin + ROUND} of {seed}")
            app.state.backtests.stop()
            app.state.following.stop()
    return outcome


def main(many: int, seed: int) -> int:
    """Says what became of them; 1 where any of them broke the service."""
    outcome = asyncio.run(attack(many, seed))
    answered = ", ".join(f"{status}: {count}" for status, count in sorted(outcome.statuses.items()))
    print(f"{outcome.statuses.total()} bodies ({answered}), {len(outcome.broken)} of them broke the service")
    print(*outcome.broken[:20], sep="\n")
    return int(bool(outcome.broken))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else SEED))
