"""Scenarios tagged @http run again through the service: the same sentences, the same answers."""

from collections.abc import Callable, Iterator

import pytest
from pytest_bdd import scenario
from pytest_bdd.feature import get_features
from pytest_bdd.scenario import make_python_name

from laeringslopp.testing import Given
from tests.features.service import Service
from tests.features.written import FEATURES


@pytest.fixture
def way_in() -> Iterator[Callable[[Given], Service]]:
    """A service before the register, instead of the library itself."""
    begun: list[Service] = []

    def serve(given: Given) -> Service:
        begun.append(Service(given))
        return begun[-1]

    yield serve
    for service in begun:
        service.close()
    assert sum(service.calls for service in begun), "nothing of this scenario went through the service"


def _again(path: str, name: str) -> Callable[[], None]:
    @scenario(path, name)
    def run() -> None: ...

    return run


for feature in get_features([str(FEATURES)]):
    for name in [name for name, told in feature.scenarios.items() if "http" in told.tags]:
        globals()[f"test_{feature.language}_{make_python_name(name)}"] = _again(feature.filename, name)
