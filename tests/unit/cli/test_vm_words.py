"""The words of the options of machines, and what `aer vm run` makes of all of them."""

import argparse
import contextlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.cli import aer, vm_allocate, vm_options, vm_words
from aurae.client.errors import ClientError
from aurae.proto.runtime_pb2 import VirtualMachine, WorkloadSpec
from aurae.proto.vm_pb2 import Drive, Metadata

READERS = (vm_words.drive, vm_words.drive_limits, vm_words.share)


def filled(*words: str) -> WorkloadSpec:
    """Return what the options make."""
    spec = WorkloadSpec()
    vm_options.fill(spec, aer.parse("vm create", list(words)))
    return spec


def test_a_drive_is_said_in_one_word() -> None:
    text = "id=data,path=/srv/a.qcow2,format=qcow2,ro,target=/data,type=ext4,engine=io-uring,bps=10MiB,iops=5"
    assert vm_words.drive(text) == {
        "id": "data", "path": "/srv/a.qcow2", "format": "qcow2", "read_only": True,
        "target": "/data", "file_system": "ext4", "engine": "io_uring",
        "limits": {"bytes_per_second": 10 << 20, "operations_per_second": 5},
    }  # fmt: skip
    assert vm_words.drive("id=more,volume=more") == {"id": "more", "volume": "more"}


@pytest.mark.parametrize(
    "text", ["", "id=a", "path=/a", "id=a,path=/a,volume=b", "id=a,path=/a,x=1", "id=a,path=/a,bps=-1"]
)  # fmt: skip
def test_what_is_no_drive_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        vm_words.drive(text)


def test_limits_of_a_drive_may_all_be_taken_away() -> None:
    assert vm_words.drive_limits("none") == {}
    assert vm_words.drive_limits("iops=5,iops-burst=50") == {
        "operations_per_second": 5,
        "operations_burst": 50,
    }


def test_a_share_is_a_folder_or_a_volume() -> None:
    assert vm_words.share("/srv:/data:ro") == {
        "target": "/data", "source": "/srv", "read_only": True,
    }  # fmt: skip
    assert vm_words.share("data:/data") == {"target": "/data", "volume": "data"}
    for text in ("/srv", ":/data", "/srv:", "/srv:/data:rx", "a:b:c:d"):
        with pytest.raises(argparse.ArgumentTypeError):
            vm_words.share(text)


@pytest.mark.parametrize("reader", READERS)
@given(text=st.text("abid=,:/path volume1ro\0\n%", max_size=30))
def test_any_text_is_read_or_refused(reader: Callable[[str], object], text: str) -> None:
    with contextlib.suppress(argparse.ArgumentTypeError):
        assert isinstance(reader(text), dict)


def test_all_options_of_a_machine_become_its_specification() -> None:
    spec = filled(
        *("--name", "web", "--cell", "a/b", "--vcpus", "2", "-m", "512MiB", "--kernel", "/boot/k"),
        *("--initrd", "/boot/i", "--kernel-arg", "quiet", "--scratch-size", "2GiB", "--read-only"),
        *("--heartbeat", "5s", "--boot", "cold", "--vsock", "--metadata", '{"a": 1}'),
        *("--metadata-version", "v1", "--drive", "id=d,path=/d,target=/d", "-v", "/srv:/srv:ro"),
        *("--network", "front", "-p", "8080:80", "-e", "A=b", "--hostname", "w", "-u", "www"),
        *("--cpus", "1.5", "-l", "a=b", "--restart", "always", "--entrypoint", "/e", "-t"),
        *("--set", "vm.agent=true", "nginx:1.27", "serve", "-v"),
    )
    vm = spec.vm
    assert (spec.name, spec.cell, vm.image, vm.vcpus, vm.memory) == (
        "web", "a/b", "nginx:1.27", 2, 512 << 20,
    )  # fmt: skip
    assert (vm.kernel, vm.initrd, list(vm.kernel_args)) == ("/boot/k", "/boot/i", ["quiet"])
    assert (vm.scratch_size, vm.read_only, vm.vsock, vm.agent) == (2 << 30, True, True, True)
    assert (vm.heartbeat.seconds, vm.boot) == (5, VirtualMachine.BOOT_COLD)
    assert vm.metadata == Metadata(document='{"a": 1}', version=Metadata.VERSION_V1)
    assert list(vm.drives) == [Drive(id="d", path="/d", target="/d")]
    assert (vm.shares[0].source, vm.shares[0].read_only) == ("/srv", True)
    assert (vm.networks[0].network, vm.ports[0].host_port) == ("front", 8080)
    assert (list(vm.process.argv), vm.process.user, vm.process.terminal) == (
        ["serve", "-v"], "www", True,
    )  # fmt: skip
    assert (list(vm.entrypoint), vm.hostname, vm.limits.cpu.max) == (["/e"], "w", 150_000)
    assert (vm.labels["a"], vm.process.env["A"]) == ("b", "b")
    assert spec.service.restart.policy


