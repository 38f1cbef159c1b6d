"""What the commands of images share."""

import argparse
from collections.abc import Awaitable, Callable
from typing import TypeVar

from aurae.cli import session
from aurae.cli.arguments import Argument
from aurae.client.errors import ClientError, UnreachableError
from aurae.proto import images_pb2 as api
from aurae.proto.images_grpc import ImageServiceStub

Reply = TypeVar("Reply")

IMAGE = Argument(
    ("image",), "Name, id or beginning of an id of the image, such as alpine:3.", "IMAGE"
)
IMAGES = Argument(("image",), "Names, ids or beginnings of ids of the images.", "IMAGE", many="+")
REFERENCE = Argument(
    ("name",), "Name of the image, such as alpine, ghcr.io/a/b:1 or a/b@sha256:...", "REFERENCE"
)
FORMS: "dict[str, api.LayerForm.ValueType]" = {
    "folder": api.LAYER_FORM_FOLDER,
    "erofs": api.LAYER_FORM_EROFS,
    "flat": api.LAYER_FORM_FLAT,
}
LAYERS = Argument(
    ("--layers",),
    "What layers are to be besides folders: each an erofs image (erofs), or one of all (flat).",
    "FORM",
    choices=tuple(FORMS),
)


def layer_form(options: argparse.Namespace) -> "api.LayerForm.ValueType":
    """Return what `--layers` says."""
    return FORMS[options.layers or "folder"]


def ask(
    options: argparse.Namespace, question: Callable[[ImageServiceStub], Awaitable[Reply]]
) -> Reply:
    """Ask ImageService something. Raises ClientError."""
    return session.ask(options, ImageServiceStub, question)


def goes_on(error: ClientError) -> bool:
    """Say whether the daemon is at fault: a registry that is away was waited for by the daemon."""
    return isinstance(error, UnreachableError) or str(error).endswith("the server ends")
