"""Each tag of a feature is a marker, so that `pytest -m RULE-ID` runs one rule's scenarios."""

import pytest


def pytest_configure(config: pytest.Config) -> None:
    lines = {
        line.strip()
        for feature in (config.rootpath / "features").rglob("*.feature")
        for line in feature.read_text(encoding="utf-8").splitlines()
    }
    for tag in sorted({word for line in lines if line.startswith("@") for word in line.split()}):
        config.addinivalue_line("markers", f"{tag.removeprefix('@')}: scenarios tagged {tag}")
