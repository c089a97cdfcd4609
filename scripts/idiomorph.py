"""Fetch idiomorph, which changes a page into its newer self without disturbing what stays the same.

`python scripts/idiomorph.py [VERSION]`: the newest, when no version is given. Needs npm.
"""

import re
import sys
import tarfile
import tempfile
from pathlib import Path

from designsystem import packed, text_of

PACKAGE = "idiomorph"
HERE = Path(__file__).resolve().parent.parent / "service/laeringslopp_service/pages/static/idiomorph"
FILES = {"package/dist/idiomorph.min.js": "idiomorph.js", "package/LICENSE": "LICENSE"}
UNWANTED = re.compile(r"\beval\(|new Function|https?://(?!www\.w3\.org)|\bimport\(")
"""What the pages' own rules would not let run, or that would ask another host."""


def main() -> None:
    asked = sys.argv[1] if len(sys.argv) > 1 else "latest"
    with tempfile.TemporaryDirectory() as folder:
        archive = packed(asked, Path(folder), PACKAGE)
        with tarfile.open(archive) as package:
            texts = {target: text_of(package, source) for source, target in FILES.items()}
    if found := UNWANTED.search(texts["idiomorph.js"]):
        sys.exit(f"idiomorph.js would do what no page of ours may: {found.group()}")
    HERE.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (HERE / name).write_text(text.rstrip() + "\n", encoding="utf-8", newline="\n")
    version = archive.stem.removeprefix(f"{PACKAGE}-")
    (HERE / "VERSION.txt").write_text(f"{PACKAGE} {version}\n", encoding="utf-8", newline="\n")
    print(f"{PACKAGE} {version}")


if __name__ == "__main__":
    main()
