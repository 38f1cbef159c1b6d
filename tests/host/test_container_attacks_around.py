"""Containers among others: owners, ranges of ids, cells, the host's network, terminals, sources that hang."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import grpc
import pytest

from aurae.linux import mount as mounting
from aurae.linux import root
from aurae.proto import container_pb2, execution_pb2, runtime_pb2
from tests.support.api import Api
from tests.support.busybox_image import tar_of
from tests.support.cell_calls import CellCalls
from tests.support.container_python import python, python_mounts
from tests.support.containers import load, loaded, refused, said, shell, start
from tests.support.daemon import Daemon
from tests.support.host_manifest import unchanged
from tests.support.members import member
from tests.support.talking import Exec
from tests.support.unharmed import unharmed
from tests.support.until import until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.host
Mount, Bind = container_pb2.Mount, container_pb2.BindMount
HOST_NETWORK = runtime_pb2.Container.NETWORK_HOST
"""The user daemon, whose group has the same name."""
TWO_RANGES, ONE_RANGE = "524288-655359", "524288-655358"
QUICK = {"stop_timeout": {"nanos": 100_000_000}}


@pytest.fixture(scope="module")
def node() -> Iterator[Daemon]:
    """A daemon that a second user may use too."""
    with Daemon(group="daemon", container_ids=TWO_RANGES, spawn_timeout="1s") as daemon:
        load(daemon)
        yield daemon


@pytest.fixture
def api(node: Daemon, tmp_path: Path) -> Iterator[Api]:
    """A connection to a daemon that is as it was afterwards, as is the machine."""
    victim = tmp_path / "victim"
    victim.mkdir()
    (victim / "file").write_text("unharmed")
    with unchanged(victim), unharmed(node) as connection:
        yield connection


def test_when_all_ranges_of_ids_are_taken_a_start_is_refused_and_leaves_nothing(
    make_daemon: Callable[..., Daemon],
):
    daemon = make_daemon(group="daemon", container_ids=ONE_RANGE)
    load(daemon)
    with Api(daemon.client_config) as api, member(daemon) as other:
        said(api, "/bin/true")
        for _ in range(3):
            code, text = refused(other, "/bin/true", name="late")
            assert code is grpc.StatusCode.RESOURCE_EXHAUSTED
            assert "container_ids has more" in text
        host = runtime_pb2.Container.USER_NAMESPACE_HOST
        said(other, "/bin/true", user_namespace=host)
        said(api, "/bin/true")
        folder = daemon.state_dir / "containers"
        until(lambda: [path.name for path in folder.iterdir()] == ["trash"], "no root is left")


def test_containers_of_two_owners_have_no_id_in_common(api: Api, node: Daemon, tmp_path: Path):
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o777)
    mounts = [Mount(target="/shared", bind=Bind(source=str(shared), idmapped=False))]
    script = "echo mine > /shared/mine; chmod 600 /shared/mine; echo ready; sleep 1000"
    start(api, "/bin/sh", "-c", script, name="one", process=QUICK, mounts=mounts)
    until(lambda: api.output("one", 1) == b"ready\n", "it is ready")
    tries = """
        head -1 /proc/self/uid_map; cat /shared/mine 2>&1 || true; rm -f /shared/mine 2>/dev/null
        (echo x > /shared/mine) 2>/dev/null; chown 0 /shared/mine 2>/dev/null; true
    """
    with member(node) as other:
        lines = shell(other, tries, mounts=mounts).splitlines()
    first = int(lines[0].split()[1])
    with open(f"/proc/{api.get('one').pid}/uid_map", encoding="ascii") as file:
        assert abs(int(file.read().split()[1]) - first) >= 65_536
    assert "Permission denied" in lines[1]
    with Exec(api, "one", "/bin/cat", "/shared/mine", no_stdin=True) as session:
        session.ended()
    # The folder lets everybody remove what is in it; what was written there is not to be read.
    assert session.stdout in (b"mine\n", b"x\n", b"")
    api.stop("one")


def test_a_container_in_an_isolating_cell_sees_neither_the_cell_nor_the_machine(
    api: Api, node: Daemon
):
    cells = CellCalls(api)
    cells.allocate("iso", isolate_process=True, isolate_network=True)
    cells.start("iso", "beside", "exec sleep 1000")
    script = "echo /proc/[0-9]*; hostname; cut -d: -f1 /proc/net/dev | tail -n +3; ls /"
    out = shell(api, script, name="inner", cell="iso").splitlines()
    assert out[0].split()[0] == "/proc/1"
    assert len(out[0].split()) <= 4
    assert out[1] == "inner"
    assert [line.strip() for line in out[2:3]] == ["lo"]
    kill = (
        "set +e; kill -9 -1; for pid in $(seq 2 40); do kill -9 $pid; done 2>/dev/null; echo done"
    )
    assert "done" in shell(api, kill, cell="iso")
    assert cells.api.get("iso/beside").status == runtime_pb2.STATUS_RUNNING
    look = "cut -d: -f1 /proc/net/dev | tail -n +3"
    assert shell(api, look, cell="iso", network=HOST_NETWORK).split() == ["lo"]
    shell(api, "echo /proc/[0-9]*", cell="iso", reaper=True)
    api.stop("iso/beside")
    cells.free("iso")


NETLINK = """
ip link set lo down; ip link add attack type dummy; ip addr add 192.0.2.9/32 dev lo
ip route add 192.0.2.0/24 dev lo; ip link set lo mtu 1280; ifconfig lo down
echo 1 > /proc/sys/net/ipv4/ip_forward; echo tried
"""


@pytest.mark.parametrize("capability", ["NET_RAW", "NET_ADMIN", "SYS_ADMIN"])
def test_the_hosts_network_is_not_changed_by_who_is_on_it(api: Api, capability: str):
    def links() -> Any:
        words = ["ip", "-j", "addr"]
        found = json.loads(subprocess.run(words, capture_output=True, check=True).stdout)
        return [
            (link["ifname"], link["mtu"], link["flags"], link["addr_info"])
            for link in found
            if link["ifname"] == "lo" or link["ifname"] == "attack"
        ]

    before = links()
    sandbox = execution_pb2.Sandbox(add_capabilities=[capability])
    shell(api, f"set +e; {NETLINK}", network=HOST_NETWORK, process={"sandbox": sandbox})
    assert links() == before


INJECTOR = """
import errno, fcntl, os, sys
for path in sys.argv[1:]:
    try:
        terminal = os.open(path, os.O_RDWR | os.O_NOCTTY)
        for number, what in ((0x5412, b"x"), (0x541C, b"\\x02")):
            fcntl.ioctl(terminal, number, what)
            print("typed into", path)
    except OSError as error:
        print(errno.errorcode[error.errno])
