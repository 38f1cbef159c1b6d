"""The daemon's settings, each declared once: name, type, default, check and help in one row.

The TOML key of a setting is its name, its environment variable AURAE_<NAME>, its flag
--<name-with-dashes>. The files, the flags, the explanation and the reference page are derived
from these rows. Only what an operator chose is here; state lives elsewhere.
"""
# ruff: noqa: RUF009 -- _setting makes a field, as dataclasses.field does

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import NamedTuple, Never, TypeVar, cast

from aurae.config.values import (
    absolute_path,
    address_pool,
    between,
    check_socket_length,
    count,
    dns_names,
    duration,
    duration_text,
    group_name,
    id_span,
    listen_address,
    one_of,
    optional_path,
    path_segment,
    paths,
    size,
    size_text,
    socket_path,
    trust_domain,
)

Value = TypeVar("Value")


class Row(NamedTuple):
    """One setting as it is declared; `default` is text, as it would stand in a file."""

    name: str
    kind: str
    default: str
    parse: Callable[[str], object]
    help: str

    @property
    def flag(self) -> str:
        """The flag of the setting, such as `--runtime-dir`."""
        return "--" + self.name.replace("_", "-")

    @property
    def variable(self) -> str:
        """The environment variable of the setting, such as `AURAE_RUNTIME_DIR`."""
        return "AURAE_" + self.name.upper()


def host_name() -> str:
    """Return the host's name with each character that a SPIFFE ID cannot hold made a `-`."""
    name = re.sub(r"[^A-Za-z0-9._-]", "-", os.uname().nodename)
    return "node" if name in {"", ".", ".."} else name


