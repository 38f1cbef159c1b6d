"""From what is asked of a container to the steps of its start. Pure: nothing is looked up.

What the helper outside takes comes first, in a plan of its own; see `wire.steps_container`. What is
nearer to the root of the container is placed before what is deeper.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from aurae.containers.files import Content, own_files
from aurae.containers.ids import SIZE
from aurae.images import shifting
from aurae.model import capabilities
from aurae.model.container import Network, Propagation
from aurae.model.container_defaults import (
    SECRET_MODE,
    TMPFS_MODE,
    TMPFS_SIZE,
    hostname,
    masked_paths,
    read_only_paths,
)
from aurae.model.container_sandbox import SYS_ADMIN
from aurae.model.execution import System
from aurae.processes.asking import Contained
from aurae.processes.plan import UMASK, WORD, limit_steps, scheduling_steps, silenced
from aurae.processes.sandbox import programs
from aurae.wire import messages, plan, steps_container
from aurae.wire.codec import encoded
from aurae.wire.steps_container import (
    BARE,
    CREATE,
    DIRECT,
    FIRST_VOLUME,
    IDMAPPED,
    NO_DEVICES,
    NO_SET_IDS,
    NODEV,
    NOEXEC,
    NOSUID,
    OPTIONAL,
    OWNED,
    READ_ONLY,
    RECURSIVE,
    RECURSIVE_READ_ONLY,
    VOLATILE,
)
from aurae.wire.steps_rights import NO_NEW_PRIVS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from aurae.containers.roots import Root
    from aurae.model.container import BindMount, Container, Mount
    from aurae.model.image_process import ImageProcess
    from aurae.model.sandbox import Resolved
    from aurae.model.workload import Executable

UNCOVERING = capabilities.mask(("SYS_ADMIN", "SYS_PTRACE", "DAC_READ_SEARCH"))
"""Who has one of these as the host's may see what something is mounted over."""
QUIET = NOSUID | NODEV | NOEXEC
CREDENTIALS = "/run/credentials"
"""Where the secrets of a process are (CREDENTIALS_DIRECTORY)."""
ALWAYS_WRITTEN = (b"/dev", b"/proc")
"""What is outside of any bound of where files may be changed."""
TERMINALS = b"newinstance,ptmxmode=0666,mode=0620,gid=5"
VOLUME_FLAGS = {
    Propagation.PRIVATE: 0,
    Propagation.SLAVE: steps_container.SLAVE,
    Propagation.SHARED: steps_container.SHARED,
}


ALONE = Contained(user=True, network=True)
"""With nobody else in any of its namespaces."""


class DeviceFile(NamedTuple):
    """A device for /dev: `kind` is S_IFCHR or S_IFBLK."""

    path: str
    kind: int
    major: int
    minor: int
    mode: int


@dataclass(frozen=True, slots=True)
class Ingredients:
    """What a plan is made of, looked up already.

    `images` are the layers of the images that are mounted, by the target, the highest first; `secrets`
    the contents of secret mounts by target, `credentials` by name; `shown` paths of the host that
    keep their place; `program` decides about devices; `marks` is a folder with what things are mounted
    on that every container has, as the lowest layer; `volumes` are the folders of volumes by target; `contained`
    says which namespaces it shares.
    """

    name: str
    executable: Executable
    container: Container
    process: ImageProcess
    resolved: Resolved
    root: Root
    kept: bool
    content: Content
    devices: Sequence[DeviceFile]
    images: Mapping[str, Sequence[Path]]
    secrets: Mapping[str, bytes]
    credentials: Mapping[str, bytes]
    shown: Sequence[str] = ()
    program: bytes = b""
    marks: str = ""
    volumes: Mapping[str, str] = field(default_factory=dict)
    own: Sequence[Path] = ()
    contained: Contained = ALONE

    def shares(self, kind: int) -> bool:
        """Say whether a namespace, one of POD_*, is one that others have made."""
        return bool(self.contained.shared & kind)


