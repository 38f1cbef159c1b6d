"""The options that describe a virtual machine of an image, and the fields of the specification that they set."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from aurae.cli import container_options, container_words, network_options, vm_words
from aurae.cli.arguments import Argument
from aurae.cli.assigning import assign
from aurae.cli.cell_limits import number, size_argument
from aurae.cli.container_options import LIMITS, PROCESS, fill_common, set_numbers
from aurae.cli.execution_options import set_fields
from aurae.cli.reading import Unreadable
from aurae.client.errors import ClientError, of_file

if TYPE_CHECKING:
    from aurae.cli.container_options import Fields
    from aurae.proto.runtime_pb2 import WorkloadSpec

SHARED = (
    *(
        f"{PROCESS}.{name}"
        for name in (
            *("working_directory", "user", "supplementary_groups", "env_files", "stop_signal"),
            *("stop_timeout", "oom_score_adjust", "nice", "umask"),
        )
    ),
    *("container.hostname", "container.read_only"),
    *("container.dns.servers", "container.dns.searches", "container.dns.options"),
    f"{LIMITS}.cpuset.cpus",
)
"""Fields of a container that a machine has, too."""
SHARED_NUMBERS = (f"{LIMITS}.cpu.max", f"{LIMITS}.cpu.weight", f"{LIMITS}.io.weight")


def _of_a_machine(fields: "Fields", wanted: tuple[str, ...]) -> "Fields":
    return tuple(
        (path.replace("container.", "vm.", 1), argument)
        for path, argument in fields
        if path in wanted or path.startswith("service.")
    )


def _many(name: str, text: str, metavar: str) -> Argument:
    return Argument((f"--{name}",), f"{text} Repeatable.", metavar, many="append")


# The field of WorkloadSpec that an option sets, and the option.
FIELDS = (
    *_of_a_machine(container_options.FIELDS, SHARED),
    ("vm.kernel", Argument(("--kernel",), "Kernel of the daemon's host; the daemon's own when not given.", "FILE")),
    ("vm.initrd", Argument(("--initrd",), "Initial file system of the daemon's host; with --kernel.", "FILE")),
    ("vm.kernel_args", _many("kernel-arg", "Add this word to the kernel's command line.", "WORD")),
    ("vm.vsock", Argument(("--vsock",), "Have streams between ports of the guest and a socket of the host.")),
    ("vm.boot", Argument(("--boot",), "Go on from a template that has booted before, or always boot; auto when not given.", "HOW", choices=("auto", "cold"))),
    ("vm.metadata.version", Argument(("--metadata-version",), "v1 answers whoever asks, v2 who has got a token; v2 when not given.", "VERSION", choices=("v1", "v2"))),
)  # fmt: skip

# Those whose words make another value.
NUMBERS = (
    ("vm.vcpus", Argument(("--vcpus",), "Processors, 1 to 32; 1 when not given.", "N", number)),
    ("vm.memory", Argument(("-m", "--memory"), "Memory of the guest; 256MiB when not given.", "SIZE", size_argument)),
    ("vm.scratch_size", Argument(("--scratch-size",), "Bytes that may be written over the image; 1GiB when not given.", "SIZE", size_argument)),
    ("vm.heartbeat", Argument(("--heartbeat",), "Kill it when nothing answers for so long; 30s when not given, 0s for never.", "DURATION", container_words.moment)),
    *_of_a_machine(container_options.NUMBERS, SHARED_NUMBERS),
)  # fmt: skip

ARGUMENTS = (
    *container_options.COMMON,
    Argument(
        ("-v", "--volume"), "Show the guest a folder of the host, or a volume. Repeatable.",
        "SOURCE:TARGET[:ro]", vm_words.share, "append",
    ),
    Argument(
        ("--drive",),
        "Give it a disk: id=, path= or volume=, target= where it is mounted, type=, ro, format=raw|qcow2, "
        "cache=writeback|unsafe, engine=threads|io-uring, bps=, iops= and their -burst. Repeatable.",
        "KEY=VALUE,...", vm_words.drive, "append",
    ),
    Argument(
        ("--metadata",), "What the guest reads at 169.254.169.254: a JSON object, or @FILE.", "JSON"
    ),
    *network_options.ARGUMENTS,
    *(argument for _, argument in FIELDS),
    *(argument for _, argument in NUMBERS),
    *container_options.LAST,
)  # fmt: skip


def fill(spec: "WorkloadSpec", options: argparse.Namespace) -> None:
    """Set in `spec` what the options name; ClientError when a value cannot be taken."""
    try:
        set_fields(spec, options, FIELDS)
        set_numbers(spec, options, NUMBERS)
        fill_common(spec, options, "vm")
        for field, values in (("vm.drives", options.drive), ("vm.shares", options.volume)):
            if values:
                assign(spec, field, values)
        if options.metadata is not None:
            spec.vm.metadata.document = document(options.metadata)
        for path, value in options.set:
            assign(spec, path, value)
    except Unreadable as error:
        raise ClientError(f"cannot take the options: {error}") from None


def document(text: str) -> str:
    """Return a document that is given, or stands in the file that `@FILE` names."""
    if not text.startswith("@"):
        return text
    path = Path(text[1:])
    try:
        return path.read_text()
    except OSError as error:
        raise ClientError(f"cannot read the metadata: {of_file(path, error)}") from None
    except UnicodeDecodeError:
        raise ClientError(f"cannot read the metadata: {path} is not UTF-8") from None
