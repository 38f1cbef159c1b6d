"""When a service's timer sets it off."""

from __future__ import annotations

import asyncio
import os
import time
from datetime import datetime
from typing import TYPE_CHECKING

from aurae.linux import timerfd
from aurae.model.timer import SECOND, Clock, Facts, next_elapse
from aurae.services.readable import readable

if TYPE_CHECKING:
    from aurae.model.timer import Elapse
    from aurae.services.life import Life
    from aurae.services.register import Register


def arm(life: Life) -> float | None:
    """Return when to look again, on the event loop's clock; sets the service off when it is due."""
    timer, standing = life.service.timer, life.record.standing
    assert timer is not None
    if standing.timer_set_ns is None:
        life.stand(timer_set_ns=life.means.clock(), timer_set=life.now())
    facts = _facts(life)
    zone = datetime.now().astimezone().tzinfo
    assert zone is not None
    elapse = next_elapse(timer, facts, zone, life.draw, life.name)
    if elapse is None:
        if standing.timer_next_ns is not None:
            life.stand(timer_next_ns=None)
        return None
    left = elapse.left(facts)
    if left <= 0:
        life.draw = life.means.chance()
        life.triggered = True
        life.stand(timer_last_ns=facts.wall, timer_last=life.now(), timer_next_ns=None)
        return None
    _show(life, elapse, facts)
    return life.now() + elapse.with_company(timer.accuracy).left(facts) / SECOND


def _show(life: Life, elapse: Elapse, facts: Facts) -> None:
    moment = elapse.at if elapse.clock is Clock.WALL else facts.wall + elapse.at - facts.now
    shown = life.record.standing.timer_next_ns
    # What is reckoned anew differs by what the two clocks are apart, which nobody needs on disk.
    if shown is None or abs(shown - moment) > SECOND // 10:
        life.stand(timer_next_ns=moment)


def _facts(life: Life) -> Facts:
    standing = life.record.standing
    now = time.clock_gettime_ns(time.CLOCK_MONOTONIC)
    booted = now - time.clock_gettime_ns(time.CLOCK_BOOTTIME)
    made = standing.timer_last_ns
    if made is not None and standing.ended_ns is not None:
        # What was due while it ran counts as made: two never run at a time.
        made = max(made, standing.ended_ns)
    return Facts(
        wall=life.means.clock(),
        now=now,
        activated_wall=standing.timer_set_ns or life.means.clock(),
        activated=round(standing.timer_set * SECOND),
        started=round(life.means.started * SECOND),
        booted=booted,
        created_wall=life.record.created_ns,
        triggered_wall=made,
        triggered=None if standing.timer_last is None else round(standing.timer_last * SECOND),
        ended=None if standing.ended is None else round(standing.ended * SECOND),
    )


async def watch_clock(register: Register[Life]) -> None:
    """Have all timers reckon anew whenever somebody sets the wall clock; for ever."""
    fd = timerfd.timerfd_create()
    try:
        while True:
            timerfd.arm(fd, timerfd.NEVER)
            await readable(fd)
            timerfd.expirations(fd)
            for life in register:
                if life.service.timer is not None:
                    life.wake()
            await asyncio.sleep(0)
    finally:
        os.close(fd)
