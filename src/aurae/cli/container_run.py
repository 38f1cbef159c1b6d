"""`aer container run`: makes a container, starts it, shows its output, and ends as it ends."""

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from aurae.cli import container_options, terminal
from aurae.cli.arguments import COMMON, Argument
from aurae.cli.attach import DETACH_KEYS, hold
from aurae.cli.container_calls import PLATFORM, PULL, with_image
from aurae.cli.container_create import QUIET, create
from aurae.cli.containers import full_name
from aurae.cli.document import plain
from aurae.cli.explaining import EXPLAIN, explain
from aurae.cli.output import show
from aurae.cli.run import attend, code_of
from aurae.cli.session import ANSWER, connect
from aurae.cli.workloads import full_name as name_of
from aurae.client.calls import call
from aurae.client.errors import ClientError
from aurae.proto.containers_grpc import ContainerServiceStub
from aurae.proto.containers_pb2 import StartContainerRequest
from aurae.proto.runtime_grpc import RuntimeServiceStub
from aurae.proto.runtime_pb2 import ExplainRequest, StartRequest, Workload, WorkloadSpec

if TYPE_CHECKING:
    from aurae.client.channel import Channel

EARLIER = 1024 * 1024
"""Bytes of each stream that were written before we are attached, at most."""

RUNNING = (
    Argument(("-d", "--detach"), "Print the name and do not wait."),
    Argument(("--rm",), "Keep nothing of it after its end: no name, and none of its files."),
    DETACH_KEYS,
    EXPLAIN,
    PULL,
    PLATFORM,
    QUIET,
    *COMMON,
)
ARGUMENTS = (*RUNNING, *container_options.ARGUMENTS)


def run(options: argparse.Namespace) -> int:
    """Run a container; exits with its code, 128+n after signal n, or 125 to 127 when aer failed."""
    return run_image(options, "container run", container_options.fill, _start_kept)


def run_image(
    options: argparse.Namespace,
    command: str,
    fill: Callable[[WorkloadSpec, argparse.Namespace], None],
    start_kept: "Callable[[Channel, argparse.Namespace], Awaitable[Workload]]",
) -> int:
    """Run what `fill` makes of the options; `start_kept` makes and starts what is kept after its end.

    `command` is that of `aer`.
    """
    spec = WorkloadSpec()
    try:
        fill(spec, options)
        if options.rm and spec.HasField("service"):
            why = "it excludes --restart, --health-..., --enabled and the like: those are for what is kept"
            print(f"aer {command}: --rm: {why}", file=sys.stderr)
            return 2
        return asyncio.run(_run(options, spec, start_kept))
    except asyncio.CancelledError:
        return terminal.TERMINATED
    except ClientError as error:
        sys.stdout.flush()
        print(f"aer: {error}", file=sys.stderr)
        return code_of(error)


async def _run(
    options: argparse.Namespace,
    spec: WorkloadSpec,
    start_kept: "Callable[[Channel, argparse.Namespace], Awaitable[Workload]]",
) -> int:
    async with connect(options) as channel:
        stub = RuntimeServiceStub(channel)
        if options.explain:
            request = ExplainRequest(workload=spec)
            return await with_image(
                options, options.image, lambda: explain(stub, request, options)
            )
        if options.rm:
            workload = await _start_once(stub, spec, options)
        else:
            workload = await start_kept(channel, options)
        if options.detach:
            show(options, lambda: plain(workload), lambda: f"{name_of(workload)}\n")
            return 0
        if not (options.interactive or options.tty):
            return await attend(stub, workload, None)
        return await hold(_attached(options, workload), stub.Attach)


async def _start_once(
    stub: RuntimeServiceStub, spec: WorkloadSpec, options: argparse.Namespace
) -> Workload:
    request = StartRequest(workload=spec)

    async def start() -> Workload:
        return (await call(stub.Start, request, ANSWER * 2)).workload

    return await with_image(options, options.image, start)


async def _start_kept(channel: "Channel", options: argparse.Namespace) -> Workload:
    stub = ContainerServiceStub(channel)
    made = await create(stub, options)
    request = StartContainerRequest(name=full_name(made))
    return (await call(stub.Start, request, None)).container.workload


def _attached(options: argparse.Namespace, workload: Workload) -> argparse.Namespace:
    """Return what it takes to attach to a workload that has just begun."""
    return argparse.Namespace(
        name=name_of(workload),
        history=EARLIER,
        read_only=not (options.interactive or options.tty),
        detach_keys=options.detach_keys,
        close_stdin=True,
    )
