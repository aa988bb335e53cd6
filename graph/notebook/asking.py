"""From keyword arguments to a checked question, and how a method says which it takes."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from pydantic import ValidationError

from graph.dates import instant_text
from graph.errors import BadParameter
from graph.parameters import invalid
from graph.questions import Question

Asked = TypeVar("Asked", bound=Question)
Method = TypeVar("Method", bound=Callable[..., Any])

_MOMENTS = ("known_at", "known_since", "known_until")


def question_of(model: type[Asked], filters: Mapping[str, Any]) -> Asked:
    """The question that keyword arguments ask; BadParameter says what would be right.

    None counts as not given. A row with an `id` stands for it, `pin` for its day and moment.
    """
    given = {name: _value(name, value) for name, value in _pinned(filters).items()}
    fields = {name: value for name, value in given.items() if value is not None}
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        found = error.errors(include_url=False)
        raise invalid(found, [*model.model_fields, "pin"]) from None


def _pinned(filters: Mapping[str, Any]) -> dict[str, Any]:
    given = dict(filters)
    pin = given.pop("pin", None)
    if pin is None:
        return given
    if not isinstance(pin, Mapping) or not {"as_of", "known_at"} <= pin.keys():
        raise BadParameter("pin", "this is no pin; give the `.pin` of an answer")
    for name in ("as_of", "known_at"):
        if given.get(name) is not None:
            raise BadParameter("pin", f"it says {name} already: give one of the two")
        given[name] = pin[name]
    return given


def _value(name: str, value: Any) -> Any:
    """An argument as the question's model takes it."""
    if isinstance(value, Mapping) and isinstance(value.get("id"), str):
        return value.get("uid") or value["id"]
    if isinstance(value, datetime) and name in _MOMENTS:
        return instant_text(value if value.tzinfo else value.astimezone())
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date) and name not in ("as_of", "since", "until"):
        return value.isoformat()
    return value


def id_of(thing: str | Mapping[str, Any]) -> str:
    """The id or name that an argument gives, as a text or a row."""
    return str(_value("id", thing))


def takes(model: type[Question]) -> Callable[[Method], Method]:
    """Shows a question's fields as a method's keyword arguments: in its help, and on Tab."""

    def decorate(method: Method) -> Method:
        own = inspect.signature(method, eval_str=False)
        kept = [row for row in own.parameters.values() if row.kind is not row.VAR_KEYWORD]
        known = {row.name for row in kept}
        fields = {name: row for name, row in model.model_fields.items() if name not in known}
        keywords = [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=row.get_default())
            for name, row in (*fields.items(),)
        ]
        pin = inspect.Parameter("pin", inspect.Parameter.KEYWORD_ONLY, default=None)
        method.__signature__ = own.replace(parameters=[*kept, *keywords, pin])  # type: ignore[attr-defined]
        lines = [f"{name}: {row.description}" for name, row in fields.items()]
        lines.append("pin: the pin of an earlier answer, in place of as_of and known_at")
        method.__doc__ = "\n".join([inspect.cleandoc(method.__doc__ or ""), "", *lines])
        return method

    return decorate
