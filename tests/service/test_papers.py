"""The case paper over HTTP: read in a format, and on record as sent."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from starlette.testclient import TestClient

from laeringslopp import Register
from laeringslopp.paper.formats import MEDIA, render
from laeringslopp.story import LANGUAGES
from laeringslopp_service.api import paper_shapes
from tests.paper.test_fiks import FIELDS
from tests.service.calling import pointers, problem
from tests.service.conftest import GROUND, SECRET, client_of

PAPER = "/api/decisions/sensorer/paper"
BY = {"id": "kd", "role": "kommunedirektør", "level": "administrative"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("written", ["md", "html", "json"])
def test_a_paper_is_what_the_register_makes(client: TestClient, sensors: Register, written: str, language: str):
    """The library, the command line and HTTP make one paper."""
    answer = client.get(f"{PAPER}?format={written}&lang={language}")
    assert answer.content == render(sensors.paper("sensorer", language), written)  # type: ignore[arg-type]
    assert answer.headers["content-type"].startswith(MEDIA[written])  # type: ignore[index]
    assert answer.headers["content-language"] == language
    again = client.get(f"{PAPER}?format={written}&lang={language}", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


def test_without_a_format_it_is_the_paper_itself(client: TestClient, sensors: Register):
    """As the OpenAPI document describes it."""
    paper_shapes.CasePaper.model_validate_json(client.get(PAPER).content)


def test_what_is_recorded_anywhere_makes_another_paper(client: TestClient, sensors: Register):
    """Other decisions stand in it too."""
    from laeringslopp.facts import OPEN
    from tests.municipality import OPERATIONS, disclosed, entry, opened

    first = client.get(PAPER)
    sensors.append([entry("alarmer", opened(title="Alarmer", tags=("velferd",), access=OPEN))])
    sensors.append([entry("alarmer", disclosed(what_happened="Batteriet gikk tomt"), OPERATIONS)])
    second = client.get(PAPER, headers={"If-None-Match": first.headers["etag"]})
    assert "Batteriet gikk tomt" in second.text


def test_the_public_is_told_that_something_is_left_out_and_never_what(client: TestClient, sensors: Register):
    """On every format."""
    for written in ("md", "html", "json"):
        told = client.get(f"{PAPER}?format={written}&as=public&lang=nb").text
        assert SECRET not in told
        assert "2 oppføringer er utelatt" in told
        assert GROUND in told


def test_a_page_that_is_fetched_runs_nothing(client: TestClient, sensors: Register):
    """It brings its own style, which the policy names by its digest."""
    policy = client.get(f"{PAPER}?format=html").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "style-src 'sha256-" in policy


def test_what_is_asked_wrongly_is_said(client: TestClient, sensors: Register):
    """A misspelt format is no other format."""
    assert [at for at, _ in pointers(client.get(f"{PAPER}?format=odt"))] == ["/format"]
    assert [at for at, _ in pointers(client.get(f"{PAPER}?as_of=yesterday"))] == ["/as_of"]
    problem(client.get("/api/decisions/nowhere/paper"), 404, "unknown")
    problem(client.get(f"{PAPER}?format=html", headers={"Accept": "image/png"}), 406, "not-acceptable")


def test_fiks_takes_what_nobody_recorded_from_the_installations_file(sensors: Register, tmp_path: Path):
    """Without one, every field that is missing is named."""
    missing = dict(pointers(client_of(sensors).get(f"{PAPER}?format=fiks")))
    assert "/sak/saksansvarlig" in missing
    file = tmp_path / "fields.json"
    file.write_text(json.dumps(FIELDS), encoding="utf-8")
    answer = client_of(sensors, fields=str(file)).get(f"{PAPER}?format=fiks")
    assert answer.json()["sak"]["saksansvarlig"] == "Kommunedirektøren"
    problem(client_of(sensors, fields=str(tmp_path / "none")).get(f"{PAPER}?format=fiks"), 422, "invalid")


def test_that_it_is_sent_is_recorded_once(client: TestClient, sensors: Register):
    """Up to the last entry that those it is for may see."""
    body = {"by": BY, "organ": "Kommunestyret", "meeting": "2026-04-09"}
    key = {"Idempotency-Key": "sent-1"}
    first, again = (client.post(f"{PAPER}/sent", json=body, headers=key) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200), first.text
    fact = sensors.entry("sensorer", first.json()["version"]).fact  # type: ignore[union-attr]
    # The fourth entry is a failure that only operations may read.
    assert (fact.to_level, fact.up_to_version, fact.meeting) == ("political", 3, date(2026, 4, 9))  # type: ignore[union-attr]
    problem(client.post(f"{PAPER}/sent", json={**body, "organ": "Formannskapet"}, headers=key), 422, "key-reused")


def test_what_is_sent_wrongly_is_said(client: TestClient, sensors: Register):
    """Nothing is recorded by it."""
    before = sensors.version("sensorer")
    sent = f"{PAPER}/sent"
    assert [at for at, _ in pointers(client.post(sent, json={"by": BY, "organn": "x"}))] == ["/organn"]
    assert [at for at, _ in pointers(client.post(sent, json={"by": BY, "to_level": "nobody"}))] == ["/to_level"]
    problem(client.post("/api/decisions/nowhere/paper/sent", json={"by": BY}), 404, "unknown")
    assert sensors.version("sensorer") == before


def test_what_would_be_said_of_sending_it_is_told_without_doing_it(client: TestClient, sensors: Register):
    """As of every other act on record."""
    before = sensors.version("sensorer")
    answer = client.post(f"{PAPER}/sent?dry_run=true", json={"by": BY})
    assert (answer.status_code, answer.json()) == (200, {"refusals": [], "remarks": []})
    assert sensors.version("sensorer") == before


def test_the_organisations_own_template_is_used_for_its_format(sensors: Register, tmp_path: Path):
    """Whoever fetches the paper gets it as the organisation writes it; what is wrong with the template is said."""
    file = tmp_path / "ours.html"
    file.write_text("<p>Nordfjord: {{ title }}</p>{{ body }}", encoding="utf-8")
    client = client_of(sensors, template=str(file))
    assert client.get(f"{PAPER}?format=html").text.startswith("<p>Nordfjord: ")
    assert not client.get(f"{PAPER}?format=md").text.startswith("<p>")
    file.write_text("<p>{{ titel }}", encoding="utf-8")
    problem(client.get(f"{PAPER}?format=html"), 422, "invalid")
    file.unlink()
    problem(client.get(f"{PAPER}?format=html"), 422, "invalid")


def test_the_organisations_own_word_document_too(sensors: Register, tmp_path: Path):
    """Most papers are written in Word; the page, and what needs no template, are as before."""

    def write(*paragraphs: str) -> None:
        document = docx.Document()
        for text in paragraphs:
            document.add_paragraph(text)
        document.save(str(file))

    file = tmp_path / "ours.docx"
    write("Nordfjord: {{ title }}", "{{p body }}")
    client = client_of(sensors, template=str(file))
    made = client.get(f"{PAPER}?format=docx")
    assert docx.Document(BytesIO(made.content)).paragraphs[0].text.startswith("Nordfjord: ")
    assert client.get(f"{PAPER}?format=html").status_code == 200
    for wrong, where in (
        ("{{ title ", "Paragraph 2"),
        ("{{ titel }}", "There is no field titel. The nearest is title."),
    ):
        write("Nordfjord", wrong, "{{p body }}")
        answer = client.get(f"{PAPER}?format=docx&lang=en")
        problem(answer, 422, "invalid")
        assert where in answer.json()["detail"]
