"""`aer run`: starts a command, shows its output, and ends as it ends."""

import argparse
import asyncio
import re
import signal
import sys
import time
from contextlib import aclosing

from aurae.cli import execution_options
from aurae.cli.arguments import COMMON, Argument, seconds
from aurae.cli.document import plain
from aurae.cli.explaining import EXPLAIN, explain
from aurae.cli.following import batches
from aurae.cli.logs import Printer
from aurae.cli.output import show
from aurae.cli.reading import Unreadable
from aurae.cli.session import ANSWER, connect, warn
from aurae.cli.stop import stop
from aurae.cli.wait import until_end
from aurae.cli.workloads import exit_code, full_name, status
from aurae.client.calls import call
from aurae.client.errors import CallError, ClientError
from aurae.proto.runtime_grpc import RuntimeServiceStub
from aurae.proto.runtime_pb2 import (
    Executable,
    ExplainRequest,
    LogsRequest,
    StartRequest,
    Workload,
)

# Codes of their own, as of env(1) and timeout(1), so that a caller can tell them from the command's.
TIMED_OUT = 124
CANNOT_RUN = 125
NOT_EXECUTABLE = 126
NOT_FOUND = 127
DETACHED = 130

STDIN_LIMIT = 1 << 20

ARGUMENTS = (
    Argument(("--name",), "Name of the workload; made from the command when not given.", "WORD"),
    Argument(("--cell",), "Run in this cell; on the node itself when not given.", "CELL"),
    *execution_options.ARGUMENTS,
    Argument(("-t", "--tty"), "Give the command a terminal for its output."),
    Argument(("-i", "--stdin"), "Read standard input to its end, at most 1 MiB, for the command."),
    Argument(("--shell",), "Hand the command to `sh -c` as one line."),
    Argument(("-d", "--detach"), "Print the name and do not wait."),
    Argument(
        ("--timeout",), "Stop the command when it runs longer; aer then exits with 124.",
        "DURATION", seconds,
    ),
    EXPLAIN,
    *COMMON,
    Argument(("program",), "The command and its arguments.", "COMMAND", many="..."),
)  # fmt: skip


class Interrupts:
    """Counts the wishes to end: at the first the command is stopped, at the second left alone."""

    def __init__(self) -> None:
        """Begin without a wish."""
        self.first = asyncio.Event()
        self.second = asyncio.Event()
        self.timed_out = False

    def __call__(self) -> None:
        """Note one more."""
        (self.second if self.first.is_set() else self.first).set()


def run(options: argparse.Namespace) -> int:
    """Run a command; exits with its code, 128+n after signal n, or 124 to 127 when aer failed."""
    if not options.program:
        print("aer run: the command is missing (see `aer run --help`)", file=sys.stderr)
        return 2
    try:
        return asyncio.run(_run(options))
    except ClientError as error:
        sys.stdout.flush()
        print(f"aer: {error}", file=sys.stderr)
        return code_of(error)


def code_of(error: ClientError) -> int:
    """Return the exit code for a command that could not be started, as a shell would choose it."""
    if isinstance(error, CallError) and error.status == "FAILED_PRECONDITION":
        if re.search(r": execve .*: No such file or directory$", str(error)):
            return NOT_FOUND
        if re.search(
            r": execve .*: (Permission denied|Exec format error|Is a directory)$", str(error)
        ):
            return NOT_EXECUTABLE
    return CANNOT_RUN


def request_of(options: argparse.Namespace) -> StartRequest:
    """Make the request; ClientError when standard input or a variable cannot be taken."""
    request = StartRequest()
    request.workload.name = options.name or ""
    request.workload.cell = options.cell or ""
    executable = request.workload.executable
    set_program(executable, options)
    try:
        execution_options.fill(request.workload, options)
    except Unreadable as error:
        raise ClientError(f"cannot start the command: {error}") from None
    if options.tty:
        executable.terminal = True
    if options.stdin:
        executable.stdin = sys.stdin.buffer.read(STDIN_LIMIT + 1)
        if len(executable.stdin) > STDIN_LIMIT:
            raise ClientError("cannot start the command: standard input is over 1 MiB")
    return request


def set_program(executable: Executable, options: argparse.Namespace) -> None:
    """Set the command that stands at the end of the line."""
    if options.shell:
        executable.command = " ".join(options.program)
        executable.shell = True
    else:
        executable.argv.extend(options.program)


async def _run(options: argparse.Namespace) -> int:
    async with connect(options) as channel:
        stub = RuntimeServiceStub(channel)
        request = request_of(options)
        if options.explain:
            return await explain(stub, ExplainRequest(workload=request.workload), options)
        workload = (await call(stub.Start, request, ANSWER * 2)).workload
        if options.detach:
            show(options, lambda: plain(workload), lambda: f"{full_name(workload)}\n")
            return 0
        return await attend(stub, workload, options.timeout)


async def attend(stub: RuntimeServiceStub, workload: Workload, timeout: float | None) -> int:  # noqa: ASYNC109 -- the command's, not ours
    """Show the output of a workload until it ends; returns the exit code.

    A SIGINT stops it, as its time does, which is over after `timeout` seconds.
    """
    interrupts = Interrupts()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, interrupts)
    end = None if timeout is None else time.monotonic() + timeout
    name = full_name(workload)
    async with asyncio.TaskGroup() as group:
        follower = group.create_task(_follow(stub, name))
        helpers = [
            group.create_task(_stop_when_asked(stub, name, interrupts, end)),
            group.create_task(_leave_when_asked(interrupts, follower)),
        ]
        await asyncio.wait({follower})
        for helper in helpers:
            helper.cancel()
    if follower.cancelled():
        warn(f"{name} is left alone and may go on")
        return DETACHED
    outcome = follower.result()
    if isinstance(outcome, ClientError):
        raise outcome
    if interrupts.timed_out:
        warn(f"{name} was stopped after {timeout:g} s")
        return TIMED_OUT
    return _code(workload, outcome)


async def _follow(stub: RuntimeServiceStub, name: str) -> Workload | ClientError:
    """Print the output until the workload has ended; returns it as it is then, or what failed."""
    printer = Printer(timestamps=False)
    try:
        answers = batches(stub, LogsRequest(name=name, follow=True), known=True)
        async with aclosing(answers):
            async for batch in answers:
                printer.print(batch)
        return await until_end(stub, name, None)
    except ClientError as error:
        return error


async def _stop_when_asked(
    stub: RuntimeServiceStub, name: str, interrupts: Interrupts, end: float | None
) -> None:
    left = None if end is None else max(0.0, end - time.monotonic())
    try:
        async with asyncio.timeout(left):
            await interrupts.first.wait()
            warn(f"stopping {name}; once more leaves it alone")
    except TimeoutError:
        interrupts.timed_out = True
    try:
        await stop(stub, name, None)
    except ClientError as error:
        warn(str(error))


async def _leave_when_asked(
    interrupts: Interrupts, follower: "asyncio.Task[Workload | ClientError]"
) -> None:
    await interrupts.second.wait()
    follower.cancel()


def _code(started: Workload, ended: Workload) -> int:
    """Return the exit code of aer for a workload that has ended."""
    code = exit_code(ended)
    if ended.id != started.id and not started.HasField("service"):
        raise ClientError(f"cannot tell how {full_name(started)} ended: its name is used again")
    if code is None:
        raise ClientError(
            f"cannot tell how {full_name(ended)} ended: {status(ended)} {ended.reason}".rstrip()
        )
    return code
