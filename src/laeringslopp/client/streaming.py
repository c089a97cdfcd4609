"""What goes on: the feed page by page, and those who follow the register over connections that break."""

from collections.abc import Callable, Iterator
from typing import Any

from pydantic_core import from_json

from laeringslopp.access import Reader, Withheld
from laeringslopp.client.asking import AGAIN, PAGE, retry_after
from laeringslopp.client.events import Events
from laeringslopp.client.problems import is_problem, no_service, read_json
from laeringslopp.client.recording import Recording
from laeringslopp.client.talking import Answer, Ask, Flow, Hear, Items, Listen, Lost, Pause, Stream
from laeringslopp.entry import Recorded
from laeringslopp.errors import Unknown
from laeringslopp.register import asking as embedded
from laeringslopp.register.asking import MEMBER
from laeringslopp.register.sight import read_seen

JSON_LINES, EVENTS = "application/jsonl", "text/event-stream"

Keep = Callable[[Recorded | Withheld], bool]


class Talk(Recording):
    """The whole conversation: all that the register and its service have in common."""

    def feed(
        self, after: int = 0, reader: Reader = MEMBER, limit: int | None = None, decision_id: str | None = None
    ) -> Stream[Recorded | Withheld]:
        """What the reader may see of all facts after a position, in global order, and that others are withheld.

        A page is held at a time. Raises StoreError where a fact cannot be read, once all before it were given.
        """
        yield from self._feed(after, reader, limit, decision_id, lambda _: True)

    def facts(self, after: int = 0, reader: Reader = MEMBER) -> Stream[Recorded]:
        """What the reader may see of all facts after a position, in global order."""
        yield from self._feed(after, reader, None, None, lambda seen: isinstance(seen, Recorded))

    def _feed(self, after: int, reader: Reader, limit: int | None, decision_id: str | None, keep: Keep) -> Stream[Any]:
        if decision_id is not None:
            try:
                sight, _ = yield from self._sight(decision_id, reader)
            except Unknown:
                return
            yield Items([fact for fact in sight.facts if fact.position > after][:limit])
            return
        left, after = limit, max(0, after)
        while left is None or left > 0:
            most = PAGE if left is None else min(PAGE, left)
            query = self._query(reader, {"after": after, "limit": most})
            answer = yield from self._ask(Ask("GET", "/api/facts", query, {"Accept": JSON_LINES}))
            page = self._page(answer)
            yield Items(list(filter(keep, page)))
            if "link" not in answer.headers:
                return
            after = self._understood(lambda page: int(page[-1].position), page)
            left = None if left is None else left - len(page)

    def _page(self, answer: Answer) -> list[Recorded | Withheld]:
        if answer.headers.get("content-type", "").partition(";")[0] != JSON_LINES:
            read_json(answer, self.url)
            raise no_service(self.url, "it does not answer in lines")
        lines = answer.body.splitlines()
        return self._understood(lambda lines: [read_seen(from_json(line)) for line in lines], lines)

    def decision_ids(self) -> Stream[str]:
        """Every decision, in the order in which they were first recorded."""
        cursor = None
        while True:
            told = yield from self._read("/api/decisions", limit=PAGE, cursor=cursor)
            yield Items(self._understood(lambda told: [each["decision_id"] for each in told["items"]], told))
            cursor = self._understood(lambda told: told["next"], told)
            if cursor is None:
                return

    def follow(
        self, after: int = 0, reader: Reader = MEMBER, stopped: Callable[[], bool] = lambda: False
    ) -> Stream[Recorded | Withheld]:
        """All facts after a position, as ``feed`` gives them, and then those to come, as they are recorded by anyone.

        A connection that is lost is made again from where it was, for as long as it takes once there was one; nothing
        is lost or given twice. ``stopped`` is asked when nothing comes for a while. Raises Invalid for a position
        beyond the end: it is another register than the one that was followed.
        """
        pauses, was_there = self._pauses(endless=False), False
        while True:
            try:
                answer = yield Listen(self._listening(after, reader))
                self._check_listened_to(answer)
                events, is_over = Events(), False
                while not is_over:
                    heard = yield Hear(embedded.PATIENCE)
                    if heard is None:
                        if stopped():
                            return
                        continue
                    is_over = not heard
                    was_there, pauses = True, self._pauses(endless=True)
                    news: list[Recorded | Withheld] = []
                    for event in self._understood(list, events.hear(heard)):
                        if event.data is not None:
                            news.append(self._understood(read_seen, self._understood(from_json, event.data)))
                        if event.id is not None:
                            after = max(after, self._understood(int, event.id))
                    if news:
                        yield Items(news)
            except Lost as lost:
                pause = next(pauses, None) if lost.is_trusted else None
                if pause is None or (lost.after > self.retrying.patience and not was_there):
                    raise self._away(lost) from lost
                yield from self._rest(max(pause, lost.after), stopped)
            else:  # it stopped, and said so
                yield from self._rest(next(pauses, 0), stopped)
            if stopped():
                return

    def wait(self, after: int, timeout: float) -> Flow[bool]:
        """Waits until something is recorded after a position, by anyone, or so many seconds have passed."""
        until = self._elapsed() + timeout
        position = yield from self.position()
        while position <= after and (left := until - self._elapsed()) > 0:
            try:
                answer = yield Listen(self._listening(position, MEMBER))
                self._check_listened_to(answer)
                events, heard = Events(), b"-"
                while position <= after and heard and (left := until - self._elapsed()) > 0:
                    heard = yield Hear(left)
                    if heard is None:
                        return False
                    heard_of = self._understood(list, events.hear(heard))
                    told = [event.id for event in heard_of if event.id is not None]
                    position = max([position, *self._understood(lambda told: list(map(int, told)), told)])
                if not heard:
                    raise Lost("it ended")
            except Lost as lost:
                if not lost.is_trusted:
                    raise self._away(lost) from lost
                yield Pause(min(max(lost.after, self.retrying.first), max(0.0, left)))
        return position > after

    def _rest(self, seconds: float, stopped: Callable[[], bool]) -> Flow[None]:
        """Pauses, and asks now and then whether it should go on."""
        while seconds > 0 and not stopped():
            yield Pause(min(seconds, embedded.PATIENCE))
            seconds -= embedded.PATIENCE

    def _listening(self, after: int, reader: Reader) -> Ask:
        headers = {"Accept": EVENTS, "Last-Event-ID": str(after)}
        return Ask("GET", "/api/events", self._query(reader, {}), headers)

    def _check_listened_to(self, answer: Answer) -> None:
        """Raises Lost where to come back later may help, else what the service says went wrong."""
        kind = answer.headers.get("content-type", "").partition(";")[0]
        if answer.status == 200 and kind == EVENTS:
            return
        if answer.status in AGAIN and ("retry-after" in answer.headers or not is_problem(answer)):
            raise Lost(f"it answered {answer.status}", retry_after(answer) or 0.0)
        if answer.status != 200:
            read_json(answer, self.url)
        raise no_service(self.url, f"it answered {answer.status}, {kind or 'nothing'}, which is no stream")

    def _pauses(self, *, endless: bool) -> Iterator[float]:
        yield from self.retrying.pauses(self._chance)
        while endless:
            yield self.retrying.longest * (1 - self._chance() / 2)
