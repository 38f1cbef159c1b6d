"""`aer vm kill`: kills machines, or sends a signal into them."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.container_kill import signal_word
from aurae.cli.output import show
from aurae.cli.session import limit
from aurae.cli.table import printable
from aurae.cli.vm_calls import VMS, for_each
from aurae.client.calls import call
from aurae.proto.vms_grpc import VmServiceStub
from aurae.proto.vms_pb2 import VmServiceKillRequest

ARGUMENTS = (
    VMS,
    Argument(
        ("-s", "--signal"),
        "Send this signal to the first process in the guest; the machine is killed when not given.",
        "SIGNAL",
    ),
    Argument(("-a", "--all"), "Send it to every process, not only to the first."),
    LIMIT,
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """Kill machines, or signal their processes. One is not stopped by that: its restart policy decides."""
    signal = signal_word(options.signal) if options.signal else ""

    async def kill(stub: VmServiceStub, name: str) -> str:
        request = VmServiceKillRequest(vm_id=name, signal=signal, all=options.all)
        await call(stub.Kill, request, limit(options))
        return name

    done = signal or "killed"
    names, all_done = for_each(options, "killing", kill)
    show(
        options,
        lambda: [{"vm_id": name, "done": done} for name in names],
        lambda: "".join(f"{printable(name)}: {done}\n" for name in names),
    )
    return 0 if all_done else 1
