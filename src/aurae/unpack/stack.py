"""The root of a container, as a tree that is mounted nowhere: what runs, or what is put together anew.

Theory. All of it is done with the rights of the host, in a mount namespace that is this process' own and that
no container ever sees, before a byte of the container is read. What runs is cloned out of the
container's own mount namespace: the same files, but from then on the container can neither mount
anything there nor take anything away. What does not run is stacked as a start does it, for readers
with all that was written as one more read-only layer.
"""

from __future__ import annotations

import errno
import os
import stat

from aurae.linux import erofs, mount, namespaces, root, tree
from aurae.wire.container_files import IDMAPPED, MERGED, PUT, RUNNING

OPTIONS = "index=off,metacopy=off,redirect_dir=off"
SCRATCH = b"mode=0755,size=1m,nr_inodes=2k"
QUIET = tree.NOSUID | tree.NODEV | tree.NOEXEC | tree.NOSYMFOLLOW
UPPER, LOWER, BOTH, NOTHING, PLACE = "u", "l", "m", "e", "p"

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aurae.wire.container_files import Order


class Stack:
    """Mounts of one container, in a mount namespace that must be new and nobody else's."""

    __slots__ = ("_here", "_order", "_pidfd", "_scratch", "_user")

    def __init__(self, order: Order, pidfd: int, user: int) -> None:
        """`pidfd` is the first process of what runs, `user` a user namespace with its ids; -1 where there is none."""
        self._order, self._pidfd, self._user = order, pidfd, user
        self._here = os.open("/proc/self/ns/mnt", os.O_RDONLY | os.O_CLOEXEC)
        mount.mount("none", "/", flags=mount.REC | mount.SLAVE)
        self._scratch = tree.new(b"tmpfs", SCRATCH, QUIET)
        place = tree.open_place(root.STEPPING_STONE, direct=True)
        tree.move(self._scratch, place)
        os.close(place)

    def merged(self) -> int:
        """Return what is to be seen in the container, as a tree for its root. Raises OSError."""
        order = self._order
        if order.flags & RUNNING:
            made = self._running(recursive=not order.flags & MERGED)
        else:
            made = self._stacked(is_written=order.what == PUT)
        quiet = QUIET if order.what == PUT else QUIET | tree.RDONLY
        tree.add_attributes(made, quiet)
        return made

    def parted(self) -> int:
        """Return a tree with what was written, the layers, and both as they are seen, as folders of their own."""
        upper = tree.open_place(self._order.folder + b"/upper", direct=True)
        self._place(UPPER, tree.clone(upper, recursive=False))
        os.close(upper)
        layers = self._layers()
        self._place(LOWER, self._overlay(layers))
        if self._order.flags & RUNNING:
            both = self._running(recursive=False)
        else:
            both = self._overlay([UPPER, *layers])
        self._place(BOTH, both)
        made = tree.clone(self._scratch)
        tree.add_attributes(made, QUIET | tree.RDONLY)
        return made

    def close(self) -> None:
        """Close all descriptors."""
        os.close(self._here)
        os.close(self._scratch)

    def _running(self, *, recursive: bool) -> int:
        namespaces.setns(self._pidfd, namespaces.CLONE_NEWNS)
        top = os.open("/", os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
        made = tree.clone(top, recursive=recursive)
        os.close(top)
        namespaces.setns(self._here, namespaces.CLONE_NEWNS)
        tree.propagate(made, tree.PRIVATE)
        return made

    def _stacked(self, *, is_written: bool) -> int:
        upper = tree.open_place(self._order.folder, direct=True)
        self._place(UPPER, tree.clone(upper, recursive=False))
        os.close(upper)
        layers = self._layers()
        if is_written:
            return self._overlay(layers, f",upperdir={UPPER}/upper,workdir={UPPER}/work")
        return self._overlay([f"{UPPER}/upper", *layers])

    def _layers(self) -> list[str]:
        """Put the layers into the scratch file system; returns their names there, the highest first."""
        names = []
        for number, layer in enumerate(reversed(self._order.layers)):
            place = tree.open_place(layer[1:], direct=True)
            made = _layer(place, layer[1:])
            os.close(place)
            tree.propagate(made, tree.PRIVATE)
            if layer[:1] == IDMAPPED and self._user >= 0:
                _idmap(made, self._user)
            names.append(f"{number}")
            self._place(names[-1], made)
        return names

    def _overlay(self, names: list[str], more: str = "") -> int:
        """Return an overlay of folders of the scratch file system, the highest first."""
        if not more and len(names) <= 1:
            # overlayfs wants two where nothing is written.
            self._make(NOTHING)
            return self._cloned(names[0] if names else NOTHING)
        self._make(NOTHING)
        self._make(PLACE)
        os.fchdir(self._scratch)
        lower = ":".join(names) or NOTHING
        mount.mount("overlay", PLACE, "overlay", 0, f"lowerdir={lower},{OPTIONS}{more}")
        made = self._cloned(PLACE)
        root.leave(os.fsencode(PLACE))
        return made

    def _cloned(self, name: str) -> int:
        place = os.open(name, os.O_PATH | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=self._scratch)
        made = tree.clone(place, recursive=False)
        os.close(place)
        return made

    def _make(self, name: str) -> None:
        try:
            os.mkdir(name, 0o755, dir_fd=self._scratch)
        except FileExistsError:
            pass

    def _place(self, name: str, what: int) -> None:
        self._make(name)
        place = os.open(name, os.O_PATH | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=self._scratch)
        tree.move(what, place)
        os.close(place)
        os.close(what)


def _layer(place: int, path: bytes) -> int:
    """Return the tree of a layer: a folder, or a file that is an image of erofs."""
    if stat.S_ISDIR(os.fstat(place).st_mode):
        return tree.clone(place, recursive=False)
    image = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        made: int = erofs.mounted(image).tree
        return made
    finally:
        os.close(image)


def _idmap(layer: int, user: int) -> None:
    try:
        tree.idmap(layer, user)
    except OSError as error:
        if error.errno == errno.EINVAL:
            raise OSError(
                errno.EOPNOTSUPP, "the file system of a layer has no idmapped mounts"
            ) from None
        raise
