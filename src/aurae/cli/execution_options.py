"""The options that say how a process is executed, and the fields of the specification that they set."""

import argparse
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

from aurae.cli.arguments import Argument
from aurae.cli.assigning import assign
from aurae.client.errors import ClientError, of_file

if TYPE_CHECKING:
    from aurae.proto.runtime_pb2 import Executable, WorkloadSpec

PLACES = ("runtime", "state", "cache", "logs", "configuration")
SECRET_LIMIT = 1 << 20


def variable(text: str) -> tuple[str, str | None]:
    """Read `KEY=VALUE`, or `KEY` alone for the value that it has here; for the command line."""
    key, equals, value = text.partition("=")
    return key, value if equals else None


def named(text: str) -> tuple[str, str]:
    """Read `NAME=TEXT`; for the command line."""
    name, equals, value = text.partition("=")
    if not (equals and name and value):
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=VALUE")
    return name, value


def rlimit(text: str) -> tuple[str, dict[str, object]]:
    """Read `nofile=1024` or `nofile=1024:4096`, a number or `infinity` each; for the command line."""
    name, limits = named(text)
    soft, colon, hard = limits.partition(":")
    made: dict[str, object] = {}
    for key, word in (("soft", soft), ("hard", hard if colon else soft)):
        if word == "infinity":
            continue
        if not re.fullmatch(r"\d{1,20}", word, re.ASCII):
            raise argparse.ArgumentTypeError(f"{text!r} is not NAME=SOFT:HARD")
        made[key] = int(word)
    return name, made


def _many(name: str, text: str, metavar: str) -> Argument:
    return Argument((f"--{name}",), f"{text} Repeatable.", metavar, many="append")


# The field of WorkloadSpec that an option sets, and the option.
FIELDS = (
    ("executable.working_directory", Argument(("-w", "--cwd"), "Working directory, absolute; / when not given.", "DIR")),
    ("executable.user", Argument(("-u", "--user"), "Run as this user; as the daemon's when not given.", "USER")),
    ("executable.group", Argument(("-g", "--group"), "Run with this group; the user's when not given.", "GROUP")),
    ("executable.supplementary_groups", _many("supplementary-group", "Add this group to the user's own.", "GROUP")),
    ("executable.dynamic_user", Argument(("--dynamic-user",), "Run as a user of its own, given to nobody else meanwhile.")),
    ("executable.env_files", _many("env-file", "Read variables from this file at each start; -FILE may be missing.", "FILE")),
    ("executable.umask", Argument(("--umask",), "File mode creation mask, octal; 022 when not given.", "MODE")),
    ("executable.nice", Argument(("--nice",), "Niceness, -20 to 19.", "N")),
    ("executable.oom_score_adjust", Argument(("--oom-score-adjust",), "-1000, the last to be killed for memory, to 1000.", "N")),
    ("executable.pressure_preference", Argument(("--pressure-preference",), "Kill it last under pressure on the memory of its cell, or never.", "WHEN", choices=("avoid", "omit"))),
    ("executable.scheduling.policy", Argument(("--scheduling",), "Scheduling policy.", "POLICY", choices=("other", "batch", "idle", "fifo", "rr"))),
    ("executable.scheduling.priority", Argument(("--priority",), "1 to 99, with the policies fifo and rr.", "N")),
    ("executable.scheduling.cpus", Argument(("--cpus",), "CPUs to run on, such as 0-3,8.", "LIST")),
    ("executable.scheduling.io_class", Argument(("--io-class",), "Class of its disk operations.", "CLASS", choices=("realtime", "best-effort", "idle"))),
    ("executable.stdin_file", Argument(("--stdin-file",), "File that is standard input, absolute.", "FILE")),
    ("executable.stdout", Argument(("--stdout",), "Where standard output goes.", "SINK", choices=("log", "null"))),
    ("executable.stderr", Argument(("--stderr",), "Where standard error goes.", "SINK", choices=("log", "null"))),
    ("executable.stop_signal", Argument(("--stop-signal",), "Signal that asks it to stop; SIGTERM when not given.", "SIGNAL")),
    ("executable.stop_timeout", Argument(("--stop-timeout",), "Time from that signal to the kill, such as 10s.", "DURATION")),
    ("executable.sandbox.profile", Argument(("--sandbox",), "What it may reach, before the options that follow.", "PROFILE", choices=("none", "default", "strict"))),
    ("executable.sandbox.add_capabilities", _many("add-capability", "Leave it this capability, such as NET_BIND_SERVICE.", "CAPABILITY")),
    ("executable.sandbox.drop_capabilities", _many("drop-capability", "Take this capability from it; `all` for every one.", "CAPABILITY")),
    ("executable.sandbox.ambient_capabilities", _many("ambient-capability", "Give it this capability although it is not root.", "CAPABILITY")),
    ("executable.sandbox.read_only_paths", _many("read-only", "Make this path read-only.", "DIR")),
    ("executable.sandbox.read_write_paths", _many("read-write", "Leave this path writable.", "DIR")),
    ("executable.sandbox.inaccessible_paths", _many("inaccessible", "Hide this path.", "DIR")),
    ("executable.sandbox.temporary_paths", _many("temporary", "Put an empty file system in memory over this path.", "DIR")),
    ("executable.sandbox.private_network", Argument(("--private-network",), "Give it a network with a loopback only.")),
    ("executable.sandbox.private_tmp", Argument(("--private-tmp",), "Give it a /tmp and a /var/tmp of its own.")),
    ("executable.sandbox.device_policy", Argument(("--device-policy",), "Which devices it may use beside those that are allowed by name.", "POLICY", choices=("auto", "closed", "strict"))),
    ("executable.sandbox.device_allow", _many("device-allow", "Let it use this device or class, such as '/dev/kvm rw' or 'char-pts rw'.", "DEVICE")),
    ("executable.sandbox.system_calls", _many("system-calls", "Allow this system call or set, such as @system-service; with ~ forbid it.", "NAME_OR_SET")),
)  # fmt: skip

