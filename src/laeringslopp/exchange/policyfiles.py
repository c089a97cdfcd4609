"""A policy document in a file that a person edits: TOML or YAML, and in which line something is wrong."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from laeringslopp.errors import Flaw, Invalid, pointer_step
from laeringslopp.integrity import parse
from laeringslopp.nearest import closest
from laeringslopp.policy import Policy
from laeringslopp.rules.document import plain, read

ENDINGS = (".toml", ".yaml", ".yml", ".json")
LARGEST = 1_000_000
"""Bytes of a policy; the whole of ``strict`` is some five thousand."""
MOST = 20
"""How many broken lines are looked for."""

PLAIN_TAG = "tag:yaml.org,2002:"
"""What the kinds of YAML's own values begin with."""

Lines = dict[str, int]
"""The line, from 1, of what a JSON pointer points to."""


@dataclass(frozen=True, slots=True)
class PolicyFile:
    """What a file holds: a document and the policy it describes, or what is wrong with it."""

    document: Mapping[str, Any]
    policy: Policy | None
    flaws: tuple[Flaw, ...]
    lines: Lines
    """Where in the file each place of the document stands."""

    def line_of(self, pointer: str) -> int:
        """The line of a place, or of the nearest around it that is written."""
        while pointer and pointer not in self.lines:
            pointer = pointer.rpartition("/")[0]
        return self.lines.get(pointer, 1)

    def in_order(self) -> Iterator[tuple[int, Flaw]]:
        """What is wrong, each with its line, in the order of lines."""
        told = [(self.line_of(flaw.pointer), flaw) for flaw in self.flaws]
        return iter(sorted(told, key=lambda each: each[0]))


