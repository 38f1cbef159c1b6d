"""What a pod can be, and what a container can be in one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aurae.model.container import SHM_SIZE, Container, Network
from aurae.model.container_defaults import IDS, LONGEST_HOSTNAME
from aurae.model.container_mounts import check_size
from aurae.model.container_rules import check_dns, check_domain, check_hosts
from aurae.model.refusal import BadValue
from aurae.model.sysctl_rules import NETWORK, check_sysctls

if TYPE_CHECKING:
    from aurae.model.pod_namespaces import PodNamespaces

MOST_IDS = 1 << 32
OF_THE_POD = "is the pod's, for all its containers"
PLAIN = Container("")
NEVER_OF_A_MEMBER = (*("sysctls", "dns", "extra_hosts", "networks", "ports", "network_of"),)


def check_pod(pod: PodNamespaces) -> None:
    """BadValue when no pod can be as this says."""
    if pod.first_id and not IDS <= pod.first_id < MOST_IDS - IDS:
        raise BadValue("first_id", "begins no range of ids")
    if pod.hostname:
        if not pod.uts:
            raise BadValue("hostname", "needs uts")
        check_domain("hostname", pod.hostname, LONGEST_HOSTNAME)
    check_sysctls(pod.sysctls, own_network=pod.network)
    if not pod.ipc and any(not name.startswith(NETWORK) for name in pod.sysctls):
        raise BadValue("sysctls", "needs ipc for other ones than those of the network")
    check_size("shm_size", pod.shm_size)
    if pod.dns is not None:
        check_dns(pod.dns)
    check_hosts(pod.extra_hosts)


def check_member(container: Container, pod: PodNamespaces) -> None:
    """BadValue for what a container of a pod cannot say for itself."""
    for field in NEVER_OF_A_MEMBER:
        if getattr(container, field) != getattr(PLAIN, field):
            raise BadValue(field, OF_THE_POD)
    if pod.uts and container.hostname:
        raise BadValue("hostname", OF_THE_POD)
    if container.network is not (Network.OWN if pod.network else Network.HOST):
        raise BadValue("network", OF_THE_POD)
    if container.privileged and pod.first_id:
        raise BadValue("privileged", "needs a pod with the host's users")
    if container.has_own_users != bool(pod.first_id):
        raise BadValue("user_namespace", OF_THE_POD)
    if pod.ipc and container.shm_size != SHM_SIZE:
        raise BadValue("shm_size", OF_THE_POD)
    if pod.process and container.reaper:
        raise BadValue("reaper", "is of no use: the pod has one")


def as_member(container: Container, pod: PodNamespaces, cell: str) -> Container:
    """Return a container of a pod as it is with what is the pod's."""
    return replace(
        container,
        hostname=hostname(pod, cell) if pod.uts else container.hostname,
        dns=pod.dns,
        extra_hosts=pod.extra_hosts,
    )


def hostname(pod: PodNamespaces, cell: str) -> str:
    """Return the name of the host in a pod, whose cell has this path."""
    return pod.hostname or cell.rpartition("/")[2]
