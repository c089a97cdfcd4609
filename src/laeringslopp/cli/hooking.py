"""The webhooks of a running service, for who keeps it: they are the service's, and are asked of it over HTTP."""

import json
from datetime import datetime
from typing import Annotated, Any, Literal, NoReturn
from urllib.parse import quote

import typer

from laeringslopp.cli.session import AsJson, Lang, Session
from laeringslopp.cli.tables import lay_out
from laeringslopp.story import Wording
from laeringslopp.story.wording import N_

HOOKS = "/api/webhooks"
STATES = {"active": N_("active"), "paused": N_("paused"), "ended": N_("ended by its receiver")}
LACKING = {"waiting": N_("tried again"), "dead": N_("dead letter")}

app = typer.Typer(
    help="Look after the webhooks of a running service.\n\n--register http://127.0.0.1:8000 names the service.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Which = Annotated[str, typer.Argument(metavar="ID", help="Which webhook; list names them.")]


@app.command("list")
def list_all(ctx: typer.Context, lang: Lang = None, as_json: AsJson = False) -> None:
    """List them, with how far each has come.

    And how much did not arrive.
    """
    words = _words(ctx, lang)
    told = _ask(ctx, words, "GET")
    if as_json:
        _print(told)
    elif not told["items"]:
        typer.echo(words.text(N_("This service has no webhooks.")))
    else:
        heads = (N_("Webhook"), N_("State"), N_("Come to"), N_("Behind"), N_("Tried again"), N_("Dead letters"))
        rows = [
            (each["webhook_id"], words.text(STATES[each["state"]]), *_counts(each), each["url"])
            for each in told["items"]
        ]
        lay_out([*map(words.text, heads), words.text(N_("Address"))], rows, range(2, 6))


@app.command("undelivered")
def undelivered(
    ctx: typer.Context,
    webhook_id: Which,
    state: Annotated[Literal["waiting", "dead"] | None, typer.Option(help="Only these.")] = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Show what did not arrive.

    Some of it is tried again; dead letters were given up.
    """
    words = _words(ctx, lang)
    only = {"state": state} if state else {}
    items: list[dict[str, Any]] = []
    after: int | None = 0
    while after is not None:
        told = _ask(ctx, words, "GET", webhook_id, "/deliveries", after=str(after), limit="1000", **only)
        items += told["items"]
        after = told["next"]
    if as_json:
        _print({"items": items, "next": None})
    elif not items:
        typer.echo(words.text(N_("Everything arrived.")))
    else:
        heads = (N_("Position"), N_("State"), N_("Attempts"), N_("Problem"), N_("Next attempt"))
        rows = [
            (
                str(each["position"]),
                words.text(LACKING[each["state"]]),
                str(each["attempts"]),
                _problem(each),
                _when(each.get("next_at"), words),
            )
            for each in items
        ]
        lay_out([*map(words.text, heads)], rows, (0, 2))


@app.command("make")
def make(
    ctx: typer.Context,
    url: Annotated[str, typer.Argument(metavar="URL", help="Where to send: https, and nowhere inside.")],
    reader: Annotated[
        str, typer.Option(metavar="public|LEVEL|member", help="For whom facts are shown: the least unless given.")
    ] = "public",
    organisation: Annotated[str | None, typer.Option(metavar="ID", help="Only its decisions.")] = None,
    decision: Annotated[str | None, typer.Option("--decision", metavar="ID", help="Only this decision.")] = None,
    kind: Annotated[
        list[str] | None, typer.Option("--kind", metavar="KIND", help="Only facts of this kind; may be repeated.")
    ] = None,
    withheld: Annotated[
        Literal["tell", "skip"], typer.Option(help="Whether it is told that a fact is withheld.")
    ] = "tell",
    after: Annotated[
        int | None, typer.Option(min=0, help="After which position it begins (with what is recorded next).")
    ] = None,
    about: Annotated[str | None, typer.Option(metavar="TEXT", help="What it is for.")] = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Have what is recorded sent to an address. Its secret is shown this once."""
    words = _words(ctx, lang)
    asked = {
        "url": url,
        "reader": reader,
        "organisation": organisation,
        "decision_id": decision,
        "kinds": kind or [],
        "withheld": withheld,
        "after": after,
        "about": about,
    }
    told = _ask(ctx, words, "POST", body={name: each for name, each in asked.items() if each is not None})
    _secret(told, words, as_json)


@app.command("replay")
def replay(
    ctx: typer.Context,
    webhook_id: Which,
    after: Annotated[int | None, typer.Option(min=0, help="All after this position, in order.")] = None,
    dead: Annotated[bool, typer.Option("--dead", help="Its dead letters.")] = False,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Have facts sent again. Each keeps its webhook-id, so a receiver drops what it has."""
    words = _words(ctx, lang)
    if after is None and not dead:
        no = words.text(N_("say what is sent again: --after POSITION, or --dead"))
        raise typer.BadParameter(no, param_hint="--after")
    body = {"dead": dead} if after is None else {"dead": dead, "after": after}
    told = _ask(ctx, words, "POST", webhook_id, "/replay", body)
    if as_json:
        _print(told)
    else:
        typer.echo(
            words.ngettext("One entry is gone through again.", "{n} entries are gone through again.", told["again"])
        )


@app.command("pause")
def pause(ctx: typer.Context, webhook_id: Which, lang: Lang = None) -> None:
    """Send it nothing for now. Nothing is lost meanwhile."""
    _change(ctx, webhook_id, "paused", lang)


@app.command("resume")
def resume(ctx: typer.Context, webhook_id: Which, lang: Lang = None) -> None:
    """Go on with one that is paused or has ended.

    What failed is tried at once.
    """
    _change(ctx, webhook_id, "active", lang)


@app.command("test")
def try_one(ctx: typer.Context, webhook_id: Which, lang: Lang = None, as_json: AsJson = False) -> None:
    """Send one message that tells nothing. It exits 1 where that does not arrive."""
    words = _words(ctx, lang)
    told = _ask(ctx, words, "POST", webhook_id, "/test")
    if as_json:
        _print(told)
    elif told["arrived"]:
        typer.echo(words.say(N_("It arrived; the receiver answered {status}."), status=told["status"]))
    else:
        typer.echo(words.say(N_("It did not arrive: {problem}."), problem=_problem(told)))
    if not told["arrived"]:
        raise typer.Exit(1)


@app.command("renew")
def renew(ctx: typer.Context, webhook_id: Which, lang: Lang = None, as_json: AsJson = False) -> None:
    """Give it a new secret, shown this once. For a day the old one signs too."""
    words = _words(ctx, lang)
    _secret(_ask(ctx, words, "POST", webhook_id, "/secret"), words, as_json)


@app.command("remove")
def remove(ctx: typer.Context, webhook_id: Which, lang: Lang = None) -> None:
    """End it, and forget what it lacks. What is recorded stays."""
    words = _words(ctx, lang)
    _ask(ctx, words, "DELETE", webhook_id)
    typer.echo(words.say(N_("The webhook {webhook} has ended."), webhook=webhook_id))


def _change(ctx: typer.Context, webhook_id: str, state: str, lang: Lang) -> None:
    words = _words(ctx, lang)
    told = _ask(ctx, words, "PATCH", webhook_id, body={"state": state})
    said = words.say(N_("The webhook {webhook}: {state}."), webhook=webhook_id, state=words.text(STATES[told["state"]]))
    typer.echo(said)


def _words(ctx: typer.Context, lang: Lang) -> Wording:
    session: Session = ctx.obj
    return session.words(lang)


def _ask(
    ctx: typer.Context,
    words: Wording,
    method: str,
    webhook_id: str | None = None,
    then: str = "",
    body: Any = None,
    **query: str,
) -> Any:
    """What the service answers. Raises what it says went wrong, StoreError, and BadParameter where none is named."""
    session: Session = ctx.obj
    if not session.url.startswith(("http://", "https://")):
        no = N_("webhooks are those of a running service; name it: --register http://127.0.0.1:8000")
        raise typer.BadParameter(words.text(no), param_hint="--register")
    from laeringslopp.client.calling import NotThere, call
    from laeringslopp.client.problems import no_service

    if webhook_id == "":
        _unknown(webhook_id, session, words)  # its address would be that of all of them
    path = f"{HOOKS}/{quote(webhook_id, safe='')}{then}" if webhook_id is not None else HOOKS
    try:
        return call(session.url, method, path, body, **query)
    except NotThere:
        if webhook_id is not None:
            _unknown(webhook_id, session, words)
        raise no_service(session.url, "it has no webhooks") from None


def _unknown(webhook_id: str, session: Session, words: Wording) -> NoReturn:
    no = N_("There is no webhook {webhook}. See them all: {command}")
    typer.echo(words.say(no, webhook=webhook_id, command=f"{session.program} webhooks list"), err=True)
    raise typer.Exit(1)


def _secret(told: Any, words: Wording, as_json: bool) -> None:
    if as_json:
        _print(told)
        return
    typer.echo(words.say(N_("The secret of the webhook {webhook}, shown this once:"), webhook=told["webhook_id"]))
    typer.echo(told["secret"])  # on a line of its own, as it is copied


def _counts(told: Any) -> tuple[str, ...]:
    return tuple(str(told[name]) for name in ("position", "behind", "waiting", "dead"))


def _problem(told: Any) -> str:
    """In the words of the API, so that it can be looked up; with the status where there is one."""
    return " ".join(str(told[name]) for name in ("problem", "status") if told.get(name) is not None)


def _when(text: str | None, words: Wording) -> str:
    return "" if text is None else words.when(datetime.fromisoformat(text).astimezone(), "minute")


def _print(told: Any) -> None:
    typer.echo(json.dumps(told, ensure_ascii=False))
