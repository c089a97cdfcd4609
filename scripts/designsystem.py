"""Fetch the stylesheets of Digdir's Designsystemet, so that the pages need nothing from another host.

`python scripts/designsystem.py [VERSION]`: the newest, when no version is given. Needs npm.
"""

import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "@digdir/designsystemet-css"
HERE = Path(__file__).resolve().parent.parent / "service/laeringslopp_service/pages/static/designsystemet"
FILES = {
    "package/dist/src/index.css": "designsystemet.css",
    "package/dist/theme/designsystemet.css": "theme.css",
    "package/LICENSE": "LICENSE",
}
SOURCE_MAP = re.compile(r"\s*/\*[#@]\s*sourceMappingURL=.*?\*/")
INLINE = re.compile(r"""url\((["']?)data:.*?\1\)""", re.DOTALL)
ELSEWHERE = re.compile(r"@import|url\(|https?://|//[a-z0-9-]+\.", re.IGNORECASE)


def packed(version: str, folder: Path, package: str = PACKAGE) -> Path:
    """The package as npm gives it."""
    npm = shutil.which("npm") or sys.exit("npm is needed, and was not found")
    command = [npm, "pack", "--loglevel", "error", f"{package}@{version}"]
    if subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL).returncode:
        sys.exit(f"npm could not fetch {package}@{version}")
    return next(folder.glob("*.tgz"))


def text_of(package: tarfile.TarFile, name: str) -> str:
    content = package.extractfile(name)
    if content is None:
        sys.exit(f"{name} is no file in {PACKAGE}")
    return content.read().decode("utf-8")


def self_contained(name: str, text: str) -> str:
    """The stylesheet without its source map; one that would load anything is refused."""
    text = SOURCE_MAP.sub("", text)
    if found := ELSEWHERE.search(INLINE.sub("", text)):
        sys.exit(f"{name} would load something from elsewhere: {found.group()}")
    return text


def main() -> None:
    asked = sys.argv[1] if len(sys.argv) > 1 else "latest"
    with tempfile.TemporaryDirectory() as folder:
        archive = packed(asked, Path(folder))
        with tarfile.open(archive) as package:
            texts = {target: text_of(package, source) for source, target in FILES.items()}
    version = archive.stem.rsplit("-css-", 1)[1]
    HERE.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        kept = self_contained(name, text) if name.endswith(".css") else text
        (HERE / name).write_text(kept.rstrip() + "\n", encoding="utf-8", newline="\n")
    (HERE / "VERSION.txt").write_text(f"{PACKAGE} {version}\n", encoding="utf-8", newline="\n")
    print(f"{PACKAGE} {version}")


if __name__ == "__main__":
    main()
