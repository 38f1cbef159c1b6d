"""`aer exec`: runs a command in the surroundings of a running workload, and ends as it ends."""

import argparse
import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from aurae.cli import terminal
from aurae.cli.arguments import COMMON, Argument
from aurae.cli.run import DETACHED, code_of
from aurae.cli.session import connect, warn
from aurae.cli.workloads import NAME
from aurae.client.calls import Talk, talk
from aurae.client.errors import ClientError
from aurae.proto.runtime_grpc import RuntimeServiceStub
from aurae.proto.runtime_pb2 import ExecEnded, ExecRequest, ExecResponse

if TYPE_CHECKING:
    from aurae.proto.containers_grpc import ContainerServiceStub
    from aurae.proto.vms_grpc import VmServiceStub

ARGUMENTS = (
    NAME,
    Argument(("-t", "--tty"), "Give the command a terminal, and what is typed with it."),
    Argument(("-i", "--stdin"), "Pass standard input on."),
    Argument(("-u", "--user"), "Run as this user; as the workload's when not given.", "USER"),
    Argument(("-g", "--group"), "Run with this group; the user's when not given.", "GROUP"),
    Argument(
        ("-e", "--env"), "Set a variable; without =VALUE it is taken from here. Repeatable.",
        "KEY[=VALUE]", many="append",
    ),
    Argument(("-w", "--cwd"), "Working directory; the workload's when not given.", "DIR"),
    *COMMON,
    Argument(("program",), "The command and its arguments.", "COMMAND", many="..."),
)  # fmt: skip

Call = Talk[ExecRequest, ExecResponse]
Say = Callable[[ExecRequest], Awaitable[None]]


def run(options: argparse.Namespace) -> int:
    """Run a command; exits with its code, 128+n after signal n, or 125 to 127 when it cannot run."""
    return execute(options, "exec", RuntimeServiceStub)


def execute(
    options: argparse.Namespace,
    command: str,
    service: "type[RuntimeServiceStub | ContainerServiceStub | VmServiceStub]",
) -> int:
    """Do so through a service; `command` is that of `aer`."""
    if not options.program:
        print(
            f"aer {command}: the command is missing (see `aer {command} --help`)", file=sys.stderr
        )
        return 2
    try:
        return asyncio.run(_run(options, service))
    except asyncio.CancelledError:
        return terminal.TERMINATED
    except ClientError as error:
        sys.stdout.flush()
        print(f"aer: {error}", file=sys.stderr)
        return code_of(error)


def request_of(options: argparse.Namespace) -> ExecRequest:
    """Make the first message; ClientError when a variable cannot be taken."""
    request = ExecRequest()
    start = request.start
    start.name = options.name
    start.argv.extend(options.program)
    start.working_directory = options.cwd or ""
    start.user, start.group = options.user or "", options.group or ""
    start.no_stdin = not (options.stdin or options.tty)
    if options.tty:
        start.terminal.CopyFrom(terminal.size())
        if "TERM" in os.environ:
            start.env["TERM"] = os.environ["TERM"]
    for text in options.env:
        key, equals, value = text.partition("=")
        if equals or key in os.environ:
            try:
                start.env[key] = value if equals else os.environ[key]
            except UnicodeEncodeError:
                why = f"the value of variable {key} is not UTF-8"
                raise ClientError(f"cannot exec in {options.name}: {why}") from None
    return request


async def _run(
    options: argparse.Namespace,
    service: "type[RuntimeServiceStub | ContainerServiceStub | VmServiceStub]",
) -> int:
    request = request_of(options)
    async with connect(options) as channel:
        method = service(channel).Exec
        async with talk(method) as call:
            await call.send(request)
            started = await call.receive()
            if started is None:
                raise ClientError(f"cannot exec in {options.name}: the daemon gave no answer")
            with terminal.raw() if options.tty else contextlib.nullcontext():
                ended = await _hold(call, request, is_terminal=options.tty)
    if ended is None:
        return DETACHED
    return int(128 + ended.signal if ended.HasField("signal") else ended.exit_code)


async def _hold(call: Call, request: ExecRequest, *, is_terminal: bool) -> ExecEnded | None:
    """Pass everything on until the command has ended; None when it was left alone."""
    say = call.send
    async with asyncio.TaskGroup() as group, contextlib.AsyncExitStack() as held:
        showing = group.create_task(_show(call))
        helpers = []
        if not request.start.no_stdin:
            helpers.append(group.create_task(_type(say)))
        if is_terminal:
            resized = asyncio.Event()
            held.enter_context(terminal.when_resized(resized.set))
            helpers.append(group.create_task(_resize(say, resized)))
        else:
            helpers.append(group.create_task(_pass_signals(say, showing)))
        await asyncio.wait({showing})
        for helper in helpers:
            helper.cancel()
    if showing.cancelled():
        return None
    return showing.result()


async def _show(call: Call) -> ExecEnded:
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
    raise ClientError("cannot finish Exec: the daemon did not say how the command ended")


async def _type(say: Say) -> None:
    async with contextlib.aclosing(terminal.typed()) as pieces:
        async for data in pieces:
            await say(ExecRequest(stdin=data))
    await say(ExecRequest(stdin_end=True))


async def _resize(say: Say, resized: asyncio.Event) -> None:
    while True:
        await resized.wait()
        resized.clear()
        await say(ExecRequest(size=terminal.size()))


async def _pass_signals(say: Say, showing: "asyncio.Task[ExecEnded]") -> None:
    """Pass SIGINT and SIGTERM on; a second one leaves the command, which ends it."""
    loop = asyncio.get_running_loop()
    got: asyncio.Queue[int] = asyncio.Queue()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, got.put_nowait, number)
    await say(ExecRequest(signal=signal.Signals(await got.get()).name))
    await got.get()
    warn("the command is left, and ends with its session")
    showing.cancel()