class _Volumes:
    """What the helper hands on, with the numbers that it will have."""

    def __init__(self) -> None:
        self.before: list[plan.Step] = []
        self.after: list[plan.Step] = []
        self._later: list[tuple[plan.Step, str, int]] = []
        self.placed: list[tuple[str, plan.Step]] = []
        self._count = FIRST_VOLUME

    def add(self, step: plan.Step, target: str, flags: int = 0) -> None:
        """Have something placed that the helper takes before it stacks the layers."""
        self.before.append(step)
        self._place(target, flags)

    def add_later(self, step: plan.Step, target: str, flags: int = 0) -> None:
        """Have something placed that is made when the root is there."""
        self._later.append((step, target, flags))

    def close(self) -> None:
        """Number what comes later, behind all that comes before."""
        for step, target, flags in self._later:
            self.after.append(step)
            self._place(target, flags)

    def _place(self, target: str, flags: int) -> None:
        self.placed.append((target, plan.Attach(self._count, _below(target), flags)))
        self._count += 1


def container_plan(made: Ingredients) -> bytes:
    """Return the encoded plan of a container's start. FailedPrecondition where filters cannot be made."""
    volumes, mounts = _Volumes(), _own_mounts(made)
    for mount in made.container.mounts:
        if mount.tmpfs is not None:
            mounts.append((mount.target, _tmpfs(mount)))
        else:
            _add_volume(made, mount, volumes)
    if made.container.network is Network.HOST:
        # The machine's own: a new one shows the network of who mounts it, which must be its own.
        volumes.add(plan.Volume(b"/sys", _writable(made, READ_ONLY)), "/sys", DIRECT)
    for path in made.shown:
        volumes.add(plan.Volume(encoded(path), 0), path)
    if _has_shared_memory(made):
        volumes.add(plan.SharedMemory(0), "/dev/shm", DIRECT)  # noqa: S108  the container's
    _add_files(made, volumes)
    volumes.close()
    outside = _outside(made, volumes)
    ordered = sorted(mounts + volumes.placed, key=lambda item: item[0].count("/"))
    inside = [
        plan.Outside(plan.encode(outside)),
        *(plan.Sysctl(_slashes(name), encoded(value), 0) for name, value in _sysctls(made)),
        *_early(made),
        *(step for _, step in ordered),
        *_inside(made),
    ]
    return plan.encode(inside)


def _outside(made: Ingredients, volumes: _Volumes) -> list[plan.Step]:
    root, first = made.root, made.root.first_id
    line = f"0 {first} {SIZE}".encode() if first else b""
    if made.shares(messages.POD_USER):
        line = steps_container.AS_THEY_ARE
    flags = IDMAPPED if first else 0
    steps: list[plan.Step] = [plan.IdMaps(line, line, first)]
    steps += [
        plan.Layer(encoded(str(layer)), 0 if shifting.is_copy(layer) else flags)
        for layer in reversed(root.layers)
    ]
    if made.marks:
        steps.append(plan.Layer(encoded(made.marks), flags | steps_container.MARKS))
    if made.own and not made.container.privileged:
        steps.append(plan.Withhold([encoded(str(path)) for path in made.own]))
    steps += volumes.before
    process = made.process
    words = [*process.argv, *(f"{name}={value}" for name, value in process.env.items())]
    steps += limit_steps(made.executable, sum(len(encoded(word)) + 1 + WORD for word in words))
    steps += scheduling_steps(made.executable)
    if made.program:
        steps.append(plan.DeviceProgram(made.program))
    if _lifts(made):
        steps.append(plan.Lock(0))
    steps.append(plan.Root(encoded(str(root.folder)), 0 if made.kept else VOLATILE))
    steps += [
        plan.Node(encoded(item.path.removeprefix("/dev/")), *item[1:]) for item in made.devices
    ]
    return steps + volumes.after


