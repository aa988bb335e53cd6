"""How the interpreter's collector is set where Parley serves or asks.

A release in memory is hundreds of thousands of small values that live as long as the release.
Looking through all of them again and again for what may be let go takes longer than working out
most answers, so that it is done less often.
"""

from __future__ import annotations

import gc

_NEW_VALUES, _ROUNDS, _OLD_ROUNDS = 100_000, 50, 100


def collect_seldom() -> None:
    """Makes collections seldom, for the whole process."""
    gc.set_threshold(_NEW_VALUES, _ROUNDS, _OLD_ROUNDS)
