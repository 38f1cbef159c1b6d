"""From hardware to QEMU's arguments: every value stands where it was meant to, or is refused."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.model.vm import DiskFormat, DriveCache, DriveLimits, IoEngine
from aurae.vms import block_nodes
from aurae.vms.command_line import FIRST, command_line
from aurae.vms.hardware import (
    Accelerator,
    Bus,
    Disk,
    Engine,
    Hardware,
    Memory,
    Nic,
    Shared,
    Sockets,
)
from aurae.vms.kernel_arguments import LONGEST, kernel_command_line

MIB = 1 << 20
TCG, KVM = Engine(Accelerator.TCG, 2_600_000), Engine(Accelerator.KVM)
SMALL = Hardware(
    vcpus=1, memory=Memory(64 * MIB), sockets=Sockets(100, 101, 102), kernel=103, initrd=104
)
NIC = Nic(105, "02:00:00:00:00:01", 1500)


def values(argv: tuple[str, ...], option: str) -> list[str]:
    """Return what stands behind each use of an option."""
    return [argv[at + 1] for at, word in enumerate(argv) if word == option]


def test_descriptors_are_passed_in_the_order_in_which_they_are_named():
    made = command_line(SMALL, TCG)
    named = {fd: FIRST + made.fds.index(fd) for fd in made.fds}
    text = " ".join(made.argv)
    assert f"socket,id=qmp,fd={named[100]}," in text
    assert f"-kernel /proc/self/fd/{named[103]}" in text
    assert f"-initrd /proc/self/fd/{named[104]}" in text
    assert f"socket,id=console,fd={named[101]}," in text
    assert [source for source, _ in made.copies] == [1, 2]
    for _, place in made.copies:
        assert f"fd={place},set=" in text


def test_output_has_ports_of_its_own_but_for_a_terminal():
    ports = [word for word in command_line(SMALL, TCG).argv if "virtserialport" in word]
    assert [word.partition("name=aurae.")[2].partition(",")[0] for word in ports] == [
        *("stdio", "stdout", "stderr", "channel"),
    ]
    made = command_line(replace(SMALL, terminal=True), TCG)
    ports = [word for word in made.argv if "virtserialport" in word]
    assert [word.partition("name=aurae.")[2].partition(",")[0] for word in ports] == [
        *("stdio", "channel"),
    ]
    assert [source for source, _ in made.copies] == [0]


def test_the_streams_of_a_guest_without_an_agent_are_its_console():
    made = command_line(replace(SMALL, is_agent=False, sockets=Sockets(100)), TCG)
    assert values(made.argv, "-serial") == ["chardev:stdio"]
    assert not [word for word in made.argv if "virtserialport" in word]


def test_what_qemu_says_goes_last_so_that_streams_are_copied_before():
    made = command_line(replace(SMALL, words=109), TCG)
    assert made.copies[-1] == (FIRST + made.fds.index(109), 2)


def test_memory_is_a_file_of_its_own_or_a_private_copy_of_one():
    for private in (False, True):
        made = command_line(replace(SMALL, memory=Memory(64 * MIB, 110, private)), TCG)
        backend = json.loads(values(made.argv, "-object")[0])
        assert backend["mem-path"] == f"/proc/self/fd/{FIRST + made.fds.index(110)}"
        assert backend["share"] is not private
        assert "memory-backend=memory0" in values(made.argv, "-M")[0]


@pytest.mark.parametrize("engine", [TCG, KVM])
def test_each_engine_has_its_own_processor(engine: Engine):
    made = command_line(SMALL, engine)
    is_kvm = engine is KVM
    assert values(made.argv, "-cpu") == ["host" if is_kvm else "max"]
    assert ("tsc_early_khz=2600000" in values(made.argv, "-append")[0]) is not is_kvm


def test_a_disk_is_three_nodes_with_its_limits_and_no_lock_of_qemus():
    limits = DriveLimits(bytes_per_second=1000, bytes_burst=500, operations_per_second=10)
    disk = Disk(
        "data-1",
        120,
        read_only=True,
        format=DiskFormat.QCOW2,
        cache=DriveCache.UNSAFE,
        engine=IoEngine.IO_URING,
        limits=limits,
        bus=Bus.SCSI,
        device=True,
    )
    made = command_line(replace(SMALL, disks=(disk,)), TCG)
    file, form, top = map(json.loads, values(made.argv, "-blockdev"))
    assert (file["driver"], file["locking"], file["aio"]) == ("host_device", "off", "io_uring")
    assert (form["driver"], form["file"]) == ("qcow2", file["node-name"])
    assert (top["driver"], top["file"]) == ("throttle", form["node-name"])
    assert all(each["read-only"] and each["cache"]["no-flush"] for each in (file, form, top))
    objects = [json.loads(word) for word in values(made.argv, "-object")]
    (group,) = (each for each in objects if each["qom-type"] == "throttle-group")
    assert (group["limits"]["bps-total"], group["limits"]["bps-total-max"]) == (1000, 1500)
    assert (group["limits"]["iops-total"], group["limits"]["iops-total-max"]) == (10, 0)
    devices = [json.loads(word) for word in values(made.argv, "-device") if word[0] == "{"]
    assert devices == [block_nodes.device(disk)]
    assert made.io_uring


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"vcpus": 0}, "processors"),
        ({"vcpus": 300}, "processors"),
        ({"memory": Memory(0)}, "whole MiB"),
        ({"memory": Memory(MIB + 1)}, "whole MiB"),
        ({"kernel": -1}, "no kernel"),
        ({"nics": (replace(NIC, mac="02:00:00:00:00:01,vhost=on"),)}, "no address"),
        ({"nics": (NIC,) * 21}, "so many devices"),
        ({"shares": (Shared("a,b", 130),)}, "cannot share"),
        ({"disks": (Disk("a,b", 120),)}, "cannot name a disk"),
        ({"disks": (Disk("a" * 21, 120),)}, "cannot name a disk"),
        ({"disks": (Disk("a\n", 120),)}, "cannot name a disk"),
        ({"disks": (Disk("a", 120), Disk("a", 121))}, "two disks of one name"),
        ({"disks": (Disk("a", -1),)}, "there is none"),
        ({"arguments": ('a="b',)}, "a quote is not closed"),
    ],
)
def test_what_cannot_be_a_machine_is_refused(change: dict[str, object], why: str):
    with pytest.raises(ValueError, match=why):
        command_line(replace(SMALL, **change), TCG)  # type: ignore[arg-type]


def test_one_that_waits_for_a_snapshot_needs_no_kernel():
    made = command_line(replace(SMALL, kernel=-1, initrd=-1, incoming=True), TCG)
    assert values(made.argv, "-incoming") == ["defer"]
    assert "-kernel" not in made.argv


@given(st.lists(st.text(max_size=40), max_size=5))
def test_kernel_arguments_are_passed_as_they_are_or_refused(words: list[str]):
    try:
        line = kernel_command_line(TCG, words)
    except ValueError:
        return
    assert line.endswith(" ".join(words))
    assert line.isascii()
    assert line.isprintable()
    assert line.count('"') % 2 == 0


def test_kernel_arguments_that_are_too_long_are_refused():
    with pytest.raises(ValueError, match="bytes too long"):
        kernel_command_line(TCG, ["x" * LONGEST])


@given(st.text(max_size=30))
def test_the_id_of_a_disk_is_one_word_for_qemu(ident: str):
    try:
        nodes = block_nodes.nodes(Disk(ident, 1), 1)
    except ValueError:
        return
    assert all(str(node["node-name"]).replace("-", "").isalnum() for node in nodes)