"""
"""TIOCSTI and TIOCLINUX."""


def test_nobody_types_into_the_terminal_of_another(api: Api):
    """CVE-2016-2779: who has a terminal of its own can only type into that."""
    process = {"terminal": True, **QUICK}
    start(
        api, "/bin/sh", "-c", "echo ready; cat", name="typing", process=process, mounts=python_mounts()
    )  # fmt: skip
    until(lambda: b"ready" in api.output("typing", 1), "it has a terminal")
    size = runtime_pb2.TerminalSize(rows=10, columns=80)
    paths = ("/dev/console", "/proc/1/fd/0")
    for options in ({}, {"terminal": size}):
        with Exec(api, "typing", *python(INJECTOR, *paths), **options) as session:
            assert session.ended().exit_code == 0
        assert set(session.stdout.split()) <= {b"EPERM", b"EACCES", b"ENXIO", b"EIO"}
    assert api.output("typing", 1) == b"ready\r\n"
    api.stop("typing")


def test_starts_at_once_write_their_settings_nowhere_but_into_their_own_proc(
    api: Api, node: Daemon, tmp_path: Path
):
    """CVE-2025-52881, CVE-2025-31133: what lies on /proc or is masked is another container's to change."""
    shared = tmp_path / "shared"
    names = (
        "sys/kernel/shmmni",
        "sys/net/ipv4/ip_default_ttl",
        "self/attr/exec",
        "kcore",
        "sysrq-trigger",
    )
    for name in names:
        path = shared / "proc" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("untouched")
    (shared / "dev").mkdir()
    (shared / "dev/null").symlink_to("/proc/sysrq-trigger")
    volume = Mount(target="/shared", bind=Bind(source=str(shared)))
    exchanger = """
import ctypes, os
call = ctypes.CDLL(None).syscall
os.symlink("/proc/sys/kernel/core_pattern", "/shared/link")
print("ready", flush=True)
while not os.path.exists("/shared/stop"):
    for name in ("proc/kcore", "proc/sys/kernel/shmmni", "dev/null"):
        for _ in range(2):
            call(316, -100, b"/shared/" + name.encode(), -100, b"/shared/link", 2)
"""
    start(api, *python(exchanger), name="swapping", mounts=[*python_mounts(), volume])
    until(lambda: api.output("swapping", 1) == b"ready\n", "it exchanges")
    settings = {"kernel.shmmni": "77", "net.ipv4.ip_default_ttl": "77"}
    look = (
        "cat /proc/sys/kernel/shmmni /proc/sys/net/ipv4/ip_default_ttl; wc -c < /proc/interrupts"
    )

    def one(number: int) -> str:
        options: dict[str, Any] = {"sysctls": settings, "mounts": [volume]}
        if number % 2:
            options["image"] = "linked:1"
        try:
            return shell(api, look, **options)
        except grpc.RpcError as error:
            return str(error.details())

    layer = tar_of({"proc": (0o777, "shared/proc"), "dev": (0o777, "shared/dev")})
    with loaded(node, "linked:1", layer), ThreadPoolExecutor(6) as pool:
        said_by = list(pool.map(one, range(24)))
    (shared / "stop").touch()
    api.wait("swapping")
    assert set(said_by[::2]) == {"77\n77\n0\n"}
    assert not [text for text in said_by[1::2] if text.startswith("77")]
    (shared / "link").unlink(missing_ok=True)
    for name in names:
        path = shared / "proc" / name
        assert path.is_symlink() or path.read_text() == "untouched"


