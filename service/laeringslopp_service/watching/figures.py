"""What is counted while the service runs."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from laeringslopp import Register
from laeringslopp.watching import Watcher
from laeringslopp_service.bounds import Connections, Lane, Room
from laeringslopp_service.live import Live
from laeringslopp_service.watching.traces import Tracing

PREFIX = "laeringslopp_"
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
LARGEST_GROUP = 4096
UNNAMED = "failed"
"""The reason of a StoreError that gives none."""


class Figures(Watcher):
    """Counts what the register does and how requests go. Labels are ours alone, so their number is bounded."""

    def __init__(self, tracing: Tracing) -> None:
        self.registry = CollectorRegistry()
        self._tracing = tracing
        self._appends = Counter(f"{PREFIX}appends", "Appends that were recorded.", registry=self.registry)
        self._facts = Counter(f"{PREFIX}facts_recorded", "Facts that were recorded here.", registry=self.registry)
        self._failed = Counter(
            f"{PREFIX}appends_failed", "Appends that the store did not take.", registry=self.registry
        )
        self._lost = Counter(
            f"{PREFIX}conflicts", "Appends before which somebody else had recorded.", registry=self.registry
        )
        self._requests = Histogram(
            f"{PREFIX}request_seconds",
            "How long requests took; of what is listened to, until it began.",
            ("method", "route", "status"),
            buckets=SECONDS,
            registry=self.registry,
        )
        self.trouble: str | None = None
        """Why the last append was not taken; None: it was."""
        self._of: dict[tuple[str, str, int], Histogram] = {}

    def span(self, name: str) -> AbstractContextManager[object]:
        """Told on to whoever collects traces."""
        return self._tracing.span(name)

    def recorded(self, facts: int) -> None:
        """Counts an append."""
        self.trouble = None
        self._appends.inc()
        self._facts.inc(facts)

    def failed(self, reason: str) -> None:
        """Counts an append that the store did not take."""
        self.trouble = reason or UNNAMED
        self._failed.inc()  # without the reason: of a figure that is not there before, nobody sees that it grew

    def lost(self) -> None:
        """Counts a lost race."""
        self._lost.inc()

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Counts a request."""
        known = (method, route, status)
        histogram = self._of.get(known)
        if histogram is None:
            histogram = self._of[known] = self._requests.labels(*known)
        histogram.observe(seconds)


class Crowds(Collector):
    """How many are at work, wait and listen; looked up when somebody asks."""

    def __init__(self, register: Register, rooms: Mapping[Lane, Room], live: Live, connections: Connections) -> None:
        self._register, self._rooms, self._live, self._connections = register, rooms, live, connections

    def describe(self) -> Iterator[Metric]:
        """Nothing beforehand: what is asked for is collected once."""
        yield from ()

    def collect(self) -> Iterator[Metric]:
        """The figures."""
        lane = ("lane",)
        working = GaugeMetricFamily(f"{PREFIX}requests_working", "Requests that are worked on.", labels=lane)
        waiting = GaugeMetricFamily(f"{PREFIX}requests_waiting", "Requests that wait for that.", labels=lane)
        away = CounterMetricFamily(f"{PREFIX}turned_away", "Requests there was no room for.", labels=lane)
        for name, room in self._rooms.items():
            working.add_metric([name], room.working)
            waiting.add_metric([name], room.waiting)
            away.add_metric([name], room.turned_away)
        yield from (working, waiting, away)
        yield GaugeMetricFamily(f"{PREFIX}listeners", "How many listen.", self._live.count)
        yield CounterMetricFamily(f"{PREFIX}connections_cut", "Connections that were too slow.", self._connections.cut)
        yield _groups(self._register.store.group_sizes())


def _groups(sizes: Mapping[int, int]) -> Metric:
    """How many appends were committed together."""
    told, count, size = [], 0, 1
    while size <= LARGEST_GROUP:
        count += sizes.get(size, 0)
        told.append((str(float(size)), count))
        size *= 2
    told.append(("+Inf", sum(sizes.values())))
    family = HistogramMetricFamily(f"{PREFIX}group_size", "Appends in one commit, rounded up to a power of two.")
    family.add_metric([], told, sum(size * times for size, times in sizes.items()))
    return family
