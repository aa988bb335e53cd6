"""A bounded memory: values kept by key, the least used forgotten first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """Values by key, up to a total weight; safe to use from several threads.

    `weigh` gives a value's weight (1 where it is not given); `capacity` bounds their sum.
    """

    def __init__(self, capacity: int, weigh: Callable[[Value], int] = lambda _: 1) -> None:
        self._capacity = capacity
        self._weigh = weigh
        self._values: OrderedDict[Key, Value] = OrderedDict()
        self._weight = 0
        self._lock = Lock()
        self._making = Lock()
        self._is_closed = False

    @property
    def count(self) -> int:
        """How many values are kept."""
        return len(self._values)

    def get(self, key: Key) -> Value | None:
        """The value of a key, or None."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def put(self, key: Key, value: Value) -> Value:
        """Keeps a value, forgetting what was least used, and returns it."""
        with self._lock:
            if self._is_closed:
                return value
            if key in self._values:
                self._weight -= self._weigh(self._values[key])
            self._values[key] = value
            self._values.move_to_end(key)
            self._weight += self._weigh(value)
            while self._weight > self._capacity and len(self._values) > 1:
                _, forgotten = self._values.popitem(last=False)
                self._weight -= self._weigh(forgotten)
        return value

    def close(self) -> None:
        """Forgets all values, and keeps none any more."""
        with self._lock:
            self._is_closed = True
            self._values.clear()
            self._weight = 0

    def get_or(self, key: Key, make: Callable[[], Value]) -> Value:
        """The value of a key, made where it is missing; two threads may both make it."""
        found = self.get(key)
        return found if found is not None else self.put(key, make())

    def once(self, key: Key, make: Callable[[], Value]) -> Value:
        """The value of a key, made where it is missing; who comes meanwhile waits for it."""
        with self._making:
            return self.get_or(key, make)

    def get_all(
        self, keys: Iterable[Key], make: Callable[[list[Key]], dict[Key, Value]]
    ) -> dict[Key, Value]:
        """The values of several keys, the missing ones made at one go."""
        wanted = list(dict.fromkeys(keys))
        found = {key: value for key in wanted if (value := self.get(key)) is not None}
        missing = [key for key in wanted if key not in found]
        if missing:
            for key, value in make(missing).items():
                found[key] = self.put(key, value)
        return found
