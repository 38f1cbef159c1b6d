"""From a specification to the steps that a child takes before execve. Pure: nothing is looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.model import sandbox
from aurae.model.cpus import cpu_list
from aurae.model.execution import IoClass, Scheduling, SchedulingPolicy, Sink
from aurae.model.refusal import BadValue, FailedPrecondition
from aurae.model.surroundings import Surroundings
from aurae.processes.sandbox import after_credentials, before_credentials, check_calls, outer_steps
from aurae.wire import plan
from aurae.wire.codec import encoded
from aurae.wire.steps_process import LIMITS

if TYPE_CHECKING:
    from aurae.model.account import Account
    from aurae.model.workload import Executable

DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
UMASK = 0o022
RLIMIT_STACK = LIMITS.index("stack")
USUAL_STACK = 8 * 1024 * 1024
WORD = 8
LARGEST_ARGUMENTS = 6 * 1024 * 1024
"""execve(2): argv and environ together stay below 3/4 of 8 MiB, whatever the stack limit is."""
HEADROOM = 128 * 1024
NOTHING = Surroundings()
NESTED = (
    "the cell isolates its processes already, and there is no isolation within it: "
    "say private_processes = false to run among those of the cell"
)
POLICIES = {
    SchedulingPolicy.OTHER: 0,
    SchedulingPolicy.FIFO: 1,
    SchedulingPolicy.RR: 2,
    SchedulingPolicy.BATCH: 3,
    SchedulingPolicy.IDLE: 5,
}
IO_CLASSES = {IoClass.REALTIME: 1, IoClass.BEST_EFFORT: 2, IoClass.IDLE: 3}
USUAL_IO_LEVEL = 4


def executable_plan(
    spec: Executable,
    account: Account,
    around: Surroundings = NOTHING,
    *,
    service: bool = False,
    hidden: tuple[str, ...] = (),
) -> bytes:
    """Return the encoded plan of an executable run as `account`, and with what is `around` it.

    A `service` without a sandbox has the default one. `hidden` are the daemon's own folders.
    Raises BadValue for a sandbox that is none and for system calls that the machine does not know,
    FailedPrecondition where it cannot filter system calls.
    """
    is_root = account.uid == 0
    resolved = sandbox.resolve(spec.sandbox, service=service)
    resolved = sandbox.for_user(resolved, is_root=is_root)
    try:
        check_calls(resolved)
    except BadValue as error:
        raise BadValue(f"executable.sandbox.{error.field}", error.why) from None
    variables = [
        encoded(f"{name}={value}") for name, value in environment(spec, account, around).items()
    ]
    argv = [encoded(word) for word in spec.argv]
    # Places to mount on are made with the usual mask: the user has to get through them.
    steps: list[plan.Step] = [plan.Umask(UMASK)]
    steps += outer_steps(resolved, around, hidden, terminal=spec.terminal)
    if spec.umask is not None:
        steps.append(plan.Umask(spec.umask))
    steps += limit_steps(spec, sum(len(text) + 1 + WORD for text in argv + variables))
    steps += scheduling_steps(spec)
    steps += before_credentials(resolved, is_root=is_root)
    steps.append(plan.Credentials(account.uid, account.gid, list(account.groups)))
    steps.append(plan.Chdir(encoded(spec.working_directory or "/")))
    steps += _streams(spec)
    steps += after_credentials(resolved, is_root=is_root)
    steps.append(plan.Execve(argv[0], argv, variables))
    return plan.encode(steps)


def wants_private_processes(
    spec: Executable, account: Account, *, service: bool = False, nested: bool = False
) -> bool:
    """Say whether init has to give it a PID namespace of its own.

    `nested`: where it runs is one already, and within that there is none. Raises BadValue as
    `executable_plan`, and FailedPrecondition for what must not run there.
    """
    resolved = sandbox.resolve(spec.sandbox, service=service)
    resolved = sandbox.for_user(resolved, is_root=account.uid == 0)
    if nested and sandbox.needs_own_processes(resolved):
        raise FailedPrecondition("have private processes", NESTED)
    return resolved.private_processes and not nested


def describe_plan(encoded: bytes) -> list[str]:
    """Return what the steps of a plan do, a line each; no argument or variable is shown."""
    found: list[str] = []
    for step in plan.decode(encoded):
        if isinstance(step, plan.Outside):
            found += [f"outside: {line}" for line in describe_plan(step.plan)]
        else:
            found.append(step.describe())
    return found


def environment(
    spec: Executable, account: Account, around: Surroundings = NOTHING
) -> dict[str, str]:
    """Return the whole environment.

    What login gives, then what was prepared, then what the specification says, then what holds
    whatever it says.
    """
    login = {
        "PATH": DEFAULT_PATH,
        "HOME": account.home,
        "USER": account.name,
        "LOGNAME": account.name,
        "SHELL": account.shell,
    }
    if spec.terminal:
        login["TERM"] = "xterm-256color"
    given = {name: value for name, value in login.items() if value}
    return given | dict(around.env) | dict(spec.env) | dict(around.fixed)


def stack_for(size: int) -> int:
    """Return the stack limit in bytes under which `size` bytes of arguments pass execve(2).

    The kernel gives arguments a quarter of the soft stack limit, so only those that need it get
    more than the usual 8 MiB.
    """
    if size + HEADROOM <= USUAL_STACK // 4:
        return USUAL_STACK
    return 4 * (min(size, LARGEST_ARGUMENTS) + HEADROOM)


def limit_steps(spec: Executable, arguments: int) -> list[plan.Step]:
    """Return the steps that set resource limits; `arguments` are the bytes of the command and variables."""
    steps: list[plan.Step] = []
    stack = stack_for(arguments)
    if stack > USUAL_STACK and "stack" not in spec.rlimits:
        steps.append(plan.Rlimit(RLIMIT_STACK, stack, plan.UNCHANGED))
    for name, limit in spec.rlimits.items():
        soft, hard = (-1 if value is None else value for value in (limit.soft, limit.hard))
        steps.append(plan.Rlimit(LIMITS.index(name), soft, hard))
    return steps


def scheduling_steps(spec: Executable) -> list[plan.Step]:
    """Return the steps that set its turn on CPUs and disks, and when it is killed for want of memory."""
    steps: list[plan.Step] = []
    if spec.nice is not None:
        steps.append(plan.Nice(spec.nice))
    if spec.scheduling is not None:
        steps += _turns(spec.scheduling)
    if spec.oom_score_adjust is not None:
        steps.append(plan.OomScore(spec.oom_score_adjust))
    return steps


def _turns(scheduling: Scheduling) -> list[plan.Step]:
    steps: list[plan.Step] = []
    if scheduling.policy is not None:
        steps.append(plan.Scheduling(POLICIES[scheduling.policy], scheduling.priority))
    if scheduling.cpus:
        steps.append(plan.Affinity(cpu_list(scheduling.cpus)))
    if scheduling.io_class is not None or scheduling.io_priority is not None:
        io_class = IO_CLASSES[scheduling.io_class or IoClass.BEST_EFFORT]
        level = USUAL_IO_LEVEL if scheduling.io_priority is None else scheduling.io_priority
        steps.append(
            plan.IoPriority(io_class, 0 if io_class == IO_CLASSES[IoClass.IDLE] else level)
        )
    return steps


def _streams(spec: Executable) -> list[plan.Step]:
    """Return the steps that open files as the user, whose own rights count."""
    steps: list[plan.Step] = []
    if spec.stdin_file:
        steps.append(plan.Stream(encoded(spec.stdin_file), 0))
    return [*steps, *silenced(spec)]


def silenced(spec: Executable) -> list[plan.Step]:
    """Return the steps that take away what a process writes where nobody reads it."""
    sinks = ((1, spec.stdout), (2, spec.stderr))
    return [plan.Stream(b"/dev/null", number) for number, sink in sinks if sink is Sink.NULL]
