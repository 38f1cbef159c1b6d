"""Disks of a machine that runs: put in, pulled out, changed for another, made larger, slowed down.

Theory. The machine is microvm, whose fixed disks cannot come and go: what comes later is a SCSI disk. The file goes to QEMU as
a descriptor with a name of ours (`opaque`), by which its set is found again by a later server, as the nodes
are by the disk's id. Whatever fails is undone, the last first; what was undone in vain is QEMU's until it ends.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from aurae.model.refusal import AlreadyExists, FailedPrecondition, NotFound
from aurae.vms import block_nodes
from aurae.vms.block_nodes import device_of, group_of, names_of, top_of
from aurae.vms.hardware import Bus
from aurae.vms.qmp import QmpFailed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aurae.model.vm import DriveLimits
    from aurae.vms.hardware import Disk
    from aurae.vms.qmp import Monitor

DEVICES, OBJECTS = "/machine/peripheral", "/objects"
OTHER = ".1"
"""Mark of the nodes that take the place of those without one, and the other way round."""
PULL_LIMIT = 10.0
"""Seconds until a disk that was pulled has to be gone."""
LOOK = 0.02
SLOTS = range(2, 256)
"""The first two are for the root and the scratch disk of a machine of an image."""
Undo = tuple[str, dict[str, object]]


async def free_slot(monitor: Monitor, action: str) -> int:
    """Return where a SCSI disk may be put in. Raises QmpFailed, FailedPrecondition."""
    taken = set()
    for name in await _names(monitor, DEVICES):
        with suppress(QmpFailed):  # a device of another kind
            taken.add(await _get(monitor, f"{DEVICES}/{name}", "scsi-id"))
    for slot in SLOTS:
        if slot not in taken:
            return slot
    raise FailedPrecondition(action, "it has no room for another disk")


async def attach(monitor: Monitor, disk: Disk, action: str) -> None:
    """Put a SCSI disk into a machine; its descriptor stays the caller's. Raises QmpFailed, AlreadyExists."""
    if disk.bus is not Bus.SCSI:
        raise ValueError(f"cannot put disk {disk.id} in: it is no SCSI disk")
    if device_of(disk.id) in await _names(monitor, DEVICES):
        raise AlreadyExists(action, f"it has a disk {disk.id!r}")
    done: list[Undo] = []
    try:
        if group_of(disk.id) not in await _names(monitor, OBJECTS):
            await _do(monitor, "object-add", block_nodes.throttle_group(disk))
            done.append(("object-del", {"id": group_of(disk.id)}))
        await _add_nodes(monitor, disk, "", done)
        await _do(monitor, "device_add", block_nodes.device(disk))
    except BaseException:
        await asyncio.shield(_undone(monitor, done))
        raise


async def detach(monitor: Monitor, ident: str, action: str) -> None:
    """Pull a SCSI disk out of a machine; returns when nothing of it is left.

    Raises QmpFailed, NotFound, FailedPrecondition for a disk that is fixed.
    """
    mark = await _mark(monitor, ident, action)
    if not await _is_scsi(monitor, ident):
        why = f"disk {ident!r} was there at the start: it stays until the machine ends"
        raise FailedPrecondition(action, why)
    await _do(monitor, "device_del", {"id": device_of(ident)})
    await _gone(monitor, ident, action)
    await _remove_nodes(monitor, ident, mark)
    await _do(monitor, "object-del", {"id": group_of(ident)})


async def swap(monitor: Monitor, disk: Disk, size: int, action: str) -> None:
    """Have a disk be another file or device, of `size` bytes; the guest is told of the size. Raises QmpFailed, NotFound.

    Its limits stay as they are.
    """
    before = await _mark(monitor, disk.id, action)
    after = "" if before else OTHER
    done: list[Undo] = []
    try:
        await _add_nodes(monitor, disk, after, done)
        name = f"{top_of(disk.id)}{after}"
        await _set(monitor, f"{DEVICES}/{device_of(disk.id)}", "drive", name)
    except BaseException:
        await asyncio.shield(_undone(monitor, done))
        raise
    if not disk.read_only:
        # The guest learns of another size in this way only; of a disk that it only reads, never.
        await _do(monitor, "block_resize", {"node-name": name, "size": size})
    await _remove_nodes(monitor, disk.id, before)


async def resize(monitor: Monitor, ident: str, size: int, action: str) -> None:
    """Make a disk larger, and its file with it; the guest is told. Raises QmpFailed, NotFound, FailedPrecondition."""
    node = f"{top_of(ident)}{await _mark(monitor, ident, action)}"
    found = await _node(monitor, node)
    there = _number(found.get("image"), "virtual-size")
    if found.get("ro"):
        raise FailedPrecondition(action, f"disk {ident!r} is read-only")
    if size < there:
        raise FailedPrecondition(action, f"disk {ident!r} has {there} bytes, and never fewer")
    await _do(monitor, "block_resize", {"node-name": node, "size": size})


