"""How far coders agree beyond chance.

Krippendorff's alpha: Krippendorff (2011), "Computing Krippendorff's alpha-reliability"; for any
number of coders, and units that some of them left out. Cohen's kappa: Cohen (1960), "A coefficient
of agreement for nominal scales", Educational and Psychological Measurement 20, 37-46; for two
coders, over what both have. For more than two, the kappa of each pair and their mean: Light (1971),
"Measures of response agreement for qualitative data", Psychological Bulletin 76, 365-377.

Both take categories as nominal: any two that differ, differ by as much.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from sklearn.metrics import cohen_kappa_score

# One row a unit: each coder's category, None where the coder has none.
Table = Sequence[Sequence[str | None]]


def krippendorff_alpha(table: Table) -> float | None:
    """Alpha, at most 1; None where no two coders share a unit, or there is one category only.

    One less the disagreement observed within units over that expected by chance (Krippendorff 2011,
    part D, nominal data). Worked out here, since the library for it is under the GPL; a test holds
    it against that library.
    """
    units = [[value for value in row if value is not None] for row in table]
    pairable = [Counter(unit) for unit in units if len(unit) > 1]
    total = sum(pairable, Counter[str]())
    if len(total) < 2:
        return None
    observed = sum(_unlike(unit) / (unit.total() - 1) for unit in pairable)
    expected = _unlike(total) / (total.total() - 1)
    return 1 - observed / expected


def _unlike(values: Counter[str]) -> int:
    """How many ordered pairs of values are of different categories."""
    return values.total() ** 2 - sum(count**2 for count in values.values())


def cohen_kappa(table: Table, one: int, other: int) -> float | None:
    """Kappa of two coders, at most 1, over what both have; None where that has one category."""
    both = [
        (first, second)
        for row in table
        if (first := row[one]) is not None and (second := row[other]) is not None
    ]
    if len({value for row in both for value in row}) < 2:
        return None
    firsts, seconds = zip(*both, strict=True)
    return float(cohen_kappa_score(firsts, seconds))


def light_kappa(table: Table) -> float | None:
    """The mean of the kappas of all pairs of coders that have one; None where none has."""
    coders = range(len(table[0])) if table else range(0)
    found = [cohen_kappa(table, one, other) for one, other in combinations(coders, 2)]
    kappas = [kappa for kappa in found if kappa is not None]
    return sum(kappas) / len(kappas) if kappas else None


def same_share(table: Table) -> float | None:
    """The share, from 0 to 1, of all pairs of coders' values of one unit that are the same."""
    pairs = [
        first == second
        for row in table
        for first, second in combinations([value for value in row if value is not None], 2)
    ]
    return sum(pairs) / len(pairs) if pairs else None


def matched_share(ones: int, others: int, matched: int) -> float | None:
    """The share, from 0 to 1, of two coders' claims that have a counterpart.

    It is the F-measure, which measures agreement where nobody can say how many claims there might
    have been: Hripcsak and Rothschild (2005), "Agreement, the F-measure, and reliability in
    information retrieval", Journal of the American Medical Informatics Association 12, 296-298.
    """
    return 2 * matched / (ones + others) if ones + others else None
