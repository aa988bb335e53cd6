"""The bounded memory forgets what was least used."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep

from graph.kept import Kept


def test_the_least_used_is_forgotten_first() -> None:
    kept: Kept[str, int] = Kept(2)
    kept.put("a", 1)
    kept.put("b", 2)
    assert kept.get("a") == 1
    kept.put("c", 3)
    assert [kept.get(key) for key in "abc"] == [1, None, 3]


def test_weights_are_added_up_and_replaced() -> None:
    kept: Kept[str, tuple[int, ...]] = Kept(3, len)
    kept.put("a", (1, 2))
    kept.put("a", (1,))
    kept.put("b", (1, 2))
    assert kept.get("a") == (1,)
    kept.put("c", (1, 2, 3, 4))
    assert kept.get("b") is None
    assert kept.get("c") == (1, 2, 3, 4)  # what was put last is always there


def test_only_what_is_missing_is_made() -> None:
    kept: Kept[str, int] = Kept(10)
    kept.put("a", 1)
    asked: list[list[str]] = []

    def make(missing: list[str]) -> dict[str, int]:
        asked.append(missing)
        return dict.fromkeys(missing, 2)

    assert kept.get_all(["a", "b", "b"], make) == {"a": 1, "b": 2}
    assert kept.get_all(["a", "b"], make) == {"a": 1, "b": 2}
    assert asked == [["b"]]
    assert kept.get_or("b", lambda: 9) == 2


def test_what_is_made_once_is_waited_for() -> None:
    kept: Kept[str, int] = Kept(10)
    made: list[int] = []
    begun = Event()

    def make() -> int:
        begun.set()
        made.append(len(made))
        sleep(0.05)
        return made[-1]

    with ThreadPoolExecutor() as pool:
        first = pool.submit(kept.once, "a", make)
        begun.wait()
        others = [pool.submit(kept.once, "a", make) for _ in range(3)]
        assert [one.result() for one in (first, *others)] == [0, 0, 0, 0]
    assert made == [0]
