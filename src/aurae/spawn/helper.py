"""What the helper of a container's start does, step by step; see `outside`."""

from __future__ import annotations

import errno
import os
import resource
import struct

from aurae.linux import bpf, mount, namespaces, priority, seqpacket, tree
from aurae.spawn import devices, locking, steps, volumes
from aurae.wire import plan, steps_container

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Never


MAPPED, HANDED = b"m", b"h"
"""What it says: ids are mapped; here are mounts, the last ones with nothing behind the word."""
DONE = b"d"
"""Now all is done that has to be before execve."""
BORN = struct.Struct("<II")
"""What init says, with a pidfd: the pids of the child, and of a reaper whose users it has, or 0."""
LATE = (plan.DeviceProgram, plan.Lock)
"""Steps that nothing waits for but execve."""
LOCK, LOCKED = b"l", b"L"
"""What it hears of a child whose mounts are complete, and says with its new root."""
RESTORED = b"r"
"""What it hears of a child that has the limits again which init was started with."""
MORE = b"+"
ENTERED = b"e"
"""What it hears of a child that enters namespaces of a reaper: it has."""
MOST_AT_ONCE = 200
"""Descriptors in one message; the kernel takes 253 (SCM_MAX_FD)."""
QUIET = tree.NOSUID | tree.NODEV | tree.NOEXEC
SCRATCH = b"mode=0700,size=16m,nr_inodes=16k"
DEVICES = "mode=0755,size=64k,nr_inodes=4k,uid={0},gid={0}"
OVERLAY = "index=off,metacopy=off,redirect_dir=off"
"""So that the upper folder is the difference and nothing else, whatever the machine's default is."""
FOLDERS = ("pts", "shm", "mqueue")


class Order:
    """What a helper works on: the child, by pid and pidfd, and the `channel` to it; -1 is none.

    `users` is the pid of a reaper, whose user namespace the child enters; 0 for one of its own.
    `stdio` become the streams of the child, `terminal` is the pty that they may be; `leaf` is the
    cgroup, `plan` the memory file, `status` the pipe to init, `mounts` the mount namespace of a pod;
    `seconds` is how long this may take, `notes` where the pages are noted that it has written.
    """

    __slots__ = (
        "channel",
        "leaf",
        "mounts",
        "notes",
        "pid",
        "pidfd",
        "plan",
        "seconds",
        "status",
        "stdio",
        "terminal",
        "users",
    )

    def __init__(self, channel: int, seconds: float) -> None:
        """Begin with nothing but the way to the child."""
        self.channel, self.seconds = channel, seconds
        self.users = 0
        self.status = self.plan = self.leaf = self.terminal = self.pid = self.pidfd = -1
        self.mounts = -1
        self.stdio = (-1, -1, -1)
        self.notes: list[int] = []


