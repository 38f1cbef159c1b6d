"""`aer vm console`: shows the serial console of a machine, and types into it."""

import argparse
import asyncio
import contextlib
import sys

from aurae.cli import terminal
from aurae.cli.arguments import COMMON, Argument, whole
from aurae.cli.attach import DETACH_KEYS
from aurae.cli.detaching import DEFAULT, Detaching
from aurae.cli.session import connect
from aurae.cli.vm_calls import VM
from aurae.client.calls import Talk, talk
from aurae.client.errors import ClientError
from aurae.proto.vms_grpc import VmServiceStub
from aurae.proto.vms_pb2 import (
    ConsoleStart,
    VmServiceConsoleRequest,
    VmServiceConsoleResponse,
)

KEPT = 2 * 1024 * 1024
ARGUMENTS = (
    VM,
    Argument(
        ("--history",), "Begin with the last bytes that were written; all that is kept, 2 MiB, when not given.",
        "BYTES", whole,
    ),
    Argument(("--no-follow",), "Show only that; the machine need not run."),
    Argument(("--read-only",), "Only look: what is typed goes nowhere."),
    DETACH_KEYS,
    *COMMON,
)  # fmt: skip

Call = Talk[VmServiceConsoleRequest, VmServiceConsoleResponse]


def run(options: argparse.Namespace) -> int:
    """Show the console until the machine is down, or the keys that detach are typed; returns 0."""
    try:
        return asyncio.run(_connect(options))
    except asyncio.CancelledError:
        return terminal.TERMINATED


async def _connect(options: argparse.Namespace) -> int:
    start = ConsoleStart(
        vm_id=options.name,
        history=KEPT if options.history is None else options.history,
        no_follow=options.no_follow,
    )
    types = not (options.read_only or options.no_follow)
    async with connect(options) as channel, talk(VmServiceStub(channel).Console) as call:
        await call.send(VmServiceConsoleRequest(start=start))
        if await call.receive() is None:
            raise ClientError(
                f"cannot connect to the console of {options.name}: the daemon gave no answer"
            )
        if types and terminal.is_terminal():
            detaching = options.detach_keys or DEFAULT
            print(f"connected to {options.name}; {detaching} detaches", file=sys.stderr)
        with terminal.raw() if types else contextlib.nullcontext():
            await _hold(call, options, types=types)
    return 0


async def _hold(call: Call, options: argparse.Namespace, *, types: bool) -> None:
    async with asyncio.TaskGroup() as group:
        showing = group.create_task(_show(call))
        typing = group.create_task(_type(call, options, showing)) if types else None
        await asyncio.wait({showing})
        if typing is not None:
            typing.cancel()
    if not showing.cancelled():
        showing.result()


async def _show(call: Call) -> None:
    while (answer := await call.receive()) is not None:
        terminal.show(1, answer.output)


async def _type(call: Call, options: argparse.Namespace, showing: "asyncio.Task[None]") -> None:
    watch = Detaching(options.detach_keys or DEFAULT) if terminal.is_terminal() else None
    async with contextlib.aclosing(terminal.typed()) as pieces:
        async for piece in pieces:
            data = piece if watch is None else watch.take(piece)
            if data:
                await call.send(VmServiceConsoleRequest(stdin=data))
            if watch is not None and watch.done:
                showing.cancel()
                return
