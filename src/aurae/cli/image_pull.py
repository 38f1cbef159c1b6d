"""`aer image pull`: pulls an image from its registry."""

import argparse
import asyncio

from aurae.cli.arguments import COMMON, Argument
from aurae.cli.document import plain
from aurae.cli.image_calls import LAYERS, REFERENCE, goes_on, layer_form
from aurae.cli.images import title
from aurae.cli.output import show
from aurae.cli.pull_bars import shower
from aurae.cli.session import connect
from aurae.cli.table import printable
from aurae.client.calls import Patience, stream
from aurae.client.errors import ClientError, UnreachableError
from aurae.proto import images_pb2 as api
from aurae.proto.images_grpc import ImageServiceStub

POLICIES: "dict[str, api.PullPolicy.ValueType]" = {
    "always": api.PULL_POLICY_ALWAYS,
    "if-missing": api.PULL_POLICY_IF_MISSING,
    "never": api.PULL_POLICY_NEVER,
}
ARGUMENTS = (
    REFERENCE,
    Argument(
        ("--platform",), "Such as linux/arm64; what suits the machine best when not given.", "PLATFORM"
    ),
    Argument(("--force-platform",), "Take an image that is for another platform, too."),
    Argument(
        ("--policy",), "When to ask the registry; always when not given.", "POLICY",
        choices=tuple(POLICIES),
    ),
    LAYERS,
    Argument(("-q", "--quiet"), "Do not show how far it is."),
    *COMMON,
)  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Pull an image, showing on standard error how far it is, and print its name and id."""
    image = asyncio.run(_pull(options))
    show(options, lambda: plain(image), lambda: f"{printable(title(image))}: {image.id}\n")
    return 0


async def _pull(options: argparse.Namespace) -> api.Image:
    """Pull; when the daemon's server restarts meanwhile, go on with the next one."""
    request = api.PullImageRequest(
        name=options.name,
        platform=options.platform or "",
        force_platform=options.force_platform,
        policy=POLICIES[options.policy or "always"],
        layers=layer_form(options),
    )
    patience = Patience()
    known = False
    shown = shower()
    while True:
        try:
            async with connect(options) as channel:
                async for reply in stream(ImageServiceStub(channel).Pull, request):
                    known = True
                    patience.success()
                    if reply.HasField("image"):
                        return reply.image
                    if not options.quiet:
                        shown.show(reply.layers)
            raise UnreachableError("cannot finish Pull: the daemon ended the answer")
        except ClientError as error:
            # Where there was no daemon to begin with, there is nothing to wait for.
            known = known or not str(error).startswith("cannot reach ")
            if not known or not goes_on(error):
                raise
            await patience.bear(error)
