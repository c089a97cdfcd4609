"""What a stranger installs."""

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_wheel_holds_everything_that_runs(tmp_path: Path):
    """The demo, the words and the pages work from an installed wheel, without the repository."""
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    wanted = [
        *(f"laeringslopp/cases/{case.name}" for case in (ROOT / "src/laeringslopp/cases").glob("*.jsonl")),
        *(f"laeringslopp/story/locale/{language}/LC_MESSAGES/story.mo" for language in ("nb", "nn", "en")),
        *(f"laeringslopp_service/pages/locale/{language}/LC_MESSAGES/pages.mo" for language in ("nb", "nn", "en")),
        *(
            f"laeringslopp/store/postgres/steps/{s.name}"
            for s in (ROOT / "src/laeringslopp/store/postgres/steps").glob("*")
        ),
        "laeringslopp/scenarios.json",
        "laeringslopp/py.typed",
        "laeringslopp_service/py.typed",
        "laeringslopp_service/api/docs.html",
        "laeringslopp_service/pages/templates/decision.html",
        "laeringslopp_service/pages/static/site.css",
        "laeringslopp_service/pages/static/designsystemet/LICENSE",
    ]
    assert len(wanted) > 18
    assert not [name for name in wanted if name not in held]
