"""Failed attempts are counted by client, forgotten in time, and bounded in memory."""

from __future__ import annotations

import pytest

from api.access import attempts
from api.access.attempts import Attempts, client_of


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:0db8:0001:0002"),
        ("2001:db8:1:2:ffff::1", "2001:0db8:0001:0002"),
        ("unknown", "unknown"),
    ],
)
def test_a_client_is_an_address_or_a_network(address: str, client: str) -> None:
    assert client_of(address) == client


def test_after_some_failures_a_client_waits_and_others_do_not() -> None:
    now = [0.0]
    counted = Attempts(3, 60, lambda: now[0])
    for second in range(3):
        assert counted.wait("a") == 0
        now[0] = float(second)
        counted.failed("a")
    assert counted.wait("a") == 58
    assert counted.wait("b") == 0
    now[0] = 60.0
    assert counted.wait("a") == 0
    counted.failed("a")
    assert counted.wait("a") == 1  # the second of the four was at one second


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts, "CLIENTS_KEPT", 10)
    counted = Attempts(1, 60, lambda: 0.0)
    for number in range(100):
        counted.failed(str(number))
    assert [counted.wait(str(number)) > 0 for number in (0, 89, 90, 99)] == [
        False,
        False,
        True,
        True,
    ]
