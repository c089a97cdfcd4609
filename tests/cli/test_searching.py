"""Has this failed before? At the terminal."""

import pytest

from tests.cli.conftest import Run


def test_what_failed_before_is_told_in_lines(run: Run, decision: str):
    """Its words marked, and the way to it."""
    answer = run("failed-before", "busser")
    assert answer.code == 0
    assert answer.lines[1] == "   Failed: «Bussen» kom ikke"
    assert answer.lines[-1].endswith(f"/decisions/{decision}#v2")
    assert "No lesson from it is recorded here." in answer.out
    (told,) = run("failed-before", "busser", "--json", "--lang", "nn").json["items"]
    assert told["what"] == {"text": "Bussen kom ikke", "marks": [[0, 6]]}


def test_it_says_that_nothing_is_on_record_and_no_more_than_that(run: Run, decision: str):
    """Found or not, the question was answered."""
    answer = run("failed-before", "romferge")
    assert answer.code == 0
    assert answer.lines == ["Nothing like it is on record here. That says nothing of what was tried elsewhere."]
    assert run("failed-before", "busser", "--as", "public").lines == answer.lines
    assert run("failed-before", "busser", "--organisation", "nowhere").lines == answer.lines


def test_a_mistyped_word_is_told(run: Run, decision: str):
    """Before what was found for the other one."""
    assert run("failed-before", "bussn").lines[0].startswith("“bussn” stands in no text; “buss")


@pytest.mark.parametrize(("text", "code"), [("", 1), ("og", 1), ("x" * 100_000, 1), ("\"'*", 1), ('buss" OR *', 0)])
def test_odd_questions_get_a_clear_answer(run: Run, decision: str, text: str, code: int):
    """An empty one, a very long one, and one in a database's own language."""
    answer = run("failed-before", "--", text)
    assert answer.code == code
    assert answer.err or answer.out
    assert len(answer.err) < 300
