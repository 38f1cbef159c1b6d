"""`aer login`: gets an identity for this user from the local daemon."""

import argparse
import os
from datetime import UTC, datetime
from pathlib import Path

from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.output import show
from aurae.cli.session import ANSWER
from aurae.client.config import home_folder
from aurae.client.login import LoginResult, login

SOCKET = Path("/run/aurae/login.sock")

ARGUMENTS = (
    Argument(
        ("--local",),
        "From the daemon of this machine; the kernel says who you are.",
        required=True,
    ),
    Argument(("--socket",), f"The daemon's login socket; {SOCKET} when not given.", "FILE", Path),
    Argument(
        ("--api-socket",),
        "Socket of the API to write down; aurae.sock beside the login socket when not given.",
        "FILE",
        Path,
    ),
    Argument(("--folder",), "Where to write the files; ~/.aurae when not given.", "DIR", Path),
    LIMIT,
    *(argument for argument in COMMON if argument.names not in {("--config",), ("--host",)}),
)


def run(options: argparse.Namespace) -> int:
    """Get an identity and write it down; the one that was there before is replaced."""
    login_socket = Path(options.socket or SOCKET).absolute()
    api_socket = Path(options.api_socket or login_socket.with_name("aurae.sock")).absolute()
    folder = Path(options.folder or home_folder(os.environ)).absolute()
    limit = ANSWER if options.timeout is None else float(options.timeout)
    result = login(login_socket, api_socket, folder, limit)
    show(
        options,
        lambda: {
            "spiffe_id": result.spiffe_id,
            "not_after": _end(result),
            "config": str(result.config),
        },
        lambda: f"you are {result.spiffe_id} until {_end(result)}\nwritten: {result.config}\n",
    )
    return 0


def _end(result: LoginResult) -> str:
    return f"{datetime.fromtimestamp(result.not_after, UTC):%Y-%m-%dT%H:%M:%SZ}"
