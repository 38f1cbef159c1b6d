"""The steps by which a container's first process gets a root of its own; see `wire.steps_container`.

It runs in new namespaces, with rights over those alone, and is not dumpable: mounts come as
descriptors, and every path below the root is opened as those inside will see it.
"""

from __future__ import annotations

import errno
import os

from aurae.linux import landlock, namespaces, ownership, privileges, root, seqpacket, tree
from aurae.spawn import helper, steps
from aurae.spawn.devices import FILE, FILE_TYPE, FOLDER
from aurae.wire import passwd, plan
from aurae.wire.steps_container import DEV, DIRECT, OPTIONAL, OWNED, ROOT
from aurae.wire.steps_rights import KEEPCAPS

HIDDEN = b"mode=0555,size=4k,nr_inodes=2"
LARGEST_ACCOUNTS = 4 * 1024 * 1024
"""Bytes of /etc/passwd or /etc/group that are read."""
PROFILE = b"thread-self/attr/apparmor/exec"
ATTRIBUTES = tree.NOSUID | tree.NODEV | tree.NOEXEC
EARLY = (plan.Outside, plan.Sysctl, plan.InterfaceUp, plan.Hostname, plan.Bounding)
"""Steps that need nothing of the helper's."""
SHIFT = 2
"""Flags of steps are MOUNT_ATTR_* so many places to the left."""