def read_policy(data: bytes, name: str) -> PolicyFile:
    """The policy in a file's bytes; its name says whether it is TOML, YAML or JSON."""
    ending = PurePath(name).suffix.lower()
    if ending not in ENDINGS:
        near = closest(ending, ENDINGS) or ".toml"
        return _broken(Flaw("file-ending", f"a policy file ends in {', '.join(ENDINGS)}; did you mean {near}?"))
    if len(data) > LARGEST:
        return _broken(Flaw("too-long", f"a policy has at most {LARGEST} bytes"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return _broken(Flaw("not-utf-8", "this is not UTF-8; save the file as UTF-8"), line)
    text = text.replace("\r\n", "\n")
    found = _Toml(text).read() if ending == ".toml" else _yaml(text) if ending != ".json" else _json(text)
    if found.document is None:
        return PolicyFile({}, None, tuple(found.flaws), found.lines)
    document = plain(found.document)
    checked = read(document)
    # What a broken line would have said is not known to be missing.
    more = (flaw for flaw in checked.flaws if not (found.flaws and flaw.code == "missing"))
    flaws = (*found.flaws, *more)
    return PolicyFile(document, None if flaws else checked.policy, flaws, found.lines)


def _broken(flaw: Flaw, line: int = 1) -> PolicyFile:
    return PolicyFile({}, None, (flaw,), {"": line})


@dataclass(frozen=True, slots=True)
class _Parsed:
    document: Mapping[str, Any] | None
    """None: too little of it could be read."""
    lines: Lines
    flaws: tuple[Flaw, ...] = ()


_AT_LINE = re.compile(r" \(at (?:line (?P<line>\d+), column \d+|end of document)\)$")


class _Toml:
    """tomllib tells what a file says, but not where: each statement is parsed by itself for that."""

    def __init__(self, text: str) -> None:
        self.texts = text.split("\n")
        self.lines: Lines = {"": 1}
        self.flaws: list[Flaw] = []

    def read(self) -> _Parsed:
        """The document, once the lines that cannot be read were taken out of it."""
        document: Mapping[str, Any] | None = None
        for _ in range(MOST):
            try:
                document = tomllib.loads("\n".join(self.texts))
                break
            except tomllib.TOMLDecodeError as error:
                if not self._take_out(str(error)):
                    break
            except RecursionError:
                self.flaws.append(Flaw("not-toml", "it is nested too deeply", ""))
                break
        self._find()
        return _Parsed(document, self.lines, tuple(self.flaws))

    def _take_out(self, error: str) -> bool:
        """Notes a line that cannot be read; whether what is left can be read without it."""
        found = _AT_LINE.search(error)
        line = int(found["line"]) if found and found["line"] else len("\n".join(self.texts).rstrip().split("\n"))
        why = _AT_LINE.sub("", error)
        pointer = f"line {line}"
        self.lines[pointer] = line
        self.flaws.append(Flaw("not-toml", f"this is not TOML: {why[:1].lower()}{why[1:]}", pointer))
        begun = next((first for first, last, _ in self._statements() if first <= line <= last), line)
        broken = self.texts[begun - 1 : line]
        self.texts[begun - 1 : line] = [""] * len(broken)
        # Without its heading, a table's keys would be taken for another's.
        return "=" in broken[0] and not any(text.lstrip().startswith("[") for text in broken)

    def _statements(self) -> Iterator[tuple[int, int, Any]]:
        """The first and last line of each statement, and what it says; of what cannot be read nothing, to the end."""
        begun, held = 0, ""
        for at, text in enumerate(self.texts, 1):
            if not held and (not text.strip() or text.lstrip().startswith("#")):
                continue
            begun, held = (begun if held else at), f"{held}\n{text}" if held else text
            try:
                said = tomllib.loads(held)
            except (tomllib.TOMLDecodeError, RecursionError):
                continue  # a list or a text goes on in the next line
            yield begun, at, said
            held = ""
        if held:
            yield begun, len(self.texts), None

    def _find(self) -> None:
        table = ""
        for begun, _, said in self._statements():
            is_heading = self.texts[begun - 1].lstrip().startswith("[")
            steps = list(_steps(said))
            if is_heading:
                table = steps[-1] if steps else ""
            for step in steps:
                self.lines.setdefault(step if is_heading else table + step, begun)


def _steps(said: Any, pointer: str = "") -> Iterator[str]:
    """Every place within what one statement says."""
    items = said.items() if isinstance(said, Mapping) else enumerate(said) if isinstance(said, list) else ()
    for key, value in items:
        yield (step := pointer + pointer_step(key))
        yield from _steps(value, step)


def _json(text: str) -> _Parsed:
    try:
        made = parse(text)
    except Invalid as error:
        found = re.search(r"line (\d+)", error.flaws[0].detail)
        return _Parsed(None, {"": int(found[1]) if found else 1}, error.flaws)
    if not isinstance(made, Mapping):
        return _Parsed(None, {"": 1}, (Flaw("not-an-object", 'a policy is an object: {"name": …}'),))
    return _Parsed(made, _yaml(text).lines)  # JSON is YAML, and that knows its lines


def _yaml(text: str) -> _Parsed:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    yaml = YAML(typ="safe", pure=True)
    try:
        node = yaml.compose(text)
        reader = _Yaml(YAML(typ="safe", pure=True))
        made = reader.read(node, "")
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        told = " ".join(filter(None, (error.context, error.problem)))
        return _Parsed(None, {"": mark.line + 1 if mark else 1}, (Flaw("not-yaml", f"this is not YAML: {told}"),))
    except (YAMLError, RecursionError, ValueError) as error:
        found = re.search(r"line (\d+)", str(error))
        detail = f"this is not YAML: {str(error).splitlines()[0]}"
        return _Parsed(None, {"": int(found[1]) if found else 1}, (Flaw("not-yaml", detail),))
    if not isinstance(made, Mapping):
        return _Parsed(None, {"": 1}, (Flaw("not-an-object", "a policy is keys with values: name: …"),))
    return _Parsed(made, reader.lines, tuple(reader.flaws))


class _Yaml:
    """The nodes of a YAML file as plain values, with the line of each."""

    def __init__(self, yaml: Any) -> None:
        self._constructor = yaml.constructor
        self._seen: set[int] = set()
        self.lines: Lines = {"": 1}
        self.flaws: list[Flaw] = []

    def read(self, node: Any, pointer: str) -> Any:
        """The value of a node."""
        if node is None:
            return None
        self.lines.setdefault(pointer, node.start_mark.line + 1)
        if id(node) in self._seen:  # what is said once could be made to stand there a million times
            detail = "a policy says everything where it holds: write it out in place of an anchor and its alias"
            self.flaws.append(Flaw("alias", detail, pointer))
            return None
        self._seen.add(id(node))
        if not str(node.tag).startswith(PLAIN_TAG):
            detail = f"a policy holds texts, numbers, days, lists and tables; take {node.tag} away"
            self.flaws.append(Flaw("not-yaml", detail, pointer))
            return None
        if node.id == "sequence":
            return [self.read(item, f"{pointer}{pointer_step(at)}") for at, item in enumerate(node.value)]
        if node.id == "mapping":
            return self._table(node, pointer)
        try:
            return self._constructor.construct_object(node)
        except ValueError as error:  # a day that no calendar has
            self.flaws.append(Flaw("not-yaml", f"this is not YAML: {error}", pointer))
            return None

    def _table(self, node: Any, pointer: str) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for key, value in node.value:
            name = str(key.value) if key.id == "scalar" else "?"
            step = f"{pointer}{pointer_step(name)}"
            if name in made:
                where = f"{step} again"
                self.lines[where] = key.start_mark.line + 1
                self.flaws.append(Flaw("given-twice", f"{name} stands twice; keep one of them", where))
                continue
            self.lines[step] = key.start_mark.line + 1
            made[name] = self.read(value, step)
        return made
