"""Limits as texts of the kernel's files, and back."""

import string
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.model.cell import CellSpec, Cpu, Cpuset, Device, Io, Limits, Memory, Pids
from aurae.model.cell_limits import (
    READ_FILES,
    files_of,
    limits_of,
    merged,
    merged_spec,
    needs,
    weight_of,
)

KERNEL_TEXT = st.text(string.printable, max_size=60) | st.text(max_size=20)
FRESH = {
    "cpu.weight": "100\n",
    "cpu.max": "max 100000\n",
    "cpu.max.burst": "0\n",
    "cpu.idle": "0\n",
    "cpuset.cpus": "\n",
    "cpuset.mems": "\n",
    "memory.min": "0\n",
    "memory.low": "0\n",
    "memory.high": "max\n",
    "memory.max": "max\n",
    "memory.swap.max": "max\n",
    "memory.oom.group": "0\n",
    "pids.max": "max\n",
    "io.weight": "default 100\n",
    "io.max": "",
}

rates = st.none() | st.integers(1, 2**32 - 2)
numbers = st.tuples(st.integers(0, 4095), st.integers(0, 2**20 - 1)).map("{0[0]}:{0[1]}".format)
devices = st.builds(
    Device, numbers, st.none() | st.integers(1, 10_000), rates, rates, rates, rates
)
amounts = st.none() | st.integers(1, 2**62)
limits = st.builds(
    Limits,
    st.builds(
        Cpu,
        weight=st.none() | st.integers(1, 10_000),
        max=st.none() | st.integers(1000, 2**40),
        period=st.none() | st.integers(1000, 1_000_000),
        burst=st.none() | st.integers(1, 1000),
        idle=st.none() | st.booleans(),
    ).map(lambda cpu: replace(cpu, weight=None) if cpu.idle else cpu),
    st.builds(Cpuset, *[st.none() | st.sampled_from(["0", "0-3,8"])] * 2),
    st.builds(Memory, *[amounts] * 5, st.none() | st.booleans()),
    st.builds(Pids, amounts),
    st.builds(
        Io,
        st.none() | st.integers(1, 10_000),
        st.lists(devices, max_size=4, unique_by=lambda device: device.device).map(tuple),
    ),
)


def written(files, writes):
    """Write as the kernel does, its refusals included; return what the files say afterwards."""
    files = dict(files)
    for file, text in writes:
        value = text.strip()
        if file == "cpu.max" and value.split()[0] != "max":
            assert int(files["cpu.max.burst"]) <= int(value.split()[0]), "EINVAL"
        if file == "cpu.max.burst" and not files["cpu.max"].startswith("max"):
            assert int(value) <= int(files["cpu.max"].split()[0]), "EINVAL"
        if file == "cpu.weight":
            assert files["cpu.idle"] == "0\n", "EINVAL"
        if file == "cpu.idle" and value != files["cpu.idle"].strip():
            files["cpu.weight"] = "100\n" if value == "0" else "1\n"
        if file in ("io.weight", "io.max"):
            name, _, rest = value.partition(" ")
            lines = dict(line.partition(" ")[::2] for line in files[file].splitlines())
            lines[name] = rest
            kept = [
                f"{key} {line}\n"
                for key, line in lines.items()
                if line != "default" and line != "rbps=max wbps=max riops=max wiops=max"
            ]
            files[file] = "".join(kept)
        else:
            files[file] = f"{value}\n"
    return files


def plain(wanted):
    """Return what the kernel shows for limits: defaults are nothing, and switches are off."""
    cpu, memory, io = wanted.cpu, wanted.memory, wanted.io
    limited = cpu.max is not None
    return replace(
        wanted,
        cpu=replace(
            cpu,
            weight=None if cpu.idle else cpu.weight or 100,
            period=cpu.period or 100_000
            if limited
            else (None if cpu.period == 100_000 else cpu.period),
            idle=bool(cpu.idle),
        ),
        memory=replace(memory, oom_group=bool(memory.oom_group)),
        io=Io(
            io.weight or 100,
            tuple(
                sorted(
                    (item for item in io.devices if replace(item, device="") != Device("")),
                    key=lambda item: item.device,
                )
            ),
        ),
    )


def shown(files):
    found = limits_of(files)
    assert found.io is not None
    return replace(
        found,
        io=replace(found.io, devices=tuple(sorted(found.io.devices, key=lambda d: d.device))),
    )


@given(limits)
def test_what_is_written_to_a_new_cgroup_is_read_back(wanted):
    assert shown(written(FRESH, files_of(wanted))) == plain(wanted)


