"""A paper as KS's *Fiks Politisk Behandling* takes it: the message ``utvalgssak.send``, version 1 (a draft of theirs).

Its fields have no room for alternatives, risks or earlier failures, so all of that goes into ``saksbeskrivelse``.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError, to_json

from laeringslopp.errors import Flaw, Invalid, pointer_step
from laeringslopp.integrity import parse
from laeringslopp.paper.html import body_of
from laeringslopp.paper.model import Paper

SCHEMA = "no.ks.fiks.politisk.behandling.v1.utvalgssak.send.schema.json"
"""What the message is made after; its name holds its version."""
SYSTEM = "Læringsløpp"
HTML = {"kodeverdi": "text/html", "kodebeskrivelse": "HTML"}
CASE_NUMBER = re.compile(r"(?:20)?(\d\d)/(\d{1,9})")
"""A case number as archives write it: 26/104 is number 104 of 2026."""

_time: TypeAdapter[Any] = TypeAdapter(AwareDatetime)
_date: TypeAdapter[Any] = TypeAdapter(date)


def _is_time(text: str) -> str:
    return _as(_time, text, "a time with its offset, such as 2026-03-12T18:00:00+01:00")


def _is_date(text: str) -> str:
    return _as(_date, text, "a date, such as 2026-03-12")


def _as(kind: TypeAdapter[Any], text: str, such: str) -> str:
    try:
        kind.validate_strings(text)
    except ValidationError:
        raise PydanticCustomError("no_time", "write {such}", {"such": such}) from None
    return text


Time = Annotated[str, AfterValidator(_is_time)]
Day = Annotated[str, AfterValidator(_is_date)]


class Part(BaseModel):
    """A part of the message. A name that the schema does not have is a mistake."""

    model_config = ConfigDict(extra="forbid", strict=True)


class EksternNoekkel(Part):
    """The same thing in another system."""

    fagsystem: str
    noekkel: str


class Saksnummer(Part):
    """A case number."""

    saksaar: int
    sakssekvensnummer: int


class Journalnummer(Part):
    """A journal number."""

    journalaar: int | None = None
    journalsekvensnummer: int | None = None


class Kode(Part):
    """A value of a list that the receiver knows."""

    kodeverdi: str | None = None
    kodebeskrivelse: str | None = None


class Beskrivelse(Part):
    """A text and its format."""

    tekstInnhold: str | None = None  # noqa: N815 - the schema's own name
    tekstFormat: Kode | None = None  # noqa: N815


class Skjerming(Part):
    """On which legal ground it is kept from the public."""

    skjermingshjemmel: str
    tilgangsrestriksjon: Kode
    skjermingsvarighet: int | None = None
    skjermingOpphoererDato: Day | None = None  # noqa: N815


class Behandlingsplan(Part):
    """To which committee, and when."""

    tilUtvalgId: str  # noqa: N815
    tilUtvalgNavn: str  # noqa: N815
    tilMoeteId: str | None = None  # noqa: N815
    tilMoetedato: Time | None = None  # noqa: N815
    rekkefoelge: int | None = None


class Sak(Part):
    """The case. What is required here and not optional in the schema is asked for."""

    referanseEksternNoekkel: EksternNoekkel  # noqa: N815
    fagsystemetsReferanse: EksternNoekkel  # noqa: N815
    fagsystemetsSaksnummer: Saksnummer  # noqa: N815
    tittel: str
    saksansvarlig: str
    fagsystemetsReferanseEksternNoekkel: EksternNoekkel | None = None  # noqa: N815
    saksbeskrivelse: Beskrivelse | None = None
    forslagTilVedtak: Beskrivelse | None = None  # noqa: N815
    skjerming: Skjerming | None = None
    posisjon: dict[str, Any] | None = None
    referanseForelderMappeEksternNoekkel: EksternNoekkel | None = None  # noqa: N815
    arkivSaksnummer: Saksnummer | None = None  # noqa: N815
    referanseRegistreringEksternNoekkel: EksternNoekkel | None = None  # noqa: N815
    arkivJournalnummer: Journalnummer | None = None  # noqa: N815
    arkivJournalpostnummer: int | None = None  # noqa: N815


class Utvalgssak(Part):
    """The whole message."""

    sak: Sak
    forslagTilBehandlingsplan: Annotated[tuple[Behandlingsplan, ...], Field(min_length=1)]  # noqa: N815


def as_fiks(paper: Paper, fields: Mapping[str, Any] | None = None) -> bytes:
    """The message as JSON.

    ``fields`` says what nobody recorded, by the schema's own names; it goes before what is known.

    Raises Invalid, with a pointer to each field that is missing or wrong.
    """
    given = dict(fields or {})
    of_case = given.get("sak", {})
    told = {**given, "sak": {**_known(paper), **of_case} if isinstance(of_case, dict) else of_case}
    flaws = list(_flaws(told))
    if paper.access != "open" and isinstance(of_case, dict) and "skjerming" not in of_case:
        detail = "the paper holds what is not open to everyone: give skjerming, or make it for the public"
        flaws.append(Flaw("missing", detail, "/sak/skjerming"))
    if flaws:
        raise Invalid(sorted(flaws, key=lambda flaw: flaw.pointer))
    return bytes(to_json({"$schema": SCHEMA, **told}, indent=2)) + b"\n"


def fields_in(data: bytes | str) -> dict[str, Any]:
    """The fields that a file holds. Raises Invalid where it is no JSON object."""
    found = parse(data)
    if not isinstance(found, dict):
        raise Invalid(
            [Flaw("not-an-object", 'the fields are an object: {"sak": {…}, "forslagTilBehandlingsplan": […]}')]
        )
    return found


def _flaws(told: Mapping[str, Any]) -> list[Flaw]:
    try:
        # JSON's own rules hold here: a list is a tuple, and a number no text.
        Utvalgssak.model_validate_json(to_json(told))
    except ValidationError as error:
        return [
            Flaw(
                "missing" if each["type"] == "missing" else "wrong-field",
                "nobody recorded it: give it in the fields" if each["type"] == "missing" else each["msg"],
                "".join(map(pointer_step, each["loc"])),
            )
            for each in error.errors()
        ]
    return []


def _known(paper: Paper) -> dict[str, Any]:
    """What the record and the paper tell of the case."""
    itself = {"fagsystem": SYSTEM, "noekkel": paper.decision_id}
    known: dict[str, Any] = {
        "referanseEksternNoekkel": itself,
        # The schema requires the one and defines the other; both are sent.
        "fagsystemetsReferanse": itself,
        "fagsystemetsReferanseEksternNoekkel": itself,
        "tittel": " ".join(paper.title.split()),
        "saksbeskrivelse": {"tekstInnhold": body_of(paper), "tekstFormat": HTML},
    }
    if (number := CASE_NUMBER.fullmatch(paper.reference or "")) is not None:
        known["fagsystemetsSaksnummer"] = {"saksaar": 2000 + int(number[1]), "sakssekvensnummer": int(number[2])}
    return known
