"""The register behind a service, for those who wait for each answer: what ``Register.open("https://…")`` gives."""

import contextlib
import queue
import socket
import threading
import time
from collections.abc import Callable, Generator, Iterator
from functools import update_wrapper
from types import TracebackType
from typing import Any, Concatenate, NoReturn, ParamSpec, Self, TypeVar, assert_never

import httpx

from laeringslopp.client.carrying import TROUBLE, answered, asked, begun, for_long, lost, refuse
from laeringslopp.client.streaming import Talk
from laeringslopp.client.talking import Answer, Ask, Flow, Hear, Items, Listen, Lost, Pause, Stream
from laeringslopp.policy import Policy

T = TypeVar("T")
P = ParamSpec("P")


def says(method: Callable[Concatenate[Talk, P], Flow[T]]) -> "Callable[Concatenate[RemoteRegister, P], T]":
    """A method that is a conversation, and is waited for."""

    def said(register: "RemoteRegister", /, *given: P.args, **named: P.kwargs) -> T:
        return register._carry(method(register._talk, *given, **named))

    update_wrapper(said, method)
    return said


def streams(
    method: Callable[Concatenate[Talk, P], Stream[T]],
) -> "Callable[Concatenate[RemoteRegister, P], Iterator[T]]":
    """A method that gives one thing after the other."""

    def said(register: "RemoteRegister", /, *given: P.args, **named: P.kwargs) -> Iterator[T]:
        return register._stream(method(register._talk, *given, **named))

    update_wrapper(said, method)
    return said


class RemoteRegister:
    """All decisions of one installation, behind a service. Its methods are those of ``Register``."""

    def __init__(self, talk: Talk, client: httpx.Client, sleep: Callable[[float], None] = time.sleep) -> None:
        self._talk, self._client, self._sleep = talk, client, sleep

    append = says(Talk.append)
    append_each = says(Talk.append_each)
    record = says(Talk.record)
    disclose = says(Talk.disclose)
    present = says(Talk.present)
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
    def position(self) -> int:
        """The position of the last entry; 0 where nothing is recorded."""
        return self._carry(self._talk.position())

    @property
    def policy(self) -> Policy:
        """The rules that the register was made with: in force where an organisation has adopted none."""
        return self._carry(self._talk.policy())

    @property
    def url(self) -> str:
        """Where the service is."""
        return self._talk.url

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Gives its connections back."""
        self._client.close()

    def __getattr__(self, name: str) -> NoReturn:
        refuse(type(self), name)

    def _carry(self, flow: Flow[T]) -> T:
        """Has the conversation, and gives what comes of it."""
        going = self._stream(flow)
        try:
            while True:
                next(going)
        except StopIteration as done:
            found: T = done.value
            return found

    def _stream(self, flow: Flow[T]) -> Generator[Any, None, T]:
        """Has the conversation, gives what comes in it, and returns what comes of it."""
        ear: Ear | None = None
        try:
            effect = next(flow)
            while True:
                answer: Any = None
                try:
                    match effect:
                        case Items():
                            yield from effect.items
                        case Pause():
                            self._sleep(effect.seconds)
                        case Ask():
                            answer = self._send(effect)
                        case Listen():
                            if ear is not None:
                                ear.close()
                            answer, ear = self._listen(effect)
                        case Hear():
                            assert ear is not None
                            answer = ear.hear(effect.seconds)
                        case _:
                            assert_never(effect)
                except Lost as error:
                    effect = flow.throw(error)
                else:
                    effect = flow.send(answer)
        except StopIteration as done:
            found: T = done.value
            return found
        finally:
            if ear is not None:
                ear.close()
            flow.close()

    def _send(self, ask: Ask) -> Answer:
        try:
            return answered(self._client.send(asked(self._client, ask)))
        except TROUBLE as error:
            raise lost(error) from error

    def _listen(self, listen: Listen) -> "tuple[Answer, Ear]":
        try:
            response = self._client.send(for_long(asked(self._client, listen.ask)), stream=True)
            if response.status_code != 200:
                response.read()
                return answered(response), Ear(None)
        except TROUBLE as error:
            raise lost(error) from error
        return begun(response), Ear(response)


class Ear:
    """Hears an answer that goes on, in a thread of its own: so its silence can be told without losing it."""

    def __init__(self, response: httpx.Response | None) -> None:
        self._response = response
        self._heard: queue.Queue[bytes | Lost] = queue.Queue(maxsize=8)
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="laeringslopp-ear", daemon=True)
        if response is not None:
            self._thread.start()

    def _listen(self) -> None:
        assert self._response is not None
        try:
            for heard in self._response.iter_bytes():
                self._put(heard)
            self._put(b"")
        except TROUBLE as error:
            self._put(lost(error))

    def _put(self, heard: bytes | Lost) -> None:
        while not self._closed.is_set():
            with contextlib.suppress(queue.Full):
                self._heard.put(heard, timeout=0.1)
                return

    def hear(self, seconds: float) -> bytes | None:
        """What comes next; None where nothing does in so many seconds. Raises Lost."""
        try:
            heard = self._heard.get(timeout=seconds)
        except queue.Empty:
            return None
        if isinstance(heard, Lost):
            raise heard
        return heard

    def close(self) -> None:
        """Hangs up."""
        self._closed.set()
        if self._response is None:
            return
        stream: Any = self._response.extensions.get("network_stream")  # a transport of the caller's own has none
        with contextlib.suppress(OSError, AttributeError):  # it may be closed, or have no socket
            stream.get_extra_info("socket").shutdown(socket.SHUT_RDWR)  # closing alone would not wake who reads it
        self._thread.join(5)
        with contextlib.suppress(*TROUBLE):
            self._response.close()
