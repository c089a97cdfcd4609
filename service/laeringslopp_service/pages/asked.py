"""What a page was asked for: in which language, for whom, about which moment; and how to link on from it."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request
from pydantic import TypeAdapter, ValidationError

from laeringslopp import Reader, Register
from laeringslopp.facts.values import Date, Time
from laeringslopp.story import LANGUAGES, Language
from laeringslopp_service.auth import reader_of
from laeringslopp_service.language import spoken_to
from laeringslopp_service.pages.texts import N_, Texts, texts_in
from laeringslopp_service.settings import Settings

CARRIED = ("lang", "as")
"""What a reader chose for all pages, and every link keeps."""

_date: TypeAdapter[date] = TypeAdapter(Date)
_time: TypeAdapter[datetime] = TypeAdapter(Time)


class PageProblem(Exception):
    """The page cannot be shown as asked; a person is told why."""

    def __init__(self, status: int, text: str, instead: str | None = None, **values: object) -> None:
        self.status, self.text, self.instead, self.values = status, text, instead, values
        super().__init__(text)


class Asked:
    """One request for a page. Make one with ``asked``, which checks it."""

    def __init__(self, request: Request, language: Language) -> None:
        self.request = request
        self.language = language
        self.texts: Texts = texts_in(language)
        self.query: Mapping[str, str] = {name: value for name, value in request.query_params.items() if value}
        self._decisions: dict[str, str] = {}

    @property
    def register(self) -> Register:
        """What the pages show."""
        register: Register = self.request.app.state.register
        return register

    @property
    def settings(self) -> Settings:
        """What the installation chose."""
        settings: Settings = self.request.app.state.settings
        return settings

    @cached_property
    def reader(self) -> Reader:
        """For whom the page is shown."""
        return reader_of(self.request)

    @property
    def seen_as(self) -> str | None:
        """Whose sight of the page was asked for: ``public`` or a level."""
        return self.query.get("as")

    def moment(self, name: str) -> datetime | date | None:
        """A moment that was asked about: a date, or a time with its offset."""
        text = self.query.get(name)
        return self.moment_in(text, name) if text is not None else None

    def moment_in(self, text: str, name: str = "") -> datetime | date:
        """The moment that a text writes. Raises PageProblem."""
        for kind in (_date, _time):
            try:
                # A plus in an address is a space to the server; a time holds no space of its own.
                return kind.validate_json(json.dumps(text.strip().replace(" ", "+")))
            except ValidationError:
                continue
        raise PageProblem(
            422,
            N_("“{value}” is no moment this page knows. Write a date such as 2026-03-12."),
            self.here(**{name: None}),
            value=text,
        )

    def to(self, path: str, **query: object) -> str:
        """A link to another page, in the same language and for the same reader."""
        kept = {name: self.query[name] for name in CARRIED if name in self.query}
        return self._address(path, {**kept, **query})

    def here(self, **changes: object) -> str:
        """A link to this page, asked for otherwise."""
        path = self.request.url.path.removeprefix(self._root)
        return self._address(path, {**self.query, **changes})

    def for_reader(self, name: str | None) -> str:
        """This page as somebody else sees it."""
        return self.here(**{"as": name})

    def decision(self, decision_id: str, fragment: str = "") -> str:
        """A link to a decision's page, or to a place on it; a page may hold thousands of them."""
        link = self._decisions.get(decision_id)
        if link is None:
            link = self._decisions[decision_id] = self.to(f"/decisions/{quote(decision_id)}")
        return link + fragment

    def to_path(self, path: str) -> str:
        """Where another page is, before anything is asked of it: what a form sends to."""
        return self._address(path, {})

    @property
    def path(self) -> str:
        """Where this page is, before anything is asked of it."""
        return self._address(self.request.url.path.removeprefix(self._root), {})

    def asset(self, name: str) -> str:
        """A link to one of the pages' own files."""
        return f"{self._root}/static/{name}"

    @property
    def _root(self) -> str:
        root: str = self.request.scope.get("root_path", "")
        return root.rstrip("/")

    def _address(self, path: str, query: Mapping[str, Any]) -> str:
        asked = urlencode({name: value for name, value in query.items() if value is not None}, doseq=True)
        return f"{self._root}{path}?{asked}" if asked else f"{self._root}{path}"


def asked(request: Request, *parameters: str) -> Asked:
    """What was asked for, once the address is understood; ``parameters`` are what this page takes besides its own two.

    Raises PageProblem for a language that is not spoken here, and for a parameter that nobody knows: an address
    that is mistyped must not show something else than was meant.
    """
    page = Asked(request, spoken_to(request))
    language = request.query_params.get("lang")
    if language and language not in LANGUAGES:
        raise PageProblem(
            422,
            N_("“{language}” is not spoken here. The languages are bokmål (nb), nynorsk (nn) and English (en)."),
            page.here(lang=None),
            language=language,
        )
    unknown = [name for name in request.query_params if name not in (*CARRIED, *parameters)]
    if unknown:
        raise PageProblem(
            422,
            N_("This page knows no “{name}”; it takes: {known}."),
            page.here(**dict.fromkeys(unknown)),
            name=unknown[0],
            known=", ".join((*CARRIED, *parameters)),
        )
    return page
