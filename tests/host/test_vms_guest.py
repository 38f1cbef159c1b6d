"""A machine made from an image, as its agent makes it: one boot for most of it, looked at over many connections."""

import asyncio
import json
import os
import shutil
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from aurae.model.session import Size
from aurae.supervise.tasks import OwnedTasks
from aurae.vms import guest_orders as orders
from aurae.vms.forwarding import Target, connected
from aurae.vms.frames import Kind
from aurae.vms.guest import ASK_TO_END, Guest
from aurae.vms.guest_sessions import GuestSessions
from aurae.vms.tags import Tag
from tests.support.guests import RawGuest, busybox_root
from tests.support.loops import in_loop
from tests.support.require import need, need_root
from tests.support.until import until

if TYPE_CHECKING:
    from aurae.vms.fields import Fields
    from aurae.vms.streams import Stream

pytestmark = pytest.mark.host

HERE = "try it"
ENV = {"PATH": "/bin"}
MAC, NEW_MAC = "52:54:00:00:00:07", "52:54:00:00:00:08"
NETWORK = (
    "-netdev",
    "user,id=n0,restrict=on",
    "-device",
    f"virtio-net-device,netdev=n0,mac={MAC}",
)
SCSI = ("-device", "virtio-scsi-device,id=scsi0")
DEVICES = (*NETWORK, *SCSI, "-device", "virtio-rng-device", "-device", "virtio-balloon-device")
ENTRYPOINT = "echo up; echo wrong >&2; trap 'echo bye; exit 5' TERM; read word; echo got $word; while :; do sleep 0.1; done"
API = "/run/aurae/api.sock"


def disk(place: Path, size: str) -> Path:
    """Return an ext4 disk."""
    subprocess.run([need("mkfs.ext4"), "-q", "-F", place, size], check=True, capture_output=True)
    return place


