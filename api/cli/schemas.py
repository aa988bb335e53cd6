"""`parley schema`: what editors need to complete and underline the tables of a dossier."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.files import write_whole
from api.cli.printing import hint, print_json, say
from graph.errors import BadParameter
from graph.names import nearest


def schema(
    table: Annotated[
        str | None, typer.Option(help="one table, or 'dossier' for dossier.yaml; all without it")
    ] = None,
    output: Annotated[
        Path | None, typer.Option(help="a folder to write TABLE.schema.json to, a file a table")
    ] = None,
) -> None:
    """The JSON Schema of the YAML tables, for editors."""
    from api.problems import dump  # noqa: PLC0415 - it takes long
    from loaders.json_schema import DIALECT, SCHEMAS, table_schema  # noqa: PLC0415

    if table is not None and table not in SCHEMAS:
        near = nearest(table, SCHEMAS, 1)
        hinted = f"the nearest is '{near[0]}'" if near else f"use one of {', '.join(SCHEMAS)}"
        raise BadParameter("table", f"there is no table {table!r}; {hinted}")
    schemas = {name: table_schema(name) for name in ([table] if table else SCHEMAS)}
    if output is None:
        print_json(schemas[table] if table else {"$schema": DIALECT, "$defs": schemas})
        return
    _make(output)
    for name, content in schemas.items():
        path = output / f"{name}.schema.json"
        write_whole(path, [dump(content)])
        say(str(path))
    hint(
        "Put this line first into a table, with the way from it to the folder:",
        f"# yaml-language-server: $schema={output.name}/{next(iter(schemas))}.schema.json",
    )


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadParameter("output", f"{folder} cannot be made: {error.strerror}") from None
