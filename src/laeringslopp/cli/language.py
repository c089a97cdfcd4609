"""The language of whoever sits at the terminal."""

from collections.abc import Mapping

from laeringslopp.story import Language


def language_of(environment: Mapping[str, str]) -> Language:
    """The language that a person has chosen for programs, where it is one of ours; else bokmål."""
    spoken: dict[str, Language] = {"nb": "nb", "no": "nb", "nn": "nn", "en": "en"}
    chosen = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environment.get(name))), "")
    return spoken.get(chosen.replace("-", "_").partition("_")[0].partition(".")[0].lower(), "nb")