@given(limits, limits)
def test_a_change_sets_what_is_wanted_and_lifts_all_else(before, wanted):
    files = written(FRESH, files_of(before))
    assert shown(written(files, files_of(wanted, limits_of(files)))) == plain(wanted)


@given(limits)
def test_lifting_everything_makes_the_cgroup_as_new(before):
    files = written(FRESH, files_of(before))
    assert written(files, files_of(Limits(), limits_of(files))) == FRESH


def test_nothing_is_written_for_what_is_not_asked():
    assert files_of(Limits()) == []
    empty = Limits(Cpu(), Cpuset(), Memory(), Pids(), Io())
    assert files_of(empty) == []
    assert needs(empty) == {}


@pytest.mark.parametrize(
    ("wanted", "files"),
    [
        (Limits(cpu=Cpu(max=400_000)), [("cpu.max", "400000 100000")]),
        (Limits(cpu=Cpu(max=0)), [("cpu.max", "max 100000")]),
        (Limits(cpu=Cpu(period=5000)), [("cpu.max", "max 5000")]),
        (Limits(cpu=Cpu(reserved=2500)), [("cpu.weight", "250")]),
        (Limits(cpuset=Cpuset("", "0")), [("cpuset.mems", "0"), ("cpuset.cpus", "\n")]),
        (Limits(memory=Memory(max=0, high=0)), [("memory.high", "max"), ("memory.max", "max")]),
        (
            Limits(memory=Memory(min=0, low=0, swap_max=0)),
            [("memory.min", "0"), ("memory.low", "0"), ("memory.swap.max", "0")],
        ),
        (
            Limits(io=Io(weight=5, devices=(Device("8:0", weight=7, write_bps=1),))),
            [
                ("io.weight", "default 5"),
                ("io.weight", "8:0 7"),
                ("io.max", "8:0 rbps=max wbps=1 riops=max wiops=max"),
            ],
        ),
    ],
)
def test_values_become_what_the_kernel_reads(wanted, files):
    assert files_of(wanted) == files


@pytest.mark.parametrize(("reserved", "weight"), [(1, 1), (19, 1), (1000, 100), (10**7, 10_000)])
def test_reserved_cpus_give_a_weight_in_proportion(reserved, weight):
    assert weight_of(Cpu(reserved=reserved)) == weight


@given(st.dictionaries(st.sampled_from(READ_FILES), KERNEL_TEXT))
def test_no_text_of_the_kernel_makes_reading_fail(files):
    found = limits_of(files)
    assert (found.memory is not None) == ("memory.max" in files)


def test_controllers_that_are_missing_are_not_set():
    assert limits_of({}) == Limits()


def test_needs_names_the_first_field_of_each_controller():
    wanted = Limits(
        cpu=Cpu(reserved=1), memory=Memory(low=0, max=1), io=Io(devices=(Device("8:0"),))
    )
    assert needs(wanted) == {"cpu": "cpu.reserved", "memory": "memory.low", "io": "io.devices"}


def test_changes_are_merged_field_by_field():
    old = Limits(cpu=Cpu(weight=5, max=1000), memory=Memory(max=7), pids=Pids(3))
    new = merged(old, Limits(cpu=Cpu(max=2000), memory=Memory(low=1)), ["cpu.weight", "pids"])
    assert new == Limits(cpu=Cpu(max=2000), memory=Memory(low=1, max=7))


def test_what_is_cleared_and_set_is_set():
    new = merged(Limits(memory=Memory(max=7)), Limits(memory=Memory(max=8)), ["memory"])
    assert new == Limits(memory=Memory(max=8))


def test_devices_are_merged_one_by_one_and_cleared_together():
    old = Limits(io=Io(weight=3, devices=(Device("8:0", read_bps=1), Device("8:16", read_bps=2))))
    change = Limits(io=Io(devices=(Device("8:16", write_bps=3),)))
    both = (Device("8:0", read_bps=1), Device("8:16", write_bps=3))
    assert merged(old, change, []) == Limits(io=Io(3, both))
    assert merged(old, Limits(), ["io.devices"]) == Limits(io=Io(3, ()))


@given(limits)
def test_merging_nothing_changes_nothing(wanted):
    assert merged(wanted, Limits(), []) == wanted
    assert merged(Limits(), wanted, []) == wanted


def test_labels_are_added_and_taken_back():
    old = CellSpec("a", labels={"a": "1", "b.c": "2"}, annotations={"x": "y"})
    new = merged_spec(old, CellSpec("a", labels={"d": "3"}), ["labels.b.c", "annotations"])
    assert new == CellSpec("a", labels={"a": "1", "d": "3"})
