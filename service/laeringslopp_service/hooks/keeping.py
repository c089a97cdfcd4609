"""Where webhooks are kept, beside the register: each change is one transaction, whichever process makes it."""

import os
import threading
from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, func, insert, select, update

from laeringslopp.beside import beside_url
from laeringslopp.views.database import Database
from laeringslopp_service.hooks.model import Delivery, Webhook
from laeringslopp_service.hooks.once import Once, forget, keep, look
from laeringslopp_service.hooks.tables import DELIVERIES, WEBHOOKS, open_tables

LEASE = 60.0
"""Seconds for which a process has a webhook to itself; longer than an attempt takes at most."""


class LimitReached(Exception):
    """There are as many webhooks as may be."""


class Lost(Exception):
    """The webhook is no longer this process's, or it was changed or sent elsewhere in the meantime."""


def hooks_url(register_url: str) -> str:
    """Where the webhooks of a register are kept. Raises StoreError."""
    return beside_url(register_url, "hooks")


class Keeping:
    """The webhooks of one register. Nothing is made before there is one. Its methods raise StoreError."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._kept: Database | None = None
        self._making = threading.Lock()

    def close(self) -> None:
        """Gives back what is held on to."""
        if self._kept is not None:
            self._kept.close()

    def make(self, hook: Webhook, most: int, once: Once | None = None) -> None:
        """Keeps a new one. Raises LimitReached; Earlier and KeyReused where it is asked for ``once``."""
        with self._database(make=True).writing() as connection:  # type: ignore[union-attr]
            look(connection, once)
            if len(connection.execute(select(WEBHOOKS.c.webhook_id)).all()) >= most:
                raise LimitReached
            row = {name: getattr(hook, name) for name in WEBHOOKS.c.keys()}  # noqa: SIM118 - columns, not a mapping
            connection.execute(insert(WEBHOOKS).values(**{**row, "kinds": " ".join(hook.kinds)}))
            keep(connection, once, hook.webhook_id, hook)

    def every(self) -> list[Webhook]:
        """All of them, the first made first."""
        database = self._database()
        if database is None:
            return []
        with database.reading() as connection:
            rows = connection.execute(select(WEBHOOKS).order_by(WEBHOOKS.c.made_at, WEBHOOKS.c.webhook_id)).all()
        return [_hook(row) for row in rows]

    def get(self, webhook_id: str) -> Webhook | None:
        """One of them."""
        database = self._database()
        if database is None:
            return None
        with database.reading() as connection:
            return _found(connection, webhook_id)

    def deliveries(
        self, webhook_id: str | None = None, state: str | None = None, after: int = 0, limit: int | None = None
    ) -> list[Delivery]:
        """What did not arrive, in order of position."""
        database = self._database()
        if database is None:
            return []
        asked = select(DELIVERIES).where(DELIVERIES.c.position > after).order_by(DELIVERIES.c.position).limit(limit)
        asked = asked if webhook_id is None else asked.where(DELIVERIES.c.webhook_id == webhook_id)
        asked = asked if state is None else asked.where(DELIVERIES.c.state == state)
        with database.reading() as connection:
            return [Delivery(**row._mapping) for row in connection.execute(asked).all()]

    def counts(self) -> dict[str, Counter[str]]:
        """How many deliveries each webhook has of each state."""
        database, counts = self._database(), dict[str, Counter[str]]()
        if database is None:
            return counts
        grouped = select(DELIVERIES.c.webhook_id, DELIVERIES.c.state, func.count())
        with database.reading() as connection:
            for name, state, count in connection.execute(
                grouped.group_by(DELIVERIES.c.webhook_id, DELIVERIES.c.state)
            ).all():
                counts.setdefault(name, Counter())[state] = count
        return counts

    def change(
        self, webhook_id: str, now: float, changes: Mapping[str, Any], once: Once | None = None
    ) -> Webhook | None:
        """Changes what somebody chose; what failed is tried anew, at once. Raises as ``make`` does."""
        database = self._database()
        if database is None:
            return None
        with database.writing() as connection:
            look(connection, once)
            hook = _found(connection, webhook_id)
            if hook is None:
                return None
            if changes:
                chosen = {**changes, **({"kinds": " ".join(changes["kinds"])} if "kinds" in changes else {})}
                connection.execute(update(WEBHOOKS).where(_is(webhook_id)).values(**chosen))
                _anew(connection, hook, now)
            changed = _found(connection, webhook_id)
            keep(connection, once, webhook_id, changed)
            return changed

    def replay(
        self, webhook_id: str, now: float, after: int | None, dead: bool, once: Once | None = None
    ) -> int | None:
        """Sends again: all after a position, or the dead letters; how many positions, or letters. None: no such one.

        Raises as ``make`` does.
        """
        database = self._database()
        if database is None:
            return None
        with database.writing() as connection:
            look(connection, once)
            hook = _found(connection, webhook_id)
            if hook is None:
                return None
            count = 0
            if after is not None:
                connection.execute(delete(DELIVERIES).where(_of(webhook_id), DELIVERIES.c.position > after))
                connection.execute(update(WEBHOOKS).where(_is(webhook_id)).values(position=after))
                count = max(0, hook.position - after)
            if dead:
                again = {"state": "waiting", "attempts": 0, "next_at": now}
                of_dead = and_(_of(webhook_id), DELIVERIES.c.state == "dead")
                count += connection.execute(update(DELIVERIES).where(of_dead).values(**again)).rowcount
            keep(connection, once, webhook_id, (hook.position if after is None else after, count))
            return count

    def drop(self, webhook_id: str) -> bool:
        """Forgets one, and what it lacks; whether there was one."""
        database = self._database()
        if database is None:
            return False
        with database.writing() as connection:
            connection.execute(delete(DELIVERIES).where(_of(webhook_id)))
            forget(connection, webhook_id)
            return connection.execute(delete(WEBHOOKS).where(_is(webhook_id))).rowcount == 1

    # What the process does that delivers.

    def claim(self, webhook_id: str, who: str, now: float) -> Webhook | None:
        """Has it to itself for a while; None where it is another's, or nothing is to be sent to it."""
        database = self._database()
        if database is None:
            return None
        with database.writing() as connection:
            free = (WEBHOOKS.c.claimed_by == who) | (WEBHOOKS.c.claimed_until <= now)
            taken = update(WEBHOOKS).where(_is(webhook_id), WEBHOOKS.c.state == "active", free)
            if connection.execute(taken.values(claimed_by=who, claimed_until=now + LEASE)).rowcount != 1:
                return None
            return _found(connection, webhook_id)

    def release(self, webhook_id: str, who: str) -> None:
        """Lets others have it."""
        database = self._database()
        if database is not None:
            with database.writing() as connection:
                mine = update(WEBHOOKS).where(_is(webhook_id), WEBHOOKS.c.claimed_by == who)
                connection.execute(mine.values(claimed_until=0.0))

    def advance(self, hook: Webhook, position: int, delivered_at: float | None = None) -> None:
        """Everything up to a position is delivered, or is not for it. Raises Lost."""
        with self._of(hook) as connection:
            gone = delete(DELIVERIES).where(
                _of(hook.webhook_id), DELIVERIES.c.position > hook.position, DELIVERIES.c.position <= position
            )
            connection.execute(gone)
            told = {} if delivered_at is None else {"delivered_at": delivered_at}
            connection.execute(update(WEBHOOKS).where(_is(hook.webhook_id)).values(position=position, **told))

    def arrived(self, hook: Webhook, position: int, delivered_at: float | None) -> None:
        """One that was sent again, out of order, has arrived, or is not for it any more. Raises Lost."""
        with self._of(hook) as connection:
            connection.execute(delete(DELIVERIES).where(_of(hook.webhook_id), DELIVERIES.c.position == position))
            if delivered_at is not None:
                connection.execute(update(WEBHOOKS).where(_is(hook.webhook_id)).values(delivered_at=delivered_at))

    def failed(self, hook: Webhook, delivery: Delivery) -> None:
        """One did not arrive. A dead letter is passed, and what comes after it is sent. Raises Lost."""
        with self._of(hook) as connection:
            connection.execute(
                delete(DELIVERIES).where(_of(hook.webhook_id), DELIVERIES.c.position == delivery.position)
            )
            row = {name: getattr(delivery, name) for name in DELIVERIES.c.keys()}  # noqa: SIM118
            connection.execute(insert(DELIVERIES).values(**row))
            if delivery.state == "dead" and delivery.position > hook.position:
                connection.execute(update(WEBHOOKS).where(_is(hook.webhook_id)).values(position=delivery.position))

    def end(self, hook: Webhook) -> None:
        """The receiver wants no more. Raises Lost."""
        with self._of(hook) as connection:
            connection.execute(update(WEBHOOKS).where(_is(hook.webhook_id)).values(state="ended"))

    def _of(self, hook: Webhook) -> "_Owned":
        database = self._database()
        if database is None:
            raise Lost
        return _Owned(database, hook)

    def _database(self, make: bool = False) -> Database | None:
        with self._making:
            if self._kept is None:
                path = self._url.partition(":///")[2] if self._url.startswith("sqlite:") else ""
                if not make and (self._url == "memory:" or (path and not os.path.exists(path))):
                    return None
                self._kept = open_tables(self._url)
            return self._kept


