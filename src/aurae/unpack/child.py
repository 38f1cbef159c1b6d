"""The child that unpacks one layer: it confines itself, reads, writes, answers and ends."""

from __future__ import annotations

import os

from aurae.unpack import confinement
from aurae.unpack.failure import Broken, Unfit
from aurae.unpack.folders import Folders
from aurae.unpack.shifted import ShiftedFolders, ShiftedWriter
from aurae.unpack.source import Source
from aurae.unpack.writer import Writer
from aurae.wire import unpacking

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn

    from aurae.wire.unpacking import OrderBody


def become(order: OrderBody, layer: int, tree: int, answer: int, program: bytes) -> NoReturn:
    """Unpack the file `layer` into `tree`, tell the pipe `answer` how it went, and end. Never returns."""
    run(answer, lambda: _unpacked(order, layer, tree, answer, program))


def run(answer: int, work: Callable[[], bytes]) -> NoReturn:
    """Do the work, tell the pipe `answer` what it returns or how it failed, and end.

    Never returns, and lets no exception reach the frames of its parent.
    """
    status = 1
    try:
        _say(answer, work())
        status = 0
    except Unfit as failure:
        said = unpacking.failed(str(failure), failure.number)
        _say(answer, unpacking.frame(unpacking.REFUSED, said))
    except Broken as failure:
        said = unpacking.failed(str(failure), failure.number)
        _say(answer, unpacking.frame(unpacking.BROKEN, said))
    except MemoryError:
        text = f"it takes more than {confinement.MEMORY} bytes of memory"
        _say(answer, unpacking.frame(unpacking.REFUSED, unpacking.failed(text)))
    except BaseException as error:  # noqa: BLE001  nothing may unwind into the parent's frames
        text = f"{type(error).__name__}: {error}"
        _say(answer, unpacking.frame(unpacking.BROKEN, unpacking.failed(text)))
    finally:
        os._exit(status)


def _unpacked(order: OrderBody, layer: int, tree: int, answer: int, program: bytes) -> bytes:
    try:
        confinement.drop_descriptors({layer, tree, answer})
        top = confinement.enter(tree, program, order.size, order.seconds)
    except OSError as error:
        raise Broken(f"cannot confine the process that unpacks: {error.strerror}") from None
    source = Source(layer, order.size, order.ratio)
    if order.shift:
        folders = ShiftedFolders(top, order.shift)
        writer: Writer = ShiftedWriter(source, folders, order.entries, order.shift)
    else:
        writer = Writer(source, Folders(top), order.entries)
    try:
        writer.write()
    except OSError as error:
        raise Broken(f"cannot read the layer: {error.strerror}", error.errno or 0) from None
    said = [
        unpacking.frame(unpacking.OPAQUE, b"/".join(where))
        for where in sorted(writer.folders.opaque)
    ]
    made = writer.made
    done = unpacking.DONE_BODY.pack(
        *(source.digest, source.size, writer.count, source.read, made.disk, made.inodes)
    )
    done += unpacking.implied(writer.folders.implied())
    said.append(unpacking.frame(unpacking.ENDED, done))
    if sum(map(len, said)) > unpacking.FRAMES_LIMIT:
        raise Unfit("it has too many opaque folders")
    return b"".join(said)


def _say(answer: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(answer, view) :]
