"""What clients of upstream Aurae v0 rely on: one table, each row a name, a call and its answer.

The same lists are in docs/cells.md. Rows of DIFFERENT differ from upstream on purpose.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from google.protobuf import descriptor_pb2

from aurae.proto import cells_pb2
from tests.support.api import Api
from tests.support.cell_calls import CellCalls
from tests.support.proc import alive
from tests.support.until import until

REGEX = "Regex = ^(?=.{1,63}$)(?![-])[a-zA-Z0-9-]+(?<![-])$"
LIST = r"Regex = ^(\d(-\d)?,?)*$"
BAD = "FAILED_PRECONDITION"
RUN = {"name": "x", "command": "exec sleep 100"}
Row = tuple[str, dict[str, Any], str, str]


def cell(**fields: Any) -> dict[str, Any]:
    """Return the fields of Allocate for a cell."""
    return {"cell": {"name": "new", **fields}}


# What is there: the cell `a` with the running executable `x`, the ended one `ended`, and `a/b`.
REFUSED: dict[str, Row] = {
    "the cell is required": ("Allocate", {}, BAD, "Field = cell; Required"),
    "a name is required": ("Allocate", cell(name=""), BAD, "Field = cell.name; Required"),
    "no underscore in a name": ("Allocate", cell(name="a_b"), BAD, f"Field = cell.name;  {REGEX}"),
    "no dot in a name": ("Allocate", cell(name="a.b"), BAD, f"Field = cell.name;  {REGEX}"),
    "no outer hyphen in a name": (
        "Allocate",
        cell(name="-a"),
        BAD,
        f"Field = cell.name;  {REGEX}",
    ),
    "63 characters in a component": (
        *("Allocate", cell(name="x" * 64), BAD),
        f"Field = cell.name;  {REGEX}",
    ),
    "no empty component": ("Allocate", cell(name="a//b"), BAD, f"Field = cell.name;  {REGEX}"),
    "least weight": (
        *("Allocate", cell(cpu={"weight": 0}), BAD),
        "Field = cell.cpu.weight; Minimum = 1 unit",
    ),
    "most weight": (
        *("Allocate", cell(cpu={"weight": 10001}), BAD),
        "Field = cell.cpu.weight; Maximum = 10000 units",
    ),
    "least cpu.max": (
        *("Allocate", cell(cpu={"max": -1}), BAD),
        "Field = cell.cpu.max; Minimum = 0 units",
    ),
    "a list of CPUs": (
        *("Allocate", cell(cpuset={"cpus": "red"}), BAD),
        f"Field = cell.cpuset.cpus;  {LIST}",
    ),
    "a list of memory nodes": (
        *("Allocate", cell(cpuset={"mems": "red"}), BAD),
        f"Field = cell.cpuset.mems;  {LIST}",
    ),
    **{
        f"least memory.{name}": (
            *("Allocate", cell(memory={name: -1}), BAD),
            f"Field = cell.memory.{name}; Minimum = 0 units",
        )
        for name in ("min", "low", "high", "max")
    },
    "the first bad field in the order of the message is told": (
        *("Allocate", cell(name="_", cpu={"weight": 0}), BAD),
        f"Field = cell.name;  {REGEX}",
    ),
    "Free needs a name": ("Free", {}, BAD, "Field = cell_name; Required"),
    "Free checks the name": ("Free", {"cell_name": "_"}, BAD, f"Field = cell_name;  {REGEX}"),
    "Start checks the name": (
        *("Start", {"cell_name": "_", "executable": RUN}, BAD),
        f"Field = cell_name;  {REGEX}",
    ),
    "Start with an empty name": (
        *("Start", {"cell_name": "", "executable": RUN}, BAD),
        "Field = cell_name; Required",
    ),
    "Start needs an executable": ("Start", {}, BAD, "Field = executable; Required"),
    "Start needs its name": (
        *("Start", {"executable": {"command": "true"}}, BAD),
        "Field = executable.name; Required",
    ),
    "Start needs a command": (
        *("Start", {"executable": {"name": "y"}}, BAD),
        "Field = executable.command; Required",
    ),
    "Stop checks the name": (
        *("Stop", {"cell_name": "_", "executable_name": "x"}, BAD),
        f"Field = cell_name;  {REGEX}",
    ),
    "Stop needs an executable": ("Stop", {}, BAD, "Field = executable_name; Required"),
    "a cell is there once": (
        *("Allocate", cell(name="a"), "ALREADY_EXISTS"),
        "cannot allocate: cell 'a' already exists",
    ),
    "slashes around a name mean nothing": (
        *("Allocate", cell(name="/a/b/"), "ALREADY_EXISTS"),
        "cannot allocate: cell 'a/b' already exists",
    ),
    "the missing ancestor is named": (
        *("Allocate", cell(name="no/such/cell"), "NOT_FOUND"),
        "cannot allocate: cell 'no' not found",
    ),
    "Free of an unknown cell": (
        *("Free", {"cell_name": "no"}, "NOT_FOUND"),
        "cannot free: cell 'no' not found",
    ),
    "Start in an unknown cell": (
        *("Start", {"cell_name": "no", "executable": RUN}, "NOT_FOUND"),
        "cannot start: cell 'no' not found",
    ),
    "Stop in an unknown cell": (
        *("Stop", {"cell_name": "no", "executable_name": "x"}, "NOT_FOUND"),
        "cannot stop: cell 'no' not found",
    ),
    "a running executable's name is taken": (
        *("Start", {"cell_name": "a", "executable": RUN}, "ALREADY_EXISTS"),
        "cannot start: executable 'x' exists",
    ),
    "an ended executable's name is taken until Stop": (
        *("Start", {"cell_name": "a", "executable": {**RUN, "name": "ended"}}, "ALREADY_EXISTS"),
        "cannot start: executable 'ended' exists",
    ),
    "Stop of an unknown executable": (
        *("Stop", {"cell_name": "a", "executable_name": "no"}, "NOT_FOUND"),
        "cannot stop: executable 'no' not found",
    ),
}


@pytest.fixture
def cells(api: Api) -> Iterator[CellCalls]:
    """CellService of a daemon with `a`, `a/b` and executables in `a`."""
    calls = CellCalls(api)
    calls.allocate("a")
    calls.allocate("a/b")
    calls.start("a", "x", "exec sleep 100")
    calls.start("a", "ended", "true")
    api.wait("a/ended")
    yield calls
    for name in calls.names():
        if "/" not in name:
            calls.free(name, timeout=0)


def test_refusals_have_upstreams_codes_and_texts(cells: CellCalls) -> None:
    wrong = {}
    for name, (method, fields, code, text) in REFUSED.items():
        found = cells.refused(method, **fields)
        if found != (code, text):
            wrong[name] = found
    assert wrong == {}
    assert cells.names() == ["a", "a/b"], "nothing was made by what was refused"


def the_answer_to_allocate_is_the_name_and_cgroup_v2(cells: CellCalls) -> None:
    answer = cells.allocate("/new/")
    assert (answer.cell_name, answer.cgroup_v2) == ("new", True)


def stop_of_an_executable_that_has_ended_succeeds(cells: CellCalls) -> None:
    cells.stop("a", "ended")
    cells.start("a", "ended", "true")


def stop_frees_the_name(cells: CellCalls) -> None:
    cells.stop("a", "x")
    cells.start("a", "x", "true")


def executables_of_two_cells_may_have_one_name(cells: CellCalls) -> None:
    cells.start("a/b", "x", "exec sleep 100")
    cells.stop("a", "x")
    assert list(cells.get("a/b").state.workloads) == ["x"]


def an_executable_without_a_cell_runs_on_the_node(cells: CellCalls) -> None:
    started = cells.start(None, "node", "exec sleep 100")
    assert f"/_{started.id}" in Path(f"/proc/{started.host_pid}/cgroup").read_text()
    cells.stop(None, "node")


def a_command_that_is_not_there_is_no_error(cells: CellCalls) -> None:
    assert cells.start("a", "none", "no-such-command").pid > 0
    assert cells.api.wait("a/none").exit_code == 127


def a_name_may_hold_blanks_and_letters_of_any_script(cells: CellCalls) -> None:
    cells.start("a", "sleep für immer", "exec sleep 100")
    cells.stop("a", "sleep für immer")


def uid_and_gid_are_those_asked_for_or_the_daemons(cells: CellCalls) -> None:
    started = cells.start("a", "who", "id -u; id -g", uid=65534, gid=65533)
    assert (started.uid, started.gid) == (65534, 65533)
    cells.api.wait("a/who")
    assert cells.api.output("a/who", 1) == b"65534\n65533\n"
    own = cells.start("a", "own", "id -u; id -g")
    assert (own.uid, own.gid) == (0, 0)


def list_is_recursive_with_full_names_and_the_spec_as_asked(cells: CellCalls) -> None:
    cells.allocate("a/b/c", cpu={}, isolate_network=True)
    (top,) = cells.call("List").cells
    (below,) = top.children
    (lowest,) = below.children
    assert [node.cell.name for node in (top, below, lowest)] == ["a", "a/b", "a/b/c"]
    assert lowest.cell.HasField("cpu")
    assert not lowest.cell.cpu.HasField("weight")
    assert not lowest.cell.HasField("memory")
    assert (lowest.cell.isolate_process, lowest.cell.isolate_network) == (False, True)


def free_takes_the_cells_below_and_what_runs_there(cells: CellCalls) -> None:
    pid = cells.start("a/b", "y", "exec sleep 100").host_pid
    cells.free("a")
    assert not alive(pid)
    assert cells.names() == []


def the_pid_is_the_one_in_the_cells_own_namespace(cells: CellCalls) -> None:
    cells.allocate("iso", isolate_process=True)
    started = cells.start("iso", "x", "echo $$; exec sleep 100")
    assert 1 < started.pid < 10


DONE: list[Callable[[CellCalls], None]] = [
    the_answer_to_allocate_is_the_name_and_cgroup_v2,
    stop_of_an_executable_that_has_ended_succeeds,
    stop_frees_the_name,
    executables_of_two_cells_may_have_one_name,
    an_executable_without_a_cell_runs_on_the_node,
    a_command_that_is_not_there_is_no_error,
    a_name_may_hold_blanks_and_letters_of_any_script,
    uid_and_gid_are_those_asked_for_or_the_daemons,
    list_is_recursive_with_full_names_and_the_spec_as_asked,
    free_takes_the_cells_below_and_what_runs_there,
    the_pid_is_the_one_in_the_cells_own_namespace,
]


def a_bad_component_is_refused_and_not_dropped(cells: CellCalls) -> None:
    assert cells.refused("Allocate", cell={"name": "a/b_c/d"}) == (
        BAD,
        f"Field = cell.name;  {REGEX}",
    )


def the_period_is_checked(cells: CellCalls) -> None:
    assert cells.refused("Allocate", cell={"name": "n", "cpu": {"period": 1}}) == (
        BAD,
        "Field = cell.cpu.period; Minimum = 1000 units",
    )


def a_list_of_cpus_has_to_make_sense(cells: CellCalls) -> None:
    found = cells.refused("Allocate", cell={"name": "n", "cpuset": {"cpus": "3-1"}})
    assert found == (BAD, f"Field = cell.cpuset.cpus;  {LIST}")


def an_executables_name_has_no_slash_and_no_control_character(cells: CellCalls) -> None:
    for name in ("a/b", "a\nb", "x" * 256):
        found = cells.refused("Start", cell_name="a", executable={"name": name, "command": "x"})
        assert found == (BAD, "Field = executable.name; Invalid")


def stop_asks_before_it_kills(cells: CellCalls) -> None:
    cells.start(
        "a", "polite", "trap 'echo bye; exit 3' TERM; echo ready; while :; do sleep 0.01; done"
    )
    until(lambda: cells.api.output("a/polite", 1), "it is ready")
    cells.stop("a", "polite")
    assert cells.api.get("a/polite").exit_code == 3


def namespaces_are_passed_on(cells: CellCalls) -> None:
    cells.allocate("iso", isolate_process=True)
    cells.allocate("iso/in")
    assert cells.start("iso/in", "x", "exec sleep 100").pid < 10


def lo_is_up(cells: CellCalls) -> None:
    cells.allocate("iso", isolate_network=True)
    pid = cells.start("iso", "x", "exec sleep 100").host_pid
    rows = Path(f"/proc/{pid}/net/fib_trie").read_text()
    assert "127.0.0.1" in rows


DIFFERENT: dict[Callable[[CellCalls], None], str] = {
    a_bad_component_is_refused_and_not_dropped: "upstream makes `a/d` of `a/b_c/d`: a bug",
    the_period_is_checked: "the kernel takes no such period: upstream says INTERNAL",
    a_list_of_cpus_has_to_make_sense: "the kernel refuses it: upstream says INTERNAL",
    an_executables_name_has_no_slash_and_no_control_character: (
        "`a/b/web` names a workload of a cell, and names are printed"
    ),
    stop_asks_before_it_kills: "upstream kills at once; what runs may have something to finish",
    namespaces_are_passed_on: "upstream's nested cells leave the namespaces of the cell above",
    lo_is_up: "upstream leaves it down, and nothing can talk to itself",
}


@pytest.mark.parametrize("scene", DONE, ids=lambda scene: scene.__name__)
def test_as_upstream(cells: CellCalls, scene: Callable[[CellCalls], None]) -> None:
    scene(cells)


@pytest.mark.parametrize("scene", DIFFERENT, ids=lambda scene: scene.__name__)
def test_other_than_upstream(cells: CellCalls, scene: Callable[[CellCalls], None]) -> None:
    scene(cells)


UPSTREAM_FIELDS = """
AllocateRequest cell=1; AllocateResponse cell_name=1 cgroup_v2=2; FreeRequest cell_name=1; FreeResponse;
StartRequest cell_name=1 executable=2 uid=3 gid=4; StartResponse pid=1 uid=2 gid=3;
StopRequest cell_name=1 executable_name=2; StopResponse; ListRequest; ListResponse cells=1
"""
UPSTREAM_MESSAGES = """
CellGraphNode cell=1 children=2; Cell name=1 cpu=2 cpuset=3 memory=4 isolate_process=10 isolate_network=11;
Executable name=1 command=2 description=4; CpuController weight=1 max=2 period=3;
CpusetController cpus=1 mems=2; MemoryController min=1 low=2 high=3 max=4
"""


def test_fields_have_upstreams_numbers() -> None:
    file = descriptor_pb2.FileDescriptorProto()
    cells_pb2.DESCRIPTOR.CopyToProto(file)
    assert file.package == "aurae.cells.v0"
    found = {
        message.name: {field.name: field.number for field in message.field if field.number < 100}
        for message in file.message_type
    }
    for text, prefix in ((UPSTREAM_FIELDS, "CellService"), (UPSTREAM_MESSAGES, "")):
        for part in text.replace("\n", " ").split(";"):
            name, *fields = part.split()
            numbers = {field.split("=")[0]: int(field.split("=")[1]) for field in fields}
            assert found[prefix + name] == numbers, name


def test_the_document_has_every_row() -> None:
    text = (Path(__file__).parents[2] / "docs/cells.md").read_text()
    names = [*REFUSED, *(scene.__name__.replace("_", " ") for scene in [*DONE, *DIFFERENT])]
    assert [name for name in names if name not in text] == []
