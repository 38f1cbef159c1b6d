"""From a specification to the steps that a child takes before execve. Pure: nothing is looked up."""

from aurae.model.account import Account
from aurae.model.workload import Executable
from aurae.wire import plan

DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
UMASK = 0o022
RLIMIT_STACK = 3
USUAL_STACK = 8 * 1024 * 1024
WORD = 8
LARGEST_ARGUMENTS = 6 * 1024 * 1024
"""execve(2): argv and environ together stay below 3/4 of 8 MiB, whatever the stack limit is."""
HEADROOM = 128 * 1024


def executable_plan(spec: Executable, account: Account) -> bytes:
    """Return the encoded plan of an executable run as `account`."""
    env = environment(spec, account)
    argv = [word.encode(errors="surrogateescape") for word in spec.argv]
    variables = [f"{name}={value}".encode(errors="surrogateescape") for name, value in env.items()]
    steps: list[plan.Step] = [plan.Umask(UMASK)]
    stack = stack_for(sum(len(text) + 1 + WORD for text in argv + variables))
    if stack > USUAL_STACK:
        steps.append(plan.Rlimit(RLIMIT_STACK, stack, plan.UNCHANGED))
    steps += [
        plan.Credentials(account.uid, account.gid, list(account.groups)),
        plan.Chdir((spec.working_directory or "/").encode(errors="surrogateescape")),
        plan.Execve(argv[0], argv, variables),
    ]
    return plan.encode(steps)


def environment(spec: Executable, account: Account) -> dict[str, str]:
    """Return the whole environment: what login gives, then what the specification says."""
    login = {
        "PATH": DEFAULT_PATH,
        "HOME": account.home,
        "USER": account.name,
        "LOGNAME": account.name,
        "SHELL": account.shell,
    }
    if spec.terminal:
        login["TERM"] = "xterm-256color"
    return {name: value for name, value in login.items() if value} | dict(spec.env)


def stack_for(size: int) -> int:
    """Return the stack limit in bytes under which `size` bytes of arguments pass execve(2).

    The kernel gives arguments a quarter of the soft stack limit, so only those that need it get
    more than the usual 8 MiB.
    """
    if size + HEADROOM <= USUAL_STACK // 4:
        return USUAL_STACK
    return 4 * (min(size, LARGEST_ARGUMENTS) + HEADROOM)
