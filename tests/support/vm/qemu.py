"""QEMU's command line for a guest: the microvm machine, which has nothing that we do not use."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.support.vm.agent import PORT
from tests.support.vm.image import PLACE

QEMU = "qemu-system-x86_64"
INITS = {
    "auraed": (f"{PLACE}/bin/auraed", "/run/aurae/aurae.sock"),
    "systemd": ("/lib/systemd/systemd", "/run/dbus/system_bus_socket"),
}
"""By name: what becomes PID 1, and the socket on which it serves when the machine is up."""

ALWAYS = "console=ttyS0 quiet panic=-1 reboot=t random.trust_cpu=on 8250.nr_uarts=1"
ALONE = "tsc=reliable no_timer_check cryptomgr.notests mitigations=off nokaslr audit=0 apparmor=0"
"""Without KVM: leaves out what takes long and guards nothing in a guest that lives for a test.

The time stamp counter is the host's and sound. Checked against the timer interrupt, which comes
late here, it would be given up for a clock of 4 ms that loses time.
"""


class Shape(NamedTuple):
    """What a machine is made of: `memory` as QEMU takes it, such as 1G; `init` is one of INITS.

    A guest that reboots is off, unless `reboot`. `arguments` go on the kernel's command line.
    """

    memory: str = "1G"
    cpus: int = 2
    init: str = "auraed"
    reboot: bool = False
    arguments: str = ""


class Files(NamedTuple):
    """What a machine boots from, and the folder of its sockets, console and scratch disk."""

    kernel: Path
    initrd: Path
    root: Path
    tree: Path
    folder: Path

    @property
    def monitor(self) -> Path:
        """Socket on which QEMU's monitor comes."""
        return self.folder / "qmp.sock"

    @property
    def agent(self) -> Path:
        """Socket on which the agent's port comes."""
        return self.folder / "agent.sock"

    @property
    def console(self) -> Path:
        """All that the guest wrote to its console."""
        return self.folder / "console.log"

    @property
    def scratch(self) -> Path:
        """An empty disk that the guest may write on: its serial number is `scratch`."""
        return self.folder / "scratch.raw"


def command(shape: Shape, files: Files, accelerator: str, tsc_khz: int) -> list[str]:
    """Return QEMU's argv; it dies with the process that starts it. `tsc_khz` counts without KVM.

    Without KVM the processors take turns: when QEMU 7.2 translates for several at a time, one of
    them can meet the breakpoint of a static key that another has patched, and the kernel panics.
    """
    init, serving = INITS[shape.init]
    if accelerator == "kvm":
        engine, more = ("kvm", "host"), ""
    else:
        engine, more = ("tcg,thread=single", "max"), f"{ALONE} tsc_early_khz={tsc_khz}"
    append = f"{ALWAYS} {more} init={init} vm.serving={serving} {shape.arguments}"
    return [
        *("setpriv", "--pdeathsig", "KILL", QEMU),
        *("-nodefaults", "-no-user-config", "-display", "none"),
        *([] if shape.reboot else ["-no-reboot"]),
        # A guest that panics may finish what it has to say.
        *("-action", "panic=none"),
        *("-M", "microvm,x-option-roms=off", "-bios", "qboot.rom"),
        *("-accel", engine[0], "-cpu", engine[1], "-m", shape.memory, "-smp", str(shape.cpus)),
        *("-global", "virtio-mmio.force-legacy=false"),
        *("-kernel", str(files.kernel), "-initrd", str(files.initrd), "-append", append),
        *("-chardev", f"socket,id=monitor,path={files.monitor}", "-mon", "monitor,mode=control"),
        *("-serial", f"file:{files.console}"),
        *disk(files.root, "root"),
        *disk(files.tree, "tree"),
        *disk(files.scratch, "scratch", writable=True),
        *("-device", "virtio-rng-device", "-device", "pvpanic"),
        *("-device", "virtio-serial-device"),
        *("-chardev", f"socket,id=agent,path={files.agent}"),
        *("-device", f"virtserialport,chardev=agent,name={PORT}"),
    ]


def disk(image: Path, serial: str, *, writable: bool = False) -> Sequence[str]:
    """Return the arguments for a disk; the guest finds it by its serial number."""
    mode = "off" if writable else "on"
    return (
        "-drive",
        f"if=none,id={serial},file={image},format=raw,read-only={mode},auto-read-only=off,file.locking=off",
        "-device",
        f"virtio-blk-device,drive={serial},serial={serial}",
    )
