"""From `auraed` to init: makes the folders, chooses the cgroup root, and becomes init by execve.

The process stays the same, so a service manager that started auraed watches init.
"""

import contextlib
import errno
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

import aurae
from aurae.config.cgroup import OWN_LEAF, mount_point, own_cgroup
from aurae.config.loading import FILE_FLAG, Loaded
from aurae.config.settings import Settings
from aurae.model.cell_limits import CONTROLLERS


def become_init(loaded: Loaded, flags: Sequence[str]) -> NoReturn:
    """Replace this process by init; OSError or ValueError with one line when that cannot be.

    `flags` are handed on to the server, with what was decided here added behind them.
    """
    if os.geteuid() != 0:
        raise OSError("cannot start: auraed owns the machine and must run as root")
    settings = loaded.settings
    make_folders(settings)
    root = settings.cgroup_root or choose_root(os.environ)
    _make(root, None)
    arguments = init_arguments(settings, root, _server_flags(loaded, flags, root))
    # Nothing that was printed may be lost when this program is replaced.
    sys.stdout.flush()
    sys.stderr.flush()
    try:
        os.execve(sys.executable, arguments, os.environ)  # noqa: S606 -- our own program
    except OSError as error:
        raise OSError(f"cannot start init: execve {sys.executable}: {error.strerror}") from None


def make_folders(settings: Settings) -> None:
    """Make the daemon's folders with their modes; OSError "cannot make <path>: why"."""
    _make(settings.runtime_dir, 0o755)
    _make(settings.state_dir, 0o700)
    _make(settings.log_dir, 0o700)


def init_arguments(settings: Settings, root: Path, flags: Sequence[str]) -> list[str]:
    """Return the argument vector of init; its own options first, the server's behind `--`.

    -I and -S keep init small and deaf to the environment: it needs no site-packages.
    """
    if len(aurae.__path__) != 1:
        raise ValueError("cannot start: the package aurae is spread over several folders")
    program = Path(aurae.__path__[0], "init", "__main__.py")
    return [
        *(sys.executable, "-I", "-S", str(program)),
        str(settings.runtime_dir),
        str(root),
        repr(settings.stop_timeout),
        str(settings.log_dir),
        str(settings.log_segment_size),
        str(settings.log_max_size),
        str(int(settings.log_max_age)),
        "--",
        *flags,
    ]


def choose_root(environment: Mapping[str, str]) -> Path:
    """Choose the cgroup of the workloads: our own when systemd delegated it, else `aurae`.

    In a delegated cgroup this process moves into a leaf, because cgroup v2 lets only leaves have
    processes once controllers are passed down. ValueError when cgroup v2 is not mounted.
    """
    mount = mount_point(Path("/proc/self/mountinfo").read_text())
    own = mount / own_cgroup(Path("/proc/self/cgroup").read_text()).lstrip("/")
    if own.name == OWN_LEAF:
        own = own.parent
    started_by_systemd = "INVOCATION_ID" in environment or "NOTIFY_SOCKET" in environment
    if not (started_by_systemd and own != mount and is_delegated(own)):
        if os.getpid() == 1:  # else another manager owns the mount, and decides
            pass_down(mount)
        return mount / "aurae"
    _enter_own_leaf(own)
    return own


def pass_down(mount: Path) -> None:
    """Give the cgroups below the mount the controllers that it has; those that refuse are left out.

    In a container this process may sit in what it sees as the root, which can pass nothing down
    (EBUSY) until it has moved into a leaf. That comes first: with `cpu` alone passed down, which
    the kernel allows, the cgroups below would be for threads only.
    """
    control = mount / "cgroup.subtree_control"
    has = set((mount / "cgroup.controllers").read_text().split())
    missing = sorted(has.intersection(CONTROLLERS) - set(control.read_text().split()))
    try:
        if missing:
            control.write_text(" ".join(f"+{name}" for name in missing))
    except OSError as error:
        if error.errno == errno.EBUSY:
            if (mount / OWN_LEAF).exists():
                return  # somebody else's processes are there, too
            with contextlib.suppress(OSError):
                _enter_own_leaf(mount)
                pass_down(mount)
            return
        for name in missing:
            with contextlib.suppress(OSError):
                control.write_text(f"+{name}")


def _enter_own_leaf(cgroup: Path) -> None:
    leaf = cgroup / OWN_LEAF
    _make(leaf, None)
    try:
        (leaf / "cgroup.procs").write_text("0")
    except OSError as error:
        raise OSError(f"cannot enter {leaf}: {error.strerror}") from None


def is_delegated(cgroup: Path) -> bool:
    """Say whether systemd marked a cgroup as given away (Delegate=yes).

    INVOCATION_ID alone says nothing: a cron job has it too, in a cgroup that is not its own.
    """
    for name in ("trusted.delegate", "user.delegate"):
        try:
            if os.getxattr(cgroup, name) == b"1":
                return os.access(cgroup / "cgroup.procs", os.W_OK)
        except OSError:
            continue
    return False


def _server_flags(loaded: Loaded, flags: Sequence[str], root: Path) -> list[str]:
    """Add what the server could not find again: paths made absolute and the cgroup chosen here."""
    decided = [f"--cgroup-root={root}"]
    if loaded.file is not None:
        decided.append(f"{FILE_FLAG}={loaded.file}")
    return [*flags, *decided]


def _make(folder: Path, mode: int | None) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o755)
        if mode is not None:
            _check_owner(folder)
            if folder.stat().st_mode & 0o7777 != mode:
                folder.chmod(mode)
    except OSError as error:
        raise OSError(f"cannot make {folder}: {error.strerror or error}") from None


def _check_owner(folder: Path) -> None:
    """Refuse a folder, or a link to one, of somebody who could change what lies in it."""
    for found in (folder.lstat(), folder.stat()):
        if found.st_uid != os.geteuid():
            raise OSError(f"it is there already and belongs to uid {found.st_uid}")
