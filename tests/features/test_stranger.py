"""Somebody who has the wheel and no Python of their own writes a feature, and it runs."""

import re
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.features.running import run, write

ROOT = Path(__file__).parents[2]
BY_HAND = """\
# language: no
Egenskap: Slik gjør vi det i Nordfjord

  Bakgrunn:
    Gitt en sak "velferd", med organisasjon "nordfjord" og emneord "velferdsteknologi"
    Og disse reglene
      \"\"\"
      name = "nordfjord"
      based_on = "standard"

      [rules.only-deciding-level-chooses]
      mode = "refuse"
      \"\"\"

  @only-deciding-level-chooses
  Regel: Hos oss velger kommunestyret selv

    Scenario: Administrasjonen velger ikke
      Når en retning blir valgt i saken "velferd" av administrasjonen
      Så sier registeret nei, og ber om "beslutningsnivået"

    Scenario: Kommunestyret velger
      Når en retning blir valgt i saken "velferd" av kommunestyret
      Så blir det registrert, og regelen har ingen anmerkning

  @late
  Regel: Det som kommer sent, vises

    Scenariomal: Mer enn tretti dager er sent
      Gitt 90 dager senere
      Når feilen "f1" blir meldt i saken "velferd" av driften, for <dager> dager siden
        | hva som skjedde | Alarmen gikk ikke |
        | alvor           | alvorlig          |
      Så blir det registrert med anmerkning
      Og bare organisasjonen ser det

      Eksempler:
        | dager |
        | 31    |
        | 60    |
"""


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment that holds the wheel; what the wheel needs is lent by this one, without a network."""
    folder = tmp_path_factory.mktemp("elsewhere")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder / "venv")], check=True)
    python = folder / "venv" / "bin" / "python"
    asked = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    site = Path(subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip())
    # A path in a .pth is searched, but its own .pth files are not read: so the project's source is not lent.
    lent = [sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    (site / "lent.pth").write_text("\n".join(dict.fromkeys(lent)), encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-index", "--no-deps"]
    subprocess.run([*pip, "--ignore-installed", str(wheel)], check=True, capture_output=True)
    found = [str(python), "-c", "import laeringslopp; print(laeringslopp.__file__)"]
    where = subprocess.run(found, check=True, capture_output=True, text=True, cwd=folder).stdout
    assert str(site) in where
    return python


def test_a_norwegian_feature_runs_with_only_the_wheel(elsewhere: Path, tmp_path: Path):
    """A municipality writes its rules down, and no Python."""
    write(tmp_path, "nordfjord.feature", BY_HAND)
    code, told = run(tmp_path, "-p", "laeringslopp.testing.bdd", "nordfjord.feature", python=str(elsewhere))
    assert (code, counted(told)) == (0, "4 passed"), told
    assert "Warning" not in told


def test_a_folder_may_say_it_once_for_all(elsewhere: Path, tmp_path: Path):
    """Then ``pytest`` is all that anybody types."""
    write(tmp_path, "pytest.ini", "[pytest]\naddopts = -p laeringslopp.testing.bdd --strict-markers\n")
    (tmp_path / "regler").mkdir()
    write(tmp_path / "regler", "nordfjord.feature", BY_HAND)
    code, told = run(tmp_path, python=str(elsewhere))
    assert (code, counted(told)) == (0, "4 passed"), told


def test_a_rule_that_does_not_hold_is_told_in_the_words_of_the_feature(elsewhere: Path, tmp_path: Path):
    """A secretary reads no traceback."""
    write(tmp_path, "nordfjord.feature", BY_HAND.replace('mode = "refuse"', 'mode = "remark"'))
    code, told = run(tmp_path, "-p", "laeringslopp.testing.bdd", "nordfjord.feature", python=str(elsewhere))
    assert (code, counted(told)) == (1, "1 failed, 3 passed"), told
    step = 'Så sier registeret nei, og ber om "beslutningsnivået"'
    line = next(number for number, each in enumerate(BY_HAND.splitlines(), start=1) if each.strip() == step)
    assert f"nordfjord.feature:{line}: {step}" in told
    assert "Traceback" not in told
    assert "pytest_bdd/" not in told


def counted(told: str) -> str:
    """The last line of what pytest says, without the time."""
    (last,) = re.findall(r"((?:\d+ \w+(?:, )?)+) in [\d.]+s", told)[-1:]
    return last.strip("= ")
