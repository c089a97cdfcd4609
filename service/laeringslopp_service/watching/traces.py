"""Traces from a request to its commit, where somebody collects them: ``laeringslopp[telemetry]``."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

from laeringslopp import ExtraMissing

if TYPE_CHECKING:
    from opentelemetry.trace import TracerProvider

_NOTHING: AbstractContextManager[None] = nullcontext()
NAME = "laeringslopp"
PATIENCE = 3.0
"""Seconds in which who collects has to take some; a service that stops waits no longer for one that is away."""


class Tracing:
    """Nobody collects."""

    is_on = False

    def span(self, name: str) -> AbstractContextManager[object]:
        """What is done inside of it belongs together."""
        return _NOTHING

    def request(self, headers: Mapping[str, str], method: str) -> AbstractContextManager[Any]:
        """A request; what it gives is told the rest once that is known."""
        return _NOTHING

    def stop(self) -> None:
        """Sends what is left."""


class Telemetry(Tracing):
    """OpenTelemetry's spans. They carry a method, a route, a status and an id, and nothing that was sent."""

    is_on = True

    def __init__(self, provider: "TracerProvider") -> None:
        from opentelemetry.trace import SpanKind
        from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

        self._provider, self._tracer = provider, provider.get_tracer(NAME)
        self._server = SpanKind.SERVER
        self._propagator = TraceContextTextMapPropagator()

    @contextmanager
    def span(self, name: str) -> Iterator[None]:
        """A span below the one that is open; an error is told by its kind alone."""
        with self._tracer.start_as_current_span(name, record_exception=False, set_status_on_exception=False) as span:
            try:
                yield
            except Exception as error:
                span.set_attribute("error.type", type(error).__name__)
                raise

    def request(self, headers: Mapping[str, str], method: str) -> AbstractContextManager[Any]:
        """The span of a request, below that of whoever sent it (W3C Trace Context)."""
        return self._tracer.start_as_current_span(
            method,
            self._propagator.extract(headers),
            self._server,
            record_exception=False,
            set_status_on_exception=False,
        )

    def stop(self) -> None:
        """Sends what is left."""
        shutdown = getattr(self._provider, "shutdown", None)
        if shutdown is not None:
            shutdown()


def tracing(address: str | None) -> Tracing:
    """Sends traces to an address (OTLP over HTTP); to nobody without one. Raises ExtraMissing."""
    if address is None:
        return Tracing()
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ModuleNotFoundError as error:
        raise ExtraMissing("LAERINGSLOPP_TRACES", "telemetry") from error

    provider = TracerProvider(resource=Resource.create({"service.name": NAME}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=address, timeout=PATIENCE)))
    return Telemetry(provider)
