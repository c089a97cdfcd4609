"""Peers that are no Python packages of the project's: where ``python -m benchmarks.peers`` installs them."""

from pathlib import Path

from benchmarks.measuring import NotInstalled

HERE = Path(__file__).parent
FOLDER = HERE.parent.parent / ".peers"
PYTHON, NODE = FOLDER / "python", FOLDER / "node"
MODULES = NODE / "node_modules"


def needed(path: Path) -> Path:
    """A file of an installed peer. Raises NotInstalled."""
    if not path.exists():
        raise NotInstalled("it is not installed; python -m benchmarks.peers")
    return path
