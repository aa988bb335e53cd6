"""The sentences with which pages begin, by themselves."""

from __future__ import annotations

import pytest

from api.pages.leads import (
    Tense,
    asset_lead,
    conflicts_lead,
    demand_lead,
    event_lead,
    home_lead,
    party_lead,
    paths_lead,
    source_lead,
)
from api.pages.words import Named, Sentence, linked, plain, several
from graph.vocabulary import Label

THEN, NOW = Tense("2025-03-18", past=True), Tense("2025-03-18", past=False)
ASTER, BASIL, CLOVE = (Named("Party", name.lower(), name) for name in ("Aster", "Basil", "Clove"))
PIER = Named("Asset", "a-pier", "the pier")
OPEN = Named("Demand", "d-open", "The harbour opens.")
EVENT = {"start": "2030-01-02", "end": None, "place": None}


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        (
            home_lead(NOW, 3, 2, OPEN, [ASTER, BASIL]),
            (
                "On 18 March 2025, 2 parties are in 3 conflicts with one another, Aster and "
                "Basil most often; what they contest most: “The harbour opens”."
            ),
        ),
        (
            home_lead(THEN, 0, 0, None, []),
            "On 18 March 2025, nothing was contested in what Parley knows.",
        ),
        (
            conflicts_lead(THEN, 1, 2, [ASTER, BASIL], OPEN, CLOVE, [ASTER, BASIL]),
            (
                "On 18 March 2025, there was 1 conflict between Aster and Basil, as over "
                "“The harbour opens”; Clove mediated between Aster and Basil and had a stake "
                "of its own."
            ),
        ),
        (
            conflicts_lead(NOW, 4, 3, [ASTER, BASIL], None, None, []),
            (
                "On 18 March 2025, there are 4 conflicts between 3 parties, most of them "
                "between Aster and Basil."
            ),
        ),
        (
            conflicts_lead(NOW, 0, 0, [], None, None, []),
            "On 18 March 2025, there is no such conflict in what Parley knows.",
        ),
        (
            party_lead(THEN, ASTER, {"for": 1, "against": 2}, [BASIL], [PIER]),
            (
                "On 18 March 2025, Aster was for 1 demand and against 2, was in conflict "
                "with Basil, and held or claimed the pier."
            ),
        ),
        (
            party_lead(NOW, ASTER, {}, [], [PIER]),
            "On 18 March 2025, Aster holds or claims the pier.",
        ),
        (
            party_lead(NOW, CLOVE, {}, [], [], [ASTER, ASTER]),
            "On 18 March 2025, Clove speaks for Aster (2 of its positions rest on that).",
        ),
        (
            party_lead(NOW, ASTER, {}, [], []),
            "On 18 March 2025, nothing of what Aster wants or holds is known.",
        ),
        (
            asset_lead(NOW, PIER, {"possession": [ASTER], "title": [ASTER]}, 1, 0),
            (
                "On 18 March 2025, Aster possesses the pier and claims it as its own; 1 "
                "demand concerns it, and no conflict is over it."
            ),
        ),
        (
            asset_lead(THEN, PIER, {"possession": [ASTER], "title": [BASIL, CLOVE]}, 2, 1),
            (
                "On 18 March 2025, Aster possessed the pier; Basil and Clove claimed it as "
                "their own; 2 demands concerned it, and 1 conflict was over it."
            ),
        ),
        (
            asset_lead(NOW, PIER, {}, 0, 2),
            (
                "On 18 March 2025, nobody is known to hold the pier; 0 demands concern it, "
                "and 2 conflicts are over it."
            ),
        ),
        (
            demand_lead(THEN, {"for": [ASTER, BASIL], "against": [CLOVE]}, "2025-03"),
            (
                "On 18 March 2025, Aster and Basil were for it; Clove was against it. It was "
                "last spoken of in March 2025."
            ),
        ),
        (
            demand_lead(THEN, {}, None),
            "On 18 March 2025, nobody is known to have taken a position on this.",
        ),
        (
            event_lead({**EVENT, "place": "Aster Bay"}, [ASTER], 1),
            (
                "It took place on 2 January 2030 in Aster Bay; Aster took part; 1 claim was "
                "made there."
            ),
        ),
        (
            event_lead({**EVENT, "start": "2030-01"}, [], 2),
            (
                "It took place in January 2030; who took part is not on record; 2 claims "
                "were made there."
            ),
        ),
        (
            source_lead(
                {"publisher": "The Gazette", "author": None, "published": "2030"}
                | {"published_inferred": True},
                2,
                [ASTER],
            ),
            (
                "Published by The Gazette in 2030 (a date that is inferred); 2 claims rest "
                "on it, of Aster."
            ),
        ),
        (
            source_lead(
                {"publisher": None, "author": None, "published": None}
                | {"published_inferred": False},
                1,
                [],
            ),
            "1 claim rests on it.",
        ),
    ],
)
def test_a_page_begins_with_a_sentence(sentence: Sentence, says: str) -> None:
    assert plain(sentence) == says


def node(label: Label, name: str) -> dict[str, str]:
    """A node of a route."""
    return {"label": label, "id": name.lower(), "name": name}


def test_a_path_says_how_far_and_by_way_of_what() -> None:
    route = {
        "length": 2,
        "nodes": [node("Party", "Aster"), node("Party", "Basil"), node("Party", "Clove")],
    }
    longer = {"length": 3, "nodes": []}
    sentence = paths_lead(NOW, (ASTER, CLOVE), [route, route, longer], cut=False)
    assert plain(sentence) == (
        "On 18 March 2025, Aster and Clove are 2 steps apart, by way of Basil, and in 1 other way "
        "as short."
    )
    assert "nothing that Parley knows connects" in plain(
        paths_lead(NOW, (ASTER, CLOVE), [], cut=False)
    )


def test_names_are_listed_as_english_lists_them() -> None:
    assert plain(several([])) == ""
    assert plain(several([ASTER])) == "Aster"
    assert plain(several([ASTER, BASIL])) == "Aster and Basil"
    assert plain(several([ASTER, BASIL, CLOVE, PIER])) == "Aster, Basil, Clove and the pier"
    assert plain(several([ASTER] * 5)) == "Aster, Aster, Aster and 2 more"


def test_names_in_a_text_become_references_and_the_text_stays() -> None:
    bay = Named("Asset", "a-bay", "Aster Bay")
    text = "Aster demands “The harbour opens”, in Aster Bay (Asterism is no name), of Basil."
    sentence = linked(text, [ASTER, bay, OPEN, BASIL, Named("Party", "none", "")])
    assert plain(sentence) == text
    found = [part.id for part in sentence if isinstance(part, Named)]
    assert found == ["aster", "d-open", "a-bay", "basil"]
    assert linked("a .* b", [Named("Party", "x", ".*")])[1] == Named(
        "Party", "x", ".*", is_quoted=False
    )
