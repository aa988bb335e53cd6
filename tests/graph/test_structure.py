"""Structure: what demands and assets are about and made of."""

from __future__ import annotations

from graph.structure import Structure
from tests.graph.build import claim

STRUCTURE = Structure(
    [
        claim("1", "d-open", "concerns", "a-pier", None),
        claim("2", "d-close", "concerns", "a-harbour", None),
        claim("3", "d-close", "excludes", "d-open", None),
        claim("4", "a-pier", "part_of", "a-harbour", None),
        claim("5", "a-crane", "part_of", "a-pier", None),
        claim("6", "a-harbour", "part_of", "a-crane", None),  # a loop, which must not hang
    ],
    {},
)


def test_exclusion_holds_both_ways() -> None:
    assert STRUCTURE.excluding("d-open") == ("d-close",)
    assert STRUCTURE.excluding("d-close") == ("d-open",)
    assert STRUCTURE.excluding("d-else") == ()


def test_an_asset_has_parts_and_their_parts() -> None:
    assert STRUCTURE.with_parts("a-pier") == {"a-pier", "a-crane", "a-harbour"}
    assert STRUCTURE.parts_of("a-harbour") == {"a-pier"}
    assert STRUCTURE.wholes_of("a-pier") == {"a-harbour"}


def test_demands_and_assets_find_each_other() -> None:
    assert STRUCTURE.demands_on(["a-pier", "a-harbour"]) == {"d-open", "d-close"}
    assert STRUCTURE.assets_of("d-open") == {"a-pier"}
    assert STRUCTURE.assets_of("d-else") == frozenset()