ARGUMENTS = (
    Argument(
        ("-e", "--env"), "Set a variable; without =VALUE it is taken from here. Repeatable.",
        "KEY[=VALUE]", variable, "append",
    ),
    *(argument for _, argument in FIELDS),
    Argument(
        ("--rlimit",), "Limit a resource, such as nofile=1024:4096 or core=infinity. Repeatable.",
        "NAME=SOFT[:HARD]", rlimit, "append",
    ),
    *(
        _many(f"{place}-directory", f"Make this folder for it below the place of {what}.", "PATH")
        for place, what in zip(PLACES, ("/run", "/var/lib", "/var/cache", "/var/log", "/etc"), strict=True)
    ),
    Argument(
        ("--credential",),
        "Hand it a secret as a file: the daemon reads FILE, absolute, at each start; of @FILE the "
        "content is taken now, @- is standard input. Repeatable.",
        "NAME=FILE", named, "append",
    ),
    Argument(
        ("--set",),
        "Set any other field of the specification, such as executable.sandbox.home=read_only. "
        "Repeatable.",
        "FIELD=VALUE", named, "append",
    ),
)  # fmt: skip


def fill(spec: "WorkloadSpec", options: argparse.Namespace) -> None:
    """Set in `spec` what the options name; ClientError when a value cannot be taken."""
    set_variables(spec.executable, options.env)
    set_fields(spec, options, FIELDS)
    for name, limits in options.rlimit:
        assign(spec, f"executable.rlimits.{name}", limits)
    folders: list[object] = [
        {"place": place, "name": name}
        for place in PLACES
        for name in cast("list[str]", given(options, f"--{place}-directory"))
    ]
    if folders:
        assign(spec, "executable.folders", folders)
    if options.credential:
        secrets: list[object] = [
            read_credential(name, source) for name, source in options.credential
        ]
        assign(spec, "executable.credentials", secrets)
    for path, value in options.set:
        assign(spec, path, value)


def set_fields(
    spec: "WorkloadSpec", options: argparse.Namespace, fields: tuple[tuple[str, Argument], ...]
) -> None:
    """Set in `spec` the fields whose options are given."""
    for path, argument in fields:
        value = given(options, argument.names[-1])
        # A switch that was not given is False.
        if value not in (None, False, []):
            assign(spec, path, value)


def given(options: argparse.Namespace, name: str) -> "list[str] | str | bool | None":
    """Return the value of an option as argparse keeps it."""
    value = getattr(options, name.removeprefix("--").replace("-", "_"))
    assert value is None or isinstance(value, list | str | bool)
    return value


def set_variables(executable: "Executable", variables: list[tuple[str, str | None]]) -> None:
    """Set variables; one without a value has the one that it has here."""
    for key, value in variables:
        if value is None and key not in os.environ:
            continue
        try:
            executable.env[key] = os.environ[key] if value is None else value
        except UnicodeEncodeError:
            why = f"the value of variable {key} is not UTF-8"
            raise ClientError(f"cannot start the command: {why}") from None


def read_credential(name: str, source: str) -> dict[str, object]:
    """Return a credential of `NAME=FILE`; ClientError when a file of ours cannot be read."""
    if not source.startswith("@"):
        return {"name": name, "file": source}
    path = source[1:]
    try:
        if path == "-":
            content = sys.stdin.buffer.read(SECRET_LIMIT + 1)
        else:
            with Path(path).open("rb") as file:
                content = file.read(SECRET_LIMIT + 1)
    except OSError as error:
        why = of_file(Path(path), error)
        raise ClientError(f"cannot read the credential {name}: {why}") from None
    if len(content) > SECRET_LIMIT:
        raise ClientError(f"cannot read the credential {name}: {path} is over 1 MiB")
    return {"name": name, "content": content}
