"""Specifications as text: whatever a message holds is written and read back as the same message."""

import json
import tomllib
from contextlib import suppress
from typing import Any

import pytest
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message
from hypothesis import given, settings
from hypothesis import strategies as st

from aurae.cli import toml
from aurae.cli.assigning import assign, clear
from aurae.cli.document import plain
from aurae.cli.reading import Unreadable, fill, is_map, map_value
from aurae.cli.workload_file import parse
from aurae.proto.execution_pb2 import Rlimit
from aurae.proto.runtime_pb2 import WorkloadSpec

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
RANGES = {
    FieldDescriptor.TYPE_INT32: (-(2**31), 2**31 - 1),
    FieldDescriptor.TYPE_INT64: (-(2**63), 2**63 - 1),
    FieldDescriptor.TYPE_UINT32: (0, 2**32 - 1),
    FieldDescriptor.TYPE_UINT64: (0, 2**64 - 1),
}


@st.composite
def messages(draw: st.DrawFn, kind: type[Message]) -> Message:
    """Draw a message with some of its fields set."""
    message = kind()
    _draw_into(draw, message)
    return message


def _draw_into(draw: st.DrawFn, message: Any) -> None:
    if message.DESCRIPTOR.name == "Duration":
        message.FromMicroseconds(draw(st.integers(0, 10**15)))
        return
    taken: set[str] = set()
    for field in message.DESCRIPTOR.fields:
        group = field.containing_oneof.name if field.containing_oneof else field.name
        if group in taken or draw(st.integers(0, 3)):
            continue
        taken.add(group)
        _draw_field(draw, message, field)


def _draw_field(draw: st.DrawFn, message: Any, field: FieldDescriptor) -> None:
    target = getattr(message, field.name)
    if is_map(field):
        inner = map_value(field)
        for key in draw(st.lists(TEXT, max_size=2)):
            if inner.message_type is None:
                target[key] = draw(_scalars(inner))
            else:
                _draw_into(draw, target[key])
    elif field.is_repeated:
        for _ in range(draw(st.integers(0, 2))):
            if field.message_type is None:
                target.append(draw(_scalars(field)))
            else:
                _draw_into(draw, target.add())
    elif field.message_type is not None:
        target.SetInParent()
        _draw_into(draw, target)
    else:
        setattr(message, field.name, draw(_scalars(field)))


def _scalars(field: FieldDescriptor) -> st.SearchStrategy[Any]:
    if field.enum_type is not None:
        return st.sampled_from([value.number for value in field.enum_type.values])
    if field.type == FieldDescriptor.TYPE_BOOL:
        return st.booleans()
    if field.type == FieldDescriptor.TYPE_BYTES:
        return TEXT.map(str.encode)
    if field.type == FieldDescriptor.TYPE_STRING:
        return TEXT
    return st.integers(*RANGES[field.type])


@settings(max_examples=100)
@given(messages(WorkloadSpec))
def test_toml_is_read_back_as_the_same_message(message: WorkloadSpec) -> None:
    again = WorkloadSpec()
    fill(again, parse(toml.emit(message).encode()))
    assert again == message


@settings(max_examples=100)
@given(messages(WorkloadSpec))
def test_json_is_read_back_as_the_same_message(message: WorkloadSpec) -> None:
    again = WorkloadSpec()
    text = json.dumps(plain(message), ensure_ascii=False)
    fill(again, parse(text.encode()))
    assert again == message


WORDS = [
    *("name", "executable", "service", "argv", "env", "restart", "policy", "delay", "health", "http"),
    *("tcp", "timer", "stdin", "rlimits", "nofile", "umask", "credentials", "listeners", "start_pre"),
]  # fmt: skip
PLAIN: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(WORDS) | st.text(max_size=3),
            inner,
            max_size=4,
        )
    ),
)


@settings(max_examples=300)
@given(st.dictionaries(st.sampled_from(["name", "executable", "service", "x"]), PLAIN))
def test_any_document_is_taken_or_refused_with_its_place(document: dict[str, Any]) -> None:
    message = WorkloadSpec()
    with suppress(Unreadable):
        fill(message, document)
    message.SerializeToString()


@settings(max_examples=300)
@given(
    st.lists(
        st.sampled_from(
            ["executable", "service", "env", "rlimits", "nofile", "soft", "health", "stop_timeout", "a", ""]
        ),
        max_size=5,
    ).map(".".join),
    st.text(),
)  # fmt: skip
def test_any_path_is_set_or_refused(path: str, value: str) -> None:
    message = WorkloadSpec()
    with suppress(Unreadable):
        assign(message, path, value)
        clear(message, path)


@settings(max_examples=200)
@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_are_a_document_or_refused(content: bytes) -> None:
    with suppress(Unreadable):
        assert isinstance(parse(content), dict)


@pytest.mark.parametrize(
    ("path", "text", "shown"),
    [
        ("service.enabled", "yes", "enabled = true"),
        ("service.timer.calendar", "hourly", 'calendar = ["hourly"]'),
        ("service.after", '["a", "b"]', 'after = ["a", "b"]'),
        ("service.restart.delay", "1min 30s", 'delay = "1min 30s"'),
        ("service.restart.policy", "on-failure", 'policy = "on_failure"'),
        ("service.start_pre", "mkdir /x", 'command = "mkdir /x"'),
        ("executable.env.A.B", "1", '"A.B" = "1"'),
        ("executable.umask", "027", "umask = 0o27"),
        ("executable.nice", "-5", "nice = -5"),
        ("executable.rlimits.nofile", "1024", "soft = 1024"),
        ("executable.rlimits.nofile.hard", "7", "hard = 7"),
        ("executable.stop_signal", "SIGINT", 'stop_signal = "SIGINT"'),
    ],
)
def test_text_is_taken_as_the_field_wants_it(path: str, text: str, shown: str) -> None:
    message = WorkloadSpec()
    assign(message, path, text)
    assert shown in toml.emit(message).splitlines()


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("srvice.enabled", "srvice is not known; do you mean service?"),
        ("service.health.name", "service.health is a list: give all of it"),
        ("service.enabled.x", "service.enabled has no fields"),
        ("service.watchdog.seconds", "service.watchdog has no fields"),
        ("", " is not known"),
    ],
)
def test_a_path_that_leads_nowhere_says_where(path: str, why: str) -> None:
    with pytest.raises(Unreadable) as caught:
        assign(WorkloadSpec(), path, "1")
    assert str(caught.value) == why


def test_a_setting_takes_the_place_of_another_of_its_group() -> None:
    message = WorkloadSpec()
    assign(message, "service.health", [{"http": {"port": 1}}])
    assign(message, "service.health", [{"tcp": {"port": 2}}])
    assert [item.WhichOneof("probe") for item in message.service.health] == ["tcp"]
    clear(message, "service.health")
    assert not message.service.health


def test_short_forms() -> None:
    message = WorkloadSpec()
    text = '[executable.rlimits]\nnofile = 5\ncore = "infinity"\n[service]\nlisteners = [":80"]\n'
    fill(message, tomllib.loads(text))
    assert message.executable.rlimits["nofile"] == Rlimit(soft=5, hard=5)
    assert message.executable.rlimits["core"] == Rlimit()
    assert message.service.listeners[0].address == ":80"
