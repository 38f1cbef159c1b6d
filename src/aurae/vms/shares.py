"""Folders of the host that a machine sees: virtiofsd serves each, in a jail of its own.

Theory. A share is found by the rules of a container's binds: links on the way are the host's, and what belongs to the daemon,
or holds what does, is nobody's. What was found is what is served: a descriptor of it goes to virtiofsd, which mounts it
nowhere else but in a namespace of its own, where set-user-ID bits and devices mean nothing, and makes it its root. It has
no network, sees no process, and has of root's rights those over files; it makes no devices. It is started in the machine's
leaf once that is there, counts as part of the machine, and ends when QEMU hangs up, whatever becomes of the server.
"""

from __future__ import annotations

import asyncio
import os
import resource
import socket
import stat
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from aurae.linux import namespaces, privileges, tree
from aurae.model.refusal import FailedPrecondition
from aurae.processes.init import InitGone, SpawnFailed
from aurae.vms.drive_files import place_of
from aurae.vms.hardware import Shared
from aurae.vms.inspecting import Unfit
from aurae.vms.ordering import share_tag
from aurae.wire import messages, plan
from aurae.wire.codec import encoded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from aurae.model.vm import Vm
    from aurae.processes.init import Init
    from aurae.volumes.volumes import Volumes

SETSID = "/usr/bin/setsid"
"""It starts virtiofsd as nobody's session: those end with the server."""
SOURCE = 1
"""The number of the descriptor that the folder is passed as; 0 is the socket."""
START_LIMIT = 30.0
QUIET = tree.NOSUID | tree.NODEV
APART = namespaces.CLONE_NEWNS | namespaces.CLONE_NEWNET | namespaces.CLONE_NEWIPC
CAPABILITIES = (0, 1, 3, 4, 6, 7, 8, 21, 31)
"""CHOWN, DAC_OVERRIDE, FOWNER, FSETID, SETGID, SETUID, SETFCAP; SETPCAP and SYS_ADMIN for its jail, which it gives up then."""
RIGHTS = sum(1 << number for number in CAPABILITIES)
FRESH = os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC


class Program(NamedTuple):
    """A virtiofsd: its path, and its words; `{}` is where the folder is."""

    path: str
    words: tuple[str, ...]


PROGRAMS = (
    Program(
        "/usr/libexec/virtiofsd",
        ("--fd=0", "--shared-dir={}", "--sandbox=namespace", "--cache=auto", "--modcaps=-mknod",
         "--rlimit-nofile=0"),
    ),
    Program(
        "/usr/lib/qemu/virtiofsd",
        ("-f", "--fd=0", "-o", "source={},sandbox=namespace,cache=auto,xattr,modcaps=-mknod",
         "--rlimit-nofile=0"),
    ),
)  # fmt: skip
"""The newer one is of a package of its own, the older one of QEMU up to 7.2."""


@dataclass(slots=True)
class Laid:
    """The shares of a machine until virtiofsd serves them: for QEMU, and what virtiofsd gets. `close` closes all."""

    shares: tuple[Shared, ...]
    folders: tuple[int, ...]
    listeners: tuple[socket.socket, ...]
    closing: ExitStack

    def close(self) -> None:
        """Close the descriptors: who needs them has them."""
        self.closing.close()


