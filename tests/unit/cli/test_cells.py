"""The commands for cells against a real server: what they send, what they print, how they exit."""

import json
import re
from collections.abc import Callable, Iterator

import pytest
import yaml
from grpclib.const import Status

from tests.support.small_cells import REGEX, Cells
from tests.support.small_daemon import SmallDaemon
from tests.unit.cli.conftest import Ran

Run = Callable[..., Ran]


@pytest.fixture
def cells(small: SmallDaemon) -> Iterator[Cells]:
    """The cells of the small daemon: none when a test begins."""
    small.cells.clear()
    yield small.cells
    small.cells.clear()


LIMITS = [
    *("--cpu-weight", "50", "--cpu-max", "50ms", "--cell-cpu-period", "100000", "--cpu-burst", "1ms"),
    *("--cpu-idle", "--cpu-reserved", "500", "--cpuset-cpus", "0-3,8", "--cell-cpuset-mems", "0"),
    *("--memory-min", "1MiB", "--memory-low", "2097152", "--memory-high", "32MiB"),
    *("--cell-memory-max", "64MiB", "--memory-swap-max", "0", "--memory-oom-group"),
    *("--pids-max", "32", "--io-weight", "7", "--io-device", "8:0:read-bps=1MiB,weight=3"),
    *("--io-device", "/dev/vda:wiops=100", "--label", "tier=a=b", "--label", "empty="),
    *("--annotation", "why=because", "--isolate-process", "--cell-isolate-network"),
]  # fmt: skip


def test_allocate_sends_what_the_options_say(run: Run, cells: Cells) -> None:
    assert run("cell", "allocate", "all", *LIMITS) == (0, "all\n", "")
    cell = cells.requests[-1].cell
    cpu, memory = cell.cpu, cell.memory
    assert (cpu.weight, cpu.max, cpu.period, cpu.burst) == (50, 50_000, 100_000, 1000)
    assert (cpu.idle, cpu.reserved) == (True, 500)
    assert (cell.cpuset.cpus, cell.cpuset.mems) == ("0-3,8", "0")
    assert (memory.min, memory.low, memory.high) == (1 << 20, 2 << 20, 32 << 20)
    assert (memory.max, memory.swap_max, memory.oom_group) == (64 << 20, 0, True)
    assert memory.HasField("swap_max")
    assert (cell.pids.max, cell.io.weight) == (32, 7)
    disk, node = cell.io.devices
    assert (disk.device, disk.read_bps, disk.weight) == ("8:0", 1 << 20, 3)
    assert not disk.HasField("write_bps")
    assert (node.device, node.write_iops) == ("/dev/vda", 100)
    assert dict(cell.labels) == {"tier": "a=b", "empty": ""}
    assert dict(cell.annotations) == {"why": "because"}
    assert (cell.isolate_process, cell.isolate_network) == (True, True)


def test_allocate_sends_nothing_that_was_not_asked_for(run: Run, cells: Cells) -> None:
    assert json.loads(run("cell", "allocate", "bare", "-o", "json").out) == {
        "cell_name": "bare", "cgroup_v2": True,
    }  # fmt: skip
    assert [field.name for field, _ in cells.requests[-1].cell.ListFields()] == ["name"]


def test_a_refusal_is_one_line_that_names_the_cell(run: Run, cells: Cells) -> None:
    assert cells.cells == {}
    assert run("cell", "allocate", "a_b") == (
        1, "", f"aer: cannot allocate a_b: Field = cell.name;  Regex = {REGEX}\n",
    )  # fmt: skip
    assert run("cell", "free", "") == (
        1, "", "aer: cannot free '': Field = cell.name; Required\n",
    )  # fmt: skip
    run("cell", "allocate", "twice")
    assert run("cell", "allocate", "twice") == (
        1, "", "aer: cannot allocate: cell 'twice' already exists\n",
    )  # fmt: skip
    assert run("cell", "get", "none").err == "aer: cannot get: cell 'none' not found\n"
    ran = run("cell", "get", "a_\x1b[2J\nb")
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert "\x1b" not in ran.err


