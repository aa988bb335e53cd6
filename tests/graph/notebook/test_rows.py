"""Rows are HTTP's items with attributes: the fields declared are those that are answered."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest

from graph import answers, thing_answers
from graph.notebook import typed_rows, typed_things
from graph.notebook.pins import AnswerPin
from graph.notebook.row_columns import columns_of, fields_of
from graph.notebook.rows import Row, cited_in

RENAMED = {
    "Claim": "ClaimAnswer",
    "Position": "PositionAnswer",
    "Stake": "StakeAnswer",
    "Conflict": "ConflictAnswer",
    "Span": "SpanAnswer",
    "Change": "ChangeAnswer",
    "Edge": "EdgeAnswer",
    "Path": "PathAnswer",
    "AssetHolding": "AssetHoldingAnswer",
    **{
        name: f"{name}Answer"
        for name in ("Source", "Tie", "Holding", "Gap", "Asset", "Party", "Exclusion", "Stance")
    },
    "Demand": "DemandAnswer",
    "Event": "EventAnswer",
}
# Declared by both kinds of span, though answers declare them with each.
OF_SPANS = {"SpanThing": {"kind", "certain", "text", "claims"}, "Change": {"certain"}}


def rows() -> list[type[Row]]:
    """All classes of rows that the two modules define."""
    found = [*vars(typed_rows).values(), *vars(typed_things).values()]
    kinds = [kind for kind in found if isinstance(kind, type) and issubclass(kind, Row)]
    return sorted({kind for kind in kinds if kind not in (Row, AnswerPin)}, key=str)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.__name__)
def test_a_row_declares_what_is_answered(row: type[Row]) -> None:
    name = RENAMED.get(row.__name__, row.__name__)
    answer = getattr(answers, name, None) or getattr(thing_answers, name)
    answered = set(answer.__annotations__) | set(answer.__required_keys__)
    assert set(fields_of(row)) - OF_SPANS.get(row.__name__, set()) == answered | set(
        answer.__optional_keys__
    )


def claim(uid: str, *sources: tuple[str, str | None]) -> dict[str, Any]:
    """A claim in brief that cites some places in sources."""
    cited = [{"id": name, "title": name, "url": None, "locator": at} for name, at in sources]
    return {"uid": uid, "id": uid, "text": f"{uid} is said.", "sources": cited}


ITEM = {
    "relation": "demands",
    "from": "aster",
    "to": "d-open",
    "claim": claim("c1", ("s-one", "page 1"), ("s-two", None)),
    "others": 0,
}


def records(_: Any) -> dict[str, dict[str, Any]]:
    """Nothing is known of any source but its id."""
    return {}


def test_a_row_is_the_item_and_has_its_fields_as_attributes() -> None:
    edge = typed_rows.Edge.of(ITEM, records)
    assert edge == ITEM
    assert (edge.from_, edge.claim.sources[0].locator) == ("aster", "page 1")
    assert isinstance(edge.claim, typed_rows.ClaimInBrief)
    assert "from_" in dir(edge)


def test_a_field_that_is_none_names_the_nearest() -> None:
    edge: Any = typed_rows.Edge.of(ITEM, records)
    with pytest.raises(AttributeError, match="no field 'relatoin' here; there is relation"):
        _ = edge.relatoin
    assert not hasattr(edge, "_ipython_display_")


def test_a_row_is_copied_and_pickled_as_what_it_equals() -> None:
    edge = typed_rows.Edge.of(ITEM, records)
    assert pickle.loads(pickle.dumps(edge)) == ITEM
    assert copy.deepcopy(edge) == ITEM


def test_sources_are_cited_once_with_all_their_places() -> None:
    items = [claim("c1", ("s-one", "page 1"), ("s-two", None)), claim("c2", ("s-one", "page 9"))]
    found = cited_in([Row.of({"claims": items}, records)], records)
    assert [(cited.id, cited.locators) for cited in found] == [
        ("s-one", ("page 1", "page 9")),
        ("s-two", ()),
    ]


def test_columns_have_names_and_ids_and_spread_what_held() -> None:
    span = {
        "kind": "conflict",
        "first": "2030-01-01",
        "conflict": {
            "kind": "opposed",
            "parties": [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}],
        },
        "claims": [claim("c1"), claim("c2")],
        "aliases": ["x", "y"],
    }
    names, [cells] = columns_of([Row.of(span, records)], typed_rows.Span)
    assert dict(zip(names, cells, strict=True)) == {
        "kind": "conflict",
        "first": "2030-01-01",
        "conflict_kind": "opposed",
        "parties": "A; B",
        "parties_id": "a; b",
        "claims": "c1; c2",
        "aliases": "x; y",
    }


def test_no_rows_have_columns_all_the_same() -> None:
    names, cells = columns_of([], typed_rows.Position)
    assert names[:3] == ["party", "stance", "polarity"]
    assert cells == []
