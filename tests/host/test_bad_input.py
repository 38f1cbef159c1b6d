"""Starts that ask for the impossible: refused by the name of the field, and nothing is left."""

from typing import Any

import grpc
import pytest
from google.protobuf.duration_pb2 import Duration

from tests.support.api import Api
from tests.support.refusals import refusal

INVALID = grpc.StatusCode.INVALID_ARGUMENT
MIB = 1024 * 1024
A_WORD = 131_072
"""MAX_ARG_STRLEN: what one argument takes in the kernel, its final NUL included."""

FIELDS: dict[str, tuple[dict[str, Any], str]] = {
    "no command": ({}, "executable.command: is empty"),
    "an empty command": ({"command": ""}, "executable.command: is empty"),
    "a blank command": ({"command": " \t\r\n "}, "executable.command: is empty"),
    "an empty command for a shell": ({"shell": True}, "executable.command: is empty"),
    "a blank command for a shell": (
        {"command": " \n", "shell": True},
        "executable.command: is empty",
    ),
    "an empty first word": ({"argv": [""]}, "executable.argv[0]: is empty"),
    "an empty word as command": ({"command": "''"}, "executable.argv[0]: is empty"),
    "argv and command": ({"argv": ["true"], "command": "true"}, "executable.command: excludes"),
    "a shell for an argv": ({"argv": ["true"], "shell": True}, "executable.shell: needs command"),
    "a quote left open": ({"command": "echo 'a"}, "executable.command: a quote is not closed"),
    "a backslash at the end": ({"command": "echo \\"}, "executable.command: a backslash ends it"),
    "NUL in argv": ({"argv": ["echo", "a\0b"]}, "executable.argv[1]: has a NUL character"),
    "NUL in command": ({"command": "echo a\0b"}, "executable.command: has a NUL character"),
    "NUL in a shell's command": (
        {"command": "echo a\0b", "shell": True},
        "executable.command: has a NUL character",
    ),
    "NUL in a variable": (
        {"argv": ["true"], "env": {"A": "a\0b"}},
        "executable.env['A']: has a NUL character",
    ),
    "NUL in the name of a variable": (
        {"argv": ["true"], "env": {"A\0": "b"}},
        "executable.env: 'A\\x00' is not the name of a variable",
    ),
    "a variable with =": (
        {"argv": ["true"], "env": {"A=B": "c"}},
        "executable.env: 'A=B' is not the name of a variable",
    ),
    "a variable without a name": (
        {"argv": ["true"], "env": {"": "c"}},
        "executable.env: '' is not the name of a variable",
    ),
    "NUL in the folder": (
        {"argv": ["true"], "working_directory": "/\0"},
        "executable.working_directory: has a NUL character",
    ),
    "a relative folder": (
        {"argv": ["true"], "working_directory": "tmp"},
        "executable.working_directory: is not an absolute path",
    ),
    "a folder with a long path": (
        {"argv": ["true"], "working_directory": "/" + "x/" * 2048},
        "executable.working_directory: is longer than 4095 bytes",
    ),
    "an unknown user": (
        {"argv": ["true"], "user": "no-such-user"},
        "executable.user: unknown user 'no-such-user'",
    ),
    "a user with a line feed": (
        {"argv": ["true"], "user": "root\n"},
        "executable.user: unknown user 'root\\n'",
    ),
    "a uid out of range": (
        {"argv": ["true"], "user": "4294967295", "group": "0"},
        "executable.user: unknown user '4294967295'",
    ),
    "a negative uid": (
        {"argv": ["true"], "user": "-1", "group": "0"},
        "executable.user: unknown user '-1'",
    ),
    "a uid without an entry": (
        {"argv": ["true"], "user": "4294967294"},
        "executable.user: user 4294967294 has no entry: name a group as well",
    ),
    "NUL in the user": (
        {"argv": ["true"], "user": "root\0"},
        "executable.user: has a NUL character",
    ),
    "an unknown group": (
        {"argv": ["true"], "group": "no-such-group"},
        "executable.group: unknown group 'no-such-group'",
    ),
    "a gid out of range": (
        {"argv": ["true"], "group": "4294967296"},
        "executable.group: unknown group '4294967296'",
    ),
    "an unknown signal": (
        {"argv": ["true"], "stop_signal": "SIGFOO"},
        "executable.stop_signal: unknown signal 'SIGFOO'",
    ),
    "a signal as a number": (
        {"argv": ["true"], "stop_signal": "15"},
        "executable.stop_signal: unknown signal '15'",
    ),
    "a signal that asks for nothing": (
        {"argv": ["true"], "stop_signal": "CONT"},
        "executable.stop_signal: SIGCONT does not ask a process to end",
    ),
    "a negative grace": (
        {"argv": ["true"], "stop_timeout": Duration(seconds=-1)},
        "executable.stop_timeout: is not between 0 s and 1 h",
    ),
    "a grace of over an hour": (
        {"argv": ["true"], "stop_timeout": Duration(seconds=3600, nanos=1)},
        "executable.stop_timeout: is not between 0 s and 1 h",
    ),
    "nanoseconds out of range": (
        {"argv": ["true"], "stop_timeout": Duration(seconds=1, nanos=1_000_000_000)},
        "executable.stop_timeout: is not a duration",
    ),
    "a duration of two signs": (
        {"argv": ["true"], "stop_timeout": Duration(seconds=5, nanos=-1)},
        "executable.stop_timeout: is not a duration",
    ),
    "standard input of over 1 MiB": (
        {"argv": ["cat"], "stdin": b"x" * (MIB + 1)},
        "executable.stdin: has 1048577 bytes, at most 1048576 are allowed",
    ),
    "standard input for a terminal": (
        {"argv": ["cat"], "stdin": b"", "terminal": True},
        "executable.stdin: excludes terminal",
    ),
    "a long argument": (
        {"argv": ["true", "x" * A_WORD]},
        "executable.argv[1]: has 131072 bytes, the kernel takes 131071",
    ),
    "a long argument in few characters": (
        {"argv": ["true", "€" * (A_WORD // 3 + 1)]},
        "executable.argv[1]: has 131073 bytes, the kernel takes 131071",
    ),
    "a long variable": (
        {"argv": ["true"], "env": {"A": "x" * (A_WORD - 2)}},
        "executable.env['A']: has 131072 bytes, the kernel takes 131071",
    ),
    "a long command": (
        {"command": "true " + "x " * A_WORD},
        "executable.command: has 262149 bytes, at most 131071 are allowed: use argv",
    ),
    "an argv of 7 MB": (
        {"argv": ["true", *["x" * 100_000] * 70]},
        "executable.argv: has 7000643 bytes with env, the kernel takes 6287360",
    ),
    "an argv of a million empty words": (
        {"argv": ["true", *[""] * 1_000_000]},
        "executable.argv: has 1000001 entries, at most 131072 are allowed",
    ),
}


@pytest.mark.parametrize("what", FIELDS)
def test_a_start_with_a_bad_field_is_refused_by_its_name(api: Api, what: str) -> None:
    fields, why = FIELDS[what]
    argv = fields.get("argv", [])
    rest = {name: value for name, value in fields.items() if name != "argv"}
    code, text = refusal(lambda: api.start(*argv, name="misfit", **rest))
    assert code is INVALID
    assert text.startswith(f"cannot start misfit: {why}")
    assert refusal(lambda: api.get("misfit"))[0] is grpc.StatusCode.NOT_FOUND
