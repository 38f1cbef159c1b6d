"""Services as the API shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from google.protobuf.duration_pb2 import Duration

from aurae.model.service import Type
from aurae.proto import runtime_pb2, service_pb2
from aurae.server import convert
from aurae.server.convert import timestamp

if TYPE_CHECKING:
    from aurae.model.workload import Workload
    from aurae.services.checked import Checked
    from aurae.services.life import Life

_TYPE: dict[Type, service_pb2.Service.Type.ValueType] = {
    kind: service_pb2.Service.Type.Value(f"TYPE_{kind.value}") for kind in Type
}


def shown(life: Life, run: Workload | None) -> runtime_pb2.Workload:
    """Return a service with its newest run; None while nothing has run."""
    record = life.record
    if run is None:
        message = runtime_pb2.Workload(
            name=record.name,
            kind=convert.KIND[record.spec.kind],
            cell=record.cell,
            status=runtime_pb2.STATUS_INACTIVE,
            reason=record.standing.reason,
            created_at=timestamp(record.created_ns),
            argv=record.spec.executable.argv,
            owner=record.owner,
        )
    else:
        message = convert.workload(run)
    message.service.CopyFrom(state(life))
    return message


def state(life: Life) -> service_pb2.ServiceState:
    """Return what is known of a service."""
    record, standing = life.record, life.record.standing
    main_pid = life.main.pid if life.main is not None and life.is_alive else 0
    return service_pb2.ServiceState(
        phase=service_pb2.Phase.Value(f"PHASE_{standing.phase.value}"),
        step=standing.step,
        wanted=standing.wanted,
        enabled=record.service.enabled,
        attempt=standing.attempt,
        starts=standing.starts,
        result=standing.result,
        reason=standing.reason,
        next_attempt_at=timestamp(standing.next_attempt_ns),
        changed_at=timestamp(standing.changed_ns),
        ready_at=timestamp(standing.ready_ns),
        status_text=standing.status_text,
        main_pid=main_pid,
        invocation_id=standing.invocation,
        health=[_health(item) for item in life.checks],
        waits_for=standing.waits_for,
        listeners=[listener.address for listener in record.service.listeners],
        timer_last_at=timestamp(standing.timer_last_ns),
        timer_next_at=timestamp(standing.timer_next_ns),
        stored_fds=len(standing.stored),
        description=record.service.description,
        type=_TYPE[record.service.type],
        restart_pending=standing.restart_pending,
        began_after_boot=_duration(standing.began),
        ready_after_boot=_duration(standing.ready),
    )


def _duration(seconds: float | None) -> Duration | None:
    if seconds is None:
        return None
    made = Duration()
    made.FromMicroseconds(round(seconds * 1e6))
    return made


def _health(item: Checked) -> service_pb2.HealthState:
    return service_pb2.HealthState(
        name=item.name,
        healthy=item.health.is_healthy,
        text=item.health.text,
        failures=item.health.failures,
        looked_at=timestamp(item.looked_ns),
        effect=service_pb2.HealthCheck.Effect.Value(f"EFFECT_{item.effect.value}"),
    )
