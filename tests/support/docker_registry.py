"""Debian's docker-registry, the real one, on a port of loopback and in a folder of its own."""

import contextlib
import json
import re
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.support.require import need
from tests.support.server_certificates import ServerAuthority
from tests.support.token_server import ISSUER, SERVICE
from tests.support.until import until

USER, PASSWORD = "somebody", "correct horse"
_HTPASSWD = f"{USER}:$2b$04$BXfM836no32gimK/UxHFteElLRp7Yz5Iy806t6mvAEAMsF3Jy/dyi\n"

_LISTENING = re.compile(r"listening on [^\s:]*:(\d+)|listening on \[::1?\]:(\d+)")


class DockerRegistry:
    """One registry; `address` is what images in it are named by.

    With `tls` it has a certificate of `authority`, and with `client` wants one of us; with `password`
    it wants USER and PASSWORD, with `realm` tokens of a server there whose certificates `issuer` signs.
    """

    def __init__(
        self,
        folder: Path,
        *,
        tls: bool = False,
        password: bool = False,
        client: bool = False,
        realm: str = "",
        issuer: Path | None = None,
    ) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)
        self.authority = ServerAuthority(folder)
        self._log = folder / "log"
        config = folder / "config.json"
        found = self._config(tls=tls, password=password, client=client)
        if realm:
            found["auth"] = {
                "token": {
                    "realm": realm,
                    "service": SERVICE,
                    "issuer": ISSUER,
                    "rootcertbundle": str(issuer),
                }
            }
        config.write_text(json.dumps(found))
        with self._log.open("w") as log:
            self._process = subprocess.Popen(
                [need("docker-registry"), "serve", config],
                stdout=log,
                stderr=log,
                env={"OTEL_TRACES_EXPORTER": "none"},
            )
        try:
            self.port = until(self._port, "docker-registry listens")
        except BaseException:
            self.close()
            raise

    @property
    def address(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self.port}"

    def log(self) -> str:
        """Return what it wrote."""
        return self._log.read_text()

    def blob_file(self, digest: str) -> Path:
        """Return where it keeps a blob."""
        algorithm, _, digits = digest.partition(":")
        blobs = self.folder / "data/docker/registry/v2/blobs"
        return blobs / algorithm / digits[:2] / digits / "data"

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Have it do nothing: connections stay, and no byte comes."""
        self._process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._process.send_signal(signal.SIGCONT)

    def close(self) -> None:
        """Stop it."""
        self._process.terminate()
        self._process.wait(30)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _config(self, *, tls: bool, password: bool, client: bool) -> dict[str, Any]:
        http: dict[str, Any] = {"addr": "127.0.0.1:0"}
        if tls:
            certificate, key = self.authority.issue("server", "127.0.0.1", "localhost")
            http["tls"] = {"certificate": str(certificate), "key": str(key)}
            if client:
                http["tls"]["clientcas"] = [str(self.authority.ca)]
        config: dict[str, Any] = {
            "version": 0.1,
            "log": {"accesslog": {"disabled": False}},
            "storage": {
                "filesystem": {"rootdirectory": str(self.folder / "data")},
                "delete": {"enabled": True},
            },
            "http": http,
        }
        if password:
            file = self.folder / "htpasswd"
            file.write_text(_HTPASSWD)
            config["auth"] = {"htpasswd": {"realm": "tests", "path": str(file)}}
        return config

    def _port(self) -> int:
        assert self._process.poll() is None, self.log()
        found = _LISTENING.search(self.log())
        return int(found[1] or found[2]) if found else 0
