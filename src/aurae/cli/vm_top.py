"""`aer vm top`: shows the processes in a guest."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.session import limit
from aurae.cli.table import age, table
from aurae.cli.units import bytes_text, seconds_text
from aurae.cli.vm_calls import VM, ask
from aurae.cli.workloads import since
from aurae.client.calls import call
from aurae.proto.vms_pb2 import VmServiceTopRequest

ARGUMENTS = (VM, LIMIT, *COMMON)


def run(options: argparse.Namespace) -> int:
    """Show processes, oldest first, by the numbers that they have in the guest."""
    request = VmServiceTopRequest(vm_id=options.name)
    reply = ask(options, lambda stub: call(stub.Top, request, limit(options)))
    show(
        options,
        lambda: [plain(process) for process in reply.processes],
        lambda: table(
            ("PID", "PARENT", "USER", "AGE", "CPU", "MEMORY", "COMMAND"),
            [
                (
                    str(process.pid),
                    str(process.parent or "-"),
                    str(process.user),
                    age(since(process.started_at)),
                    seconds_text(process.cpu_us),
                    bytes_text(process.memory_bytes),
                    process.command,
                )
                for process in reply.processes
            ],
        ),
    )
    return 0
