"""Checks a specification field by field; every refusal names the field by its path."""

from __future__ import annotations

import signal
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from aurae.model.container_process import check_service, check_within
from aurae.model.container_rules import check_container
from aurae.model.names import check_executable_name, check_name
from aurae.model.provision_rules import check_provisions
from aurae.model.refusal import BadValue
from aurae.model.validation_sandbox import check_surface
from aurae.model.vm_rules import check_guest_process, check_guest_service, check_vm

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from aurae.model.container import Container
    from aurae.model.vm import Vm
    from aurae.model.workload import Executable, WorkloadSpec

T = TypeVar("T")

LONGEST_WORD = 131_071
"""Bytes of one argument or variable: MAX_ARG_STRLEN of the kernel less the final NUL."""

LONGEST_COMMAND = 6 * 1024 * 1024 - 4096
"""Bytes of argv and environment together, 8 for the pointer to each word included: the most that
execve(2) takes (three quarters of _STK_LIM), whatever the stack limit."""

MOST_WORDS = 131_072
"""Arguments of a command, and variables of its environment: looking at more holds up other callers."""

STDIN_LIMIT = 1024 * 1024
"""Bytes of standard input that a request may carry."""

LONGEST_DURATION = 3600.0
"""Seconds."""

_UNSTOPPABLE = frozenset({signal.SIGCHLD, signal.SIGCONT, signal.SIGSTOP})


def check_spec(spec: WorkloadSpec, *, held: bool = False) -> WorkloadSpec:
    """Return the specification; BadValue when the kernel or the daemon could never run it.

    With `held` the name follows the rule for executables, and there has to be one.
    """
    if held:
        at("name", check_executable_name, spec.name)
    elif spec.name:
        at("name", check_name, spec.name)
    if spec.vm is not None:
        at("vm", check_vm, spec.vm)
        at("vm.process", partial(check_guest, vm=spec.vm), spec.executable)
    elif spec.container is not None:
        process = partial(check_process, container=spec.container)
        at("container.process", process, spec.executable)
        at("container", check_container, spec.container)
    else:
        at("executable", check_executable, spec.executable)
        return spec
    if spec.service is not None:
        of_guest = None if spec.vm is None else partial(check_guest_service, vm=spec.vm)
        at("service", of_guest or check_service, spec.service)
    return spec


def check_process(executable: Executable, container: Container) -> None:
    """BadValue when the process of a container is unfit. It may leave its command to the image."""
    check_within(executable, container)
    if not executable.argv:
        executable = replace(executable, argv=("the image's",))
    check_executable(executable, in_container=True)


def check_guest(executable: Executable, vm: Vm) -> None:
    """BadValue when the process of a machine is unfit. One of an image may leave its command to that."""
    check_guest_process(executable, vm)
    if not executable.argv:
        executable = replace(executable, argv=("the image's",))
    check_executable(executable, in_container=True)


def check_executable(executable: Executable, *, in_container: bool = False) -> None:
    """BadValue when the command, environment, folder, standard input or stop rule is unfit."""
    check_counts(len(executable.argv), len(executable.env))
    _check_argv(executable.argv)
    _check_env(executable.env)
    _check_size(whole_size(executable.argv, executable.env))
    if executable.working_directory:
        _check_path(executable.working_directory)
    _check_text("user", executable.user)
    _check_text("group", executable.group)
    if executable.stdin is not None:
        _check_stdin(executable.stdin, executable.terminal)
    if executable.stdin_open:
        _check_stdin_open(executable)
    check_surface(executable, in_container=in_container)
    if executable.stop_timeout is not None:
        at("stop_timeout", check_duration, executable.stop_timeout)
    check_provisions(executable)


def check_command(argv: Sequence[str]) -> None:
    """BadValue when the kernel could never run these words."""
    check_counts(len(argv), 0)
    _check_argv(argv)
    _check_size(whole_size(argv, {}))


def check_counts(arguments: int, variables: int) -> None:
    """BadValue when there are too many arguments or variables to look at each."""
    for field, count in (("argv", arguments), ("env", variables)):
        if count > MOST_WORDS:
            raise BadValue(field, f"has {count} entries, at most {MOST_WORDS} are allowed")


