"""System calls as a process under the filters of a container makes them."""

import errno
import json
import subprocess
import sys
from pathlib import Path

import aurae
from aurae.linux import libseccomp
from aurae.model.container_sandbox import resolve
from aurae.model.execution import Sandbox
from aurae.processes import filters

Call = tuple[str, tuple[int, ...]]
"""The name of a system call and its arguments."""

CHILD = """
import ctypes, json, sys
sys.path.insert(0, sys.argv[1])
from aurae.linux import privileges
told = json.load(sys.stdin)
privileges.prctl(privileges.PR_SET_NO_NEW_PRIVS, 1)
for program in told["programs"]:
    privileges.filter_system_calls(bytes.fromhex(program))
call = ctypes.CDLL(None, use_errno=True).syscall
answers = []
for number, words in told["calls"]:
    got = call(ctypes.c_long(number), *(ctypes.c_ulong(word & 2**64 - 1) for word in words))
    answers.append(0 if got != -1 else ctypes.get_errno())
print(json.dumps(answers))
"""


def answers(calls: list[Call], sandbox: Sandbox | None = None) -> list[str]:
    """Make calls in a child; returns `ok` or the name of the error for each."""
    told = {
        "programs": [program.hex() for program in filters.programs(resolve(sandbox))],
        "calls": [(libseccomp.call_number(name), words) for name, words in calls],
    }
    source = str(Path(aurae.__path__[0]).parent)
    ran = subprocess.run(
        [sys.executable, "-I", "-c", CHILD, source],
        input=json.dumps(told), capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    return [errno.errorcode[number] if number else "ok" for number in json.loads(ran.stdout)]


def run_under(argv: list[str], sandbox: Sandbox | None = None) -> str:
    """Run a program under the filters; returns what it wrote, raises where it failed."""
    child = CHILD.split("call =")[0] + "import os; os.execvp(told['argv'][0], told['argv'])"
    programs = [program.hex() for program in filters.programs(resolve(sandbox))]
    source = str(Path(aurae.__path__[0]).parent)
    ran = subprocess.run(
        [sys.executable, "-I", "-c", child, source],
        input=json.dumps({"programs": programs, "argv": argv}),
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    return ran.stdout
