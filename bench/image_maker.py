"""Images to measure pulls with: files of this machine, in layers, as an OCI layout."""

import gzip
import hashlib
import io
import itertools
import json
import os
import random
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

SHARES = (0.45, 0.2, 0.1, 0.1, 0.08, 0.05, 0.02)
"""Of the files in each layer: a system, packages, and what a project adds."""
FILES = 8830
LARGE = 115 << 20
"""Bytes in files of 1 to 4 MiB; most of the others are small, as in an image of Debian."""
SOURCES = ("/usr/lib/python3", "/usr/share", "/usr/lib", "/usr/bin")
GZIP, ZSTD = "gzip", "zstd"


def files() -> list[Path]:
    """Return the files that the images have."""
    large, small, size = [], [], 0
    for path in itertools.chain.from_iterable(map(_below, SOURCES)):
        length = path.stat().st_size
        if 1 << 20 <= length < 4 << 20 and size < LARGE:
            large.append(path)
            size += length
        elif length < 64 << 10:
            small.append(path)
    found = sorted([*large, *small[: FILES - len(large)]])
    random.Random(1).shuffle(found)  # so that each layer has its share of the large ones
    return found


def make(
    folder: Path,
    form: str,
    *,
    last: bytes = b"",
    each: bytes = b"",
    sources: list[Path] | None = None,
) -> int:
    """Write an image into `folder`, and return its size.

    Each layer has also a file with `each`, the last one with `last` too, so that it is another one.
    """
    chosen = files() if sources is None else sources
    blobs = folder / "blobs/sha256"
    blobs.mkdir(parents=True)
    layers, diffs, begin = [], [], 0
    for share in SHARES:
        end = begin + round(share * len(chosen))
        tar = _tar(chosen[begin:end], each + (last if share == SHARES[-1] else b""))
        diffs.append(f"sha256:{hashlib.sha256(tar).hexdigest()}")
        media = f"application/vnd.oci.image.layer.v1.tar+{form}"
        layers.append(_blob(blobs, _compressed(tar, form), media))
        begin = end
    config = {
        "architecture": "amd64",
        "os": "linux",
        "config": {"Cmd": ["/bin/true"]},
        "rootfs": {"type": "layers", "diff_ids": diffs},
    }
    manifest = {
        "schemaVersion": 2,
        "mediaType": "application/vnd.oci.image.manifest.v1+json",
        "config": _blob(
            blobs, json.dumps(config).encode(), "application/vnd.oci.image.config.v1+json"
        ),
        "layers": layers,
    }
    found = _blob(blobs, json.dumps(manifest).encode(), str(manifest["mediaType"]))
    found["annotations"] = {"org.opencontainers.image.ref.name": "image"}
    (folder / "index.json").write_text(json.dumps({"schemaVersion": 2, "manifests": [found]}))
    (folder / "oci-layout").write_text('{"imageLayoutVersion": "1.0.0"}')
    return sum(int(str(layer["size"])) for layer in layers)


def push(folder: Path, name: str) -> None:
    """Copy an image of `make` into a registry."""
    words = ["skopeo", "copy", "--quiet", "--preserve-digests", "--dest-tls-verify=false"]
    subprocess.run([*words, f"oci:{folder}:image", f"docker://{name}"], check=True)


def _below(top: str) -> Iterator[Path]:
    for folder, folders, names in os.walk(top):
        folders.sort()
        for name in sorted(names):
            path = Path(folder, name)
            if path.is_file() and not path.is_symlink():
                yield path


def _tar(paths: list[Path], extra: bytes) -> bytes:
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w", format=tarfile.PAX_FORMAT) as tar:
        folders: set[Path] = set()
        for path in paths:
            for parent in [*path.parents][-2::-1]:
                if parent not in folders:
                    folders.add(parent)
                    tar.add(parent, recursive=False)
            tar.add(path)
        info = tarfile.TarInfo("extra")
        info.size = len(extra)
        tar.addfile(info, io.BytesIO(extra))
    return written.getvalue()


def _compressed(tar: bytes, form: str) -> bytes:
    if form == GZIP:
        return gzip.compress(tar, 6, mtime=0)
    words = ["zstd", "--quiet", "--stdout", "-3"]
    return subprocess.run(words, input=tar, stdout=subprocess.PIPE, check=True).stdout


def _blob(blobs: Path, data: bytes, media_type: str) -> dict[str, object]:
    digest = hashlib.sha256(data).hexdigest()
    (blobs / digest).write_bytes(data)
    return {"mediaType": media_type, "digest": f"sha256:{digest}", "size": len(data)}
