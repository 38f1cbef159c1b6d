"""What is asked to run: the message to the model's specification, and back without secrets."""

from __future__ import annotations

from dataclasses import replace
from signal import Signals
from typing import TYPE_CHECKING

from aurae.model.command import check_line, split_command
from aurae.model.refusal import BadValue, InvalidField
from aurae.model.service import Command, Service
from aurae.model.validation import check_counts, signal_number
from aurae.model.workload import Executable, WorkloadSpec
from aurae.proto import runtime_pb2, service_pb2
from aurae.server import records
from aurae.server.convert import seconds, start_action

if TYPE_CHECKING:
    from google.protobuf.message import Message


def spec(message: runtime_pb2.WorkloadSpec, action: str = "") -> WorkloadSpec:
    """Return what is asked to run; InvalidField for a field that cannot be read.

    `action` is what was asked for, when that was no start.
    """
    action = action or start_action(message)
    if message.WhichOneof("kind") != "executable":
        raise InvalidField(action, "kind", "is not set: give an executable")
    try:
        executable = _executable(action, message.executable)
    except BadValue as error:
        raise InvalidField(action, f"executable.{error.field}", error.why) from None
    if not message.HasField("service"):
        return WorkloadSpec(message.name, executable)
    try:
        service = records.read(Service, message.service, makers={Command: command})
    except BadValue as error:
        raise InvalidField(action, f"service.{error.field}", error.why) from None
    return WorkloadSpec(message.name, executable, service)


def spec_message(item: WorkloadSpec, cell: str) -> runtime_pb2.WorkloadSpec:
    """Return a specification as the API shows it: secrets are left out."""
    message = runtime_pb2.WorkloadSpec(name=item.name, cell=cell)
    records.write(item.executable, message.executable)
    message.executable.stop_signal = Signals(item.executable.stop_signal).name
    message.executable.ClearField("stdin")
    for credential in message.executable.credentials:
        credential.ClearField("content")
    if item.service is not None:
        message.service.SetInParent()
        records.write(item.service, message.service)
    return message


def secrets_of(item: WorkloadSpec, earlier: WorkloadSpec) -> WorkloadSpec:
    """Return a specification with the secrets of an earlier one where it names them without content."""
    known = {one.name: one for one in earlier.executable.credentials}
    kept = tuple(
        known.get(one.name, one) if one.content is None and not one.file else one
        for one in item.executable.credentials
    )
    executable = replace(item.executable, credentials=kept)
    if executable.stdin is None:
        executable = replace(executable, stdin=earlier.executable.stdin)
    return replace(item, executable=executable)


def command(message: Message) -> Command:
    """Return a command beside the main process; BadValue when it cannot be read."""
    assert isinstance(message, service_pb2.Command)
    return Command(argv(message), message.ignore_failure, message.privileged)


def _executable(action: str, message: runtime_pb2.Executable) -> Executable:
    check_counts(len(message.argv), len(message.env))
    timeout = None
    if message.HasField("stop_timeout"):
        timeout = seconds(action, "executable.stop_timeout", message.stop_timeout)
    try:
        stop_signal = signal_number(message.stop_signal)
    except BadValue as error:
        raise BadValue("stop_signal", error.why) from None
    given: dict[str, object] = {
        "argv": argv(message),
        "env": dict(message.env),
        "stop_signal": stop_signal,
        "stop_timeout": timeout,
    }
    return records.read(Executable, message, given)


def argv(message: service_pb2.Command | runtime_pb2.Executable) -> tuple[str, ...]:
    """Return the words of a command given in either form; BadValue when it is given wrongly."""
    if message.argv and message.command:
        raise BadValue("command", "excludes argv")
    if message.argv:
        if message.shell:
            raise BadValue("shell", "needs command, not argv")
        return tuple(message.argv)
    try:
        if message.shell:
            return ("/bin/sh", "-c", check_line(message.command))
        return split_command(message.command)
    except BadValue as error:
        raise BadValue("command", error.why) from None
