"""The command line of a guest's kernel: what the machine needs, and then what was asked for.

QEMU passes it on as it is. The kernel parts it at spaces outside of double quotes, so that an open quote would take
in what follows; nothing can be quoted within quotes (Documentation/admin-guide/kernel-parameters).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.vms.hardware import Accelerator, Engine

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 2047
"""Bytes: the kernel's COMMAND_LINE_SIZE on x86 less the end of the text."""
ALWAYS = (
    "console=ttyS0",
    "quiet",
    "panic=-1",
    "reboot=t",
    "random.trust_cpu=on",
    "8250.nr_uarts=1",
    "cryptomgr.notests",
)
"""A panic ends the machine at once, and so does a restart, by a triple fault, which every machine has."""
TRANSLATED = ("tsc=reliable", "no_timer_check")
"""Where QEMU translates.

The time stamp counter is the host's and sound; checked against the timer interrupt, which comes late there, it would
be given up for a clock of 4 ms that loses time.
"""


def kernel_command_line(engine: Engine, asked: Sequence[str]) -> str:
    """Return the command line; later words win. ValueError for arguments that cannot be passed as they are."""
    words = list(ALWAYS)
    if engine.accelerator is Accelerator.TCG:
        words += TRANSLATED
        if engine.tsc_khz:
            # The microvm machine has no timer that Linux could measure it against: one boot in ten would hang.
            words.append(f"tsc_early_khz={engine.tsc_khz}")
    for argument in asked:
        check_argument(argument)
        words.append(argument)
    line = " ".join(words)
    if len(line.encode()) > LONGEST:
        more = len(line.encode()) - LONGEST
        raise ValueError(f"cannot pass the kernel's arguments: they are {more} bytes too long")
    return line


def check_argument(argument: str) -> None:
    """ValueError for an argument that the kernel would not take for what it looks like."""
    shown = repr(argument[:60])
    if not argument.strip():
        raise ValueError("cannot pass an empty kernel argument")
    if not argument.isascii() or not argument.isprintable():
        raise ValueError(
            f"cannot pass kernel argument {shown}: it has other than printable ASCII characters"
        )
    if argument.count('"') % 2:
        raise ValueError(f"cannot pass kernel argument {shown}: a quote is not closed")
