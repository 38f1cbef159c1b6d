"""The daemon names the field of a request that is wrong: to a stock client and to a script."""

import json
from pathlib import Path
from typing import Any

import grpc
import pytest
from google.protobuf.duration_pb2 import Duration

from aurae.proto import runtime_pb2 as proto
from tests.support.api import Api
from tests.support.auraescript import run
from tests.support.daemon import Daemon

SPEC = proto.WorkloadSpec
GOOD = proto.Executable(argv=["true"])

REQUESTS: dict[str, tuple[str, Any]] = {
    "workload.kind": ("Start", proto.StartRequest(workload=SPEC(name="a"))),
    "workload.cell": (
        "Start",
        proto.StartRequest(workload=SPEC(name="a", cell="../b", executable=GOOD)),
    ),
    "cell": ("List", proto.ListRequest(cell="a//b")),
    "workload.name": ("Start", proto.StartRequest(workload=SPEC(name="a/b", executable=GOOD))),
    "workload.executable.command": (
        "Start",
        proto.StartRequest(workload=SPEC(executable=proto.Executable(command="'"))),
    ),
    "workload.executable.argv[0]": (
        "Start",
        proto.StartRequest(workload=SPEC(executable=proto.Executable(argv=[""]))),
    ),
    "workload.executable.user": (
        "Start",
        proto.StartRequest(
            workload=SPEC(executable=proto.Executable(argv=["true"], user="nobody-at-all"))
        ),
    ),
    "wait": (
        "Start",
        proto.StartRequest(workload=SPEC(executable=GOOD), wait=Duration(seconds=-1)),
    ),
    "output_limit": (
        "Start",
        proto.StartRequest(workload=SPEC(executable=GOOD), output_limit=2**31),
    ),
    "name": ("Get", proto.GetRequest(name="")),
    "timeout": ("Stop", proto.StopRequest(name="a", timeout=Duration(seconds=-1))),
    "page_token": ("List", proto.ListRequest(page_token="x")),
}


@pytest.mark.parametrize("field", REQUESTS)
def test_a_stock_client_is_told_the_field(api: Api, field: str) -> None:
    method, request = REQUESTS[field]
    with pytest.raises(grpc.RpcError) as caught:
        api.call(f"RuntimeService.{method}", request)
    assert caught.value.code() is grpc.StatusCode.INVALID_ARGUMENT
    trailers = dict(caught.value.trailing_metadata())
    details = trailers["grpc-status-details-bin"]
    assert b"type.googleapis.com/google.rpc.BadRequest" in details
    assert bytes((10, len(field))) + field.encode() + b"\x12" in details


def test_an_error_about_no_field_has_no_details(api: Api) -> None:
    with pytest.raises(grpc.RpcError) as caught:
        api.get("nobody-has-this-name")
    assert "grpc-status-details-bin" not in dict(caught.value.trailing_metadata())


SCRIPT = """
let runtime = connect().runtime()
let tries = [
  () => runtime.start(exec("true", {name: "a/b"})),
  () => runtime.start(exec("'")),
  () => runtime.start(exec(["true"], {stopSignal: "SIGFOO"})),
  () => runtime.start(exec("true"), {wait: 7200}),
  () => runtime.stop("a", {timeout: 7200}),
  () => runtime.logs("../b").next(),
  () => runtime.get("nobody-has-this-name"),
]
console.log(JSON.stringify(tries.map((go) => { try { go() } catch (e) { return [e.code, e.field] } })))
"""


def test_a_script_is_told_the_field(shared_daemon: Daemon, tmp_path: Path) -> None:
    (tmp_path / "x.aurae").write_text(SCRIPT)
    done = run("x.aurae", config=shared_daemon.client_config, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    fields = [
        "workload.name",
        "workload.executable.command",
        "workload.executable.stop_signal",
        "wait",
        "timeout",
        "name",
    ]
    assert json.loads(done.stdout) == [
        *(["INVALID_ARGUMENT", field] for field in fields),
        ["NOT_FOUND", ""],
    ]
