"""Messages and the model's dataclasses: the same fields on both sides, and values that go both ways."""

import dataclasses
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from google.protobuf.duration_pb2 import Duration
from hypothesis import given
from hypothesis import strategies as st

from aurae.model import cell, container, execution, network, service, vm
from aurae.model.refusal import BadValue
from aurae.model.timer import Timer
from aurae.model.workload import Executable
from aurae.proto import (
    cells_pb2,
    container_pb2,
    execution_pb2,
    networks_pb2,
    runtime_pb2,
    service_pb2,
    vm_pb2,
)
from aurae.server import records

PAIRS = {
    **{
        getattr(service, name): getattr(service_pb2, name)
        for name in (
            *("Service", "Command", "Restart", "HealthCheck", "TcpProbe", "HttpProbe"),
            *("GrpcProbe", "Listener"),
        )
    },
    Timer: service_pb2.Timer,
    **{
        getattr(execution, name): getattr(execution_pb2, name)
        for name in ("Scheduling", "Rlimit", "Folder", "Credential", "Sandbox")
    },
    **{
        getattr(container, name): getattr(container_pb2, name)
        for name in (
            *("Mount", "BindMount", "TmpfsMount", "ImageMount", "SecretMount", "VolumeMount"),
            *("DeviceNode", "Dns", "Paths"),
        )
    },
    **{
        getattr(cell, name): getattr(cells_pb2, f"{name}Controller")
        for name in ("Cpu", "Cpuset", "Memory", "Pids", "Io")
    },
    **{
        getattr(network, name): getattr(networks_pb2, name)
        for name in ("NetworkSpec", "Attachment", "PublishedPort", "Rates")
    },
    **{
        getattr(vm, name): getattr(vm_pb2, name)
        for name in ("Drive", "DriveLimits", "Share", "Metadata")
    },
    vm.Vm: runtime_pb2.VirtualMachine,
    cell.Device: cells_pb2.IoDevice,
    cell.Limits: container_pb2.Limits,
    container.Container: runtime_pb2.Container,
    Executable: runtime_pb2.Executable,
}
"""Dataclasses and the messages they are read from."""

READ_OTHERWISE = {
    Executable: {"command", "shell"},
    service.Command: {"command", "shell"},
    container.Container: {"process"},
    vm.Vm: {"process"},
}
"""Fields of messages that are another way to say one of the model's."""

GIVEN = {Executable: {"stop_signal"}}
"""Fields that a caller of `read` and `write` sees to."""


@pytest.mark.parametrize("kind", PAIRS, ids=lambda kind: kind.__name__)
def test_both_sides_have_the_same_fields(kind):
    of_model = {field.name for field in dataclasses.fields(kind)}
    of_message = {field.name for field in PAIRS[kind].DESCRIPTOR.fields}
    assert of_message - READ_OTHERWISE.get(kind, set()) == of_model


def enums(kind: type) -> list[tuple[str, type[Enum]]]:
    hints = get_type_hints(kind)
    found = []
    for name, hint in hints.items():
        inner = [arg for arg in get_args(hint) if arg is not NoneType] or [hint]
        if isinstance(inner[0], type) and issubclass(inner[0], Enum):
            found.append((name, inner[0]))
    return found


@pytest.mark.parametrize("kind", PAIRS, ids=lambda kind: kind.__name__)
def test_every_value_of_an_enum_has_its_name_on_the_other_side(kind):
    for name, values in enums(kind):
        of_message = PAIRS[kind].DESCRIPTOR.fields_by_name[name].enum_type.values
        prefix = of_message[0].name.removesuffix("UNSPECIFIED")
        assert {value.name.removeprefix(prefix) for value in of_message[1:]} == {
            value.value for value in values
        }


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
SECONDS = st.integers(0, 366 * 24 * 3600 * 1000).map(lambda number: number / 1000)


