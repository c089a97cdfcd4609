"""What a service tells in words: the story, the case paper, what has failed before, and what is new."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from laeringslopp.access import Reader
from laeringslopp.client.asking import PAGE, Asking, decision_path
from laeringslopp.client.readback import read_digest, read_failed_before, read_paper
from laeringslopp.client.talking import Flow, Items, Stream
from laeringslopp.digest import Digest
from laeringslopp.errors import OnlyEmbedded
from laeringslopp.paper import Paper
from laeringslopp.register.asking import MEMBER
from laeringslopp.register.telling import check_told_as
from laeringslopp.search.before import wanted
from laeringslopp.search.hits import FailedBefore
from laeringslopp.story import Language, Length, Story, story


class Telling(Asking):
    """A conversation with those who do not want the facts one by one."""

    def story(
        self,
        decision_id: str,
        lang: Language = "nb",
        length: Length = "short",
        as_of: datetime | date | None = None,
        known_at: datetime | date | None = None,
        level: str | None = None,
        reader: Reader = MEMBER,
    ) -> Flow[Story]:
        """The whole decision as a short plain text, made here of its timeline."""
        check_told_as(lang, length)
        timeline = yield from self.timeline(decision_id, as_of, known_at, level, reader)
        return story(timeline, lang, length)

    def paper(
        self,
        decision_id: str,
        lang: Language = "nb",
        as_of: datetime | date | None = None,
        reader: Reader = MEMBER,
    ) -> Flow[Paper]:
        """The case paper as the service makes it: it looks at other decisions too."""
        check_told_as(lang, "short")
        path = decision_path(decision_id, "/paper")
        told = yield from self._read(path, reader, lang=lang, as_of=as_of)
        return self._understood(read_paper, told)

    def failed_before(
        self,
        text: str,
        lang: Language = "nb",
        organisation: str | None = None,
        most: int = 10,
        reader: Reader = MEMBER,
        views: Any = None,
    ) -> Flow[FailedBefore]:
        """The earlier failures and lessons most like what somebody plans. The service has views of its own."""
        wanted(text, lang, organisation, most)
        told = yield from self._read(
            "/api/failed-before", reader, q=text, lang=lang, organisation=organisation, most=most
        )
        return self._understood(read_failed_before, told)

    def digest(
        self,
        level: str,
        organisation: str | None = None,
        since: date | str | None = None,
        lang: Language = "nb",
        *,
        only: Collection[str] | None = None,
        whole: bool = False,
        reader: Reader | None = None,
        views: Any = None,
    ) -> Flow[Digest]:
        """What is new for a level since its last meeting, or a date. The service has views of its own."""
        if only is not None and len(only) != 1:
            raise OnlyEmbedded("a digest of several decisions by name", "ask for one of them, or for all")
        check_told_as(lang, "short")
        since = since.date() if isinstance(since, datetime) else since
        asked: dict[str, Any] = {"level": level, "organisation": organisation, "since": since, "lang": lang}
        decision_id = next(iter(only), None) if only is not None else None
        told = yield from self._read(
            "/api/digest", reader or MEMBER, **asked, decision_id=decision_id, whole=whole or None
        )
        return self._understood(lambda told: read_digest(told, whole), told)

    def tell_duties(
        self,
        lang: Language = "nb",
        as_of: datetime | date | None = None,
        level: str | None = None,
        organisation: str | None = None,
        decision_id: str | None = None,
        open: bool | None = None,
        reader: Reader = MEMBER,
        views: Any = None,
    ) -> Flow[list[dict[str, Any]]]:
        """What is owed, as ``duties`` gives it, each as a dictionary with its sentence in a language."""
        check_told_as(lang, "short")
        asked = {
            "as_of": as_of, "level": level, "organisation": organisation, "decision_id": decision_id, "open": open
        }  # fmt: skip
        found = yield from self._all("/api/duties", dict, reader, {**asked, "lang": lang})
        return found

    def rows(
        self,
        view: str,
        where: Mapping[str, Any] | None = None,
        columns: Iterable[str] | None = None,
        reader: Reader = MEMBER,
        views: Any = None,
    ) -> Stream[dict[str, Any]]:
        """Every row of a view, a page at a time. The service has views of its own."""
        from laeringslopp.views import SHIPPED  # SQL loads when somebody asks for rows
        from laeringslopp.views.asking import columns_named, filters, table_named

        # What is asked is read here too, so that what is wrong with it is told as by the register on hand.
        shape = table_named(view, {shape.name: shape for each in SHIPPED for shape in each.readable})
        asked: dict[str, Any] = {each.asked: each.values for each in filters(where or {}, shape)}
        names = None if columns is None else columns_named(columns, shape)
        if names is not None:
            asked["columns"] = ",".join(names or shape.public[:1])

        def read(row: dict[str, Any]) -> dict[str, Any]:
            return row if names is None else {name: row[name] for name in names}

        cursor = None
        while True:
            told = yield from self._read(f"/api/views/{view}", reader, **asked, limit=PAGE, cursor=cursor)
            yield Items(self._understood(lambda told: list(map(read, told["items"])), told))
            cursor = self._understood(lambda told: told["next"], told)
            if cursor is None:
                return