class Inside(steps.Taker):
    """Takes the steps of a container, and all others as ever."""

    __slots__ = (
        *("_handed", "_hidden", "_is_entered", "_line", "_new", "_null", "_nulls", "_owned"),
        *("_proc", "_root", "home"),
    )

    def __init__(
        self, leaf: int, channel: int, nulls: Sequence[int] = (), *, is_entered: bool
    ) -> None:
        """`channel` leads to the helper outside; -1 where the root is there already.

        `nulls` are the streams that are the machine's /dev/null until the container has its own.
        `is_entered`: in a container that others are in.
        """
        super().__init__(leaf)
        self._is_entered = is_entered
        self._nulls = nulls
        self._line: seqpacket.Socket | None = None
        if channel >= 0:
            self._line = seqpacket.opened(channel)
            self._line.setblocking(True)
        self._handed: list[int] = []
        self._hidden = self._null = -1
        self._new: dict[bytes, int] = {}
        self._owned: list[tuple[int, bytes]] = []
        self._root = self._proc = -1
        self.home = b""

    def prepare(self, items: Sequence[plan.Step]) -> None:
        """Wait for ids, and make what is new while the helper stacks layers."""
        if self._line is None:
            return
        if _heard(self._line, 0)[0] != helper.MAPPED:
            os._exit(steps.FAILED)  # the helper has said why
        be_root()
        namespaces.unshare(namespaces.CLONE_NEWCGROUP)  # it is in its leaf by now
        for item in items:
            if isinstance(item, plan.NewMount):
                self._new[item.target] = self._make(item)

    def finish(self) -> None:
        """Wait until the helper has done all that has to be done before execve."""
        if self._line is not None and _heard(self._line, 0)[0] != helper.DONE:
            os._exit(steps.FAILED)

    def _receive(self, line: seqpacket.Socket) -> None:
        """Take what the helper hands on."""
        word = helper.MORE
        while word.endswith(helper.MORE):
            word, fds = _heard(line, helper.MOST_AT_ONCE)
            self._handed += fds
        if word != helper.HANDED:
            os._exit(steps.FAILED)
        if self._nulls:
            # Whoever is inside could change owner and mode of the machine's own through it.
            null = tree.open_in(self._handed[DEV], b"null", direct=True, flags=os.O_RDWR)
            for number in self._nulls:
                os.dup2(null, number, inheritable=True)
            os.close(null)
        # The stone is under it from here on; a proc of our own was made before.
        self._root = self._handed[ROOT]
        place = tree.open_place(root.STEPPING_STONE, direct=True)
        tree.move(self._root, place)
        os.close(place)

    def take(self, item: plan.Step) -> None:  # type: ignore[explicit-override]  # costs memory
        """Take one step; OSError when it fails."""
        if not self._handed and self._line is not None and not isinstance(item, EARLY):
            self._receive(self._line)
        taken = INSIDE.get(type(item))
        if taken is None:
            super().take(item)
        else:
            taken(self, item)  # type: ignore[arg-type]  # of the kind it is looked up by

    def mount(self, item: plan.NewMount) -> None:
        """Put what was made in its place."""
        made = self._new.pop(item.target)
        self._put(made, item.target, item.flags)
        if item.kind == b"proc":
            self._proc = made
        else:
            os.close(made)

    def attach(self, item: plan.Attach) -> None:
        """Put what was handed on in its place."""
        if item.number >= len(self._handed):
            raise OSError(errno.EINVAL, "")
        handed = self._handed[item.number]
        self._put(handed, item.target, item.flags)
        if item.flags & OWNED:
            self._owned.append((handed, item.target))

    def mask(self, item: plan.Mask) -> None:
        """Cover a path of the container."""
        place = self._open(item.path, item.flags)
        if place < 0:
            return
        if _is_folder(place):
            cover = self._empty()
        else:
            if self._null < 0:
                # The helper made it, in a file system that only the two of us have seen.
                self._null = tree.open_in(self._handed[DEV], b"null", direct=True)
            cover = tree.clone(self._null, recursive=False)
        tree.move(cover, place)
        if cover != self._hidden:
            os.close(cover)
        os.close(place)

    def _empty(self) -> int:
        """Return an empty folder: all have one file system, the first of them is kept.

        What is kept is mounted soon: at the end of one that never was the kernel waits for all CPUs.
        """
        if self._hidden >= 0:
            return tree.clone(self._hidden, recursive=False)
        self._hidden = tree.new(b"tmpfs", HIDDEN, tree.RDONLY | ATTRIBUTES)
        return self._hidden

    def protect(self, item: plan.Protect) -> None:
        """Make a path read-only: a mount of its own over itself."""
        if item.path == b"/":
            tree.add_attributes(self._root, tree.RDONLY, recursive=False)
            return
        place = self._open(item.path, item.flags)
        if place < 0:
            return
        cover = tree.clone(place)
        tree.add_attributes(cover, tree.RDONLY)
        tree.move(cover, place)
        os.close(cover)
        os.close(place)

    def enter(self, _: plan.Enter) -> None:
        """Make the root that of this process and drop the host's."""
        root.pivot(self._root)

    def lock(self, _: plan.Lock) -> None:
        """Go to a root that is the same, with mounts that nobody here lifts."""
        assert self._line is not None
        seqpacket.send(self._line, helper.LOCK)
        word, fds = _heard(self._line, 1)
        if word != helper.LOCKED or not fds:
            os._exit(steps.FAILED)
        self._root = fds[0]
        root.pivot(self._root)
        self._owned = [(tree.open_in(self._root, path), path) for _, path in self._owned]

    def set_sysctl(self, item: plan.Sysctl) -> None:
        """Write a setting through the proc of its own that nobody else has seen."""
        path = b"sys/" + item.name
        proc = self._new.get(b"proc", -1)
        if proc < 0:
            proc = tree.open_in(self._root, b"proc", direct=True)
        fd = tree.open_in(proc, path, direct=True, flags=os.O_WRONLY)
        os.write(fd, item.value)
        os.close(fd)

    def set_hostname(self, item: plan.Hostname) -> None:
        """Set the host's name."""
        namespaces.set_names(item.name)

    def change_profile(self, item: plan.Profile) -> None:
        """Have execve change the profile: through the proc that was made here, whatever lies on /proc."""
        try:
            fd = tree.open_in(self._proc, PROFILE, flags=os.O_WRONLY)
        except FileNotFoundError:
            raise steps.Explained(errno.EOPNOTSUPP, "this kernel has no AppArmor") from None
        os.write(fd, b"exec " + item.name)
        os.close(fd)

    def write_below(self, item: plan.WriteBelow) -> None:
        """Give up the right to change files elsewhere."""
        places = [os.open(path, os.O_PATH | os.O_CLOEXEC) for path in item.paths]
        landlock.write_below_only(places)

    def skip(self, _: plan.Step) -> None:
        """Do nothing: somebody else takes it, or it was taken before."""

    def become(self, item: plan.Account) -> None:
        """Look a user up and become it."""
        users, groups = _content("/etc/passwd"), _content("/etc/group")
        try:
            found = passwd.resolve(item.user, item.group, item.groups, users, groups)
        except ValueError as error:
            raise steps.Explained(errno.EINVAL, str(error)) from None
        self.home = found.home
        for fd in (0, 1, 2):
            steps.lend(fd, found.uid)
        for owned, _ in self._owned:
            _give(owned, found.uid, found.gid)
        os.setgroups(found.groups)
        os.setresgid(found.gid, found.gid, found.gid)
        if found.uid and item.ambient:
            privileges.prctl(KEEPCAPS, 1)
        os.setresuid(found.uid, found.uid, found.uid)
        if not found.uid:
            permitted = item.permitted & privileges.capabilities()[1]
            privileges.set_capabilities(permitted, permitted, item.ambient)
        elif item.ambient:
            privileges.set_capabilities(item.ambient, item.ambient, item.ambient)
        if item.ambient:
            privileges.raise_ambient(item.ambient)
        privileges.prctl(privileges.PR_SET_DUMPABLE, 0)  # fs.suid_dumpable may have been 1

    def go_to(self, item: plan.Chdir) -> None:
        """Go to a folder; in a container that runs over no link of /proc, which is no path of its root."""
        if not self._is_entered:
            os.chdir(item.path)
            return
        top = os.open("/", os.O_PATH | os.O_CLOEXEC)
        place = tree.open_in(top, item.path)
        os.fchdir(place)
        os.close(place)
        os.close(top)

    def work_in(self, item: plan.Workdir) -> None:
        """Go to a folder, which is made if it is missing."""
        place = self._reach(item.path.strip(b"/"), FOLDER, os.open("/", os.O_PATH | os.O_CLOEXEC))
        os.fchdir(place)
        os.close(place)

    def _make(self, item: plan.NewMount) -> int:
        attributes = item.flags >> SHIFT & (ATTRIBUTES | tree.RDONLY)
        return tree.new(item.kind, item.options, attributes)

    def _put(self, what: int, target: bytes, flags: int) -> None:
        place = self._open(target, flags, like=what)
        tree.move(what, place)
        os.close(place)

    def _open(self, path: bytes, flags: int, like: int = -1) -> int:
        """Open a path below the root, made if it is missing and like something; -1 for none."""
        direct = bool(flags & DIRECT)
        try:
            found = tree.open_in(self._root, path, direct=direct)
            if direct or self._proc < 0 or os.fstat(found).st_dev != os.fstat(self._proc).st_dev:
                return found
            # Masks are yet to come there, and what is asked for there is refused (CVE-2019-19921).
            raise steps.Explained(errno.ELOOP, "a link of the image leads into /proc")
        except OSError as error:
            missing = error.errno in (errno.ENOENT, errno.ENOTDIR)
            if missing and flags & OPTIONAL:
                return -1
            if error.errno != errno.ENOENT or like < 0:
                raise
        kind = FOLDER if _is_folder(like) else 0
        return self._reach(path.strip(b"/"), kind, os.dup(self._root))

    def _reach(self, path: bytes, kind: int, top: int) -> int:
        """Open a path below a root, and make what is missing of it: folders, last a file if it is none."""
        before = os.umask(0o022)
        parts = [part for part in path.split(b"/") if part]
        at = top
        for depth in range(1, len(parts) + 1):
            part = b"/".join(parts[:depth])
            try:
                found = tree.open_in(top, part)
            except FileNotFoundError:
                if depth < len(parts) or kind == FOLDER:
                    os.mkdir(parts[depth - 1], 0o755, dir_fd=at)
                else:
                    os.mknod(parts[depth - 1], 0o644, dir_fd=at)
                found = tree.open_in(top, part)
            if at != top:
                os.close(at)
            at = found
        os.umask(before)
        return at