class Helper:
    """Takes the steps outside, in their order, and keeps what is to be handed on."""

    def __init__(self, order: Order) -> None:
        """Begin with host ids, which are those inside too unless they get mapped."""
        self._order = order
        self._user = -1
        self._root_id = 0
        self._layers: list[int] = []
        self._stacks: list[tuple[int, bytes, list[int]]] = []
        self._mounted = 0
        self._root = self._dev = self._scratch = self._upper = -1
        self._host = -1
        self._entered = self._restored = False
        self._volumes: list[int] = []
        self._withheld = volumes.Withheld()
        self._covers: list[tuple[int, list[bytes]]] = []
        self._files = 0
        self._channel = seqpacket.opened(order.channel)
        self._channel.setblocking(True)

    def foresee(self, item: plan.Step) -> None:
        """Make what a step needs and the child is not needed for, while init makes that."""
        if isinstance(item, plan.IdMaps):
            self._root_id = item.root if item.uids else 0
            self._make_devices()
        elif isinstance(item, plan.Root):
            place = tree.open_place(item.folder, direct=True)
            self._upper = tree.clone(place, recursive=False)
            os.close(place)
            self._scratch = _unswapped()
        elif isinstance(item, plan.Lock):
            self._host = locking.host()

    def meet(self) -> None:
        """Hear who the child is. BrokenPipeError: there will be none."""
        while True:
            word, fds = seqpacket.receive(self._channel, 16, 1)
            if fds:
                break
            # The child was quicker than init.
            if word == ENTERED:
                self._entered = True
            elif word == RESTORED:
                self._restored = True
            else:
                raise BrokenPipeError
        self._order.pidfd = fds[0]
        self._order.pid, self._order.users = BORN.unpack(word)

    def finish(self) -> None:
        """Let the child go on to execve."""
        if not self._restored:
            self._hear(RESTORED)
        seqpacket.send(self._channel, DONE)

    def take(self, item: plan.Step) -> None:
        """Take one step; OSError when it fails."""
        WAYS[type(item)](self, item)  # type: ignore[arg-type]  # of the kind it is looked up by

    def hand_on(self) -> None:
        """Give the child the root, /dev, and volumes and files in their order."""
        fds = [self._root, self._dev, *self._volumes]
        while len(fds) > MOST_AT_ONCE:
            seqpacket.send(self._channel, HANDED + MORE, fds[:MOST_AT_ONCE])
            fds = fds[MOST_AT_ONCE:]
        seqpacket.send(self._channel, HANDED, fds)

    def map_ids(self, item: plan.IdMaps) -> None:
        """Map user and group ids, and let the child go on. Without maps it has those of the host."""
        if self._order.users and not self._entered:
            self._hear(ENTERED)
        if item.uids:
            there = _process(self._order.users or self._order.pid)
            if item.uids != steps_container.AS_THEY_ARE:
                for name, lines in (("uid_map", item.uids), ("gid_map", item.gids)):
                    _write(name, lines, there)
            self._user = os.open("ns/user", os.O_RDONLY | os.O_CLOEXEC, dir_fd=there)
            os.close(there)
        here = _process(self._order.pid)
        _write("oom_score_adj", b"0", here)  # init's own has come along
        os.close(here)
        for fd in self._order.stdio:
            steps.lend(fd, self._root_id, self._root_id)
        seqpacket.send(self._channel, MAPPED)

    def add_layer(self, item: plan.Layer) -> None:
        """Take a clone of one layer."""
        place = tree.open_place(item.path, direct=True)
        try:
            layer = self._layer(place, idmapped=bool(item.flags & steps_container.IDMAPPED))
        except steps.Explained:
            if item.flags & steps_container.MARKS:
                return
            raise
        self._layers.append(layer)

    def add_stack(self, item: plan.Stack) -> None:
        """Take clones of another image's layers; they are stacked when the root is."""
        places = (tree.open_place(path, direct=True) for path in item.layers)
        idmapped = not isinstance(item, plan.StackAsItIs)
        layers = [self._layer(place, idmapped=idmapped) for place in places]
        self._stacks.append((len(self._volumes), item.inner, layers))
        self._volumes.append(-1)

    def add_volume(self, item: plan.Volume) -> None:
        """Take a clone of something of the host; symbolic links of the host are followed."""
        self._add_volume(item.source, b"", item.flags)

    def add_volume_below(self, item: plan.VolumeBelow) -> None:
        """Take a clone of something below a folder of the host, in which others may write."""
        self._add_volume(item.source, item.inner, item.flags)

    def _add_volume(self, source: bytes, inner: bytes, flags: int) -> None:
        recursive = bool(flags & steps_container.RECURSIVE)
        covers: list[bytes] = []
        if flags & steps_container.ASKED:
            self._withheld.refuse(os.path.realpath(source))
        place = volumes.opened(source, inner, make=bool(flags & steps_container.CREATE))
        if flags & steps_container.ASKED:
            # Whatever was exchanged on the way, this is what it is.
            covers = self._withheld.within(place, recursive=recursive)
        if covers and flags & (steps_container.BARE | steps_container.SHARED):
            raise steps.Explained(errno.EPERM, volumes.HOLDS)
        volume = tree.clone(place, recursive=recursive)
        os.close(place)
        if not flags & steps_container.SHARED:
            slave = flags & steps_container.SLAVE
            tree.propagate(volume, tree.SLAVE if slave else tree.PRIVATE)
        if flags & steps_container.IDMAPPED:
            self._idmap(volume)
        volumes.give(volume, flags)
        if covers:
            self._covers.append((len(self._volumes), covers))
        self._volumes.append(volume)

    def share_memory(self, _: plan.SharedMemory) -> None:
        """Take a clone of what all members of the pod have as /dev/shm: it is the root there."""
        if self._order.mounts < 0:
            raise steps.Explained(errno.ESTALE, "it has gone with the init that made it")
        here = os.open("/proc/self/ns/mnt", os.O_RDONLY | os.O_CLOEXEC)
        namespaces.setns(self._order.mounts, namespaces.CLONE_NEWNS)
        place = tree.open_place(b"/", direct=True)
        self._volumes.append(tree.clone(place, recursive=False))
        os.close(place)
        namespaces.setns(here, namespaces.CLONE_NEWNS)
        os.close(here)

    def withhold(self, item: plan.Withhold) -> None:
        """Note what no volume shows."""
        self._withheld.add(item.paths)

    def mount_root(self, item: plan.Root) -> None:
        """Stack the layers, in the child's mount namespace, which goes away with it."""
        namespaces.setns(self._order.pidfd, namespaces.CLONE_NEWNS)
        mount.mount("none", "/", flags=mount.REC | mount.SLAVE)
        place = tree.open_place(item.folder, direct=True)
        tree.move(self._scratch, place)
        os.close(place)
        os.fchdir(self._scratch)
        top = self._put(self._upper)
        volatile = ",volatile" if item.flags & steps_container.VOLATILE else ""
        written = f",upperdir={top}/upper,workdir={top}/work,{OVERLAY}{volatile}"
        self._root = self._overlay(self._layers, written)
        for number, inner, layers in self._stacks:
            # Two at least: the kernel takes no overlay of one layer that is only read.
            self._volumes[number] = self._overlay([*layers, -1], "", inner)
        for number, places in self._covers:
            volume = _opened(self._scratch, self._put(self._volumes[number]))
            os.close(self._volumes[number])
            self._volumes[number] = volumes.cover(volume, places)
            os.close(volume)

    def take_tree(self, item: plan.Tree) -> None:
        """Take a clone of what is to be the root, with nothing that is mounted below it."""
        place = tree.open_place(item.path, direct=True)
        self._root = tree.clone(place, recursive=False)
        os.close(place)
        tree.propagate(self._root, tree.PRIVATE)
        tree.add_attributes(self._root, tree.RDONLY | tree.NOSUID | tree.NODEV)

    def make_node(self, item: plan.Node) -> None:
        """Make one more device."""
        parts = item.path.split(b"/")
        for depth in range(1, len(parts)):
            _make_folder(self._dev, b"/".join(parts[:depth]))
        self._make(item.path, item.kind | item.mode, os.makedev(item.major, item.minor))

    def make_files(self, item: plan.Files) -> None:
        """Make files in the scratch file system, and take a clone of their folder, or of the one."""
        name = f"f{self._files}"
        self._files += 1
        os.mkdir(name, 0o700, dir_fd=self._scratch)
        folder = _opened(self._scratch, name)
        for file, content in zip(item.items[::2], item.items[1::2], strict=True):
            fd = os.open(
                file or b"_", os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, dir_fd=folder
            )
            view = memoryview(content)
            while view:
                view = view[os.write(fd, view) :]
            os.fchown(fd, self._root_id, self._root_id)
            os.fchmod(fd, item.file_mode)
            os.close(fd)
        place = folder
        if not item.items[0]:
            place = _opened(folder, "_")
        os.chown(name, self._root_id, self._root_id, dir_fd=self._scratch)
        os.chmod(name, item.mode, dir_fd=self._scratch)
        self._volumes.append(tree.clone(place, recursive=False))

    def add_console(self, _: plan.Console) -> None:
        """Make /dev/console, and take a clone of the terminal that goes there."""
        os.close(os.open("console", os.O_CREAT | os.O_CLOEXEC, 0o600, dir_fd=self._dev))
        place = tree.open_place(os.fsencode(os.ttyname(self._order.terminal)), direct=True)
        self._volumes.append(tree.clone(place))
        os.close(place)

    def lock(self, _: plan.Lock) -> None:
        """Give the child its root once more, with all mounts locked."""
        self._hear(LOCK)
        top = locking.locked(self._host, self._order.pidfd, self._root)
        seqpacket.send(self._channel, LOCKED, [top])
        os.close(top)

    def limit_devices(self, item: plan.DeviceProgram) -> None:
        """Have a program decide which devices may be used."""
        bpf.set_devices(self._order.leaf, item.program)

    def limit(self, item: plan.Rlimit) -> None:
        """Set a limit of the child, which has no right to raise one itself."""
        if item.resource == resource.RLIMIT_NOFILE and not self._restored:
            self._hear(RESTORED)  # or it would undo this, or fail at it
        hard = item.hard
        if hard == plan.UNCHANGED:
            hard = resource.prlimit(self._order.pid, item.resource)[1]
        try:
            resource.prlimit(self._order.pid, item.resource, (item.soft, hard))
        except ValueError:  # what the module makes of EINVAL
            raise OSError(errno.EINVAL, "") from None

    def score(self, item: plan.OomScore) -> None:
        """Set when it is killed for want of memory."""
        here = _process(self._order.pid)
        _write("oom_score_adj", str(item.value).encode(), here)
        os.close(here)

    def nice(self, item: plan.Nice) -> None:
        """Set its nice value."""
        os.setpriority(os.PRIO_PROCESS, self._order.pid, item.value)

    def schedule(self, item: plan.Scheduling) -> None:
        """Set its policy."""
        os.sched_setscheduler(self._order.pid, item.policy, os.sched_param(item.priority))

    def bind_cpus(self, item: plan.Affinity) -> None:
        """Set where it runs."""
        os.sched_setaffinity(self._order.pid, item.cpus)

    def order_io(self, item: plan.IoPriority) -> None:
        """Set its turn at disks."""
        priority.set_io_priority(item.io_class, item.level, self._order.pid)

    def _hear(self, awaited: bytes) -> None:
        """Wait for a word of the child."""
        while (word := seqpacket.receive(self._channel, 16, 0)[0]) != awaited:
            if word != RESTORED:
                raise BrokenPipeError
            self._restored = True
        self._restored |= awaited == RESTORED

    def _layer(self, place: int, *, idmapped: bool) -> int:
        """Return a clone of a layer, and close the place of it."""
        layer = tree.clone(place, recursive=False)
        os.close(place)
        tree.propagate(layer, tree.PRIVATE)
        if idmapped:
            self._idmap(layer)
        return layer

    def _idmap(self, clone: int) -> None:
        if self._user < 0:
            return
        try:
            tree.idmap(clone, self._user)
        except OSError as error:
            if error.errno == errno.EINVAL:
                raise steps.Explained(
                    errno.EOPNOTSUPP, "its file system has no idmapped mounts"
                ) from None
            raise

    def _overlay(self, layers: list[int], written: str, inner: bytes = b".") -> int:
        """Return an overlay of layers, the highest first, or what is below it; -1 is an empty one."""
        lower = ":".join(self._put(layer) for layer in layers) or self._put(-1)
        where = self._put(-1)
        flags = 0 if written else mount.RDONLY
        mount.mount("overlay", where, "overlay", flags, f"lowerdir={lower}{written}")
        top = _opened(self._scratch, where)
        place = tree.open_in(top, inner or b".")
        found = tree.clone(place, recursive=False)
        os.close(place)
        os.close(top)
        return found

    def _put(self, what: int) -> str:
        """Mount something below the scratch file system and return where; nothing for -1.

        By a name of some digits: the kernel takes a page of options of an overlay.
        """
        self._mounted += 1
        name = f"{self._mounted}"
        os.mkdir(name, 0o700, dir_fd=self._scratch)
        if what >= 0:
            place = _opened(self._scratch, name)
            tree.move(what, place)
            os.close(place)
        return name

    def _make_devices(self) -> None:
        """Make /dev: of the host, so that its devices work, but owned by root inside."""
        before = os.umask(0)
        options = DEVICES.format(self._root_id).encode()
        self._dev = tree.new(b"tmpfs", options, tree.NOSUID | tree.NOEXEC)
        for name, major, minor in devices.NODES:
            kind = devices.CHARACTER_DEVICE | 0o666
            self._make(name.encode(), kind, os.makedev(major, minor))
        for name, target in devices.LINKS:
            os.symlink(target, name, dir_fd=self._dev)
            os.chown(name, self._root_id, self._root_id, dir_fd=self._dev, follow_symlinks=False)
        for name in FOLDERS:
            os.mkdir(name, 0o755, dir_fd=self._dev)
        os.umask(before)

    def _make(self, path: bytes, mode: int, device: int) -> None:
        os.mknod(path, mode, device, dir_fd=self._dev)
        os.chown(path, self._root_id, self._root_id, dir_fd=self._dev)


