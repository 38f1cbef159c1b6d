"""What a cell's specification may say, field by field in upstream's order.

Upstream's clients know the texts by heart, and the paths in them are those of the API.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aurae.model.bad_field import BadField as BadField
from aurae.model.bad_field import check_range, invalid, mismatch, required
from aurae.model.cell_names import check_path

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aurae.model.cell import CellSpec, Cpu, Device, Io, Limits

LIST_PATTERN = r"^(\d(-\d)?,?)*$"
"""What upstream names as the rule of lists of CPUs. Ours is stricter: the kernel refuses `3-1`."""

MOST_MICROSECONDS = (1 << 44) - 1
"""Most that cpu.max takes (MAX_BW of the kernel's scheduler)."""

MOST_PIDS = 4_194_304
"""Most that pids.max takes: PID_MAX_LIMIT of a 64-bit kernel."""

PRESSURE_DURATIONS = (1_000_000, 3_600_000_000)
"""Microseconds: a second to an hour."""

MOST_DEVICES = 64
MOST_LABELS = 64
LONGEST_KEY = 253
LONGEST_VALUE = 4096
MOST_TEXT = 16_384
"""Most bytes of a cell's labels and annotations together: List shows them of all cells at once."""

MOST_CLEARED = 256

_LIST = re.compile(r"[0-9]{1,9}(?:-[0-9]{1,9})?(?:,[0-9]{1,9}(?:-[0-9]{1,9})?)*,?", re.ASCII)
_NUMBERS = re.compile(r"[0-9]{1,9}:[0-9]{1,9}", re.ASCII)
_NODE = re.compile(r"/dev/[\x21-\x7e]{1,250}", re.ASCII)

_FIELDS = {
    "cpu": ("weight", "max", "period", "burst", "idle", "reserved"),
    "cpuset": ("cpus", "mems"),
    "memory": (
        "min",
        "low",
        "high",
        "max",
        "swap_max",
        "oom_group",
        "pressure_limit",
        "pressure_duration",
    ),
    "pids": ("max",),
    "io": ("weight", "devices"),
}
CLEARABLE = frozenset(
    {"labels", "annotations", *_FIELDS}
    | {f"{group}.{name}" for group, names in _FIELDS.items() for name in names}
)
"""Paths that an update may take back, besides `labels.KEY` and `annotations.KEY`."""


def check_spec(spec: CellSpec, prefix: str = "cell") -> None:
    """BadField for the first field that no cell can have."""
    check_path(spec.name, f"{prefix}.name")
    check_limits(spec.limits, prefix)
    check_together(spec.limits, prefix)
    _check_texts(spec, prefix)


def check_update(spec: CellSpec, clear: Sequence[str], prefix: str = "cell") -> None:
    """BadField for the first change that no cell can take; what comes of it needs `check_spec`."""
    check_range("clear", len(clear), 0, MOST_CLEARED)
    check_path(spec.name, f"{prefix}.name")
    check_limits(spec.limits, prefix)
    _check_texts(spec, prefix)
    for index, path in enumerate(clear):
        group, _, key = path.partition(".")
        if path not in CLEARABLE and not (key and group in ("labels", "annotations")):
            raise invalid(f"clear[{index}]")


def check_counts(devices: int, labels: int, annotations: int, prefix: str = "cell") -> None:
    """BadField when there are more of these than a cell can have; all that it costs is a look."""
    check_range(f"{prefix}.io.devices", devices, 0, MOST_DEVICES)
    check_range(f"{prefix}.labels", labels, 0, MOST_LABELS)
    check_range(f"{prefix}.annotations", annotations, 0, MOST_LABELS)


def check_limits(limits: Limits, prefix: str = "cell") -> None:
    """BadField for the first limit that is out of range by itself."""
    if limits.cpu is not None:
        _check_cpu(limits.cpu, f"{prefix}.cpu")
    if limits.cpuset is not None:
        for name in _FIELDS["cpuset"]:
            _check_list(f"{prefix}.cpuset.{name}", getattr(limits.cpuset, name))
    if limits.memory is not None:
        for name in ("min", "low", "high", "max", "swap_max"):
            check_range(f"{prefix}.memory.{name}", getattr(limits.memory, name), 0)
        check_range(f"{prefix}.memory.pressure_limit", limits.memory.pressure_limit, 1, 100)
        duration = limits.memory.pressure_duration
        check_range(f"{prefix}.memory.pressure_duration", duration, *PRESSURE_DURATIONS)
    if limits.pids is not None:
        check_range(f"{prefix}.pids.max", limits.pids.max, 1, MOST_PIDS)
    if limits.io is not None:
        _check_io(limits.io, f"{prefix}.io")


def check_together(limits: Limits, prefix: str = "cell") -> None:
    """BadField when one limit excludes another, or is too large for it."""
    memory, cpu = limits.memory, limits.cpu
    if memory is not None and memory.pressure_duration and memory.pressure_limit is None:
        raise required(f"{prefix}.memory.pressure_limit")
    if cpu is None:
        return
    check_range(f"{prefix}.cpu.burst", cpu.burst, 0, cpu.max or 0)
    if cpu.idle and cpu.weight is not None:
        raise invalid(f"{prefix}.cpu.idle")
    if cpu.reserved is not None and (cpu.weight is not None or cpu.idle):
        raise invalid(f"{prefix}.cpu.reserved")


def _check_cpu(cpu: Cpu, path: str) -> None:
    check_range(f"{path}.weight", cpu.weight, 1, 10_000)
    # 0 is no limit. Between it and 1 ms nothing is accepted by the kernel (cgroup-v2.rst, cpu.max).
    least = 0 if cpu.max is None or cpu.max <= 0 else 1_000
    check_range(f"{path}.max", cpu.max, least, MOST_MICROSECONDS)
    check_range(f"{path}.period", cpu.period, 1_000, 1_000_000)
    check_range(f"{path}.burst", cpu.burst, 0, MOST_MICROSECONDS)
    check_range(f"{path}.reserved", cpu.reserved, 1)


def _check_list(path: str, text: str | None) -> None:
    if not text:
        return
    if _LIST.fullmatch(text) is None:
        raise mismatch(path, LIST_PATTERN)
    for part in text.rstrip(",").split(","):
        first, dash, last = part.partition("-")
        if dash and int(first) > int(last):
            raise mismatch(path, LIST_PATTERN)


def _check_io(io: Io, path: str) -> None:
    check_range(f"{path}.weight", io.weight, 1, 10_000)
    check_range(f"{path}.devices", len(io.devices), 0, MOST_DEVICES)
    seen: set[str] = set()
    for index, device in enumerate(io.devices):
        _check_device(f"{path}.devices[{index}]", device)
        if device.device in seen:
            raise invalid(f"{path}.devices[{index}].device")
        seen.add(device.device)


def _check_device(path: str, device: Device) -> None:
    if not device.device:
        raise required(f"{path}.device")
    node = _NODE.fullmatch(device.device) and "/../" not in f"{device.device}/"
    if not node and _NUMBERS.fullmatch(device.device) is None:
        raise invalid(f"{path}.device")
    check_range(f"{path}.weight", device.weight, 1, 10_000)
    for name in ("read_bps", "write_bps", "read_iops", "write_iops"):
        check_range(f"{path}.{name}", getattr(device, name), 1)


def _check_texts(spec: CellSpec, prefix: str) -> None:
    _check_map(f"{prefix}.labels", spec.labels)
    _check_map(f"{prefix}.annotations", spec.annotations)
    size = 0
    for name, texts in (("labels", spec.labels), ("annotations", spec.annotations)):
        size += sum(len(key.encode()) + len(value.encode()) for key, value in texts.items())
        check_range(f"{prefix}.{name}", size, 0, MOST_TEXT, "byte")


def _check_map(path: str, texts: Mapping[str, str]) -> None:
    check_range(path, len(texts), 0, MOST_LABELS)
    for key, value in texts.items():
        if not 1 <= len(key) <= LONGEST_KEY or not key.isprintable():
            raise invalid(path)
        if len(value) > LONGEST_VALUE or len(value.encode()) > LONGEST_VALUE:
            raise BadField(f"{path}.{key}", f"Maximum = {LONGEST_VALUE} bytes")