async def limit(monitor: Monitor, ident: str, limits: DriveLimits | None, action: str) -> None:
    """Change how fast a disk may be. Raises QmpFailed, NotFound."""
    await _mark(monitor, ident, action)
    await _set(monitor, f"{OBJECTS}/{group_of(ident)}", "limits", block_nodes.limits_of(limits))


# Inside.


async def _do(monitor: Monitor, command: str, arguments: Mapping[str, object]) -> object:
    return await monitor.execute(command, arguments)


async def _names(monitor: Monitor, path: str) -> list[str]:
    found = await _do(monitor, "qom-list", {"path": path})
    items = found if isinstance(found, list) else []
    return [str(item.get("name")) for item in items if isinstance(item, dict)]


async def _gone(monitor: Monitor, ident: str, action: str) -> None:
    """Return when the guest has let go of a disk."""
    for _ in range(round(PULL_LIMIT / LOOK)):
        if device_of(ident) not in await _names(monitor, DEVICES):
            return
        await asyncio.sleep(LOOK)
    raise FailedPrecondition(action, f"the guest does not let go of disk {ident!r}")


async def _get(monitor: Monitor, path: str, name: str) -> object:
    return await _do(monitor, "qom-get", {"path": path, "property": name})


async def _set(monitor: Monitor, path: str, name: str, value: object) -> None:
    await _do(monitor, "qom-set", {"path": path, "property": name, "value": value})


async def _mark(monitor: Monitor, ident: str, action: str) -> str:
    """Return the mark of the nodes that a disk has now. Raises NotFound."""
    if device_of(ident) not in await _names(monitor, DEVICES):
        raise NotFound(action, f"it has no disk {ident!r}")
    top = await _get(monitor, f"{DEVICES}/{device_of(ident)}", "drive")
    return OTHER if top == f"{top_of(ident)}{OTHER}" else ""


async def _is_scsi(monitor: Monitor, ident: str) -> bool:
    kind = await _get(monitor, f"{DEVICES}/{device_of(ident)}", "type")
    return kind == "scsi-hd"


async def _node(monitor: Monitor, name: str) -> Mapping[str, object]:
    found = await _do(monitor, "query-named-block-nodes", {"flat": True})
    for item in found if isinstance(found, list) else []:
        if isinstance(item, dict) and item.get("node-name") == name:
            return item
    return {}


def _number(item: object, name: str) -> int:
    value = item.get(name) if isinstance(item, dict) else None
    return value if isinstance(value, int) else 0


async def _add_nodes(monitor: Monitor, disk: Disk, mark: str, done: list[Undo]) -> None:
    said = await monitor.execute("add-fd", {"opaque": f"{top_of(disk.id)}{mark}"}, fds=[disk.fd])
    number = _number(said, "fdset-id")
    done.append(("remove-fd", {"fdset-id": number}))
    for node in block_nodes.nodes(disk, number, mark):
        await _do(monitor, "blockdev-add", node)
        done.append(("blockdev-del", {"node-name": node["node-name"]}))


async def _remove_nodes(monitor: Monitor, ident: str, mark: str) -> None:
    for name in reversed(names_of(ident, mark)):
        await _let_go(monitor, name)
    sets = await _do(monitor, "query-fdsets", {})
    for item in sets if isinstance(sets, list) else []:
        if _is_of(item, f"{top_of(ident)}{mark}"):
            await _do(monitor, "remove-fd", {"fdset-id": _number(item, "fdset-id")})


async def _let_go(monitor: Monitor, node: str) -> None:
    """Remove a node: who has just ceased to use it may have it for a moment."""
    left = round(PULL_LIMIT / LOOK)
    while True:
        try:
            await _do(monitor, "blockdev-del", {"node-name": node})
        except QmpFailed as error:
            left -= 1
            if not left or "in use" not in error.why:
                raise
            await asyncio.sleep(LOOK)
        else:
            return


def _is_of(item: object, opaque: str) -> bool:
    fds = item.get("fds") if isinstance(item, dict) else None
    return isinstance(fds, list) and any(
        isinstance(fd, dict) and fd.get("opaque") == opaque for fd in fds
    )


async def _undone(monitor: Monitor, done: list[Undo]) -> None:
    for command, arguments in reversed(done):
        with suppress(QmpFailed):
            await _do(monitor, command, arguments)
