"""Archives of images that a test makes file by file, so that any file of them can be wrong."""

import gzip
import hashlib
import io
import json
import tarfile

from aurae.model.digest import digest_of
from aurae.model.image_manifest import OCI_CONFIG, OCI_MANIFEST
from tests.support.registry_client import GZIP

Files = dict[str, bytes | tarfile.TarInfo]


def config_of(*layers: bytes) -> bytes:
    """Return the configuration of an image of uncompressed layers."""
    return json.dumps(
        {
            "os": "linux",
            "architecture": "amd64",
            "rootfs": {"type": "layers", "diff_ids": [digest_of(layer) for layer in layers]},
        }
    ).encode()


def path_of(body: bytes) -> str:
    """Return where a blob lies in a layout."""
    return f"blobs/sha256/{hashlib.sha256(body).hexdigest()}"


def entry(body: bytes, media_type: str, **more: object) -> dict[str, object]:
    """Return a descriptor as a manifest has it."""
    return {"mediaType": media_type, "digest": digest_of(body), "size": len(body), **more}


def layout(name: str, *layers: bytes) -> Files:
    """Return the files of an OCI layout of one image, whose manifest is the first of its blobs."""
    config = config_of(*layers)
    packed = [gzip.compress(layer, 1, mtime=0) for layer in layers]
    manifest = json.dumps(
        {
            "schemaVersion": 2,
            "mediaType": OCI_MANIFEST,
            "config": entry(config, OCI_CONFIG),
            "layers": [entry(blob, GZIP) for blob in packed],
        }
    ).encode()
    notes = {"annotations": {"io.containerd.image.name": name}} if name else {}
    index = {"schemaVersion": 2, "manifests": [entry(manifest, OCI_MANIFEST, **notes)]}
    return {
        "oci-layout": b'{"imageLayoutVersion":"1.0.0"}',
        "index.json": json.dumps(index).encode(),
        **{path_of(blob): blob for blob in (manifest, config, *packed)},
    }


def docker_archive(*names: str, layers: tuple[bytes, ...]) -> Files:
    """Return the files of what `docker save` makes of one image."""
    config = config_of(*layers)
    name = f"{hashlib.sha256(config).hexdigest()}.json"
    paths = [f"{number}/layer.tar" for number, _ in enumerate(layers)]
    image = {"Config": name, "RepoTags": list(names) or None, "Layers": paths}
    return {
        "manifest.json": json.dumps([image]).encode(),
        name: config,
        **dict(zip(paths, layers, strict=True)),
    }


def text_of(files: Files, path: str) -> bytes:
    """Return a file that is one."""
    body = files[path]
    assert isinstance(body, bytes)
    return body


def link(target: str, kind: bytes = tarfile.SYMTYPE) -> tarfile.TarInfo:
    """Return a link, a pipe or a device in place of a file."""
    info = tarfile.TarInfo()
    info.type, info.linkname = kind, target
    return info


def packed(files: Files) -> bytes:
    """Return the archive."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for name, content in files.items():
            info = content if isinstance(content, tarfile.TarInfo) else tarfile.TarInfo()
            info.name = name
            if isinstance(content, bytes):
                info.size = len(content)
                tar.addfile(info, io.BytesIO(content))
            else:
                tar.addfile(info)
    return out.getvalue()
