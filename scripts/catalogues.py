"""Bring the translations up to date with the code: collect the texts, update each .po, compile each .mo.

`python scripts/catalogues.py` writes what has changed. With `--check` it writes nothing, and exits 1 when something is
stale, empty or mismatched.

A text in the code is English and is its own key. What the code no longer says is dropped, nothing is guessed.
"""

import argparse
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ("nb", "nn", "en")
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2), "counted": (1, 2)}
MEANINGS = {"Parameter": (3,)}
"""What a rule's parameter means is its third argument."""
PERCENT_NAME = re.compile(r"%\((\w+)\)")


@dataclass(frozen=True)
class Domain:
    name: str
    code: str
    locales: str
    methods: tuple[tuple[str, str], ...]
    keywords: Mapping[str, tuple[int, ...] | None]


DOMAINS = (
    Domain(
        "story", "src/laeringslopp", "src/laeringslopp/story/locale", (("**.py", "python"),), {**KEYWORDS, **MEANINGS}
    ),
    Domain(
        "pages",
        "service",
        "service/laeringslopp_service/pages/locale",
        (("**.py", "python"), ("**.html", "jinja2")),
        KEYWORDS,
    ),
)


class Wording(Catalog):
    """A catalogue whose header says nothing that changes by itself: no dates, no versions."""

    mime_headers = property(
        lambda self: [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Language", str(self.locale)),
            ("Plural-Forms", self.plural_forms),
        ]
    )


def texts(root: Path, domain: Domain) -> Catalog:
    """Every text that the code marks for translation, with the remarks to translators above it."""
    found = Catalog()
    options = {"**.html": {"silent": "false"}}
    for _file, _line, message, comments, context in extract_from_dir(
        root / domain.code, domain.methods, options, domain.keywords, ("Translators:",)
    ):
        found.add(message, auto_comments=comments, context=context)
    return found


def updated(found: Catalog, before: Catalog, locale: str, domain: str) -> Catalog:
    """The texts of the code with the translations there were."""
    after = Wording(locale, domain, header_comment=f"# Læringsløpp: {domain}, {locale}", fuzzy=False)
    for message in found:
        if message.id:
            old = before.get(key(message), message.context)
            after.add(
                message.id,
                translation(message, old, locale),
                flags=old.flags & {"fuzzy"} if old else (),
                auto_comments=message.auto_comments,
                user_comments=old.user_comments if old else (),
                context=message.context,
            )
    return after


def translation(message: Message, old: Message | None, locale: str) -> str | tuple[str, ...]:
    """What the old catalogue said; where the text has become plural or singular, as much of it as fits."""
    said = forms(old.string) if old else ("",)
    if not message.pluralizable:
        return said[0]
    if locale == "en" and not all(said):
        return tuple(message.id)
    return (*said, "")[:2]


def key(message: Message) -> str:
    return forms(message.id)[0]


def forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def po_of(catalog: Catalog) -> bytes:
    buffer = BytesIO()
    write_po(buffer, catalog, width=0, no_location=True, sort_output=True, ignore_obsolete=True)
    return buffer.getvalue().rstrip() + b"\n"


def mo_of(catalog: Catalog) -> bytes:
    buffer = BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def placeholders(text: str) -> set[str] | None:
    """The names to be filled in, as `{name}` or `%(name)s`; None when the braces do not pair."""
    try:
        braced = {field for _, field, _, _ in Formatter().parse(text) if field is not None}
    except ValueError:
        return None
    return {f"{{{name}}}" for name in braced} | {f"%({name})s" for name in PERCENT_NAME.findall(text)}


def faults(catalog: Catalog, locale: str) -> Iterator[str]:
    """What a reader of this language would stumble on."""
    for message in catalog:
        if not message.id:
            continue
        said, meant = forms(message.string), forms(message.id)
        if not all(said) or message.fuzzy:
            if locale != "en":
                yield f"not translated: {key(message)!r}"
            continue
        wanted = [placeholders(text) for text in meant]
        for number, text in enumerate(said):
            # a singular may leave the number out, or use it where English does not
            allowed = wanted if number == 0 else wanted[-1:]
            if placeholders(text) not in allowed:
                yield f"placeholders differ: {meant[min(number, len(meant) - 1)]!r} and {text!r}"


def work(root: Path, check: bool) -> list[str]:
    """Update every catalogue, or with `check` only say what is wrong with it."""
    wrong: list[str] = []
    for domain in DOMAINS:
        found = texts(root, domain)
        if not len(found) and not (root / domain.locales).exists():
            continue
        for locale in LOCALES:
            po = root / domain.locales / locale / "LC_MESSAGES" / f"{domain.name}.po"
            mo = po.with_suffix(".mo")
            before = read_po(BytesIO(po.read_bytes()), locale) if po.exists() else Catalog(locale)
            after = updated(found, before, locale, domain.name)
            wrong += [f"{po.relative_to(root)}: {fault}" for fault in faults(after, locale)]
            for path, content in ((po, po_of(after)), (mo, mo_of(after))):
                if path.exists() and path.read_bytes() == content:
                    continue
                if check:
                    wrong.append(f"{path.relative_to(root)}: stale; run make catalogues")
                else:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(content)
                    print(f"{path.relative_to(root)}: written")
    return wrong


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    parser = argparse.ArgumentParser(description="Bring the translations up to date with the code.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when something is wrong")
    asked = parser.parse_args(arguments)
    wrong = work(root, asked.check)
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong and asked.check else 0


if __name__ == "__main__":
    sys.exit(main())
