"""Installs the peers into ``.peers``, by pip and npm, from wherever those two are set up to look."""

import shutil
import subprocess
import sys

from benchmarks.peers import HERE, NODE, PYTHON


def main() -> int:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--upgrade"]
    wanted = [subprocess.call([*pip, "--target", str(PYTHON), "-r", str(HERE / "requirements.txt")])]
    NODE.mkdir(parents=True, exist_ok=True)
    shutil.copy(HERE / "package.json", NODE)
    npm = shutil.which("npm")
    if npm is None:
        print("there is no npm here; Emmett and Message DB need it", file=sys.stderr)
        return 1
    # Some of Emmett's own peers are named in versions that were never published; package.json names those that fit.
    wanted.append(subprocess.call([npm, "install", "--no-audit", "--no-fund", "--legacy-peer-deps"], cwd=NODE))
    return max(wanted)


if __name__ == "__main__":
    sys.exit(main())
