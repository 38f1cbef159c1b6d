"""systemd's manager over one open connection of the system bus, by libsystemd itself (sd-bus(3))."""

import ctypes
import time
from types import TracebackType
from typing import Self

_MANAGER = (
    b"org.freedesktop.systemd1", b"/org/freedesktop/systemd1", b"org.freedesktop.systemd1.Manager"
)  # fmt: skip
LIMIT = 300.0
"""Seconds that units may take to come or go: a hundred at once take systemd a minute without KVM."""


class Systemd:
    """An open bus connection that hears of units; a context manager."""

    def __init__(self) -> None:
        self._lib = ctypes.CDLL("libsystemd.so.0")
        for name in ("sd_bus_open_system", "sd_bus_call_method", "sd_bus_process", "sd_bus_wait"):
            getattr(self._lib, name).restype = ctypes.c_int
        self._bus = ctypes.c_void_p()
        self._check(self._lib.sd_bus_open_system(ctypes.byref(self._bus)), "open the system bus")
        self._call(b"Subscribe", b"")
        rule = b"type='signal',interface='org.freedesktop.systemd1.Manager'"
        found = self._lib.sd_bus_add_match(self._bus, None, rule, None, None)
        self._check(found, "hear of units")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._lib.sd_bus_flush_close_unref(self._bus)

    def run(self, unit: bytes, program: bytes, memory: int) -> None:
        """Run a program as a transient service and return when the unit has gone again."""
        integer = ctypes.c_int
        self._call(
            b"StartTransientUnit",
            b"ssa(sv)a(sa(sv))",
            *(unit, b"fail", integer(3)),
            *(b"MemoryMax", b"t", ctypes.c_uint64(memory)),
            *(b"CollectMode", b"s", b"inactive-or-failed"),
            *(b"ExecStart", b"a(sasb)", integer(1), program, integer(1), program, integer(0)),
            integer(0),
        )
        self._hear(b"UnitRemoved", unit)

    def notify(self, unit: bytes, program: bytes) -> None:
        """Start a transient service of the type notify; return when its job is done."""
        integer = ctypes.c_int
        self._send(
            b"StartTransientUnit",
            b"ssa(sv)a(sa(sv))",
            *(unit, b"fail", integer(2), b"Type", b"s", b"notify"),
            *(b"ExecStart", b"a(sasb)", integer(1), program, integer(1), program, integer(0)),
            integer(0),
        )
        self._hear(b"JobRemoved", unit)

    def load(self) -> None:
        """Have systemd read the files of units."""
        self._call(b"Reload", b"")

    def start(self, *units: bytes) -> None:
        """Start units, all asked for at once; return when their jobs are done."""
        for unit in units:
            self._send(b"StartUnit", b"ss", unit, b"replace")
        self._hear(b"JobRemoved", *units)

    def end(self, *units: bytes) -> None:
        """Stop units, all asked for at once; return when their jobs are done."""
        for unit in units:
            self._send(b"StopUnit", b"ss", unit, b"replace")
        self._hear(b"JobRemoved", *units)

    def slices(self, memory: int, *units: bytes) -> None:
        """Make transient slices, all asked for at once; return when they are active."""
        integer = ctypes.c_int
        for unit in units:
            self._send(
                b"StartTransientUnit",
                b"ssa(sv)a(sa(sv))",
                *(unit, b"fail", integer(1), b"MemoryMax", b"t", ctypes.c_uint64(memory)),
                integer(0),
            )
        self._hear(b"JobRemoved", *units)

    def stop(self, *units: bytes) -> None:
        """Stop units, all asked for at once; return when they have gone."""
        for unit in units:
            self._send(b"StopUnit", b"ss", unit, b"fail")
        self._hear(b"UnitRemoved", *units)

    def _call(self, method: bytes, signature: bytes, *arguments: object) -> None:
        found = self._lib.sd_bus_call_method(
            self._bus, *_MANAGER, method, None, None, signature or None, *arguments
        )
        self._check(found, method.decode())

    def _send(self, method: bytes, signature: bytes, *arguments: object) -> None:
        """Make a call and do not wait for its answer: the signals that follow tell."""
        found = self._lib.sd_bus_call_method_async(
            self._bus, None, *_MANAGER, method, None, None, signature, *arguments
        )
        self._check(found, method.decode())

    def _hear(self, signal: bytes, *units: bytes) -> None:
        """Return when this signal has told of each of these units."""
        left = set(units)
        end = time.monotonic() + LIMIT
        while time.monotonic() < end:
            message = ctypes.c_void_p()
            found = self._lib.sd_bus_process(self._bus, ctypes.byref(message))
            self._check(found, "read the bus")
            if not found:
                self._lib.sd_bus_wait(self._bus, ctypes.c_uint64(1_000_000))
            if message.value is None:
                continue
            if self._lib.sd_bus_message_is_signal(message, None, signal) > 0:
                left.discard(self._unit(message, signal))
            self._lib.sd_bus_message_unref(message)
            if not left:
                return
        raise AssertionError(f"systemd did not tell of {left}: {signal.decode()}")

    def _unit(self, message: ctypes.c_void_p, signal: bytes) -> bytes:
        name = ctypes.c_char_p()
        if signal == b"JobRemoved":
            number, path = ctypes.c_uint32(), ctypes.c_char_p()
            parts = (ctypes.byref(number), ctypes.byref(path), ctypes.byref(name))
            self._lib.sd_bus_message_read(message, b"uos", *parts)
        else:
            self._lib.sd_bus_message_read(message, b"s", ctypes.byref(name))
        return name.value or b""

    @staticmethod
    def _check(result: int, what: str) -> None:
        assert result >= 0, f"cannot {what}: error {-result}"
