"""The whole comparison of several coders, ready to be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import Any

from graph.agreement.coding import Coding
from graph.agreement.coefficients import (
    Table,
    cohen_kappa,
    krippendorff_alpha,
    light_kappa,
    matched_share,
    same_share,
)
from graph.agreement.disagreements import Disagreement, agrees, disagreements
from graph.agreement.units import Unit, units_of
from graph.vocabulary import VOCABULARY


@dataclass(frozen=True, slots=True)
class Measures:
    """How far coders agree on one thing; each is None where it cannot be worked out.

    `units` are those that at least two coders have; `same` the share of pairs that are the same,
    `alpha` Krippendorff's, `kappa` Cohen's, of more than two coders Light's mean of it.
    """

    units: int
    same: float | None
    alpha: float | None
    kappa: float | None


@dataclass(frozen=True, slots=True)
class PairOfCoders:
    """Two coders: how many and what share of their claims are matched, and the kappa of stance."""

    coders: tuple[str, str]
    matched: int
    share: float | None
    kappa: float | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """What several coders agree on, and what not.

    `agreed` counts the units that all have and have the same; `stance` measures the relations of
    stance claims, `polarity` whether they are for, against, open or other.
    """

    coders: tuple[str, ...]
    claims: tuple[int, ...]
    units: int
    agreed: int
    stance: Measures
    polarity: Measures
    pairs: tuple[PairOfCoders, ...]
    disagreements: tuple[Disagreement, ...]

    def as_dict(self) -> dict[str, Any]:
        """The comparison as JSON has it; what each coder has is by the coder's name."""
        content = asdict(self)
        content["claims"] = dict(zip(self.coders, self.claims, strict=True))
        for row in content["disagreements"]:
            for name in ("values", "claims"):
                row[name] = dict(zip(self.coders, row[name], strict=True))
        return content


def compare_codings(codings: Sequence[Coding]) -> Agreement:
    """Compares the codings of two or more coders; the order of rows changes nothing."""
    units = units_of(codings)
    stances = [unit for unit in units if unit.is_stance]
    stance = _table(stances, len(codings), {name: name for name in VOCABULARY.relations})
    polarity = {name: str(row.polarity) for name, row in VOCABULARY.relations.items()}
    places = range(len(codings))
    return Agreement(
        coders=tuple(coding.coder for coding in codings),
        claims=tuple(len(coding.claims) for coding in codings),
        units=len(units),
        agreed=sum(agrees(unit, codings) for unit in units),
        stance=_measures(stance),
        polarity=_measures(_table(stances, len(codings), polarity)),
        pairs=tuple(
            _pair(codings, units, stance, one, other) for one, other in combinations(places, 2)
        ),
        disagreements=tuple(disagreements(units, codings)),
    )


def _table(units: Sequence[Unit], coders: int, category: Mapping[str, str]) -> Table:
    return [
        [
            category[unit.claims[place].claim.relation] if place in unit.claims else None
            for place in range(coders)
        ]
        for unit in units
    ]


def _measures(table: Table) -> Measures:
    shared = sum(sum(value is not None for value in row) > 1 for row in table)
    return Measures(shared, same_share(table), krippendorff_alpha(table), light_kappa(table))


def _pair(
    codings: Sequence[Coding], units: Sequence[Unit], stance: Table, one: int, other: int
) -> PairOfCoders:
    first, second = codings[one], codings[other]
    matched = sum(one in unit.claims and other in unit.claims for unit in units)
    share = matched_share(len(first.claims), len(second.claims), matched)
    return PairOfCoders(
        (first.coder, second.coder), matched, share, cohen_kappa(stance, one, other)
    )
