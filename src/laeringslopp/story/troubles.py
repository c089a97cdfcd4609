"""What keeps something from being read or recorded at all, said to a person."""

import errno
from collections.abc import Mapping

from laeringslopp.errors import Conflict, KeyReused, LaeringsloppError, StoreError, Unknown
from laeringslopp.story.wording import N_, Wording

STORE: Mapping[str, str] = {
    "unknown-url": N_("{url} names no register. Write memory:, sqlite:///relative.db or sqlite:////absolute/path.db."),
    "no-folder": N_("The folder {folder} does not exist. Make it first, or name another register."),
    "is-folder": N_("{path} is a folder. Name a file in it, such as {path}/laeringslopp.db."),
    "no-file": N_("{path} is no file. Name another register."),
    "not-permitted": N_("This user may not both read and write {path}. It was left untouched."),
    "no-register": N_("{path} is no register. It was left untouched."),
    "another-program": N_("{path} is another program's database. It was left untouched; name another file."),
    "newer": N_("{path} was made by a newer version. It was left untouched; upgrade laeringslopp to open it."),
    "damaged": N_("The register {path} is damaged. Put a copy in its place."),
    "closed": N_("The register {path} is closed."),
    "not-made": N_("There is no register {path}. Recording something, import or demo makes one."),
    "unknown-policy": N_("There is no policy {policy}. Write standard or strict."),
    "no-backup": N_("{path} is no backup. It was left untouched."),
    "a-register": N_("{path} is a register, not a backup. Open it as one, and make a backup of it."),
    "backup-newer": N_("{path} was made by a newer version. Upgrade laeringslopp to restore it."),
    "backup-damaged": N_("The backup {path} is damaged or cut short. Nothing of it was restored; use another."),
    "backup-other-policy": N_("The backup is of a register with the policy {policy}, and this one has another."),
    "in-the-way": N_("{path} is there already, and is no backup. It was left untouched; name another file."),
    "restored-differs": N_("What was restored is not what the backup holds. Do not use this register."),
    "other-policy": N_("This register was made with the policy {named}. Open it without naming {policy}."),
}
"""Why a store cannot be used, by the ``reason`` of a StoreError."""

FILES: Mapping[int, str] = {
    errno.ENOENT: N_("{file}: there is no such file or folder."),
    errno.EACCES: N_("{file}: this user may not read or write here."),
    errno.EPERM: N_("{file}: this user may not read or write here."),
    errno.EROFS: N_("{file}: nothing can be written here."),
    errno.EISDIR: N_("{file}: this is a folder; name a file."),
    errno.ENOTDIR: N_("{file}: what should be a folder is none."),
    errno.ENOSPC: N_("{file}: the disk is full."),
    errno.ENAMETOOLONG: N_("{file}: the name is too long."),
    errno.ENXIO: N_("{file}: nobody is at the other end."),
}
"""What the operating system says of a file, by its number."""


def trouble_sentence(error: LaeringsloppError, words: Wording) -> str:
    """Why it could not be read or recorded, and what to do. The exact English stands behind what has no words."""
    match error:
        case Conflict():
            said = N_("{decision} is at version {actual}, not {expected}. Read it again, and then record.")
            numbers = {"actual": error.actual, "expected": error.expected}
            return _as_is(said, words, decision=error.decision_id, **numbers)
        case KeyReused():
            said = N_("The key {key} was used before, with something else. Nothing was recorded; give a new key.")
            return words.say(said, key=error.key)
        case Unknown():
            return words.say(N_("There is no decision {decision} in this register."), decision=error.decision_id)
        case StoreError() if error.reason in STORE:
            return _as_is(STORE[error.reason], words, **error.values)
        case StoreError() if isinstance(file := error.values.get("file"), OSError):
            return file_sentence(file, words)
        case StoreError():
            return words.say(N_("The register cannot be used: {why}"), why=str(error))
    return str(error)


def file_sentence(error: OSError, words: Wording) -> str:
    """What is wrong with a file that a command reads or writes."""
    file = str(error.filename or words.text(N_("The output")))
    if (said := FILES.get(error.errno or 0)) is not None:
        return _as_is(said, words, file=file)
    return f"{file}: {error.strerror or error}"


def _as_is(text: str, words: Wording, **values: object) -> str:
    """A sentence that may begin with a name, which is copied into the next command as it is."""
    return words.text(text).format(**values)
