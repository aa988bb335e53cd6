"""The commands. What takes long to import is imported where it is used."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli import archives
from api.cli.asking import AsJson, asks
from api.cli.bench import add_curators_commands, add_sources_commands
from api.cli.giving import add_giving_commands
from api.cli.printing import hint, print_csv, print_json, print_table, progress, say
from api.cli.showing import show
from api.offers import OFFERS, Offer
from graph.errors import NOTHING_LOADED, BadParameter
from graph.questions import Question
from graph.store import Store, StoreSettings, open_store

app = typer.Typer(
    name="parley",
    help="Who demands what, of whom, over which asset, since when, who objects, and says who?",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Paths = Annotated[
    list[Path] | None, typer.Argument(help="folders of dossiers, or workbooks", show_default=False)
]
Thing = Annotated[str, typer.Argument(help="an id or a name")]


def opened(*, writable: bool = False) -> Store:
    """The store that the environment names."""
    return open_store(StoreSettings(), writable=writable)


def _shown_version(wanted: bool) -> None:
    if wanted:
        say(f"parley {version('parley')}")
        raise typer.Exit


@app.callback()
def root(
    _version: Annotated[
        bool, typer.Option("--version", callback=_shown_version, is_eager=True, help="the version")
    ] = False,
) -> None:
    """Who demands what, of whom, over which asset, since when, who objects, and says who?"""


@app.command()
def load(
    paths: Paths = None,
    shipped: Annotated[
        bool, typer.Option("--shipped", help="the dossiers that come with Parley, too")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="say what would change, and write nothing")
    ] = False,
    json: AsJson = False,
) -> None:
    """Check dossiers and load them as one release."""
    from api.observing.audit import Audit  # noqa: PLC0415
    from api.observing.loads import recorded_load  # noqa: PLC0415
    from loaders.shipped import shipped_dossiers  # noqa: PLC0415

    given = [*(paths or ()), *(shipped_dossiers() if shipped else ())]
    if not given:
        raise BadParameter("paths", "name the folder of a dossier, or say --shipped")
    with opened(writable=True) as store, progress() as report:
        summary = recorded_load(store, given, dry_run=dry_run, report=report, audit=Audit.of(store))
    if json:
        print_json(summary.as_dict())
        return
    hint(*(f"worth a look: {warning}" for warning in summary.warnings))
    say(*summary.lines())


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="the address to listen on")] = None,
    port: Annotated[int | None, typer.Option(help="the port to listen on")] = None,
    public: Annotated[
        bool, typer.Option("--public", help="allow an address that others can reach")
    ] = False,
) -> None:
    """Answer over HTTP until interrupted."""
    from api.server import serve as serve_at  # noqa: PLC0415

    serve_at(host=host, port=port, public=public, load_first=())


@app.command()
def run() -> None:
    """Load the dossiers that Parley ships, then serve: what `make run` does."""
    from api.server import serve as serve_at  # noqa: PLC0415
    from loaders.shipped import shipped_dossiers  # noqa: PLC0415

    serve_at(host=None, port=None, public=False, load_first=shipped_dossiers())


@app.command()
def token(
    name: Annotated[str, typer.Argument(help="whose token it is: a person or a program")],
    replace: Annotated[
        bool, typer.Option("--replace", help="make the token that this name has void")
    ] = False,
    revoke: Annotated[
        bool, typer.Option("--revoke", help="strike the name's token out and make none")
    ] = False,
    json: AsJson = False,
) -> None:
    """Make a token, print it once, and add it to the file that PARLEY_TOKENS names."""
    from api.access.tokens import add_token, remove_token, token_file  # noqa: PLC0415

    path = token_file()
    if revoke:
        remove_token(path, name)
        content, text = {"name": name, "revoked": True}, f"{name} has no token any more"
    else:
        made = add_token(path, name, replace=replace)
        content, text = {"name": name, "token": made}, made
        hint(f"The token of {name}, shown this once; its digest is in {path}:")
    if json:
        print_json(content)
    else:
        say(text)


@app.command()
def cypher(
    query: Annotated[str, typer.Argument(help="a query that reads; - takes standard input")],
    param: Annotated[
        list[str] | None, typer.Option("--param", help="a parameter, as name=value; JSON values")
    ] = None,
    format: Annotated[  # noqa: A002 - the option has this name
        str, typer.Option("--format", help="table, csv or json")
    ] = "table",
    json: AsJson = False,
) -> None:
    """Ask in Cypher; only reading is allowed."""
    text = typer.get_text_stream("stdin").read() if query == "-" else query
    parameters = dict(_parameter(given) for given in param or [])
    chosen = "json" if json else format
    if chosen not in ("table", "csv", "json"):
        raise BadParameter("format", f"{chosen!r} is none of table, csv, json")
    from api.observing.audit import Audit, shown_parameters  # noqa: PLC0415

    with opened() as store:
        asked = {"query": text, "parameters": shown_parameters(parameters)}
        with Audit.of(store).entry("cypher", **asked) as entry:
            table = store.cypher(text, parameters)
            entry |= {"rows": len(table.rows), "truncated": table.truncated}
    if chosen == "json":
        content = {"columns": table.columns, "rows": table.rows, "truncated": table.truncated}
        print_json(content)
        return
    (print_csv if chosen == "csv" else print_table)(table.columns, table.rows)
    if table.truncated:
        hint(f"parley: cut after {len(table.rows):,} rows; ask for less, or count in the query")


def _parameter(given: str) -> tuple[str, Any]:
    import orjson  # noqa: PLC0415

    name, equals, value = given.partition("=")
    if not equals or not name:
        raise BadParameter("param", f"{given!r} is not name=value")
    try:
        return name, orjson.loads(value)
    except orjson.JSONDecodeError:
        return name, value


def _ask(offer: Offer) -> None:
    """Registers the command of an offer."""

    def run(question: Question, json: bool, **names: str) -> None:
        from graph.desk import Desk  # noqa: PLC0415

        with opened() as store:
            answer = offer.ask(Desk(store), *names.values(), question)
        if json:
            print_json(answer)
        else:
            show(offer, answer)

    if offer.is_single:

        def single(name: Thing, question: Question, json: AsJson = False) -> None:
            run(question, json, name=name)

        command: Callable[..., None] = single
    else:

        def several(context: typer.Context, question: Question, json: AsJson = False) -> None:
            if context.invoked_subcommand is None:
                run(question, json)

        command = several
    command.__doc__ = f"{offer.summary}."
    command.__name__ = offer.command
    asked = asks(offer.question)(command)
    if offer.command == "sources":
        group = typer.Typer(
            help=f"{offer.summary}.", invoke_without_command=True, rich_markup_mode=None
        )
        group.callback()(asked)
        add_sources_commands(group)
        app.add_typer(group, name=offer.command, help=command.__doc__)
    else:
        app.command(offer.command)(asked)


for _offer in OFFERS:
    _ask(_offer)


@app.command()
def status(json: AsJson = False) -> None:
    """Say what is in the store, and whether a load is under way."""
    from graph.desk import Desk  # noqa: PLC0415

    with opened() as store:
        answer = Desk(store).status()
    if json:
        print_json(answer)
        return
    say(answer["store"])
    if answer["release"] is None:
        say(NOTHING_LOADED)
    else:
        say(f"release {answer['release']}, published {answer['published_at']}")
    if answer["edges"] == "pending":
        say("direct edges of the last release are still being written")
    if answer["loading"]:
        say("a load is under way")
    rows = [(row["id"], row["claims"], row["title"]) for row in answer["dossiers"]]
    if rows:
        print_table(("dossier", "claims", "title"), rows)


app.command()(archives.backup)
app.command()(archives.restore)
add_curators_commands(app)
add_giving_commands(app, opened)
