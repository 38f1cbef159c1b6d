"""Others that run containers, each with a store of its own: one container of an image with busybox."""

import json
import os
import pickle
import shutil
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Self

from aurae.linux import mount, namespaces
from aurae.model import capabilities, system_calls
from aurae.model.container_defaults import CAPABILITIES, MASKED_PATHS, PATH, READ_ONLY_PATHS
from tests.support.busybox_image import archive, base_layer
from tests.support.until import until

IMAGE = "localhost/bench:1"
TRUE = "/bin/true"
SLEEP = ("/bin/sleep", "86400")
FIRST, SIZE = 524_288, 65_536
"""The users of a container outside; what aurae takes by itself."""
LIMITS = ("--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1024:1024")
"""Of podman; its own limits take a right that not every machine gives."""
UNIFIED = "/sys/fs/cgroup/unified"


def image() -> bytes:
    """Return the archive of the image."""
    return archive(IMAGE, base_layer(), Cmd=["/bin/sh"])


def spawned(*words: str) -> float:
    """Return the seconds that a command takes which writes nothing that anybody reads."""
    nothing = [(os.POSIX_SPAWN_DUP2, _NOTHING, number) for number in range(3)]
    began = time.perf_counter()
    pid = os.posix_spawnp(words[0], words, os.environ, file_actions=nothing)
    _, status = os.waitpid(pid, 0)
    seconds = time.perf_counter() - began
    said = os.pread(_NOTHING, 4096, 0)
    os.truncate(_NOTHING, 0)
    os.lseek(_NOTHING, 0, os.SEEK_SET)
    assert status == 0, f"{' '.join(words)} ended with status {status}: {said.decode()}"
    return seconds


_NOTHING = os.memfd_create("bench", os.MFD_CLOEXEC)
"""Not /dev/null: crun gives its streams to the container's root."""


class Containerd:
    """`ctr run --rm`, at a containerd that this starts."""

    name = "ctr"

    def __init__(self, folder: Path) -> None:
        """Start it; everything is kept in `folder`."""
        folder.mkdir(parents=True)
        self.socket = folder / "sock"
        self._count = 0
        config = folder / "config.toml"
        text = f'version = 2\nroot = "{folder}/root"\nstate = "{folder}/state"\n'
        text += f'disabled_plugins = ["io.containerd.grpc.v1.cri"]\n[grpc]\naddress = "{self.socket}"\n'
        config.write_text(text)
        with (folder / "log").open("w") as log:
            words = ["containerd", "--config", str(config)]
            self._process = subprocess.Popen(words, stdout=log, stderr=log)
        until(self._is_up, "containerd answers", 30)
        (folder / "image.tar").write_bytes(image())
        self._ctr("image", "import", str(folder / "image.tar"))

    @property
    def pid(self) -> int:
        """The daemon."""
        return self._process.pid

    def run(self) -> float:
        """Return the seconds of a run."""
        return spawned(*self._words("run", "--rm", IMAGE, self._fresh(), TRUE))

    def start(self) -> str:
        """Start a container that goes on, and return its name."""
        name = self._fresh()
        spawned(*self._words("run", "-d", IMAGE, name, *SLEEP))
        return name

    def execute(self, name: str) -> float:
        """Return the seconds of a command in it."""
        return spawned(*self._words("task", "exec", "--exec-id", self._fresh(), name, TRUE))

    def nothing(self) -> float:
        """Return the seconds of a call to it that does nothing."""
        return spawned(*self._words("version"))

    def end(self, name: str) -> None:
        """End a container that goes on."""
        self._ctr("task", "kill", "--signal", "SIGKILL", name)
        until(lambda: self._removed(name), f"{name} is removed", 30)

    def close(self) -> None:
        """Stop it."""
        self._process.terminate()
        self._process.wait(30)

    def _removed(self, name: str) -> bool:
        return self._tried("task", "rm", name) and self._tried("container", "rm", name)

    def _fresh(self) -> str:
        self._count += 1
        return f"bench-{os.getpid()}-{self._count}"

    def _words(self, *words: str) -> list[str]:
        return ["ctr", "--address", str(self.socket), *words]

    def _is_up(self) -> bool:
        return self._tried("version")

    def _tried(self, *words: str) -> bool:
        done = subprocess.run(self._words(*words), capture_output=True, check=False)
        return done.returncode == 0

    def _ctr(self, *words: str) -> None:
        subprocess.run(self._words(*words), check=True, stdout=subprocess.DEVNULL)


