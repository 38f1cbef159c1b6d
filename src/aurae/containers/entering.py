"""What runs in a container that runs already: sessions, and the commands of a service.

It may never do what the container's own processes may not: the bounding set, no_new_privs and filters are
taken over. Its user is looked up in the image's files, by the child, when it is inside.
"""

from __future__ import annotations

import os
from collections.abc import Mapping  # noqa: TC003  the fields' types are read at run time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aurae.containers.plan import CREDENTIALS as CREDENTIALS
from aurae.containers.roots import ABOUT
from aurae.model.sandbox import Resolved  # noqa: TC001  likewise
from aurae.processes.main_process import look_at, map_of
from aurae.processes.plan import RLIMIT_STACK, UMASK, USUAL_STACK, WORD, stack_for
from aurae.processes.sandbox import programs
from aurae.processes.session_plan import OF_THE_SERVICE, TERMINAL
from aurae.state import record
from aurae.wire import plan
from aurae.wire.codec import encoded
from aurae.wire.steps_rights import NO_NEW_PRIVS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from aurae.model.session import SessionSpec
    from aurae.model.workload import Executable
    from aurae.processes.main_process import MainProcess

LARGEST_ABOUT = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Begun:
    """What a run was started in: its sandbox, its variables and its folder.

    What /proc tells of the last two is what the main process wants others to believe: who enters as
    another user would run the program of its choice, by PATH or LD_PRELOAD.
    """

    sandbox: Resolved
    env: Mapping[str, str]
    folder: str


def remember(folder: Path, begun: Begun) -> None:
    """Write what a run is started in. Raises OSError."""
    text = encoded(record.dump(begun))
    fd = os.open(folder / ABOUT, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    with os.fdopen(fd, "wb") as file:
        file.write(text)


def remembered(folder: Path) -> Begun | None:
    """Return what the last run was started in; None when that cannot be read."""
    with suppress(OSError, ValueError, KeyError, TypeError), (folder / ABOUT).open("rb") as file:
        text = file.read(LARGEST_ABOUT).decode(errors="surrogateescape")
        return record.load(Begun, text)
    return None


def session_plan(pid: int, parent: int, spec: SessionSpec, begun: Begun) -> bytes:
    """Return the plan of a session beside the main process `pid`, a child of `parent`. Raises OSError."""
    env = _environment(begun)
    if spec.terminal is not None:
        env.setdefault(b"TERM", TERMINAL)
    if spec.user:
        env.pop(b"HOME", None)
    env |= {encoded(name): encoded(value) for name, value in spec.env.items()}
    user, _, group = spec.user.partition(":")
    who = _Who(encoded(user), encoded(spec.group or group))
    folder = encoded(spec.working_directory or begun.folder)
    return _plan(pid, look_at(pid, parent), spec.argv, env, folder, who, begun.sandbox)


def command_plan(
    pid: int, parent: int, executable: Executable, fixed: Mapping[str, str], begun: Begun
) -> bytes:
    """Return the plan of a service's command beside its main process. Raises OSError."""
    env = _environment(begun)
    env |= {encoded(name): encoded(value) for name, value in {**executable.env, **fixed}.items()}
    folder = encoded(executable.working_directory or begun.folder)
    main = look_at(pid, parent)
    return _plan(pid, main, executable.argv, env, folder, _Who(b"", b""), begun.sandbox)


def _environment(begun: Begun) -> dict[bytes, bytes]:
    env = {encoded(name): encoded(value) for name, value in begun.env.items()}
    return {name: value for name, value in env.items() if name not in OF_THE_SERVICE}


class _Who:
    """Words for a user and a group; empty ones are those of the main process."""

    def __init__(self, user: bytes, group: bytes) -> None:
        self.user, self.group = user, group


def _plan(
    pid: int,
    main: MainProcess,
    words: Sequence[str],
    env: Mapping[bytes, bytes],
    folder: bytes,
    who: _Who,
    sandbox: Resolved,
) -> bytes:
    argv = [encoded(word) for word in words]
    variables = [name + b"=" + value for name, value in env.items()]
    rights, inside = main.rights, map_of(pid)
    steps: list[plan.Step] = [plan.Lend(inside.root), plan.Umask(UMASK)]
    stack = stack_for(sum(len(text) + 1 + WORD for text in argv + variables))
    if stack > USUAL_STACK:
        steps.append(plan.Rlimit(RLIMIT_STACK, stack, plan.UNCHANGED))
    filters: list[plan.Step] = [plan.Seccomp(program) for program in programs(sandbox)]
    steps += [plan.Bounding(rights.bounding), plan.Chdir(folder)]
    if not rights.no_new_privileges:
        steps += filters
        filters = []
    user, group, groups = who.user, who.group, []
    if not user:
        user = str(inside.of(rights.uid)).encode()
        group = group or str(inside.of(rights.gid)).encode()
        groups = [str(inside.of(one)).encode() for one in rights.groups]
    ambient = sandbox.ambient & rights.bounding
    steps.append(plan.Account(user, group, groups, rights.bounding, ambient))
    if rights.no_new_privileges:
        steps.append(plan.Prctl(NO_NEW_PRIVS, 1))
    steps += filters
    steps.append(plan.Execve(argv[0], argv, variables))
    return plan.encode(steps)
