"""Which accelerator QEMU can really use here, and what it must be told when there is none: as the daemon finds it out."""

import functools
import subprocess
import tempfile

from aurae.linux import tsc
from aurae.vms.accelerator import LIMIT, WORKS, command, lacking, smallest_kernel
from aurae.vms.clock_rate import MEASURED
from aurae.vms.hardware import Accelerator


@functools.cache
def accelerator() -> str:
    """Return `kvm` where a guest really boots with it, else `tcg`.

    /dev/kvm alone says little: a machine without the processor's help can have one whose every
    capability looks usable and on which no kernel starts.
    """
    return "tcg" if lacking() or not _boots() else "kvm"


def _boots() -> bool:
    with tempfile.NamedTemporaryFile(suffix=".elf") as file:
        file.write(smallest_kernel())
        file.flush()
        try:
            done = subprocess.run(
                command("qemu-system-x86_64", file.name, Accelerator.KVM),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=LIMIT,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
    return done.returncode == WORKS


@functools.cache
def tsc_khz() -> int:
    """Return the rate of the processor's time stamp counter in kHz; 0 when it cannot be measured."""
    try:
        return tsc.rate_khz(MEASURED)
    except (OSError, ImportError, AttributeError, ValueError):
        return 0
