"""A register in a file, a program before it, and what comes with the service for those who watch it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from laeringslopp import Register
from tests.municipality import Clock, entry, opened
from tests.service.conftest import client_of

OBSERVED = Path(__file__).parent.parent.parent / "docs" / "observability"
DASHBOARD, ALERTS = OBSERVED / "grafana.json", OBSERVED / "alerts.yml"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Register]:
    """A register in a file."""
    with Register.open(f"sqlite:///{tmp_path}/x.db", clock=Clock()) as made:
        made.append([entry("sensorer", opened())])
        yield made


@pytest.fixture
def client(town: Register) -> TestClient:
    """A program before it."""
    return client_of(town)


def drawn() -> Iterator[str]:
    """Every expression of the dashboard."""
    for panel in json.loads(DASHBOARD.read_text(encoding="utf-8"))["panels"]:
        for target in panel["targets"]:
            yield target["expr"]
