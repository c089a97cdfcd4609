"""Traces from a request to its commit, and nothing of them where nobody collects them."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from starlette.testclient import TestClient

from laeringslopp import ExtraMissing, Register
from laeringslopp_service.app import create_app
from laeringslopp_service.settings import Settings
from laeringslopp_service.watching.traces import Telemetry, tracing
from tests.municipality import Clock, entry, opened, register
from tests.service.calling import NOTE, body
from tests.service.conftest import postgres_register, server

__all__ = ["postgres_register", "server"]

TRACE, PARENT = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"


@pytest.fixture
def spans() -> InMemorySpanExporter:
    """What is collected."""
    return InMemorySpanExporter()


@pytest.fixture
def client(spans: InMemorySpanExporter) -> Iterator[TestClient]:
    """A program before a service that is traced."""
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(spans))
    with register(clock=Clock()) as town:
        town.append([entry("sensorer", opened())])
        yield TestClient(create_app(town, Settings(), Telemetry(provider)), base_url="http://localhost")


def named(spans: InMemorySpanExporter) -> dict[str, ReadableSpan]:
    """Each span by its name."""
    return {span.name: span for span in spans.get_finished_spans()}


def test_a_write_is_followed_from_the_request_to_its_commit(client: TestClient, spans: InMemorySpanExporter):
    """Also through the thread that records, and from whoever sent it."""
    sent = {"traceparent": f"00-{TRACE}-{PARENT}-01"}
    assert client.post("/api/decisions/sensorer/facts", json=body(NOTE), headers=sent).status_code == 201
    found = named(spans)
    request = found["POST /api/decisions/{decision_id}/facts"]
    append, commit = found["register.append"], found["store.commit"]
    assert request.parent is not None
    assert f"{request.parent.span_id:016x}" == PARENT
    assert append.parent == request.context
    assert commit.parent == append.context
    assert {f"{span.context.trace_id:032x}" for span in found.values() if span.context} == {TRACE}
    assert request.attributes is not None
    assert request.attributes["http.response.status_code"] == 201
    assert request.attributes["laeringslopp.request_id"] == TRACE


def test_a_span_says_nothing_of_what_was_sent(client: TestClient, spans: InMemorySpanExporter):
    """Not even in an error."""
    client.post("/api/decisions/sensorer/facts", json=body({**NOTE, "note": "HEMMELIG", "concerns": "HEMMELIG"}))
    client.post("/api/decisions/sensorer/facts", json=body({"kind": "lesson-drawn", "text": "HEMMELIG"}))
    client.get("/api/decisions/HEMMELIG/timeline?level=HEMMELIG")
    told = [span.to_json() for span in spans.get_finished_spans()]
    assert len(told) >= 3
    assert [each for each in told if "HEMMELIG" in each] == []


def test_nobody_who_does_not_collect_pays_for_it():
    """Neither the library nor the service loads it."""
    code = (
        "import sys, laeringslopp, laeringslopp_service.app as app\n"
        "app.create_app('memory:')\n"
        "print([name for name in sys.modules if name.startswith('opentelemetry.sdk') or 'otlp' in name])\n"
    )
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert told.strip() == "[]"


def test_a_register_that_nobody_watches_does_as_before():
    """The embedded library."""
    with Register.open("memory:", clock=Clock()) as town:
        assert town.append([entry("sensorer", opened())]).version == 1


def test_who_wants_traces_without_what_sends_them_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch):
    """Before the service starts."""
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)
    with pytest.raises(ExtraMissing, match=r"laeringslopp\[telemetry\]"):
        tracing("http://127.0.0.1:4318/v1/traces")


def test_each_of_those_who_record_together_has_a_trace_to_the_commit_of_its_own(
    postgres_register: str, spans: InMemorySpanExporter
):
    """PostgreSQL takes in one commit what comes in one moment; whose wait it was is seen all the same."""
    provider, many = TracerProvider(), 12
    provider.add_span_processor(SimpleSpanProcessor(spans))
    with Register.open(postgres_register) as town:
        town.append([entry(f"d{at}", opened()) for at in range(many)])
        client = TestClient(create_app(town, Settings(), Telemetry(provider)), base_url="http://localhost")

        def note(at: int) -> int:
            sent = {"traceparent": f"00-{at + 1:032x}-{PARENT}-01"}
            note = {**NOTE, "note": "HEMMELIG"}
            where = f"/api/decisions/d{at % many}/facts"
            return int(client.post(where, json=body(note), headers=sent).status_code)

        with client, ThreadPoolExecutor(many) as crowd:
            asked = 0
            while max(town.store.group_sizes()) == 1 and asked < 50 * many:
                assert list(crowd.map(note, range(asked, asked + many))) == [201] * many
                asked += many
        assert max(town.store.group_sizes()) > 1
    told = spans.get_finished_spans()
    for at in range(asked):
        ours = {span.name: span for span in told if span.context and span.context.trace_id == at + 1}
        request = ours["POST /api/decisions/{decision_id}/facts"]
        assert ours["register.append"].parent == request.context
        assert ours["store.commit"].parent == ours["register.append"].context
    assert [span for span in told if "HEMMELIG" in span.to_json()] == []
