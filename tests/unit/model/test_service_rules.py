"""What no service can be is refused, with the path of the field that says so."""

from dataclasses import replace

import pytest

from aurae.model.ordering import RELATIONS
from aurae.model.refusal import BadValue
from aurae.model.service import (
    Command,
    GrpcProbe,
    HealthCheck,
    HttpProbe,
    Restart,
    RestartPolicy,
    Service,
    TcpProbe,
    Type,
)
from aurae.model.service_rules import COMMANDS, LONGEST_TEXT, MOST, MOST_STORED, check_service
from aurae.model.workload import Executable, WorkloadSpec

TRUE = Command(("true",))
TCP = HealthCheck(tcp=TcpProbe(80))
SPEC = WorkloadSpec("web", Executable(("web",)))


def refusal(service: Service) -> BadValue:
    with pytest.raises(BadValue) as caught:
        check_service(replace(SPEC, service=service))
    assert caught.value.why
    return caught.value


def having(field: str, value: object, kind: Type = Type.EXEC) -> Service:
    return replace(Service(type=kind), **{field: value})  # type: ignore[arg-type]  # as the field


def http(**values: object) -> Service:
    probe = replace(HttpProbe(80), **values)  # type: ignore[arg-type]  # its fields
    return Service(health=(TCP, HealthCheck(http=probe)))


@pytest.mark.parametrize(
    ("service", "field"),
    [
        (Service(description="a\nb"), "description"),
        (Service(description="x" * (LONGEST_TEXT + 1)), "description"),
        (Service(reload_signal="SIGNOPE"), "reload_signal"),
        (Service(watchdog_signal="9"), "watchdog_signal"),
        (Service(watchdog=0.05), "watchdog"),
        (Service(fd_store=MOST_STORED + 1), "fd_store"),
        (Service(then=(TRUE,)), "then"),
        (Service(restart=Restart(delay=2, max_delay=1)), "restart.delay"),
        (Service(restart=Restart(success=("0", "256"))), "restart.success[1]"),
        (Service(restart=Restart(prevent=("SIGNOPE",))), "restart.prevent[0]"),
        (Service(restart=Restart(force=("x",))), "restart.force[0]"),
        (Service(restart=Restart(force=("1",) * (MOST + 1))), "restart.force"),
        (Service(health=(TCP,) * (MOST + 1)), "health"),
        (Service(health=(TCP, HealthCheck())), "health[1]"),
        (Service(health=(replace(TCP, http=HttpProbe(1)),)), "health[0]"),
        (Service(health=(replace(TCP, name="a"), replace(TCP, name="a"))), "health[0].name"),
        (Service(health=(HealthCheck(tcp=TcpProbe(0)),)), "health[0].tcp.port"),
        (Service(health=(HealthCheck(grpc=GrpcProbe(65536)),)), "health[0].grpc.port"),
        (
            Service(health=(HealthCheck(grpc=GrpcProbe(1, service="x" * 1025)),)),
            "health[0].grpc.service",
        ),
        (Service(health=(HealthCheck(tcp=TcpProbe(1, "a b")),)), "health[0].tcp.host"),
        (Service(health=(HealthCheck(command=Command(())),)), "health[0].command.argv"),
        (Service(health=(replace(TCP, interval=0.01),)), "health[0].interval"),
        (Service(health=(replace(TCP, timeout=0),)), "health[0].timeout"),
        (Service(health=(replace(TCP, timeout=61),)), "health[0].timeout"),
        (http(path="x"), "health[1].http.path"),
        (http(path="/a b"), "health[1].http.path"),
        (http(path="/\r"), "health[1].http.path"),
        (http(statuses=(99,)), "health[1].http.statuses"),
        *(
            (Service(type=Type.ONESHOT, restart=Restart(policy)), "restart.policy")
            for policy in (RestartPolicy.ALWAYS, RestartPolicy.ON_SUCCESS)
        ),
    ],
)
def test_a_bad_field_is_refused_with_its_path(service, field):
    assert refusal(service).field == f"service.{field}"


@pytest.mark.parametrize("kind", COMMANDS)
def test_a_bad_command_of_each_kind_is_named(kind):
    bad = having(kind, (TRUE, Command(("a", "b\0"))), Type.ONESHOT)
    assert refusal(bad).field == f"service.{kind}[1].argv[1]"
    many = having(kind, (TRUE,) * (MOST + 1), Type.ONESHOT)
    assert refusal(many).field == f"service.{kind}"


@pytest.mark.parametrize("relation", RELATIONS)
def test_a_bad_name_of_each_relation_is_named(relation):
    for name in ("", "a b", "../x", "a//b", "x\0"):
        service = having(relation, ("web", name))
        assert refusal(service).field.startswith(f"service.{relation}[1]")
    many = having(relation, ("web",) * (MOST + 1))
    assert refusal(many).field == f"service.{relation}"


def test_a_service_has_a_name():
    with pytest.raises(BadValue) as caught:
        check_service(replace(SPEC, name="", service=Service()))
    assert caught.value.field == "name"


def test_what_is_right_passes():
    check_service(SPEC)
    check_service(replace(SPEC, service=Service(health=(TCP,), requires=("db", "/x", "a/b"))))
