"""The ways in: beside what is open, owed or told, a link to the form that would be recorded next, filled in."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, quote_plus

from laeringslopp import Recorded, Timeline
from laeringslopp.rules.duty import Owed
from laeringslopp.story import kind_act
from laeringslopp.timeline import Loop, Open
from laeringslopp.timeline.onwards import Nexts, Onwards
from laeringslopp_service.pages.asked import Asked


@dataclass(frozen=True, slots=True)
class Way:
    """A link to a form: what one does there, and which entry it is about."""

    act: str
    link: str
    version: int | None = None
    """Said to those who hear the page, so that links of the same words are told apart."""


class Ways:
    """The ways in to one decision; none in a known case, in a look back, and to the public."""

    def __init__(self, page: Asked, timeline: Timeline, *, known_case: bool) -> None:
        self._page, self._timeline, self._nexts = page, timeline, Nexts(timeline)
        is_cut = timeline.as_of is not None or timeline.known_at is not None or timeline.level is not None
        self._begun: dict[str, tuple[str, str]] = {}
        self.is_known_case = known_case
        self.is_open = not (known_case or is_cut or timeline.is_public)

    @property
    def all(self) -> str | None:
        """Where one chooses what to record."""
        return self._page.to(self._path("")) if self.is_open else None

    def of_open(self, waiting: Open) -> tuple[Way, ...]:
        """What would close something that is open."""
        return self._links(self._nexts.of_open(waiting), waiting.version) if self.is_open else ()

    def of_duty(self, owed: Owed) -> tuple[Way, ...]:
        """What would meet a duty."""
        return self._links(self._nexts.of_duty(owed), owed.version) if self.is_open else ()

    def of_loop(self, loop: Loop) -> tuple[Way, ...]:
        """What would bring a loop one step further."""
        return self._links(self._nexts.of_loop(loop), None) if self.is_open else ()

    def of_entry(self, recorded: Recorded) -> tuple[Way, ...]:
        """What lies nearest beside an entry, and a question about it."""
        if not self.is_open:
            return ()
        return self._links((*self._nexts.of_entry(recorded), self._nexts.question(recorded)), recorded.version)

    def after(self, recorded: Recorded) -> tuple[Way, ...]:
        """What one may do next, once an entry is recorded."""
        return self._links(self._nexts.after(recorded), None) if self.is_open else ()

    def _links(self, nexts: Iterable[Onwards], version: int | None) -> tuple[Way, ...]:
        return tuple(self._way(each, version) for each in nexts)

    def _way(self, onwards: Onwards, version: int | None) -> Way:
        act, link = self._form(onwards.kind)
        if onwards.fields:
            told = "&".join(
                f"{name}={_in_address(value)}" for name, values in onwards.fields.items() for value in values
            )
            link = f"{link}{'&' if '?' in link else '?'}{told}"
        elif onwards.kind == "failure-disclosed":
            link = self._page.to("/disclose", decision=self._timeline.decision.decision_id)
        return Way(act, link, version)

    def _form(self, kind: str) -> tuple[str, str]:
        """What one does there and where the form is; the same for each of a thousand entries."""
        made = self._begun.get(kind)
        if made is None:
            made = self._begun[kind] = kind_act(kind, self._page.texts.words), self._page.to(self._path(f"/{kind}"))
        return made

    def _path(self, kind: str) -> str:
        return f"/decisions/{quote(self._timeline.decision.decision_id)}/record{kind}"


def _in_address(value: str) -> str:
    """Versions and most names need no signs in an address, and asking that is quicker than writing them so."""
    return value if value.isalnum() and value.isascii() else quote_plus(value)