def values(kind: Any, descriptor: Any) -> st.SearchStrategy[Any]:
    """Return values of a field, as the model has them."""
    if get_origin(kind) in (Union, UnionType):
        return st.none() | values(next(a for a in get_args(kind) if a is not NoneType), descriptor)
    if get_origin(kind) is tuple:
        return st.lists(values(get_args(kind)[0], descriptor), max_size=2).map(tuple)
    if get_origin(kind) is not None:
        inner = descriptor.message_type.fields_by_name["value"]
        return st.dictionaries(TEXT, values(get_args(kind)[1], inner), max_size=2)
    if dataclasses.is_dataclass(kind):
        return records_of(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(list(kind))
    if kind is int:
        return st.integers(0 if descriptor.cpp_type in (3, 4) else -(2**31), 2**31 - 1)
    simple = {bool: st.booleans(), str: TEXT, bytes: st.binary(max_size=8), float: SECONDS}
    return simple[kind]


def records_of(kind: Any) -> st.SearchStrategy[Any]:
    """Return dataclasses of any values; the message keeps no difference of unset and default."""
    hints = get_type_hints(kind)
    fields = PAIRS[kind].DESCRIPTOR.fields_by_name
    return st.builds(
        kind,
        **{
            name: values(hint, fields[name])
            for name, hint in hints.items()
            if name not in GIVEN.get(kind, set())
        },
    ).map(as_told)


ONE_OF: dict[type, list[tuple[str, ...]]] = {
    service.HealthCheck: [("command", "tcp", "http", "grpc")],
    container.Mount: [("bind", "tmpfs", "image", "secret", "volume")],
}
"""Fields of which a message keeps one."""
WITH_SOURCE = (execution.Credential, container.SecretMount)


def as_told(record: Any) -> Any:
    """Return a record as a message can tell it: zero and empty without presence are the default."""
    fields = PAIRS[type(record)].DESCRIPTOR.fields_by_name
    replaced = {}
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        default = field.default
        if field.default_factory is not dataclasses.MISSING:
            default = field.default_factory()
        required = default is dataclasses.MISSING
        bare = not fields[field.name].has_presence and not value and not isinstance(value, Enum)
        if bare and not required:
            replaced[field.name] = default
        elif bare and required and not isinstance(value, tuple | str):
            replaced[field.name] = 1
        elif bare and required:
            replaced[field.name] = ("word",) if isinstance(value, tuple) else "word"
        elif value is None and not required:
            replaced[field.name] = default
    for names in ONE_OF.get(type(record), ()):
        given = [name for name in names if getattr(record, name) is not None]
        replaced.update(dict.fromkeys(given[1:]))
    if isinstance(record, WITH_SOURCE) and record.content is not None:
        replaced["file"] = ""  # likewise
    return dataclasses.replace(record, **replaced)


@pytest.mark.parametrize("kind", PAIRS, ids=lambda kind: kind.__name__)
@given(st.data())
def test_a_record_comes_back_from_its_message(kind, data):
    record = data.draw(records_of(kind))
    message = PAIRS[kind]()
    records.write(record, message)
    back = PAIRS[kind].FromString(message.SerializeToString())
    given_fields = {name: getattr(record, name) for name in GIVEN.get(kind, set())}
    assert records.read(kind, back, given_fields) == record


@given(st.integers(-(2**63), 2**63 - 1), st.integers(-(2**31), 2**31 - 1))
def test_a_duration_is_between_nothing_and_a_year_or_is_refused(whole, nanos):
    duration = Duration()
    duration.seconds, duration.nanos = whole, nanos
    right = abs(nanos) < 10**9 and 0 <= whole * 10**9 + nanos <= 366 * 86400 * 10**9
    if right and not (whole < 0 or nanos < 0):
        assert records.seconds(duration) == pytest.approx(whole + nanos / 1e9)
    else:
        with pytest.raises(BadValue):
            records.seconds(duration)


first, empty = service_pb2.Listener(address=":1"), service_pb2.Listener()


@pytest.mark.parametrize(
    ("build", "path"),
    [
        (lambda m: setattr(m, "type", 77), "type"),
        (lambda m: setattr(m.restart, "policy", 9), "restart.policy"),
        (lambda m: setattr(m.start_timeout, "seconds", -1), "start_timeout"),
        (lambda m: setattr(m.restart.delay, "seconds", 10**9), "restart.delay"),
        (lambda m: setattr(m.health.add().interval, "seconds", -1), "health[0].interval"),
        (lambda m: m.listeners.extend([first, empty]), "listeners[1].address"),
        (lambda m: setattr(m.listeners.add(address=":1"), "kind", 9), "listeners[0].kind"),
        (lambda m: m.listeners.add(), "listeners[0].address"),
    ],
)
def test_a_bad_value_is_refused_with_its_path(build, path):
    message = service_pb2.Service()
    build(message)
    with pytest.raises(BadValue) as caught:
        records.read(service.Service, message)
    assert caught.value.field.startswith(path)


def test_what_a_reader_of_its_own_refuses_has_its_path_once():
    def refuse(_: object) -> object:
        raise BadValue("argv[0]", "is empty")

    message = service_pb2.Service(start_pre=[service_pb2.Command()])
    with pytest.raises(BadValue) as caught:
        records.read(service.Service, message, makers={service.Command: refuse})
    assert caught.value.field == "start_pre[0].argv[0]"
