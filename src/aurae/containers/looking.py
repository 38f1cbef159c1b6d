"""What a container has of the machine itself, read for one start: files, devices, secrets."""

from __future__ import annotations

import asyncio
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from aurae.containers.files import Content
from aurae.containers.plan import DeviceFile
from aurae.model.container import Network
from aurae.model.refusal import FailedPrecondition
from aurae.surroundings.credentials import gather
from aurae.surroundings.reading import read

if TYPE_CHECKING:
    from aurae.model.container import Container, DeviceNode
    from aurae.model.workload import Executable

HOSTS, RESOLV = Path("/etc/hosts"), Path("/etc/resolv.conf")
LARGEST_FILE = 1024 * 1024
SECRET_LIMIT = 1024 * 1024


class Looked:
    """What the machine has, read for one start; blocks."""

    def __init__(self, container: Container, executable: Executable) -> None:
        """Raises OSError, Refusal."""
        hosts = _text(HOSTS) if container.network is Network.HOST else ""
        self.content = Content(hosts, _text(RESOLV) if container.dns is None else "")
        self.devices = tuple(_device(one) for one in container.devices)
        self.secrets = {
            mount.target: _secret(mount.target, mount.secret.content, mount.secret.file)
            for mount in container.mounts
            if mount.secret is not None
        }
        self.credentials = gather(executable.credentials)


async def look(container: Container, executable: Executable) -> Looked:
    """Look at what a container is to have of the machine. Raises OSError, Refusal."""
    secrets = any(mount.secret is not None for mount in container.mounts)
    if container.devices or secrets or executable.credentials:
        return await asyncio.to_thread(Looked, container, executable)
    return Looked(container, executable)  # two small files of the machine's own


def _text(path: Path) -> str:
    try:
        return read(str(path), LARGEST_FILE).decode(errors="replace")
    except OSError:
        return ""


def _secret(target: str, content: bytes | None, file: str) -> bytes:
    if content is not None:
        return content
    try:
        return read(file, SECRET_LIMIT)
    except OSError as error:
        raise OSError(error.errno, error.strerror, f"secret {target}: {file}") from None


def _device(node: DeviceNode) -> DeviceFile:
    try:
        found = os.lstat(node.path)
    except OSError as error:
        raise OSError(error.errno, error.strerror, f"device {node.path}") from None
    kind = stat.S_IFMT(found.st_mode)
    if kind not in (stat.S_IFCHR, stat.S_IFBLK):
        raise FailedPrecondition("make devices", f"{node.path} is no device")
    major, minor = os.major(found.st_rdev), os.minor(found.st_rdev)
    return DeviceFile(node.target or node.path, kind, major, minor, stat.S_IMODE(found.st_mode))
