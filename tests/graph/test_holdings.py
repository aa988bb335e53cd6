"""Who held what: spans from claims, checked by hand."""

from __future__ import annotations

from datetime import date

from graph.dates import Period
from graph.holdings import holding_spans
from graph.spans import RelationSpan
from graph.speaking import Speakers
from tests.graph.build import claim


def holds(span: RelationSpan, day: str) -> str:
    """Whether a span holds on a day."""
    return span.holds_at(date.fromisoformat(day))


def test_a_holding_lasts_from_its_first_date_to_its_last() -> None:
    [span] = holding_spans(
        [claim("1", "p", "controls", "a", valid_from="2014", valid_to="2016-05-01")], {}
    )
    assert [holds(span, day) for day in ("2013-12-31", "2014-06-01", "2014-12-31")] == [
        "no",
        "may",
        "yes",
    ]
    assert holds(span, "2016-05-02") == "no"
    assert not span.at_latest


def test_without_dates_it_began_when_it_was_said_at_the_latest() -> None:
    [span] = holding_spans([claim("1", "p", "controls", "a", "2020-02-02")], {})
    assert span.at_latest
    assert (holds(span, "2020-02-01"), holds(span, "2020-02-02")) == ("no", "yes")


def test_claims_that_meet_are_one_span_and_the_more_precise_start_counts() -> None:
    [span] = holding_spans(
        [
            claim("1", "p", "controls", "a", valid_from="2014"),
            claim("2", "p", "controls", "a", valid_from="2014-01-01", valid_to="2015"),
        ],
        {},
    )
    assert span.interval.begin == Period.parse("2014-01-01")
    assert span.interval.end is None
    assert holds(span, "2014-06-01") == "yes"
    assert len(span.statements) == 2


def test_a_gap_parts_two_spans() -> None:
    spans = holding_spans(
        [
            claim("2", "p", "controls", "a", valid_from="2020"),
            claim("1", "p", "controls", "a", valid_from="2010", valid_to="2012-12-30"),
        ],
        {},
    )
    assert [span.statements[0].claim.uid for span in spans] == ["1", "2"]


def test_parties_relations_and_views_are_kept_apart() -> None:
    spans = holding_spans(
        [
            claim("1", "p", "controls", "a"),
            claim("2", "p", "claims", "a"),
            claim("3", "q", "recognises", "a", in_favour_of=("p",)),
            claim("4", "q", "recognises", "a", in_favour_of=("r",)),
        ],
        {},
    )
    assert len(spans) == 4


def test_what_a_spokesman_says_his_party_holds() -> None:
    ties = Speakers([claim("t", "envoy", "speaks_for", "p", valid_from="2000")], {})
    [span] = holding_spans([claim("1", "envoy", "claims", "a")], {}, ties)
    assert (span.party, span.statements[0].voice) == ("p", "envoy")
