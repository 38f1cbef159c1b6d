"""`aer container commit`: makes an image of a container."""

import argparse
import shlex

from aurae.cli.arguments import COMMON, Argument
from aurae.cli.cell_limits import pair
from aurae.cli.container_calls import CONTAINER, ask
from aurae.cli.document import plain
from aurae.cli.images import title
from aurae.cli.output import show
from aurae.cli.table import printable
from aurae.client.calls import call
from aurae.proto.containers_grpc import ContainerServiceStub
from aurae.proto.containers_pb2 import CommitContainerRequest
from aurae.proto.images_pb2 import Image

ARGUMENTS = (
    CONTAINER,
    Argument(("image",), "What the image is called, such as web:2.", "REFERENCE"),
    Argument(("-a", "--author"), "Who made it.", "TEXT"),
    Argument(("-m", "--message"), "What it is.", "TEXT"),
    Argument(("-e", "--env"), "Set a variable in it. Repeatable.", "KEY=VALUE", pair, "append"),
    Argument(("-l", "--label"), "Set a label of it. Repeatable.", "KEY=VALUE", pair, "append"),
    Argument(("--entrypoint",), "Its entrypoint, a line; its command goes.", "LINE", shlex.split),
    Argument(("--command",), "Its command, a line.", "LINE", shlex.split),
    Argument(("-u", "--user"), "User that it runs as.", "USER"),
    Argument(("-w", "--workdir"), "Its working directory.", "DIR"),
    Argument(("--no-pause",), "Let it run on meanwhile: files may be caught half written."),
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """Make an image of what a container's root is now, and print its name and id."""

    async def commit(stub: ContainerServiceStub) -> Image:
        request = CommitContainerRequest(
            name=options.name,
            image=options.image,
            author=options.author or "",
            comment=options.message or "",
            no_pause=options.no_pause,
            env=dict(options.env),
            labels=dict(options.label),
            entrypoint=options.entrypoint or (),
            command=options.command or (),
            user=options.user,
            working_directory=options.workdir,
        )
        return (await call(stub.Commit, request, None)).image

    image = ask(options, commit)
    show(options, lambda: plain(image), lambda: f"{printable(title(image))}: {image.id}\n")
    return 0
