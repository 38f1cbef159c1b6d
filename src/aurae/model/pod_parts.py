"""What a pod is made of: the services of its containers, each after those that it needs.

An init container is a oneshot that stays up when it has ended with success, so that its end lets the
next one start and a restart of a container runs none of them again. A sidecar is a service that the
later ones need to be up at their start, and no longer.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aurae.model.cell import CellSpec, Limits
from aurae.model.container import Container, Network
from aurae.model.dns import Dns
from aurae.model.pod_namespaces import PodNamespaces
from aurae.model.service import Restart, RestartPolicy, Service, Type

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from aurae.model.pod import Pod
    from aurae.model.workload import WorkloadSpec

NO_IMAGE = "none"
"""Stands for an image where there is none to check."""


def hostname(pod: Pod) -> str:
    """Return the name that its containers see as the host's."""
    return pod.hostname or pod.name.rpartition("/")[2]


def as_container(pod: Pod) -> Container:
    """Return a container that says what a pod says for all of its own: the same rules hold for both."""
    return Container(
        image=NO_IMAGE,
        hostname=hostname(pod),
        network=pod.network,
        user_namespace=pod.user_namespace,
        dns=pod.dns,
        extra_hosts=pod.extra_hosts,
        sysctls=pod.sysctls,
        shm_size=pod.shm_size,
        limits=pod.limits,
        networks=pod.networks,
        ports=pod.ports,
    )


def cell_of(pod: Pod, first_id: int, addresses: Sequence[str], servers: Sequence[str]) -> CellSpec:
    """Return the cell of a pod.

    `first_id` is the host's id of root inside, 0 with the host's users; `addresses` are its own,
    `servers` resolve names for it where it does not say who does.
    """
    name = hostname(pod)
    dns = pod.dns or (Dns(servers=tuple(servers)) if servers else None)
    namespaces = PodNamespaces(
        first_id=first_id,
        network=pod.network is not Network.HOST,
        process=pod.share_processes,
        hostname=name,
        sysctls=pod.sysctls,
        shm_size=pod.shm_size,
        dns=dns,
        extra_hosts=(*(f"{name}:{address}" for address in addresses), *pod.extra_hosts),
    )
    return CellSpec(
        name=pod.name,
        limits=pod.limits or Limits(),
        labels=pod.labels,
        annotations=pod.annotations,
        pod=namespaces,
    )


def services_of(pod: Pod) -> list[WorkloadSpec]:
    """Return the containers as services, in the order in which they start."""
    found = []
    before: list[str] = []
    for spec in pod.init_containers:
        found.append(_after(_init(spec), before))
        before.append(spec.name)
    found += [_after(_main(spec, enabled=pod.enabled), before) for spec in pod.containers]
    made = _made_volumes(pod)
    return [_member(spec, pod, made) for spec in found]


def is_sidecar(spec: WorkloadSpec) -> bool:
    """Say whether an init container runs as long as the pod."""
    return spec.service is not None and spec.service.restart.policy is RestartPolicy.ALWAYS


def _made_volumes(pod: Pod) -> set[str]:
    """Return the volumes that one of the containers makes when they are missing."""
    return {
        mount.volume.name
        for spec in pod.everything
        if spec.container is not None
        for mount in spec.container.mounts
        if mount.volume is not None and mount.volume.create
    }


def _member(spec: WorkloadSpec, pod: Pod, made: AbstractSet[str]) -> WorkloadSpec:
    """Return a container with what the pod says for all: any of them may be the first at a volume."""
    assert spec.container is not None
    mounts = tuple(
        replace(mount, volume=replace(mount.volume, create=True))
        if mount.volume is not None and mount.volume.name in made
        else mount
        for mount in spec.container.mounts
    )
    container = replace(
        spec.container,
        network=pod.network,
        user_namespace=pod.user_namespace,
        mounts=mounts,
    )
    return replace(spec, container=container)


def _init(spec: WorkloadSpec) -> WorkloadSpec:
    if is_sidecar(spec):
        return spec
    service = spec.service or Service(restart=Restart(RestartPolicy.ON_FAILURE))
    return replace(spec, service=replace(service, type=Type.ONESHOT, remain_after_exit=True))


def _main(spec: WorkloadSpec, *, enabled: bool) -> WorkloadSpec:
    service = spec.service or Service(restart=Restart(RestartPolicy.ALWAYS))
    return replace(spec, service=replace(service, enabled=enabled))


def _after(spec: WorkloadSpec, before: Sequence[str]) -> WorkloadSpec:
    assert spec.service is not None
    requires = tuple(dict.fromkeys((*spec.service.requires, *before)))
    return replace(spec, service=replace(spec.service, requires=requires))