def _write(name: str, data: bytes, folder: int) -> None:
    fd = os.open(name, os.O_WRONLY | os.O_CLOEXEC, dir_fd=folder)
    try:
        os.write(fd, data)
    finally:
        os.close(fd)


def _process(pid: int) -> int:
    return os.open(f"/proc/{pid}", os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)


def _opened(folder: int, name: str) -> int:
    return os.open(name, os.O_PATH | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=folder)


def _make_folder(folder: int, path: bytes) -> None:
    try:
        os.mkdir(path, 0o755, dir_fd=folder)
    except FileExistsError:
        pass


def _unswapped() -> int:
    """Return a new file system in memory that is never swapped."""
    try:
        return tree.new(b"tmpfs", SCRATCH + b",noswap", QUIET)
    except OSError as error:
        if error.errno != errno.EINVAL:  # before Linux 6.4
            raise
    return tree.new(b"ramfs", b"mode=0700", QUIET)


if TYPE_CHECKING:
    Way = Callable[[Helper, Never], None]  # each takes its own kind of step

WAYS: dict[type, Way] = {
    plan.IdMaps: Helper.map_ids,
    plan.Layer: Helper.add_layer,
    plan.Withhold: Helper.withhold,
    plan.Volume: Helper.add_volume,
    plan.VolumeBelow: Helper.add_volume_below,
    plan.SharedMemory: Helper.share_memory,
    plan.Stack: Helper.add_stack,
    plan.StackAsItIs: Helper.add_stack,
    plan.Root: Helper.mount_root,
    plan.Tree: Helper.take_tree,
    plan.Node: Helper.make_node,
    plan.Console: Helper.add_console,
    plan.Files: Helper.make_files,
    plan.DeviceProgram: Helper.limit_devices,
    plan.Lock: Helper.lock,
    plan.Rlimit: Helper.limit,
    plan.OomScore: Helper.score,
    plan.Nice: Helper.nice,
    plan.Scheduling: Helper.schedule,
    plan.Affinity: Helper.bind_cpus,
    plan.IoPriority: Helper.order_io,
}
