"""The sockets of a service that outlive its processes: notifications, listeners, what it stored.

Init keeps a copy of each under a number that the service's row names. A number is on its way to
the disk before anything relies on it; what init keeps and no row names is dropped.
"""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING

from aurae.model.refusal import Exhausted, FailedPrecondition
from aurae.model.service import NotifyAccess
from aurae.model.service_record import Stored
from aurae.processes import closing, kept
from aurae.services.fd_store import FdStore
from aurae.services.hearing import Family, Hearing, Keeper
from aurae.services.listening import close_listeners, take_listeners
from aurae.services.notify_socket import NotifySocket
from aurae.services.outfit import owner_of
from aurae.services.saying import hear
from aurae.services.watching import lend

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aurae.model.service_record import ServiceRecord
    from aurae.services.fd_store import Entry
    from aurae.services.life import Life
    from aurae.services.means import Means
    from aurae.services.notify import Heard

SPARED = 1024
"""Descriptors that init can keep in addition to all that services may store."""

_log = logging.getLogger("aurae.services")


async def open_notify(life: Life) -> None:
    """Have a socket for notifications, if there is somebody to hear. Raises Refusal."""
    if life.service.access is NotifyAccess.NONE or life.hearing is not None:
        return
    path = str(life.means.notify_dir / str(life.record.id))
    try:
        shared = life.record.spec.container is not None
        sock = NotifySocket.create(path, await owner_of(life), shared=shared)
        ident = await _kept(life, sock)
    except OSError as error:
        why = f"notification socket: {error.strerror or error}"
        raise FailedPrecondition(f"start {life.name}", why) from error
    life.stand(notify=ident)
    _hear(life, sock)


async def _kept(life: Life, sock: NotifySocket) -> int:
    ident = life.means.next_id()
    try:
        await life.means.init.keep(ident, sock.fileno())
    except BaseException:
        closing.close(sock.remove())
        raise
    return ident


def highest_ident(means: Means, known: list[ServiceRecord]) -> int:
    """Return the highest number that a service or a socket has, be it only at init."""
    named = (ident for record in known for ident in (record.id, *_idents(record)))
    return max((*means.init.kept, *named), default=0)


def drop_strangers(means: Means, known: list[ServiceRecord]) -> None:
    """Have init keep nothing that belongs to no service."""
    named = {ident for record in known for ident in _idents(record)}
    for ident, fd in list(means.init.kept.items()):
        del means.init.kept[ident]
        if ident in named:
            closing.close(fd)
        else:
            means.init.drop(ident, fd)


def take_back(life: Life) -> None:
    """Take from init what it keeps for a service."""
    standing, found = life.record.standing, life.means.init.kept
    if standing.notify in found:
        path = str(life.means.notify_dir / str(life.record.id))
        _hear(life, NotifySocket.adopt(found.pop(standing.notify), path), restore=True)
    take_listeners(life)


def check_promise(lives: Iterable[Life], own: str, wanted: int, action: str) -> None:
    """Exhausted when init could not keep what this service and all others may store."""
    most = kept.LIMIT - SPARED
    promised = sum(life.service.fd_store for life in lives if life.name != own)
    if wanted and promised + wanted > most:
        why = f"fd_store is {wanted}, and {promised} of {most} are promised to other services"
        raise Exhausted(action, why)


def take_named_main(life: Life) -> None:
    """Look after the process that MAINPID= had named."""
    pid = life.record.standing.main_pid
    if not pid or life.main is None or life.hearing is None:
        return
    family = life.hearing.family
    try:
        pidfd = os.pidfd_open(pid)
    except OSError:
        return  # it has ended, and the first process counts again
    family.main = life.main.run
    if family.belongs(pid, pidfd):
        family.named_main = pid
        life.main.name(pid, pidfd)
    else:
        os.close(pidfd)


def close_all(life: Life) -> None:
    """Close what a service at rest has no use for."""
    close_listeners(life)
    standing = life.record.standing
    init = life.means.init
    stored = standing.stored
    if stored and life.keeps_store:
        return  # who looks after the store hears, too
    last = -1
    if life.hearing is not None:
        life.hearing.store.clear()
        last = life.hearing.close()
        life.hearing = None
    for item in stored:
        init.drop(item.ident)  # what nobody took back
    init.drop(standing.notify, last)
    if standing.notify or stored:
        life.stand(notify=0, stored=())


def _hear(life: Life, sock: NotifySocket, *, restore: bool = False) -> None:
    async def save(entries: list[Entry]) -> None:
        life.stand(stored=tuple(Stored(*entry) for entry in entries))

    async def take(heard: Heard) -> None:
        await hear(life, heard)

    keeper = Keeper(life.means.init, life.means.next_id)
    store = FdStore(life.name, life.service.fd_store, keeper, save)
    if restore:
        found = life.means.init.kept
        entries = [(item.ident, item.name, item.polled) for item in life.record.standing.stored]
        store.restore(entries, found)
        for ident, _, _ in entries:
            found.pop(ident, None)
    family = Family(life.means.leaves, life.service.access, is_known=not restore)
    life.hearing = Hearing(life.name, sock, family, store, take)
    life.hearing.task = lend(life, life.hearing.run, "hear its notifications")
    life.hearing.task.add_done_callback(lambda _: store.close())


def _idents(record: ServiceRecord) -> list[int]:
    standing = record.standing
    return [standing.notify, *standing.listeners, *(item.ident for item in standing.stored)]
