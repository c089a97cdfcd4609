"""The message to Fiks Politisk Behandling: valid by its schema, and never made without what the schema requires."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from laeringslopp import Invalid, Reader, Register
from laeringslopp.paper.fiks import SCHEMA, Sak, as_fiks, fields_in

SCHEMAS = os.environ.get("LAERINGSLOPP_FIKS_SCHEMAS", "")
"""The folder of KS's schemas. They carry no licence, so they are not part of this project."""
FIELDS: dict[str, Any] = {
    "sak": {
        "saksansvarlig": "Kommunedirektøren",
        "skjerming": {"skjermingshjemmel": "offl. § 13", "tilgangsrestriksjon": {"kodeverdi": "13"}},
    },
    "forslagTilBehandlingsplan": [
        {"tilUtvalgId": "ks", "tilUtvalgNavn": "Kommunestyret", "tilMoetedato": "2026-04-09T18:00:00+02:00"}
    ],
}


def pointers(error: pytest.ExceptionInfo[Invalid]) -> dict[str, str]:
    return {flaw.pointer: flaw.code for flaw in error.value.flaws}


def test_what_nobody_recorded_is_named(sensors: Register):
    """All of it at once, by the schema's own names."""
    with pytest.raises(Invalid) as error:
        as_fiks(sensors.paper("sensorer"))
    assert pointers(error) == dict.fromkeys(
        ("/forslagTilBehandlingsplan", "/sak/saksansvarlig", "/sak/skjerming"), "missing"
    )


def test_the_record_fills_in_what_it_knows(sensors: Register):
    """The case number, the title, and the whole paper with what failed."""
    told = json.loads(as_fiks(sensors.paper("sensorer", "nb"), FIELDS))
    case = told["sak"]
    assert told["$schema"] == SCHEMA
    assert case["fagsystemetsSaksnummer"] == {"saksaar": 2026, "sakssekvensnummer": 7}
    assert case["tittel"] == "Velferdsteknologi"
    assert case["fagsystemetsReferanse"] == case["fagsystemetsReferanseEksternNoekkel"]
    assert "For mange alarmer" in case["saksbeskrivelse"]["tekstInnhold"]


def test_what_is_given_goes_before_what_is_known(sensors: Register):
    """The archive knows its own number."""
    number = {"saksaar": 2025, "sakssekvensnummer": 1}
    told = json.loads(
        as_fiks(sensors.paper("sensorer"), {**FIELDS, "sak": {**FIELDS["sak"], "fagsystemetsSaksnummer": number}})
    )
    assert told["sak"]["fagsystemetsSaksnummer"] == number


def test_an_open_paper_needs_no_ground_to_be_kept_back(sensors: Register):
    """What is not open is never sent as if it were."""
    fields = {**FIELDS, "sak": {"saksansvarlig": "Kommunedirektøren"}}
    with pytest.raises(Invalid):
        as_fiks(sensors.paper("sensorer"), fields)
    told = json.loads(as_fiks(sensors.paper("sensorer", reader=Reader.public()), fields))
    assert "skjerming" not in told["sak"]
    assert "Alarmen kom ikke fram" not in told["sak"]["saksbeskrivelse"]["tekstInnhold"]


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({**FIELDS, "saker": {}}, "/saker"),
        ({**FIELDS, "sak": {**FIELDS["sak"], "tittle": "x"}}, "/sak/tittle"),
        ({**FIELDS, "sak": []}, "/sak"),
        ({**FIELDS, "sak": {**FIELDS["sak"], "arkivJournalpostnummer": "7"}}, "/sak/arkivJournalpostnummer"),
        ({**FIELDS, "forslagTilBehandlingsplan": []}, "/forslagTilBehandlingsplan"),
        (
            {
                **FIELDS,
                "forslagTilBehandlingsplan": [{"tilUtvalgId": "ks", "tilUtvalgNavn": "x", "tilMoetedato": "i går"}],
            },
            "/forslagTilBehandlingsplan/0/tilMoetedato",
        ),
        (
            {**FIELDS, "forslagTilBehandlingsplan": [{"tilUtvalgId": "ks"}]},
            "/forslagTilBehandlingsplan/0/tilUtvalgNavn",
        ),
    ],
)
def test_a_field_that_the_schema_does_not_have_so_is_named(sensors: Register, fields: dict[str, Any], pointer: str):
    """A misspelt field is not left out in silence."""
    with pytest.raises(Invalid) as error:
        as_fiks(sensors.paper("sensorer"), fields)
    assert pointer in pointers(error)


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b'{"sak": {}, "sak": {}}', b"\xff"])
def test_a_file_that_holds_no_fields_is_said(data: bytes):
    """And never a traceback."""
    with pytest.raises(Invalid):
        fields_in(data)


def test_the_same_facts_give_the_same_message(sensors: Register):
    """Byte for byte."""
    assert as_fiks(sensors.paper("sensorer"), FIELDS) == as_fiks(sensors.paper("sensorer"), FIELDS)


@pytest.mark.skipif(not SCHEMAS, reason="LAERINGSLOPP_FIKS_SCHEMAS names no folder with KS's schemas")
def test_the_message_is_valid_by_its_schema(sensors: Register):
    """The receiver's own word on it."""
    from jsonschema import Draft202012Validator, FormatChecker
    from referencing import Registry, Resource

    files = {file.name: json.loads(file.read_text(encoding="utf-8")) for file in Path(SCHEMAS).glob("*.json")}
    registry: Registry[Any] = Registry().with_resources(
        [(name, Resource.from_contents(content)) for name, content in files.items()]
    )
    validator = Draft202012Validator(files[SCHEMA], registry=registry, format_checker=FormatChecker())
    for reader in (Reader.member(), Reader.public()):
        for language in ("nb", "nn", "en"):
            made = as_fiks(sensors.paper("sensorer", language, reader=reader), FIELDS)  # type: ignore[arg-type]
            assert [error.message for error in validator.iter_errors(json.loads(made))] == []
    case = files[SCHEMA]["properties"]["sak"]
    assert {*case["properties"], "fagsystemetsReferanse"} == set(Sak.model_fields)
    assert set(case["required"]) == {name for name, field in Sak.model_fields.items() if field.is_required()}
