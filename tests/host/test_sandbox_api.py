"""Sandboxes by the API, from the request to the child and back to the refusal."""

from typing import Any

import grpc
import pytest

from aurae.proto import execution_pb2
from tests.support.api import Api
from tests.support.attacker_api import got_through_by_api


def test_a_run_has_the_sandbox_that_was_asked_for(api: Api):
    sandbox = execution_pb2.Sandbox(profile="default", private_network=True)
    script = "cat /proc/net/dev | tail -n +3 | wc -l; grep Seccomp: /proc/self/status; umask"
    api.start("/bin/sh", "-c", script, name="boxed", sandbox=sandbox, umask=0o077)
    assert api.wait("boxed").exit_code == 0
    assert api.output("boxed", 1).split() == [b"1", b"Seccomp:", b"2", b"0077"]
    api.stop("boxed")


@pytest.mark.parametrize("profile", ["default", "strict"])
def test_root_stays_in_the_sandbox_that_was_asked_for(api: Api, profile: str):
    assert got_through_by_api(api, profile) == []


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"nice": 99}, "executable.nice: is not between -20 and 19"),
        (
            {"sandbox": execution_pb2.Sandbox(profile="lax")},
            "executable.sandbox.profile: is none of none, default, strict",
        ),
        (
            {"sandbox": execution_pb2.Sandbox(system_calls=["~fly"])},
            "executable.sandbox.system_calls[0]: unknown system call 'fly'",
        ),
        (
            {"supplementary_groups": ["root", "nobody-knows-it"]},
            "executable.supplementary_groups[1]: unknown group 'nobody-knows-it'",
        ),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(api: Api, options: dict[str, Any], words: str):
    with pytest.raises(grpc.RpcError) as refused:
        api.start("/bin/true", name="refused", **options)
    assert refused.value.code() is grpc.StatusCode.INVALID_ARGUMENT
    assert words in refused.value.details()


def test_a_limit_above_that_of_the_machine_fails_by_its_step(api: Api):
    limit = execution_pb2.Rlimit(soft=1 << 40, hard=1 << 40)
    with pytest.raises(grpc.RpcError) as refused:
        api.start("/bin/true", name="refused", rlimits={"nofile": limit})
    assert refused.value.code() is grpc.StatusCode.FAILED_PRECONDITION
    assert "setrlimit nofile 1099511627776 1099511627776: Operation not permitted" in (
        refused.value.details()
    )
