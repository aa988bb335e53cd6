"""Each kind of hint on a dossier of a few rows: where it is due, and where it is not."""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import Any

import pytest

from loaders.hints.gather import Findings, examine
from loaders.hints.kinds import KINDS
from loaders.problems import MOST
from tests.loaders.write_dossier import (
    CLAIMS,
    DEMANDS,
    PARTIES,
    SOURCES,
    Rows,
    changed,
    write_dossier,
)


def found(folder: Path, **tables: Rows) -> Findings:
    """What is found in the usual dossier with some other tables."""
    return examine([write_dossier(folder, tables=tables)])


def told(findings: Findings, kind: str) -> list[str]:
    """The hints of a kind, without the folder."""
    return [
        f"{Path(hint.file).name}:{hint.line}: {hint.field}: {hint.message}"
        for hint in findings.of_kind(kind)
    ]


def claim(name: str, subject: str, relation: str, thing: str, **fields: Any) -> dict[str, Any]:
    """A row of claims."""
    usual = {"said_on": "2030-01-02", "sources": ["s-one"], "paraphrase": "It says so."}
    return {
        "id": name,
        "subject": subject,
        "relation": relation,
        "object": thing,
        **usual,
        **fields,
    }


def test_every_kind_that_is_told_has_a_name(tmp_path: Path) -> None:
    findings = found(tmp_path)
    assert set(findings.counts) <= set(KINDS)
    assert findings.dossiers == {
        "harbour": {"Asset": 1, "Claim": 2, "Demand": 2, "Event": 1, "Party": 2, "Source": 1}
    }


def test_a_claim_with_one_source_however_often_cited(tmp_path: Path) -> None:
    sources = [*SOURCES, {"id": "s-two", "title": "Two"}]
    twice = [{"id": "s-one", "locator": "1"}, {"id": "s-one", "locator": "2"}]
    claims = changed(changed(CLAIMS, "c1", sources=twice), "c2", sources=["s-one", "s-two"])
    findings = found(tmp_path, sources=sources, claims=claims)
    assert told(findings, "one-source") == [
        "claims.yaml:1: sources: the claim 'c1' rests on 's-one' alone"
    ]


@pytest.mark.parametrize(
    ("fields", "kinds"),
    [
        ({"published": "2030-01-01", "url": "https://example.org/two"}, set()),
        ({"published": "2030-01-01"}, {"no-link"}),
        ({"url": "https://example.org/two"}, {"no-day"}),
        ({"url": "https://example.org/two", "published": "2030-01", "kind": "news"}, {"no-day"}),
        ({"url": "https://example.org/two", "published": "2030", "kind": "book"}, set()),
        ({"url": "https://example.org/one", "published": "2030-01-01"}, {"same-link"}),
    ],
    ids=str,
)
def test_sources_without_a_link_or_a_day(
    tmp_path: Path, fields: dict[str, Any], kinds: set[str]
) -> None:
    first = {**SOURCES[0], "published": "2030-01-01"}
    findings = found(tmp_path, sources=[first, {"id": "s-two", "title": "Two", **fields}])
    assert set(findings.counts) & {"no-link", "no-day", "same-link"} == kinds


def test_parties_that_nobody_speaks_for(tmp_path: Path) -> None:
    parties = [*PARTIES, {"id": "rue", "name": "Rue", "kind": "person"}]
    parties.append({"id": "guild", "name": "Guild", "kind": "organisation"})
    claims = [*CLAIMS, claim("c3", "rue", "speaks_for", "aster")]
    findings = found(tmp_path, parties=parties, claims=claims)
    assert told(findings, "no-voice") == [
        "parties.yaml:2: id: nobody speaks for 'basil': it takes its stances itself",
        "parties.yaml:4: id: nobody speaks for 'guild', and it takes no stance itself",
    ]


@pytest.mark.parametrize(
    ("text", "told_of"),
    [
        ("The harbour is open to all ships.", True),
        ("To all ships the harbour opens!", True),
        ("The harbour opens to all the ships of Basil.", True),
        ("The harbour opens to all 20 ships.", False),
        ("The harbour never opens to all ships.", False),
        ("The market stays shut on Sundays.", False),
    ],
)
def test_demands_near_in_wording(tmp_path: Path, text: str, told_of: bool) -> None:
    demands = [
        {"id": "d-open", "text": "The harbour opens to all ships."},
        {"id": "d-ships", "text": text},
    ]
    findings = found(tmp_path, demands=demands)
    [*hints] = told(findings, "near-demand")
    assert bool(hints) == told_of
    if told_of:
        assert hints[0].startswith("demands.yaml:2: text: 'd-ships' is near to 'd-open' at ")
        assert hints[0].endswith("of 100): are the two one demand?")


def test_demands_that_exclude_each_other_or_name_other_parties_are_two(tmp_path: Path) -> None:
    demands: Rows = [
        {"id": "d-open", "text": "Aster opens the harbour to ships.", "excludes": ["d-opened"]},
        {"id": "d-opened", "text": "Aster opens the harbours to ships."},
        {"id": "d-other", "text": "Basil opens the harbour to ships."},
    ]
    assert told(found(tmp_path, demands=demands), "near-demand") == []


