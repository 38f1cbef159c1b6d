"""Limits of a cell as the kernel's files have them, and arithmetic on limits.

The rules of each file are those of the kernel's Documentation/admin-guide/cgroup-v2.rst. A file
of the kernel's that is missing, or a word in it that is none of ours, tells nothing.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from aurae.model.cell import Cpu, Cpuset, Device, Io, Limits, Memory, Pids

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from aurae.model.cell import CellSpec

CONTROLLERS = ("cpu", "cpuset", "memory", "pids", "io")
"""The fields of Limits; each is also the controller of cgroup v2 that it needs."""

DEFAULT_WEIGHT = 100
DEFAULT_PERIOD = 100_000
"""Microseconds."""

READ_FILES = (
    *("cpu.weight", "cpu.max", "cpu.max.burst", "cpu.idle", "cpuset.cpus", "cpuset.mems"),
    *("memory.min", "memory.low", "memory.high", "memory.max", "memory.swap.max"),
    *("memory.oom.group", "pids.max", "io.weight", "io.max"),
)
"""What `limits_of` reads."""

_BYTES = {
    "min": ("memory.min", "0"),
    "low": ("memory.low", "0"),
    "high": ("memory.high", "max"),  # before memory.max, so that lowering both reclaims gently
    "max": ("memory.max", "max"),
    "swap_max": ("memory.swap.max", "max"),
}
_RATES = {"read_bps": "rbps", "write_bps": "wbps", "read_iops": "riops", "write_iops": "wiops"}


def files_of(limits: Limits, now: Limits | None = None) -> list[tuple[str, str]]:
    """Return what to write into which file, in the order that the kernel needs.

    `now` is what the kernel has: whatever of it `limits` does not set goes back to the kernel's
    default. Without it the cgroup is new. Devices are numbers, `major:minor`.
    """
    had = now or Limits()
    return [
        *_cpu_files(limits.cpu or Cpu(), had.cpu or Cpu()),
        *_cpuset_files(limits.cpuset or Cpuset(), had.cpuset or Cpuset()),
        *_memory_files(limits.memory or Memory(), had.memory or Memory()),
        *_pids_files(limits.pids or Pids(), had.pids or Pids()),
        *_io_files(limits.io or Io(), had.io or Io()),
    ]


def weight_of(cpu: Cpu) -> int | None:
    """Return the weight that was asked for: 100 for each CPU that is reserved, 1 to 10000."""
    if cpu.weight is None and cpu.reserved is not None:
        return min(max(cpu.reserved // 10, 1), 10_000)
    return cpu.weight


def limits_of(files: Mapping[str, str]) -> Limits:
    """Return what the kernel's files say; what is not limited is None, and so is what is missing."""
    return Limits(
        cpu=_read_cpu(files) if "cpu.max" in files or "cpu.weight" in files else None,
        cpuset=Cpuset(
            files.get("cpuset.cpus", "").strip() or None,
            files.get("cpuset.mems", "").strip() or None,
        )
        if "cpuset.cpus" in files
        else None,
        memory=_read_memory(files) if "memory.max" in files else None,
        pids=Pids(_number(files["pids.max"])) if "pids.max" in files else None,
        io=_read_io(files) if "io.max" in files or "io.weight" in files else None,
    )


def needs(limits: Limits) -> dict[str, str]:
    """Return the controllers that the limits need, each with the first field that does."""
    found = {}
    for controller in CONTROLLERS:
        names = _set_fields(getattr(limits, controller))
        if names:
            found[controller] = f"{controller}.{names[0]}"
    return found


def merged(limits: Limits, changes: Limits, clear: Collection[str]) -> Limits:
    """Return limits without the fields in `clear` and with those that `changes` sets.

    `clear` has paths such as `memory.max` or `memory`. A device in `changes` takes the place of
    the same device, or is added.
    """
    result = limits
    for controller in CONTROLLERS:
        part = getattr(limits, controller)
        change = getattr(changes, controller)
        if controller in clear:
            part = None
        cleared = [path.partition(".")[2] for path in clear if path.startswith(f"{controller}.")]
        if part is not None:
            part = replace(part, **{name: () if name == "devices" else None for name in cleared})
        if part is None or change is None:
            part = change if part is None else part
        else:
            new = {name: getattr(change, name) for name in _set_fields(change)}
            if "devices" in new:
                new["devices"] = _merged_devices(part.devices, change.devices)
            part = replace(part, **new)
        result = replace(result, **{controller: part})
    return result


def merged_spec(spec: CellSpec, changes: CellSpec, clear: Collection[str]) -> CellSpec:
    """Return what a cell is after an update: limits as `merged` has them, labels added."""
    clear = frozenset(clear)
    return replace(
        spec,
        limits=merged(spec.limits, changes.limits, clear),
        labels=_merged_texts("labels", spec.labels, changes.labels, clear),
        annotations=_merged_texts("annotations", spec.annotations, changes.annotations, clear),
    )


def _set_fields(part: object) -> list[str]:
    """Return the names of the fields of one controller that say something, in their order."""
    if part is None:
        return []
    return [item.name for item in fields(part) if getattr(part, item.name) not in (None, ())]  # type: ignore[arg-type]


def _merged_devices(old: tuple[Device, ...], new: tuple[Device, ...]) -> tuple[Device, ...]:
    devices = {device.device: device for device in old}
    devices.update((device.device, device) for device in new)
    return tuple(devices.values())


