"""`aer container update`: changes limits and the restart policy of containers."""

import argparse
import sys

from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.assigning import assign
from aurae.cli.container_calls import CONTAINERS, for_each
from aurae.cli.container_options import NUMBERS, RESTART, set_numbers, set_restart
from aurae.cli.document import plain
from aurae.cli.edit import told
from aurae.cli.execution_options import named
from aurae.cli.output import show
from aurae.cli.reading import Unreadable
from aurae.cli.session import limit
from aurae.client.calls import call
from aurae.client.errors import ClientError
from aurae.proto.containers_grpc import ContainerServiceStub
from aurae.proto.runtime_pb2 import EditRequest, EditResponse

POLICY = "service.restart.policy"
ARGUMENTS = (
    CONTAINERS,
    *(argument for _, argument in NUMBERS),
    RESTART,
    Argument(
        ("--set",), "Set any other field, such as container.limits.cpuset.cpus=0-1. Repeatable.",
        "FIELD=VALUE", named, "append",
    ),
    LIMIT,
    *COMMON,
)  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Change containers, and tell what holds from now on and what the next start takes up."""
    change = EditRequest()
    try:
        change.fields.extend(set_numbers(change.workload, options))
        for path, value in options.set:
            assign(change.workload, path, value)
            change.fields.append(path)
    except Unreadable as error:
        raise ClientError(f"cannot take the options: {error}") from None
    if options.restart is not None:
        set_restart(change.workload, options.restart)
        change.fields.append(POLICY)
    if not change.fields:
        why = "nothing is to be changed (see `aer container update --help`)"
        print(f"aer container update: {why}", file=sys.stderr)
        return 2

    async def update(stub: ContainerServiceStub, name: str) -> tuple[str, EditResponse]:
        request = EditRequest(name=name)
        request.MergeFrom(change)
        return name, await call(stub.Update, request, limit(options))

    found, done = for_each(options, "changing", update)
    show(
        options,
        lambda: [plain(reply) for _, reply in found],
        lambda: "".join(told(name, reply) for name, reply in found),
    )
    return 0 if done else 1
