"""What signals mean to PID 1: those that container tools and hypervisors send, as systemd takes them."""

from __future__ import annotations

import time

from aurae.linux.signals import signal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

NOTHING, POWER_OFF, RESTART, HALT = range(4)
WORDS = ("go on", "power off", "restart", "halt")

ORDERS = {
    int(signal.SIGTERM): POWER_OFF,
    int(signal.SIGPWR): POWER_OFF,
    int(signal.SIGINT): RESTART,  # Ctrl-Alt-Del
    int(signal.SIGRTMIN) + 3: HALT,
    int(signal.SIGRTMIN) + 4: POWER_OFF,
    int(signal.SIGRTMIN) + 5: RESTART,
}
"""Every other signal means nothing to PID 1."""

PRESSES = 7
WINDOW = 2.0
"""More than so many SIGINT in so many seconds, and nothing is waited for any more."""


class Orders:
    """The last order given, and whether somebody lost patience."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin without an order."""
        self._clock = clock
        self.order = NOTHING
        self.urgent = False
        self._presses: list[float] = []

    def take(self, numbers: list[int]) -> bool:
        """Note signals that arrived; True when one of them is an order. The last order counts."""
        given = [ORDERS[number] for number in numbers if number in ORDERS]
        if not given:
            return False
        self.order = given[-1]
        if signal.SIGINT in numbers:
            now = self._clock()
            self._presses = [at for at in self._presses if now - at < WINDOW] + [now]
            self.urgent = self.urgent or len(self._presses) > PRESSES
        return True
