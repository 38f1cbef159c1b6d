"""`aer container wait`: waits until containers are down."""

import argparse
import time
from typing import TYPE_CHECKING

from aurae.cli.arguments import COMMON
from aurae.cli.asking import answers_of
from aurae.cli.container_calls import CONTAINERS
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.wait import LONGEST_WAIT, until_end
from aurae.cli.workloads import exit_code, full_name, status
from aurae.proto.containers_grpc import ContainerServiceStub
from aurae.proto.runtime_pb2 import Workload

if TYPE_CHECKING:
    from collections.abc import Callable

    from aurae.client.channel import Channel
    from aurae.proto.vms_grpc import VmServiceStub

ARGUMENTS = (CONTAINERS, LONGEST_WAIT, *COMMON)


def run(options: argparse.Namespace) -> int:
    """Wait for containers; exits with 0 when all ended with exit code 0, else with 1."""
    return wait_for_all(options, ContainerServiceStub)


def wait_for_all(
    options: argparse.Namespace,
    service: "Callable[[Channel], ContainerServiceStub | VmServiceStub]",
) -> int:
    """Wait for all that `options` name, through a service; returns the exit code."""
    end = None if options.timeout is None else time.monotonic() + options.timeout

    async def wait(stub: "ContainerServiceStub | VmServiceStub", name: str) -> Workload:
        return await until_end(stub, name, end)

    ended, all_ended = answers_of(options, service, "waiting for", wait)
    show(
        options,
        lambda: [plain(workload) for workload in ended],
        lambda: "".join(f"{full_name(workload)}: {status(workload)}\n" for workload in ended),
    )
    return 0 if all_ended and all(exit_code(workload) == 0 for workload in ended) else 1
