"""The answer to one of Parley's own questions: rows that draw themselves, with their pin."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar, overload

from graph.citing import Citation, cite
from graph.desk import Desk
from graph.notebook.pins import AnswerPin
from graph.notebook.rows import Records, RowType, cited_in
from graph.questions import MAX_LIMIT, ListQuestion

Asked = TypeVar("Asked", bound=ListQuestion)
MOST = 10_000


@dataclass(frozen=True)
class Asking(Generic[Asked, RowType]):
    """A question for a list, and how to ask it: `at_desk` runs it, `records` fetches sources."""

    question: Asked
    row: type[RowType]
    ask: Callable[[Desk, Asked], Mapping[str, Any]]
    at_desk: Callable[[Callable[[Desk], Any]], Any]
    records: Records

    def answer(self, **changes: Any) -> Answer[RowType]:
        """The answer to the question, with some of its fields changed."""
        question = self.question.model_copy(update=changes)
        page = self.at_desk(lambda desk: self.ask(desk, question))
        return Answer(page, self)

    def at(self, pin: AnswerPin, **changes: Any) -> Answer[RowType]:
        """The answer at an earlier pin."""
        moment = {"as_of": date.fromisoformat(pin["as_of"]), "known_at": pin["known_at"]}
        return self.answer(**moment, **changes)


class Answer(Sequence[RowType], Generic[RowType]):
    """One page of rows, as HTTP gives it: `limit` of them (50 by default) of `total`.

    `all()` has the rows of all pages. `next` is the cursor of the page after it, or None; `cut`
    says that time ran out before all were found.
    """

    def __init__(self, page: Mapping[str, Any], asking: Asking[Any, RowType]) -> None:
        self._asking = asking
        self.rows: list[RowType] = [asking.row.of(row, asking.records) for row in page["items"]]
        self.total: int = page["total"]
        self.next: str | None = page["next"]
        self.cut: bool = page.get("cut", False)
        self.pin = AnswerPin.asked(page["pin"], asking.at)
        self.row_class = asking.row

    @overload
    def __getitem__(self, place: int) -> RowType: ...
    @overload
    def __getitem__(self, place: slice) -> list[RowType]: ...
    def __getitem__(self, place: int | slice) -> RowType | list[RowType]:
        """A row, or some."""
        return self.rows[place]

    def __len__(self) -> int:
        """How many rows this page has; `total` says how many there are."""
        return len(self.rows)

    def __eq__(self, other: object) -> bool:
        """Whether the rows and the pin are the same."""
        if not isinstance(other, Answer):
            return NotImplemented
        return (self.rows, self.pin) == (other.rows, other.pin)

    __hash__ = None  # type: ignore[assignment]

    def all(self, most: int = MOST) -> Answer[RowType]:
        """The rows of all pages, at this answer's pin; at most `most` of them."""
        whole = self._asking.at(self.pin, limit=min(MAX_LIMIT, most), cursor=None)
        while whole.next and len(whole) < most:
            left = min(MAX_LIMIT, most - len(whole))
            page = self._asking.at(self.pin, limit=left, cursor=whole.next)
            whole.rows += page.rows
            whole.next, whole.total, whole.cut = page.next, page.total, page.cut
        return whole

    def where(self, keep: Callable[[RowType], bool]) -> Answer[RowType]:
        """Those of these rows that `keep` says yes to; the pin is that of them all."""
        some = copy(self)
        some.rows = [row for row in self.rows if keep(row)]
        return some

    def df(self, *, dates: bool = True) -> Any:
        """These rows as a pandas DataFrame, with real dates unless `dates` is False.

        A thing is two columns, its name and its id; several are joined by semicolons; of claims
        the uids are given. SetupError where pandas is not installed.
        """
        from graph.notebook.frames import pandas_frame  # noqa: PLC0415 - not before it is wanted
        from graph.notebook.row_columns import columns_of  # noqa: PLC0415

        frame = pandas_frame(*columns_of(self.rows, self._asking.row), dates=dates)
        frame.attrs.update(pin=dict(self.pin), total=self.total)
        return frame

    def polars(self, *, dates: bool = True) -> Any:
        """The same as a polars DataFrame; SetupError where polars is not installed."""
        from graph.notebook.frames import polars_frame  # noqa: PLC0415 - not before it is wanted
        from graph.notebook.row_columns import columns_of  # noqa: PLC0415

        return polars_frame(*columns_of(self.rows, self._asking.row), dates=dates)

    def graph(self) -> Any:
        """A networkx MultiDiGraph of what these rows say: things, and the edges between them."""
        from graph.notebook.row_graph import graph_of  # noqa: PLC0415 - not before it is wanted

        return graph_of(self.rows)

    def picture(self, **how: Any) -> Any:
        """The picture of `graph()`, to show in a notebook; see `graph.notebook.picture`."""
        from graph.notebook.picture import Picture  # noqa: PLC0415 - not before it is wanted

        return Picture.of(self.graph(), **how)

    def cite(self, form: str = "text") -> Citation:
        """The sources behind all these rows, each once: as "text", "bibtex" or "csl-json"."""
        return cite(cited_in(self.rows, self._asking.records), form)

    def __repr__(self) -> str:
        """The rows as a plain table."""
        from graph.notebook.display import answer_text  # noqa: PLC0415 - display knows answers

        return answer_text(self)

    def _repr_html_(self) -> str:
        from graph.notebook.display import answer_html  # noqa: PLC0415 - display knows answers

        return answer_html(self)
