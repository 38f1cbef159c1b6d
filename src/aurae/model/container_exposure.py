"""How much of the machine a container leaves exposed: rows and weights as in `exposure`.

Its own users are what counts most: there, root and its capabilities hold only for what is the
container's. So a capability weighs a part of what it weighs on the host.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.model import exposure
from aurae.model.container import Network, Propagation
from aurae.model.container_defaults import (
    MASKED_PATHS,
    READ_ONLY_PATHS,
    masked_paths,
    read_only_paths,
)
from aurae.model.execution import System
from aurae.model.exposure import Row, weigh

if TYPE_CHECKING:
    from aurae.model.container import Container, Mount
    from aurae.model.exposure import Weighed
    from aurae.model.sandbox import Resolved

OF_OWN_USERS = 0.2
"""What a right is worth that holds for the container's own files and namespaces only."""
OF_ONE = 0.5
"""Which share of the worst it is when there is one such mount or device; each further adds half of the rest."""


def exposure_of(resolved: Resolved, container: Container, *, is_root: bool) -> list[Row]:
    """Return a row for each thing that a container can take away; root is the container's."""
    return exposure.rows(
        [
            *_users(resolved, container, is_root=is_root),
            *_places(resolved, container),
            *_kernel(container),
            *_rights(resolved, container, is_root=is_root),
            *exposure.of_surface(resolved),
            *exposure.of_calls(resolved),
            *exposure.of_families(resolved),
        ]
    )


def _users(resolved: Resolved, container: Container, *, is_root: bool) -> list[Weighed]:
    no_new = resolved.no_new_privileges
    return [
        weigh("user_namespace", 9.0, container.has_own_users, "has the users of the host"),
        weigh("user", 3.0, not is_root, "runs as root of the container"),
        weigh("no_new_privileges", 2.0, no_new, "gains rights by set-user-ID programs"),
        weigh("privileged", 9.0, not container.privileged, "is held by nothing"),
    ]


def _places(resolved: Resolved, container: Container) -> list[Weighed]:
    binds = [mount for mount in container.mounts if mount.bind is not None]
    writable = [mount for mount in binds if not mount.read_only]
    shared = [mount for mount in binds if _is_shared(mount)]
    read_only = container.read_only or resolved.system is System.STRICT
    devices = 1.0 if container.privileged else _share(len(container.devices))
    on_host = container.network is Network.HOST
    return [
        weigh("root", 1.0, read_only, "writes its own root"),
        ("binds", 5.0, _share(len(writable)), "writes files of the host"),
        ("binds, read-only", 2.0, _share(len(binds) - len(writable)), "reads files of the host"),
        ("propagation", 3.0, _share(len(shared)), "mounts on the host"),
        ("devices", 5.0, devices, "uses devices of the host"),
        weigh("network", 3.0, not on_host, "is on the network of the host"),
    ]


def _kernel(container: Container) -> list[Weighed]:
    masked = _left(MASKED_PATHS, masked_paths(container))
    read_only = _left(READ_ONLY_PATHS, read_only_paths(container))
    return [
        ("masked_paths", 2.0, masked, "reads what the kernel tells of the host"),
        ("read_only_paths", 4.0, read_only, "sets parameters of the kernel"),
        weigh("apparmor", 1.0, bool(container.apparmor), "is held by no profile of AppArmor"),
    ]


def _rights(resolved: Resolved, container: Container, *, is_root: bool) -> list[Weighed]:
    worth = OF_OWN_USERS if container.has_own_users else 1.0
    return [
        (name, weight, share * worth, text)
        for name, weight, share, text in exposure.of_rights(resolved, is_root)
    ]


def _left(usual: tuple[str, ...], given: tuple[str, ...]) -> float:
    """Return which share of the usual paths is not held."""
    return len(set(usual) - set(given)) / len(usual)


def _share(count: int) -> float:
    return 1.0 - OF_ONE**count


def _is_shared(mount: Mount) -> bool:
    return mount.bind is not None and mount.bind.propagation is Propagation.SHARED
