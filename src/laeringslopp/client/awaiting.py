"""The register behind a service, for those who await each answer. Its methods are those of ``RemoteRegister``."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Iterable, Mapping
from functools import update_wrapper
from types import TracebackType
from typing import (
    TYPE_CHECKING,
    Any,
    Concatenate,
    Literal,
    NoReturn,
    ParamSpec,
    Self,
    TypeVar,
    assert_never,
    assert_type,
    overload,
)

import httpx

from laeringslopp.access import Withheld
from laeringslopp.client.carrying import TROUBLE, answered, asked, begun, for_long, lost, refuse
from laeringslopp.client.streaming import Talk
from laeringslopp.client.talking import Answer, Ask, Flow, Hear, Items, Listen, Lost, Pause, Stream
from laeringslopp.entry import Actor, Entry, Recorded
from laeringslopp.policy import Policy
from laeringslopp.register.receipts import Receipt, Verdict

T = TypeVar("T")
P = ParamSpec("P")


def says(
    method: Callable[Concatenate[Talk, P], Flow[T]],
) -> "Callable[Concatenate[AsyncRegister, P], Coroutine[Any, Any, T]]":
    """A method that is a conversation, and is awaited."""

    async def said(register: "AsyncRegister", /, *given: P.args, **named: P.kwargs) -> T:
        return await register._carry(method(register._talk, *given, **named))

    update_wrapper(said, method)
    return said


def streams(
    method: Callable[Concatenate[Talk, P], Stream[T]],
) -> "Callable[Concatenate[AsyncRegister, P], AsyncGenerator[T, None]]":
    """A method that gives one thing after the other."""

    def said(register: "AsyncRegister", /, *given: P.args, **named: P.kwargs) -> AsyncGenerator[T, None]:
        return register._stream(method(register._talk, *given, **named), [])

    update_wrapper(said, method)
    return said


class AsyncRegister:
    """All decisions of one installation, behind a service, for a program that awaits (asyncio)."""

    def __init__(
        self, talk: Talk, client: httpx.AsyncClient, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._talk, self._client, self._sleep = talk, client, sleep

    if TYPE_CHECKING:  # what a dry run gives is told apart as by the register on hand

        @overload
        async def append(
            self,
            entries: Iterable[Entry],
            expected: int | Mapping[str, int] | None = None,
            key: str | None = None,
            dry_run: Literal[False] = False,
        ) -> Receipt: ...

        @overload
        async def append(
            self,
            entries: Iterable[Entry],
            expected: int | Mapping[str, int] | None = None,
            key: str | None = None,
            *,
            dry_run: Literal[True],
        ) -> Verdict: ...

        async def append(self, *given: Any, **named: Any) -> Receipt | Verdict: ...

        @overload
        async def disclose(
            self,
            text: str,
            by: Actor,
            decision_id: str | None = None,
            *,
            organisation: str | None = None,
            key: str | None = None,
            dry_run: Literal[False] = False,
            **more: Any,
        ) -> Receipt: ...

        @overload
        async def disclose(
            self,
            text: str,
            by: Actor,
            decision_id: str | None = None,
            *,
            organisation: str | None = None,
            key: str | None = None,
            dry_run: bool,
            **more: Any,
        ) -> Receipt | Verdict: ...

        async def disclose(self, *given: Any, **named: Any) -> Receipt | Verdict: ...

        @overload
        async def present(
            self, decision_id: str, to_level: str, by: Actor, *, dry_run: Literal[False] = False, **more: Any
        ) -> Receipt: ...

        @overload
        async def present(
            self, decision_id: str, to_level: str, by: Actor, *, dry_run: bool, **more: Any
        ) -> Receipt | Verdict: ...

        async def present(self, *given: Any, **named: Any) -> Receipt | Verdict: ...

    else:
        append = says(Talk.append)
        disclose = says(Talk.disclose)
        present = says(Talk.present)
    append_each = says(Talk.append_each)
    record = says(Talk.record)
    adopt = says(Talk.adopt)
    decision = says(Talk.decision)
    timeline = says(Talk.timeline)
    compare = says(Talk.compare)
    story = says(Talk.story)
    paper = says(Talk.paper)
    failed_before = says(Talk.failed_before)
    digest = says(Talk.digest)
    duties = says(Talk.duties)
    tell_duties = says(Talk.tell_duties)
    backtest = says(Talk.backtest)
    owed_then = says(Talk.owed_then)
    entry = says(Talk.entry)
    version = says(Talk.version)
    knows = says(Talk.knows)
    is_recorded = says(Talk.is_recorded)
    levels = says(Talk.levels)
    policy_of = says(Talk.policy_of)
    policies = says(Talk.policies)
    last_policy = says(Talk.last_policy)
    document = says(Talk.document)
    plan_meetings = says(Talk.plan_meetings)
    organisations = says(Talk.organisations)
    organisations_with_a_policy = says(Talk.organisations_with_a_policy)
    organisations_at_work = says(Talk.organisations_at_work)
    organisation_at_work = says(Talk.organisation_at_work)
    check_organisation = says(Talk.check_organisation)
    now = says(Talk.now)
    wait = says(Talk.wait)
    facts = streams(Talk.facts)
    feed = streams(Talk.feed)
    follow = streams(Talk.follow)
    decision_ids = streams(Talk.decision_ids)
    rows = streams(Talk.rows)

    @property
    def position(self) -> Awaitable[int]:
        """The position of the last entry; 0 where nothing is recorded."""
        return self._carry(self._talk.position())

    @property
    def policy(self) -> Awaitable[Policy]:
        """The rules that the register was made with: in force where an organisation has adopted none."""
        return self._carry(self._talk.policy())

    @property
    def url(self) -> str:
        """Where the service is."""
        return self._talk.url

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Gives its connections back."""
        await self._client.aclose()

    def __getattr__(self, name: str) -> NoReturn:
        refuse(type(self), name)

    async def _carry(self, flow: Flow[T]) -> T:
        """Has the conversation, and gives what comes of it."""
        came: list[T] = []
        async for _ in self._stream(flow, came):
            pass
        return came[0]

    async def _stream(self, flow: Flow[T], came: list[T]) -> AsyncGenerator[Any, None]:
        """Has the conversation, gives what comes in it, and leaves what comes of it."""
        ear: Ear | None = None
        try:
            effect = next(flow)
            while True:
                answer: Any = None
                try:
                    match effect:
                        case Items():
                            for item in effect.items:
                                yield item
                        case Pause():
                            await self._sleep(effect.seconds)
                        case Ask():
                            answer = await self._send(effect)
                        case Listen():
                            if ear is not None:
                                await ear.close()
                            answer, ear = await self._listen(effect)
                        case Hear():
                            assert ear is not None
                            answer = await ear.hear(effect.seconds)
                        case _:
                            assert_never(effect)
                except Lost as error:
                    effect = flow.throw(error)
                else:
                    effect = flow.send(answer)
        except StopIteration as done:
            came.append(done.value)
        finally:
            if ear is not None:
                await ear.close()
            flow.close()

    async def _send(self, ask: Ask) -> Answer:
        try:
            return answered(await self._client.send(asked(self._client, ask)))
        except TROUBLE as error:
            raise lost(error) from error

    async def _listen(self, listen: Listen) -> "tuple[Answer, Ear]":
        try:
            response = await self._client.send(for_long(asked(self._client, listen.ask)), stream=True)
            if response.status_code != 200:
                await response.aread()
                return answered(response), Ear(response)
        except TROUBLE as error:
            raise lost(error) from error
        return begun(response), Ear(response)