class Bundle:
    """`crun run` or `runc run` of a bundle that asks for what aurae gives a container by itself.

    Its files belong to the container's users already, and it has no cgroup of its own where that can be
    had: so it has less to do. A machine with both kinds of cgroups is none for crun, which therefore
    runs where one of them is not to be seen.
    """

    def __init__(self, folder: Path, program: str) -> None:
        """Make the bundle in `folder`."""
        self.name, self._folder = program, folder
        self._count = 0
        with tarfile.open(fileobj=BytesIO(base_layer())) as files:
            files.extractall(folder / "rootfs", filter="fully_trusted")
        for name in ("proc", "sys", "dev"):
            (folder / "rootfs" / name).mkdir()
        for path in (folder / "rootfs", *(folder / "rootfs").rglob("*")):
            os.chown(path, FIRST, FIRST, follow_symlinks=False)
        for path in (folder, *folder.parents):
            if not path.stat().st_mode & 1:
                path.chmod(path.stat().st_mode | 0o11)
        (folder / "config.json").write_text(json.dumps(bundle(TRUE)))
        (folder / "long").mkdir()
        (folder / "long/rootfs").symlink_to(folder / "rootfs")
        (folder / "long/config.json").write_text(json.dumps(bundle(*SLEEP)))
        self._aside = _Aside(_without_unified if program == "crun" else _nothing)
        self._words = [program, "--root", str(folder / "state")]
        if program == "crun":
            self._words.append("--cgroup-manager=disabled")

    def run(self) -> float:
        """Return the seconds of a run."""
        return self._aside.spawned(
            *self._words, "run", "--bundle", str(self._folder), self._fresh()
        )

    def start(self) -> str:
        """Start a container that goes on, and return its name."""
        name = self._fresh()
        self._aside.spawned(
            *self._words, "run", "--detach", "--bundle", str(self._folder / "long"), name
        )
        return name

    def execute(self, name: str) -> float:
        """Return the seconds of a command in it."""
        return self._aside.spawned(*self._words, "exec", name, TRUE)

    def end(self, name: str) -> None:
        """End a container that goes on."""
        self._aside.spawned(*self._words, "delete", "--force", name)

    def close(self) -> None:
        """Nothing runs but what starts it."""
        self._aside.close()

    def _fresh(self) -> str:
        self._count += 1
        return f"bench-{os.getpid()}-{self._count}"


class Podman:
    """`podman run --rm` with runc, without a network."""

    name = "podman"

    def __init__(self, folder: Path) -> None:
        """Keep everything in `folder`."""
        folder.mkdir(parents=True)
        self._words = ["podman", "--root", str(folder / "root"), "--runroot", str(folder / "run")]
        self._words += ["--storage-driver", "overlay", "--cgroup-manager", "cgroupfs"]
        # crun refuses a machine with both kinds of cgroups.
        self._words += ["--events-backend", "none", "--runtime", "runc"]
        (folder / "image.tar").write_bytes(image())
        words = [*self._words, "load", "--quiet", "--input", str(folder / "image.tar")]
        told = subprocess.run(words, check=True, capture_output=True, text=True).stdout
        self._overlay = str(folder / "root/overlay")
        self._image = told.strip().rpartition(" ")[2]

    def run(self) -> float:
        """Return the seconds of a run."""
        return spawned(
            *self._words, "run", "--rm", "--network", "none", *LIMITS, self._image, TRUE
        )

    def close(self) -> None:
        """Nothing runs; a mount of its own is left."""
        while mount.is_mounted(self._overlay):
            mount.unmount(self._overlay)


Peer = Containerd | Bundle | Podman


