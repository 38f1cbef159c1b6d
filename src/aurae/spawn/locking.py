"""Has the mounts of a container locked, so that its own root cannot lift them, nor take back what they forbid.

Theory. What one user namespace mounts in its own mount namespace, its root may unmount, and may remount
writable. The kernel locks what comes into a mount namespace from one of another user namespace
(mount_namespaces(7)): by a copy of the whole namespace, or by propagation. The latter is used here: a
folder of a namespace of the host is shared with the container's; the container's tree is mounted there on the host's
side, and what arrives on the other has all its parts and their flags locked. It becomes the root.
"""

from __future__ import annotations

import os

from aurae.linux import mount, namespaces, root, tree

PLACE = b"root"
OPTIONS = b"mode=0700,size=4k,nr_inodes=4"


def host() -> int:
    """Return a descriptor of this mount namespace, which is the host's."""
    return os.open("/proc/self/ns/mnt", os.O_RDONLY | os.O_CLOEXEC)


def locked(host_fd: int, pidfd: int, top: int) -> int:
    """Return a descriptor of a locked copy of a container's root, mounted in its mount namespace.

    `top` is that root, where the process of `pidfd` is; this process is in its mount namespace, and so it is
    afterwards. No path of the container is followed.
    """
    whole = tree.clone(top)
    namespaces.setns(host_fd, namespaces.CLONE_NEWNS)
    namespaces.unshare(namespaces.CLONE_NEWNS)
    mount.mount("none", "/", flags=mount.REC | mount.PRIVATE)
    own = host()
    shared = tree.new(b"tmpfs", OPTIONS, tree.NOSUID | tree.NODEV | tree.NOEXEC)
    os.mkdir(PLACE, 0o700, dir_fd=shared)
    _move(shared, tree.open_place(root.STEPPING_STONE, direct=True))
    tree.propagate(shared, tree.SHARED)
    peer = tree.clone(shared, recursive=False)
    namespaces.setns(pidfd, namespaces.CLONE_NEWNS)
    _move(peer, tree.open_in(top, b"proc", direct=True))
    tree.propagate(peer, tree.SLAVE)
    namespaces.setns(own, namespaces.CLONE_NEWNS)
    _move(whole, tree.open_in(shared, PLACE, direct=True))
    namespaces.setns(pidfd, namespaces.CLONE_NEWNS)
    found = tree.open_in(peer, PLACE, direct=True)
    for fd in (whole, own, shared, peer):
        os.close(fd)
    return found


def _move(what: int, place: int) -> None:
    tree.move(what, place)
    os.close(place)