def _own_mounts(made: Ingredients) -> list[tuple[str, plan.Step]]:
    """Return the file systems that every container has, by their targets."""
    container, resolved = made.container, made.resolved
    locked = _writable(made, READ_ONLY)
    shm = f"mode=1777,size={container.shm_size}".encode()
    found: list[tuple[str, plan.Step]] = [
        ("/proc", plan.NewMount(b"proc", b"", b"proc", DIRECT | QUIET)),
        (
            "/sys/fs/cgroup",
            plan.NewMount(b"cgroup2", b"", b"sys/fs/cgroup", DIRECT | QUIET | locked),
        ),
        ("/dev", plan.Attach(steps_container.DEV, b"dev", DIRECT)),
        ("/dev/pts", plan.NewMount(b"devpts", TERMINALS, b"dev/pts", DIRECT | NOSUID | NOEXEC)),
        ("/dev/mqueue", plan.NewMount(b"mqueue", b"", b"dev/mqueue", DIRECT | QUIET)),
    ]
    if not _has_shm(container) and not _has_shared_memory(made):
        found.append(("/dev/shm", plan.NewMount(b"tmpfs", shm, b"dev/shm", DIRECT | QUIET)))  # noqa: S108
    if container.network is not Network.HOST:
        found.append(("/sys", plan.NewMount(b"sysfs", b"", b"sys", DIRECT | QUIET | locked)))
    empty = [*resolved.temporary_paths, *(("/tmp",) if resolved.private_tmp else ())]  # noqa: S108
    asked = {mount.target for mount in container.mounts}
    options = f"mode={TMPFS_MODE:o},size={TMPFS_SIZE}".encode()
    found += [
        (path, plan.NewMount(b"tmpfs", options, _below(path), NOSUID | NODEV))
        for path in empty
        if path not in asked
    ]
    return found


def _has_shm(container: Container) -> bool:
    return any(mount.target == "/dev/shm" for mount in container.mounts)  # noqa: S108  the container's


def _has_shared_memory(made: Ingredients) -> bool:
    """Say whether its /dev/shm is that of a pod, which goes with IPC."""
    return made.shares(messages.POD_IPC) and not _has_shm(made.container)


def _tmpfs(mount: Mount) -> plan.Step:
    assert mount.tmpfs is not None
    size = TMPFS_SIZE if mount.tmpfs.size is None else mount.tmpfs.size
    mode = TMPFS_MODE if mount.tmpfs.mode is None else mount.tmpfs.mode
    flags = NOSUID | NODEV | (READ_ONLY if mount.read_only else 0)
    return plan.NewMount(
        b"tmpfs", f"mode={mode:o},size={size}".encode(), _below(mount.target), flags
    )


def _add_volume(made: Ingredients, mount: Mount, volumes: _Volumes) -> None:
    if mount.bind is not None:
        volumes.add(_bind(made, mount, mount.bind), mount.target)
    elif mount.volume is not None:
        volumes.add(_volume(made, mount, mount.volume.sub_path), mount.target)
    elif mount.image is not None:
        folders = made.images[mount.target]
        step = plan.StackAsItIs if any(map(shifting.is_copy, folders)) else plan.Stack
        layers = [encoded(str(folder)) for folder in folders]
        volumes.add(step(encoded(mount.image.sub_path.strip("/")), layers), mount.target)
    elif mount.secret is not None:
        mode = SECRET_MODE if mount.secret.mode is None else mount.secret.mode
        content = made.secrets[mount.target]
        volumes.add_later(plan.Files(0o755, mode, [b"", content]), mount.target, OWNED)


def _volume(made: Ingredients, mount: Mount, sub_path: str) -> plan.Step:
    source = encoded(made.volumes[mount.target])
    flags = NO_SET_IDS | NO_DEVICES
    flags |= IDMAPPED if made.root.first_id else 0
    flags |= READ_ONLY if mount.read_only else 0
    return plan.VolumeBelow(source, encoded(sub_path), flags)


def _bind(made: Ingredients, mount: Mount, bind: BindMount) -> plan.Step:
    flags = steps_container.ASKED | VOLUME_FLAGS[bind.propagation]
    flags |= RECURSIVE if bind.recursive else 0
    flags |= CREATE if bind.create else 0
    flags |= IDMAPPED if bind.idmapped and made.root.first_id else 0
    flags |= READ_ONLY if mount.read_only else 0
    flags |= RECURSIVE_READ_ONLY if mount.recursive_read_only else 0
    if not made.container.privileged:
        flags |= 0 if bind.set_ids else NO_SET_IDS
        flags |= 0 if bind.devices else NO_DEVICES
    is_bare = made.resolved.capabilities & UNCOVERING and not made.container.has_own_users
    if is_bare and not made.container.privileged:
        flags |= BARE
    if bind.sub_path:
        return plan.VolumeBelow(encoded(bind.source), encoded(bind.sub_path), flags)
    return plan.Volume(encoded(bind.source), flags)