WRONG = {
    "no command": ([], "aer cell COMMAND --help"),
    "no command but an option": (["-o", "json"], "the command is missing (see `aer cell --help`)"),
    "an unknown command": (
        ["alocate"],
        "'cell alocate' is not a command; do you mean `aer cell allocate`? (see `aer cell --help`)",
    ),
    "nothing like a command": (["zzz"], "'cell zzz' is not a command (see `aer cell --help`)"),
    "a size that is none": (["allocate", "a", "--memory-max", "64Mi"], "'64Mi' is not a size"),
    "a size below nothing": (["allocate", "a", "--memory-max", "-1"], "'-1' is not a size"),
    "a size of more than there are": (
        ["allocate", "a", "--memory-max", "9999999999TiB"],
        "'9999999999TiB' is over 2**63 - 1 bytes",
    ),
    "a size of foreign digits": (["allocate", "a", "--memory-max", "٣"], "is not a size"),
    "a number that is none": (["allocate", "a", "--pids-max", "many"], "is not a whole number"),
    "a number of 20 digits": (["allocate", "a", "--cpu-weight", "9" * 20], "is not a whole number"),
    "a number over 2**63": (["allocate", "a", "--cpu-weight", "9" * 19], "is not a whole number"),
    "a time that is none": (["allocate", "a", "--cpu-max", "soon"], "neither microseconds nor"),
    "a label without a value": (["allocate", "a", "--label", "tier"], "'tier' is not KEY=VALUE"),
    "a label without a key": (["allocate", "a", "--label", "=x"], "'=x' is not KEY=VALUE"),
    "a device without limits": (["allocate", "a", "--io-device", "8:0"], "is not DEVICE:KEY=VALUE"),
    "a limit without a device": (
        ["allocate", "a", "--io-device", "weight=1"], "is not DEVICE:KEY=VALUE",
    ),
    "an unknown limit of a device": (
        ["allocate", "a", "--io-device", "8:0:speed=1"],
        "'speed' is not one of weight, read-bps, write-bps, read-iops, write-iops",
    ),
    "a limit of a device twice": (
        ["allocate", "a", "--io-device", "8:0:rbps=1,read-bps=2"], "has read-bps twice",
    ),
    "a limit of a device that is none": (
        ["allocate", "a", "--io-device", "8:0:weight="], "'' is not a whole number",
    ),
    "a label that is not UTF-8": (["allocate", "a", "--label", "k=\udcff"], "b'k=\\xff' is not UTF-8"),
    "a command that is not UTF-8": (["\udcff"], "'cell \\udcff' is not a command"),
    "no command line": (["start", "a", "web"], "the following arguments are required: -c/--command"),
    "a user that is no number": (["start", "a", "web", "-c", "x", "--uid", "root"], "'root' is not"),
    "a user over 32 bits": (["start", "a", "web", "-c", "x", "--uid", "4294967296"], "is not the"),
    "an update of nothing": (["update", "a"], "there is nothing to change"),
    "a bad duration": (["free", "a", "--timeout", "5"], "'5' is not a duration"),
    "a free of nothing": (["free"], "the following arguments are required: CELL"),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_wrong_usage_is_one_line_and_exit_code_two(run: Run, what: str) -> None:
    words, why = WRONG[what]
    ran = run("cell", *words)
    assert (ran.code, ran.out) == (2, "")
    assert why in ran.err
    assert ran.err.count("\n") == 1 or not words


def test_the_group_has_help_and_is_in_the_overview(run: Run) -> None:
    for words in (["--help"], ["-h"], ["help"]):
        ran = run("cell", *words)
        assert (ran.code, ran.err) == (0, "")
        assert re.search(r"^  allocate +Make a cell\.$", ran.out, re.MULTILINE)
    assert "--memory-max" in run("cell", "allocate", "--help").out
    overview = run("--help").out
    assert overview.count("cell ") == 1
    assert "allocate" not in overview
    assert "do you mean `aer cell allocate`?" in run("allocate").err
    assert "do you mean `aer stop`?" in run("stpo").err


def test_common_options_may_stand_anywhere(run: Run, cells: Cells) -> None:
    run("cell", "allocate", "a")
    assert cells.cells.keys() == {"a"}
    for words in (
        ["-o", "json", "cell", "get", "a"],
        ["cell", "-o", "json", "get", "a"],
        ["cell", "get", "-o", "json", "a"],
    ):
        assert json.loads(run(*words).out)["cell"]["name"] == "a"


def test_list_shows_limits_and_state(run: Run, cells: Cells) -> None:
    run("cell", "allocate", "a", "--cpu-max", "50ms", "--memory-max", "64MiB", "--pids-max", "32")
    run("cell", "allocate", "a/b", "--cpu-weight", "7")
    run("cell", "allocate", "c", "--label", "tier=web")
    run("cell", "freeze", "a")
    cells.executables["c"] = ["one", "two"]
    rows = [re.split(r"  +", line) for line in run("cell", "list").out.splitlines()]
    ages = [row.pop() for row in rows]
    assert ages[0] == "AGE"
    assert re.fullmatch(r"\d+d", ages[1])
    assert rows == [
        ["NAME", "STATUS", "CPU", "MEMORY", "PIDS", "WORKLOADS"],
        ["a", "frozen", "0.5 CPUs", "64.0 MiB", "32", "0"],
        ["a/b", "frozen", "weight 7", "-", "-", "0"],
        ["c", "allocated", "-", "-", "-", "2"],
    ]
    assert [node["cell"]["name"] for node in json.loads(run("cell", "list", "-o", "json").out)] == [
        "a", "c",
    ]  # fmt: skip
    trees = yaml.safe_load(run("cell", "list", "-o", "yaml").out)
    assert trees[0]["children"][0]["cell"]["name"] == "a/b"
    assert trees[0]["state"]["status"] == "allocated"
    shown = run("cell", "list", "--label", "tier=web").out
    assert [line.split()[0] for line in shown.splitlines()] == ["NAME", "c"]


def test_get_shows_what_the_kernel_has_and_what_was_asked_for(run: Run, cells: Cells) -> None:
    run(
        *("cell", "allocate", "a", "--memory-max", "100000000", "--cpu-max", "0"),
        *("--cpu-burst", "1500", "--memory-oom-group", "--io-device", "8:0:rbps=2MiB,wiops=5,weight=2"),
        *("--label", "tier=web", "--annotation", "why=so", "--isolate-network", "--cpu-reserved", "1500"),
    )  # fmt: skip
    run("cell", "allocate", "a/b")
    cells.executables["a"] = ["web"]
    lines = dict(
        re.split(r": +", line, maxsplit=1) for line in run("cell", "get", "a").out.splitlines()
    )
    assert lines["memory.max"] == "95.4 MiB"
    assert lines["cpu.max"] == "no limit"
    assert lines["cpu.burst"] == "0.0015s"
    assert lines["cpu.reserved"] == "1.5 CPUs"
    assert lines["memory.oom_group"] == "yes"
    assert lines["io 8:0"] == "weight 2, read 2.0 MiB/s, write 5 operations/s"
    assert (lines["label tier"], lines["annotation why"]) == ("web", "so")
    assert (lines["isolated"], lines["workloads"], lines["cells"]) == ("network", "web", "a/b")
    assert "pids.max" not in lines
    run("cell", "update", "a", "--memory-max", "4097")
    assert "memory.max:       4.0 KiB\n" in run("cell", "get", "a").out
    run("cell", "update", "a", "--memory-max", "8191")
    assert "4.0 KiB (asked for 8.0 KiB)" in run("cell", "get", "a").out


def test_update_sends_only_what_changes(run: Run, cells: Cells) -> None:
    run("cell", "allocate", "a", "--memory-max", "1MiB", "--pids-max", "5")
    ran = run(
        "cell", "update", "a", "--pids-max", "6", "--clear", "memory.max", "--clear", "cpu.max"
    )
    assert ran.code == 0
    assert "pids.max:       6\n" in ran.out
    assert "memory.max" not in ran.out
    request = cells.requests[-1]
    assert list(request.clear) == ["memory.max", "cpu.max"]
    assert [field.name for field, _ in request.cell.ListFields()] == ["name", "pids"]


def test_start_and_stop_in_a_cell_and_on_the_node(run: Run, cells: Cells) -> None:
    run("cell", "allocate", "a")
    ran = run(
        *("cell", "start", "a", "web", "--cmd", "sleep 1", "--desc", "for the test"),
        *("--uid", "0", "--gid", "5"),
    )
    assert ran == (0, "a/web: pid 4243 (2 in the cell), id 17\n", "")
    request = cells.requests[-1]
    assert (request.cell_name, request.executable.command) == ("a", "sleep 1")
    assert (request.executable.name, request.executable.description) == ("web", "for the test")
    assert (request.uid, request.gid) == (0, 5)
    assert run("cell", "start", "a", "web", "-c", "x").err == (
        "aer: cannot start: executable 'web' exists\n"
    )
    assert run("cell", "start", "/", "top", "--executable-command", "x").code == 0
    request = cells.requests[-1]
    assert [request.HasField(name) for name in ("cell_name", "uid", "gid")] == [False] * 3
    assert run("cell", "stop", "a", "web", "--timeout", "1500ms") == (0, "a/web: stopped\n", "")
    assert cells.requests[-1].timeout.ToMilliseconds() == 1500
    assert run("cell", "stop", "/", "top").out == "top: stopped\n"
    assert not cells.requests[-1].HasField("cell_name")
    assert run("cell", "stop", "a", "web").err == (
        "aer: cannot stop: executable 'web' not found\n"
    )


def test_free_takes_several_and_tells_what_failed(run: Run, cells: Cells) -> None:
    for name in ("a", "a/b", "c"):
        run("cell", "allocate", name)
    ran = run("cell", "free", "a", "none", "a/b", "--timeout", "2s")
    assert ran == (
        1, "a: freed\na/b: freed\n", "aer: cannot free: cell 'none' not found\n",
    )  # fmt: skip
    assert cells.requests[-1].timeout.seconds == 2
    assert json.loads(run("cell", "free", "c", "-o", "json").out) == [{"cell_name": "c"}]
    assert not cells.requests[-1].HasField("timeout")
    assert cells.cells == {}


def test_free_is_done_when_the_cell_is_gone_after_a_restart(run: Run, cells: Cells) -> None:
    run("cell", "allocate", "a")
    cells.break_next = Status.UNAVAILABLE
    assert run("cell", "free", "a") == (0, "a: freed\n", "")


def test_freeze_thaw_and_kill(run: Run, cells: Cells) -> None:
    run("cell", "allocate", "a")
    run("cell", "allocate", "b")
    assert run("cell", "freeze", "a", "b") == (0, "a: frozen\nb: frozen\n", "")
    assert cells.frozen == {"a", "b"}
    assert run("cell", "thaw", "a") == (0, "a: thawed\n", "")
    assert cells.frozen == {"b"}
    assert run("cell", "kill", "a") == (0, "a: SIGKILL to 3 processes\n", "")
    assert run("cell", "kill", "a", "--signal", "SIGHUP").out == "a: SIGHUP to 1 process\n"
    ran = run("cell", "kill", "a", "-s", "SIGNONE")
    assert (ran.code, ran.err) == (1, "aer: cannot kill a: Field = signal; Invalid\n")


def test_stats_have_units(run: Run, cells: Cells) -> None:
    run("cell", "allocate", "a")
    assert cells.cells.keys() == {"a"}
    rows = [re.split(r"  +", line) for line in run("cell", "stats").out.splitlines()]
    values = ["1.23 s", "0.000 s", "12.3 MiB", "20.0 MiB", "0 B", "3", "4.0 KiB", "512 B", "0"]
    assert rows[1:] == [["/", *values], ["a", *values]]
    assert len(rows[0]) == len(rows[1])
    documents = json.loads(run("cell", "stats", "a", "-o", "json").out)
    assert [item["cell_name"] for item in documents] == ["a"]
    assert documents[0]["cpu"]["usage_usec"] == 1_234_567
    assert (
        run("cell", "stats", "none").err == "aer: cannot get the usage of: cell 'none' not found\n"
    )


def test_run_and_the_other_commands_take_workloads_in_cells(run: Run, small: SmallDaemon) -> None:
    assert run("run", "-d", "--cell", "a/b", "--name", "web", "--", "sleep").out == "a/b/web\n"
    assert small.runtime is not None
    assert small.runtime.requests[-1].workload.cell == "a/b"
    assert run("run", "--cell", "a", "--name", "said", "--", "echo", "hello").out == "hello\n"
    assert run("logs", "a/said").out == "hello\n"
    assert "cell:    a/b\n" in run("get", "a/b/web").out
    shown = run("ps", "--cell", "a").out.splitlines()
    assert [line.split()[:2] for line in shown] == [["NAME", "CELL"], ["web", "a/b"]]
    assert run("ps", "--cell", "other").out.count("\n") == 1
    assert run("stop", "a/b/web").out == "a/b/web: exited (SIGTERM)\n"
    assert run("wait", "a/said").out == "a/said: exited (0)\n"
