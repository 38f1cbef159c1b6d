"""`aer image scrub`: reads what is kept of images again, and repairs it."""

import argparse
import asyncio
import sys
from collections import Counter

from aurae.cli.arguments import COMMON, Argument
from aurae.cli.document import enum_name, plain
from aurae.cli.output import show
from aurae.cli.session import connect
from aurae.cli.table import printable
from aurae.cli.units import bytes_text, used_text
from aurae.client.calls import stream
from aurae.proto import images_pb2 as api
from aurae.proto.images_grpc import ImageServiceStub

ARGUMENTS = (
    Argument(("image",), "Name or id of an image; everything when not given.", "IMAGE", many="?"),
    Argument(("--check",), "Only tell what is damaged or missing; fetch nothing."),
    *COMMON,
)

_WELL = (api.BLOB_STATE_SOUND, api.BLOB_STATE_REPAIRED, api.BLOB_STATE_DISCARDED)


def run(options: argparse.Namespace) -> int:
    """Read every blob; exits with 1 when something is damaged or missing and was not repaired."""
    found = asyncio.run(_scrub(options))
    show(options, lambda: [plain(blob) for blob in found], lambda: _text(found))
    return 0 if all(blob.state in _WELL for blob in found) else 1


async def _scrub(options: argparse.Namespace) -> list[api.ScrubImagesResponse]:
    request = api.ScrubImagesRequest(name=options.image or "", check_only=options.check)
    found: list[api.ScrubImagesResponse] = []
    async with connect(options) as channel:
        async for blob in stream(ImageServiceStub(channel).Scrub, request):
            found.append(blob)
            if sys.stderr.isatty():
                text = f"\r{used_text(blob.done, blob.total)} read\x1b[K"
                print(text, end="", file=sys.stderr, flush=True)
    if found and sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
    return found


def _text(found: list[api.ScrubImagesResponse]) -> str:
    lines = []
    for blob in found:
        if blob.state not in (api.BLOB_STATE_SOUND, api.BLOB_STATE_DISCARDED):
            why = f": {blob.why}" if blob.why else ""
            lines.append(printable(f"{blob.digest}: {_word(blob.state)}{why}") + "\n")
    counts = Counter(_word(blob.state) for blob in found)
    told = ", ".join(f"{count} {word}" for word, count in counts.items()) or "nothing is here"
    size = bytes_text(sum(blob.size for blob in found))
    return "".join(lines) + f"{told} ({size})\n"


def _word(state: "api.BlobState.ValueType") -> str:
    return enum_name(api.BlobState.DESCRIPTOR, state)
