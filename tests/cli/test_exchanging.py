"""import and export as commands: each bad line by file and number, and an exit code that a script can go by."""

import json
import os
import threading
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.exchange.written import disclosed, opened

GOOD = opened() + disclosed("En") + disclosed("To")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with a good file, a bad one and an empty one."""
    (tmp_path / "good.jsonl").write_bytes(GOOD)
    (tmp_path / "bad.jsonl").write_bytes(disclosed("Tre") + b"{]\n" + disclosed("Fire"))
    (tmp_path / "empty.jsonl").write_bytes(b"")
    return tmp_path


def test_an_import_says_how_many_it_recorded_and_had(run: Run, files: Path):
    """Run twice, it says that the second time changed nothing."""
    assert (run("import", "good.jsonl").out, run("decisions", "--json").json["items"][0]["version"]) == (
        "3 entries were recorded.\n",
        3,
    )
    again = run("import", "good.jsonl")
    assert (again.code, again.lines) == (0, ["0 entries were recorded.", "3 were on record already."])


def test_a_bad_line_is_named_by_file_and_number_and_the_exit_code_is_1(run: Run, files: Path):
    """The rest is recorded: the name is what an editor jumps to."""
    answer = run("import", "good.jsonl", "empty.jsonl", "bad.jsonl")
    assert answer.code == 1
    assert answer.lines[0] == "5 entries were recorded."
    assert answer.err.startswith("bad.jsonl:2: ")
    assert "One line could not be taken." in answer.err


def test_a_refused_line_of_a_file_says_what_to_record_first(run: Run, files: Path):
    """As any other refusal does; below the line's name."""
    trial = {"kind": "trial-started", "trial_id": "t1", "hypothesis": "Det går", "criteria": []}
    entry = {**json.loads(disclosed()), "fact": trial}
    (files / "refused.jsonl").write_text(json.dumps(entry))
    run("import", "good.jsonl")
    answer = run("import", "refused.jsonl")
    assert answer.code == 1
    assert answer.err.startswith("refused.jsonl:1: ")
    assert "(trial-is-measurable)" in answer.err
    assert "criteria" in answer.err


def test_all_or_nothing_over_several_files(run: Run, files: Path):
    """Not a line of the good file either."""
    answer = run("import", "good.jsonl", "bad.jsonl", "--all-or-nothing")
    assert (answer.code, answer.lines) == (1, ["0 entries were recorded."])
    assert "bad.jsonl:2: " in answer.err
    assert run("decisions", "--json").json["items"] == []
    assert run("import", "good.jsonl", "--all-or-nothing").lines == ["3 entries were recorded."]


def test_an_empty_file_is_imported(run: Run, files: Path):
    """Nothing happened that night; that is no error."""
    assert run("import", "empty.jsonl").code == 0


@pytest.mark.parametrize("policy", ["standard", "strict"])
def test_a_register_moves_by_its_export_and_keeps_its_policy(run: Run, files: Path, policy: str):
    """Three commands, and the two exports have the same checksum."""
    run("--policy", policy, "import", "good.jsonl")
    run("export", "-o", "one.jsonl")
    moved = run("--register", "sqlite:///moved.db", "import", "--move", "one.jsonl")
    assert (moved.code, moved.out) == (0, "3 entries were copied.\n")
    run("--register", "sqlite:///moved.db", "export", "-o", "two.jsonl")
    assert (files / "two.jsonl").read_bytes() == (files / "one.jsonl").read_bytes()
    assert f'"policy":"{policy}"' in (files / "two.jsonl").read_text()


def test_a_move_is_refused_by_a_register_that_holds_something_else(run: Run, files: Path):
    """And by one file that is not an export, naming its line."""
    run("import", "good.jsonl")
    run("export", "-o", "one.jsonl")
    run("--register", "sqlite:///other.db", "disclose", "Bussen")
    before = run("--register", "sqlite:///other.db", "export").out
    assert run("--register", "sqlite:///other.db", "import", "--move", "one.jsonl").code == 1
    assert run("--register", "sqlite:///other.db", "export").out == before
    no = run("--register", "sqlite:///moved.db", "import", "--move", "good.jsonl")
    assert no.code == 1
    assert no.err.startswith("good.jsonl:1: ")
    assert run("--register", "sqlite:///moved.db", "export").out == ""


def test_a_move_takes_one_file_alone(run: Run, files: Path):
    """It is all or nothing by itself."""
    assert run("import", "--move", "good.jsonl", "bad.jsonl").code == 2
    assert run("import", "--move", "--all-or-nothing", "good.jsonl").code == 2


def test_a_move_run_again_says_that_all_of_it_was_there(run: Run, files: Path):
    """Whoever runs it twice, or did not see it end, does no harm and learns where it stands."""
    run("import", "good.jsonl")
    run("export", "-o", "whole.jsonl")
    whole = (files / "whole.jsonl").read_bytes()
    (files / "half.jsonl").write_bytes(b"".join(whole.splitlines(keepends=True)[:2]))
    there = ("--register", "sqlite:///moved.db", "import", "--move")
    assert run(*there, "whole.jsonl").lines == ["3 entries were copied."]
    assert run(*there, "whole.jsonl").lines == ["0 entries were copied.", "3 were there already."]
    assert run(*there, "half.jsonl").code == 1
    assert run("--register", "sqlite:///moved.db", "export").out.encode() == whole


@pytest.mark.parametrize("options", [[], ["--all-or-nothing"], ["--move"]], ids=["lines", "all or nothing", "move"])
def test_a_file_may_come_through_a_pipe(run: Run, files: Path, options: list[str]):
    """As ``laeringslopp export | laeringslopp --register … import --move -`` and ``zcat old.gz | … import -``."""
    run("import", "good.jsonl")
    whole = run("export").out.encode()
    answer = run("--register", "sqlite:///piped.db", "import", *options, "-", stdin=whole)
    assert (answer.code, answer.err) == (0, "")
    assert len(run("--register", "sqlite:///piped.db", "export").lines) == 3
    assert run("--register", "sqlite:///piped.db", "import", *options, "-", stdin=b"{]").code == 1
    pipe = files / "pipe"
    os.mkfifo(pipe)
    writing = threading.Thread(target=pipe.write_bytes, args=(whole,))
    writing.start()
    assert run("--register", "sqlite:///pipe.db", "import", *options, "pipe").code == 0
    writing.join()
