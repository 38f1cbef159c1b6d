"""Rules of a cell's fields, in the words that upstream's clients know."""

import re
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.model.cell import CellSpec, Cpu, Cpuset, Device, Io, Limits, Memory, Pids
from aurae.model.cell_rules import BadField, check_spec, check_update

REGEX = r" Regex = ^(\d(-\d)?,?)*$"


def spec(**parts):
    return CellSpec("a", Limits(**parts))


def refusal(checked, *clear):
    check = partial(check_update, clear=clear) if clear else check_spec
    with pytest.raises(BadField) as refused:
        check(checked)
    return str(refused.value)


@pytest.mark.parametrize(
    ("cpu", "rule"),
    [
        (Cpu(weight=0), "weight; Minimum = 1 unit"),
        (Cpu(weight=10_001), "weight; Maximum = 10000 units"),
        (Cpu(max=-1), "max; Minimum = 0 units"),
        (Cpu(max=999), "max; Minimum = 1000 units"),
        (Cpu(max=1 << 44), "max; Maximum = 17592186044415 units"),
        (Cpu(period=999), "period; Minimum = 1000 units"),
        (Cpu(period=1_000_001), "period; Maximum = 1000000 units"),
        (Cpu(max=5000, burst=5001), "burst; Maximum = 5000 units"),
        (Cpu(burst=1), "burst; Maximum = 0 units"),
        (Cpu(max=0, burst=1), "burst; Maximum = 0 units"),
        (Cpu(reserved=0), "reserved; Minimum = 1 unit"),
        (Cpu(weight=1, idle=True), "idle; Invalid"),
        (Cpu(weight=1, reserved=1), "reserved; Invalid"),
        (Cpu(idle=True, reserved=1), "reserved; Invalid"),
    ],
)
def test_cpu_outside_its_rules_is_refused(cpu, rule):
    assert refusal(spec(cpu=cpu)) == f"Field = cell.cpu.{rule}"


@pytest.mark.parametrize("name", ["min", "low", "high", "max", "swap_max"])
def test_memory_is_not_negative(name):
    negative = {
        "min": Memory(min=-1),
        "low": Memory(low=-1),
        "high": Memory(high=-1),
        "max": Memory(max=-1),
        "swap_max": Memory(swap_max=-1),
    }
    wanted = spec(memory=negative[name])
    assert refusal(wanted) == f"Field = cell.memory.{name}; Minimum = 0 units"


@pytest.mark.parametrize(
    ("memory", "rule"),
    [
        (Memory(pressure_limit=0), "pressure_limit; Minimum = 1 unit"),
        (Memory(pressure_limit=101), "pressure_limit; Maximum = 100 units"),
        (
            Memory(pressure_limit=1, pressure_duration=999_999),
            "pressure_duration; Minimum = 1000000 units",
        ),
        (Memory(pressure_duration=2_000_000), "pressure_limit; Required"),
    ],
)
def test_pressure_outside_its_rules_is_refused(memory, rule):
    assert refusal(spec(memory=memory)) == f"Field = cell.memory.{rule}"


def test_at_least_one_process_and_at_most_what_the_kernel_counts():
    assert refusal(spec(pids=Pids(0))) == "Field = cell.pids.max; Minimum = 1 unit"
    assert refusal(spec(pids=Pids(4_194_305))) == "Field = cell.pids.max; Maximum = 4194304 units"


@pytest.mark.parametrize(
    "text", ["", "0", "0-3,8", "10-15", "0,1,2", "0-1,", "3-3", "010", "99999"]
)
def test_lists_of_cpus_that_the_kernel_takes_are_accepted(text):
    check_spec(spec(cpuset=Cpuset(cpus=text, mems=text)))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "a",
            "0 1",
            "0-",
            "-1",
            "1-2-3",
            "3-1",
            "0,,1",
            ",0",
            ",",
            "0-3:1/2",
            "all",
            "0\n",
            "\n",
        ),
        *("1" * 20, "1" * 5000, "0,1-0", "\u0661", "\uff11", "0\u20131", "+1", "0x1", "1_0"),
    ],
)
def test_other_lists_are_refused_with_upstreams_pattern(text):
    assert refusal(spec(cpuset=Cpuset(cpus=text))) == f"Field = cell.cpuset.cpus; {REGEX}"
    assert refusal(spec(cpuset=Cpuset(mems=text))) == f"Field = cell.cpuset.mems; {REGEX}"


@given(st.text("0123456789-, \n", max_size=12) | st.text(max_size=12))
def test_an_accepted_list_is_one_of_ranges_that_go_up(text):
    try:
        check_spec(spec(cpuset=Cpuset(cpus=text)))
    except BadField:
        return
    for part in filter(None, text.split(",")):
        assert re.fullmatch(r"[0-9]+(-[0-9]+)?", part, re.ASCII)
        first, _, last = part.partition("-")
        assert int(first) <= int(last or first)


