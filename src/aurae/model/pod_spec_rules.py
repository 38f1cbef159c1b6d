"""Checks what is asked of a pod; every refusal names the field by its path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.model import cell_names
from aurae.model.bad_field import BadField
from aurae.model.cell_rules import check_spec
from aurae.model.container import Container, Network
from aurae.model.container_rules import check_container
from aurae.model.labels import check_count
from aurae.model.names import check_name
from aurae.model.pod_parts import NO_IMAGE, as_container, cell_of
from aurae.model.refusal import BadValue
from aurae.model.service import RestartPolicy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aurae.model.pod import Pod
    from aurae.model.workload import WorkloadSpec

PLAIN = Container(NO_IMAGE)
OF_THE_POD = (
    *("hostname", "network", "user_namespace", "dns", "extra_hosts", "sysctls", "shm_size"),
    *("networks", "ports", "network_of"),
)
"""Fields that a container of a pod leaves as they are."""
MOST_INITS = 32
MOST_CONTAINERS = 64


def check_pod(pod: Pod) -> None:
    """BadValue when no pod can be as this says. What its containers say besides is checked as ever."""
    try:
        if cell_names.check_path(pod.name, "name") != pod.name:
            raise BadValue("name", "has a slash at an end")
    except BadField:
        raise BadValue("name", f"{pod.name[:64]!r} is no path of a cell") from None
    check_count("init_containers", pod.init_containers, MOST_INITS)
    check_count("containers", pod.containers, MOST_CONTAINERS)
    if not pod.containers:
        raise BadValue("containers", "is empty: a pod has one at least")
    _check_members("init_containers", pod.init_containers)
    _check_members("containers", pod.containers)
    _check_names(pod)
    for index, spec in enumerate(pod.init_containers):
        _check_init(f"init_containers[{index}]", spec)
    if pod.network is Network.NONE:
        raise BadValue("network", "is that of a container: a pod has a loopback at least")
    check_container(as_container(pod))
    try:
        check_spec(cell_of(pod, 0, (), ()), "")
    except BadField as error:
        raise BadValue(error.field.lstrip("."), error.rule) from None


def _check_members(field: str, specs: Sequence[WorkloadSpec]) -> None:
    for index, spec in enumerate(specs):
        try:
            check_name(spec.name)
        except BadValue as error:
            raise BadValue(f"{field}[{index}].name", error.why) from None
        if spec.container is None:
            raise BadValue(f"{field}[{index}].container", "is not set: a pod has containers only")
        _check_member(f"{field}[{index}].container", spec.container)
        if spec.service is not None and spec.service.enabled:
            raise BadValue(f"{field}[{index}].service.enabled", "is the pod's to say")


def _check_member(field: str, container: Container) -> None:
    for name in OF_THE_POD:
        if getattr(container, name) != getattr(PLAIN, name):
            raise BadValue(f"{field}.{name}", "is the pod's to say")


def _check_names(pod: Pod) -> None:
    seen = set()
    for field, specs in (("init_containers", pod.init_containers), ("containers", pod.containers)):
        for index, spec in enumerate(specs):
            if spec.name in seen:
                raise BadValue(f"{field}[{index}].name", f"{spec.name} stands there twice")
            seen.add(spec.name)


def _check_init(field: str, spec: WorkloadSpec) -> None:
    service = spec.service
    if service is None or service.restart.policy is RestartPolicy.ALWAYS:
        return
    if service.notifies:
        why = "is of a service that stays up: an init container ends, or has the policy POLICY_ALWAYS"
        raise BadValue(f"{field}.service.type", why)
