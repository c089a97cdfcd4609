"""A backtest shared among processes, each of which reads the register and judges every so-manyeth decision."""

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any

from laeringslopp.backtest.replaying import Replay
from laeringslopp.backtest.result import Tally
from laeringslopp.errors import StoreError
from laeringslopp.policy import Calendar, Policy
from laeringslopp.register.lessons import remembered
from laeringslopp.rules import DUTIES, GUARDS
from laeringslopp.store import Store, open_store

WORTH_IT = 20_000
"""From so many facts on it is quicker to start other processes."""
MOST = 4
OTHER_RULES = 3
"""The exit code of a process in which other rules are installed than here."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one process is to do."""

    url: str
    policy: Policy
    upto: int
    today: date
    organisation: str | None
    as_it_happened: bool
    folder: str
    """Where its findings go."""
    number: int = 0
    of: int = 1


def processes_for(facts: int, url: str | None) -> int:
    """How many processes a backtest of so many facts is worth."""
    if url is None or url.startswith("memory:") or facts < WORTH_IT:
        return 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(MOST, cores)


def in_processes(whole: Share, many: int, show: Callable[[int], None]) -> Tally | None:
    """Shares the work; None where other processes do not know the rules that are installed in this one.

    Whatever ``show`` raises stops them all. Raises StoreError.
    """
    told: queue.Queue[tuple[int, Any]] = queue.Queue()
    started = [_started(replace(whole, number=number, of=many), told) for number in range(many)]
    tally, done, left = Tally(), [0] * many, set(range(many))
    try:
        while left:
            number, said = told.get()
            match said:
                case int():
                    done[number] = said
                    show(sum(done))
                case ["tally", counted]:
                    tally.add(Tally.of_json(counted))
                    left.discard(number)
                case ["store", detail, reason, values]:
                    raise StoreError(detail, reason, **values)
                case None if number not in left:
                    pass  # it had told all there was
                case _:
                    if (code := started[number].wait()) == OTHER_RULES:
                        return None
                    raise StoreError(f"a process of the backtest ended with {code}", "backtest-process", code=code)
    finally:
        for process in started:
            process.kill()
            process.wait()
    return tally


def _started(share: Share, told: "queue.Queue[tuple[int, Any]]") -> "subprocess.Popen[str]":
    # A program of its own, not a copy of this one: whoever embeds the library has threads, and need not guard a main.
    process = subprocess.Popen(
        [sys.executable, "-m", "laeringslopp.backtest"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(_told(share)))  # not as an argument: a URL may hold a password
    process.stdin.close()
    listening = threading.Thread(target=_listen, args=(share.number, process.stdout, told), daemon=True)
    listening.start()
    return process


def _listen(number: int, lines: IO[str], told: "queue.Queue[tuple[int, Any]]") -> None:
    with lines:
        for line in lines:
            told.put((number, json.loads(line)))
    told.put((number, None))


def work(given: IO[str], say: Callable[[Any], None]) -> int:
    """What another process does: reads its share, says how far it has come and then what it counted."""
    told = json.load(given)
    if told.pop("rules") != _rules():
        return OTHER_RULES
    policy, today = _policy(told.pop("policy")), date.fromisoformat(told.pop("today"))
    share = Share(policy=policy, today=today, **told)
    try:
        store = open_store(share.url)
        try:
            say(["tally", worked(share, store, say).as_json()])
        finally:
            store.close()
    except StoreError as error:
        say(["store", str(error), error.reason, {name: str(value) for name, value in error.values.items()}])
    return 0


def worked(share: Share, store: Store, show: Callable[[int], None]) -> Tally:
    """Does one share; ``show`` is told now and then how many facts were judged. Raises StoreError."""
    learned = remembered(store, share.upto)
    replay = Replay(store, share.policy, learned, share.upto, share.today, share.as_it_happened)
    mine: Iterator[tuple[int, str]] = islice(enumerate(store.decision_ids()), share.number, None, share.of)
    with (Path(share.folder) / str(share.number)).open("w", encoding="utf-8") as into:
        return replay.over(mine, share.organisation, into, show)


def _rules() -> list[str]:
    return sorted((*GUARDS, *DUTIES))


def _told(share: Share) -> Mapping[str, Any]:
    policy = share.policy
    calendar = policy.calendar
    return {
        "rules": _rules(),
        "url": share.url,
        "upto": share.upto,
        "today": share.today.isoformat(),
        "organisation": share.organisation,
        "as_it_happened": share.as_it_happened,
        "folder": share.folder,
        "number": share.number,
        "of": share.of,
        "policy": {
            "name": policy.name,
            "modes": dict(policy.modes),
            "levels": list(policy.levels),
            "parameters": {rule_id: dict(values) for rule_id, values in policy.parameters.items()},
            "owners": dict(policy.owners),
            "calendar": [calendar.country, calendar.july_counts, [day.isoformat() for day in calendar.closed]],
            "meetings": {level: [day.isoformat() for day in days] for level, days in policy.meetings.items()},
            "organs": dict(policy.organs),
        },
    }


def _policy(told: Any) -> Policy:
    country, july_counts, closed = told["calendar"]
    return Policy(
        told["name"],
        MappingProxyType(told["modes"]),
        tuple(told["levels"]),
        MappingProxyType(told["parameters"]),
        MappingProxyType(told["owners"]),
        Calendar(country, july_counts, frozenset(map(date.fromisoformat, closed))),
        MappingProxyType({level: tuple(map(date.fromisoformat, days)) for level, days in told["meetings"].items()}),
        MappingProxyType(told["organs"]),
    )
