"""Plots by matplotlib, where a plot reads better than a graph: spans as bars, counts as steps.

Each function returns a matplotlib Figure, to be shown, changed or saved. Colours are of Okabe and
Ito's palette, which those who do not see red and green apart can read; a pattern goes with each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from textwrap import wrap
from typing import TYPE_CHECKING

from graph.cases import KINDS, ConflictSpan
from graph.dates import Window
from graph.desk import Desk
from graph.history import scope_of
from graph.opened import Opened
from graph.positions import PositionSpan
from graph.questions import SpanKind, TimelineQuestion
from graph.spans import RelationSpan
from graph.timeline import Spell, spells
from graph.vocabulary import VOCABULARY

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.ticker import Locator

_LOOKS: Mapping[str, tuple[str, str]] = {
    "for": ("#0072B2", ""),
    "against": ("#D55E00", "//"),
    "open": ("#B9B9B9", ".."),
    "other": ("#CC79A7", "xx"),
    "disputed": ("#F0E442", "\\\\"),
    "possession": ("#0072B2", ""),
    "title": ("#E69F00", "//"),
    "use": ("#009E73", ".."),
    "view": ("#B9B9B9", "xx"),
    "opposed": ("#D55E00", ""),
    "exclusive": ("#0072B2", ""),
    "rival_holding": ("#E69F00", ""),
    "dual_role": ("#009E73", ""),
}
_WIDEST = 52
_ROW = 0.42
_MARGIN = timedelta(days=45)
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Bar:
    """A span in a plot: in which row, of which look, and on which days, the last included.

    `sure` are the days on which it certainly held, where there are any; the others are drawn pale.
    """

    row: str
    look: str
    days: tuple[date, date]
    sure: tuple[date, date] | None


Maker = Callable[[Opened, Spell], Bar | None]


def positions_over_time(desk: Desk, question: TimelineQuestion) -> Figure:
    """A party's positions (or those on a demand or asset) as bars, a row for each.

    The question needs a party, demand or asset; `since` and `until` bound the time shown.
    """

    def bar(opened: Opened, spell: Spell) -> Bar | None:
        span = spell.thing
        if not isinstance(span, PositionSpan):
            return None
        names = opened.writer.name
        who = names(span.party) if question.party is None else None
        row = ": ".join(filter(None, [who, names(span.demand).rstrip(".")]))
        days = (spell.first, spell.last)
        return Bar(row, span.polarity, days, days if spell.certain else None)

    return _bars(desk, question, "position", bar)


def holders_over_time(desk: Desk, question: TimelineQuestion) -> Figure:
    """Who held an asset (or what a party held) as bars, a row for each party and relation."""

    def bar(opened: Opened, spell: Spell) -> Bar | None:
        span = spell.thing
        if not isinstance(span, RelationSpan):
            return None
        names = opened.writer.name
        what = VOCABULARY.relations[span.relation]
        row = what.reads.format(subject=names(span.party), object=names(span.object))
        if span.in_favour_of:
            row += f" as that of {' and '.join(names(party) for party in span.in_favour_of)}"
        sure = (span.interval.certain_first, span.interval.certain_last)
        days = (spell.first, spell.last)
        return Bar(row, what.sort or "view", days, sure if sure[0] <= sure[1] else None)

    return _bars(desk, question, "holding", bar)


def conflicts_over_time(desk: Desk, question: TimelineQuestion) -> Figure:
    """How many conflicts of each kind there were, day by day, as steps."""
    found = _spells(desk, question, "conflict")
    figure, axes = _figure(4.2)
    by_kind: dict[str, list[Spell]] = defaultdict(list)
    for _, spell in found:
        if isinstance(spell.thing, ConflictSpan):
            by_kind[spell.thing.finding.conflict.kind].append(spell)
    first, last = _frame(question, found)
    for kind in KINDS:
        if rows := by_kind.get(kind):
            days, counts = _steps(rows, first, last)
            label = kind.replace("_", " ")
            axes.step(days, counts, where="post", label=label, color=_LOOKS[kind][0])  # type: ignore[arg-type]
    axes.set_ylabel("conflicts")
    axes.yaxis.set_major_locator(_whole_numbers())
    _finish(axes, first, last, legend=bool(by_kind))
    return figure


def _spells(desk: Desk, question: TimelineQuestion, kind: SpanKind) -> list[tuple[Opened, Spell]]:
    opened = desk.opened(question)
    if opened is None:
        return []
    scope = scope_of(opened, question.model_copy(update={"kind": kind}))
    first, last = question.since or date.min, question.until or date.max
    return [
        (opened, spell)
        for spell in spells(opened.view, scope, Window(first, last))
        if spell.first <= last and first <= spell.last
    ]


def _bars(desk: Desk, question: TimelineQuestion, kind: SpanKind, bar: Maker) -> Figure:
    found = _spells(desk, question, kind)
    bars = [made for opened, spell in found if (made := bar(opened, spell))]
    first, last = _frame(question, found)
    rows = list(dict.fromkeys(made.row for made in sorted(bars, key=lambda one: one.days)))
    figure, axes = _figure(max(1.6, _ROW * len(rows) + 1.2))
    for made in bars:
        _draw(axes, made, rows.index(made.row), first, last)
    axes.set_yticks(range(len(rows)), [_label(row) for row in rows])
    axes.set_ylim(len(rows) - 0.4, -0.6)
    _finish(axes, first, last, legend=bool(bars))
    return figure


def _figure(height: float) -> tuple[Figure, Axes]:
    """An empty figure that no window or notebook shows by itself."""
    from matplotlib.figure import Figure as NewFigure  # noqa: PLC0415 - an optional package

    figure = NewFigure(figsize=(10, height), layout="constrained")
    return figure, figure.add_subplot()


def _label(row: str) -> str:
    """A row's name in at most two lines."""
    return "\n".join(wrap(row, _WIDEST, max_lines=2, placeholder=" …"))


