"""QEMU in its jail: a real one boots a guest there, and whoever stands in its place does not see the machine."""

from __future__ import annotations

import asyncio
import os
import re
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, NamedTuple

import pytest

from aurae.processes.init import SpawnFailed
from aurae.vms import block_nodes, jail, words
from aurae.vms.command_line import command_line
from aurae.vms.hardware import Bus, Disk
from aurae.vms.qmp import Qmp
from tests.support import jailed
from tests.support.init_process import running_init
from tests.support.jail_attempts import ATTEMPTS, THROUGH, Outcome, outcomes
from tests.support.jailed import MIB, machine, opened
from tests.support.until import eventually

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from aurae.processes.init import Init
    from aurae.vms.qmp_messages import Event
    from tests.support.init_process import InitProcess
    from tests.support.jailed import Machine

pytestmark = pytest.mark.host

FILTER_ONLY = {"inet-socket", "netlink-socket", "make-key", "new-users", "clone-users", "fork"}
"""What its filter alone forbids: all of it would be its own, and lead to nothing of the machine."""
MAY_LACK = "Function not implemented"
"""What a kernel answers to calls that it was built without."""
LINES = """
while read -r line; do eval "$line"; done {source} {output}
poweroff -f
"""
SECONDS = 40.0


@pytest.fixture(scope="module", autouse=True)
def jail_roots() -> Iterator[None]:
    """Remove the root of jails in the end."""
    yield
    jailed.remove_root()


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    """Make all attempts."""
    return asyncio.run(outcomes(tmp_path_factory.mktemp("jail")))


@pytest.mark.parametrize("name", ATTEMPTS)
def test_who_stands_in_qemus_place_does_not_reach_the_machine(
    tried: dict[str, Outcome], name: str
) -> None:
    outcome = tried[name]
    assert outcome.free in (THROUGH, MAY_LACK), "without a jail it comes through"
    assert not outcome.jailed.startswith((THROUGH, "ended"))
    if name not in FILTER_ONLY:
        assert not outcome.unfiltered.startswith((THROUGH, "ended"))


class Running(NamedTuple):
    """A machine that was started."""

    process: InitProcess
    init: Init
    parts: Machine
    pid: int
    qmp: Qmp

    def said(self, stream: str) -> str:
        """Return what is in the log of a stream."""
        folder = self.process.logs / "1"
        files = sorted(folder.glob(f"{stream}*.log"))
        return "".join(file.read_bytes().decode(errors="replace") for file in files)

    async def says(self, what: str, stream: str = "stdout") -> None:
        """Wait until the log has a word."""
        await eventually(
            lambda: what in self.said(stream), f"{what!r} in {self.said(stream)!r}", SECONDS
        )

    async def type(self, text: str) -> None:
        """Type into its standard input."""
        fd = await self.init.fetch(1)
        assert fd is not None
        os.write(fd, text.encode())
        os.close(fd)

    async def event(self, name: str) -> Event:
        """Wait for an event."""
        async with asyncio.timeout(SECONDS):
            while (found := await self.qmp.event()).name != name:
                pass
            return found


@asynccontextmanager
async def running(
    folder: Path, script: str, *, is_agent: bool = True, terminal: bool = False
) -> AsyncIterator[Running]:
    """Start a guest that runs a script, in a jail."""
    kernel = jailed.kernel(folder)
    initrd = jailed.initrd(folder, kernel, script)
    async with running_init() as (process, init):
        with (
            machine(folder / "vm", is_agent=is_agent) as parts,
            opened(kernel.image, initrd) as (image, archive),
        ):
            hardware = parts.hardware(image, initrd=archive, is_agent=is_agent, terminal=terminal)
            command = command_line(hardware, jailed.engine())
            started = await jailed.start(
                process, init, 1, command, terminal=terminal, stdin_open=not terminal
            )
            qmp = await Qmp.connect(folder / "vm")
            try:
                yield Running(process, init, parts, started.pid, qmp)
            finally:
                qmp.close()
                init.signal(1, 9)
                await init.wait_exit(1)


