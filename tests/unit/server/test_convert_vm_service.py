"""Messages of VmService: upstream's words and ours, and what is refused."""

import dataclasses

import pytest
from grpclib.exceptions import GRPCError
from hypothesis import given
from hypothesis import strategies as st

from aurae.model.container_state import ContainerState
from aurae.model.refusal import InvalidField
from aurae.model.vm import Drive, Vm
from aurae.proto import runtime_pb2
from aurae.proto import vms_pb2 as api
from aurae.server import convert_vms as convert
from aurae.vms.guest_answers import FileSystem, GuestProcess, Stats, Traffic
from aurae.vms.watching import Event

ROOT = api.RootDrive(image_path="/disk.raw", read_only=True)


def new(**machine):
    return convert.new(api.VmServiceAllocateRequest(machine=api.VirtualMachine(**machine)))


def test_upstreams_machine_boots_from_its_disk():
    cell, spec = new(
        id="a/vm-1",
        mem_size_mb=1024,
        vcpu_count=4,
        kernel_img_path="/vmlinux.bin",
        kernel_args=["console=hvc0", "root=/dev/vda1"],
        root_drive=ROOT,
        drive_mounts=[
            api.DriveMount(image_path="/a.raw", vm_path="/a", fs_type="ext4", read_only=True),
            api.DriveMount(image_path="/b.raw"),
        ],
        auraed_address="[::1]:8080",
    )
    assert (cell, spec.name, spec.service) == ("a", "vm-1", None)
    assert spec.vm == Vm(
        vcpus=4,
        memory=1 << 30,
        kernel="/vmlinux.bin",
        kernel_args=("console=hvc0", "root=/dev/vda1"),
        root=Drive("boot", "/disk.raw", read_only=True),
        drives=(Drive("drive1", "/a.raw", read_only=True), Drive("drive2", "/b.raw")),
        auraed_address="[::1]:8080",
    )


def test_what_upstream_leaves_out_is_the_usual():
    cell, spec = new(root_drive=ROOT)
    assert (cell, spec.name) == ("/", "")
    assert spec.vm == Vm(root=Drive("boot", "/disk.raw", read_only=True))


def test_upstreams_clients_know_two_refusals():
    with pytest.raises(GRPCError) as refused:
        convert.new(api.VmServiceAllocateRequest())
    assert (refused.value.status.name, refused.value.message) == (
        "FAILED_PRECONDITION",
        "vm config has no machine specified",
    )
    with pytest.raises(GRPCError) as refused:
        new(id="bare")
    assert (refused.value.status.name, refused.value.message) == (
        "FAILED_PRECONDITION",
        "vm 'bare' config has no root drive specified",
    )


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"id": "../x"}, "machine.id.vm_id"),
        ({"drive_mounts": [api.DriveMount()] * 17}, "machine.drive_mounts"),
        ({"kernel_args": ["x"] * 65}, "machine.kernel_args"),
    ],
)
def test_what_upstream_lets_pass_is_looked_at(fields, named):
    with pytest.raises(InvalidField) as refused:
        new(root_drive=ROOT, **fields)
    assert refused.value.field == named


def test_a_specification_takes_the_place_of_upstreams_words():
    request = api.VmServiceAllocateRequest()
    request.workload.vm.image = "nginx"
    cell, spec = convert.new(request)
    kept = convert.kept(spec, "nginx-1")
    assert (cell, kept.name, kept.vm) == ("/", "nginx-1", Vm("nginx"))
    assert kept.service is not None
    request.machine.id = "x"
    with pytest.raises(InvalidField, match="machine: excludes workload"):
        convert.new(request)
    executable = runtime_pb2.WorkloadSpec(name="x")
    executable.executable.argv.append("true")
    with pytest.raises(InvalidField, match=r"cannot allocate x: workload\.vm: is not set"):
        convert.new(api.VmServiceAllocateRequest(workload=executable))


@given(st.binary(max_size=300))
def test_any_message_is_read_or_refused(data: bytes):
    try:
        request = api.VmServiceAllocateRequest.FromString(data)
    except Exception:  # noqa: BLE001  # no message at all: the door refuses it
        return
    try:
        _, spec = convert.new(request)
    except (InvalidField, GRPCError):
        return
    assert spec.vm is not None


def test_every_state_has_a_word_of_upstreams_and_every_event_a_name():
    assert set(convert.STATUS) == set(ContainerState)
    assert set(convert.EVENT) == set(Event)


def test_a_page_and_ids_are_bounded():
    with pytest.raises(InvalidField, match="page_size"):
        convert.page(api.VmServiceListRequest(page_size=1001))
    with pytest.raises(InvalidField, match="vm_ids"):
        convert.vm_ids([f"a{number}" for number in range(1001)])
    assert convert.vm_ids(["a", "a", "b/c"]) == [("/", "a"), ("b", "c")]
    with pytest.raises(InvalidField) as refused:
        convert.vm_id("get", "a b")
    assert refused.value.field == "vm_id"


LARGEST = 2**64 - 1


def test_whatever_a_guest_says_fits_into_the_answer():
    traffic = Traffic("eth0", LARGEST, LARGEST, LARGEST, LARGEST)
    numbers = {field.name: LARGEST for field in dataclasses.fields(Stats) if field.type == "int"}
    item = Stats(
        **numbers,
        load="0.1 0.2 0.3 1/2 3",
        pressure=("cpu some",),
        networks=(traffic,),
        file_systems=(FileSystem("/", "ext4", LARGEST, LARGEST),),
    )
    message = convert.guest_stats(item)
    assert (message.memory_total_bytes, message.cpus) == (LARGEST, 2**32 - 1)
    assert message.interfaces[0].sent_packets == LARGEST
    assert message.uptime.seconds > 10**9
    process = convert.process(
        GuestProcess(LARGEST, LARGEST, LARGEST, "x", LARGEST, LARGEST, LARGEST)
    )
    assert (process.pid, process.user, process.memory_bytes) == (2**31 - 1, 2**32 - 1, LARGEST)
