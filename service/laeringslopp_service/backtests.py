"""Backtests that run in the service: a few at once, each in a thread of its own, and gone after a while."""

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from laeringslopp import KeyReused, LaeringsloppError, Policy, Register
from laeringslopp.backtest import Backtest

State = Literal["running", "done", "stopped", "failed"]
AT_ONCE = 2
"""How many run at once: each takes what cores there are."""
KEPT = 20
"""How many results are kept."""
KEPT_FOR = 3600.0
"""Seconds after which a result is let go of."""


class Busy(Exception):
    """As many backtests run as may at once."""


class _Stopped(Exception):
    """Somebody wants no more of it."""


@dataclass(eq=False)
class Job:
    """One backtest: how far it has come, and then what it found."""

    backtest_id: str
    policy: str
    organisation: str | None
    as_it_happened: bool
    started_at: datetime
    key: str | None = None
    digest: str = ""
    state: State = "running"
    done: int = 0
    of: int = 0
    found: Backtest | None = None
    why: Exception | None = None
    """Why it failed."""
    ended: float = 0.0
    asked_to_stop: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread | None = None

    def show(self, done: int, of: int) -> None:
        """How far it has come."""
        self.done, self.of = done, of
        if self.asked_to_stop.is_set():
            raise _Stopped


class Backtests:
    """Those of one service."""

    def __init__(self, register: Register, elapsed: Callable[[], float] = time.monotonic) -> None:
        self._register, self._elapsed = register, elapsed
        self._lock = threading.Lock()
        self._jobs: dict[str, Job] = {}

    def start(
        self, policy: Policy, organisation: str | None, as_it_happened: bool, key: str | None = None, digest: str = ""
    ) -> Job:
        """Starts one, or gives the one that was started under the same key.

        ``digest`` stands for what is asked. Raises Busy, and KeyReused where something else was under the key.
        """
        with self._lock:
            self._let_go()
            for job in self._jobs.values():
                if key is not None and job.key == key:
                    if job.digest != digest:
                        raise KeyReused(key)
                    return job
            if sum(job.state == "running" for job in self._jobs.values()) >= AT_ONCE:
                raise Busy
            now = self._register.now()
            job = Job(f"backtest-{secrets.token_hex(5)}", policy.name, organisation, as_it_happened, now, key, digest)
            job.of = self._register.position
            self._jobs[job.backtest_id] = job
            job.thread = threading.Thread(target=self._run, args=(job, policy), name=job.backtest_id, daemon=True)
            job.thread.start()
            return job

    def get(self, backtest_id: str) -> Job | None:
        """One that runs or is kept still."""
        with self._lock:
            self._let_go()
            return self._jobs.get(backtest_id)

    def drop(self, backtest_id: str) -> bool:
        """Stops one that runs and lets go of what it found; whether there was such a one."""
        with self._lock:
            job = self._jobs.pop(backtest_id, None)
            if job is not None:
                job.asked_to_stop.set()
                _close(job)
            return job is not None

    def stop(self) -> None:
        """Stops all of them and waits for that."""
        with self._lock:
            jobs = list(self._jobs.values())
            self._jobs.clear()
        for job in jobs:
            job.asked_to_stop.set()
            if job.thread is not None:
                job.thread.join()
            _close(job)

    def _run(self, job: Job, policy: Policy) -> None:
        try:
            found = self._register.backtest(policy, job.show, job.organisation, job.as_it_happened)
        except _Stopped:
            self._end(job, "stopped")
        except Exception as error:
            job.why = error
            self._end(job, "failed")
            if not isinstance(error, LaeringsloppError):
                raise
        else:
            with self._lock:
                job.found = found
                self._end(job, "done")
                if job.asked_to_stop.is_set():
                    _close(job)

    def _end(self, job: Job, state: State) -> None:
        job.ended = self._elapsed()  # first: one that has ended at no time is taken for an old one, and let go of
        job.state = state

    def _let_go(self) -> None:
        ended = [job for job in self._jobs.values() if job.state != "running"]
        old = [job for job in ended if self._elapsed() - job.ended > KEPT_FOR]
        for job in {*old, *ended[: max(0, len(ended) - KEPT)]}:
            del self._jobs[job.backtest_id]
            _close(job)


def _close(job: Job) -> None:
    if job.found is not None:
        job.found.close()
