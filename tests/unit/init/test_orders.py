"""Which signal means what to PID 1, and when somebody has lost patience."""

import signal

import pytest

from aurae.init import ending, orders


@pytest.mark.parametrize(
    ("number", "order"),
    [
        (signal.SIGTERM, orders.POWER_OFF),
        (signal.SIGPWR, orders.POWER_OFF),
        (signal.SIGINT, orders.RESTART),
        (37, orders.HALT),
        (38, orders.POWER_OFF),
        (39, orders.RESTART),
    ],
)
def test_a_signal_is_an_order(number: int, order: int):
    taken = orders.Orders()
    assert taken.take([int(number)])
    assert taken.order == order


def test_no_other_signal_is_an_order():
    others = [int(number) for number in signal.valid_signals() if number not in orders.ORDERS]
    taken = orders.Orders()
    assert len(others) > 50
    assert not taken.take(others)
    assert taken.order == orders.NOTHING


def test_the_last_order_counts():
    taken = orders.Orders()
    taken.take([signal.SIGCHLD, signal.SIGINT])
    taken.take([signal.SIGTERM])
    assert taken.order == orders.POWER_OFF


def test_more_than_seven_presses_in_two_seconds_are_urgent():
    now = [100.0]
    taken = orders.Orders(lambda: now[0])
    for _ in range(7):
        now[0] += 0.1
        taken.take([signal.SIGINT])
    assert not taken.urgent
    taken.take([signal.SIGINT])
    assert taken.urgent


def test_slow_presses_are_never_urgent():
    now = [100.0]
    taken = orders.Orders(lambda: now[0])
    for _ in range(50):
        now[0] += 0.3
        taken.take([signal.SIGINT])
    assert not taken.urgent


def test_every_order_has_a_word_and_a_command():
    given = set(orders.ORDERS.values())
    assert given == set(ending.COMMANDS)
    assert all(orders.WORDS[order] for order in given)
