"""The options that say what a cell may use, and the message that they make."""

import argparse
import re
from collections.abc import Callable

from aurae.cli.arguments import Argument
from aurae.config.values import duration, size
from aurae.proto.cells_pb2 import Cell, IoDevice

LARGEST = 2**63 - 1
"""What the numbers of the API hold."""

DEVICE_KEYS = {
    "weight": "weight",
    "read-bps": "read_bps",
    "write-bps": "write_bps",
    "read-iops": "read_iops",
    "write-iops": "write_iops",
    # The kernel's own words, in io.max.
    "rbps": "read_bps",
    "wbps": "write_bps",
    "riops": "read_iops",
    "wiops": "write_iops",
}


def number(text: str) -> int:
    """Read a whole number, 0 to 2**63 - 1; for the command line."""
    if not re.fullmatch(r"\d{1,19}", text, re.ASCII) or int(text) > LARGEST:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number")
    return int(text)


def size_argument(text: str) -> int:
    """Read bytes such as `67108864` or `64MiB`, up to 2**63 - 1; for the command line."""
    try:
        # A size has at most 16 digits; plain bytes may have all that the kernel prints.
        value = int(text) if re.fullmatch(r"\d{1,19}", text, re.ASCII) else size(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} {error}") from None
    if value > LARGEST:
        raise argparse.ArgumentTypeError(f"{text!r} is over 2**63 - 1 bytes")
    return value


def microseconds(text: str) -> int:
    """Read `50000` or `50ms` as microseconds; for the command line."""
    if re.fullmatch(r"\d+", text, re.ASCII):
        return number(text)
    try:
        value = round(duration(text) * 1e6)
    except ValueError:
        why = "is neither microseconds nor a time such as 50ms"
        raise argparse.ArgumentTypeError(f"{text!r} {why}") from None
    if value > LARGEST:
        raise argparse.ArgumentTypeError(f"{text!r} is over 2**63 - 1 microseconds")
    return value


def pair(text: str) -> tuple[str, str]:
    """Read `key=value`; for the command line."""
    key, equals, value = text.partition("=")
    if not (equals and key):
        raise argparse.ArgumentTypeError(f"{text!r} is not KEY=VALUE")
    return key, value


def io_device(text: str) -> IoDevice:
    """Read `8:0:read-bps=1MiB,weight=50`; for the command line."""
    before, equals, after = text.partition("=")
    device, colon, first = before.rpartition(":")
    if not (equals and colon and device):
        raise argparse.ArgumentTypeError(f"{text!r} is not DEVICE:KEY=VALUE,...")
    limits: dict[str, int] = {}
    for item in f"{first}={after}".split(","):
        key, _, value = item.partition("=")
        field = DEVICE_KEYS.get(key.replace("_", "-"))
        if field is None:
            choices = ", ".join(list(DEVICE_KEYS)[:5])
            raise argparse.ArgumentTypeError(f"{text!r}: {key!r} is not one of {choices}")
        if field in limits:
            raise argparse.ArgumentTypeError(f"{text!r} has {key} twice")
        limits[field] = size_argument(value) if field.endswith("bps") else number(value)
    return IoDevice(device=device, **limits)


def _option(name: str, text: str, metavar: str, parse: Callable[[str], object]) -> Argument:
    """Make an option under its short name and under the one that begins with `--cell-`."""
    return Argument((f"--{name}", f"--cell-{name}"), text, metavar, parse)


# The field of Cell that an option sets, and the option.
LIMITS = (
    ("cpu.weight", _option("cpu-weight", "Share of the CPUs among siblings, 1 to 10000.", "N", number)),
    ("cpu.max", _option("cpu-max", "CPU time in each period: microseconds or such as 50ms; 0 for no limit.", "TIME", microseconds)),
    ("cpu.period", _option("cpu-period", "Length of the period, 1ms to 1s; 100ms when not given.", "TIME", microseconds)),
    ("cpu.burst", _option("cpu-burst", "CPU time that may be saved up from earlier periods.", "TIME", microseconds)),
    ("cpu.idle", _option("cpu-idle", "Run only when nothing else wants the CPUs.", "", str)),
    ("cpu.reserved", _option("cpu-reserved", "Thousandths of a CPU to set aside.", "N", number)),
    ("cpuset.cpus", _option("cpuset-cpus", "CPUs to run on, such as 0-3,8.", "LIST", str)),
    ("cpuset.mems", _option("cpuset-mems", "Memory nodes to use, such as 0.", "LIST", str)),
    ("memory.min", _option("memory-min", "Memory to set aside: bytes or such as 64MiB.", "SIZE", size_argument)),
    ("memory.low", _option("memory-low", "Memory that is reclaimed only when nothing else is left.", "SIZE", size_argument)),
    ("memory.high", _option("memory-high", "Slow down above this much memory.", "SIZE", size_argument)),
    ("memory.max", _option("memory-max", "Never use more memory; the OOM killer sees to it.", "SIZE", size_argument)),
    ("memory.swap_max", _option("memory-swap-max", "Swap to use at most; 0 for none.", "SIZE", size_argument)),
    ("memory.oom_group", _option("memory-oom-group", "Let the OOM killer end the whole cell, not one process.", "", str)),
    ("memory.pressure_limit", _option("memory-pressure-limit", "Kill the heaviest workload when the cell stands still for more percent of the time.", "N", number)),
    ("memory.pressure_duration", _option("memory-pressure-duration", "Time over which that is measured, such as 10s; 30s when not given.", "TIME", microseconds)),
    ("pids.max", _option("pids-max", "Processes and threads at most.", "N", number)),
    ("io.weight", _option("io-weight", "Share of the block devices among siblings, 1 to 10000.", "N", number)),
)  # fmt: skip

LABELS = (
    Argument(("--label",), "Set a label. Repeatable.", "KEY=VALUE", pair, "append"),
    Argument(("--annotation",), "Set an annotation. Repeatable.", "KEY=VALUE", pair, "append"),
)

ARGUMENTS = (
    *(argument for _, argument in LIMITS),
    Argument(
        ("--io-device", "--cell-io-device"),
        "Limit a block device, by major:minor or path: keys weight, read-bps, write-bps, read-iops "
        "and write-iops, such as /dev/vda:read-bps=1MiB,write-iops=100. Repeatable.",
        "DEVICE:KEY=VALUE,...",
        io_device,
        "append",
    ),
    *LABELS,
)

CLEARABLE = (
    *(field for field, _ in LIMITS), "cpu", "cpuset", "memory", "pids", "io", "io.devices",
    "labels", "annotations",
)  # fmt: skip
"""What an update can take back; beside these, one label or annotation as `labels.KEY`."""


def fill(cell: Cell, options: argparse.Namespace) -> None:
    """Set in `cell` what the options name, and nothing else."""
    for field, argument in LIMITS:
        value = getattr(options, argument.names[0].removeprefix("--").replace("-", "_"))
        # A switch that was not given is False.
        if value is not None and value is not False:
            group, _, name = field.partition(".")
            setattr(getattr(cell, group), name, value)
    if options.io_device:
        cell.io.devices.extend(options.io_device)
    cell.labels.update(dict(options.label))
    cell.annotations.update(dict(options.annotation))