def _merged_texts(
    name: str, old: Mapping[str, str], new: Mapping[str, str], clear: Collection[str]
) -> dict[str, str]:
    kept = {} if name in clear else old
    return {key: text for key, text in kept.items() if f"{name}.{key}" not in clear} | dict(new)


def _cpu_files(cpu: Cpu, now: Cpu) -> list[tuple[str, str]]:
    files = []
    if cpu.max is not None or cpu.period is not None or (now.max, now.period) != (None, None):
        if now.burst:
            files.append(("cpu.max.burst", "0"))  # cpu.max below the burst is refused
        files.append(("cpu.max", f"{cpu.max or 'max'} {cpu.period or DEFAULT_PERIOD}"))
    if cpu.burst or (cpu.burst == 0 and not files) or (now.burst and not files):
        files.append(("cpu.max.burst", str(cpu.burst or 0)))
    weight = weight_of(cpu)
    if now.idle:
        # An idle cgroup has no weight, and gets the default one when it is idle no more.
        files.append(("cpu.idle", "0"))
    if weight is not None or now.weight not in (None, DEFAULT_WEIGHT):
        files.append(("cpu.weight", str(weight or DEFAULT_WEIGHT)))
    if cpu.idle or (cpu.idle is False and not now.idle):
        files.append(("cpu.idle", str(int(cpu.idle))))
    return files


def _cpuset_files(cpuset: Cpuset, now: Cpuset) -> list[tuple[str, str]]:
    files = []
    for name in ("mems", "cpus"):
        wanted = getattr(cpuset, name)
        if wanted is not None or getattr(now, name):
            files.append((f"cpuset.{name}", wanted or "\n"))  # an empty write does nothing
    return files


def _memory_files(memory: Memory, now: Memory) -> list[tuple[str, str]]:
    files = []
    for name, (file, default) in _BYTES.items():
        wanted = getattr(memory, name)
        if wanted is not None:
            # 0 of these two is no limit: at 0 the kernel would let nothing run. Upstream takes it
            # so for max, and never writes high.
            unlimited = name in ("high", "max") and wanted == 0
            files.append((file, "max" if unlimited else str(wanted)))
        elif getattr(now, name) is not None:
            files.append((file, default))
    if memory.oom_group is not None or now.oom_group:
        files.append(("memory.oom.group", str(int(memory.oom_group or False))))
    return files


def _pids_files(pids: Pids, now: Pids) -> list[tuple[str, str]]:
    if pids.max is None and now.max is None:
        return []
    return [("pids.max", str(pids.max or "max"))]


def _io_files(io: Io, now: Io) -> list[tuple[str, str]]:
    files = []
    if io.weight is not None or now.weight not in (None, DEFAULT_WEIGHT):
        files.append(("io.weight", f"default {io.weight or DEFAULT_WEIGHT}"))
    wanted = {device.device: device for device in io.devices}
    had = {device.device: device for device in now.devices}
    for name in had | wanted:
        device, before = wanted.get(name, Device(name)), had.get(name, Device(name))
        if device.weight is not None or before.weight is not None:
            files.append(("io.weight", f"{name} {device.weight or 'default'}"))
        if _is_throttled(device) or _is_throttled(before):
            rates = (f"{word}={getattr(device, key) or 'max'}" for key, word in _RATES.items())
            files.append(("io.max", f"{name} {' '.join(rates)}"))
    return files


def _is_throttled(device: Device) -> bool:
    return any(getattr(device, name) is not None for name in _RATES)


def _read_cpu(files: Mapping[str, str]) -> Cpu:
    words = [*files.get("cpu.max", "").split(), "", ""]
    limit, period = _number(words[0]), _number(words[1])
    idle = files["cpu.idle"].strip() == "1" if "cpu.idle" in files else None
    return Cpu(
        weight=None if idle else _number(files.get("cpu.weight", "")),
        max=limit,
        period=None if limit is None and period == DEFAULT_PERIOD else period,
        burst=_number(files.get("cpu.max.burst", "")) or None,
        idle=idle,
    )


def _read_memory(files: Mapping[str, str]) -> Memory:
    numbers: dict[str, int | None] = {
        name: _number(files.get(file, "")) for name, (file, _) in _BYTES.items()
    }
    return Memory(
        min=numbers["min"] or None,
        low=numbers["low"] or None,
        high=numbers["high"],
        max=numbers["max"],
        swap_max=numbers["swap_max"],
        oom_group=files["memory.oom.group"].strip() == "1"
        if "memory.oom.group" in files
        else None,
    )


def _read_io(files: Mapping[str, str]) -> Io:
    weight = None
    devices: dict[str, Device] = {}
    for line in files.get("io.weight", "").splitlines():
        name, _, value = line.partition(" ")
        if name == "default":
            weight = _number(value)
        elif ":" in name:
            devices[name] = Device(name, weight=_number(value))
    for line in files.get("io.max", "").splitlines():
        name, *words = line.split() or [""]
        if ":" in name:
            found = dict(word.partition("=")[::2] for word in words)
            devices[name] = Device(
                name,
                devices[name].weight if name in devices else None,
                *(_number(found.get(word, "")) for word in _RATES.values()),
            )
    return Io(weight=weight, devices=tuple(devices.values()))


def _number(text: str) -> int | None:
    """Return the number that a word of the kernel's is; None for `max` and for what is none."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 20 else None
