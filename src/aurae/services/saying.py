"""What follows from what a service says of itself."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from typing import TYPE_CHECKING

from aurae.model.notification import MOST_USEC, Watchdog
from aurae.model.outcome import Outcome, Result
from aurae.model.service import Type
from aurae.model.service_life import Phase
from aurae.model.workload import Leftovers
from aurae.services.watching import EXTENDED, pat
from aurae.state.failures import StateFailed

if TYPE_CHECKING:
    from aurae.model.notification import Notification
    from aurae.services.life import Life
    from aurae.services.notify import Heard

MOST_EXTENSION = 24 * 3600.0
"""Seconds by which one message may extend a limit; it is to be repeated, says sd_notify(3)."""


async def hear(life: Life, heard: Heard) -> None:
    """Take a message that counts; what it changes for good is on disk then."""
    said = heard.said
    before = life.record
    if heard.main_pid and life.main is not None:
        _change_main(life, heard)
    if said.status is not None and said.status != life.record.standing.status_text:
        life.note(status_text=said.status)
    _note_reports(life, said)
    _pat(life, said)
    if said.extend_timeout_usec:
        _extend(life, min(said.extend_timeout_usec / 1e6, MOST_EXTENSION))
    if said.restart_reset and life.record.standing.attempt:
        life.stand(attempt=0)
    _change_phase(life, said)
    life.wake()
    is_new = life.record is not before and (said.ready or heard.main_pid)
    if is_new or said.fd_store or said.fd_store_remove:
        with suppress(StateFailed):
            await life.write()


def _change_main(life: Life, heard: Heard) -> None:
    assert life.main is not None
    if heard.main_pid == life.main.pid:
        return
    life.means.supervisor.change_leftovers(life.main.run, Leftovers.LEAVE)
    life.main.name(heard.main_pid, heard.take_main_pidfd())
    if life.hearing is not None:
        life.hearing.family.named_main = heard.main_pid
    life.stand(main_pid=heard.main_pid)


def _change_phase(life: Life, said: Notification) -> None:
    if said.reloading:
        life.saw_reloading = True
        if life.phase is Phase.ACTIVE and life.record.standing.step != "reload":
            life.stand(step="reload")
    if said.ready:
        waits = life.phase is Phase.RELOADING and life.service.type is Type.NOTIFY_RELOAD
        if not waits or life.saw_reloading:
            life.is_ready = True
            if not life.record.standing.said_ready:
                life.stand(said_ready=True)
        if life.phase is Phase.ACTIVE and life.record.standing.step == "reload":
            life.stand(step="")
    if said.stopping and life.is_up:
        grace = life.main.run.workload.stop_timeout if life.main is not None else None
        grace = life.means.stop_timeout if grace is None else grace
        why = f"did not end within {grace:g} s of saying STOPPING=1"
        life.limits.set(Result.STOP_TIMEOUT, life.now() + grace, why)
        if life.record.standing.step != "stopping":
            life.stand(step="stopping")


def _pat(life: Life, said: Notification) -> None:
    if said.watchdog_usec is not None:
        seconds = 0.0 if said.watchdog_usec == MOST_USEC else said.watchdog_usec / 1e6
        life.note(watchdog=seconds)
    if said.watchdog is Watchdog.TRIGGER:
        life.verdict = Outcome(Result.WATCHDOG, "it said WATCHDOG=trigger")
    elif said.watchdog is Watchdog.ALIVE or said.watchdog_usec is not None:
        pat(life)


def _extend(life: Life, seconds: float) -> None:
    moment = life.now() + seconds
    life.limits.extend(moment, *EXTENDED)
    # A grace that somebody has asked for is theirs, and not the service's to change.
    if life.main is not None and (life.stop is None or life.stop.grace is None):
        life.means.supervisor.postpone(life.main.run, seconds)
    life.note(deadline=moment)


def _note_reports(life: Life, said: Notification) -> None:
    """Keep what it says of a failure, for the reason."""
    if said.errno:
        known = said.errno in errno.errorcode
        text = f"{os.strerror(said.errno)}" if known else str(said.errno)
        life.reported = f"it reported error {text}"
    for name in (said.bus_error, said.varlink_error):
        if name:
            life.reported = f"it reported {name}"
    if said.exit_status is not None:
        life.reported = f"it reported exit status {said.exit_status}"
