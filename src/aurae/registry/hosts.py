"""Whom to ask for the images of a registry: containerd's folders with hosts.toml, read as they are.

For `ghcr.io:5000` the first of `ghcr.io_5000_`, `ghcr.io:5000` and `_default` that is there counts.
Without hosts.toml the certificates in the folder count, as Docker has them: `*.crt` are CAs, `*.cert`
with `*.key` are ours. Where containerd goes on without a file that it cannot read, this refuses: who
wrote it meant something by it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aurae.model.refusal import BadValue
from aurae.registry.failures import RegistryFailed
from aurae.registry.host import ALL, Host
from aurae.registry.hosts_file import Hosts, parse
from aurae.registry.urls import Origin, origin

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 1024 * 1024
"""Bytes of hosts.toml."""

DOCKER = "https://registry-1.docker.io/v2"


def find(folder: Path, registry: str) -> Hosts:
    """Return whom to ask for images of a registry, in this order; RegistryFailed if that is not said well."""
    found = _folder(folder, registry)
    hosts = Hosts((), Host()) if found is None else _read(found)
    last = hosts.server if hosts.server.url else _itself(hosts.server, registry)
    named = [*hosts.mirrors, last]
    return Hosts(
        tuple(_with_namespace(host, registry) for host in named[:-1]),
        _with_namespace(named[-1], registry),
        hosts.unknown,
    )


def _folder(root: Path, registry: str) -> Path | None:
    host, colon, port = registry.rpartition(":")
    names = [registry, "_default"]
    if colon and host:
        names.insert(0, f"{host}_{port}_")
    for name in names:
        path = root / name
        if path.is_dir():
            return path
    return None


def _read(folder: Path) -> Hosts:
    path = folder / "hosts.toml"
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        data = b""
    except OSError as error:
        raise RegistryFailed(f"{path}: {error.strerror}") from None
    if not data:
        return Hosts((), _certificates(folder))
    if len(data) > LARGEST:
        raise RegistryFailed(f"{path}: has more than {LARGEST} bytes")
    try:
        return parse(data, folder)
    except BadValue as error:
        raise RegistryFailed(f"{path}: {error}") from None


def _certificates(folder: Path) -> Host:
    """Return a host with the certificates that lie in a folder."""
    names = sorted(path.name for path in folder.iterdir())
    pairs = []
    for name in names:
        if name.endswith(".cert"):
            key = f"{name.removesuffix('.cert')}.key"
            pairs.append((folder / name, folder / key if key in names else None))
    authorities = tuple(folder / name for name in names if name.endswith(".crt"))
    return Host(authorities=authorities, certificates=tuple(pairs))


def _itself(host: Host, registry: str) -> Host:
    """Return a registry as it is asked when nobody says otherwise, with what is said of TLS."""
    if registry == "docker.io":
        return replace(host, url=DOCKER, capabilities=ALL)
    secured = bool(host.authorities or host.certificates or host.skip_verify is not None)
    found = origin(f"https://{registry}")
    plain = found.is_loopback and found.port != 443 and not secured
    scheme = "http" if plain and ":" in registry.rpartition("]")[2] else "https"
    return replace(host, url=f"{scheme}://{registry}/v2", capabilities=ALL)


def _with_namespace(host: Host, registry: str) -> Host:
    """Say to a host that is not the registry itself whose images are meant."""
    own = Origin("https", "registry-1.docker.io", 443) if registry == "docker.io" else None
    asked = origin(host.url)
    if own is None:
        own = origin(f"{asked.scheme}://{registry}")
    is_own = (asked.host, asked.port) == (own.host, own.port)
    return replace(host, namespace="" if is_own else registry)


def called(host: Host) -> str:
    """Return what credentials for a host stand under: its name and port."""
    netloc = host.url.partition("://")[2].partition("/")[0]
    return "docker.io" if host.url == DOCKER else netloc
