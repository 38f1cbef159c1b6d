"""Pulls an image, showing on standard error how far it is."""

import argparse

from aurae.cli.image_calls import goes_on
from aurae.cli.pull_bars import shower
from aurae.cli.session import connect
from aurae.client.calls import Patience, stream
from aurae.client.errors import ClientError, UnreachableError
from aurae.proto import images_pb2 as api
from aurae.proto.images_grpc import ImageServiceStub


async def pull(options: argparse.Namespace, request: api.PullImageRequest) -> api.Image:
    """Pull; when the daemon's server restarts meanwhile, go on with the next one."""
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
