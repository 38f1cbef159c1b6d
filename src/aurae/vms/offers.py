"""What a guest may reach on our side by name, through sockets in it (docs/vms-channel.md, OPEN)."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aurae.vms.fields import Garbled, fields
from aurae.vms.frames import Kind
from aurae.vms.guest_answers import printable
from aurae.vms.streams import Ended
from aurae.vms.tags import Tag

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aurae.supervise.tasks import OwnedTasks
    from aurae.vms.fields import Fields
    from aurae.vms.streams import Stream

    Service = Callable[[Stream, "Visitor"], Awaitable[None]]
    """Serves one connection: answers it (`accept`, or by raising OSError before), and closes it."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who connected in the guest, as the agent says, and where: a path, or a port of AF_VSOCK."""

    pid: int
    uid: int
    gid: int
    path: str
    port: int


class Offers:
    """The services that one guest may reach."""

    def __init__(self, tasks: OwnedTasks) -> None:
        """There are none."""
        self._tasks = tasks
        self._services: dict[str, Service] = {}

    def offer(self, name: str, service: Service) -> None:
        """Offer a service by a name."""
        self._services[name] = service

    def take(self, stream: Stream, said: Fields) -> None:
        """Serve a stream that the guest has opened. Raises Garbled."""
        visitor = _visitor(said)
        self._tasks.begin(self._serve(stream, said.text(Tag.SERVICE), visitor))

    async def _serve(self, stream: Stream, name: str, visitor: Visitor) -> None:
        service = self._services.get(name)
        with stream:
            try:
                if service is None:
                    why = f"no service {printable(name, 64)} is offered"
                    await refuse(stream, errno.ENOENT, why)
                    return
                await service(stream, visitor)
            except OSError as error:
                await refuse(stream, error.errno or errno.EIO, error.strerror or str(error))
            except Ended:
                pass  # the guest has gone, or has thought better of it


async def accept(stream: Stream) -> None:
    """Tell the guest that its connection is there. Raises Ended."""
    await stream.say(Kind.OK)


async def refuse(stream: Stream, number: int, why: str) -> None:
    """Tell the guest why it is not."""
    try:
        await stream.say(Kind.ERROR, fields([(Tag.ERRNO, number), (Tag.TEXT, why)]))
    except Ended:
        return
    stream.finish()


def _visitor(said: Fields) -> Visitor:
    port = said.natural(Tag.PORT)
    if port > 0xFFFF_FFFF:
        raise Garbled(f"{port} is no port")
    pid, uid, gid = (said.natural(tag) for tag in (Tag.PID, Tag.UID, Tag.GID))
    return Visitor(pid, uid, gid, printable(said.text(Tag.PATH), 4096), port)
