"""The surroundings room in places of its own, which need not be the machine's."""

import contextlib
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

from aurae.linux import mount
from aurae.model.account import Account
from aurae.model.workload import Executable
from aurae.surroundings.places import Places
from aurae.surroundings.provider import Provider

WEB = Account(41_001, 41_002, (41_002,), "web", "/", "/bin/sh")
MAIL = Account(41_011, 41_012, (41_012,), "mail", "/", "/bin/sh")
"""Users that no machine has."""


def places(root: Path) -> Places:
    """Return places below `root`, made if need be."""
    found = Places(*(root / name for name in ("run", "lib", "cache", "log", "etc")))
    for place in (found.runtime, found.state, found.cache, found.logs, found.configuration):
        place.mkdir(mode=0o755, exist_ok=True)
    return found


async def nobody(_: int) -> bool:
    """Say that no user of the machine has this number."""
    return False


@contextlib.asynccontextmanager
async def provider(
    root: Path, name: str = "aurae", is_known: Callable[[int], Any] = nobody
) -> AsyncIterator[Provider]:
    """Open a provider with the runtime folder `name`; nothing of it is left in the end."""
    runtime_dir = root / name
    runtime_dir.mkdir(exist_ok=True, mode=0o755)
    found = Provider(runtime_dir, places(root), is_known=is_known, own=(root / "lib/aurae",))
    await found.open()
    try:
        yield found
    finally:
        await found.close()
        assert found.keys() == set()
        assert not mount.is_mounted(str(runtime_dir / "credentials"))


def program(**fields: Any) -> Executable:
    """Return something to run with these fields."""
    return Executable(("true",), **fields)


def shape(path: Path) -> tuple[int, int, str]:
    """Return user, group and mode of what a path names itself."""
    found = path.lstat()
    return found.st_uid, found.st_gid, f"{found.st_mode & 0o7777:o}"


def can(account: Account, *argv: str | Path) -> bool:
    """Say whether a program of this account succeeds."""
    return not subprocess.run(
        argv,
        check=False,
        capture_output=True,
        user=account.uid,
        group=account.gid,
        extra_groups=account.groups,
    ).returncode


@contextlib.contextmanager
def running_as(uid: int) -> Iterator[None]:
    """Have a process of this user run."""
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE, user=uid):
        yield