def test_an_image_of_another_architecture_is_refused_in_words(api: Api, node: Daemon):
    foreign = bytearray(os.pread(os.open("/bin/true", os.O_RDONLY), 1 << 20, 0))
    foreign[18:20] = (183).to_bytes(2, "little")  # EM_AARCH64
    with loaded(node, "foreign:1", tar_of({"bin/foreign": (0o755, bytes(foreign))})):
        code, text = refused(api, "/bin/foreign", image="foreign:1")
    assert code is grpc.StatusCode.FAILED_PRECONDITION
    assert "execve /bin/foreign: Exec format error" in text


@contextlib.contextmanager
def hanging(folder: Path) -> Iterator[None]:
    """Mount a file system that answers nothing (fuse(4)): its server never reads."""
    device = os.open("/dev/fuse", os.O_RDWR | os.O_CLOEXEC)
    options = f"fd={device},rootmode=40000,user_id=0,group_id=0,allow_other"
    mounting.mount("hanging", str(folder), "fuse", data=options)
    try:
        yield
    finally:
        root.leave(os.fsencode(folder))
        os.close(device)


def test_a_source_that_hangs_ends_a_start_within_its_limit(api: Api, node: Daemon, tmp_path: Path):
    place = tmp_path / "hangs"
    place.mkdir()
    bind = Bind(source=f"{place}/below", idmapped=False)
    init = node.pids()["init"]

    def children() -> set[str]:
        with open(f"/proc/{init}/task/{init}/children", encoding="ascii") as file:
            return set(file.read().split())

    before = children()
    with hanging(place):
        began = time.monotonic()
        code, text = refused(api, "/bin/true", mounts=[Mount(target="/data", bind=bind)])
        assert time.monotonic() - began < 20
        assert code is grpc.StatusCode.FAILED_PRECONDITION
        assert "no answer within 1 s" in text
        said(api, "/bin/true")
        until(lambda: children() <= before, "the helper has ended")
    folder = node.state_dir / "containers"
    until(lambda: [path.name for path in folder.iterdir()] == ["trash"], "no root is left")
