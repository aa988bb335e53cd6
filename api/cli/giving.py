"""Commands that give files: exports, dossiers given back, and new ones to begin with."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from shlex import quote
from typing import Annotated, Literal

import typer
from pydantic import Field

from api.cli.asking import asks
from api.cli.files import write_whole
from api.cli.printing import hint, print_json, say
from graph.errors import BadParameter
from graph.questions import ExportQuestion
from graph.store import Store

Json = Annotated[bool, typer.Option("--json", help="what was written, as JSON")]
As = Annotated[str, typer.Option("--as", help="yaml, csv, jsonl, parquet or xlsx")]


class _ExportOrDossier(ExportQuestion):
    """An export in a format; or a dossier, which has none."""

    format: Literal["json", "csv", "graphml", "gexf", "jsonld", "cypher"] | None = Field(  # type: ignore[assignment]
        None, description="json, csv, graphml, gexf, jsonld or cypher"
    )


def add_giving_commands(app: typer.Typer, opened: Callable[[], Store]) -> None:
    """Adds `export` and `new-dossier`."""

    @app.command()
    @asks(_ExportOrDossier)
    def export(
        question: _ExportOrDossier,
        folder: Annotated[
            Path | None, typer.Argument(help="with --as: a new folder for the dossier")
        ] = None,
        as_format: Annotated[
            str | None,
            typer.Option(
                "--as",
                help="give back the dossier of --dossier as yaml, csv, jsonl, parquet or xlsx, "
                "which loads again without a change",
            ),
        ] = None,
        output: Annotated[
            Path | None,
            typer.Option("--output", help="with --format: a file; standard output without it"),
        ] = None,
        json: Json = False,
    ) -> None:
        """The claims that `parley claims` lists, as a file; or, with --as, a dossier to edit."""
        if as_format is not None or folder is not None:
            _give_back(opened, question, folder, as_format, output, json=json)
        else:
            _export(opened, question, output, json=json)

    @app.command("new-dossier")
    def new_dossier(
        folder: Annotated[Path, typer.Argument(help="a new folder", show_default=False)],
        as_format: As = "yaml",
        example: Annotated[
            bool, typer.Option("--example", help="filled with an invented example")
        ] = False,
        name: Annotated[
            str | None, typer.Option("--id", help="its id; the folder's name without it")
        ] = None,
        title: Annotated[str | None, typer.Option(help="its title")] = None,
        json: Json = False,
    ) -> None:
        """Make a dossier to fill in, with the vocabulary at hand."""
        from loaders.giving.fresh import new_dossier as make  # noqa: PLC0415
        from loaders.staging import DossierHead  # noqa: PLC0415

        head = DossierHead(id=_id_of(name or folder.name, given=name), title=title or "A dossier")
        written = make(folder, as_format, head, example=example)
        if json:
            print_json(written)
            return
        say(f"{folder}: fill in the tables, then `parley load {quote(str(folder))} --dry-run`")


def _export(
    opened: Callable[[], Store], question: _ExportOrDossier, output: Path | None, *, json: bool
) -> None:
    from api.export import written  # noqa: PLC0415
    from graph.desk import Desk  # noqa: PLC0415

    if question.format is None:
        raise BadParameter(
            "format",
            "say --format json, csv, graphml, gexf, jsonld or cypher; or, to have a dossier back "
            "as a curator writes it, --dossier ID --as yaml, csv, jsonl, parquet or xlsx FOLDER",
        )
    if json and output is None:
        raise BadParameter(
            "json",
            "says what was written: it goes with --output FILE, or with --as; the claims "
            "themselves as JSON are --format json",
        )
    with opened() as store:
        pieces = written(Desk(store), question)
        if output is None:
            sys.stdout.buffer.writelines(pieces)
        else:
            write_whole(output, pieces)
            if json:
                size = output.stat().st_size
                print_json({"format": question.format, "output": str(output), "bytes": size})
            else:
                hint(f"written to {output}")


def _give_back(
    opened: Callable[[], Store],
    question: _ExportOrDossier,
    folder: Path | None,
    as_format: str | None,
    output: Path | None,
    *,
    json: bool,
) -> None:
    from loaders.giving import give_back  # noqa: PLC0415
    from loaders.giving.gather import gather  # noqa: PLC0415
    from loaders.staging import Staging  # noqa: PLC0415

    if folder is None or as_format is None:
        raise BadParameter("as", "say both: --as yaml, csv, jsonl, parquet or xlsx, and a folder")
    others = sorted(question.model_dump(exclude_defaults=True, exclude={"dossier"}))
    if output is not None:
        others.append("output")
    if others:
        raise BadParameter(others[0], "does not go with --as: a dossier is given back whole")
    if question.dossier is None:
        raise BadParameter("dossier", "say which dossier: --dossier ID")
    with opened() as store, Staging() as staging:
        written = give_back(gather(store, question.dossier, staging), folder, as_format)
    if json:
        print_json(written)
    else:
        hint(f"written to {folder}")


def _id_of(name: str, *, given: str | None) -> str:
    """The id of a new dossier, letters without their marks; BadParameter where a given one is none.

    >>> _id_of("Übergabe, 2nd round", given=None)
    'ubergabe-2nd-round'
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    slug = re.sub(r"[^a-z0-9]+", "-", bare).strip("-")
    if given is not None and slug != given:
        raise BadParameter("id", f"{given!r} is no id: use small letters, digits and hyphens")
    return slug or "dossier"
