"""The two ends of a session's streams: pipes, or one terminal."""

import os
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass

from aurae.linux import terminal
from aurae.model.session import SessionSpec, Size
from aurae.processes.channels import Input, Output
from aurae.wire import messages


@dataclass(frozen=True, slots=True)
class Streams:
    """Our ends: `input` is None where a session has no standard input; `outputs` are by stream, 1 and 2."""

    input: Input | None
    outputs: Mapping[int, Output]

    def close(self) -> None:
        """Close all; the process sees a hang-up."""
        if self.input is not None:
            self.input.close()
        for output in self.outputs.values():
            output.close()


def make(spec: SessionSpec, theirs: ExitStack) -> tuple[Streams, dict[int, int]]:
    """Return our ends, and the child's by role, which `theirs` closes. Raises OSError."""
    with ExitStack() as ours:
        if spec.terminal is not None:
            found = _terminal(spec.terminal, ours, theirs)
        else:
            found = _pipes(ours, theirs, with_stdin=not spec.no_stdin)
        ours.pop_all()
    return found


def _terminal(size: Size, ours: ExitStack, theirs: ExitStack) -> tuple[Streams, dict[int, int]]:
    master, slave = os.openpty()
    ours.callback(os.close, master)
    theirs.callback(os.close, slave)
    terminal.set_size(master, size.rows, size.columns)
    copy = os.dup(master)
    return Streams(Input(copy), {1: Output(master)}), {messages.ROLE_TERMINAL: slave}


def _pipes(
    ours: ExitStack, theirs: ExitStack, *, with_stdin: bool
) -> tuple[Streams, dict[int, int]]:
    outputs, roles = {}, {}
    for stream, role in ((1, messages.ROLE_STDOUT), (2, messages.ROLE_STDERR)):
        read, roles[role] = os.pipe2(os.O_CLOEXEC)
        ours.callback(os.close, read)
        theirs.callback(os.close, roles[role])
        outputs[stream] = read
    stdin = None
    if with_stdin:
        roles[messages.ROLE_STDIN], write = os.pipe2(os.O_CLOEXEC)
        theirs.callback(os.close, roles[messages.ROLE_STDIN])
        stdin = Input(write)
    return Streams(stdin, {stream: Output(read) for stream, read in outputs.items()}), roles