@given(st.lists(st.tuples(st.integers(0, 8191), st.integers(0, 100)), max_size=20))
def test_every_list_of_ranges_is_accepted(ranges):
    parts = [f"{first}-{first + more}" if more else f"{first}" for first, more in ranges]
    check_spec(spec(cpuset=Cpuset(cpus=",".join(parts))))


@pytest.mark.parametrize(
    ("device", "rule"),
    [
        (Device(""), "device; Required"),
        (Device("8"), "device; Invalid"),
        (Device("8:0\n"), "device; Invalid"),
        (Device("\u0668:0"), "device; Invalid"),
        (Device("vda"), "device; Invalid"),
        (Device("/etc/passwd"), "device; Invalid"),
        (Device("/dev/../etc/passwd"), "device; Invalid"),
        (Device("/dev/a/.."), "device; Invalid"),
        (Device("/dev/a b"), "device; Invalid"),
        (Device("/dev/" + "a" * 300), "device; Invalid"),
        (Device("8:0", weight=0), "weight; Minimum = 1 unit"),
        (Device("8:0", read_bps=0), "read_bps; Minimum = 1 unit"),
        (Device("8:0", write_iops=0), "write_iops; Minimum = 1 unit"),
    ],
)
def test_devices_outside_their_rules_are_refused(device, rule):
    wanted = spec(io=Io(devices=(Device("1:1"), device)))
    assert refusal(wanted) == f"Field = cell.io.devices[1].{rule}"


def test_a_device_comes_once_and_there_are_not_too_many():
    twice = spec(io=Io(devices=(Device("8:0"), Device("8:0"))))
    assert refusal(twice) == "Field = cell.io.devices[1].device; Invalid"
    many = spec(io=Io(devices=tuple(Device(f"8:{minor}") for minor in range(65))))
    assert refusal(many) == "Field = cell.io.devices; Maximum = 64 units"


@pytest.mark.parametrize("name", ["labels", "annotations"])
def test_labels_are_few_printable_and_short(name):
    check_spec(replace(spec(), **{name: {"k" * 253: "v" * 4096, "\u00e9": ""}}))
    for key in ("", "k" * 254, "a\nb", "\0"):
        assert refusal(replace(spec(), **{name: {key: ""}})) == f"Field = cell.{name}; Invalid"
    long = replace(spec(), **{name: {"k": "\u00e9" * 2049}})
    assert refusal(long) == f"Field = cell.{name}.k; Maximum = 4096 bytes"
    many = replace(spec(), **{name: dict.fromkeys(map(str, range(65)), "")})
    assert refusal(many) == f"Field = cell.{name}; Maximum = 64 units"


def test_the_first_bad_field_in_upstreams_order_is_named():
    limits = Limits(
        cpu=Cpu(weight=0, max=-1), cpuset=Cpuset("x", "x"), memory=Memory(min=-1), pids=Pids(0)
    )
    assert refusal(CellSpec("", limits)).startswith("Field = cell.name;")
    assert refusal(CellSpec("a", limits)).startswith("Field = cell.cpu.weight;")
    assert refusal(CellSpec("a", replace(limits, cpu=None))).startswith(
        "Field = cell.cpuset.cpus;"
    )
    no_cpu = replace(limits, cpu=None, cpuset=None)
    assert refusal(CellSpec("a", no_cpu)).startswith("Field = cell.memory.min;")


@pytest.mark.parametrize(
    "path", ["memory.max", "io.devices", "io", "cpu", "labels", "labels.a.b", "annotations.x"]
)
def test_every_field_can_be_taken_back(path):
    check_update(spec(), [path])


@pytest.mark.parametrize(
    "path",
    ["", "name", "isolate_process", "memory.", "memory.x", "labels.", "cell.memory.max", "."],
)
def test_unknown_fields_cannot_be_taken_back(path):
    assert refusal(spec(), "cpu", path) == "Field = clear[1]; Invalid"


def test_an_update_may_set_a_burst_for_a_limit_that_stands():
    check_update(spec(cpu=Cpu(burst=5000)), [])


def test_too_much_to_take_back_is_refused_before_it_is_looked_at():
    check_update(spec(), ["cpu"] * 256)
    assert refusal(spec(), *[""] * 257) == "Field = clear; Maximum = 256 units"


@pytest.mark.parametrize("checked", [check_spec, partial(check_update, clear=[])])
def test_labels_and_annotations_are_short_together(checked):
    four = {"k": "\u00e9" * 2048, "l": "v" * 4095, "m": "v" * 4095, "n": "v" * 4090}
    full = replace(spec(), labels=four, annotations={"\u00e9": ""})
    assert sum(len(key.encode()) + len(text.encode()) for key, text in four.items()) == 16_380
    checked(replace(full, annotations={"\u00e9": "\u00e9"}))
    for name, wanted in [
        ("annotations", replace(full, annotations={"\u00e9": "abc"})),
        ("annotations", replace(full, labels={}, annotations={**four, "o": "abcd"})),
        ("labels", replace(full, labels={**four, "o": "abcd"})),
    ]:
        with pytest.raises(BadField) as refused:
            checked(wanted)
        assert str(refused.value) == f"Field = cell.{name}; Maximum = 16384 bytes"