def test_names_that_look_like_anothers(tmp_path: Path) -> None:
    parties: Rows = [
        {"id": "aster", "name": "Aster", "kind": "state", "aliases": ["Republic of the Asters"]},
        {"id": "basil", "name": "Republic of the Aster", "kind": "state"},
        {"id": "zel", "name": "Volodymyr Zelensky", "kind": "person"},
        {"id": "zelenskyy", "name": "Zelenskyy, Volodymyr", "kind": "person"},
        {"id": "group-1", "name": "Contact group 1", "kind": "other"},
        {"id": "group-2", "name": "Contact group 2", "kind": "other"},
    ]
    hints = told(found(tmp_path, parties=parties), "near-name")
    assert [hint.partition(" at ")[0] for hint in hints] == [
        (
            "parties.yaml:2: name: 'Republic of the Aster' of 'basil' looks like "
            "'Republic of the Asters' of 'aster'"
        ),
        (
            "parties.yaml:4: name: 'Zelenskyy, Volodymyr' of 'zelenskyy' looks like "
            "'Volodymyr Zelensky' of 'zel'"
        ),
    ]


INTERVALS: list[tuple[tuple[str, ...], tuple[str, ...], str | None]] = [
    # holder, from, until; the next; the kind of hint
    (("aster", "2030-01-01", "2030-02-01"), ("basil", "2030-02-01", ""), None),
    (("aster", "2030-01-01", "2030-02-01"), ("basil", "2030-02-02", ""), None),
    (("aster", "2030-01-01", "2030-02-01"), ("basil", "2030-02-05", ""), "gap"),
    (("aster", "2030-01-01", "2030-02-01"), ("basil", "2030-01-31", ""), "overlap"),
    (("aster", "2030-01-01", "2030-02"), ("basil", "2030-02-05", ""), None),
    (("aster", "2030-01-01", "2030"), ("basil", "2031", ""), None),
    (("aster", "2030-01-01", "2030"), ("basil", "2031-02", ""), "gap"),
    (("aster", "2030-01-01", "2030-02-01"), ("aster", "2030-01-20", "2030-03"), "overlap"),
    (("aster", "2030-01-01", "2030-02-01"), ("aster", "2030-02-02", "2030-03"), None),
    (("aster", "2030-01-01", "2030-02-01"), ("aster", "2030-03", ""), "gap"),
    (("aster", "2030-01-01", "2030-02-01"), ("aster", "2030-01-01", "2030-02-01"), None),
    (("aster", "2030-01-01", ""), ("aster", "2031", ""), "overlap"),
]


@pytest.mark.parametrize(("one", "other", "kind"), INTERVALS, ids=str)
def test_intervals_that_leave_a_gap_or_overlap(
    tmp_path: Path, one: tuple[str, ...], other: tuple[str, ...], kind: str | None
) -> None:
    held = []
    for name, (party, begin, end) in (("c8", one), ("c9", other)):
        bounds = {"valid_from": begin, **({"valid_to": end} if end else {})}
        held.append(claim(name, party, "controls", "a-pier", **bounds))
    findings = found(tmp_path, claims=[*CLAIMS, *held])
    assert set(findings.counts) & {"gap", "overlap"} == ({kind} if kind else set())
    for hint in findings.hints:
        if hint.kind == kind:
            assert (Path(hint.file).name, hint.line, hint.field) == ("claims.yaml", 4, "valid_from")
            assert "'c8' at " in hint.message


def test_a_gap_says_which_days(tmp_path: Path) -> None:
    held = [
        claim("c8", "aster", "controls", "a-pier", valid_from="2030", valid_to="2030-02-01"),
        claim("c9", "basil", "seized", "a-pier", valid_from="2030-02-04"),
    ]
    [hint] = found(tmp_path, claims=[*CLAIMS, *held]).of_kind("gap")
    assert "nobody holds 'a-pier' in 2030-02-02 to 2030-02-03, between 'c8' at" in hint.message


def test_errors_come_without_hints_and_with_places(tmp_path: Path) -> None:
    findings = found(tmp_path, claims=changed(CLAIMS, "c1", relation="demand"))
    [error] = findings.errors
    assert error.as_dict() == {
        "kind": "error",
        "file": str(tmp_path / "claims.yaml"),
        "line": 1,
        "cell": None,
        "field": "relation",
        "message": "there is no relation 'demand'; the nearest is 'demands'",
    }
    assert not findings.as_dict()["sound"]


def test_what_loading_warns_of_is_a_hint_too(tmp_path: Path) -> None:
    (tmp_path / "h").mkdir()
    (tmp_path / "h" / "notes.csv").write_text("x\n", "utf-8")
    shared = changed(PARTIES, "basil", aliases=["The Port"])
    sources = [*SOURCES, {"id": "s-two", "title": "Two"}]
    findings = examine(
        [write_dossier(tmp_path / "h", tables={"parties": shared, "sources": sources})]
    )
    assert {"left-out", "shared-name", "uncited", "no-stance"} <= set(findings.counts)


def test_very_many_hints_are_counted_and_some_are_listed(tmp_path: Path) -> None:
    claims = [claim(f"c{number}", "aster", "demands", "d-open") for number in range(MOST + 5)]
    findings = found(tmp_path, claims=claims)
    assert findings.counts["one-source"] == MOST + 5
    assert len(findings.of_kind("one-source")) == MOST


def test_five_thousand_demands_are_compared_in_seconds(tmp_path: Path) -> None:
    chance = random.Random(1)
    words = [
        f"{chance.choice('bdfgklmnprst')}{vowel}{chance.choice('bdfgklmnprst')}{end}"
        for vowel in "aeiou"
        for end in ("an", "ek", "il", "or", "um")
        for _ in range(9)
    ]
    demands = [
        {"id": f"d-{number}", "text": " ".join(chance.choices(words, k=chance.randint(6, 20)))}
        for number in range(5_000)
    ]
    demands.append({"id": "d-near", "text": f"{demands[77]['text']} lent"})
    folder = write_dossier(tmp_path, tables={"demands": [*DEMANDS, *demands]})
    began = time.monotonic()
    findings = examine([folder])
    assert time.monotonic() - began < 60
    assert "'d-near' is near to 'd-77'" in " ".join(map(str, findings.of_kind("near-demand")))