@pytest.mark.asyncio
async def test_a_guest_boots_with_streams_hot_plug_and_snapshot_and_a_later_server_learns_how_it_went_off(
    tmp_path: Path,
) -> None:
    script = "echo to-stderr > $(port stderr)" + LINES.format(
        source="< $(port stdio)", output="> $(port stdout)"
    )
    async with running(tmp_path, script) as vm:
        await vm.type("echo typed\n")
        await vm.says("typed")
        await vm.says("to-stderr", "stderr")
        await _plug(vm, tmp_path)
        await _save(vm, tmp_path)
        # More than the pipe and the guest's queue hold.
        await vm.type("dd if=/dev/zero bs=65536 count=64 2>/dev/null | tr '\\0' 'x'\n")
        vm.init.shut(1)
        event = await vm.event("SHUTDOWN")
        assert event.data == {"guest": True, "reason": "guest-shutdown"}
        vm.qmp.close()
        later = await Qmp.connect(vm.parts.folder)
        status = await later.execute("query-status")
        assert isinstance(status, dict)
        again = words.found_again(vm.pid)
        assert words.went_off(again, str(status["status"])) == "guest-shutdown"
        os.close(again)
        await later.execute("quit")
        assert (await vm.init.wait_exit(1)).status == 0
        later.close()


async def _plug(vm: Running, folder: Path) -> None:
    """Put a disk in, see it in the guest, and pull it out."""
    file = folder / "disk"
    file.write_bytes(bytes(4 * MIB))
    with opened(file) as (fd,):
        disk = Disk("later-1", fd, read_only=True, bus=Bus.SCSI)
        await vm.qmp.execute("add-fd", {"fdset-id": 9}, fds=(fd,))
        await vm.qmp.execute("object-add", block_nodes.throttle_group(disk))
        nodes = block_nodes.nodes(disk, 9)
        for node in nodes:
            await vm.qmp.execute("blockdev-add", node)
        await vm.qmp.execute("device_add", block_nodes.device(disk))
    look = "while ! cat /sys/block/sda/size; do :; done 2>/dev/null; echo plugged\n"
    await vm.type(look)
    await vm.says("8192\nplugged")
    await vm.qmp.execute("device_del", {"id": block_nodes.device_of("later-1")})
    await vm.event("DEVICE_DELETED")
    for node in reversed(nodes):
        await vm.qmp.execute("blockdev-del", {"node-name": node["node-name"]})
    await vm.qmp.execute("object-del", {"id": block_nodes.group_of("later-1")})
    await vm.qmp.execute("remove-fd", {"fdset-id": 9})


