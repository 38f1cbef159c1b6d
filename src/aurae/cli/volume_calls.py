"""What the commands of volumes share."""

import argparse
import re
from collections.abc import Awaitable, Callable
from typing import TypeVar

from aurae.cli import session
from aurae.cli.arguments import Argument
from aurae.cli.cell_limits import pair, size_argument
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.table import printable
from aurae.proto import volumes_pb2 as api
from aurae.proto.volumes_grpc import VolumeServiceStub

T = TypeVar("T")

VOLUME = Argument(("name",), "Name of the volume, such as data.", "VOLUME")
VOLUMES = Argument(("name",), "Names of the volumes, such as data.", "VOLUME", many="+")


def octal(text: str) -> int:
    """Read a mode such as `0755`; for the command line."""
    if not re.fullmatch(r"[0-7]{1,5}", text, re.ASCII):
        raise argparse.ArgumentTypeError(f"{text!r} is no mode such as 0755")
    return int(text, 8)


LABELS = Argument(("-l", "--label"), "Set a label. Repeatable.", "KEY=VALUE", pair, "append")
SPEC = (
    Argument(
        ("-s", "--size"), "Bytes that it can have at most, such as 10GiB; no limit when not given.", "SIZE",
        size_argument,
    ),
    Argument(("--uid",), "Owner of its top folder, as a number inside.", "UID", int),
    Argument(("--gid",), "Group of its top folder, as a number inside.", "GID", int),
    Argument(("--mode",), "Mode of its top folder, such as 0750.", "MODE", octal),
    LABELS,
)  # fmt: skip
"""What may be asked of a new volume."""


def spec_of(options: argparse.Namespace, name: str) -> api.VolumeSpec:
    """Return what is asked of a new volume."""
    return api.VolumeSpec(
        name=name,
        size=options.size or 0,
        uid=options.uid,
        gid=options.gid,
        mode=options.mode,
        labels=dict(options.label),
    )


def ask(options: argparse.Namespace, question: Callable[[VolumeServiceStub], Awaitable[T]]) -> T:
    """Ask VolumeService something. Raises ClientError."""
    return session.ask(options, VolumeServiceStub, question)


def show_one(options: argparse.Namespace, volume: api.Volume) -> None:
    """Show a volume that was made or changed: its name, or all of it."""
    show(options, lambda: plain(volume), lambda: f"{printable(volume.spec.name)}\n")
