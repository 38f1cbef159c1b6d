"""Scripts in the manner of upstream's library against a real daemon."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.auraescript import run
from tests.support.daemon import Daemon
from tests.support.guests import kernel_folder
from tests.support.proc import cgroup_mount
from tests.support.require import need

SCRIPTS = Path(__file__).resolve().parents[1] / "scripts"
# Those that stand on a daemon that is served here, without a limit.
UNLIMITED = (
    "04_cells_graph.ts",
    "05_cells_isolated.ts",
    "06_host_process.ts",
    "07_errors.ts",
    "08_uncaught.ts",
    "17_discovery.ts",
    "18_health_watch.ts",
    "21_dynamic.ts",
    "22_plain.aurae",
)
# The first limit that each of the others asks for.
LIMITED = {
    "01_cells.ts": "cpu.weight",
    "02_cells_limits.ts": "cpu.weight",
    "03_cells_nested.ts": "cpu.weight",
    "09_together.ts": "memory.max",
    "20_flow.aurae": "cpu.weight",
}
# How limits are written there.
LIMIT = re.compile(
    r",\s*(?:cpu|memory): (?:cells\.CpuController\.fromPartial\(\{.*\}\)|\{[^}]*\})"
)
# What the real daemon says in other words.
OTHERWISE = {
    "cannot find none: no such machine": "cannot start none: no such virtual machine is kept"
}


def expected(script: str) -> tuple[str, str, int]:
    """What a script prints, says on stderr and ends with, as its file of `expected` has it."""
    text = (SCRIPTS / "expected" / f"{Path(script).stem}.txt").read_text()
    for theirs, ours in OTHERWISE.items():
        text = text.replace(theirs, ours)
    _, printed, said, status = text.split("\n--\n")
    return printed.strip("\n"), said.strip("\n"), int(status.removeprefix("status "))


def outcome(daemon: Daemon, script: str, folder: Path = SCRIPTS) -> tuple[str, str, int]:
    """Run a script and return what it printed, said on stderr and ended with."""
    done = run(script, config=daemon.client_config, cwd=folder)
    return done.stdout.strip("\n"), done.stderr.strip("\n"), done.returncode


@pytest.mark.parametrize("script", UNLIMITED)
def test_a_script_without_limits_runs_unchanged(daemon: Daemon, script: str) -> None:
    assert outcome(daemon, script) == expected(script)


@pytest.mark.parametrize("script", LIMITED)
def test_a_script_with_limits_runs_where_there_are_controllers(
    daemon: Daemon, script: str
) -> None:
    """Where the machine lacks one, the daemon names it, and nothing was made.

    Many a machine, in containers above all, has no controllers in its cgroup v2. There
    tests/unit/script/test_upstream.py has these scripts in full, against a daemon that runs nothing.
    """
    controllers = (cgroup_mount() / "cgroup.controllers").read_text().split()
    limit = LIMITED[script]
    # In the order in which limits are looked at.
    needed = ["cpu", "cpuset", "memory"] if "limits" in script else [limit.partition(".")[0]]
    missing = [name for name in needed if name not in controllers]
    if not missing:
        assert outcome(daemon, script) == expected(script)
        return
    printed, said, status = outcome(daemon, script)
    assert (printed, status) == ("", 1)
    assert re.fullmatch(
        rf"{re.escape(script)}:\d+:\d+: cannot allocate: {missing[0]}\.\w+ needs the {missing[0]} "
        "controller, which this machine's cgroup v2 has not",
        said,
    )
    assert daemon.script("-e", "print(connect().cells().list().cells.length)").stdout == "0\n"


@pytest.mark.parametrize("script", sorted(set(LIMITED) - {"02_cells_limits.ts"}))
def test_a_script_runs_when_its_limits_are_taken_out(
    make_daemon: Callable[..., Daemon], tmp_path: Path, script: str
) -> None:
    """All of it but the limits is tried on a machine without controllers, too."""
    text, count = LIMIT.subn("", (SCRIPTS / script).read_text())
    assert count == 1
    (tmp_path / script).write_text(text)
    assert outcome(make_daemon(), script, tmp_path) == expected(script)


def test_a_machine_boots_from_its_disks(tmp_path: Path) -> None:
    """The script with files that there are. Its kernel finds no root there, and waits to be killed."""
    need("qemu-system-x86_64")
    text = (SCRIPTS / "10_vm.ts").read_text()
    places = {
        "/var/lib/aurae/vm/kernel/vmlinux.bin": kernel_folder() / "vmlinuz",
        "/var/lib/aurae/vm/image/disk.raw": tmp_path / "disk.raw",
        "/srv/data.raw": tmp_path / "data.raw",
        "/srv/logs.raw": tmp_path / "logs.raw",
    }
    for theirs, ours in places.items():
        assert theirs in text
        text = text.replace(theirs, str(ours))
        if not ours.exists():
            ours.write_bytes(bytes(1 << 20))
    # Nobody waits for a guest that listens to no power button.
    text = text.replace("await service.stop({ vmId })", "await service.stop({ vmId, ...GRACE })")
    (tmp_path / "vm.ts").write_text(
        f"const GRACE = {{ timeout: {{ nanos: 1e8 }} }} as object;\n{text}"
    )
    with Daemon() as daemon:
        printed, said, status = outcome(daemon, "vm.ts", tmp_path)
        left = daemon.script("-e", "print(connect().vms().list().length)").stdout
    assert (said, status) == ("", 0)
    assert printed.startswith("vm-1 answers at")
    for line in ('"status": "Running"', '"memSizeMb": 1024', '"vcpuCount": 4'):
        assert line in printed
    assert f'"rootDirPath": "{tmp_path}/disk.raw"' in printed
    assert printed.endswith('[ "Shutdown" ]')
    assert left == "0\n"


def test_upstreams_refusals_of_machines_are_known(shared_daemon: Daemon, tmp_path: Path) -> None:
    text = """
    import { VmServiceClient } from "../auraescript/gen/vms.ts";
    const service = new VmServiceClient(await createClient());
    const say = (e) => print(e.code, e.message);
    await service.allocate({}).catch(say);
    await service.allocate({ machine: { id: "bare" } }).catch(say);
    await service.free({ vmId: "none" }).catch(say);
    """
    (tmp_path / "refused.ts").write_text(text)
    assert outcome(shared_daemon, "refused.ts", tmp_path)[0].splitlines() == [
        "FAILED_PRECONDITION vm config has no machine specified",
        "FAILED_PRECONDITION vm 'bare' config has no root drive specified",
        "NOT_FOUND cannot free none: no such virtual machine",
    ]
