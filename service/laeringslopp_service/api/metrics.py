"""Figures for those who keep the service running, in the form that Prometheus reads."""

from collections.abc import Iterator, Sequence
from contextlib import suppress

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from laeringslopp import Register, StoreError
from laeringslopp_service.api.answering import METRICS, VARY, accepted
from laeringslopp_service.api.describing import described
from laeringslopp_service.api.health import NOTHING
from laeringslopp_service.following import Following, following
from laeringslopp_service.hooks import Deliveries
from laeringslopp_service.hooks.standing import standings
from laeringslopp_service.watching.figures import PREFIX, Crowds, Figures

router = APIRouter()

VIEW = ("view",)
RULE = ("rule",)
OPENMETRICS = "application/openmetrics-text"
"""Prometheus asks for it first, and takes the other."""
WEBHOOK = ("webhook",)


@router.get("/metrics", **described("metrics", NOTHING))
def metrics(request: Request) -> Response:
    """How far the register and each view have come, and how requests go: numbers, nothing that is on record."""
    NOTHING.read(request)
    accepted(request, METRICS, OPENMETRICS)
    registry = CollectorRegistry()
    registry.register(Positions(following(request)))
    state = request.app.state
    figures: Figures = state.figures
    registry.register(Webhooks(state.deliveries))
    registry.register(Crowds(state.register, state.rooms, state.live, state.connections))
    told = generate_latest(registry) + generate_latest(figures.registry)
    return Response(told, headers={"Vary": VARY}, media_type=CONTENT_TYPE_LATEST)


class Positions(Collector):
    """Looked up when somebody asks."""

    def __init__(self, followed: Following) -> None:
        self._followed = followed

    def describe(self) -> Iterator[Metric]:
        """Nothing beforehand: what is asked for is collected once."""
        yield from ()

    def collect(self) -> Iterator[Metric]:
        """The figures; none of what cannot be read, for how requests go is to be told all the same."""
        followed = self._followed
        is_followed = not followed.has_died and followed.views.trouble is None
        yield GaugeMetricFamily(f"{PREFIX}views_followed", "1 while the views are brought on.", int(is_followed))
        last: int | None = None
        with suppress(StoreError):
            last = followed.register.position
        yield GaugeMetricFamily(f"{PREFIX}register_reached", "1 where the register can be read.", int(last is not None))
        if last is None:
            return
        yield GaugeMetricFamily(f"{PREFIX}register_position", "The last position recorded.", last)
        yield from _refusals(followed.register)
        with suppress(StoreError):
            yield from self._views()

    def _views(self) -> Sequence[Metric]:
        """How each view stands. Raises StoreError."""
        position = GaugeMetricFamily(f"{PREFIX}view_position", "How far readers of the view see.", labels=VIEW)
        behind = GaugeMetricFamily(f"{PREFIX}view_behind", "How many positions it lacks.", labels=VIEW)
        stopped = GaugeMetricFamily(f"{PREFIX}view_stopped", "1 where its function could not take a fact.", labels=VIEW)
        at = GaugeMetricFamily(f"{PREFIX}view_stopped_position", "Where that fact stands in the register.", labels=VIEW)
        building = GaugeMetricFamily(f"{PREFIX}view_rebuilding", "1 while it is built anew.", labels=VIEW)
        built = GaugeMetricFamily(f"{PREFIX}view_rebuilding_position", "How far the new one has come.", labels=VIEW)
        for status in self._followed.views.status():
            named = [status.view]
            position.add_metric(named, status.position)
            behind.add_metric(named, status.behind)
            stopped.add_metric(named, int(status.stop is not None))
            building.add_metric(named, int(status.rebuilding is not None))
            if status.stop is not None:
                at.add_metric(named, status.stop.position)
            if status.rebuilding is not None:
                built.add_metric(named, status.rebuilding)
        return position, behind, stopped, at, building, built


class Webhooks(Collector):
    """How each webhook stands; it is named by its id, never by where it leads."""

    def __init__(self, deliveries: Deliveries) -> None:
        self._deliveries = deliveries

    def describe(self) -> Iterator[Metric]:
        """Nothing beforehand: what is asked for is collected once."""
        yield from ()

    def collect(self) -> Iterator[Metric]:
        """The figures; none where the webhooks cannot be read."""
        with suppress(StoreError):
            yield from self._webhooks()

    def _webhooks(self) -> Sequence[Metric]:
        """How each stands. Raises StoreError."""
        behind = GaugeMetricFamily(f"{PREFIX}webhook_behind", "How many positions it lacks.", labels=WEBHOOK)
        active = GaugeMetricFamily(f"{PREFIX}webhook_active", "0 where it is paused or has ended.", labels=WEBHOOK)
        ended = GaugeMetricFamily(f"{PREFIX}webhook_ended", "1 where its receiver wants no more.", labels=WEBHOOK)
        waiting = GaugeMetricFamily(f"{PREFIX}webhook_waiting", "Facts that are tried again.", labels=WEBHOOK)
        dead = GaugeMetricFamily(f"{PREFIX}webhook_dead_letters", "Facts that were given up.", labels=WEBHOOK)
        for each in standings(self._deliveries):
            named = [each.hook.webhook_id]
            behind.add_metric(named, each.behind)
            active.add_metric(named, int(each.hook.state == "active"))
            ended.add_metric(named, int(each.hook.state == "ended"))
            waiting.add_metric(named, each.waiting)
            dead.add_metric(named, each.dead)
        return behind, active, ended, waiting, dead


def _refusals(register: Register) -> Iterator[CounterMetricFamily]:
    """How often each rule refused, in all organisations together; nothing where nobody counts."""
    counts = register.tally.counts() if register.tally is not None else None
    refused = CounterMetricFamily(f"{PREFIX}refused", "Attempts that the rule refused.", labels=RULE)
    followed = CounterMetricFamily(
        f"{PREFIX}refused_followed", "Those after which the same was recorded within a day.", labels=RULE
    )
    for rule_id, count in sorted((counts or {}).items()):
        refused.add_metric([rule_id], count.refused)
        followed.add_metric([rule_id], count.followed)
    yield from (refused, followed)
