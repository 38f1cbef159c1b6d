"""Pods: what can be asked, what becomes of it, and how one stands."""

from dataclasses import replace

import pytest

from aurae.model.container import Container, Network
from aurae.model.container_state import ContainerState
from aurae.model.pod import Pod
from aurae.model.pod_parts import hostname, is_sidecar, services_of
from aurae.model.pod_spec_rules import check_pod
from aurae.model.pod_state import Part, PodState, state_of
from aurae.model.refusal import BadValue
from aurae.model.service import Restart, RestartPolicy, Service, Type
from aurae.model.workload import Executable, WorkloadSpec

C, S = ContainerState, PodState
ALWAYS = Service(restart=Restart(RestartPolicy.ALWAYS))


def member(name: str, service: Service | None = None, **container: object) -> WorkloadSpec:
    made = Container("image", **container)  # type: ignore[arg-type]  # fields of its own
    return WorkloadSpec(name, Executable(()), service, made)


def pod(*mains: WorkloadSpec, **fields: object) -> Pod:
    return Pod("a/shop", containers=mains or (member("web"),), **fields)  # type: ignore[arg-type]  # fields of its own


def refusal(item: Pod) -> str:
    with pytest.raises(BadValue) as caught:
        check_pod(item)
    return caught.value.field


def test_init_containers_run_in_turn_and_the_others_after_all_of_them() -> None:
    inits = (member("copy"), member("proxy", ALWAYS), member("wait"))
    found = services_of(pod(member("web"), member("db"), init_containers=inits))
    required = {spec.name: spec.service.requires for spec in found if spec.service is not None}
    assert required == {
        "copy": (),
        "proxy": ("copy",),
        "wait": ("copy", "proxy"),
        "web": ("copy", "proxy", "wait"),
        "db": ("copy", "proxy", "wait"),
    }


def test_an_init_container_ends_and_a_sidecar_goes_on() -> None:
    copy, proxy, web = services_of(pod(init_containers=(member("copy"), member("proxy", ALWAYS))))
    assert copy.service is not None
    assert (copy.service.type, copy.service.remain_after_exit) == (Type.ONESHOT, True)
    assert copy.service.restart.policy is RestartPolicy.ON_FAILURE
    assert proxy.service is not None
    assert (is_sidecar(proxy), proxy.service.type) == (True, Type.EXEC)
    assert web.service is not None
    assert web.service.restart.policy is RestartPolicy.ALWAYS


def test_what_a_container_says_of_its_service_stands() -> None:
    given = Service(restart=Restart(RestartPolicy.NO), requires=("x",))
    (web,) = services_of(pod(member("web", given), enabled=True))
    assert web.service == replace(given, enabled=True)


def test_the_host_name_is_the_last_part_of_the_name() -> None:
    assert hostname(pod()) == "shop"
    assert hostname(pod(hostname="other")) == "other"


@pytest.mark.parametrize(
    ("item", "field"),
    [
        (Pod("a/shop"), "containers"),
        (Pod("a//b", containers=(member("web"),)), "name"),
        (Pod("/shop/", containers=(member("web"),)), "name"),
        (Pod("", containers=(member("web"),)), "name"),
        (pod(member("")), "containers[0].name"),
        (pod(member("a/b")), "containers[0].name"),
        (pod(member("web"), member("web")), "containers[1].name"),
        (pod(init_containers=(member("web"),)), "containers[0].name"),
        (pod(WorkloadSpec("web", Executable(("x",)))), "containers[0].container"),
        (pod(member("web", hostname="x")), "containers[0].container.hostname"),
        (pod(member("web", network=Network.HOST)), "containers[0].container.network"),
        (pod(member("web", sysctls={"net.x": "1"})), "containers[0].container.sysctls"),
        (pod(member("web", extra_hosts=("a:1",))), "containers[0].container.extra_hosts"),
        (pod(member("web", Service(enabled=True))), "containers[0].service.enabled"),
        (pod(*(member(f"c{n}") for n in range(65))), "containers"),
        (pod(init_containers=tuple(member(f"c{n}") for n in range(33))), "init_containers"),
        (
            pod(init_containers=(member("i", Service(type=Type.NOTIFY)),)),
            "init_containers[0].service.type",
        ),
        (pod(hostname="a b"), "hostname"),
        (pod(extra_hosts=("nothing",)), "extra_hosts[0]"),
        (pod(sysctls={"vm.swappiness": "1"}), "sysctls"),
        (pod(shm_size=1), "shm_size"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(item: Pod, field: str) -> None:
    assert refusal(item).startswith(field)


def part(state: ContainerState, *, wanted: bool = True, healthy: bool = True) -> Part:
    return Part(state.value.lower(), state, wanted, healthy, "why")


@pytest.mark.parametrize(
    ("inits", "mains", "state"),
    [
        ((), (part(C.CREATED, wanted=False),), S.CREATED),
        ((part(C.CREATED, wanted=False),), (part(C.CREATED, wanted=False),), S.CREATED),
        ((part(C.RUNNING),), (part(C.STARTING),), S.STARTING),
        ((part(C.FAILED),), (part(C.FAILED, wanted=False),), S.FAILED),
        ((part(C.RUNNING),), (part(C.RUNNING),), S.RUNNING),
        ((), (part(C.RUNNING), part(C.PAUSED)), S.RUNNING),
        ((), (part(C.RUNNING), part(C.RUNNING, healthy=False)), S.DEGRADED),
        ((), (part(C.RUNNING), part(C.RESTARTING)), S.DEGRADED),
        ((), (part(C.RUNNING), part(C.STARTING)), S.STARTING),
        ((), (part(C.RUNNING), part(C.EXITED)), S.DEGRADED),
        ((), (part(C.STOPPING, wanted=False), part(C.EXITED, wanted=False)), S.STOPPING),
        ((), (part(C.EXITED, wanted=False), part(C.EXITED, wanted=False)), S.EXITED),
        ((), (part(C.EXITED, wanted=False), part(C.FAILED, wanted=False)), S.FAILED),
    ],
)
def test_a_pod_stands_as_its_containers_do(
    inits: tuple[Part, ...], mains: tuple[Part, ...], state: PodState
) -> None:
    found, why = state_of(inits, mains)
    assert found is state
    assert bool(why) == (state in (S.DEGRADED, S.STARTING, S.FAILED))
