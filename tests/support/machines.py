"""Virtual machines of the busybox image, through the API."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import grpc
from google.protobuf.duration_pb2 import Duration

from aurae.proto import runtime_pb2
from tests.support.api import Api
from tests.support.containers import IMAGE, load
from tests.support.daemon import Daemon
from tests.support.guests import kernel_folder
from tests.support.require import need

if TYPE_CHECKING:
    from collections.abc import Iterator

MEMORY = 128 << 20
BOOT = 90.0
"""Seconds that a guest may need on a machine that has much else to do."""


def settings() -> dict[str, str]:
    """Return the settings of a daemon whose guests have a kernel."""
    need("qemu-system-x86_64")
    kernel = kernel_folder()
    return {
        "vm_kernel": str(kernel / "vmlinuz"),
        "vm_modules": str(kernel / "modules"),
        "vm_templates": "off",
    }


@contextmanager
def node(**more: str) -> Iterator[Daemon]:
    """Have a daemon whose guests have a kernel, with the image; it has started a machine before."""
    with Daemon(**(settings() | more)) as daemon:
        load(daemon)
        with Api(daemon.client_config) as api:
            # What is made once for all machines is there from now on.
            assert run(api, "/bin/true").workload.exit_code == 0
        yield daemon


def spec(
    *argv: str, name: str = "", process: dict[str, Any] | None = None, **vm: Any
) -> runtime_pb2.WorkloadSpec:
    """Return what a machine is asked to be."""
    executable = runtime_pb2.Executable(argv=argv, **(process or {}))
    usual: dict[str, Any] = {"image": IMAGE, "memory": MEMORY}
    made = runtime_pb2.VirtualMachine(process=executable, **(usual | vm))
    return runtime_pb2.WorkloadSpec(name=name, vm=made)


def start(api: Api, *argv: str, **more: Any) -> runtime_pb2.Workload:
    """Start a machine."""
    request = runtime_pb2.StartRequest(workload=spec(*argv, **more))
    workload: runtime_pb2.Workload = api.call("RuntimeService.Start", request, BOOT).workload
    return workload


def run(api: Api, *argv: str, wait: int = 60, **more: Any) -> Any:
    """Run a machine to its end and return the whole answer."""
    request = runtime_pb2.StartRequest(workload=spec(*argv, **more), wait=Duration(seconds=wait))
    return api.call("RuntimeService.Start", request, wait + BOOT)


def refused(api: Api, *argv: str, **more: Any) -> tuple[grpc.StatusCode, str]:
    """Ask for a machine that is refused; return the code and the text."""
    try:
        workload = start(api, *argv, **more)
    except grpc.RpcError as error:
        return error.code(), error.details() or ""
    raise AssertionError(f"it was not refused: {workload}")


def service(
    name: str,
    *argv: str,
    vm: dict[str, Any] | None = None,
    process: dict[str, Any] | None = None,
    **service: Any,
) -> dict[str, Any]:
    """Return the specification of a service that is a machine, as proto JSON."""
    made = {"image": IMAGE, "memory": str(MEMORY), "process": {"argv": argv, **(process or {})}}
    return {"name": name, "vm": {**made, **(vm or {})}, "service": service}
