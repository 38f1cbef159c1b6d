"""Guests with our agent and nothing of the daemon: QEMU by a line of its own, the kernel and the initramfs as the daemon makes them."""

import io
import os
import shutil
import socket
import subprocess
import tarfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Self

from aurae.vms import initramfs, kernels
from aurae.vms.fields import Fields
from aurae.vms.guest import Guest
from aurae.vms.kernels import Kernel
from aurae.vms.streams import Stream
from tests.support.busybox_image import base_layer
from tests.support.require import missing, need
from tests.support.until import eventually, until
from tests.support.vm.probe import accelerator, tsc_khz

QUIET = "console=ttyS0 quiet panic=-1 reboot=t random.trust_cpu=on 8250.nr_uarts=1"
ALONE = "tsc=reliable no_timer_check cryptomgr.notests"
TREE = Path(__file__).resolve().parents[2]
SANITIZED = ("-g", "-O1", "-fsanitize=address,undefined", "-fno-sanitize-recover=all")


def cache() -> Path:
    """Return the folder in which what guests are made of is kept."""
    return Path(os.environ.get("AURAE_VM_CACHE", "~/.cache/aurae-vm")).expanduser()


def kernel_folder() -> Path:
    """Return the folder with the kernel that `tools/guest_kernel.sh` fetches."""
    found = Path(os.environ.get("AURAE_GUEST_KERNEL", cache() / "kernel"))
    if not (found / "vmlinuz").exists():
        missing("guest-kernel", f"{found} has no kernel: run tools/guest_kernel.sh {found}")
    return found


def kernel(folder: Path) -> Kernel:
    """Return it, ready to be booted; what is unpacked goes into `folder`."""
    own = kernel_folder()
    return kernels.prepare(own / "vmlinuz", own / "modules", folder)


