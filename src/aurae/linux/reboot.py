"""reboot(2): how a machine, or a PID namespace, ends."""

from __future__ import annotations

import ctypes

from aurae.linux.libc import check, libc

POWER_OFF = 0x4321_FEDC
RESTART = 0x0123_4567
HALT = 0xCDEF_0123
CAD_OFF = 0

libc.reboot.argtypes = [ctypes.c_int]


def reboot(command: int) -> None:
    """Power off, restart or halt at once: nothing is written to disk, no process is asked.

    In a PID namespace of its own the namespace ends instead (reboot(2)). Raises OSError.
    """
    check(libc.reboot(ctypes.c_int(command)), "reboot")


def give_us_ctrl_alt_del() -> None:
    """Have Ctrl-Alt-Del send SIGINT to PID 1 instead of restarting at once. Raises OSError."""
    check(libc.reboot(CAD_OFF), "reboot")
