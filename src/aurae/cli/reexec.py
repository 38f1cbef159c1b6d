"""`aer reexec` and `auraed reexec`: replace the running code of the daemon; workloads go on."""

import argparse
import asyncio
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from aurae.cli.arguments import COMMON, LIMIT, Argument, parser_of, seconds
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.progress import waiting
from aurae.cli.session import ANSWER, connect, warn
from aurae.client import config, identity
from aurae.client.calls import Patience, call
from aurae.client.errors import ClientError, NoIdentityError, UnreachableError
from aurae.config.loading import load
from aurae.proto.system_grpc import SystemServiceStub
from aurae.proto.system_pb2 import ReexecRequest, StatusRequest, StatusResponse

ARGUMENTS = (LIMIT, *COMMON)
AURAED_ARGUMENTS = (
    Argument(("--client-config",), "Client configuration, as `aer --config`.", "FILE"),
    Argument(
        ("--timeout",), "Wait this long for the new code to answer; 30s when not given.",
        "DURATION", seconds,
    ),
)  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Ask the daemon, wait until its new code answers, and show what runs then."""
    status = asyncio.run(_reexec(options))
    show(options, lambda: plain(status), lambda: f"{_sentence(status)}\n")
    return 0


def main(words: Sequence[str]) -> int:
    """Be `auraed reexec`, which can do without a configured identity."""
    summary = "Replace the running code of init, journal and server; workloads go on."
    options = parser_of("auraed reexec", summary, AURAED_ARGUMENTS).parse_args(list(words))
    options.config, options.host = options.client_config, None
    try:
        with _identity(options):
            status = asyncio.run(_reexec(options))
    except ClientError as error:
        print(f"auraed: {error}", file=sys.stderr)
        return 1
    print(_sentence(status))
    return 0


def _sentence(status: StatusResponse) -> str:
    return (
        f"auraed {status.version} runs as generation {status.generation}: "
        f"init pid {status.init_pid}, server pid {status.server_pid}, journal pid {status.journal_pid}"
    )


@contextmanager
def _identity(options: argparse.Namespace) -> Iterator[None]:
    """Use the identity that is configured; without one, get one that ends with the block.

    A service manager that reloads auraed has never logged in.
    """
    try:
        identity.load(config.find(options.config, os.environ, warn))
    except NoIdentityError:
        if options.config:
            raise
        from aurae.client.login import login

        settings = load([], os.environ).settings
        with TemporaryDirectory(prefix="aurae-") as folder:
            result = login(settings.login_socket, settings.socket, Path(folder), ANSWER)
            options.config = str(result.config)
            yield
    else:
        yield


async def _reexec(options: argparse.Namespace) -> StatusResponse:
    limit = ANSWER if options.timeout is None else float(options.timeout)
    async with connect(options) as channel:
        stub = SystemServiceStub(channel)
        before = await call(stub.Status, StatusRequest(), limit)
        reply = await call(stub.Reexec, ReexecRequest(), limit)
        try:
            async with waiting("waiting for the new code"), asyncio.timeout(limit):
                return await _new_status(stub, before, reply.generation, limit)
        except TimeoutError:
            raise UnreachableError(
                f"cannot finish reexec: generation {reply.generation} does not answer after {limit:g} s"
            ) from None


async def _new_status(
    stub: SystemServiceStub, before: StatusResponse, generation: int, limit: float
) -> StatusResponse:
    """Ask for the status until init and the server are the new ones."""
    patience = Patience(limit)
    while True:
        try:
            status = await call(stub.Status, StatusRequest(), 5)
        except ClientError as error:
            await patience.bear(error)
            continue
        if status.generation >= generation and status.server_pid != before.server_pid:
            return status
        await patience.bear(UnreachableError("cannot finish reexec: the old code still answers"))
