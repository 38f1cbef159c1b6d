"""An image with busybox in it, as an archive that `aer image load` takes."""

import gzip
import hashlib
import io
import json
import shutil
import tarfile
from pathlib import Path
from typing import Any

APPLETS = (
    *("sh", "true", "false", "cat", "id", "ls", "stat", "mount", "hostname", "touch", "sleep"),
    *("wc", "ip", "echo", "env", "pwd", "ps", "kill", "mkdir", "rm", "chown", "chmod", "ln", "nc"),
    *("grep", "head", "dd", "find", "test", "mknod", "tty", "stty", "seq", "tail", "umount"),
    *("readlink", "sysctl", "trap", "wget", "httpd", "unshare", "su", "cp", "mv", "sync"),
)
PASSWD = "root:x:0:0::/root:/bin/sh\nweb:x:33:33::/srv:/bin/sh\n"
GROUP = "root:x:0:\nweb:x:33:\nlog:x:4:web\n"


def base_layer() -> bytes:
    """Return an uncompressed layer with busybox, its applets, users and the usual folders."""
    busybox = shutil.which("busybox")
    if busybox is None:
        # Here: whoever shows what there is has no pytest.
        from tests.support.require import need

        busybox = need("busybox")
    return tar_of(
        {
            "bin/busybox": (0o755, Path(busybox).read_bytes()),
            **{f"bin/{name}": (0o777, "busybox") for name in APPLETS},
            "etc/passwd": (0o644, PASSWD.encode()),
            "etc/group": (0o644, GROUP.encode()),
            "root/": (0o700, b""),
            "srv/": (0o755, b""),
            "tmp/": (0o1777, b""),
        }
    )


def tar_of(entries: dict[str, tuple[int, bytes | str]]) -> bytes:
    """Return an archive: a text is a link's target, a name with a slash behind it a folder."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, (mode, content) in entries.items():
            entry = tarfile.TarInfo(name.rstrip("/"))
            entry.mode = mode
            if isinstance(content, str):
                entry.type, entry.linkname = tarfile.SYMTYPE, content
            elif name.endswith("/"):
                entry.type = tarfile.DIRTYPE
            else:
                entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content) if isinstance(content, bytes) else None)
    return buffer.getvalue()


def archive(name: str, *layers: bytes, **config: Any) -> bytes:
    """Return an OCI archive of an image of uncompressed layers; `config` as `Cmd=["sh"]`."""
    blobs = [gzip.compress(layer, 1, mtime=0) for layer in layers]
    document = json.dumps(
        {
            "architecture": "amd64",
            "os": "linux",
            "config": config,
            "rootfs": {"type": "layers", "diff_ids": [_digest(layer) for layer in layers]},
        }
    ).encode()
    manifest = json.dumps(
        {
            "schemaVersion": 2,
            "mediaType": "application/vnd.oci.image.manifest.v1+json",
            "config": _descriptor("application/vnd.oci.image.config.v1+json", document),
            "layers": [
                _descriptor("application/vnd.oci.image.layer.v1.tar+gzip", blob) for blob in blobs
            ],
        }
    ).encode()
    described = _descriptor("application/vnd.oci.image.manifest.v1+json", manifest)
    described["annotations"] = {"io.containerd.image.name": name}
    index = {"schemaVersion": 2, "manifests": [described]}
    files = {f"blobs/sha256/{_digest(blob)[7:]}": blob for blob in (*blobs, document, manifest)}
    files |= {
        "oci-layout": b'{"imageLayoutVersion":"1.0.0"}',
        "index.json": json.dumps(index).encode(),
    }
    return tar_of({path: (0o644, content) for path, content in files.items()})


def _descriptor(media_type: str, content: bytes) -> dict[str, Any]:
    return {"mediaType": media_type, "digest": _digest(content), "size": len(content)}


def _digest(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"
