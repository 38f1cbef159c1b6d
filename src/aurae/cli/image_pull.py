"""`aer image pull`: pulls an image from its registry."""

import argparse
import asyncio

from aurae.cli.arguments import COMMON, Argument
from aurae.cli.document import plain
from aurae.cli.image_calls import LAYERS, REFERENCE, layer_form
from aurae.cli.images import title
from aurae.cli.output import show
from aurae.cli.pulling import pull
from aurae.cli.table import printable
from aurae.proto import images_pb2 as api

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
    request = api.PullImageRequest(
        name=options.name,
        platform=options.platform or "",
        force_platform=options.force_platform,
        policy=POLICIES[options.policy or "always"],
        layers=layer_form(options),
    )
    image = asyncio.run(pull(options, request))
    show(options, lambda: plain(image), lambda: f"{printable(title(image))}: {image.id}\n")
    return 0
