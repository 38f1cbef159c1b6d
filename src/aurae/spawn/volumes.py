"""What the helper takes of the host for a container, and what of it the container must not see.

Theory. A volume may hold folders of the daemon: somebody binds `/`, or another mount of the same file
system. Paths do not tell: so what a mount shows of which file system is compared (mountinfo). What lies
in a folder of the daemon is refused; what holds one gets an empty folder over it.
"""

from __future__ import annotations

import errno
import os

from aurae.linux import tree
from aurae.spawn import steps
from aurae.wire import mountinfo, steps_container
from aurae.wire.mountinfo import below

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aurae.wire.mountinfo import Mounted

ATTRIBUTES = {
    steps_container.READ_ONLY: tree.RDONLY,
    steps_container.NO_SET_IDS: tree.NOSUID,
    steps_container.NO_DEVICES: tree.NODEV,
}
EMPTY = b"mode=0555,size=4k,nr_inodes=3"
QUIET = tree.RDONLY | tree.NOSUID | tree.NODEV | tree.NOEXEC
HOLDS = "it holds folders of the daemon"


class Withheld:
    """Folders that no volume shows."""

    __slots__ = ("_paths",)

    def __init__(self) -> None:
        """Begin with none."""
        self._paths: list[bytes] = []

    def add(self, paths: Iterable[bytes]) -> None:
        """Note folders; one that is missing hides nothing."""
        self._paths += paths

    def refuse(self, path: bytes) -> None:
        """Raise Explained for a path in one of these folders, be there something or not."""
        for own in self._paths:
            if below(path, os.path.realpath(own)) is not None:
                raise steps.Explained(errno.EPERM, "it belongs to the daemon")

    def within(self, place: int, *, recursive: bool) -> list[bytes]:
        """Return where below an opened source a folder of the daemon is to be seen.

        Raises Explained where the source is one, or lies in one.
        """
        if not self._paths:
            return []
        mounts = mountinfo.parse(_content(b"/proc/self/mountinfo"))
        known = {mount.ident: mount for mount in mounts}
        path, mount = _seen(place, known)
        found: list[bytes] = []
        for device, inner in _own(self._paths, known):
            found += _covered(mount, b"", _inner(mount, path), device, inner)
            if not recursive:
                continue
            for other in mounts:
                under = below(other.point, path)
                if under and other.ident != mount.ident:
                    found += _covered(other, under, other.root, device, inner)
        return found


def opened(source: bytes, inner: bytes, *, make: bool) -> int:
    """Open what becomes a volume; with `make` a missing folder is made.

    Links on the way to `source` are the host's, and followed. Those below it may be anybody's who
    writes there: over no link at all, so that who writes in one folder of a volume is not led to another.
    """
    if make:
        os.makedirs(source, exist_ok=True)
    at = os.open(source, os.O_PATH | os.O_CLOEXEC)
    parts = inner.split(b"/") if inner else []
    for part in parts if make else [inner] * bool(inner):
        at = _next(at, part, make=make)
    return at


def give(volume: int, flags: int) -> None:
    """Make a volume read-only and the like, as flags of its step say."""
    deep = 0
    for flag, attribute in ATTRIBUTES.items():
        deep |= attribute if flags & flag else 0
    if flags & steps_container.RECURSIVE_READ_ONLY:
        deep |= tree.RDONLY
    elif deep & tree.RDONLY:
        deep &= ~tree.RDONLY
        tree.add_attributes(volume, tree.RDONLY, recursive=False)
    if deep:
        tree.add_attributes(volume, deep)


def cover(top: int, places: Iterable[bytes]) -> int:
    """Mount something empty over places below a mounted volume; return a clone of all that."""
    folder = tree.new(b"tmpfs", EMPTY, tree.NOSUID | tree.NODEV | tree.NOEXEC)
    os.close(os.open("file", os.O_CREAT | os.O_WRONLY | os.O_CLOEXEC, 0o444, dir_fd=folder))
    os.mkdir("folder", 0o555, dir_fd=folder)
    for path in places:
        try:
            place = tree.open_beneath(top, path) if path else os.dup(top)
        except FileNotFoundError:
            continue  # it is under another mount
        is_folder = os.fstat(place).st_mode & steps.FILE_TYPE == steps.FOLDER
        like = tree.open_beneath(folder, b"folder" if is_folder else b"file")
        empty = tree.clone(like, recursive=False)
        tree.add_attributes(empty, QUIET, recursive=False)
        tree.move(empty, place)
        for fd in (place, like, empty):
            os.close(fd)
    os.close(folder)
    return tree.clone(top)


def _next(at: int, path: bytes, *, make: bool) -> int:
    """Open what is below a folder, and close the folder."""
    try:
        if make:
            try:
                os.mkdir(path, 0o755, dir_fd=at)
            except FileExistsError:
                pass
        return tree.open_beneath(at, path)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise steps.Explained(errno.ELOOP, "a symbolic link is on the way below it") from None
        raise
    finally:
        os.close(at)


def _own(paths: list[bytes], known: dict[int, Mounted]) -> Iterator[tuple[bytes, bytes]]:
    """Give the file systems that folders of the daemon are on, and their paths there."""
    for path in paths:
        try:
            place = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except (FileNotFoundError, NotADirectoryError):
            continue
        try:
            seen, mount = _seen(place, known)
        finally:
            os.close(place)
        yield mount.device, _inner(mount, seen)


def _seen(place: int, known: dict[int, Mounted]) -> tuple[bytes, Mounted]:
    """Return where an opened file is seen, and the mount that shows it."""
    for line in _content(b"/proc/self/fdinfo/%d" % place).splitlines():
        name, _, value = line.partition(b":")
        if name == b"mnt_id" and int(value) in known:
            return os.readlink(b"/proc/self/fd/%d" % place), known[int(value)]
    raise steps.Explained(errno.ESTALE, "nobody knows where it is mounted")


def _inner(mount: Mounted, path: bytes) -> bytes:
    """Return what a path that a mount shows is on its file system."""
    rest = below(path, mount.point) or b""
    root: bytes = mount.root
    return root.rstrip(b"/") + b"/" + rest if rest else root


def _covered(mount: Mounted, under: bytes, shown: bytes, device: bytes, own: bytes) -> list[bytes]:
    """Return where a folder of the daemon is seen in what `mount` shows of its file system: `shown`.

    `under` is where that is in the volume; empty is the volume itself.
    """
    if mount.device != device:
        return []
    if below(shown, own) is not None:
        if not under:
            raise steps.Explained(errno.EPERM, "it belongs to the daemon")
        return [under]
    rest = below(own, shown)
    return [] if rest is None else [under + b"/" * bool(under) + rest]


def _content(path: bytes) -> bytes:
    fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        chunks = []
        while chunk := os.read(fd, 65536):
            chunks.append(chunk)
        return b"".join(chunks)
    finally:
        os.close(fd)