def qmp(machine: RawGuest, command: str, **arguments: object) -> None:
    """Have QEMU do something."""
    with machine.connect("qmp") as sock, sock.makefile("rwb") as file:
        file.readline()
        for execute, said in (("qmp_capabilities", {}), (command, arguments)):
            file.write(json.dumps({"execute": execute, "arguments": said}).encode() + b"\n")
            file.flush()
            while "return" not in (answer := json.loads(file.readline())):
                assert "error" not in answer, answer


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an image that machines share."""
    need_root()
    return busybox_root(tmp_path_factory.mktemp("root"))


async def set_up(guest: Guest, **more: object) -> None:
    """Make the machine."""
    setup = orders.Setup(orders.Root("root"), **more)  # type: ignore[arg-type]
    await guest.set_up(setup, "set it up")


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Iterator[RawGuest]:
    """Give a machine in which an entrypoint runs."""
    folder = tmp_path_factory.mktemp("machine")
    scratch = disk(folder / "scratch", "8M")
    os.truncate(scratch, 64 << 20)
    identity = orders.Identity(
        *("box", "0123456789abcdef" * 2, b"127.0.0.1 localhost\n", b"nameserver 10.0.2.3\n"),
        interfaces=(
            orders.Interface(
                *(MAC, "eth0", "", 1400, ("10.0.2.15/24", "fd00::15/64")),
                routes=(orders.Route("0.0.0.0/0", "10.0.2.2"), orders.Route("192.0.2.0/24")),
            ),
        ),
        time_ns=time.time_ns(),
        entropy=os.urandom(64),
    )

    async def begin() -> None:
        async with made.met() as guest:
            assert guest.hello.is_pid_1
            await set_up(
                guest,
                upper=orders.Upper("scratch"),
                identity=identity,
                mounts=(
                    orders.Mount(
                        "/data", serial="data", filesystem="ext4", options=orders.READ_ONLY
                    ),
                ),
                doors=(orders.Door("api", API, uid=33),),
                sysctls={"net.ipv4.ip_forward": "1"},
            )
            process = orders.Process(("sh", "-c", ENTRYPOINT), ENV, reads=True)
            await guest.run(orders.Entrypoint("life", process, ("pids.max=50",)), "run it")

    disks = {"scratch": scratch, "data": disk(folder / "data", "8M")}
    with RawGuest(folder, root, *DEVICES, disks=disks) as made:
        asyncio.run(begin())
        yield made


@asynccontextmanager
async def sessions(guest: Guest) -> AsyncIterator[GuestSessions]:
    """Give what opens sessions."""
    async with asyncio.TaskGroup() as group:
        yield GuestSessions(OwnedTasks(group))


async def output(guest: Guest, script: str, **more: object) -> list[str]:
    """Return the lines that a script writes in the machine."""
    process = orders.Process(("sh", "-c", f"({script}) 2>&1"), ENV, **more)  # type: ignore[arg-type]
    async with sessions(guest) as opener, opener.opened(guest, process, HERE) as session:
        found = b""
        while piece := await session.streams.outputs[1].read():
            found += piece
        await session.exit
        return found.decode().splitlines()


def test_the_root_is_the_images_with_what_a_containers_root_has(machine: RawGuest):
    async def scene():
        async with machine.met() as guest:
            mounts = {line.split()[2]: line for line in await output(guest, "mount")}
            assert {"/", "/proc", "/sys", "/dev", "/dev/pts", "/dev/shm", "/sys/fs/cgroup"} <= {
                *mounts
            }
            assert " overlay (rw" in mounts["/"]
            assert " ext4 (ro" in mounts["/data"]
            assert await output(guest, "echo note > /srv/note; cat /srv/note") == ["note"]
            assert await output(guest, "readlink /dev/fd; echo hi > /dev/stdout") == [
                "/proc/self/fd",
                "hi",
            ]
            assert await output(guest, "unshare -U true; echo $?") == ["0"]  # none in a chroot
            assert (await output(guest, "id", user="web"))[0].startswith("uid=33(web) gid=33(web)")

    in_loop(scene())


def test_it_is_who_it_was_told_to_be(machine: RawGuest):
    async def scene():
        async with machine.met() as guest:
            files = "hostname; cat /etc/hostname /etc/hosts /etc/resolv.conf /etc/machine-id"
            assert await output(guest, files) == [
                *(
                    "box",
                    "box",
                    "127.0.0.1 localhost",
                    "nameserver 10.0.2.3",
                    "0123456789abcdef" * 2,
                )
            ]
            shown = " ".join(await output(guest, "ip addr show eth0; ip route; ip -6 route"))
            for part in (
                "mtu 1400",
                "10.0.2.15/24",
                "fd00::15/64",
                MAC,
                "default via 10.0.2.2",
                "192.0.2.0/24",
            ):
                assert part in shown
            assert await output(guest, "cat /proc/sys/net/ipv4/ip_forward") == ["1"]
            assert abs(await guest.set_time(time.time_ns(), HERE) - time.time_ns()) < 60e9

    in_loop(scene())


def test_the_entrypoint_has_its_streams_and_goes_on_over_connections(machine: RawGuest):
    async def scene():
        async with machine.met() as guest:
            assert guest.hello.invocation == "life"
            main = await guest.running("life", HERE)
            assert main.pid > 1
            stats = await guest.stats(HERE)
            assert stats.own_memory > 0
            assert next(each for each in stats.file_systems if each.path == "/").size > 40 << 20
            assert any(b"read word" in line.command.encode() for line in await guest.top(HERE))

    in_loop(scene())
    with machine.connect("stdio") as sock:
        sock.sendall(b"wood\n")
        until(lambda: machine.stdout.read_text() == "up\ngot wood\n", "it has read")
    assert machine.stderr.read_text() == "wrong\n"


def test_what_connects_to_a_door_comes_to_the_host_and_what_listens_is_reached(machine: RawGuest):
    async def scene():
        came: asyncio.Queue[tuple[Stream, Fields]] = asyncio.Queue()
        async with machine.met(lambda stream, said: came.put_nowait((stream, said))) as guest:
            assert await output(guest, f"stat -c '%F %u %a' {API}") == ["socket 33 600"]
            with await connected(guest, Target(path=API), HERE) as inner:
                outer, said = await came.get()
                with outer:
                    assert (said.text(Tag.SERVICE), said.text(Tag.PATH)) == ("api", API)
                    await outer.say(Kind.OK)
                    await inner.write(b"question")
                    assert await outer.read() == b"question"
                    await outer.write(b"answer")
                    outer.end()
                    assert await inner.read() == b"answer"
                    assert await inner.read() == b""
            listening = "nc -l -p 80 -e cat & while ! grep -q ':0050 ' /proc/net/tcp /proc/net/tcp6; do sleep 0.05; done"
            await output(guest, listening)
            with await connected(guest, Target(port=80), HERE) as stream:
                await stream.write(b"over tcp")
                assert await stream.read() == b"over tcp"

    in_loop(scene())


def test_a_disk_that_was_plugged_in_is_mounted_and_taken_away(machine: RawGuest):
    place = disk(machine.folder / "late", "8M")
    qmp(
        machine,
        "blockdev-add",
        **{
            "driver": "raw",
            "node-name": "late",
            "file": {"driver": "file", "filename": str(place)},
        },
    )
    qmp(
        machine,
        "device_add",
        driver="scsi-hd",
        bus="scsi0.0",
        drive="late",
        serial="late",
        id="late",
    )

    async def scene():
        async with machine.met() as guest:
            await guest.mount(orders.Mount("/late", serial="late", filesystem="ext4"), HERE)
            assert await output(guest, "echo 1 > /late/file; grep -c /late /proc/mounts") == ["1"]
            await guest.unmount("/late", HERE)
            assert await output(guest, "grep -c /late /proc/mounts") == ["0"]

    in_loop(scene())
    assert (
        "file"
        in subprocess.run(
            ["debugfs", "-R", "ls", place], capture_output=True, text=True, check=True
        ).stdout
    )


def test_what_is_written_waits_while_file_systems_are_frozen(machine: RawGuest):
    async def scene():
        async with machine.met() as guest:
            script = "read _; echo on > /srv/thawed; cat /srv/thawed"
            process = orders.Process(("sh", "-c", script), ENV, reads=True)
            async with sessions(guest) as opener, opener.opened(guest, process, HERE) as session:
                await guest.freeze(HERE)
                assert session.streams.input is not None
                await session.streams.input.write(b"\n")
                await guest.ping(HERE)
                await guest.stats(HERE)
                assert not session.exit.done()
                await guest.thaw(HERE)
                assert await session.streams.outputs[1].read() == b"on\n"
                await session.exit
            assert await guest.give_memory(HERE) > 0

    in_loop(scene())


def test_a_copy_becomes_another_machine(machine: RawGuest):
    interface = orders.Interface(
        "eth0",
        mac=NEW_MAC,
        addresses=("10.0.2.16/24",),
        routes=(orders.Route("0.0.0.0/0", "10.0.2.2"),),
    )
    identity = orders.Identity(
        "copy", "f" * 32, interfaces=(interface,), time_ns=time.time_ns(), entropy=os.urandom(32)
    )

    async def scene():
        async with machine.met() as guest:
            await guest.resumed(identity, HERE)
            assert await output(guest, "hostname; cat /etc/machine-id") == ["copy", "f" * 32]
            shown = " ".join(await output(guest, "ip addr show eth0; ip route"))
            assert NEW_MAC in shown
            assert "10.0.2.16/24" in shown
            assert "10.0.2.15" not in shown
            assert "default via 10.0.2.2" in shown

    in_loop(scene())


def test_its_power_button_asks_the_entrypoint_and_what_was_written_is_whole(machine: RawGuest):
    async def scene():
        async with machine.met() as guest:
            main = await guest.running("life", HERE)
            qmp(machine, "system_powerdown")
            ended = await main.ended()
            assert (os.waitstatus_to_exitcode(ended.status), ended.reason) == (5, "button")
            assert ended.stdout_bytes == len(machine.stdout.read_bytes())
            await main.acknowledge()
            await machine.off()

    in_loop(scene())
    assert machine.stdout.read_text().endswith("bye\n")
    assert machine.wait() == 0
    scratch = str(machine.folder / "scratch")
    subprocess.run(
        [shutil.which("e2fsck") or "/sbin/e2fsck", "-fn", scratch], check=True, capture_output=True
    )
    shown = subprocess.run(
        ["debugfs", "-R", "cat files/srv/note", scratch], capture_output=True, check=True
    )
    assert shown.stdout == b"note\n"


def test_want_of_memory_is_told_of_the_main_process(root: Path, tmp_path: Path):
    async def scene():
        async with made.met() as guest:
            with pytest.raises(Exception, match="not set up"):
                await guest.run(orders.Entrypoint("early", orders.Process(("true",), ENV)), HERE)
            await set_up(guest, upper=orders.Upper(size=16 << 20))
            with pytest.raises(Exception, match="no-such: No such file"):
                await guest.run(
                    orders.Entrypoint("first", orders.Process(("no-such",), ENV)), HERE
                )
            hungry = orders.Process(
                ("sh", "-c", "tty; exec tail -c 90000000 /dev/zero"), ENV, terminal=Size(24, 80)
            )
            main = await guest.run(
                orders.Entrypoint("second", hungry, ("memory.max=20000000",)), HERE
            )
            ended = await main.ended()
            assert (ended.status, ended.was_oom, ended.oom_kills) == (9, True, 1)
            assert ended.memory_peak > 10_000_000
            await main.acknowledge()
            await made.off()

    with RawGuest(tmp_path, root) as made:
        in_loop(scene())
        assert made.wait() == 0
    assert made.stdout.read_bytes() == b"/dev/pts/0\r\n"


def test_a_machine_whose_root_is_wrong_says_so_and_goes_off_when_it_is_told(
    root: Path, tmp_path: Path
):
    async def scene():
        async with made.met() as guest:
            with pytest.raises(Exception, match="there is no disk nowhere"):
                await guest.set_up(orders.Setup(orders.Root("nowhere")), HERE)
            with pytest.raises(Exception, match="ext4: "):
                await guest.set_up(orders.Setup(orders.Root("root", "ext4")), HERE)
            await guest.shut_down(ASK_TO_END, HERE)  # nothing runs: it goes off
            await made.off()

    with RawGuest(tmp_path, root) as made:
        in_loop(scene())
        assert made.wait() == 0