def check_duration(seconds: float) -> float:
    """Return the seconds; BadValue unless they are between 0 and 3600."""
    if not 0 <= seconds <= LONGEST_DURATION:
        raise BadValue("", "is not between 0 s and 1 h")
    return seconds


def signal_number(name: str) -> int:
    """Return the number of a stop signal: 15 for `SIGTERM`, `TERM` or an empty name.

    BadValue when there is no such signal, or when it does not ask a process to end.
    """
    if not name:
        return signal.SIGTERM
    found = named_signal(name)
    if found in _UNSTOPPABLE:
        raise BadValue("", f"{found.name} does not ask a process to end")
    return found


def named_signal(name: str) -> signal.Signals:
    """Return the signal called `SIGHUP` or `HUP`; BadValue when there is none."""
    full = name if name.startswith("SIG") else f"SIG{name}"
    found = signal.Signals.__members__.get(full)
    if found is None:
        raise BadValue("", f"unknown signal {name[:40]!r}")
    return found


def _check_argv(argv: Sequence[str]) -> None:
    if not argv:
        raise BadValue("argv", "is empty")
    if not argv[0]:
        raise BadValue("argv[0]", "is empty")
    for index, word in enumerate(argv):
        if "\0" in word:
            raise BadValue(f"argv[{index}]", "has a NUL character")
        _check_word(f"argv[{index}]", word)


def _check_env(env: Mapping[str, str]) -> None:
    for name, value in env.items():
        shown = name[:40]
        if not name or "=" in name or "\0" in name:
            raise BadValue("env", f"{shown!r} is not the name of a variable")
        if "\0" in value:
            raise BadValue(f"env[{shown!r}]", "has a NUL character")
        _check_word(f"env[{shown!r}]", f"{name}={value}")


def _check_word(field: str, word: str) -> None:
    # A character takes at most 4 bytes, so most words need not be encoded to be judged.
    if len(word) * 4 > LONGEST_WORD:
        size = _size(word)
        if size > LONGEST_WORD:
            raise BadValue(field, f"has {size} bytes, the kernel takes {LONGEST_WORD}")


def _check_size(size: int) -> None:
    if size > LONGEST_COMMAND:
        raise BadValue("argv", f"has {size} bytes with env, the kernel takes {LONGEST_COMMAND}")


def whole_size(argv: Sequence[str], env: Mapping[str, str]) -> int:
    """Return the bytes of all words, 9 for each one's pointer and NUL included."""
    pointers = 9 * (len(argv) + len(env))
    variables = sum(_size(name) + 1 + _size(value) for name, value in env.items())
    return pointers + sum(map(_size, argv)) + variables


def _size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogateescape"))


def _check_path(path: str) -> None:
    if not path.startswith("/"):
        raise BadValue("working_directory", "is not an absolute path")
    if "\0" in path:
        raise BadValue("working_directory", "has a NUL character")
    if _size(path) > 4095:
        raise BadValue("working_directory", "is longer than 4095 bytes")


def _check_text(field: str, text: str) -> None:
    if "\0" in text:
        raise BadValue(field, "has a NUL character")
    if len(text) > 255:
        raise BadValue(field, "is longer than 255 characters")


def _check_stdin(stdin: bytes, terminal: bool) -> None:
    if terminal:
        raise BadValue("stdin", "excludes terminal")
    if len(stdin) > STDIN_LIMIT:
        raise BadValue("stdin", f"has {len(stdin)} bytes, at most {STDIN_LIMIT} are allowed")


def _check_stdin_open(executable: Executable) -> None:
    others = {
        "stdin": executable.stdin is not None,
        "stdin_file": bool(executable.stdin_file),
        "terminal": executable.terminal,
    }
    for name, given in others.items():
        if given:
            raise BadValue("stdin_open", f"excludes {name}")


def at(field: str, check: Callable[[T], object], value: T) -> None:
    """Run a check and put its field under `field`."""
    try:
        check(value)
    except BadValue as error:
        inner = error.field
        raise BadValue(f"{field}.{inner}" if inner else field, error.why) from None
