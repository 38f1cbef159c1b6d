"""The last line of defence: PID 1 never ends, whatever fails.

The kernel panics when PID 1 ends. So what fails is reported on the console and tried again, and
between two tries PID 1 reaps and obeys orders to power off or restart.
"""

from __future__ import annotations

import os
import sys

from aurae.init import ending, machine, orders
from aurae.init.loop import report
from aurae.linux import signalfd

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

FIRST_PAUSE = 0.1
LONGEST_PAUSE = 10.0
"""Seconds between two tries; they double."""
RESTART_PAUSE = 1.0
MODES = ("--trial", "--resume")
COMMAND = 4
"""Words of the command before the arguments: the interpreter, its options, and what it runs."""


def boot(run: Callable[[list[str]], int], words: list[str]) -> int:
    """Set the machine up and have `run` become init; returns in a container only.

    Signals are blocked from here on: an order that comes before init listens waits for it.
    """
    signalfd.block_all()
    if not machine.prepare():
        signalfd.unblock_all()
        return run(words)
    pause = FIRST_PAUSE
    while True:
        _attempt(lambda: run(machine.flags_of(words)))
        report(f"cannot start; tried again in {pause:.1f} s")
        _pause(pause)
        pause = min(pause * 2, LONGEST_PAUSE)


def keep_init(words: list[str]) -> None:
    """Run init; on a machine, what makes it end leads to a new init in this process.

    The new one is told nothing: it starts a server, which adopts the workloads from their groups.
    """
    if not machine.is_machine():
        _init(words)
        return
    _attempt(lambda: _init(words))
    signalfd.block_all()
    ending.apart(os.sync, ending.DISK_LIMIT)
    command = restart_command(sys.orig_argv)
    while True:
        report(f"init failed; started again in {RESTART_PAUSE:.1f} s")
        _pause(RESTART_PAUSE)
        _attempt(lambda: _restart(command))


def _init(words: list[str]) -> None:
    from aurae.init.main import main  # what is wrong in it must be seen by `keep_init`

    main(words)


def restart_command(command: list[str]) -> list[str]:
    """Return the command of an init that starts from nothing: without a snapshot to load."""
    start, arguments = command[:COMMAND], command[COMMAND:]
    return start + (arguments[2:] if arguments[0] in MODES else arguments)


def _restart(command: list[str]) -> None:
    # Whoever replaces itself by a program that cannot start ends.
    trial = os.posix_spawn(command[0], [*command[:3], "-c", ""], os.environ)
    if os.waitpid(trial, 0)[1] == 0:
        os.execv(command[0], command)


def _attempt(run: Callable[[], object]) -> None:
    try:
        run()
    except BaseException as error:  # noqa: BLE001  SystemExit too must not end PID 1
        report(f"{type(error).__name__}: {error}{_places(error)}")


def _places(error: BaseException) -> str:
    """Return where an error was raised, innermost first: `; init/main.py:7 start; ...`."""
    found, trace = "", error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        file = "/".join(code.co_filename.rsplit("/", 2)[-2:])
        found = f"; {file}:{trace.tb_lineno} {code.co_name}{found}"
        trace = trace.tb_next
    return found


def _pause(seconds: float) -> None:
    order = ending.wait(seconds)
    if order != orders.NOTHING:
        ending.finish(order)
