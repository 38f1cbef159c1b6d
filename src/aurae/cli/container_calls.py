"""What the commands of containers share."""

import argparse
from collections.abc import Awaitable, Callable
from typing import TypeVar

from aurae.cli import session
from aurae.cli.arguments import Argument
from aurae.cli.asking import answers_of
from aurae.cli.containers import full_name, state
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.pulling import pull
from aurae.client.errors import CallError
from aurae.proto import images_pb2
from aurae.proto.containers_grpc import ContainerServiceStub
from aurae.proto.containers_pb2 import ContainerState

T = TypeVar("T")

CONTAINER = Argument(
    ("name",), "Name of the container, such as web; a/b/web in the cell a/b.", "CONTAINER"
)
CONTAINERS = Argument(
    ("name",), "Names of the containers, such as web; a/b/web in the cell a/b.", "CONTAINER",
    many="+",
)  # fmt: skip
PULL = Argument(
    ("--pull",), "When to ask the registry for the image; missing when not given.", "WHEN",
    choices=("missing", "always", "never"),
)  # fmt: skip
PLATFORM = Argument(
    ("--platform",), "Platform of an image that is pulled, such as linux/arm64.", "PLATFORM"
)


def ask(
    options: argparse.Namespace, question: Callable[[ContainerServiceStub], Awaitable[T]]
) -> T:
    """Ask ContainerService something. Raises ClientError."""
    return session.ask(options, ContainerServiceStub, question)


def for_each(
    options: argparse.Namespace,
    doing: str,
    question: Callable[[ContainerServiceStub, str], Awaitable[T]],
) -> tuple[list[T], bool]:
    """Ask about all containers that `options` name, as `answers_of` does."""
    return answers_of(options, ContainerServiceStub, doing, question)


def show_each(options: argparse.Namespace, found: list[ContainerState]) -> None:
    """Show containers by their names and states."""
    show(
        options,
        lambda: [plain(one) for one in found],
        lambda: "".join(f"{full_name(one)}: {state(one)}\n" for one in found),
    )


async def with_image(
    options: argparse.Namespace, image: str, attempt: Callable[[], Awaitable[T]]
) -> T:
    """Do what needs an image; when that is not here it is pulled, as `options.pull` says.

    Raises ClientError.
    """
    when = options.pull or "missing"
    if when == "always":
        await pull(options, _request(options, image, images_pb2.PULL_POLICY_ALWAYS))
    try:
        return await attempt()
    except CallError as error:
        is_missing = error.status == "NOT_FOUND" and str(error).endswith("pull it first")
        if when != "missing" or not is_missing:
            raise
    await pull(options, _request(options, image, images_pb2.PULL_POLICY_IF_MISSING))
    return await attempt()


def _request(
    options: argparse.Namespace, image: str, policy: "images_pb2.PullPolicy.ValueType"
) -> images_pb2.PullImageRequest:
    return images_pb2.PullImageRequest(name=image, platform=options.platform or "", policy=policy)
