"""Images as buildah, umoci and skopeo make them, and what podman sees of one.

Each keeps what it has in a folder of its own, and runs nothing in a container: this machine's cgroups may not
be what podman wants.
"""

import contextlib
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.support.require import need

_FIRST = (
    "mkdir -p /etc/old /deep/er; echo one > /etc/one; echo two > /etc/two; echo old > /etc/old/gone",
    "ln /etc/one /etc/hard; ln -s one /etc/soft; mknod /etc/pipe p",
    "chown 1234:4321 /etc/two; chmod 4755 /etc/two; touch -d '2001-02-03 04:05:06' /etc/hard",
)
_SECOND = (
    "rm -r /etc/old; mkdir /etc/old; echo new > /etc/old/new; echo more >> /etc/two",
    "ln -s ../etc/soft /deep/link; rm /etc/pipe",
)
COMMAND = ("/bin/busybox", "cat", "/deep/link")
SAYS = "one\n"
"""What each image says when it is run: the end of a link that one layer has to files of another."""


def run(*command: str | Path) -> str:
    """Run a program of somebody else."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


def copy(source: str, target: str, *options: str) -> None:
    """Have skopeo copy an image."""
    plain = ("--src-tls-verify=false", "--dest-tls-verify=false")
    run(need("skopeo"), "copy", "-q", *plain, *options, source, target)


class Buildah:
    """An image of three layers, made from a file as docker has them."""

    def __init__(self, folder: Path) -> None:
        self._buildah = _program("buildah", folder)
        shutil.copy(need("busybox"), folder / "busybox")
        steps = [
            json.dumps(["/bin/busybox", "sh", "-ec", _script(one)]) for one in (_FIRST, _SECOND)
        ]
        lines = ("FROM scratch", "COPY busybox /bin/busybox", *(f"RUN {step}" for step in steps))
        (folder / "Containerfile").write_text("\n".join((*lines, f"CMD {json.dumps(COMMAND)}\n")))
        options = ("--isolation", "chroot", "--layers", "-t", "app")
        run(*self._buildah, "build", "-q", *options, folder)

    def push(self, name: str, *options: str) -> None:
        """Push it; `options` say how it is packed."""
        run(
            *self._buildah, "push", "-q", "--tls-verify=false", *options, "app", f"docker://{name}"
        )


class Umoci:
    """An image of two layers, each what has changed in a folder. Skopeo pushes it, since umoci cannot."""

    def __init__(self, folder: Path) -> None:
        umoci, bundle, self.image = need("umoci"), folder / "bundle", f"{folder / 'layout'}:app"
        run(umoci, "init", "--layout", folder / "layout")
        run(umoci, "new", "--image", self.image)
        run(umoci, "unpack", "--image", self.image, bundle)
        (bundle / "rootfs/bin").mkdir()
        shutil.copy(need("busybox"), bundle / "rootfs/bin")
        for steps in (_FIRST, _SECOND):
            run("chroot", bundle / "rootfs", "/bin/busybox", "sh", "-ec", _script(steps))
            run(umoci, "repack", "--refresh-bundle", "--image", self.image, bundle)
        command = (f"--config.cmd={word}" for word in COMMAND)
        run(umoci, "config", "--image", self.image, *command)

    def push(self, name: str) -> None:
        """Push it."""
        copy(f"oci:{self.image}", f"docker://{name}")


class Podman:
    """A store of podman's; whoever has it removes its folder."""

    def __init__(self, folder: Path) -> None:
        self._podman = (*_program("podman", folder), "--tmpdir", str(folder / "tmp"))

    def run(self, *words: str | Path) -> str:
        """Run podman, and return what it says."""
        return run(*self._podman, *words)

    @contextlib.contextmanager
    def mounted(self, name: str) -> Iterator[Path]:
        """Have an image as podman has unpacked it."""
        try:
            yield Path(self.run("image", "mount", name).strip())
        finally:
            self.run("image", "unmount", name)

    def said(self, name: str) -> str:
        """Return what an image's command says in what podman has unpacked."""
        (image,) = json.loads(self.run("image", "inspect", name))
        with self.mounted(name) as top:
            return run("chroot", top, *image["Config"]["Cmd"])


def _program(name: str, folder: Path) -> tuple[str, ...]:
    kept = ("--root", str(folder / "root"), "--runroot", str(folder / "run"))
    return (need(name), *kept, "--storage-driver", "vfs")


def _script(steps: tuple[str, ...]) -> str:
    return "; ".join(steps)