class Ear:
    """Hears an answer that goes on; its silence is told without losing it."""

    def __init__(self, response: httpx.Response) -> None:
        self._response = response
        self._chunks = None if response.is_closed else response.aiter_bytes()
        self._next: asyncio.Task[bytes] | None = None

    async def hear(self, seconds: float) -> bytes | None:
        """What comes next; None where nothing does in so many seconds. Raises Lost."""
        if self._next is None:
            self._next = asyncio.create_task(self._hear())
        done, _ = await asyncio.wait({self._next}, timeout=seconds)
        if not done:
            return None
        heard, self._next = self._next, None
        return heard.result()

    async def _hear(self) -> bytes:
        assert self._chunks is not None
        try:
            return await anext(self._chunks, b"")
        except TROUBLE as error:
            raise lost(error) from error

    async def close(self) -> None:
        """Hangs up."""
        if self._next is not None:
            self._next.cancel()
            await asyncio.wait({self._next})
        with contextlib.suppress(*TROUBLE):
            await self._response.aclose()


if TYPE_CHECKING:

    async def _is_typed(far: AsyncRegister) -> None:
        assert_type(await far.append([]), Receipt)
        assert_type(await far.append([], dry_run=True), Verdict)
        assert_type(await far.position, int)
        assert_type([fact async for fact in far.facts()], list[Recorded])
        assert_type([seen async for seen in far.follow()], list[Recorded | Withheld])