def test_a_machine_of_which_only_the_image_is_said_has_nothing_else() -> None:
    expected = WorkloadSpec(vm=VirtualMachine(image="nginx"))
    expected.vm.process.SetInParent()
    assert filled("nginx") == expected


def test_a_machine_has_networks_of_its_own_only() -> None:
    assert not filled("--network", "none", "nginx").vm.networks
    for word in ("host", "own", "container:web"):
        with pytest.raises(ClientError, match="is not for machines"):
            filled("--network", word, "nginx")


def test_metadata_may_stand_in_a_file(tmp_path) -> None:
    path = tmp_path / "metadata.json"
    path.write_text('{"b": 2}')
    assert filled("--metadata", f"@{path}", "nginx").vm.metadata.document == '{"b": 2}'
    with pytest.raises(ClientError, match="cannot read the metadata"):
        filled("--metadata", f"@{tmp_path}/none", "nginx")
    path.write_bytes(b"\xff")
    with pytest.raises(ClientError, match="is not UTF-8"):
        filled("--metadata", f"@{path}", "nginx")


def test_upstreams_options_are_understood_in_both_spellings() -> None:
    long = (
        *("--machine-mem-size-mb", "1024", "--machine-vcpu-count", "4"),
        *("--machine-kernel-img-path", "/k", "--machine-kernel-args", "console=hvc0"),
        *("--machine-root-drive-image-path", "/disk.raw", "--machine-root-drive-read-only"),
        *("--machine-drive-mounts-image-path", "/data.raw", "--machine-drive-mounts-vm-path", "/data"),
        *("--machine-drive-mounts-fs-type", "ext4", "--machine-drive-mounts-read-only"),
        *("--machine-auraed-address", "[::1]:8080"),
    )  # fmt: skip
    short = [word.replace("--machine-", "--") for word in long]
    short[short.index("--root-drive-image-path")] = "--root-drive-path"
    short[short.index("--root-drive-read-only")] = "--root-drive-readonly"
    found = [
        vm_allocate.machine(aer.parse("vm allocate", ["vm-1", *words])) for words in (long, short)
    ]
    assert found[0] == found[1]
    machine = found[0]
    assert (machine.id, machine.mem_size_mb, machine.vcpu_count) == ("vm-1", 1024, 4)
    assert (machine.kernel_img_path, list(machine.kernel_args)) == ("/k", ["console=hvc0"])
    assert (machine.root_drive.image_path, machine.root_drive.read_only) == ("/disk.raw", True)
    mount = machine.drive_mounts[0]
    assert (mount.image_path, mount.vm_path, mount.fs_type, mount.read_only) == (
        "/data.raw", "/data", "ext4", True,
    )  # fmt: skip
    assert machine.auraed_address == "[::1]:8080"


def test_upstreams_defaults_hold() -> None:
    machine = vm_allocate.machine(aer.parse("vm allocate", ["a", "--root-drive-path", "/d"]))
    assert (machine.mem_size_mb, machine.vcpu_count) == (512, 1)
    assert not vm_allocate.machine(aer.parse("vm allocate", ["a"])).HasField("root_drive")
