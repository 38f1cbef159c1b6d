"""Messages of CellService and the model's words: what was not said stays unsaid."""

import pytest
from google.protobuf.duration_pb2 import Duration

from aurae.cells.looking import View
from aurae.model.bad_field import BadField
from aurae.model.cell import (
    Cell,
    CellSpec,
    CellStatus,
    CellUsage,
    Cpu,
    Cpuset,
    Device,
    Io,
    Limits,
    Memory,
    Pids,
)
from aurae.processes.groups import GroupState
from aurae.proto import cells_pb2 as api
from aurae.server import convert_cells as convert
from aurae.server.errors import translate

FULL = CellSpec(
    "a/b",
    Limits(
        Cpu(1, 2, 3000, 4, False, None),
        Cpuset("0-1", "0"),
        Memory(1, 2, 3, 4, 5, True),
        Pids(9),
        Io(10, (Device("8:0", 1, 2, 3, 4, 5), Device("8:16"))),
    ),
    isolate_process=True,
    isolate_network=True,
    labels={"x": "1"},
    annotations={"y": "2"},
)


@pytest.mark.parametrize(
    "spec",
    [
        FULL,
        CellSpec("a"),
        CellSpec("a", Limits(cpu=Cpu(), memory=Memory(), io=Io())),
        CellSpec("a", Limits(cpu=Cpu(max=0), memory=Memory(oom_group=False))),
    ],
)
def test_a_cell_comes_back_as_it_was_asked(spec: CellSpec) -> None:
    assert convert.cell_spec(convert.cell(spec)) == spec


def test_a_node_shows_what_is_known_of_a_cell() -> None:
    cell = Cell(7, FULL, "me", "boot", 1, 1_500_000_000, CellStatus.FREEING)
    below = View(Cell(8, CellSpec("a/b/c"), "me", "boot", 1, 1), True, ("x",), ())
    kernel = GroupState(Limits(pids=Pids(5)), "0-3", "0", frozen=False)
    node = convert.node(View(cell, False, ("x", "y"), (below,), kernel))
    assert node.state.status == api.CELL_STATUS_FREEING
    assert (node.state.created_at.seconds, node.state.created_at.nanos) == (1, 500_000_000)
    assert (node.state.owner, node.state.cgroup) == ("me", "a/b")
    assert list(node.state.workloads) == ["x", "y"]
    assert (node.state.pids.max, node.state.effective_cpus) == (5, "0-3")
    assert not node.state.HasField("memory")
    (child,) = node.children
    assert child.state.frozen
    assert not child.state.HasField("pids")


def test_usage_of_what_the_machine_cannot_count_is_not_set() -> None:
    found = convert.stats("a", 0, CellUsage({"usage_usec": 5, "other": 1}, None, None, {}, 2), 1)
    assert (found.cpu.usage_usec, found.processes, found.workloads) == (5, 2, 1)
    assert not found.HasField("memory")
    assert not found.HasField("pids")


def test_usage_has_the_kernels_numbers() -> None:
    memory = {"current": 1, "anon": 2, "low": 3, "oom_kill": 4}
    disks = {"8:0": {"rbytes": 1, "wios": 2}}
    found = convert.stats("", 0, CellUsage({}, memory, {"current": 5, "max": 6}, disks, 0), 0)
    assert (found.memory.current, found.memory.anon) == (1, 2)
    assert (found.memory.low_events, found.memory.oom_kill_events) == (3, 4)
    assert (found.pids.current, found.pids.max_events) == (5, 6)
    assert [(item.device, item.read_bytes, item.writes) for item in found.io] == [("8:0", 1, 2)]


@pytest.mark.parametrize(
    ("duration", "rule"),
    [
        (Duration(seconds=-1), "Minimum = 0 seconds"),
        (Duration(seconds=3600, nanos=1), "Maximum = 3600 seconds"),
        (Duration(seconds=1, nanos=-1), "Invalid"),
    ],
)
def test_a_timeout_is_at_most_an_hour(duration: Duration, rule: str) -> None:
    with pytest.raises(BadField) as caught:
        convert.grace(duration)
    assert str(caught.value) == f"Field = timeout; {rule}"


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"uid": 2**32 - 1}, f"Field = uid; Maximum = {2**32 - 2} units"),
        ({"gid": 2**32 - 1}, f"Field = gid; Maximum = {2**32 - 2} units"),
        ({"executable": {"name": "x", "command": "\0"}}, "Field = executable.command; Invalid"),
        (
            {"executable": {"name": "x", "command": "x" * 131_072}},
            "Field = executable.command; Maximum = 131071 bytes",
        ),
        (
            {"executable": {"name": "x", "command": "x", "description": "\n"}},
            "Field = executable.description; Invalid",
        ),
    ],
)
def test_an_executable_is_checked(fields: dict[str, object], text: str) -> None:
    good = {"executable": {"name": "x", "command": "true"}}
    request = api.CellServiceStartRequest(**{**good, **fields})  # type: ignore[arg-type]
    with pytest.raises(BadField) as caught:
        convert.executable(request, 0)
    assert str(caught.value) == text


def test_users_are_numbers_and_the_daemons_own_when_unset() -> None:
    def of(**fields: int) -> tuple[str, str]:
        executable = api.Executable(name="x", command="true")
        request = api.CellServiceStartRequest(executable=executable, **fields)  # type: ignore[arg-type]
        found = convert.executable(request, 42).executable
        assert found.argv == ("/bin/sh", "-c", "true")
        return found.user, found.group

    assert of() == ("", "")
    assert of(uid=7) == ("7", "42")
    assert of(uid=7, gid=8) == ("7", "8")
    assert of(gid=8) == ("", "8")


def test_any_signal_can_be_sent() -> None:
    assert [convert.signal_of(name) for name in ("", "HUP", "SIGHUP", "SIGSTOP")] == [9, 1, 1, 19]
    for name in ("SIGNOPE", "9", "sighup"):
        with pytest.raises(BadField, match="Field = signal; Invalid"):
            convert.signal_of(name)


def test_a_bad_field_is_told_by_its_name_too() -> None:
    answer = translate(BadField("cell.name", " Regex = x"))
    assert answer is not None
    assert answer.status.name == "FAILED_PRECONDITION"
    assert answer.message == "Field = cell.name;  Regex = x"
    assert b"\n\tcell.name\x12\x09Regex = x" in (answer.details or b"")


@pytest.mark.parametrize(
    ("message", "field"),
    [
        (api.Cell(io=api.IoController(devices=[api.IoDevice()] * 65)), "io.devices"),
        (api.Cell(labels=dict.fromkeys(map(str, range(65)), "")), "labels"),
        (api.Cell(annotations=dict.fromkeys(map(str, range(65)), "")), "annotations"),
    ],
)
def test_too_much_is_refused_before_it_is_converted(
    message: api.Cell, field: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def converted(*_: object) -> Limits:
        raise AssertionError

    monkeypatch.setattr(convert, "_limits", converted)
    with pytest.raises(BadField) as caught:
        convert.cell_spec(message)
    assert str(caught.value) == f"Field = cell.{field}; Maximum = 64 units"
