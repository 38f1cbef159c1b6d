"""The health checks of one service while it runs."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from aurae.model.container import Network
from aurae.model.looks import Health, Verdict, check_names
from aurae.model.outcome import Outcome, Result
from aurae.model.sandbox import resolve
from aurae.model.service import Effect
from aurae.services.checked import Checked
from aurae.services.commands import ask_command
from aurae.services.health import watch
from aurae.services.probes import look
from aurae.services.watching import lend

if TYPE_CHECKING:
    from aurae.model.service import HealthCheck
    from aurae.services.life import Life
    from aurae.services.probes import Dial


def begin_checks(life: Life) -> None:
    """Begin to ask for a service's health."""
    checks = life.service.health
    names = check_names(checks)
    life.checks = [Checked(name, check.effect) for name, check in zip(names, checks, strict=True)]
    for checked, check in zip(life.checks, checks, strict=True):
        life.watchers.append(lend(life, partial(_ask, life, checked, check), "ask for its health"))


async def _ask(life: Life, checked: Checked, check: HealthCheck) -> None:
    network = _network(life)
    try:
        ask = partial(ask_command, life, f"health.{checked.name}")
        probe = partial(look, check, ask, lambda: network, _dial(life))
        note = partial(_note, life, checked)
        await watch(check, probe, note, life.now, lambda: life.is_paused)
    finally:
        if network is not None:
            os.close(network)


def _dial(life: Life) -> Dial | None:
    """Return what connects into the guest of a machine that our agent runs in; None for all else."""
    vm, main = life.record.spec.vm, life.main
    if vm is None or main is None or not vm.has_agent:
        return None
    return partial(life.means.supervisor.dial, main.run)


def _network(life: Life) -> int | None:
    """Return a pidfd of who is in the service's network, None where that is the node's own."""
    main, container = life.main, life.record.spec.container
    if container is not None:
        is_private = container.network is not Network.HOST
    elif life.record.spec.vm is not None:
        return None
    else:
        is_private = resolve(life.record.spec.executable.sandbox, service=True).private_network
    if main is None or not (is_private or life.means.cells.has_network(life.record.cell)):
        return None
    with suppress(OSError):
        fd = os.pidfd_open(main.pid)
        # Not only its number: what has it by now may be a process of somebody else.
        if main.pid in life.means.leaves.everybody(main.run.workload.leaf):
            return fd
        os.close(fd)
    return None


def _note(life: Life, checked: Checked, health: Health) -> None:
    """Take note of a look; who waits for readiness, or wants to know, is told of a change."""
    before = checked.health.verdict
    checked.health, checked.looked_ns = health, life.means.clock()
    if health.verdict is before:
        return
    if health.verdict is Verdict.UNHEALTHY and checked.effect is Effect.LIVENESS:
        why = f"health check {checked.name}: {health.text}"
        life.verdict = Outcome(Result.HEALTH, why)
    life.tell()
