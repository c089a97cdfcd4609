"""The thread that delivers: one event loop for all webhooks, each with a task of its own while it is sent to."""

import asyncio
import logging
import random
import secrets
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from typing import TypeVar

from laeringslopp import Register, StoreError
from laeringslopp_service.hooks.choosing import Dropped, Passed, Turn, chosen, failed, is_due
from laeringslopp_service.hooks.keeping import LEASE, Keeping, Lost
from laeringslopp_service.hooks.model import Webhook
from laeringslopp_service.hooks.schedule import next_try
from laeringslopp_service.hooks.sending import Outcome, Sender
from laeringslopp_service.hooks.telling import cloud_event, signed, trial_event

log = logging.getLogger(__name__)

EVERY = 0.25
"""Seconds between looks for what other processes have changed, and for what is due."""
SOONEST = 0.05
"""Seconds between two looks at least, however much is recorded."""
AGAIN = 5.0
"""Seconds after which a webhook is looked at again whose fact could not be read."""
AT_WORK = 4
"""Threads that read and note for all webhooks."""
GRACE = 3.0
"""Seconds that what is under way has when the service stops; what is cut off is sent again by whoever comes next."""
GONE = 410

T = TypeVar("T")


def _now() -> datetime:
    return datetime.now(UTC)


class Deliveries:
    """What delivers in one process. Others on the same register may too; each webhook is one's at a time."""

    def __init__(
        self,
        register: Register,
        keeping: Keeping,
        sender: Sender,
        clock: Callable[[], datetime] = _now,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.register, self.keeping, self.sender = register, keeping, sender
        self.clock, self._chance = clock, chance
        self._who = secrets.token_hex(8)
        self._work = ThreadPoolExecutor(AT_WORK, "webhooks")
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._resting: dict[str, float] = {}
        self._thread: threading.Thread | None = None
        self._ending = threading.Event()

    def start(self) -> None:
        """Delivers, in the background."""
        self._thread = threading.Thread(target=self._live, name="webhooks", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ends it after what is under way, and gives back what is held on to."""
        self._ending.set()
        if self._thread is not None:
            self._thread.join()
        self._work.shutdown()
        self.keeping.close()

    @property
    def has_died(self) -> bool:
        """Whether the thread ended by itself."""
        return self._thread is not None and not self._thread.is_alive() and not self._ending.is_set()

    def rests(self, webhook_id: str) -> bool:
        """Whether something is wrong here, not with its receiver: what it is to be sent cannot be read or noted."""
        return webhook_id in self._resting

    async def tried(self, hook: Webhook) -> tuple[Outcome, float]:
        """Sends a message that tells nothing, once; what came of it, and after how many seconds."""
        now, began = self.clock(), time.monotonic()
        body = trial_event(hook, now)
        headers = signed(f"{hook.webhook_id}-test-{int(now.timestamp())}", now, body, hook.secrets(now.timestamp()))
        async with self.sender.line() as line:
            outcome = await line.post(hook.url, headers, body, now)
        return outcome, time.monotonic() - began

    def _live(self) -> None:
        try:
            asyncio.run(self._follow())
        except Exception:
            log.exception("nothing is delivered to webhooks any more")

    async def _follow(self) -> None:
        is_reached = True
        while not self._ending.is_set():
            try:
                due, end = await self._at_work(self._due)
                is_reached = True
            except StoreError as error:
                if is_reached:
                    log.error("nothing is delivered to webhooks until the register can be reached: %s", error)
                is_reached = False
                due, end = [], None
            for webhook_id in due:
                if webhook_id not in self._tasks:
                    self._tasks[webhook_id] = asyncio.create_task(self.deliver(webhook_id))
            await asyncio.sleep(SOONEST)
            await self._at_work(self._wait, end)
        await self._end()

    def _due(self) -> tuple[list[str], int | None]:
        """Those that something is to be sent to, and where the register ends; None where there is none at all."""
        hooks = self.keeping.every()
        if not hooks:
            return [], None
        now, end = self.clock().timestamp(), self.register.position
        waiting = self.keeping.deliveries(state="waiting")
        return [
            hook.webhook_id
            for hook in hooks
            if is_due(hook, [each for each in waiting if each.webhook_id == hook.webhook_id], end, now)
            and (hook.claimed_by == self._who or hook.claimed_until <= now)
            and self._resting.get(hook.webhook_id, 0.0) <= time.monotonic()
        ], end

    def _wait(self, end: int | None) -> None:
        if end is None:
            self._ending.wait(EVERY)
        else:
            with suppress(StoreError):
                self.register.wait(end, EVERY)

    async def deliver(self, webhook_id: str) -> None:
        """Sends to one webhook, fact after fact, until it has all or one does not arrive."""
        try:
            async with self.sender.line() as line:
                while not self._ending.is_set():
                    turn = await self._at_work(self._next, webhook_id)
                    if turn is None:
                        self._resting.pop(webhook_id, None)
                        break
                    now = self.clock()
                    body = cloud_event(turn.hook, turn.seen, turn.reader)
                    message_id = f"{webhook_id}-{turn.seen.position}"
                    headers = signed(message_id, now, body, turn.hook.secrets(now.timestamp()))
                    outcome = await line.post(turn.hook.url, headers, body, now)
                    await self._at_work(self._note, turn, outcome)
                    self._resting.pop(webhook_id, None)
        except Lost:
            pass  # it was changed, or is another's; whoever looks next sees how it stands
        except Exception as error:
            if webhook_id not in self._resting:  # said once, and not every few seconds for as long as it lasts
                level = logging.ERROR if isinstance(error, StoreError) else logging.CRITICAL
                log.log(level, "the webhook %s is looked at again later: %s", webhook_id, error, exc_info=level > 40)
            self._resting[webhook_id] = time.monotonic() + AGAIN
        finally:
            with suppress(StoreError):
                await asyncio.shield(self._at_work(self.keeping.release, webhook_id, self._who))
            self._tasks.pop(webhook_id, None)

    def _next(self, webhook_id: str) -> Turn | None:
        """What is sent next. Each time it is seen as it then is. Raises Lost, StoreError."""
        while not self._ending.is_set():
            now = self.clock().timestamp()
            hook = self._claimed(webhook_id, now)
            if hook is None:
                return None
            found = chosen(self.register, hook, self.keeping.deliveries(webhook_id, "waiting"), now)
            match found:
                case Passed():
                    self.keeping.advance(hook, found.position)
                case Dropped():
                    self.keeping.arrived(hook, found.position, None)
                case _:
                    return found
        return None

    def _claimed(self, webhook_id: str, now: float) -> Webhook | None:
        """The webhook as it is, if it is ours; a claim that has half of its time left is not made anew."""
        hook = self.keeping.get(webhook_id)
        if hook is None or hook.state != "active":
            return None
        is_ours = hook.claimed_by == self._who and hook.claimed_until > now + LEASE / 2
        return hook if is_ours else self.keeping.claim(webhook_id, self._who, now)

    def _note(self, turn: Turn, outcome: Outcome) -> None:
        """Notes what came of it; only what has arrived moves the position, and what was given up. Raises Lost."""
        now, hook, position = self.clock().timestamp(), turn.hook, turn.seen.position
        if outcome.problem is None:
            if turn.is_again:
                self.keeping.arrived(hook, position, now)
            else:
                self.keeping.advance(hook, position, now)
            return
        if outcome.status == GONE:
            log.warning("the webhook %s has ended: its receiver answers that it is gone", hook.webhook_id)
            self.keeping.end(hook)
            return
        attempts = (turn.before.attempts if turn.before else 0) + 1
        again = next_try(attempts, now, self._chance(), outcome.retry_after)
        if again is None:
            log.error("the webhook %s did not take position %d; it is a dead letter", hook.webhook_id, position)
        self.keeping.failed(hook, failed(turn, now, again, outcome.problem, outcome.status))

    async def _at_work(self, work: Callable[..., T], *given: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._work, work, *given)

    async def _end(self) -> None:
        tasks = list(self._tasks.values())
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=GRACE)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
