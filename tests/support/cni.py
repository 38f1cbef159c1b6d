"""CNI plug-ins that are scripts, each of which notes what it was called with; and a face that calls them."""

import asyncio
import contextlib
import json
import os
from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path
from typing import Any

from aurae.model.network import Attachment, Endpoint
from aurae.networks.cni import Cni, Wanted
from aurae.networks.cni_files import CniFiles
from aurae.networks.cni_program import LEAF, Programs
from aurae.supervise.tasks import OwnedTasks
from tests.support.init_process import InitProcess, running_init
from tests.support.until import eventually

IDS = count(7000)
ENDPOINT = Endpoint(1, "run-7", 0, "web", "me", 3, "eth0", "", "")
ANSWER = {
    "cniVersion": "1.0.0",
    "interfaces": [{"name": "eth0", "mac": "02:00:00:00:00:09", "sandbox": "/proc/1/ns/net"}],
    "ips": [{"interface": 0, "address": "10.9.0.5/24", "gateway": "10.9.0.1"}],
}
GOOD = f"cat > /dev/null; case $CNI_COMMAND in ADD) echo '{json.dumps(ANSWER)}';; esac"


class Plugins:
    """A folder with plug-ins, and one with configurations."""

    def __init__(self, folder: Path) -> None:
        self.bin, self.etc = folder / "bin", folder / "net.d"
        self.bin.mkdir()
        self.etc.mkdir()

    def plugin(self, name: str, script: str = GOOD) -> None:
        """Write a plug-in; of what it is asked a copy is kept."""
        path = self.bin / name
        note = 'echo "$CNI_COMMAND" >> "$0.calls"; question=$(cat); echo "$question" >> "$0.asked"'
        path.write_text(f"#!/bin/sh\n{note}\n{script}\n")
        path.chmod(0o755)

    def network(self, *plugins: dict[str, Any], name: str = "lab", version: str = "1.0.0") -> None:
        """Describe a network."""
        text = json.dumps({"cniVersion": version, "name": name, "plugins": plugins})
        (self.etc / f"10-{name}.conflist").write_text(text)

    def calls(self, name: str) -> list[str]:
        """Return what a plug-in was called for."""
        return self._lines(f"{name}.calls")

    def asked(self, name: str) -> list[dict[str, Any]]:
        """Return what a plug-in has read."""
        return [json.loads(line) for line in self._lines(f"{name}.asked")]

    def _lines(self, name: str) -> list[str]:
        path = self.bin / name
        return path.read_text().splitlines() if path.exists() else []


@contextlib.asynccontextmanager
async def calling(plugins: Plugins, limit: float = 20.0) -> AsyncIterator[Cni]:
    """Call plug-ins by an init; nothing of them is left at the end."""
    async with running_init() as (process, init), asyncio.TaskGroup() as group:
        programs = Programs(
            init, process.leaves, OwnedTasks(group).begin, lambda: next(IDS), [plugins.bin], limit
        )
        yield Cni(CniFiles(plugins.etc), programs, "0a1b2c3d")
        await eventually(lambda: not init.table and not groups(process), "plug-ins have gone")


def groups(process: InitProcess) -> list[str]:
    """Return the cgroups of plug-ins that are there."""
    return [name for name in os.listdir(process.root) if name.startswith(LEAF)]


def wanted(network: str = "lab", **fields: Any) -> Wanted:
    """Return what an endpoint of a container wants."""
    ports = fields.pop("ports", ())
    return Wanted(ENDPOINT, Attachment(network, **fields), ports)
