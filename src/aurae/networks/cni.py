"""Networks by CNI plug-ins: a chain of them is called for each attachment, and in turn to take it back.

Theory. What was asked of the plug-ins and what they answered is kept by the caller before and after, since DEL has
to be told the same again, also after a restart and when the configuration has been changed or removed meanwhile.
An ADD that fails, hangs or answers nonsense is followed by DEL of the whole chain: plug-ins may have made half.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aurae.model import cni
from aurae.model.refusal import BadValue
from aurae.networks.cni_program import PluginFailed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from aurae.model.cni import Attached, Configuration, Fields, Result
    from aurae.model.network import Attachment, Endpoint, PublishedPort
    from aurae.networks.cni_files import CniFiles
    from aurae.networks.cni_program import Programs

ARGUMENTS = "IgnoreUnknown=1"
"""CNI_ARGS: there is nothing that plug-ins would have to know."""
SINCE_CHECK, SINCE_GC = "0.4.0", "1.1.0"

_log = logging.getLogger("aurae.networks")


class CniFailed(Exception):
    """Plug-ins did not do what they were asked; `str()` says which and why."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An attachment to be made: its endpoint, what was asked of it, and the container's ports if it is the first."""

    endpoint: Endpoint
    attachment: Attachment
    ports: Sequence[PublishedPort] = ()


class Cni:
    """Plug-ins of this machine. Methods raise CniFailed."""

    def __init__(self, files: CniFiles, programs: Programs, tag: str) -> None:
        """`tag` tells this daemon from others that use the same plug-ins."""
        self._files = files
        self._programs = programs
        self._tag = tag

    async def clear(self) -> None:
        """End plug-ins that an earlier server has left."""
        await self._programs.clear()

    def networks(self) -> dict[str, Configuration]:
        """Return what there is now, by name."""
        return self._files.read()

    def plan(self, configuration: Configuration, wanted: Wanted) -> Attached:
        """Return what is to be kept of an attachment before `add`."""
        endpoint = wanted.endpoint
        return cni.Attached(
            endpoint.id,
            f"aurae-{self._tag}-{endpoint.key}",
            endpoint.interface,
            configuration.name,
            configuration.version,
            json.dumps([plugin.fields for plugin in configuration.plugins]),
            json.dumps(_told(wanted)),
        )

    async def add(self, attached: Attached, netns: str) -> tuple[Attached, Result]:
        """Make an attachment in the network namespace at a path. What failed is taken back.

        Returns what is to be kept, and what it is.
        """
        answer: Fields | None = None
        try:
            if _is_since(attached.version, SINCE_GC):
                await self._status(attached)
            for plugin in _plugins(attached):
                answer = await self._add(plugin, attached, netns, answer)
            data = json.dumps(answer).encode()
            made, _ = _read(data, attached)
        except CniFailed:
            await self._take_back(attached, netns)
            raise
        return replace(attached, answer=data.decode()), made

    async def check(self, attached: Attached, netns: str) -> None:
        """Have the plug-ins look whether all is as they made it, as far as their version can."""
        if not _is_since(attached.version, SINCE_CHECK) or not attached.answer:
            return
        answer = json.loads(attached.answer)
        for plugin in _plugins(attached):
            await self._call("CHECK", plugin, attached, netns, answer)

    async def delete(self, attached: Attached, netns: str = "") -> None:
        """Take an attachment back; the namespace may have gone. All plug-ins are called whatever one says."""
        answer = None
        if attached.answer and _is_since(attached.version, SINCE_CHECK):
            answer = json.loads(attached.answer)
        failure: CniFailed | None = None
        for plugin in reversed(_plugins(attached)):
            try:
                await self._call("DEL", plugin, attached, netns, answer)
            except CniFailed as error:
                failure = failure or error
        if failure is not None:
            raise failure

    async def collect(self, valid: Iterable[Attached]) -> None:
        """Have plug-ins that can forget all attachments but these; what fails is logged."""
        kept: dict[str, list[Attached]] = {}
        for one in valid:
            kept.setdefault(one.network, []).append(one)
        for name, configuration in self.networks().items():
            if configuration.disable_gc or not _is_since(configuration.version, SINCE_GC):
                continue
            attachments = [
                {"containerID": one.container, "ifname": one.interface}
                for one in kept.get(name, ())
            ]
            more = {"cni.dev/valid-attachments": attachments, "cni.dev/attachments": attachments}
            for plugin in configuration.plugins:
                question = _question(plugin.fields, name, configuration.version, more)
                try:
                    await self._run(plugin.type, {"CNI_COMMAND": "GC"}, question)
                except CniFailed as error:
                    _log.warning("network %s: %s", name, error)

    async def _status(self, attached: Attached) -> None:
        for fields in _plugins(attached):
            question = _question(fields, attached.network, attached.version, {})
            await self._run(_type(fields), {"CNI_COMMAND": "STATUS"}, question)

    async def _add(
        self, fields: Fields, attached: Attached, netns: str, before: Fields | None
    ) -> Fields:
        data = await self._call("ADD", fields, attached, netns, before)
        try:
            _, answer = _read(data, attached)
        except CniFailed as error:
            said = cni.failure(data)
            why = f"it says {said.message}" if said is not None else str(error)
            raise CniFailed(f"plug-in {_type(fields)}: {why}") from None
        return answer

    async def _take_back(self, attached: Attached, netns: str) -> None:
        try:
            await self.delete(attached, netns)
        except CniFailed as error:
            _log.error("cannot take back what was half made: %s", error)

    async def _call(
        self,
        command: str,
        fields: Fields,
        attached: Attached,
        netns: str,
        before: Fields | None,
    ) -> bytes:
        """Call one plug-in for one attachment, and return what it answers."""
        more: dict[str, object] = {}
        told = _wanted_by(fields, json.loads(attached.told))
        if told:
            more["runtimeConfig"] = told
        if before is not None:
            more["prevResult"] = before
        question = _question(fields, attached.network, attached.version, more)
        env = {
            "CNI_COMMAND": command,
            "CNI_CONTAINERID": attached.container,
            "CNI_NETNS": netns,
            "CNI_IFNAME": attached.interface,
            "CNI_ARGS": ARGUMENTS,
        }
        return await self._run(_type(fields), env, question)

    async def _run(self, name: str, env: Mapping[str, str], question: bytes) -> bytes:
        where = ":".join(map(str, self._programs.places))
        try:
            outcome = await self._programs.run(name, {**env, "CNI_PATH": where}, question)
        except PluginFailed as error:
            raise CniFailed(str(error)) from None
        if outcome.code == 0:
            return outcome.answer
        failure = cni.failure(outcome.answer)
        how = f"signal {-outcome.code}" if outcome.code < 0 else f"code {outcome.code}"
        why = failure.message if failure else outcome.said or f"it ended with {how}"
        raise CniFailed(f"plug-in {name}: {why}")


