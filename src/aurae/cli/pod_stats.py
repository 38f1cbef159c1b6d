"""`aer pod stats`: shows what pods and their containers use."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT
from aurae.cli.container_stats import HEADING, used
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.pod_calls import PODS, ask
from aurae.cli.session import limit
from aurae.cli.table import table
from aurae.client.calls import call
from aurae.proto.pods_pb2 import PodStats, PodStatsRequest

ARGUMENTS = (
    PODS._replace(help="Names of the pods; all when not given.", many="*"), LIMIT, *COMMON,
)  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Show what pods use, and below each its containers; `-` stands for what is not measured here."""
    request = PodStatsRequest(names=options.name)
    reply = ask(options, lambda stub: call(stub.Stats, request, limit(options)))
    show(
        options,
        lambda: [plain(one) for one in reply.pods],
        lambda: table(HEADING, [row for one in reply.pods for row in _rows(one)]),
    )
    return 0


def _rows(pod: PodStats) -> list[tuple[str, ...]]:
    own = (pod.name, *used(pod.usage))
    return [own, *((one.name, *used(one.usage)) for one in pod.containers)]