class Peers:
    """All of them that are here, by name."""

    def __init__(self, folder: Path, *names: str) -> None:
        """Start what has to run; without names all that are known."""
        self._stack = ExitStack()
        self.all: dict[str, Peer] = {}
        makers: dict[str, Callable[[], Peer]] = {
            "containerd": lambda: Containerd(folder / "containerd"),
            "crun": lambda: Bundle(folder / "crun", "crun"),
            "runc": lambda: Bundle(folder / "runc", "runc"),
            "podman": lambda: Podman(folder / "podman"),
        }
        for program in names or makers:
            if shutil.which(program):
                peer = makers[program]()
                self._stack.callback(peer.close)
                self.all[peer.name] = peer

    def __enter__(self) -> Self:
        """Give the peers."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop what runs."""
        self._stack.close()


class _Aside:
    """A process that spawns commands, where `prepare` has brought it."""

    def __init__(self, prepare: Callable[[], None]) -> None:
        asked, self._ask = os.pipe()
        self._told, tell = os.pipe()
        self._pid = os.fork()
        if not self._pid:
            try:
                os.close(self._ask)
                os.close(self._told)
                prepare()
                _serve(asked, tell)
            except BaseException as error:  # noqa: BLE001  nothing may unwind into the frames of the bench
                sys.stderr.write(f"{error}\n")
            finally:
                os._exit(0)
        os.close(asked)
        os.close(tell)
        self._answers = os.fdopen(self._told, "rb")

    def spawned(self, *words: str) -> float:
        """Do as the function of that name."""
        os.write(self._ask, pickle.dumps(words))
        seconds: float = pickle.load(self._answers)
        return seconds

    def close(self) -> None:
        """End the process."""
        os.close(self._ask)
        self._answers.close()
        os.waitpid(self._pid, 0)


def _serve(asked: int, tell: int) -> None:
    with os.fdopen(asked, "rb") as orders, os.fdopen(tell, "wb") as answers, suppress(EOFError):
        while True:
            pickle.dump(spawned(*pickle.load(orders)), answers)
            answers.flush()


def _without_unified() -> None:
    namespaces.unshare(namespaces.CLONE_NEWNS)
    mount.mount("none", "/", flags=mount.REC | mount.SLAVE)
    if mount.is_mounted(UNIFIED):
        mount.unmount(UNIFIED)


def _nothing() -> None:
    pass


def bundle(*argv: str) -> dict[str, object]:
    """Return a bundle's config.json: the same as aurae's default, as the runtime specification has it."""
    kept = [f"CAP_{name}" for name in capabilities.names_of(CAPABILITIES)]
    mapped = [{"containerID": 0, "hostID": FIRST, "size": SIZE}]
    kinds = ("pid", "network", "ipc", "uts", "mount", "user")
    return {
        "ociVersion": "1.0.0",
        "hostname": "bench",
        "root": {"path": "rootfs", "readonly": False},
        "process": {
            "terminal": False,
            "user": {"uid": 0, "gid": 0},
            "args": argv,
            "env": [f"PATH={PATH}"],
            "cwd": "/",
            "noNewPrivileges": True,
            "capabilities": dict.fromkeys(("bounding", "effective", "permitted"), kept),
        },
        "mounts": [
            {"destination": place, "type": kind, "source": kind, "options": options.split(",")}
            for place, kind, options in _mounts()
        ],
        "linux": {
            "namespaces": [{"type": kind} for kind in kinds],
            "uidMappings": mapped,
            "gidMappings": mapped,
            "maskedPaths": MASKED_PATHS,
            "readonlyPaths": READ_ONLY_PATHS,
            "seccomp": {
                "defaultAction": "SCMP_ACT_ERRNO",
                "architectures": ["SCMP_ARCH_X86_64"],
                "syscalls": [{"names": sorted(_calls()), "action": "SCMP_ACT_ALLOW"}],
            },
        },
    }


def _mounts() -> Iterator[tuple[str, str, str]]:
    yield "/proc", "proc", "nosuid,noexec,nodev"
    yield "/dev", "tmpfs", "nosuid,strictatime,mode=755,size=65536k"
    yield "/dev/pts", "devpts", "nosuid,noexec,newinstance,ptmxmode=0666,mode=0620,gid=5"
    yield "/dev/shm", "tmpfs", "nosuid,noexec,nodev,mode=1777,size=65536k"
    yield "/dev/mqueue", "mqueue", "nosuid,noexec,nodev"
    yield "/sys", "sysfs", "nosuid,noexec,nodev,ro"


def _calls() -> frozenset[str]:
    return system_calls.members("@container")