class Shares:
    """Lays out shares and starts who serves them. Methods raise Refusal, StateFailed and OSError."""

    def __init__(
        self,
        init: Init,
        next_id: Callable[[], int],
        volumes: Volumes | None,
        empty: Path,
        own: Sequence[Path] = (),
        programs: Sequence[Program] = PROGRAMS,
    ) -> None:
        """`empty` is a folder in which a folder is mounted for virtiofsd; `own` are folders of the daemon."""
        self._init = init
        self._next_id = next_id
        self._volumes = volumes
        self._empty = empty
        self._own = tuple(own)
        self._programs = tuple(programs)

    def open(self) -> None:
        """Make the folder that folders are mounted in; blocks."""
        self._empty.mkdir(mode=0o700, parents=True, exist_ok=True)

    async def lay(self, user: str, owner: str, vm: Vm, folder: Path, action: str) -> Laid:
        """Find the folders that a machine shares; `user` has volumes until it leaves them. The caller closes what it gets.

        `folder` is one that nobody else can write to.
        """
        laid = Laid((), (), (), ExitStack())
        if not vm.shares:
            return laid
        self._program(action)
        try:
            for index, share in enumerate(vm.shares):
                source = share.source
                if share.volume:
                    source = str(await self._volume(user, owner, share.volume, action))
                field = f"vm.shares[{index}]"
                own = () if share.volume else self._own
                try:
                    made = await asyncio.to_thread(_tree, source, own, read_only=share.read_only)
                except (Unfit, OSError) as error:
                    why = error.strerror if isinstance(error, OSError) else None
                    raise FailedPrecondition(
                        action, f"{field}: {source}: {why or error}"
                    ) from None
                laid.closing.callback(os.close, made)
                listener, ours = _connected(folder / f"share{index}.sock", laid.closing)
                laid.folders += (made,)
                laid.listeners += (listener,)
                laid.shares += (Shared(share_tag(index), ours.fileno()),)
        except BaseException:
            laid.close()
            raise
        return laid

    async def serve(self, laid: Laid, leaf: int, action: str) -> None:
        """Start who serves the shares, in a leaf; before QEMU asks for them."""
        for folder, listener in zip(laid.folders, laid.listeners, strict=True):
            ident = self._next_id()
            streams = {
                messages.ROLE_STDIN: listener.fileno(),
                messages.ROLE_STDOUT: folder,
            }
            steps = self._plan(self._program(action))
            try:
                await self._init.spawn_session(
                    ident, steps, leaf_fd=leaf, streams=streams, deadline=START_LIMIT
                )
                await self._init.wait_exit(ident)
            except (SpawnFailed, InitGone) as error:
                raise FailedPrecondition(action, f"virtiofsd: {error}") from None
            finally:
                with suppress(InitGone):
                    self._init.acknowledge(ident)

    # Inside.

    def _program(self, action: str) -> Program:
        for program in self._programs:
            if os.access(program.path, os.X_OK):
                return program
        why = "virtiofsd is not installed (package virtiofsd, or qemu-system-common of Debian 12)"
        raise FailedPrecondition(action, why)

    async def _volume(self, user: str, owner: str, name: str, action: str) -> Path:
        if self._volumes is None:
            raise FailedPrecondition(action, "volumes are not available here")
        volume = (await self._volumes.take(user, {name: False}, owner, action))[name]
        await self._volumes.note_used(volume)
        return self._volumes.top(volume)

    def _plan(self, program: Program) -> bytes:
        target = encoded(str(self._empty))
        words = [word.replace("{}", str(self._empty)) for word in program.words]
        argv = [encoded(word) for word in (SETSID, "--fork", program.path, *words)]
        return plan.encode(
            [
                plan.Rlimit(resource.RLIMIT_CORE, 0, 0),
                plan.Chdir(b"/"),
                plan.Unshare(APART),
                plan.ReadOnly(b"/", 0),
                plan.Put(SOURCE, target),
                plan.Duplicate(2, SOURCE),
                plan.Umask(0),
                plan.Prctl(privileges.PR_SET_NO_NEW_PRIVS, 1),
                plan.Bounding(RIGHTS),
                plan.Capabilities(RIGHTS, RIGHTS, 0),
                plan.Execve(
                    argv[0], argv, [b"PATH=/usr/sbin:/usr/bin:/sbin:/bin", b"LANG=C.UTF-8"]
                ),
            ]
        )


def _tree(source: str, own: Sequence[Path], *, read_only: bool) -> int:
    """Return a folder as a tree that is mounted nowhere. Raises Unfit, OSError."""
    place = place_of(source, own)
    try:
        if not stat.S_ISDIR(os.fstat(place).st_mode):
            raise Unfit("it is no folder")
        made = tree.clone(place)
    finally:
        os.close(place)
    try:
        tree.propagate(made, tree.PRIVATE)
        tree.add_attributes(made, QUIET | (tree.RDONLY if read_only else 0))
    except BaseException:
        os.close(made)
        raise
    return made


def _connected(path: Path, closing: ExitStack) -> tuple[socket.socket, socket.socket]:
    """Return a socket that listens, and one that is connected to it; nobody else can be. Raises OSError."""
    kind = socket.SOCK_STREAM | socket.SOCK_CLOEXEC
    listener = closing.enter_context(socket.socket(socket.AF_UNIX, kind))
    ours = closing.enter_context(socket.socket(socket.AF_UNIX, kind))
    place = os.open(path.parent, FRESH)
    try:
        name = f"/proc/self/fd/{place}/{path.name}"
        listener.bind(name)
        listener.listen(1)
        ours.connect(name)
        os.unlink(path.name, dir_fd=place)
    finally:
        os.close(place)
    return listener, ours
