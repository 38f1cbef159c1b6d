"""What a service says before its process is known waits until it is."""

import asyncio
import os
import socket
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from aurae.model.service import NotifyAccess
from aurae.services.fd_store import FdStore
from aurae.services.hearing import Family, Hearing, Keeper
from aurae.services.notify import Heard
from aurae.services.notify_socket import NotifySocket
from aurae.supervise.run import Run
from tests.support.records import record
from tests.support.until import eventually

if TYPE_CHECKING:
    from aurae.processes.leaf import Leaves


class Own:
    """A group that this process is the only one in."""

    def processes(self, _: str) -> list[int]:
        """Return its pids."""
        return [os.getpid()]


@pytest.mark.asyncio
async def test_what_is_said_during_a_start_is_heard_when_the_process_is_known(
    tmp_path: Path,
) -> None:
    heard: list[bool] = []

    async def deliver(item: Heard) -> None:
        heard.append(item.said.ready)

    async def save(_: object) -> None:
        return

    sock = NotifySocket.create(str(tmp_path / "s"), (os.getuid(), os.getgid()))
    family = Family(cast("Leaves", Own()), NotifyAccess.MAIN)
    store = FdStore("web", 0, cast("Keeper", None), save)
    hearing = Hearing("web", sock, family, store, deliver)
    task = asyncio.get_running_loop().create_task(hearing.run())
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as client, family.starting():
        client.sendto(b"READY=1", str(tmp_path / "s"))
        await asyncio.sleep(0)
        run = Run(record(1))
        run.workload = replace(run.workload, pid=os.getpid())
        family.main = run
    await eventually(lambda: heard == [True], "the message")
    task.cancel()
    hearing.close()