def _setting(default: str, kind: str, parse: Callable[[str], Value], text: str) -> Value:
    def make() -> Value:
        return parse(default.replace("{hostname}", host_name()))

    metadata = {"default": default, "kind": kind, "parse": parse, "help": text}
    return cast("Value", field(default_factory=cast("Callable[[], str]", make), metadata=metadata))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the operator chose: paths, sizes in bytes, durations in seconds.

    `{runtime_dir}` in a path stands for `runtime_dir`. A `cgroup_root` of None lets auraed choose.
    """

    runtime_dir: Path = _setting(
        "/run/aurae", "path", absolute_path,
        "Folder of the sockets and the trust bundle; made with mode 0755.",
    )  # fmt: skip
    state_dir: Path = _setting(
        "/var/lib/aurae", "path", absolute_path,
        "Folder of the state database, the keys and the images; made with mode 0700.",
    )  # fmt: skip
    log_dir: Path = _setting(
        "/var/log/aurae", "path", absolute_path,
        "Folder of the workloads' logs; made with mode 0700.",
    )  # fmt: skip
    socket: Path = _setting(
        "{runtime_dir}/aurae.sock", "path", socket_path,
        "Unix socket of the API (mTLS). Identity is by certificate, not by file mode.",
    )  # fmt: skip
    login_socket: Path = _setting(
        "{runtime_dir}/login.sock", "path", socket_path,
        "Unix socket that issues client identities to local users (`aer login --local`).",
    )  # fmt: skip
    listen: str = _setting(
        "", "host:port", listen_address,
        "TCP address that serves the API as well (mTLS); none when empty.",
    )  # fmt: skip
    cgroup_root: Path | None = _setting(
        "", "path", optional_path,
        "cgroup v2 folder of the workloads; when empty, the cgroup that systemd delegated to the "
        "daemon, else `aurae` in the cgroup2 mount.",
    )  # fmt: skip
    trust_domain: str = _setting(
        "aurae.local", "trust domain", trust_domain,
        "SPIFFE trust domain of the identities that this daemon issues.",
    )  # fmt: skip
    node_name: str = _setting(
        "{hostname}", "name", path_segment,
        "Name of this node in SPIFFE IDs: letters, digits, `.`, `-` and `_`.",
    )  # fmt: skip
    group: str = _setting(
        "aurae", "group", group_name,
        "Members of this Unix group may use the whole API, besides the daemon's owner; nobody "
        "else when empty.",
    )  # fmt: skip
    dns_names: tuple[str, ...] = _setting(
        "localhost,server.unsafe.aurae.io", "list of names", dns_names,
        "DNS names in the daemon's certificate, for clients that check a host name.",
    )  # fmt: skip
    orphans: str = _setting(
        "keep", "keep or kill", one_of("keep", "kill"),
        "What to do with workloads that still run although the init that started them is gone.",
    )  # fmt: skip
    stop_timeout: float = _setting(
        "10s", "duration", between(duration, "0s", "1h"),
        "Time between a workload's stop signal and the kill of its cgroup.",
    )  # fmt: skip
    spawn_timeout: float = _setting(
        "30s", "duration", between(duration, "100ms", "1h"),
        "Time that a workload has from clone to execve before it is killed.",
    )  # fmt: skip
    log_segment_size: int = _setting(
        "16MiB", "size", between(size, "4KiB", "1GiB"),
        "A log segment is closed when it has this size.",
    )  # fmt: skip
    log_max_size: int = _setting(
        "4GiB", "size", between(size, "64KiB", "1024TiB"),
        "Logs of all workloads together; the oldest segments go first.",
    )  # fmt: skip
    log_max_age: float = _setting(
        "30d", "duration", between(duration, "1m", "36500d"),
        "Segments older than this are removed.",
    )  # fmt: skip
    history: int = _setting(
        "10000", "count", between(count, "0", "1000000"),
        "Ended workloads that are remembered; the oldest are forgotten with their logs.",
    )  # fmt: skip
    registry_dir: Path = _setting(
        "/etc/aurae/registries", "path", absolute_path,
        "Folder with a folder for each registry, as containerd has them: hosts.toml, certificates.",
    )  # fmt: skip
    registry_auth: tuple[str, ...] = _setting(
        "/etc/aurae/registries/auth.json,/root/.docker/config.json,/run/containers/0/auth.json",
        "list of paths", paths,
        "Files with credentials for registries, as Docker and podman write them; the first that "
        "knows a registry counts.",
    )  # fmt: skip
    registry_least_rate: int = _setting(
        "1KiB", "size", between(size, "0", "1GiB"),
        "Bytes a second that a stream from a registry must bring over half a minute; a slower one "
        "is broken off.",
    )  # fmt: skip
    registry_blob_timeout: float = _setting(
        "12h", "duration", between(duration, "1s", "365d"),
        "Time that one layer may take to come, however often its stream breaks; what has come is "
        "kept for the next pull.",
    )  # fmt: skip
    image_policy: Path = _setting(
        "/etc/aurae/images.toml", "path", absolute_path,
        "File with the rules about which images may be had; without it any may. Read for each pull.",
    )  # fmt: skip
    layer_blobs: str = _setting(
        "keep", "keep or discard", one_of("keep", "discard"),
        "What to do with a compressed layer when it is unpacked. Without it an image takes a third "
        "less of the disk, and can be neither pushed nor exported.",
    )  # fmt: skip
    disk_reserve: int = _setting(
        "1GiB", "size", between(size, "0", "1024TiB"),
        "Bytes of the disk that images leave free, a twentieth of it at most: pulls and imports "
        "are refused before it is full.",
    )  # fmt: skip
    unpack_image_size: int = _setting(
        "128GiB", "size", between(size, "1MiB", "1024TiB"),
        "What all layers of an image may take unpacked.",
    )  # fmt: skip
    unpack_layer_size: int = _setting(
        "64GiB", "size", between(size, "1MiB", "1024TiB"),
        "What one layer may unpack to.",
    )  # fmt: skip
    unpack_layer_entries: int = _setting(
        "2000000", "count", between(count, "1", "100000000"),
        "Files, folders and whatever else one layer may have.",
    )  # fmt: skip
    unpack_ratio: int = _setting(
        "300", "count", between(count, "0", "1000000"),
        "Bytes that may come of one that is read of a layer, from 64 MiB on; 0 for any number.",
    )  # fmt: skip
    unpack_timeout: float = _setting(
        "30m", "duration", between(duration, "1s", "7d"),
        "Time that one layer may take to be unpacked.",
    )  # fmt: skip
    max_pulls: int = _setting(
        "100", "count", between(count, "1", "10000"),
        "Pulls that run at once. One caller, a local user or a SPIFFE ID elsewhere, has half of them.",
    )  # fmt: skip
    max_imports: int = _setting(
        "8", "count", between(count, "1", "10000"),
        "Imports of archives that run at once; one caller has half of them.",
    )  # fmt: skip
    pull_grace: float = _setting(
        "1m", "duration", between(duration, "0s", "36500d"),
        "A pull that nobody waits for any more ends after this time; what has come is kept for the "
        "next one.",
    )  # fmt: skip
    container_ids: str = _setting(
        "524288-1879048191", "ids", id_span,
        "User and group ids of the host that containers have: each owner of containers gets 65,536 "
        "of them for good. Ids that /etc/subuid or /etc/subgid names are left alone.",
    )  # fmt: skip
    vm_ids: str = _setting(
        "1879048192-1879179263", "ids", id_span,
        "User and group ids of the host that virtual machines run as: each has two for as long as it is "
        "there. Ids that /etc/subuid or /etc/subgid names are left alone.",
    )  # fmt: skip
    vm_templates: str = _setting(
        "on", "on or off", one_of("on", "off"),
        "Whether machines of images begin as copies of one that has booted, where there is one for their shape.",
    )  # fmt: skip
    vm_kernel: Path | None = _setting(
        "", "path", optional_path,
        "Kernel of virtual machines made from images; when empty, the one in `vms/kernel` of the state folder, "
        "else the newest of Debian's for clouds in /boot.",
    )  # fmt: skip
    vm_modules: Path | None = _setting(
        "", "path", optional_path,
        "Folder of that kernel's modules; when empty, `modules` beside it, else that of its name in /lib/modules.",
    )  # fmt: skip
    network_pool_ipv4: str = _setting(
        "10.88.0.0/13", "pool", address_pool(4, 24),
        "Range from which networks that name none get /24 of IPv4, clear of what the machine uses.",
    )  # fmt: skip
    network_pool_ipv6: str = _setting(
        "", "pool", address_pool(6, 64),
        "Range from which networks that name none get /64 of IPv6; a range of unique local addresses "
        "that is made from the machine's id when empty.",
    )  # fmt: skip
    ip_forward: str = _setting(
        "set", "choice", one_of("set", "leave"),
        "Whether the daemon puts the kernel's forwarding on for its first network, and back as it was "
        "after the last one; with `leave` a network needs it to be on already.",
    )  # fmt: skip
    cni_conf_dir: Path = _setting(
        "/etc/cni/net.d", "path", absolute_path,
        "Folder of CNI configurations: each is a network by its name.",
    )  # fmt: skip
    cni_bin_dirs: tuple[str, ...] = _setting(
        "/opt/cni/bin,/usr/lib/cni", "list of paths", paths,
        "Folders of CNI plug-ins, the first one first.",
    )  # fmt: skip
    cni_timeout: float = _setting(
        "30s", "duration", between(duration, "1s", "10m"),
        "Time that a CNI plug-in has; then it is ended.",
    )  # fmt: skip
    svid_ttl: float = _setting(
        "24h", "duration", between(duration, "1m", "365d"),
        "Lifetime of the daemon's own certificate; it is renewed at half of it.",
    )  # fmt: skip
    client_ttl: float = _setting(
        "30d", "duration", between(duration, "1m", "365d"),
        "Lifetime of the certificates that `aer login --local` gets.",
    )  # fmt: skip
    max_connections: int = _setting(
        "1024", "count", between(count, "1", "100000"),
        "Connections in all; more are closed at once.",
    )  # fmt: skip
    max_connections_per_user: int = _setting(
        "64", "count", between(count, "1", "100000"),
        "Connections of one local user.",
    )  # fmt: skip
    message_limit: int = _setting(
        "16MiB", "size", between(size, "64KiB", "1GiB"),
        "Largest message that the API takes.",
    )  # fmt: skip

    def __post_init__(self) -> None:
        """Put `runtime_dir` where a socket's path names it; ValueError when that is too long."""
        for name in ("socket", "login_socket"):
            text = str(getattr(self, name)).replace("{runtime_dir}", str(self.runtime_dir))
            try:
                check_socket_length(text)
            except ValueError as error:
                raise ValueError(f"{name}: {text!r} {error}") from None
            # The way that dataclasses' own __init__ sets the fields of a frozen class.
            object.__setattr__(self, name, Path(text))


def build(values: Mapping[str, object]) -> Settings:
    """Make settings of parsed values by name; ValueError when they do not fit together."""
    # Each value has gone through the parser of its own row, which makes the field's type.
    return Settings(**cast("dict[str, Never]", dict(values)))


@cache
def rows() -> dict[str, Row]:
    """Return the rows of all settings by name, in the order of their declaration."""
    return {item.name: Row(name=item.name, **item.metadata) for item in fields(Settings)}


def written(row: Row, value: object) -> str:
    """Write a value as the text that the row's parser reads back."""
    if value is None:
        return ""
    if row.kind == "duration" and isinstance(value, float):
        return duration_text(value)
    if row.kind == "size" and isinstance(value, int):
        return size_text(value)
    return ",".join(value) if isinstance(value, tuple) else str(value)