def _add_files(made: Ingredients, volumes: _Volumes) -> None:
    """Add what a container finds in /etc, its terminal and its credentials."""
    asked = {mount.target for mount in made.container.mounts}
    for path, text in own_files(made.content, made.container, hostname(made.container, made.name)):
        if path not in asked:
            volumes.add_later(plan.Files(0o755, 0o644, [b"", text.encode()]), path)
    if made.executable.terminal:
        volumes.add_later(plan.Console(0), "/dev/console", DIRECT)
    if made.credentials:
        items = [part for item in made.credentials.items() for part in (encoded(item[0]), item[1])]
        volumes.add_later(plan.Files(0o500, SECRET_MODE, items), CREDENTIALS, OWNED)


def _early(made: Ingredients) -> list[plan.Step]:
    """Return what is done inside while layers are stacked outside."""
    container = made.container
    steps: list[plan.Step] = []
    if not made.shares(messages.POD_UTS):
        steps.append(plan.Hostname(encoded(hostname(container, made.name))))
    if container.network is Network.OWN and not made.shares(messages.POD_NETWORK):
        steps.append(plan.InterfaceUp(b"lo", 0))
    if made.resolved.capabilities != capabilities.ALL:
        steps.append(plan.Bounding(made.resolved.capabilities))
    return steps


def _inside(made: Ingredients) -> list[plan.Step]:
    """Return what is done when everything is in its place."""
    container, resolved, process = made.container, made.resolved, made.process
    steps: list[plan.Step] = []
    protected = (*read_only_paths(container), *resolved.read_only_paths)
    steps += [plan.Protect(_below(path), DIRECT | OPTIONAL) for path in protected]
    masked = (*masked_paths(container), *resolved.inaccessible_paths)
    steps += [plan.Mask(_below(path), DIRECT | OPTIONAL) for path in masked]
    steps += [plan.Enter(0), plan.Workdir(encoded(process.working_directory))]
    if container.read_only or resolved.system is System.STRICT:
        steps.append(plan.Protect(b"/", 0))
    if _lifts(made):
        steps += [plan.Lock(0), plan.Workdir(encoded(process.working_directory))]
    umask = made.executable.umask
    steps.append(plan.Umask(UMASK if umask is None else umask))
    filters: list[plan.Step] = [plan.Seccomp(program) for program in programs(resolved)]
    if not resolved.no_new_privileges:
        # Without no_new_privs it takes the rights that go with the next step.
        steps += filters
        filters = []
    if container.apparmor:
        steps.append(plan.Profile(encoded(container.apparmor)))
    steps.append(account_step(process, made.executable, resolved))
    steps += silenced(made.executable)
    if resolved.no_new_privileges:
        steps.append(plan.Prctl(NO_NEW_PRIVS, 1))
    if container.writable_paths is not None:
        # By descriptors that a user may not be able to open, but who may then not write there either.
        paths = [*ALWAYS_WRITTEN, *map(encoded, container.writable_paths.paths)]
        steps.append(plan.WriteBelow(paths))
    steps += filters
    argv = [encoded(word) for word in process.argv]
    env = [encoded(f"{name}={value}") for name, value in process.env.items()]
    return [*steps, plan.Execve(argv[0], argv, env)]


def account_step(process: ImageProcess, executable: Executable, resolved: Resolved) -> plan.Step:
    """Return the step that becomes the user of a container's process."""
    groups = [encoded(word) for word in executable.supplementary_groups]
    return plan.Account(
        encoded(process.user),
        encoded(process.group),
        groups,
        resolved.capabilities,
        resolved.ambient,
    )


def _lifts(made: Ingredients) -> bool:
    """Say whether root inside may unmount, so that mounts have to be locked."""
    return made.container.has_own_users and bool(made.resolved.capabilities & SYS_ADMIN)


def _sysctls(made: Ingredients) -> list[tuple[str, str]]:
    return sorted(made.container.sysctls.items())


def _slashes(name: str) -> bytes:
    """Return the path of a setting; where it has slashes, dots are part of a name (sysctl(8))."""
    return encoded(name if "/" in name else name.replace(".", "/"))


def _writable(made: Ingredients, locked: int) -> int:
    return 0 if made.container.privileged else locked


def _below(path: str) -> bytes:
    return encoded(path.strip("/"))
