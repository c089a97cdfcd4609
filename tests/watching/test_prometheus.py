"""Prometheus' own tool on what we give it: the figures, the alarms, and when each of them sounds.

Where it is missing this is skipped: ``apt install prometheus`` brings it.
"""

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from starlette.testclient import TestClient

from tests.watching.conftest import ALERTS, drawn

TOOL = shutil.which("promtool")
pytestmark = pytest.mark.skipif(TOOL is None, reason="promtool is not installed; Debian's prometheus brings it")

WELL = {
    "laeringslopp_register_reached": "1x400",
    "laeringslopp_views_followed": "1x400",
    "laeringslopp_appends_failed_total": "0x400",
    'laeringslopp_turned_away_total{lane="disclosing"}': "0x400",
    'laeringslopp_turned_away_total{lane="dear"}': "0+3x400",
    'laeringslopp_request_seconds_count{route="/",status="200"}': "0+600x400",
    'laeringslopp_request_seconds_count{route="/",status="503"}': "0+6x400",
    'laeringslopp_request_seconds_bucket{route="/",le="0.1"}': "0+600x400",
    'laeringslopp_request_seconds_bucket{route="/",le="5.0"}': "0+600x400",
    'laeringslopp_request_seconds_bucket{route="/",le="+Inf"}': "0+600x400",
    'laeringslopp_view_stopped{view="trials"}': "0x400",
    'laeringslopp_view_behind{view="trials"}': "0 5000 4000 3000 0x396",
    'laeringslopp_webhook_behind{webhook="hook-1"}': "0 40 30 20 0x396",
    'laeringslopp_webhook_behind{webhook="hook-2"}': "40x400",
    'laeringslopp_webhook_active{webhook="hook-1"}': "1x400",
    'laeringslopp_webhook_active{webhook="hook-2"}': "0x400",
    'laeringslopp_webhook_ended{webhook="hook-1"}': "0x400",
    'laeringslopp_webhook_dead_letters{webhook="hook-1"}': "0x400",
}
"""Every minute. A view and a webhook catch up, somebody is told to come again, one webhook is paused: no alarm."""


@dataclass
class Ill:
    """What is otherwise, and when the alarm sounds."""

    series: Mapping[str, str]
    """At each minute; ``_``: there is none."""
    after: int
    """Minutes, counted from the beginning."""
    labels: Mapping[str, str] = field(default_factory=dict)


BEFORE = 5
"""Minutes before it sounds in which it does not yet; versions of Prometheus differ by one at the edge."""
HOOK, TRIALS = {"webhook": "hook-1"}, {"view": "trials"}
ILL = {
    "LaeringsloppDisclosuresTurnedAway": Ill(
        {'laeringslopp_turned_away_total{lane="disclosing"}': "0x10 1x390"}, 11, {"lane": "disclosing"}
    ),
    "LaeringsloppSilent": Ill({"laeringslopp_register_reached": "_x400"}, 5),
    "LaeringsloppRegisterAway": Ill({"laeringslopp_register_reached": "1x10 0x390"}, 12),
    "LaeringsloppCannotRecord": Ill({"laeringslopp_appends_failed_total": "0x10 1x390"}, 11),
    "LaeringsloppFails": Ill({'laeringslopp_request_seconds_count{route="/",status="503"}': "0+60x400"}, 8),
    "LaeringsloppSlow": Ill({'laeringslopp_request_seconds_bucket{route="/",le="0.1"}': "0+500x400"}, 13),
    "LaeringsloppOverloaded": Ill({'laeringslopp_turned_away_total{lane="dear"}': "0+90x400"}, 12),
    "LaeringsloppViewStopped": Ill({'laeringslopp_view_stopped{view="trials"}': "0x10 1x390"}, 11, TRIALS),
    "LaeringsloppViewBehind": Ill({'laeringslopp_view_behind{view="trials"}': "5000x400"}, 10, TRIALS),
    "LaeringsloppViewsNotFollowed": Ill({"laeringslopp_views_followed": "0x400"}, 5),
    "LaeringsloppWebhookDeadLetters": Ill(
        {'laeringslopp_webhook_dead_letters{webhook="hook-1"}': "0x10 1x390"}, 11, HOOK
    ),
    "LaeringsloppWebhookBehind": Ill({'laeringslopp_webhook_behind{webhook="hook-1"}': "0x10 1x390"}, 133, HOOK),
    "LaeringsloppWebhookEnded": Ill({'laeringslopp_webhook_ended{webhook="hook-1"}': "0x10 1x390"}, 11, HOOK),
}


def alarms() -> Iterator[dict[str, Any]]:
    """Each rule."""
    for group in YAML(typ="safe").load(ALERTS)["groups"]:
        yield from group["rules"]


def ran(*given: str | Path, told: str | None = None) -> None:
    """The tool, which has nothing to find fault with."""
    assert TOOL
    answer = subprocess.run([TOOL, *map(str, given)], input=told, capture_output=True, text=True, timeout=60)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "lint" not in answer.stderr, answer.stderr


def test_the_rules_are_rules():
    """As Prometheus reads them."""
    ran("check", "rules", ALERTS)


def test_the_figures_are_as_prometheus_would_have_them(client: TestClient):
    """Their names and their help."""
    client.get("/api/decisions")
    ran("check", "metrics", told=client.get("/metrics").text)


def test_what_the_dashboard_draws_is_promql(tmp_path: Path):
    """A panel of which the expression is none stays empty, and nobody is told why."""
    rules = [{"record": f"drawn:{at}", "expr": expression} for at, expression in enumerate(drawn())]
    (tmp_path / "rules.yml").write_text(json.dumps({"groups": [{"name": "drawn", "rules": rules}]}))
    ran("check", "rules", tmp_path / "rules.yml")


def test_each_alarm_sounds_when_it_should_and_not_before(tmp_path: Path):
    """And none of them while all is well."""
    assert {alarm["alert"] for alarm in alarms()} == set(ILL)
    tests = [_test("well", WELL, [_heard(alarm, 300, None) for alarm in alarms()])]
    for alarm in alarms():
        ill = ILL[alarm["alert"]]
        heard = [_heard(alarm, ill.after - BEFORE, None), _heard(alarm, ill.after, ill)]
        tests.append(_test(alarm["alert"], {**WELL, **ill.series}, heard))
    told = {"rule_files": [str(ALERTS)], "evaluation_interval": "1m", "tests": tests}
    (tmp_path / "tests.yml").write_text(json.dumps(told))
    ran("test", "rules", tmp_path / "tests.yml")


def _test(name: str, series: Mapping[str, str], heard: list[dict[str, Any]]) -> dict[str, Any]:
    given = [{"series": each, "values": values} for each, values in series.items()]
    return {"name": name, "interval": "1m", "input_series": given, "alert_rule_test": heard}


def _heard(alarm: Mapping[str, Any], minutes: int, ill: Ill | None) -> dict[str, Any]:
    """That it sounds after so many minutes, or does not."""
    sounds = [{"exp_labels": {**alarm["labels"], **ill.labels}, "exp_annotations": alarm["annotations"]}] if ill else []
    return {"eval_time": f"{minutes}m", "alertname": alarm["alert"], "exp_alerts": sounds}
