"""What one run of a command works with: the register, the policy of a new one, and the language."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

import typer

from laeringslopp.access import Reader
from laeringslopp.cli.errors import Call
from laeringslopp.cli.language import language_of
from laeringslopp.errors import StoreError, Unknown
from laeringslopp.facts import EXTERNAL
from laeringslopp.nearest import closest
from laeringslopp.register import Register
from laeringslopp.story import Language, Wording, file_sentence, wording
from laeringslopp.story.wording import N_

DEFAULT = "sqlite:///laeringslopp.db"
PolicyName = Literal["standard", "strict"]

Lang = Annotated[
    Language | None,
    typer.Option("--lang", help="The language of the sentences (that of LC_ALL or LANG unless given; else nb)."),
]
As = Annotated[
    str | None, typer.Option("--as", metavar="public|LEVEL", help="Show what that reader sees, and no more.")
]
AsJson = Annotated[bool, typer.Option("--json", help="As JSON.")]


@dataclass(slots=True)
class Session:
    """One run of a command."""

    url: str
    policy: str | None = None
    program: str = "laeringslopp"
    """How the same register is asked again."""
    language: Language | None = None
    call: Call | None = None
    """What the command records, where it is known."""

    def words(self, asked: Language | None = None) -> Wording:
        """The words of the language that was asked for, now or before; else that of the environment."""
        self.language = asked or self.language or language_of(os.environ)
        return wording(self.language)

    @contextmanager
    def to_write(self) -> Iterator[Register]:
        """The register; made where there is none."""
        with self.made() as register, _hinting(register, Reader.member()):
            yield register

    @contextmanager
    def to_read(self, as_: str | None = None) -> Iterator[tuple[Register, Reader]]:
        """The register and who reads it; a mistyped name shall not make an empty one and show that.

        Raises StoreError.
        """
        scheme, _, path = self.url.partition(":///")
        if scheme == "sqlite" and path and not os.path.exists(path):  # Path.exists raises where a name is too long
            detail = f"there is no register {path}; recording something, import or demo makes one"
            raise StoreError(detail, "not-made", path=path)
        with self._open(None) as register:
            reader = _reader_of(as_, register, self.words())
            with _hinting(register, reader):
                yield register, reader

    def made(self, policy: str | None = None, clock: Callable[[], datetime] | None = None) -> Register:
        """The register; one that is made now gets the policy, and one that is there keeps its own."""
        try:
            return self._open(policy or self.policy, clock)
        except StoreError:
            if policy or self.policy:
                return self._open(None, clock)
            raise

    def _open(self, policy: str | None, clock: Callable[[], datetime] | None = None) -> Register:
        try:
            return Register.open(self.url, policy, clock)
        except OSError as error:
            raise StoreError(file_sentence(error, wording("en")), "os", file=error) from error


@contextmanager
def _hinting(register: Register, reader: Reader) -> Iterator[None]:
    """Names the decision that may have been meant, of those in which the reader sees something."""

    def seen(decision_id: str) -> bool:
        return bool(register.decision(decision_id, reader).marks)

    try:
        yield
    except Unknown as error:
        if hint := closest(error.decision_id, register.decision_ids(), seen):
            error.add_note(hint)
        raise


def _reader_of(name: str | None, register: Register, words: Wording) -> Reader:
    """The reader that ``--as`` names."""
    if name is None:
        return Reader.member()
    if name == "public":
        return Reader.public()
    levels = register.levels()
    if name != EXTERNAL and name not in levels:
        known = ", ".join(("public", *levels))
        no = words.say(N_("there is no reader “{name}”; write one of {known}"), name=name, known=known)
        raise typer.BadParameter(no, param_hint="--as")
    return Reader.level(name)
