"""The vocabulary file: well formed, complete, and the same as the table in the documentation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from graph.vocabulary import LABELS, VOCABULARY, Relation, read_vocabulary
from tests.graph.vocabulary_table import table

DOCUMENT = Path(__file__).parents[2] / "docs" / "vocabulary.md"

# The relations that the design names, by group: a relation may be added, none may go.
DESIGNED = {
    "stance": {
        *("demands", "supports", "offers", "accepts", "concedes"),
        *("rejects", "considers", "doubts", "threatens"),
    },
    "holding": {"controls", "seized", "claims", "annexed", "operates", "recognises"},
    "tie": {
        *("speaks_for", "member_of", "allied_with", "mediates"),
        *("sanctions", "distrusts", "accuses"),
    },
    "event": {"took_part_in", "hosted", "affected", "led_to"},
    "structure": {"concerns", "excludes", "part_of"},
}


def test_every_relation_of_the_design_is_there() -> None:
    for row in VOCABULARY.relations.values():
        assert row.group in DESIGNED
    for group, names in DESIGNED.items():
        assert names <= {name for name, row in VOCABULARY.relations.items() if row.group == group}


@pytest.mark.parametrize("relation", VOCABULARY.relations.values(), ids=lambda row: row.name)
def test_a_relation_says_what_its_group_needs(relation: Relation) -> None:
    assert (relation.polarity is not None) == (relation.group == "stance")
    assert (relation.sort is not None) == (relation.group == "holding")
    assert relation.type == relation.name.upper()
    assert set(relation.subject) | set(relation.object) <= set(LABELS)
    assert re.findall(r"\{(\w+)\}", relation.reads) == ["subject", "object"]


def test_kinds_are_slugs() -> None:
    words = [word for kinds in VOCABULARY.kinds.values() for word in kinds]
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", word) for word in words)


def test_only_stances_have_a_polarity() -> None:
    assert VOCABULARY.polarity("offers") == "for"
    with pytest.raises(KeyError):
        VOCABULARY.polarity("controls")


def test_an_unknown_column_is_refused() -> None:
    text = """
groups: {}
polarities: {}
relations: {sings: {group: tie, subject: [Party], object: [Party], reads: "", tune: x}}
kinds: {}
report_kinds: []
certainties: []
leanings: []
"""
    with pytest.raises(ValidationError, match="tune"):
        read_vocabulary(text)


def test_the_table_in_the_documentation_is_this_vocabulary() -> None:
    assert table(VOCABULARY) in DOCUMENT.read_text("utf-8")