def agent(folder: Path, *options: str) -> Path:
    """Return the agent compiled with options for the host; skips without a compiler."""
    need("gcc")
    program = folder / "agent"
    done = subprocess.run(
        [TREE / "tools/build_guest.sh", program, *options],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return program


def busybox_root(folder: Path) -> Path:
    """Return an erofs image with busybox in it."""
    image = folder / "root.erofs"
    files = folder / "root"
    with tarfile.open(fileobj=io.BytesIO(base_layer())) as archive:
        archive.extractall(files, filter="fully_trusted")
    subprocess.run([need("mkfs.erofs"), "--quiet", image, files], check=True, capture_output=True)
    shutil.rmtree(files)
    return image


@contextmanager
def native(
    program: Path, user: int | None = None
) -> Iterator[tuple[socket.socket, "subprocess.Popen[bytes]"]]:
    """Run the agent as a process of the host, of another user perhaps; gives the channel's other end."""
    ours, its = socket.socketpair()
    with ours, its, program.open("rb") as opened:
        # Who it is may be let into none of the folders above it.
        process = subprocess.Popen(
            [f"/proc/self/fd/{opened.fileno()}", "--fd", str(its.fileno())],
            pass_fds=[its.fileno(), opened.fileno()],
            stderr=subprocess.PIPE,
            user=user,
            group=user,
            extra_groups=None if user is None else [],
        )
        its.close()
        try:
            yield ours, process
        finally:
            ours.close()
            process.kill()
            process.communicate()


class RawGuest:
    """A machine: `console`, `stdout` and `stderr` are files, the channel and stdio are sockets."""

    def __init__(
        self,
        folder: Path,
        root: Path,
        *more: str,
        memory: str = "128",
        arguments: str = QUIET,
        disks: dict[str, Path] | None = None,
        passed: tuple[int, ...] = (),
    ) -> None:
        """`more` goes on QEMU's line, which gets the descriptors `passed`; `disks` are written on, by their serial numbers."""
        made = kernel(folder)
        self.folder = folder
        self.console = folder / "console"
        self.stdout = folder / "stdout"
        self.stderr = folder / "stderr"
        lines = [
            *("setpriv", "--pdeathsig", "KILL", need("qemu-system-x86_64")),
            *("-nodefaults", "-no-user-config", "-display", "none", "-no-reboot"),
            *("-M", "microvm,x-option-roms=off", "-bios", "qboot.rom", "-m", memory),
            *_engine(),
            *("-global", "virtio-mmio.force-legacy=false"),
            *("-kernel", str(made.image), "-initrd", str(initramfs.prepare(made, folder))),
            *("-append", f"{arguments} {_alone()}"),
            *("-serial", f"file:{self.console}"),
            *("-qmp", f"unix:{folder}/qmp,server=on,wait=off"),
            *("-device", "virtio-serial-device", "-device", "pvpanic"),
            *_port("channel", f"socket,path={folder}/channel,server=on,wait=off"),
            *_port("stdio", f"socket,path={folder}/stdio,server=on,wait=off"),
            *_port("stdout", f"file,path={self.stdout}"),
            *_port("stderr", f"file,path={self.stderr}"),
            *_disk("root", root, "read-only=on,auto-read-only=off,"),
        ]
        for serial, path in (disks or {}).items():
            lines += _disk(serial, path, "")
        self.argv = [*lines, *more]
        self._passed = passed
        self.began = 0.0
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Start it."""
        self.began = time.monotonic()
        self.process = subprocess.Popen(self.argv, stdin=subprocess.DEVNULL, pass_fds=self._passed)
        # Whoever looks at processes sees it from now on as what it is.
        until(self._is_qemu, "QEMU is executed")
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def _is_qemu(self) -> bool:
        assert self.process is not None
        if self.process.poll() is not None:
            return True
        return Path(f"/proc/{self.process.pid}/comm").read_text().startswith("qemu")

    def connect(self, name: str) -> socket.socket:
        """Return a connection to one of its sockets, as soon as QEMU listens."""
        sock = socket.socket(socket.AF_UNIX)

        def connected() -> bool:
            assert self.process is not None
            assert self.process.poll() is None, "QEMU has ended"
            try:
                sock.connect(str(self.folder / name))
            except (FileNotFoundError, ConnectionRefusedError):
                return False
            return True

        until(connected, f"QEMU listens on {name}")
        return sock

    @asynccontextmanager
    async def met(
        self, offered: Callable[[Stream, Fields], None] | None = None
    ) -> AsyncIterator[Guest]:
        """Give the guest when its agent has answered."""
        try:
            guest = await Guest.meet(self.connect("channel"), offered, 60)
        except TimeoutError:
            raise AssertionError(self.console.read_text(errors="replace")) from None
        try:
            yield guest
        finally:
            guest.close()

    async def off(self) -> None:
        """Return when QEMU has ended: with a connection that closes it drops what it has not read of it."""
        process = self.process
        assert process is not None
        await eventually(lambda: process.poll() is not None, "the machine goes off")

    def wait(self, limit: float = 30.0) -> int:
        """Return how QEMU ended."""
        assert self.process is not None
        return self.process.wait(limit)


def _engine() -> list[str]:
    return (
        ["-accel", "kvm", "-cpu", "host"]
        if accelerator() == "kvm"
        else ["-accel", "tcg,thread=single", "-cpu", "max"]
    )


def _alone() -> str:
    return "" if accelerator() == "kvm" else f"{ALONE} tsc_early_khz={tsc_khz()}"


def _port(name: str, chardev: str) -> list[str]:
    return [
        *("-chardev", f"{chardev.partition(',')[0]},id={name},{chardev.partition(',')[2]}"),
        *("-device", f"virtserialport,chardev={name},name=aurae.{name}"),
    ]


def _disk(serial: str, path: Path, options: str) -> list[str]:
    drive = f"if=none,id={serial},file={path},format=raw,{options}file.locking=off"
    return ["-drive", drive, "-device", f"virtio-blk-device,drive={serial},serial={serial}"]
