"""What is counted, and that what is drawn and warned of is counted."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from ruamel.yaml import YAML
from starlette.testclient import TestClient

from laeringslopp import Register
from tests.municipality import entry, started
from tests.service.calling import NOTE, body
from tests.watching.conftest import ALERTS, drawn

PROMQL = frozenset(
    [
        "sum",
        "rate",
        "increase",
        "by",
        "le",
        "histogram_quantile",
        "max",
        "min",
        "min_over_time",
        "avg",
        "and",
        "or",
        "unless",
        "on",
        "without",
        "absent",
        "clamp_min",
        "lane",
        "route",
        "status",
        "method",
        "rule",
        "view",
        "webhook",
        "job",
        "instance",
        "up",
    ]
)


def samples(client: TestClient) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    """Each figure by its name and labels."""
    families = text_string_to_metric_families(client.get("/metrics").text)
    return {(each.name, frozenset(each.labels.items())): each.value for family in families for each in family.samples}


def test_what_the_register_does_is_counted(town: Register, client: TestClient):
    """Appends, facts, groups; and lost races."""
    town.append([entry("sensorer", started())])
    answer = client.post("/api/decisions/sensorer/facts", json=body(NOTE, NOTE))
    assert answer.status_code == 201
    stale = client.post("/api/decisions/sensorer/facts", json=body(NOTE), headers={"If-Match": '"1"'})
    assert stale.status_code == 412
    told = samples(client)
    nothing: frozenset[Any] = frozenset()
    assert told["laeringslopp_appends_total", nothing] == 2
    assert told["laeringslopp_facts_recorded_total", nothing] == 3
    assert told["laeringslopp_conflicts_total", nothing] == 1
    assert told["laeringslopp_group_size_count", nothing] >= 3
    assert told["laeringslopp_group_size_bucket", frozenset({("le", "1.0")})] >= 3


def test_requests_are_counted_by_route_and_never_by_what_was_asked(client: TestClient):
    """However many addresses somebody tries: the number of figures is bounded."""
    for number in range(30):
        client.get(f"/api/decisions/x{number}/timeline")
        client.get(f"/nowhere-{number}")
        client.request(f"ODD{number}", f"/api/{number}")
    counts = {labels: value for (name, labels), value in samples(client).items() if name.endswith("seconds_count")}
    by_route = {dict(labels)["route"]: value for labels, value in counts.items() if value >= 30}
    assert by_route["/api/decisions/{decision_id}/timeline"] == 30
    assert by_route["(none)"] >= 30
    assert {dict(labels)["method"] for labels in counts} == {"GET", "other"}
    assert len(counts) < 8


def expressions() -> Iterator[str]:
    """All that the dashboard draws and the rules warn of."""
    yield from drawn()
    for group in YAML(typ="safe").load(ALERTS)["groups"]:
        for rule in group["rules"]:
            yield rule["expr"]


@pytest.mark.parametrize("expression", list(expressions()))
def test_every_figure_that_is_drawn_or_warned_of_exists(client: TestClient, expression: str):
    """A dashboard that asks for what nobody counts shows an empty picture, and an alarm never sounds."""
    client.get("/api/decisions")
    known = {name for name, _ in samples(client)} | {"laeringslopp_refused_total"}
    families = {family.name for family in text_string_to_metric_families(client.get("/metrics").text)}
    bare = re.sub(r'"[^"]*"|\[[^\]]*\]', "", expression)
    named = set(re.findall(r"[a-zA-Z_:][a-zA-Z0-9_:]*", bare)) - PROMQL
    assert named
    assert {name for name in named if name not in known and name.removesuffix("_total") not in families} == set()


def test_every_alarm_says_what_it_means_and_what_to_do():
    """To somebody who is woken by it."""
    for group in YAML(typ="safe").load(ALERTS)["groups"]:
        for rule in group["rules"]:
            assert rule["annotations"]["summary"]
            assert rule["annotations"]["description"]
            assert rule["labels"]["severity"] in ("page", "ticket")
