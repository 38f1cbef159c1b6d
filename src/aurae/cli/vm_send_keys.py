"""`aer vm send-keys`: presses the power button of machines, or another key."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.assigning import assign
from aurae.cli.output import show
from aurae.cli.session import limit
from aurae.cli.table import printable
from aurae.cli.vm_calls import VMS, for_each
from aurae.client.calls import call
from aurae.proto.vms_grpc import VmServiceStub
from aurae.proto.vms_pb2 import VmServiceSendKeysRequest

ARGUMENTS = (
    VMS,
    Argument(
        ("-k", "--key"), "Which key; power-button when not given.", "KEY",
        choices=("power-button", "nmi"),
    ),
    LIMIT,
    *COMMON,
)  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Press a key of machines, all at once. What follows is up to the guests."""
    key = options.key or "power-button"

    async def press(stub: VmServiceStub, name: str) -> str:
        request = VmServiceSendKeysRequest(vm_id=name)
        assign(request, "key", key.replace("-", "_"))
        await call(stub.SendKeys, request, limit(options))
        return name

    names, done = for_each(options, "pressing a key of", press)
    show(
        options,
        lambda: [{"vm_id": name, "done": key} for name in names],
        lambda: "".join(f"{printable(name)}: {key}\n" for name in names),
    )
    return 0 if done else 1
