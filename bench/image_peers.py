"""Others that pull images, each with a store of its own, on the same registry."""

import shutil
import subprocess
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.support.until import until


class Podman:
    """podman pull, with overlayfs."""

    name = "podman"

    def __init__(self, folder: Path) -> None:
        """Keep everything in `folder`."""
        self._words = ["podman", "--root", str(folder / "root"), "--runroot", str(folder / "run")]
        self._words += ["--storage-driver", "overlay", "--cgroup-manager", "cgroupfs"]

    def pull(self, name: str) -> None:
        """Pull an image that is not there."""
        self._run("pull", "--quiet", "--tls-verify=false", name)

    def close(self) -> None:
        """Nothing runs."""

    def _run(self, *words: str) -> None:
        subprocess.run([*self._words, *words], check=True, stdout=subprocess.DEVNULL)


class Containerd:
    """ctr image pull, at a containerd that this starts."""

    name = "containerd"

    def __init__(self, folder: Path) -> None:
        """Start it; everything is kept in `folder`."""
        self._socket = folder / "sock"
        config = folder / "config.toml"
        text = f'version = 2\nroot = "{folder}/root"\nstate = "{folder}/state"\n'
        text += f'disabled_plugins = ["io.containerd.grpc.v1.cri"]\n[grpc]\naddress = "{self._socket}"\n'
        folder.mkdir(parents=True, exist_ok=True)
        config.write_text(text)
        with (folder / "log").open("w") as log:
            words = ["containerd", "--config", str(config)]
            self._process = subprocess.Popen(words, stdout=log, stderr=log)
        until(self._is_up, "containerd answers", 30)

    def pull(self, name: str) -> None:
        """Pull an image that is not there."""
        self._run("image", "pull", "--plain-http", name)

    def close(self) -> None:
        """Stop it."""
        self._process.terminate()
        self._process.wait(30)

    def _is_up(self) -> bool:
        words = ["ctr", "--address", str(self._socket), "version"]
        return subprocess.run(words, capture_output=True, check=False).returncode == 0

    def _run(self, *words: str) -> None:
        command = ["ctr", "--address", str(self._socket), *words]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


class Peers:
    """All of them that are here."""

    def __init__(self, folder: Path) -> None:
        """Start what has to run."""
        self._stack = ExitStack()
        self.all: list[Podman | Containerd] = []
        for program, kind in (("podman", Podman), ("containerd", Containerd)):
            if shutil.which(program):
                peer = kind(folder / program)
                self._stack.callback(peer.close)
                self.all.append(peer)

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
