"""Whether services start when the machine starts."""

import argparse

from aurae.cli.asking import ask_for_each
from aurae.cli.session import limit
from aurae.client.calls import call, patiently
from aurae.proto.runtime_grpc import RuntimeServiceStub
from aurae.proto.runtime_pb2 import EditRequest, Workload


def set_enabled(options: argparse.Namespace, *, value: bool) -> int:
    """Enable or disable the services of `options`; returns the exit code."""

    async def ask(stub: RuntimeServiceStub, name: str) -> Workload:
        request = EditRequest(name=name, fields=["service.enabled"])
        request.workload.service.enabled = value
        return (await patiently(lambda: call(stub.Edit, request, limit(options)))).workload

    word = "enabled" if value else "disabled"
    _, done = ask_for_each(options, "changing", ask, lambda _: word)
    return 0 if done else 1
