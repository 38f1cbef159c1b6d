"""Root in a sandbox tries to get out of it, by every way that we know of."""

import os
import signal
import socket
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import pytest_asyncio

from aurae.model.execution import Sandbox
from tests.support.sandboxed import NOBODY, PYTHON, Sandboxes, sandboxes

pytestmark = [pytest.mark.host, pytest.mark.asyncio(loop_scope="module")]

ATTACKER = Path(__file__).parent.parent / "support" / "attacker.py"
HARMLESS = (
    *("read_what_is_hidden", "talk_to_the_daemon", "talk_to_another_daemon"),
    *("walk_through_a_process", "walk_through_a_process_as_its_user"),
    *("walk_through_a_process_having_become_its_user", "see_a_process_outside"),
    *("signal_a_process_outside", "take_a_descriptor_of_a_process_outside"),
    *("make_a_user_namespace", "clone_a_user_namespace", "write_into_the_system"),
    *("open_a_disk", "name_who_gets_cores", "press_sysrq", "make_a_control_group"),
    *("leave_the_control_group", "reach_the_hypervisor", "use_the_keys_of_root"),
    *("be_in_real_time", "make_a_set_user_id_program", "read_the_log_of_the_kernel"),
)
"""Attempts that succeed without a sandbox, and then change nothing that matters."""


class Outside(NamedTuple):
    """What there is to be reached."""

    hidden: str
    door: str
    pid: int


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def boxes() -> AsyncIterator[Sandboxes]:
    """One init for all tests of the module."""
    async with sandboxes() as made:
        yield made


@pytest.fixture(scope="module")
def outside() -> Iterator[Outside]:
    """State with a key and a socket, another daemon's socket, and a process of another user without a sandbox."""
    hidden = Path("/var/lib") / f"aurae-attacked-{os.getpid()}"
    door = Path("/run") / f"aurae-attacked-{os.getpid()}.sock"
    hidden.mkdir()
    (hidden / "key").write_text("key")
    process = subprocess.Popen(
        ["sleep", "1000"], user=NOBODY.uid, group=NOBODY.gid, extra_groups=[]
    )
    powerless = subprocess.Popen(["setpriv", "--bounding-set=-all", "sleep", "1000"])
    try:
        with socket.socket(socket.AF_UNIX) as one, socket.socket(socket.AF_UNIX) as other:
            for listener, path in ((one, hidden / "socket"), (other, door)):
                listener.bind(str(path))
                listener.listen()
            yield Outside(str(hidden), str(door), process.pid)
    finally:
        for each in (process, powerless):
            each.send_signal(signal.SIGKILL)
            each.wait()
        for path in (*hidden.iterdir(), door):
            path.unlink()
        hidden.rmdir()


async def got_through(
    boxes: Sandboxes, outside: Outside, sandbox: Sandbox | None, *names: str
) -> list[str]:
    """Return the attempts that succeed in a sandbox."""
    argv = (PYTHON, "-I", "-S", "-c", attacker(), outside.hidden, outside.door, str(outside.pid))
    text = await boxes.output(*argv, *names, sandbox=sandbox, hidden=(outside.hidden,))
    *found, last = text.split("\n")[:-1]
    assert last == "tried", text
    return found


def attacker() -> str:
    """The program of the attacker."""
    return ATTACKER.read_text()


POWERS = ("SETUID", "SETGID", "SYS_PTRACE", "DAC_READ_SEARCH")


@pytest.mark.parametrize("added", [(), *((power,) for power in POWERS), POWERS], ids=" ".join)
@pytest.mark.parametrize("profile", ["default", "strict"])
async def test_root_stays_in_its_sandbox(boxes, outside, profile, added):
    sandbox = Sandbox(profile, add_capabilities=added)
    assert await got_through(boxes, outside, sandbox) == []


async def test_its_processes_are_all_that_it_gets_through_even_without_filters(boxes, outside):
    """Tracing is allowed here, and capabilities that get through any process that is seen."""
    sandbox = Sandbox(add_capabilities=POWERS, system_calls=("~@mount",), restrict_namespaces=True)
    found = await got_through(boxes, outside, sandbox)
    # Its own PID 1 holds nothing, and is held by a filter of its own.
    assert set(found) <= {"use_the_keys_of_root", "read_memory_of_pid_1"}


async def test_a_service_without_a_sandbox_of_its_own_is_contained_all_the_same(boxes, outside):
    assert await got_through(boxes, outside, None) == []


async def test_without_a_sandbox_the_same_attempts_succeed(boxes, outside):
    """Or else the tests above would show nothing."""
    found = await got_through(boxes, outside, Sandbox("none"), *HARMLESS)
    missing = set(HARMLESS) - set(found)
    # What this machine itself does not have or allow.
    assert missing <= {
        "open_a_disk",
        "reach_the_hypervisor",
        "use_the_keys_of_root",
        "press_sysrq",
    }
