"""What tests of the registry room share: files that blobs go into, settings without patience, images."""

import gzip
import hashlib
import io
import json
import os
import tarfile
from pathlib import Path
from typing import Any

from aurae.model import image_name
from aurae.model.descriptor import Descriptor
from aurae.model.digest import digest_of
from aurae.model.image_manifest import OCI_CONFIG, OCI_MANIFEST
from aurae.model.image_name import ImageName
from aurae.registry.client import Registry
from aurae.registry.settings import RegistrySettings

GZIP = "application/vnd.oci.image.layer.v1.tar+gzip"


class File:
    """A file that a blob is written into; `fail` names an error that writing meets after some bytes."""

    def __init__(self, path: Path, offset: int | None = None) -> None:
        self.path = path
        self._fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self.offset = os.fstat(self._fd).st_size if offset is None else offset
        self.most: int | None = None

    def fileno(self) -> int:
        return self._fd

    def write(self, offset: int, chunk: bytes) -> None:
        if self.most is not None and offset + len(chunk) > self.most:
            raise OSError(28, os.strerror(28))
        assert os.pwrite(self._fd, chunk, offset) == len(chunk)

    def restart(self) -> None:
        os.ftruncate(self._fd, 0)
        self.offset = 0

    def close(self) -> None:
        os.close(self._fd)

    def content(self) -> bytes:
        return self.path.read_bytes()


async def no_helper(program: str, stdin: bytes) -> bytes:
    """Stand for a machine without credential helpers."""
    raise AssertionError(f"{program} is asked")


def settings(**fields: Any) -> RegistrySettings:
    """Return settings that wait for nothing long and take nothing from this machine."""
    usual: dict[str, Any] = {
        "hosts_dir": Path("/nonexistent"),
        "environment": {},
        "first_pause": 0.01,
        "longest_pause": 0.05,
    }
    return RegistrySettings(**{**usual, **fields})


def registry(**fields: Any) -> Registry:
    """Return a client with such settings."""
    return Registry(settings(**fields), fields.pop("helper", no_helper))


def named(address: str, path: str = "app", tag: str = "1") -> ImageName:
    """Return a name at a registry."""
    return image_name.parse(f"{address}/{path}:{tag}")


def described(data: bytes, media_type: str = GZIP) -> Descriptor:
    """Return the descriptor of some bytes."""
    return Descriptor(media_type, digest_of(data), len(data))


def layer(**files: bytes) -> bytes:
    """Return a layer with some files, compressed."""
    inner = io.BytesIO()
    with tarfile.open(fileobj=inner, mode="w") as tar:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return gzip.compress(inner.getvalue(), 1, mtime=0)


def image(*layers: bytes) -> tuple[bytes, bytes]:
    """Return the manifest and the configuration of an image with these layers."""
    config = json.dumps(
        {
            "os": "linux",
            "architecture": "amd64",
            "config": {"Cmd": ["/bin/app"]},
            "rootfs": {
                "type": "layers",
                "diff_ids": [
                    "sha256:" + hashlib.sha256(gzip.decompress(one)).hexdigest() for one in layers
                ],
            },
        }
    ).encode()
    manifest = {
        "schemaVersion": 2,
        "mediaType": OCI_MANIFEST,
        "config": entry(described(config, OCI_CONFIG)),
        "layers": [entry(described(one)) for one in layers],
    }
    return json.dumps(manifest).encode(), config


def entry(descriptor: Descriptor) -> dict[str, Any]:
    """Return a descriptor as manifests have it."""
    return {
        "mediaType": descriptor.media_type,
        "digest": descriptor.digest,
        "size": descriptor.size,
    }
