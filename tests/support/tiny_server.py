"""Runs `doors.py` in a process of its own and looks at it from outside."""

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from aurae.identity.keyfiles import Issuer, load
from aurae.identity.profiles import new_key
from tests.support.h2raw import RawClient, client_context
from tests.support.svids import (
    ClientFiles,
    Recipe,
    authority_of,
    leaf,
    pem,
    user_client,
    write_client,
)

_DOORS = Path(__file__).with_name("doors.py")
DISCOVER = "/aurae.discovery.v0.DiscoveryService/Discover"


class TinyServer:
    """A listener's process; `folder` must be reachable by every user."""

    def __init__(self, folder: Path, **limits: float | str) -> None:
        self.folder = folder
        self.errors = (folder / "stderr").open("w+")
        authority = authority_of(folder / "pki")
        self.client: ClientFiles = user_client(authority, folder)
        authority.close()
        self.process = subprocess.Popen(
            [sys.executable, str(_DOORS), str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.errors,
            env={**os.environ, "AURAE_TEST_LIMITS": json.dumps(limits)},
        )
        assert self.process.stdout is not None
        ready, _, _ = select.select([self.process.stdout], [], [], 60)
        line = self.process.stdout.readline() if ready else b""
        if not line:
            self.close()
            raise AssertionError(f"the server does not start: {self.log()}")
        self.port: int = json.loads(line)["port"]
        self.call()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def socket(self) -> Path:
        """The API's socket."""
        return self.folder / "aurae.sock"

    @property
    def login_socket(self) -> Path:
        """The login socket."""
        return self.folder / "login.sock"

    def raw(self, files: ClientFiles | None = None, *, greet: bool = True) -> RawClient:
        """Connect a good client, or one with other files."""
        return RawClient(self.socket, client_context(files or self.client), greet=greet)

    def call(self) -> None:
        """Check that a good client gets its answer."""
        with self.raw() as client:
            assert client.call(1, DISCOVER)["grpc-status"] == "0"

    def memory(self) -> int:
        """Return the process's resident memory in bytes."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024
        raise AssertionError("the server is gone")

    @contextlib.contextmanager
    def unharmed(self, growth: int = 8 * 1024 * 1024) -> Iterator[None]:
        """Check that what is done inside leaves the server serving, and no larger than `growth` bytes."""
        before, logged = self.memory(), len(self.log())
        yield
        self.call()
        assert self.memory() - before < growth
        assert "Traceback" not in self.log()[logged:]

    def log(self) -> str:
        """Return what the server wrote to stderr."""
        return (self.folder / "stderr").read_text()

    def close(self) -> None:
        """Stop the server; it must end by itself."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(60)
        finally:
            self.process.kill()
            self.process.wait()
            for stream in (self.process.stdin, self.process.stdout):
                if stream is not None:
                    stream.close()
            self.errors.close()


def public_folder() -> "tempfile.TemporaryDirectory[str]":
    """Return a new folder that every user may enter, which those of pytest's own do not allow."""
    folder = tempfile.TemporaryDirectory(prefix="aurae-doors-")
    Path(folder.name).chmod(0o755)
    return folder


@contextlib.contextmanager
def tiny_server(**limits: float | str) -> Iterator[TinyServer]:
    """Run a server in a folder of its own."""
    with public_folder() as folder, TinyServer(Path(folder), **limits) as server:
        yield server


@contextlib.contextmanager
def acting_as(uid: int) -> Iterator[None]:
    """Be another user, as the kernel tells the other end of a socket."""
    os.seteuid(uid)
    try:
        yield
    finally:
        os.seteuid(0)


def forged(server: TinyServer, recipe: Recipe, issuer: Issuer | None = None) -> ClientFiles:
    """Make a client certificate by a recipe, signed by the server's own CA or by another."""
    own = load(server.folder / "pki", "intermediate")
    assert own is not None
    key = new_key()
    chain = pem(leaf(issuer or own, recipe, key)) + pem((issuer or own).certificate)
    return write_client(server.folder, "forged", chain, key, server.client.ca.read_bytes())
