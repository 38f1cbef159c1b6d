"""`aer pod start`: starts pods that are down."""

import argparse

from aurae.cli.arguments import COMMON, Argument
from aurae.cli.pod_calls import PODS, for_each, show_each
from aurae.client.calls import call
from aurae.proto.pods_grpc import PodServiceStub
from aurae.proto.pods_pb2 import PodState, StartPodRequest

KEEP = Argument(("--keep",), "Leave up what is up when a container does not come up.")
ARGUMENTS = (PODS, KEEP, Argument(("--no-block",), "Do not wait until they are up."), *COMMON)


def run(options: argparse.Namespace) -> int:
    """Start pods, all at once, and wait until all their containers are up."""

    async def start(stub: PodServiceStub, name: str) -> PodState:
        request = StartPodRequest(name=name, no_block=options.no_block, keep=options.keep)
        return (await call(stub.Start, request, None)).pod

    found, done = for_each(options, "starting", start)
    show_each(options, found)
    return 0 if done else 1
