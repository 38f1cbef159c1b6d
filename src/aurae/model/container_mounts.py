"""Checks what lies where in a container; every refusal names the field by its path."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aurae.model import image_name
from aurae.model.container import Propagation
from aurae.model.digest import check_digest
from aurae.model.provision_rules import CREDENTIALS_LIMIT
from aurae.model.refusal import BadValue
from aurae.model.validation_sandbox import LONGEST_PATH, check_path
from aurae.model.volume_rules import check_volume_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aurae.model.container import (
        BindMount,
        Container,
        ImageMount,
        Mount,
        SecretMount,
        TmpfsMount,
    )

MOST = 256
SMALLEST, LARGEST = 4096, 2**62
"""Bytes of a file system in memory."""
SOURCES = ("bind", "tmpfs", "image", "secret", "volume")
DIGEST = ("sha256:", "sha512:")

THE_KERNELS = ("/proc", "/sys")
"""Where the kernel tells of itself: what is masked and read-only there is not to be undone by a mount."""
OUR_DEVICES = ("/dev/pts", "/dev/ptmx", "/dev/mqueue", "/dev/console", "/dev/fd")
"""What the daemon makes in /dev, and trusts to be what it made."""

_IDENTIFIER = re.compile(r"[0-9a-f]{64}", re.ASCII)


def check_mounts(mounts: Sequence[Mount], container: Container) -> None:
    """BadValue when a mount is none, or excludes another."""
    if len(mounts) > MOST:
        raise BadValue("mounts", f"has {len(mounts)} entries, at most {MOST} are allowed")
    seen = set()
    for index, mount in enumerate(mounts):
        try:
            _check(mount, container)
        except BadValue as error:
            inner = error.field
            raise BadValue(f"mounts[{index}]{'.' * bool(inner)}{inner}", error.why) from None
        if mount.target in seen:
            raise BadValue(f"mounts[{index}].target", "stands there twice")
        seen.add(mount.target)
    size = sum(len(mount.secret.content or b"") for mount in mounts if mount.secret is not None)
    if size > CREDENTIALS_LIMIT:
        why = f"have secrets of {size} bytes, at most {CREDENTIALS_LIMIT} are allowed together"
        raise BadValue("mounts", why)


def check_image(field: str, text: str) -> None:
    """BadValue unless a text can mean an image: a name, a digest or the beginning of an id."""
    try:
        if text.startswith(DIGEST):
            check_digest(text)
        elif not _IDENTIFIER.fullmatch(text):
            image_name.parse(text)
    except BadValue as error:
        raise BadValue(field, error.why) from None


def check_size(field: str, size: int) -> None:
    """BadValue unless a file system in memory can have this size."""
    if not SMALLEST <= size <= LARGEST:
        raise BadValue(field, f"is not between {SMALLEST} and {LARGEST} bytes")


def _check(mount: Mount, container: Container) -> None:
    _check_target(mount.target, privileged=container.privileged)
    if sum(getattr(mount, name) is not None for name in SOURCES) != 1:
        raise BadValue("", f"needs one source: {', '.join(SOURCES[:-1])} or {SOURCES[-1]}")
    if mount.bind is not None:
        _check_bind(mount.bind, container)
    if mount.tmpfs is not None:
        _check_tmpfs(mount.tmpfs)
    if mount.image is not None:
        _check_image_mount(mount.image)
    if mount.secret is not None:
        _check_secret(mount.secret)
    if mount.volume is not None:
        check_volume_name("volume.name", mount.volume.name)
        _check_sub_path("volume.sub_path", mount.volume.sub_path)
    if mount.recursive_read_only:
        _check_recursive(mount)


def _check_target(target: str, *, privileged: bool) -> None:
    check_path("target", target)
    for place in THE_KERNELS:
        if target == place or (place == "/proc" and target.startswith("/proc/")):
            raise BadValue("target", f"is {place}, or below it: the kernel's files stay")
    if target == "/dev" and not privileged:
        raise BadValue("target", "is /dev: the container has one of its own")
    if any(target == place or target.startswith(f"{place}/") for place in OUR_DEVICES):
        raise BadValue("target", "is made for every container")


def _check_bind(bind: BindMount, container: Container) -> None:
    if bind.source != "/":
        check_path("bind.source", bind.source)
    _check_sub_path("bind.sub_path", bind.sub_path)
    if bind.propagation is Propagation.SHARED and container.has_own_users:
        why = "would mount on the host what users of the container mount: needs the host's users"
        raise BadValue("bind.propagation", why)


def _check_tmpfs(tmpfs: TmpfsMount) -> None:
    if tmpfs.size is not None:
        check_size("tmpfs.size", tmpfs.size)
    if tmpfs.mode is not None and not 0 <= tmpfs.mode <= 0o7777:
        raise BadValue("tmpfs.mode", "is not between 0 and 0o7777")


def _check_image_mount(image: ImageMount) -> None:
    check_image("image.image", image.image)
    _check_sub_path("image.sub_path", image.sub_path)


def _check_sub_path(field: str, path: str) -> None:
    if not path:
        return
    if "\0" in path or len(path.encode(errors="surrogateescape")) > LONGEST_PATH:
        raise BadValue(field, "has a NUL character, or is too long")
    if any(part in ("", ".", "..") for part in path.split("/")):
        raise BadValue(field, "is absolute, or has an empty part, '.' or '..'")


def _check_secret(secret: SecretMount) -> None:
    if (secret.content is None) == (not secret.file):
        raise BadValue("secret", "needs either content or file")
    if secret.file:
        check_path("secret.file", secret.file)
    if secret.mode is not None and not 0 <= secret.mode <= 0o777:
        raise BadValue("secret.mode", "is not between 0 and 0o777")


def _check_recursive(mount: Mount) -> None:
    if not mount.read_only:
        raise BadValue("recursive_read_only", "needs read_only")
    if mount.volume is not None:
        return  # nothing is mounted in it
    if mount.bind is None or not mount.bind.recursive:
        raise BadValue("recursive_read_only", "is for a recursive bind, and for a volume")
    if mount.bind.propagation is not Propagation.PRIVATE:
        raise BadValue("recursive_read_only", "excludes a propagation of later mounts")
