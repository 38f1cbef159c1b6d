"""The listening sockets of a service: opened before it starts, kept by init, handed to each run."""

from __future__ import annotations

import os
import socket
from contextlib import ExitStack
from typing import TYPE_CHECKING

from aurae.model.refusal import BadValue, FailedPrecondition, InvalidField
from aurae.services.listeners import listen, unlisten
from aurae.services.trigger import Trigger
from aurae.supervise.name_service import NoAnswer

if TYPE_CHECKING:
    from aurae.model.service import Listener
    from aurae.services.life import Life
    from aurae.services.socket_file import Owner


async def open_listeners(life: Life) -> None:
    """Have the sockets that the service is handed. Raises Refusal, and opens none then."""
    wanted = life.service.listeners
    if life.listens_at == wanted:
        return
    close_listeners(life)
    action = f"start {life.name}"
    with ExitStack() as undoing:
        network = life.means.cells.network_of(life.record.cell)
        if network is not None:
            undoing.callback(os.close, network)
        with ExitStack() as failing:
            opened = []
            for index, listener in enumerate(wanted):
                owner = await _owner(life, listener, f"service.listeners[{index}]")
                sock = await listen(listener, owner, network)
                failing.callback(unlisten, sock, listener)
                opened.append(sock)
            idents = await _keep(life, opened, action)
            failing.pop_all()
    life.sockets = opened
    life.listens_at = wanted
    life.stand(listeners=idents)


def take_listeners(life: Life) -> None:
    """Take from init what it keeps; sockets of which one is missing are all opened anew."""
    kept, idents = life.means.init.kept, life.record.standing.listeners
    if not idents or not all(ident in kept for ident in idents):
        return
    life.sockets = [socket.socket(fileno=kept.pop(ident)) for ident in idents]
    if not life.record.standing.restart_pending:
        life.listens_at = life.service.listeners


def close_listeners(life: Life) -> None:
    """Listen no more."""
    _close_trigger(life)
    listeners = life.listens_at or life.service.listeners
    for index, sock in enumerate(life.sockets):
        if index < len(listeners):
            unlisten(sock, listeners[index])
        else:
            sock.close()
    life.sockets, life.listens_at = [], ()
    for ident in life.record.standing.listeners:
        life.means.init.drop(ident)
    if life.record.standing.listeners:
        life.stand(listeners=())


def await_connection(life: Life) -> None:
    """Have the first connection set the service off."""
    if life.trigger is None:
        lazy = [
            sock.fileno()
            for sock, listener in zip(life.sockets, life.listens_at, strict=False)
            if listener.lazy
        ]
        life.trigger = Trigger(life.name, lazy)
    if life.connecting is None:
        life.connecting = life.means.tasks.lend(_wait(life, life.trigger))


def leave_connections(life: Life) -> None:
    """Wait for no connection while the service may take them; how often it did not is remembered."""
    if life.connecting is not None:
        life.connecting.cancel()
        life.connecting = None


def _close_trigger(life: Life) -> None:
    leave_connections(life)
    if life.trigger is not None:
        life.trigger.close()
        life.trigger = None


async def _wait(life: Life, trigger: Trigger) -> None:
    await trigger.wait()
    life.connecting = None
    life.triggered = True
    life.wake()


async def _owner(life: Life, listener: Listener, field: str) -> Owner | None:
    if not listener.user and not listener.group:
        return None
    action = f"start {life.name}"
    try:
        account = await life.means.accounts.find(listener.user, listener.group)
    except BadValue as error:
        raise InvalidField(action, f"{field}.{error.field}", error.why) from None
    except NoAnswer as error:
        raise FailedPrecondition(action, str(error)) from None
    return account.uid, account.gid


async def _keep(life: Life, opened: list[socket.socket], action: str) -> tuple[int, ...]:
    idents = []
    try:
        for sock in opened:
            ident = life.means.next_id()
            await life.means.init.keep(ident, sock.fileno())
            idents.append(ident)
    except BaseException as error:
        for ident in idents:
            life.means.init.drop(ident)
        if isinstance(error, OSError):
            raise FailedPrecondition(action, f"keep its sockets: {error.strerror}") from error
        raise
    return tuple(idents)