def _read(data: bytes, attached: Attached) -> tuple[Result, Fields]:
    try:
        return cni.result(data, attached.interface)
    except BadValue as error:
        raise CniFailed(f"its answer cannot be taken: {error}") from None


def _plugins(attached: Attached) -> list[Fields]:
    found: list[Fields] = json.loads(attached.plugins)
    return found


def _type(fields: Fields) -> str:
    return str(fields["type"])


def _question(fields: Fields, name: str, version: str, more: Mapping[str, object]) -> bytes:
    """Return what a plug-in reads: its own configuration with what the network is called."""
    return json.dumps({**fields, "name": name, "cniVersion": version, **more}).encode()


def _wanted_by(fields: Fields, told: Mapping[str, object]) -> dict[str, object]:
    """Return what a plug-in wants to be told of an attachment, by its capabilities."""
    asked = fields.get("capabilities")
    names = asked if isinstance(asked, dict) else {}
    return {name: value for name, value in told.items() if names.get(name) is True}


def _told(wanted: Wanted) -> dict[str, object]:
    """Return all that can be told of an attachment, by the names of capabilities."""
    attachment, found = wanted.attachment, dict[str, object]()
    if wanted.ports:
        found["portMappings"] = [
            {
                "hostPort": port.host_port,
                "containerPort": port.port,
                "protocol": port.protocol.value.lower(),
                "hostIP": port.host_address,
            }
            for port in wanted.ports
        ]
    addresses = [text for text in (attachment.ipv4, attachment.ipv6) if text]
    if addresses:
        found["ips"] = addresses
    if attachment.mac:
        found["mac"] = attachment.mac
    if attachment.aliases:
        found["aliases"] = {attachment.network: list(attachment.aliases)}
    rates = attachment.rates
    if rates is not None:
        burst = rates.burst or max(rates.receive or 0, rates.send or 0) // 10
        found["bandwidth"] = {
            **(
                {"ingressRate": 8 * rates.receive, "ingressBurst": 8 * burst}
                if rates.receive
                else {}
            ),
            **({"egressRate": 8 * rates.send, "egressBurst": 8 * burst} if rates.send else {}),
        }
    return found


def _is_since(version: str, first: str) -> bool:
    return cni.VERSIONS.index(version) >= cni.VERSIONS.index(first)
