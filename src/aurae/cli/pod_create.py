"""`aer pod create`: makes a pod without starting it."""

import argparse

from aurae.cli.arguments import COMMON, Argument
from aurae.cli.container_calls import PLATFORM, PULL
from aurae.cli.container_create import QUIET
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.pod_calls import ask
from aurae.cli.pulling import pull
from aurae.cli.reading import Unreadable, fill
from aurae.cli.session import ANSWER
from aurae.cli.table import printable
from aurae.cli.workload_file import load
from aurae.client.calls import call
from aurae.client.errors import ClientError
from aurae.proto import images_pb2
from aurae.proto.pods_grpc import PodServiceStub
from aurae.proto.pods_pb2 import CreatePodRequest, Pod, PodState

FILE = Argument(
    ("file",), "The pod as TOML or JSON with the names of the API; - is standard input.", "FILE"
)
NAME = Argument(("--name",), "Name of the pod, in the place of the file's.", "POD")
ARGUMENTS = (FILE, NAME, PULL, PLATFORM, QUIET, *COMMON)


def run(options: argparse.Namespace) -> int:
    """Make a pod and print its name; images that are not here are pulled."""
    made = ask(options, lambda stub: create(stub, options))
    show(options, lambda: plain(made), lambda: f"{printable(made.name)}\n")
    return 0


async def create(stub: PodServiceStub, options: argparse.Namespace) -> PodState:
    """Make the pod that a file describes. Raises ClientError."""
    pod = from_file(options.file)
    if options.name:
        pod.name = options.name
    await pull_images(pod, options)
    return (await call(stub.Create, CreatePodRequest(pod=pod), ANSWER)).pod


def from_file(path: str) -> Pod:
    """Return the pod that a file describes; ClientError when it cannot be read."""
    pod = Pod()
    try:
        fill(pod, load(path))
    except Unreadable as error:
        raise ClientError(f"cannot read {path}: {error}") from None
    return pod


async def pull_images(pod: Pod, options: argparse.Namespace) -> None:
    """Pull the images of a pod, as `options.pull` says. Raises ClientError."""
    if options.pull == "never":
        return
    policy = images_pb2.PULL_POLICY_IF_MISSING
    if options.pull == "always":
        policy = images_pb2.PULL_POLICY_ALWAYS
    every = (*pod.init_containers, *pod.containers)
    for image in dict.fromkeys(one.container.image for one in every if one.container.image):
        platform = options.platform or ""
        await pull(
            options, images_pb2.PullImageRequest(name=image, platform=platform, policy=policy)
        )
