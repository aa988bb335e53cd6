"""Commands that ask: their options are the fields of the question's model."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Annotated, Any, TypeVar

import typer
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from api.cli.failures import checked_question

Model = TypeVar("Model", bound=BaseModel)

AsJson = Annotated[bool, typer.Option("--json", help="the same JSON as over HTTP")]


def asks(model: type[Model]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Gives a command the fields of a question as options; it is called with the question.

    BadParameter, with what would be right, where one of them is wrong.
    """

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        own = inspect.signature(command, eval_str=True).parameters

        def called(**options: Any) -> None:
            given = {name: options.pop(name) for name in model.model_fields}
            command(question=_question(model, given), **options)

        kept = [row for name, row in own.items() if name != "question"]
        options = [_option(name, field) for name, field in model.model_fields.items()]
        called.__signature__ = inspect.Signature([*kept, *options])  # type: ignore[attr-defined]
        called.__doc__ = command.__doc__
        called.__name__ = command.__name__
        return called

    return decorate


def _option(name: str, field: FieldInfo) -> inspect.Parameter:
    flag = f"--{(field.alias or name).replace('_', '-')}"
    kind: Any = str | None
    default = None
    if field.annotation is bool:
        kind, default, flag = bool, field.default, f"{flag}/--no-{name.replace('_', '-')}"
    option = Annotated[kind, typer.Option(flag, help=field.description)]
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=option
    )


def _question(model: type[Model], given: dict[str, Any]) -> Model:
    fields = {name: value for name, value in given.items() if value is not None}
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        raise checked_question(error, list(model.model_fields)) from None
