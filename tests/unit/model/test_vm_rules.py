"""What no virtual machine can be is named by the path of its field."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.model.cell import Limits
from aurae.model.execution import Credential
from aurae.model.network import Attachment
from aurae.model.refusal import BadValue
from aurae.model.service import Command, HealthCheck, Listener, Service, TcpProbe, Type
from aurae.model.validation import check_spec
from aurae.model.vm import MIB, Drive, DriveLimits, Metadata, Share, Vm
from aurae.model.vm_rules import check_kernel_args, check_vm
from aurae.model.workload import Executable, WorkloadSpec

IMAGE = Vm(image="web:1")
DISK = Vm(kernel="/boot/vmlinuz", root=Drive("sda", path="/srv/root.img"))
BARE = Vm(kernel="/boot/vmlinuz", initrd="/boot/initrd")


@pytest.mark.parametrize("vm", [IMAGE, DISK, BARE, replace(IMAGE, kernel="/boot/vmlinuz")])
def test_what_a_machine_can_be_is_let_through(vm: Vm) -> None:
    check_vm(vm)


@pytest.mark.parametrize(
    ("vm", "more", "field"),
    [
        (IMAGE, {"vcpus": 0}, "vcpus"),
        (IMAGE, {"vcpus": 300}, "vcpus"),
        (IMAGE, {"memory": 31 * MIB}, "memory"),
        (IMAGE, {"memory": 64 * MIB + 1}, "memory"),
        (IMAGE, {"root": Drive("sda", path="/x")}, "root"),
        (IMAGE, {"agent": True}, "agent"),
        (IMAGE, {"image": "WEB"}, "image"),
        (IMAGE, {"hostname": "a b"}, "hostname"),
        (IMAGE, {"scratch_size": 1}, "scratch_size"),
        (IMAGE, {"kernel": "vmlinuz"}, "kernel"),
        (IMAGE, {"initrd": "../x"}, "initrd"),
        (IMAGE, {"kernel_args": ("a", "b\nc")}, "kernel_args[1]"),
        (IMAGE, {"kernel_args": ('a="b',)}, "kernel_args[0]"),
        (IMAGE, {"kernel_args": ("",)}, "kernel_args[0]"),
        (IMAGE, {"kernel_args": ("a" * 1600,)}, "kernel_args"),
        (IMAGE, {"kernel_args": ("a",) * 65}, "kernel_args"),
        (IMAGE, {"drives": (Drive("a_b", path="/x"),)}, "drives[0].id"),
        (IMAGE, {"drives": (Drive("a"),)}, "drives[0].path"),
        (IMAGE, {"drives": (Drive("a", path="/x", volume="v"),)}, "drives[0].path"),
        (IMAGE, {"drives": (Drive("a", path="x"),)}, "drives[0].path"),
        (IMAGE, {"drives": (Drive("a", volume="V V"),)}, "drives[0].volume"),
        (IMAGE, {"drives": (Drive("a", path="/x"), Drive("a", path="/y"))}, "drives[1].id"),
        (IMAGE, {"drives": (Drive("a", path="/x", target="x"),)}, "drives[0].target"),
        (
            IMAGE,
            {"drives": (Drive("a", path="/x", limits=DriveLimits(bytes_per_second=0)),)},
            "drives[0].limits.bytes_per_second",
        ),
        (
            IMAGE,
            {"drives": (Drive("a", path="/x", limits=DriveLimits(operations_burst=5)),)},
            "drives[0].limits.operations_burst",
        ),
        (IMAGE, {"shares": (Share("x", source="/x"),)}, "shares[0].target"),
        (IMAGE, {"shares": (Share("/x"),)}, "shares[0].source"),
        (IMAGE, {"networks": (Attachment("A B"),)}, "networks[0].network"),
        (IMAGE, {"metadata": Metadata("x" * 60_000)}, "metadata.document"),
        (IMAGE, {"heartbeat": 0.5}, "heartbeat"),
        (IMAGE, {"auraed_address": "a b"}, "auraed_address"),
        (IMAGE, {"sysctls": {"a": "b"}}, "sysctls['a']"),
        (BARE, {"kernel": ""}, "image"),
        (DISK, {"kernel": ""}, "kernel"),
        (DISK, {"entrypoint": ("/x",)}, "entrypoint"),
        (DISK, {"hostname": "x"}, "hostname"),
        (DISK, {"shares": (Share("/x", source="/x"),)}, "shares"),
        (DISK, {"drives": (Drive("sda", path="/y"),)}, "drives[0].id"),
        (DISK, {"drives": (Drive("b", path="/y", target="/y"),)}, "drives[0].target"),
    ],
)
def test_what_no_machine_can_be_is_named(vm: Vm, more: dict[str, Any], field: str) -> None:
    with pytest.raises(BadValue) as caught:
        check_vm(replace(vm, **more))
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("vm", "executable", "service", "field"),
    [
        (DISK, Executable(("/x",)), None, "vm.process.argv"),
        (IMAGE, Executable((), stdin_file="/x"), None, "vm.process.stdin_file"),
        (IMAGE, Executable((), dynamic_user=True), None, "vm.process.dynamic_user"),
        (
            IMAGE,
            Executable((), credentials=(Credential("x", b"y"),)),
            None,
            "vm.process.credentials",
        ),
        (IMAGE, Executable((), user="x" * 300), None, "vm.process.user"),
        (IMAGE, Executable(()), Service(type=Type.NOTIFY), "service.type"),
        (IMAGE, Executable(()), Service(listeners=(Listener("x"),)), "service.listeners"),
        (IMAGE, Executable(()), Service(start_pre=(Command(("/x",)),)), "service.start_pre"),
        (BARE, Executable(()), Service(stop=(Command(("/x",)),)), "service.stop"),
        (
            BARE,
            Executable(()),
            Service(health=(HealthCheck(command=Command(("/x",))),)),
            "service.health[0].command",
        ),
        (
            BARE,
            Executable(()),
            Service(health=(HealthCheck(tcp=TcpProbe(80)),)),
            "service.health[0].tcp.host",
        ),
    ],
)
def test_what_no_guest_can_be_asked_for_is_named(
    vm: Vm, executable: Executable, service: Service | None, field: str
) -> None:
    with pytest.raises(BadValue) as caught:
        check_spec(WorkloadSpec("vm", executable, service, vm=vm))
    assert caught.value.field == field


def test_limits_of_cells_alone_are_none_of_a_machine() -> None:
    check_vm(replace(IMAGE, limits=Limits()))


@given(st.lists(st.text(max_size=40), max_size=5))
def test_kernel_arguments_are_refused_or_one_line_of_closed_quotes(words: list[str]) -> None:
    try:
        check_kernel_args(words)
    except BadValue:
        return
    line = " ".join(words)
    assert line.isprintable()
    assert line.isascii()
    assert all(word.count('"') % 2 == 0 for word in words)