class _Owned:
    """A transaction in which the webhook is still as it was when it was claimed, and stays so."""

    def __init__(self, database: Database, hook: Webhook) -> None:
        self._writing, self._hook = database.writing(), hook

    def __enter__(self) -> Connection:
        connection = self._writing.__enter__()
        hook = self._hook
        same = and_(
            _is(hook.webhook_id),
            WEBHOOKS.c.claimed_by == hook.claimed_by,
            WEBHOOKS.c.position == hook.position,
            WEBHOOKS.c.url == hook.url,
        )
        if connection.execute(update(WEBHOOKS).where(same).values(claimed_by=hook.claimed_by)).rowcount != 1:
            lost = Lost(hook.webhook_id)
            self._writing.__exit__(Lost, lost, None)
            raise lost
        return connection

    def __exit__(self, *raised: Any) -> bool | None:
        return self._writing.__exit__(*raised)


def _anew(connection: Connection, hook: Webhook, now: float) -> None:
    """What waits for its next attempt is tried now, as if it had never failed."""
    waiting = and_(_of(hook.webhook_id), DELIVERIES.c.state == "waiting")
    connection.execute(delete(DELIVERIES).where(waiting, DELIVERIES.c.position > hook.position))
    connection.execute(update(DELIVERIES).where(waiting).values(attempts=0, next_at=now))


def _found(connection: Connection, webhook_id: str) -> Webhook | None:
    row = connection.execute(select(WEBHOOKS).where(_is(webhook_id))).one_or_none()
    return None if row is None else _hook(row)


def _hook(row: Row[Any]) -> Webhook:
    return Webhook(**{**row._mapping, "kinds": tuple(row.kinds.split())})


def _is(webhook_id: str) -> Any:
    return WEBHOOKS.c.webhook_id == webhook_id


def _of(webhook_id: str) -> Any:
    return DELIVERIES.c.webhook_id == webhook_id
