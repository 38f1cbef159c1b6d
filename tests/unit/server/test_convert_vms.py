"""A virtual machine's message becomes what the model knows and comes back."""

from dataclasses import replace

import pytest
from google.protobuf.duration_pb2 import Duration

from aurae.model.cell import Limits, Memory
from aurae.model.network import Attachment, PublishedPort
from aurae.model.refusal import InvalidField
from aurae.model.service import Service
from aurae.model.vm import (
    Boot,
    DiskFormat,
    Drive,
    DriveLimits,
    Metadata,
    MetadataVersion,
    Share,
    Vm,
)
from aurae.model.workload import Executable, Kind, WorkloadSpec
from aurae.proto import runtime_pb2 as api
from aurae.proto import vm_pb2
from aurae.server import convert_spec

VM = Vm(
    image="nginx:1.27",
    entrypoint=("/entry",),
    hostname="web-1",
    vcpus=2,
    memory=512 << 20,
    kernel="/boot/vmlinuz",
    kernel_args=("quiet",),
    drives=(
        Drive("data", "/srv/data.raw", limits=DriveLimits(bytes_burst=1), target="/data"),
        Drive("more", volume="more", read_only=True, format=DiskFormat.QCOW2),
    ),
    shares=(Share("/srv", "/srv", read_only=True),),
    networks=(Attachment("front"),),
    ports=(PublishedPort(80),),
    metadata=Metadata('{"a": 1}', MetadataVersion.V1),
    boot=Boot.COLD,
    heartbeat=0.0,
    limits=Limits(memory=Memory(max=1 << 30)),
    labels={"a": "b"},
)
FULL = WorkloadSpec(
    "web",
    Executable(("serve", "-v"), env={"A": "1"}, user="www-data", stop_signal=3, stop_timeout=1.5),
    Service(description="a web"),
    vm=VM,
)
STRANGE = vm_pb2.Drive.FromString(b"\x0a\x01a\x28\x07")
"""With a format that there is not."""


def spec(**vm):
    return convert_spec.spec(api.WorkloadSpec(name="web", vm=api.VirtualMachine(**vm)))


def test_all_that_is_said_comes_back():
    message = convert_spec.spec_message(FULL, "a")
    assert message.WhichOneof("kind") == "vm"
    assert message.vm.process.stop_signal == "SIGQUIT"
    assert convert_spec.spec(api.WorkloadSpec.FromString(message.SerializeToString())) == FULL


def test_what_is_not_said_is_left_to_the_image():
    found = spec(image="nginx")
    assert found.kind is Kind.VM
    assert found.vm == Vm("nginx")
    assert found.executable == Executable((), stop_signal=0)
    assert convert_spec.spec(convert_spec.spec_message(found, "")) == found


def test_a_machine_of_which_nothing_is_said_is_still_one():
    nothing = replace(spec(), name="")
    assert convert_spec.spec_message(nothing, "").WhichOneof("kind") == "vm"


def test_a_disk_to_boot_from_needs_no_image():
    root = vm_pb2.Drive(id="root", path="/srv/disk.raw", read_only=True)
    found = spec(root=root, kernel="/boot/vmlinuz", heartbeat=Duration(seconds=5))
    assert found.vm == Vm(
        root=Drive("root", "/srv/disk.raw", read_only=True), kernel="/boot/vmlinuz", heartbeat=5.0
    )


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"heartbeat": Duration(seconds=-1)}, "vm.heartbeat"),
        ({"boot": 9}, "vm.boot"),
        ({"drives": [vm_pb2.Drive(id="a"), vm_pb2.Drive()]}, "vm.drives[1].id"),
        ({"drives": [STRANGE]}, "vm.drives[0].format"),
        ({"drives": [vm_pb2.Drive(id="a")] * 17}, "vm.drives"),
        ({"shares": [vm_pb2.Share(target="/a")] * 9}, "vm.shares"),
        ({"process": api.Executable(argv=["a"], command="a")}, "vm.process.command"),
        ({"process": api.Executable(stop_signal="SIGNO")}, "vm.process.stop_signal"),
    ],
)
def test_what_cannot_be_read_is_named(fields, named):
    with pytest.raises(InvalidField) as refused:
        spec(image="nginx", **fields)
    assert refused.value.field == named
