"""Checks what is said of a service field by field; every refusal names the field by its path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.model.address import check_listeners
from aurae.model.ordering import RELATIONS
from aurae.model.ordering import check_name as check_other
from aurae.model.outcome import check_status_word
from aurae.model.refusal import BadValue
from aurae.model.service import RestartPolicy, Type
from aurae.model.timer import check_timer
from aurae.model.validation import at, check_command, named_signal

if TYPE_CHECKING:
    from aurae.model.service import HealthCheck, HttpProbe, Restart, Service
    from aurae.model.workload import WorkloadSpec

MOST = 64
"""Commands, checks or listeners of one kind, and names of one relation."""

LONGEST_TEXT = 1024
MOST_STORED = 512
SHORTEST_INTERVAL = 0.1
LONGEST_PROBE = 60.0
COMMANDS = ("condition", "start_pre", "then", "start_post", "reload", "stop", "stop_post")


def check_service(spec: WorkloadSpec) -> None:
    """BadValue when no service can be as this specification says."""
    if spec.service is None:
        return
    if not spec.name:
        raise BadValue("name", "is empty: a service has a name")
    try:
        _check(spec.service)
    except BadValue as error:
        raise BadValue(f"service.{error.field}", error.why) from None
    if spec.service.then and spec.service.type is not Type.ONESHOT:
        raise BadValue("service.then", "is for a oneshot")


def _check(service: Service) -> None:
    if len(service.description) > LONGEST_TEXT or not _is_line(service.description):
        raise BadValue("description", f"is not one line of at most {LONGEST_TEXT} characters")
    for kind in COMMANDS:
        commands = getattr(service, kind)
        _check_count(kind, len(commands))
        for index, command in enumerate(commands):
            at(f"{kind}[{index}]", check_command, command.argv)
    for relation in RELATIONS:
        names = getattr(service, relation)
        _check_count(relation, len(names))
        for index, name in enumerate(names):
            at(f"{relation}[{index}]", check_other, name)
    _check_numbers(service)
    at("restart", _check_restart, service.restart)
    if service.type is Type.ONESHOT and service.restart.policy in (
        RestartPolicy.ALWAYS,
        RestartPolicy.ON_SUCCESS,
    ):
        raise BadValue("restart.policy", "a oneshot that succeeds is done, and not started again")
    _check_health(service)
    if service.timer is not None:
        at("timer", check_timer, service.timer)
    check_listeners(service.listeners)


def _check_numbers(service: Service) -> None:
    for field in ("reload_signal", "watchdog_signal"):
        if getattr(service, field):
            at(field, named_signal, getattr(service, field))
    if service.watchdog is not None and service.watchdog < SHORTEST_INTERVAL:
        raise BadValue("watchdog", f"is shorter than {SHORTEST_INTERVAL:g} s")
    if service.fd_store > MOST_STORED:
        raise BadValue("fd_store", f"is above {MOST_STORED}")


def _check_restart(restart: Restart) -> None:
    if restart.delay > restart.max_delay:
        raise BadValue("delay", "is longer than max_delay")
    for field in ("success", "prevent", "force"):
        words = getattr(restart, field)
        _check_count(field, len(words))
        for index, word in enumerate(words):
            at(f"{field}[{index}]", check_status_word, word)


def _check_health(service: Service) -> None:
    _check_count("health", len(service.health))
    names = [check.name for check in service.health if check.name]
    for index, check in enumerate(service.health):
        at(f"health[{index}]", _check_check, check)
        if names.count(check.name) > 1:
            raise BadValue(f"health[{index}].name", "is there twice")


def _check_check(check: HealthCheck) -> None:
    probes = [check.command, check.tcp, check.http, check.grpc]
    if sum(probe is not None for probe in probes) != 1:
        raise BadValue("", "has no probe: give command, tcp, http or grpc")
    if check.command is not None:
        at("command", check_command, check.command.argv)
    _check_hosts(check)
    if check.http is not None:
        at("http", _check_http, check.http)
    if check.grpc is not None and len(check.grpc.service) > LONGEST_TEXT:
        raise BadValue("grpc.service", f"has more than {LONGEST_TEXT} characters")
    if check.interval < SHORTEST_INTERVAL:
        raise BadValue("interval", f"is shorter than {SHORTEST_INTERVAL:g} s")
    if check.timeout is not None and not 0 < check.timeout <= LONGEST_PROBE:
        raise BadValue("timeout", f"is not between 0 s and {LONGEST_PROBE:g} s")


def _check_hosts(check: HealthCheck) -> None:
    for kind in ("tcp", "http", "grpc"):
        probe = getattr(check, kind)
        if probe is None:
            continue
        if not 1 <= probe.port <= 65535:
            raise BadValue(f"{kind}.port", "is not between 1 and 65535")
        if len(probe.host) > 253 or not _is_line(probe.host) or " " in probe.host:
            raise BadValue(f"{kind}.host", "is not the name or the address of a host")


def _check_http(probe: HttpProbe) -> None:
    path = probe.path
    if path and (not path.startswith("/") or not path.isascii() or not _is_line(path)):
        raise BadValue("path", "does not begin with a slash, or has other signs than ASCII")
    if " " in path or len(path) > LONGEST_TEXT:
        raise BadValue("path", f"has a space, or more than {LONGEST_TEXT} characters")
    if any(not 100 <= status <= 599 for status in probe.statuses):
        raise BadValue("statuses", "are not between 100 and 599")


def _check_count(field: str, count: int) -> None:
    if count > MOST:
        raise BadValue(field, f"has {count} entries, at most {MOST} are allowed")


def _is_line(text: str) -> bool:
    return text.isprintable()
