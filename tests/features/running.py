"""Running a feature file the way somebody without Python does."""

import os
import subprocess
import sys
from pathlib import Path


def run(folder: Path, *arguments: str, python: str = sys.executable) -> tuple[int, str]:
    """What pytest answers in a folder of its own, where the project is nowhere near."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "PYTHON"))}
    done = subprocess.run(
        [python, "-m", "pytest", "-p", "no:cacheprovider", *arguments],
        cwd=folder,
        env={**environment, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
    )
    return done.returncode, done.stdout + done.stderr


def write(folder: Path, name: str, text: str) -> Path:
    """A file as somebody wrote it."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file