def _whole_numbers() -> Locator:
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415

    return MaxNLocator(integer=True)


def _frame(question: TimelineQuestion, found: Sequence[tuple[Opened, Spell]]) -> tuple[date, date]:
    """From which to which day a plot goes: as asked, else from the first that is known to today."""
    known = {day for _, spell in found for day in (spell.first, spell.last)} - {date.min, date.max}
    today = found[0][0].day if found else question.as_of or date(2000, 1, 1)
    first = question.since or min(known, default=today) - _MARGIN
    last = question.until or question.as_of or max([today, *known])
    return first, max(last, first + _ONE_DAY)


def _draw(axes: Axes, bar: Bar, row: int, first: date, last: date) -> None:
    """A bar, cut to the frame; days on which it is not certain that it held are pale."""
    for days, alpha in ((bar.days, 0.4), (bar.sure, 1.0)):
        if days is None or days[1] < first or last < days[0]:
            continue
        begin, end = max(days[0], first), min(days[1], last)
        colour, hatch = _LOOKS[bar.look]
        axes.barh(
            row,
            end - begin + _ONE_DAY,  # type: ignore[arg-type]
            left=begin,  # type: ignore[arg-type]
            height=0.62,
            color=colour,
            hatch=hatch,
            edgecolor="white",
            linewidth=0.5,
            alpha=alpha,
            label=bar.look,
        )


def _steps(rows: Iterable[Spell], first: date, last: date) -> tuple[list[date], list[int]]:
    """The days within a frame on which the number of spells changes, and the number from then."""
    changes: dict[date, int] = defaultdict(int)
    for spell in rows:
        changes[max(spell.first, first)] += 1
        if spell.last < last:
            changes[max(spell.last + _ONE_DAY, first)] -= 1
    days, counts, count = [first], [0], 0
    for day in sorted(changes):
        count += changes[day]
        days.append(day)
        counts.append(count)
    return [*days, last], [*counts, count]


def _finish(axes: Axes, first: date, last: date, *, legend: bool) -> None:
    axes.set_xlim(first, last)  # type: ignore[arg-type]
    axes.xaxis_date()
    axes.grid(axis="x", color="#dddddd", linewidth=0.6)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    if legend:
        handles, labels = axes.get_legend_handles_labels()
        kept = dict(zip(labels, handles, strict=True))
        axes.legend(
            kept.values(), kept.keys(), loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False
        )
    else:
        axes.text(0.5, 0.5, "nothing to show", transform=axes.transAxes, ha="center", va="center")
