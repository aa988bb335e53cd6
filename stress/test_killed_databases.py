"""The database dies in the middle of loads, and comes back."""

from __future__ import annotations

import random
import time
from collections import Counter
from pathlib import Path
from threading import Thread

from cypher import named
from graph.errors import ParleyError
from graph.store import Store, open_store
from loaders import write
from loaders.load import Summary, load
from stress.conftest import Tell
from stress.own_store import own_store
from stress.test_killed_loaders import check_unchanged, states
from tests.loaders.test_load import check_sound, standing

KILLS = 15


def test_a_database_that_dies_in_the_middle_of_loads(
    engine: str, tmp_path: Path, tell: Tell
) -> None:
    folders = states(tmp_path)
    ends: Counter[str] = Counter()
    under_way, longest_error, longest_back = 0, 0.0, 0.0
    with own_store(engine, tmp_path) as own:
        write.CLAIMS_AT_ONCE, kept = 4, write.CLAIMS_AT_ONCE
        try:
            with open_store(own.settings, writable=True) as store:
                load(store, [folders[0]])
                began = time.monotonic()
                load(store, [folders[1]])
                takes = time.monotonic() - began
            for number in range(KILLS):
                store = open_store(own.settings, writable=True)
                [before] = store.read(named("query/release_at"), known_at="9999")
                stood = standing(store)
                said: list[Summary | ParleyError] = []
                loading = Thread(target=tried, args=(store, folders[before["number"] % 2], said))
                loading.start()
                time.sleep(random.Random(number).uniform(0.0, takes))
                under_way += loading.is_alive()
                own.kill()
                died = time.monotonic()
                loading.join()
                longest_error = max(longest_error, time.monotonic() - died)
                store.close()
                began = time.monotonic()
                own.come_back()
                store = open_store(own.settings, writable=True)
                [after] = store.read(named("query/release_at"), known_at="9999")
                longest_back = max(longest_back, time.monotonic() - began)
                if isinstance(said[0], Summary):
                    assert after["number"] == said[0].release
                ends[said[0].slug if isinstance(said[0], ParleyError) else "published"] += 1
                if after["number"] == before["number"]:
                    check_unchanged(store, after["published_at"], stood)
                load(store, [folders[before["number"] % 2]])
                [last] = store.read(named("query/release_at"), known_at="9999")
                assert last["number"] == before["number"] + 1
                check_sound(store)
                store.close()
        finally:
            write.CLAIMS_AT_ONCE = kept
    assert under_way > KILLS // 3
    # a load finds the embedded engine by itself once it is there again, and may always end well
    assert engine == "embedded" or ends["store-unavailable"] > 0
    tell(
        f"the database killed (kill -9) {KILLS} times in the middle of loads",
        "an error or a release that is there; run again, it completes",
        f"{under_way} loads were under way; {dict(ends)}; the load ended {longest_error:.1f} s "
        f"after the kill at most, the restart took {longest_back:.1f} s at most",
    )


def tried(store: Store, folder: Path, said: list[Summary | ParleyError]) -> None:
    """Loads, and keeps the summary or one of Parley's errors."""
    try:
        said.append(load(store, [folder]))
    except ParleyError as error:
        said.append(error)
