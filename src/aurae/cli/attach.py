"""`aer attach`: shows what a running workload writes, and types into it."""

import argparse
import asyncio
import contextlib
import sys
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from aurae.cli import terminal
from aurae.cli.arguments import COMMON, Argument, whole
from aurae.cli.detaching import DEFAULT, Detaching, keys
from aurae.cli.session import connect
from aurae.cli.workloads import NAME, exit_code
from aurae.client.calls import Talk, talk
from aurae.client.errors import ClientError
from aurae.proto.runtime_grpc import RuntimeServiceStub
from aurae.proto.runtime_pb2 import (
    AttachRequest,
    AttachResponse,
    AttachStart,
    AttachStarted,
    Workload,
)

if TYPE_CHECKING:
    from grpclib.client import StreamStreamMethod

    from aurae.proto.containers_grpc import ContainerServiceStub
    from aurae.proto.vms_grpc import VmServiceStub

DETACH_KEYS = Argument(
    ("--detach-keys",), "Keys that detach, separated by commas; ctrl-p,ctrl-q when not given.",
    "KEYS", keys,
)  # fmt: skip
OPTIONS = (
    Argument(
        ("--history",), "Begin with the last bytes of each stream; 0, the least, when not given.",
        "BYTES", whole,
    ),
    Argument(("--read-only",), "Only look: what is typed goes nowhere."),
    DETACH_KEYS,
    Argument(
        ("--close-stdin",), "At the end of standard input close that of the workload, for all."
    ),
    *COMMON,
)  # fmt: skip
ARGUMENTS = (NAME, *OPTIONS)

Call = Talk[AttachRequest, AttachResponse]
Say = Callable[[AttachRequest], Awaitable[None]]


def run(options: argparse.Namespace) -> int:
    """Attach until the workload ends, and exit as it does; 0 after the keys that detach."""
    return attach(options, RuntimeServiceStub)


def attach(
    options: argparse.Namespace,
    service: "type[RuntimeServiceStub | ContainerServiceStub | VmServiceStub]",
) -> int:
    """Do so through a service."""

    async def connected() -> int:
        async with connect(options) as channel:
            return await hold(options, service(channel).Attach)

    try:
        return asyncio.run(connected())
    except asyncio.CancelledError:
        return terminal.TERMINATED


async def hold(
    options: argparse.Namespace, method: "StreamStreamMethod[AttachRequest, AttachResponse]"
) -> int:
    """Attach until the workload ends; returns the exit code."""
    start = AttachStart(
        name=options.name,
        history=options.history or 0,
        read_only=options.read_only,
        size=terminal.size() if terminal.is_terminal() and not options.read_only else None,
    )
    async with talk(method) as call:
        await call.send(AttachRequest(start=start))
        first = await call.receive()
        if first is None:
            raise ClientError(f"cannot attach to {options.name}: the daemon gave no answer")
        started = first.started
        _tell(options, started)
        is_raw = started.terminal and started.stdin
        with terminal.raw() if is_raw else contextlib.nullcontext():
            ended = await _hold(call, options, started)
    if ended is None:
        print(f"\ndetached from {options.name}, which goes on", file=sys.stderr)
        return 0
    code = exit_code(ended)
    if code is None:
        raise ClientError(f"cannot tell how {options.name} ended: {ended.reason}")
    return code


def _tell(options: argparse.Namespace, started: AttachStarted) -> None:
    if terminal.is_terminal() and started.stdin:
        detaching = options.detach_keys or DEFAULT
        print(f"attached to {options.name}; {detaching} detaches", file=sys.stderr)


async def _hold(
    call: Call, options: argparse.Namespace, started: AttachStarted
) -> Workload | None:
    """Pass everything on until the workload has ended; None when the user has detached."""
    say = call.send
    async with asyncio.TaskGroup() as group, contextlib.AsyncExitStack() as held:
        showing = group.create_task(_show(call))
        helpers = []
        if started.stdin:
            helpers.append(group.create_task(_type(say, options, showing)))
        if started.stdin and started.terminal:
            resized = asyncio.Event()
            held.enter_context(terminal.when_resized(resized.set))
            helpers.append(group.create_task(_resize(say, resized)))
        await asyncio.wait({showing})
        for helper in helpers:
            helper.cancel()
    return None if showing.cancelled() else showing.result()


async def _show(call: Call) -> Workload:
    while (answer := await call.receive()) is not None:
        match answer.WhichOneof("response"):
            case "stdout":
                terminal.show(1, answer.stdout)
            case "stderr":
                terminal.show(2, answer.stderr)
            case "ended":
                return answer.ended
            case _:
                pass
    raise ClientError("cannot finish Attach: the daemon did not say how the workload ended")


async def _type(say: Say, options: argparse.Namespace, showing: "asyncio.Task[Workload]") -> None:
    watch = Detaching(options.detach_keys or DEFAULT) if terminal.is_terminal() else None
    async with contextlib.aclosing(terminal.typed()) as pieces:
        async for piece in pieces:
            data = piece if watch is None else watch.take(piece)
            if data:
                await say(AttachRequest(stdin=data))
            if watch is not None and watch.done:
                showing.cancel()
                return
    if options.close_stdin:
        await say(AttachRequest(stdin_end=True))


async def _resize(say: Say, resized: asyncio.Event) -> None:
    while True:
        await resized.wait()
        resized.clear()
        await say(AttachRequest(size=terminal.size()))
