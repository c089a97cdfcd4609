"""What keeps something from being read or recorded at all, said to a person."""

import errno
from collections.abc import Mapping

from laeringslopp.errors import (
    Conflict,
    ExtraMissing,
    KeyReused,
    LaeringsloppError,
    OnlyEmbedded,
    RuleFailed,
    StoreError,
    TemplateFlawed,
    Unknown,
)
from laeringslopp.story.templatewords import template_sentences
from laeringslopp.story.wording import N_, Wording

STORE: Mapping[str, str] = {
    "unknown-url": N_(
        "{url} names no register. Write memory:, sqlite:///relative.db, sqlite:////absolute/path.db, "
        "postgresql://user:password@host/database, or https://host of a service."
    ),
    "service-away": N_("The service at {url} does not answer. Check the address, and that it runs."),
    "no-service": N_("There is no Læringsløpp service at {url}. Check the address."),
    "not-trusted": N_(
        "The certificate of the service at {url} is not trusted here. "
        "Name the file of whoever signed it in the environment variable SSL_CERT_FILE."
    ),
    "older-service": N_(
        "The service at {url} has no such call. Check the address; or it is of an older version, and is to be upgraded."
    ),
    "newer-service": N_("The service at {url} is of a newer version. Upgrade laeringslopp here."),
    "service-said": N_("The service at {url} could not answer: {why}"),
    "no-folder": N_("The folder {folder} does not exist. Make it first, or name another register."),
    "is-folder": N_("{path} is a folder. Name a file in it, such as {path}/laeringslopp.db."),
    "no-file": N_("{path} is no file. Name another register."),
    "not-permitted": N_("This user may not both read and write {path}. It was left untouched."),
    "no-register": N_("{path} is no register. It was left untouched."),
    "another-program": N_("{path} is another program's database. It was left untouched; name another file."),
    "newer": N_("{path} was made by a newer version. It was left untouched; upgrade laeringslopp to open it."),
    "damaged": N_("The register {path} is damaged. Put a copy in its place."),
    "no-fact": N_("What stands at position {position} is damaged. Put a copy of the register in its place."),
    "damaged-key": N_("What is kept of a key is damaged. Put a copy of the register in its place."),
    "position-gap": N_("Position {position} stands where {due} is due; memory can only hold a register without gaps."),
    "closed": N_("The register {path} is closed."),
    "gone": N_(
        "{path} was removed or replaced while the register was open, so nothing more can be recorded or read. "
        "Put it back, or start this program again."
    ),
    "busy": N_("Another program has held the register {path} for {seconds} seconds. Try again."),
    "disk-full": N_("The disk of the register {path} is full. Make room, and try again."),
    "disk-failed": N_("The disk of the register {path} cannot be read or written. See that it has room and is sound."),
    "cannot-open": N_("The register {path} cannot be opened here. See that this user may write in its folder."),
    "failed": N_("The register {path} failed: {why}"),
    "backtest-process": N_(
        "A process that judged a part of the register stopped ({code}). Nothing is changed; try again."
    ),
    "unreadable": N_(
        "The entry at position {position} ({decision}, version {version}) cannot be read. "
        "Nothing else is lost; mend it from a copy of the register."
    ),
    "old-sqlite": N_("SQLite {version} can damage a register; {needed} or newer is needed. Install a newer apsw."),
    "missing-extra": N_("PostgreSQL needs more than is installed here: {command}"),
    "no-postgres-url": N_("This is no PostgreSQL address. Write postgresql://user:password@host:5432/database."),
    "unreachable": N_(
        "{where} cannot be reached. Check that the server runs, and the host, port, user and database in the address."
    ),
    "no-password": N_(
        "{where} asks for a password. Write it in the address, or in the environment variable PGPASSWORD."
    ),
    "wrong-password": N_("{where} does not let this user in. Check the user, the password and the database."),
    "no-connection": N_("{where} gave no connection in time. Try again."),
    "unanswered": N_(
        "The connection to {where} was lost while something was being recorded, so nobody knows whether it was. "
        "Send it again with the same key, which records it once."
    ),
    "no-right": N_("This user lacks a right in {where}. Let the owner of the database give it."),
    "read-only": N_("{where} can only be read. Name the primary server, not a copy of it."),
    "server-too-old": N_(
        "{where} runs PostgreSQL {version}; {needed} or newer is needed. Upgrade it, or name another."
    ),
    "encoding": N_("{where} is encoded as {encoding}. Make a database that is encoded as UTF8."),
    "no-schema": N_("{where} has no schema that this user can see. Set its search_path to one that exists."),
    "others-tables": N_(
        "{where} holds another program's tables. It was left untouched; make a database of its own, and name that."
    ),
    "may-not-make": N_(
        "{where} holds no register, and this user may not make one. Let the owner of the database open it once."
    ),
    "may-not-update": N_(
        "{where} must be brought up to date, and this user may not. Let the owner of its tables open it once."
    ),
    "other-ids": N_("{where} keeps ids that are no text, as no register does. Name another database."),
    "views-failed": N_("The views in {where} failed: {why}"),
    "views-damaged": N_("The views in {where} are damaged. Delete them; they are made anew from the register."),
    "no-views-schema": N_("The schema {schema} of the views can be neither made nor written to by this user."),
    "mail-failed": N_("The mail server {where} did not take the mail: {why}"),
    "mail-refused": N_("The mail server {where} did not take the mail for {to}. The others have it."),
    "mail-unsafe": N_("The mail server {where} offers no TLS, and a password is not sent without it."),
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
        case ExtraMissing():
            said = N_("For {wanted} more libraries are needed. Install them with: {command}")
            return words.say(said, wanted=error.wanted, command=f"pip install 'laeringslopp[{error.extra}]'")
        case TemplateFlawed():
            return "\n".join(template_sentences(error, words))
        case RuleFailed():
            said = N_(
                "The rule {rule} of {plugin} failed, so nothing was recorded. A failure can be disclosed all the same. "
                "Tell whoever runs the register."
            )
            return words.say(said, rule=error.rule_id, plugin=error.plugin)
        case OnlyEmbedded():
            said = N_(
                "This is not possible through a service. Run it where the register lies, with the address of its store."
            )
            return words.text(said)
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