def tell(channel: int, word: bytes) -> None:
    """Tell the helper how far this is: ENTERED, namespaces of a reaper, or RESTORED."""
    end = seqpacket.opened(channel)
    try:
        seqpacket.send(end, word)
    except BrokenPipeError:
        pass  # it has said why it has ended
    end.detach()


def be_root() -> None:
    """Be root of the user namespace that was entered, and of no other."""
    os.setgroups([])
    os.setresgid(0, 0, 0)
    os.setresuid(0, 0, 0)
    privileges.prctl(privileges.PR_SET_DUMPABLE, 0)  # fs.suid_dumpable may have been 1


def _heard(line: seqpacket.Socket, most: int) -> tuple[bytes, list[int]]:
    """Return a word of the helper's with at most so many descriptors; an empty one where it has ended."""
    try:
        return seqpacket.receive(line, 16, most)
    except ConnectionResetError:  # it has not read all that was told it
        return b"", []


def _is_folder(fd: int) -> bool:
    return os.fstat(fd).st_mode & FILE_TYPE == FOLDER


def _content(path: str) -> bytes:
    """Return what is in a file of the image; nothing where there is no such file."""
    try:
        # Whatever it is, it must not hold this up.
        fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    except OSError:
        return b""
    try:
        found = os.fstat(fd)
        if found.st_mode & FILE_TYPE != FILE:
            return b""
        if found.st_size > LARGEST_ACCOUNTS:
            raise steps.Explained(errno.EFBIG, f"{path} is too large")
        chunks, left = [], found.st_size + 1  # nothing may come where the end should be
        while left and (chunk := os.read(fd, left)):
            chunks.append(chunk)
            left -= len(chunk)
        return b"".join(chunks)
    finally:
        os.close(fd)


def _give(tree_fd: int, uid: int, gid: int) -> None:
    """Have files that were made for the container belong to its user, and change no more."""
    if _is_folder(tree_fd):
        folder = tree.open_in(tree_fd, b".", flags=os.O_RDONLY | os.O_DIRECTORY)
        for name in os.listdir(folder):
            os.chown(name, uid, gid, dir_fd=folder, follow_symlinks=False)
        os.fchown(folder, uid, gid)
        os.close(folder)
    else:
        ownership.chown(tree_fd, uid, gid)
    tree.add_attributes(tree_fd, tree.RDONLY)


TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Never

    Way = Callable[[Inside, Never], None]  # each takes its own kind of step

INSIDE: dict[type, Way] = {
    plan.NewMount: Inside.mount,
    plan.Attach: Inside.attach,
    plan.Mask: Inside.mask,
    plan.Protect: Inside.protect,
    plan.Enter: Inside.enter,
    plan.Lock: Inside.lock,
    plan.Sysctl: Inside.set_sysctl,
    plan.Hostname: Inside.set_hostname,
    plan.Account: Inside.become,
    plan.Workdir: Inside.work_in,
    plan.Profile: Inside.change_profile,
    plan.WriteBelow: Inside.write_below,
    plan.Chdir: Inside.go_to,
    plan.Outside: Inside.skip,
    plan.Lend: Inside.skip,
}
