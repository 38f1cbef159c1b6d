"""From what is asked to run beside a workload to the steps of its child. Pure: nothing is looked up."""

from collections.abc import Sequence

from aurae.model.account import Account
from aurae.model.session import SessionSpec
from aurae.model.workload import Executable
from aurae.processes.main_process import MainProcess
from aurae.processes.plan import (
    DEFAULT_PATH,
    RLIMIT_STACK,
    UMASK,
    USUAL_STACK,
    WORD,
    environment,
    stack_for,
)
from aurae.wire import plan
from aurae.wire.codec import encoded
from aurae.wire.steps_rights import NO_NEW_PRIVS

OF_THE_SERVICE = frozenset(
    (
        *(b"LISTEN_FDS", b"LISTEN_PID", b"LISTEN_FDNAMES", b"NOTIFY_SOCKET"),
        *(b"WATCHDOG_PID", b"WATCHDOG_USEC", b"MAINPID"),
    )
)
"""Variables that speak to the main process alone."""
TERMINAL = b"xterm-256color"


def session_plan(
    spec: SessionSpec, main: MainProcess, account: Account | None, filters: Sequence[bytes] = ()
) -> bytes:
    """Return the encoded plan of a session beside `main`, as `account` or as `main`'s own user.

    It may never do what `main` may not: its bounding set, no_new_privs and `filters` of system
    calls are taken over; who had none of the filters could be told by `main` what to do.
    """
    argv = [encoded(word) for word in spec.argv]
    env = variables_of(spec, main, account)
    variables = [name + b"=" + value for name, value in env.items()]
    rights = main.rights
    steps: list[plan.Step] = [plan.Umask(UMASK)]
    stack = stack_for(sum(len(text) + 1 + WORD for text in argv + variables))
    if stack > USUAL_STACK:
        steps.append(plan.Rlimit(RLIMIT_STACK, stack, plan.UNCHANGED))
    steps.append(plan.Bounding(rights.bounding))
    if account is not None:
        steps.append(plan.Credentials(account.uid, account.gid, list(account.groups)))
    else:
        steps.append(plan.Credentials(rights.uid, rights.gid, list(rights.groups)))
    steps.append(plan.Chdir(encoded(spec.working_directory) or main.folder))
    if rights.no_new_privileges or filters:
        steps.append(plan.Prctl(NO_NEW_PRIVS, 1))
    steps += [plan.Seccomp(program) for program in filters]
    steps.append(plan.Execve(argv[0], argv, variables))
    return plan.encode(steps)


def variables_of(
    spec: SessionSpec, main: MainProcess, account: Account | None
) -> dict[bytes, bytes]:
    """Return the whole environment: the main process's or the account's own, then what is asked."""
    if account is None:
        found = {name: value for name, value in main.env.items() if name not in OF_THE_SERVICE}
    else:
        given = environment(Executable(spec.argv), account)
        found = {encoded(name): encoded(value) for name, value in given.items()}
    found.setdefault(b"PATH", DEFAULT_PATH.encode())
    if spec.terminal is not None:
        found.setdefault(b"TERM", TERMINAL)
    return found | {encoded(name): encoded(value) for name, value in spec.env.items()}
