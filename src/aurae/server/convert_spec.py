"""What is asked to run: the message to the model's specification, and back without secrets."""

from __future__ import annotations

from dataclasses import replace
from signal import Signals
from typing import TYPE_CHECKING

from aurae.model.cell_rules import MOST_DEVICES as MOST_IO_DEVICES
from aurae.model.command import check_line, split_command
from aurae.model.container import Container
from aurae.model.container_mounts import MOST as MOST_MOUNTS
from aurae.model.container_rules import MOST_DEVICES
from aurae.model.labels import check_count
from aurae.model.refusal import BadValue, InvalidField
from aurae.model.service import Command, Service
from aurae.model.validation import check_counts, signal_number
from aurae.model.vm import Vm
from aurae.model.workload import Executable, WorkloadSpec
from aurae.proto import runtime_pb2, service_pb2
from aurae.server import records
from aurae.server.convert import seconds, start_action

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from google.protobuf.message import Message

    from aurae.model.container import Mount

IMAGES_OWN = 0
"""The stop signal of a container or a machine that names none."""
MOST_DRIVES = 16
MOST_SHARES = 8
"""Of a virtual machine."""


def spec(message: runtime_pb2.WorkloadSpec, action: str = "") -> WorkloadSpec:
    """Return what is asked to run; InvalidField for a field that cannot be read.

    `action` is what was asked for, when that was no start.
    """
    action = action or start_action(message)
    kind = message.WhichOneof("kind")
    if kind is None:
        why = "is not set: give an executable, a container or a vm"
        raise InvalidField(action, "kind", why)
    container = vm = None
    field = kind if kind == "executable" else f"{kind}.process"
    try:
        if kind == "container":
            executable = _process(action, field, message.container.process)
            field = kind
            container = _container(message.container)
        elif kind == "vm":
            executable = _process(action, field, message.vm.process)
            field = kind
            vm = _vm(message.vm)
        else:
            executable = _executable(action, message.executable)
        field = "service"
        service = None
        if message.HasField("service"):
            service = records.read(Service, message.service, makers={Command: command})
    except BadValue as error:
        raise InvalidField(action, f"{field}.{error.field}", error.why) from None
    return WorkloadSpec(message.name, executable, service, container, vm)


def spec_message(item: WorkloadSpec, cell: str) -> runtime_pb2.WorkloadSpec:
    """Return a specification as the API shows it: secrets are left out."""
    message = runtime_pb2.WorkloadSpec(name=item.name, cell=cell)
    if item.vm is not None:
        message.vm.SetInParent()
        records.write(item.vm, message.vm)
        _write_executable(item.executable, message.vm.process)
    elif item.container is None:
        _write_executable(item.executable, message.executable)
    else:
        records.write(item.container, message.container)
        _write_executable(item.executable, message.container.process)
        for mount in message.container.mounts:
            if mount.HasField("secret"):
                mount.secret.ClearField("content")
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
    item = replace(item, executable=executable)
    if item.container is None or earlier.container is None:
        return item
    contents = {one.target: one.secret.content for one in earlier.container.mounts if one.secret}
    mounts = tuple(_with_content(one, contents) for one in item.container.mounts)
    return replace(item, container=replace(item.container, mounts=mounts))


def _container(message: runtime_pb2.Container) -> Container:
    # There can be millions of them in a request, and nobody else is served while each is read.
    check_count("mounts", message.mounts, MOST_MOUNTS)
    check_count("devices", message.devices, MOST_DEVICES)
    check_count("limits.io.devices", message.limits.io.devices, MOST_IO_DEVICES)
    return records.read(Container, message)


def _vm(message: runtime_pb2.VirtualMachine) -> Vm:
    check_count("drives", message.drives, MOST_DRIVES)
    check_count("shares", message.shares, MOST_SHARES)
    check_count("limits.io.devices", message.limits.io.devices, MOST_IO_DEVICES)
    return records.read(Vm, message)


def _with_content(mount: Mount, contents: Mapping[str, bytes | None]) -> Mount:
    secret = mount.secret
    if secret is None or secret.content is not None or secret.file:
        return mount
    return replace(mount, secret=replace(secret, content=contents.get(mount.target)))


def command(message: Message) -> Command:
    """Return a command beside the main process; BadValue when it cannot be read."""
    assert isinstance(message, service_pb2.Command)
    return Command(argv(message), message.ignore_failure, message.privileged)


def _write_executable(item: Executable, message: runtime_pb2.Executable) -> None:
    message.SetInParent()
    # A number, as the state has it, is no text.
    records.write(replace(item, stop_signal=signal_number("")), message)
    if item.stop_signal:
        message.stop_signal = Signals(item.stop_signal).name
    message.ClearField("stdin")
    for credential in message.credentials:
        credential.ClearField("content")


def _executable(action: str, message: runtime_pb2.Executable) -> Executable:
    return _read_executable(action, "executable", message, argv, signal_number(""))


def _process(action: str, field: str, message: runtime_pb2.Executable) -> Executable:
    """Return the process of an image, which has the image's command and signal without its own."""

    def words(message: runtime_pb2.Executable) -> tuple[str, ...]:
        nothing = not (message.argv or message.command or message.shell)
        return () if nothing else argv(message)

    return _read_executable(action, field, message, words, IMAGES_OWN)


def _read_executable(
    action: str,
    field: str,
    message: runtime_pb2.Executable,
    words: Callable[[runtime_pb2.Executable], tuple[str, ...]],
    usual_signal: int,
) -> Executable:
    check_counts(len(message.argv), len(message.env))
    timeout = None
    if message.HasField("stop_timeout"):
        timeout = seconds(action, f"{field}.stop_timeout", message.stop_timeout)
    try:
        stop_signal = signal_number(message.stop_signal) if message.stop_signal else usual_signal
    except BadValue as error:
        raise BadValue("stop_signal", error.why) from None
    given: dict[str, object] = {
        "argv": words(message),
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
