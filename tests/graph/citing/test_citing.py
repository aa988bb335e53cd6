"""Sources as text, BibTeX and CSL-JSON: read back by other programs, whatever a title holds."""

from __future__ import annotations

import json
from typing import Any

import bibtexparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.citing import Cited, cite
from graph.citing.bibtex import escaped
from graph.citing.csl import TYPES
from graph.errors import BadParameter
from graph.vocabulary import VOCABULARY

RECORD: dict[str, Any] = {
    "id": "s-reu-2011",
    "title": "Report on the visit of Meles Zenawi to Cairo",
    "publisher": "Reuters",
    "author": "Sami Aboudi",
    "published": "2011-09-17",
    "url": "https://example.org/a_b%20c?d=1&e={f}",
    "language": "en",
    "kind": "news",
}
SOURCE = Cited("s-reu-2011", RECORD, ("paragraph 4", "paragraph 6"))
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).filter(str.strip)


def entries(text: str) -> list[dict[str, str]]:
    """The entries that bibtexparser reads."""
    parser = bibtexparser.bparser.BibTexParser(common_strings=True)
    found: list[dict[str, str]] = parser.parse(text).entries
    return found


def test_text_says_who_what_where_and_when() -> None:
    assert cite([SOURCE]) == (
        "Sami Aboudi, “Report on the visit of Meles Zenawi to Cairo”, Reuters, 17 September 2011, "
        "paragraph 4, paragraph 6. https://example.org/a_b%20c?d=1&e={f}"
    )


@pytest.mark.parametrize(
    ("published", "inferred", "words"),
    [
        ("2011", False, "2011"),
        ("2011-09", False, "September 2011"),
        ("2011-09-17", True, "[17 September 2011]"),
        (None, False, ""),
    ],
)
def test_dates_keep_their_precision(published: str | None, inferred: bool, words: str) -> None:
    source = Cited("s", {"title": "T", "published": published, "published_inferred": inferred})
    assert str(cite([source])) == (f"“T”, {words}." if words else "“T”.")
    [item] = json.loads(cite([source], "csl-json"))
    parts = [[int(part) for part in published.split("-")]] if published else None
    assert item.get("issued", {}).get("date-parts") == parts
    assert ("circa" in item.get("issued", {})) == inferred
    [entry] = entries(cite([source], "bibtex"))
    assert entry.get("year") == (published[:4] if published else None)


def test_bibtex_is_read_back() -> None:
    [entry] = entries(cite([SOURCE], "bibtex"))
    assert (entry["ID"], entry["ENTRYTYPE"]) == ("s-reu-2011", "misc")
    assert entry["author"] == "{Sami Aboudi}"
    assert (entry["year"], entry["month"], entry["day"]) == ("2011", "September", "17")
    assert entry["url"] == "https://example.org/a_b%20c?d=1&e=%7Bf%7D"
    assert entry["note"] == "paragraph 4; paragraph 6"


def test_csl_items_have_types_that_csl_knows() -> None:
    [item] = json.loads(cite([SOURCE], "csl-json"))
    assert item == {
        "id": "s-reu-2011",
        "type": "article-newspaper",
        "title": RECORD["title"],
        "author": [{"literal": "Sami Aboudi"}],
        "container-title": "Reuters",
        "issued": {"date-parts": [[2011, 9, 17]]},
        "URL": RECORD["url"],
        "language": "en",
        "note": "paragraph 4; paragraph 6",
    }
    assert {*TYPES, "other"} == set(VOCABULARY.kinds["source"])


@given(title=TEXT, publisher=TEXT, note=TEXT)
def test_no_title_breaks_what_follows_it(title: str, publisher: str, note: str) -> None:
    record = {"title": title, "publisher": publisher, "note": note, "kind": "news"}
    cited = [Cited("s-one", record), SOURCE]
    assert [entry["ID"] for entry in entries(cite(cited, "bibtex"))] == ["s-one", "s-reu-2011"]
    items = json.loads(cite(cited, "csl-json"))
    assert [items[0]["title"], items[1]["title"]] == [title, RECORD["title"]]


@given(TEXT)
def test_escaped_text_has_balanced_braces(text: str) -> None:
    assert escaped(text).count("{") == escaped(text).count("}")


def test_a_source_that_is_gone_is_still_named() -> None:
    assert str(cite([Cited("s-gone", {})])) == "“s-gone”."


def test_another_form_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(BadParameter, match="'ris' is none of text, bibtex, csl-json"):
        cite([SOURCE], "ris")
