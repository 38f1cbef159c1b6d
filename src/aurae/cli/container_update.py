"""`aer container update`: changes limits and the restart policy of containers."""

import argparse
import sys
from typing import TYPE_CHECKING

from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.asking import answers_of
from aurae.cli.assigning import assign
from aurae.cli.container_calls import CONTAINERS
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

if TYPE_CHECKING:
    from collections.abc import Callable

    from aurae.cli.container_options import Fields
    from aurae.client.channel import Channel
    from aurae.proto.vms_grpc import VmServiceStub

POLICY = "service.restart.policy"
SET = Argument(
    ("--set",), "Set any other field, such as service.restart.delay=5s. Repeatable.",
    "FIELD=VALUE", named, "append",
)  # fmt: skip
ARGUMENTS = (
    CONTAINERS,
    *(argument for _, argument in NUMBERS),
    RESTART,
    SET,
    LIMIT,
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """Change containers, and tell what holds from now on and what the next start takes up."""
    return update_all(options, "container update", ContainerServiceStub, NUMBERS)


def update_all(
    options: argparse.Namespace,
    command: str,
    service: "Callable[[Channel], ContainerServiceStub | VmServiceStub]",
    numbers: "Fields",
) -> int:
    """Change all that `options` name, through a service; `command` is that of `aer`."""
    change = EditRequest()
    try:
        change.fields.extend(set_numbers(change.workload, options, numbers))
        for path, value in options.set:
            assign(change.workload, path, value)
            change.fields.append(path)
    except Unreadable as error:
        raise ClientError(f"cannot take the options: {error}") from None
    if options.restart is not None:
        set_restart(change.workload, options.restart)
        change.fields.append(POLICY)
    if not change.fields:
        why = f"nothing is to be changed (see `aer {command} --help`)"
        print(f"aer {command}: {why}", file=sys.stderr)
        return 2

    async def update(
        stub: "ContainerServiceStub | VmServiceStub", name: str
    ) -> tuple[str, EditResponse]:
        request = EditRequest(name=name)
        request.MergeFrom(change)
        return name, await call(stub.Update, request, limit(options))

    found, done = answers_of(options, service, "changing", update)
    show(
        options,
        lambda: [plain(reply) for _, reply in found],
        lambda: "".join(told(name, reply) for name, reply in found),
    )
    return 0 if done else 1