async def _save(vm: Running, folder: Path) -> None:
    """Write the state of all devices into a file, by its descriptor, and go on."""
    await vm.qmp.execute("stop")
    ignore = {"capability": "x-ignore-shared", "state": True}
    await vm.qmp.execute("migrate-set-capabilities", {"capabilities": [ignore]})
    fd = os.open(folder / "state", os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        await vm.qmp.execute("getfd", {"fdname": "state"}, fds=(fd,))
    finally:
        os.close(fd)
    await vm.qmp.execute("migrate", {"uri": "fd:state"})
    async with asyncio.timeout(SECONDS):
        while True:
            found = await vm.qmp.execute("query-migrate")
            assert isinstance(found, dict)
            assert found["status"] != "failed", found
            if found["status"] == "completed":
                break
    assert (folder / "state").stat().st_size > 1000
    await vm.qmp.execute("cont")
    await vm.type("echo went-on\n")
    await vm.says("went-on")


@pytest.mark.asyncio
async def test_a_terminal_goes_over_one_port_as_it_is_and_a_restart_is_told(
    tmp_path: Path,
) -> None:
    # A port is opened once.
    script = "exec 3<>$(port stdio)" + LINES.format(source="<&3", output=">&3")
    async with running(tmp_path, script, terminal=True) as vm:
        await vm.type("printf 'one\\ntwo\\r\\n'; echo three >&2; sleep 0.1; echo four\n")
        await vm.says("four\n")
        assert "one\ntwo\r\n" in vm.said("stdout"), "nothing was echoed or changed"
        await vm.type("reboot -f\n")
        event = await vm.event("SHUTDOWN")
        assert event.data == {"guest": True, "reason": "guest-reset"}
        await vm.event("STOP")
        assert words.went_off(vm.parts.words, "shutdown") == "guest-reset"


@pytest.mark.asyncio
async def test_the_console_of_a_guest_without_an_agent_is_its_streams_and_a_panic_is_told(
    tmp_path: Path,
) -> None:
    script = "echo ready > /dev/console" + LINES.format(
        source="< /dev/console", output="> /dev/console"
    )
    async with running(tmp_path, script, is_agent=False) as vm:
        await vm.says("ready")
        await vm.type("echo typed\n")
        await vm.says("typed\r\n")
        await vm.type("echo c > /proc/sysrq-trigger\n")
        event = await vm.event("GUEST_PANICKED")
        assert event.data["action"] == "pause"
        await vm.event("STOP")
        status = await vm.qmp.execute("query-status")
        assert isinstance(status, dict)
        assert words.went_off(vm.parts.words, str(status["status"])) == "guest-panic"
        await vm.says("Kernel panic - not syncing")


@pytest.mark.asyncio
async def test_a_jailed_qemu_has_no_rights_its_own_ids_and_namespaces_and_no_file_of_the_machine(
    tmp_path: Path,
) -> None:
    kernel = jailed.smallest(tmp_path)
    async with running_init() as (process, init):
        found = []
        for ident in (1, 2):
            with machine(tmp_path / f"vm{ident}") as parts, opened(kernel) as (image,):
                command = command_line(parts.hardware(image, is_paused=True), jailed.engine())
                started = await jailed.start(process, init, ident, command)
                qmp = await Qmp.connect(parts.folder)
                found.append(started.pid)
                _check_rights(started.pid, jailed.FIRST + 2 * ident + jail.RUN)
                _check_descriptors(started.pid)
                qmp.close()
        one, other = (_namespaces(pid) for pid in found)
        own = _namespaces(os.getpid())
        for kind, name in one.items():
            assert len({name, other[kind], own[kind]}) == 3, kind
        for ident in (1, 2):
            init.signal(ident, 9)
            await init.wait_exit(ident)


def _check_rights(pid: int, ident: int) -> None:
    with open(f"/proc/{pid}/status", encoding="ascii") as file:
        status = dict(re.findall(r"^(\w+):\s*(.*)$", file.read(), re.MULTILINE))
    assert status["Uid"].split() == status["Gid"].split() == [str(ident)] * 4
    assert status["Groups"].split() == [str(ident)]
    for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"):
        assert int(status[name], 16) == 0, name
    assert (status["NoNewPrivs"], status["Seccomp"]) == ("1", "2")
    assert int(status["Seccomp_filters"]) == 2, "ours and QEMU's own"
    assert status["NSpid"].split()[-1] == "1"
    # Not dumpable: what is there of it belongs to root of the machine.
    assert os.stat(f"/proc/{pid}/fd").st_uid == 0


def _check_descriptors(pid: int) -> None:
    for name in os.listdir(f"/proc/{pid}/fd"):
        target = os.readlink(f"/proc/{pid}/fd/{name}")
        fine = target.startswith(("pipe:", "socket:", "anon_inode:", "/memfd:"))
        assert fine or target == "/dev/null" or target.endswith("/smallest.elf"), target


def _namespaces(pid: int) -> dict[str, str]:
    kinds = ("user", "pid", "mnt", "ipc", "uts", "net", "cgroup")
    return {kind: os.readlink(f"/proc/{pid}/ns/{kind}") for kind in kinds}


@pytest.mark.asyncio
async def test_why_qemu_does_not_start_is_in_its_words_and_not_in_the_workloads_streams(
    tmp_path: Path,
) -> None:
    broken = tmp_path / "broken"
    broken.write_bytes(b"no kernel" * 1000)
    async with running_init() as (process, init):
        with machine(tmp_path / "vm") as parts, opened(broken) as (image,):
            command = command_line(parts.hardware(image), jailed.engine())
            await jailed.start(process, init, 1, command)
            ended = await init.wait_exit(1)
            await init.wait_drained(1)
            assert os.waitstatus_to_exitcode(ended.status) == 1
            assert "kernel" in words.said(parts.words)
            assert not list((process.logs / "1").glob("std*.log"))


@pytest.mark.asyncio
async def test_a_missing_jail_is_said(tmp_path: Path) -> None:
    async with running_init() as (process, init):
        with machine(tmp_path / "vm") as parts, opened(jailed.smallest(tmp_path)) as (image,):
            command = command_line(parts.hardware(image), jailed.engine())
            nowhere = jail.jail_plan(command, jail.Jail(tmp_path / "nowhere", jailed.FIRST))
            with pytest.raises(SpawnFailed, match="nowhere as the root, read-only: No such file"):
                await jailed.spawn(process, init, 1, nowhere, command.fds)
