"""Messages become what the model knows, or are refused by the path of a field."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from google.protobuf.duration_pb2 import Duration
from google.protobuf.timestamp_pb2 import Timestamp

from aurae.model.lifecycle import Status
from aurae.model.refusal import InvalidField
from aurae.model.workload import Executable, Kind
from aurae.proto import runtime_pb2 as api
from aurae.server import convert, convert_spec
from tests.support.records import ended, record


def spec(name="web", **executable):
    return convert_spec.spec(api.WorkloadSpec(name=name, executable=api.Executable(**executable)))


def test_argv_is_taken_as_it_is():
    assert spec(argv=["a", "b c"]).executable.argv == ("a", "b c")


def test_a_command_is_split_and_a_shell_only_used_when_asked_for():
    assert spec(command="cat 'a b' | x").executable.argv == ("cat", "a b", "|", "x")
    assert spec(command="a | b", shell=True).executable.argv == ("/bin/sh", "-c", "a | b")


def test_what_is_not_said_gets_its_default():
    executable = spec(argv=["a"]).executable
    assert executable.working_directory == ""
    assert executable.stdin is None
    assert executable.stop_timeout is None
    assert executable.stop_signal == 15
    assert spec(argv=["a"], stdin=b"").executable.stdin == b""
    timeout = Duration(seconds=1, nanos=500_000_000)
    assert spec(argv=["a"], stop_timeout=timeout).executable.stop_timeout == 1.5


def test_a_stop_signal_is_shown_by_its_name_when_the_state_has_its_number():
    item = replace(spec(argv=["a"]), executable=Executable(("a",), stop_signal=2))
    assert convert_spec.spec_message(item, "").executable.stop_signal == "SIGINT"
    usual = convert_spec.spec_message(spec(argv=["a"]), "")
    assert usual.executable.stop_signal == "SIGTERM"


@pytest.mark.parametrize(
    ("executable", "text"),
    [
        ({"argv": ["a"], "command": "b"}, "cannot start web: executable.command: excludes argv"),
        ({"argv": ["a"], "shell": True}, "cannot start web: executable.shell: needs command"),
        ({}, "cannot start web: executable.command: is empty"),
        ({"command": " ", "shell": True}, "cannot start web: executable.command: is empty"),
        ({"command": "a 'b"}, "cannot start web: executable.command: a quote is not closed"),
        ({"argv": ["a"], "stop_signal": "SIGX"}, "executable.stop_signal: unknown signal 'SIGX'"),
        (
            {"argv": ["a"], "stop_timeout": Duration(seconds=-1)},
            "executable.stop_timeout: is not between 0 s and 1 h",
        ),
        (
            {"argv": ["a"], "stop_timeout": Duration(seconds=2**60)},
            "executable.stop_timeout: is not between 0 s and 1 h",
        ),
        (
            {"argv": ["a"], "stop_timeout": Duration(nanos=10**9)},
            "executable.stop_timeout: is not a duration",
        ),
        (
            {"argv": ["a"], "stop_timeout": Duration(seconds=1, nanos=-1)},
            "executable.stop_timeout: is not a duration",
        ),
        ({"command": "a\0", "shell": True}, "executable.command: has a NUL character"),
    ],
)
def test_a_bad_field_is_named(executable, text):
    with pytest.raises(InvalidField) as caught:
        spec(**executable)
    assert text in str(caught.value)


def test_a_specification_without_a_kind_is_refused():
    with pytest.raises(InvalidField, match="cannot start web: kind: is not set"):
        convert_spec.spec(api.WorkloadSpec(name="web"))


def test_a_name_that_is_none_is_shown_quoted_and_bounded():
    with pytest.raises(InvalidField) as caught:
        convert.name("get", "a\nb" + "x" * 10_000)
    assert str(caught.value).startswith("cannot get 'a\\nbx")
    assert len(str(caught.value)) < 300


def test_a_name_in_a_request_may_have_its_cell_before_it():
    assert convert.name("get", "web") == ("/", "web")
    assert convert.name("get", "a/b/web") == ("a/b", "web")
    with pytest.raises(InvalidField, match=r"cannot get '\.\./web': name: .* path of a cell"):
        convert.name("get", "../web")


@pytest.mark.parametrize(
    ("text", "path"), [("", "/"), ("/", "/"), ("a", "a"), ("a/b", "a/b"), ("/a/b/", "a/b")]
)
def test_a_cell_is_named_by_its_path(text, path):
    assert convert.cell("start web", text) == path


@pytest.mark.parametrize("text", ["..", "a//b", "a\n", "_1", "x" * 64, "//", "a/" * 32 + "a"])
def test_what_is_no_path_of_a_cell_is_refused(text):
    with pytest.raises(
        InvalidField, match="cannot start web: cell: is not the path of a cell"
    ) as caught:
        convert.cell("start web", text)
    assert caught.value.field == "cell"


def test_a_refused_start_is_named_with_its_cell():
    def action(cell, name):
        return convert.start_action(api.WorkloadSpec(cell=cell, name=name))

    assert action("", "web") == action("/", "web") == "start web"
    assert action("a/b", "web") == "start a/b/web"
    assert action("../b", "web") == "start web"
    assert action("a", "") == "start a workload"


def test_times_keep_their_nanoseconds():
    stamp = convert.timestamp(1_700_000_000_123_456_789)
    assert stamp is not None
    assert (stamp.seconds, stamp.nanos) == (1_700_000_000, 123_456_789)
    assert convert.nanoseconds("x", "since", stamp) == 1_700_000_000_123_456_789
    assert convert.timestamp(None) is None
    moment = datetime(2030, 1, 1, tzinfo=UTC)
    assert convert.timestamp_of(moment).ToDatetime(UTC) == moment


@pytest.mark.parametrize(
    "stamp", [Timestamp(nanos=-1), Timestamp(nanos=10**9), Timestamp(seconds=2**62)]
)
def test_a_time_out_of_range_is_refused(stamp):
    with pytest.raises(InvalidField, match="since: is not a time"):
        convert.nanoseconds("read logs of web", "since", stamp)


def test_output_has_a_default_and_a_limit():
    assert convert.output_limit("x", 0) == 65536
    assert convert.output_limit("x", 7) == 7
    with pytest.raises(InvalidField, match="output_limit"):
        convert.output_limit("x", 4 * 1024 * 1024 + 1)


def test_a_workload_is_shown_with_what_is_known():
    message = convert.workload(ended(7))
    assert (message.name, message.id, message.pid, message.exit_code) == ("web", 7, 77, 0)
    assert message.HasField("exit_code")
    assert not message.HasField("signal")
    assert message.status == api.STATUS_EXITED
    assert list(message.argv) == ["web", "é"]
    early = convert.workload(record(7))
    assert not early.HasField("exit_code")
    assert not early.HasField("started_at")


def test_every_status_and_kind_of_the_model_is_in_the_api_and_the_other_way_round():
    # Of a service that has not run yet there is no workload in the model.
    others = {"STATUS_UNSPECIFIED", "STATUS_INACTIVE"}
    assert {f"STATUS_{status.value}" for status in Status} | others == set(api.Status.keys())
    assert {f"KIND_{kind.value}" for kind in Kind} | {"KIND_UNSPECIFIED"} == set(api.Kind.keys())
