"""The options that describe a container, and the fields of the specification that they set."""

import argparse
from typing import TYPE_CHECKING

from aurae.cli import container_words, network_options, service_options
from aurae.cli.arguments import Argument
from aurae.cli.assigning import assign
from aurae.cli.cell_limits import number, pair, size_argument
from aurae.cli.execution_options import (
    given,
    named,
    read_credential,
    rlimit,
    set_fields,
    set_variables,
    variable,
)
from aurae.cli.reading import Unreadable
from aurae.client.errors import ClientError

if TYPE_CHECKING:
    from aurae.proto.runtime_pb2 import WorkloadSpec

PROCESS = "container.process"
LIMITS = "container.limits"
RESTARTS = (
    "no", "always", "unless-stopped", "on-success", "on-failure", "on-abnormal", "on-abort",
    "on-watchdog",
)  # fmt: skip


Fields = tuple[tuple[str, Argument], ...]
"""Fields of WorkloadSpec, and the options that set them."""


def _many(name: str, text: str, metavar: str) -> Argument:
    return Argument((f"--{name}",), f"{text} Repeatable.", metavar, many="append")


# The field of WorkloadSpec that an option sets, and the option.
FIELDS = (
    (f"{PROCESS}.working_directory", Argument(("-w", "--workdir"), "Working directory inside; the image's when not given.", "DIR")),
    (f"{PROCESS}.user", Argument(("-u", "--user"), "Run as this user of the image, or number, or USER:GROUP; the image's when not given.", "USER")),
    (f"{PROCESS}.supplementary_groups", _many("group-add", "Add this group of the image, or number.", "GROUP")),
    (f"{PROCESS}.env_files", _many("env-file", "Read variables from this file of the host at each start; -FILE may be missing.", "FILE")),
    (f"{PROCESS}.stop_signal", Argument(("--stop-signal",), "Signal that asks it to stop; the image's, or SIGTERM, when not given.", "SIGNAL")),
    (f"{PROCESS}.stop_timeout", Argument(("--stop-timeout",), "Time from that signal to the kill, such as 10s.", "DURATION")),
    (f"{PROCESS}.oom_score_adjust", Argument(("--oom-score-adj",), "-1000, the last to be killed for memory, to 1000.", "N")),
    (f"{PROCESS}.nice", Argument(("--nice",), "Niceness, -20 to 19.", "N")),
    (f"{PROCESS}.umask", Argument(("--umask",), "File mode creation mask, octal; 022 when not given.", "MODE")),
    (f"{PROCESS}.sandbox.profile", Argument(("--security",), "How it is held, before the options that follow; container when not given.", "PROFILE", choices=("none", "container", "strict"))),
    (f"{PROCESS}.sandbox.add_capabilities", _many("cap-add", "Leave it this capability, such as NET_ADMIN; all for every one.", "CAPABILITY")),
    (f"{PROCESS}.sandbox.drop_capabilities", _many("cap-drop", "Take this capability from it; all for every one.", "CAPABILITY")),
    (f"{PROCESS}.sandbox.system_calls", _many("system-calls", "Allow this system call or set, such as @mount; with ~ forbid it.", "NAME_OR_SET")),
    (f"{PROCESS}.sandbox.device_allow", _many("device-allow", "Let it use this device or class, such as 'char-pts rw'.", "DEVICE")),
    ("container.hostname", Argument(("--hostname",), "Name of its host; its own name when not given.", "WORD")),
    ("container.user_namespace", Argument(("--userns",), "Users of its own, or the host's; own when not given.", "USERS", choices=("own", "host"))),
    ("container.read_only", Argument(("--read-only",), "Its root cannot be written; what is mounted can.")),
    ("container.privileged", Argument(("--privileged",), "Hold nothing back: the host's users, all capabilities, devices and system calls.")),
    ("container.reaper", Argument(("--init",), "Have a reaper as its first process.")),
    ("container.writable_paths.paths", _many("write-below", "Change files only at and below this path, those that are named again, /dev and /proc.", "PATH")),
    ("container.apparmor", Argument(("--apparmor",), "AppArmor profile, which has to be loaded.", "PROFILE")),
    ("container.dns.servers", _many("dns", "Ask this name server.", "ADDRESS")),
    ("container.dns.searches", _many("dns-search", "Look for names in this domain.", "DOMAIN")),
    ("container.dns.options", _many("dns-option", "Option of its resolver, such as ndots:5.", "OPTION")),
    (f"{LIMITS}.cpuset.cpus", Argument(("--cpuset-cpus",), "CPUs to run on, such as 0-3,8.", "LIST")),
    ("service.description", Argument(("--description",), "One line for people.", "TEXT")),
    ("service.enabled", Argument(("--enabled",), "Start it when the machine starts.")),
    ("service.requires", _many("requires", "It needs this service or container: started along with it, and before it.", "SERVICE")),
    ("service.after", _many("after", "Started before it, when both are.", "SERVICE")),
)  # fmt: skip

# Those whose words make another value.
NUMBERS = (
    (f"{LIMITS}.memory.max", Argument(("-m", "--memory"), "Never use more memory, such as 512MiB; the OOM killer sees to it.", "SIZE", size_argument)),
    (f"{LIMITS}.memory.low", Argument(("--memory-reservation",), "Memory that is reclaimed only when nothing else is left.", "SIZE", size_argument)),
    (f"{LIMITS}.memory.swap_max", Argument(("--memory-swap-max",), "Swap to use at most; 0 for none.", "SIZE", size_argument)),
    (f"{LIMITS}.cpu.max", Argument(("--cpus",), "CPUs to use at most, such as 1.5.", "N", container_words.cpus)),
    (f"{LIMITS}.cpu.weight", Argument(("--cpu-weight",), "Share of the CPUs among siblings, 1 to 10000.", "N", number)),
    (f"{LIMITS}.pids.max", Argument(("--pids-limit",), "Processes and threads at most; 4096 when not given.", "N", number)),
    (f"{LIMITS}.io.weight", Argument(("--io-weight",), "Share of the block devices among siblings, 1 to 10000.", "N", number)),
)  # fmt: skip
LABELS = (
    Argument(("-l", "--label"), "Set a label. Repeatable.", "KEY=VALUE", pair, "append"),
    Argument(("--annotation",), "Set an annotation. Repeatable.", "KEY=VALUE", pair, "append"),
)
RESTART = Argument(
    ("--restart",),
    "After which ends it is started again; no when not given. One that was stopped stays down, so "
    "unless-stopped is always.",
    "POLICY",
    choices=RESTARTS,
)
SHM_SIZE = Argument(
    ("--shm-size",), "Bytes of /dev/shm; 64MiB when not given.", "SIZE", size_argument
)
HEALTH = (
    Argument(("--health-cmd",), "It is healthy when this line, run by its /bin/sh, exits with 0.", "LINE"),
    *(item for item in service_options.ARGUMENTS if item.names[0].startswith("--health-") and item.names[0] != "--health-command"),
    Argument(("--health-interval",), "Time between two checks; 10s when not given.", "DURATION", container_words.moment),
    Argument(("--health-timeout",), "Time that a check may take.", "DURATION", container_words.moment),
    Argument(("--health-start-period",), "Failures count only after this time.", "DURATION", container_words.moment),
    Argument(("--health-retries",), "Failures in a row until it counts as sick; 3 when not given.", "N", number),
)  # fmt: skip

COMMON = (
    Argument(("--name",), "Its name; made from the image when not given.", "WORD"),
    Argument(("--cell",), "Run in this cell; on the node itself when not given.", "CELL"),
    Argument(
        ("-e", "--env"), "Set a variable; without =VALUE it is taken from here. Repeatable.",
        "KEY[=VALUE]", variable, "append",
    ),
    Argument(
        ("--entrypoint",), "Replaces the image's entrypoint, and takes its command away; empty for none.",
        "PROGRAM",
    ),
    Argument(("--sysctl",), "Set a kernel parameter of its own. Repeatable.", "NAME=VALUE", pair, "append"),
    Argument(
        ("--add-host",), "A line of its /etc/hosts. Repeatable.", "NAME:ADDRESS",
        container_words.host, "append",
    ),
    Argument(
        ("--ulimit",), "Limit a resource, such as nofile=1024:4096. Repeatable.",
        "NAME=SOFT[:HARD]", rlimit, "append",
    ),
)  # fmt: skip
LAST = (
    *LABELS,
    RESTART,
    *HEALTH,
    Argument(("-t", "--tty"), "Give it a terminal."),
    Argument(("-i", "--interactive"), "Keep its standard input open."),
    Argument(
        ("--set",),
        "Set any other field of the specification, such as service.wants=[\"db\"]. Repeatable.",
        "FIELD=VALUE", named, "append",
    ),
    Argument(("image",), "Name, id or digest of the image, such as alpine:3.", "IMAGE"),
    Argument(("program",), "Replaces the image's command.", "COMMAND", many="..."),
)  # fmt: skip
ARGUMENTS = (
    *COMMON,
    Argument(
        ("-v", "--volume"),
        "Bind a path of the host: options are ro, rro, private, slave, shared, create, noidmap. Repeatable.",
        "SOURCE:TARGET[:OPTIONS]", container_words.volume, "append",
    ),
    Argument(
        ("--mount",),
        "Mount something: type=bind|tmpfs|image|secret, source, target, readonly, and more words of the API. "
        "Repeatable.",
        "KEY=VALUE,...", container_words.mount, "append",
    ),
    Argument(
        ("--tmpfs",), "An empty folder in memory; options are size and mode. Repeatable.",
        "TARGET[:OPTIONS]", container_words.tmpfs, "append",
    ),
    Argument(
        ("--device",), "Let it use this device, such as /dev/kvm. Repeatable.",
        "PATH[:TARGET][:rwm]", container_words.device, "append",
    ),
    Argument(
        ("--credential",),
        "Hand it a secret as a file: the daemon reads FILE, absolute, at each start; of @FILE the "
        "content is taken now, @- is standard input. Repeatable.",
        "NAME=FILE", named, "append",
    ),
    *network_options.ARGUMENTS,
    *(argument for _, argument in FIELDS),
    *(argument for _, argument in NUMBERS),
    SHM_SIZE,
    *LAST,
)  # fmt: skip


def needs_service(spec: "WorkloadSpec") -> bool:
    """Say whether something was asked for that a single run cannot have."""
    return spec.HasField("service")


def fill(spec: "WorkloadSpec", options: argparse.Namespace) -> None:
    """Set in `spec` what the options name; ClientError when a value cannot be taken."""
    try:
        _fill(spec, options)
    except Unreadable as error:
        raise ClientError(f"cannot take the options: {error}") from None


def _fill(spec: "WorkloadSpec", options: argparse.Namespace) -> None:
    set_fields(spec, options, FIELDS)
    set_numbers(spec, options)
    fill_common(spec, options, "container")
    for field, values in (
        ("container.mounts", [*options.volume, *options.mount, *options.tmpfs]),
        ("container.devices", options.device),
    ):
        if values:
            assign(spec, field, values)
    if options.credential:
        secrets: list[object] = [read_credential(*item) for item in options.credential]
        assign(spec, f"{PROCESS}.credentials", secrets)
    if options.shm_size is not None:
        spec.container.shm_size = options.shm_size
    for path, value in options.set:
        assign(spec, path, value)


def fill_common(spec: "WorkloadSpec", options: argparse.Namespace, kind: str) -> None:
    """Set what is the same of all that is made of an image; `kind` is `container` or `vm`. Raises Unreadable."""
    spec.name, spec.cell = options.name or "", options.cell or ""
    asked = spec.vm if kind == "vm" else spec.container
    process = asked.process
    process.SetInParent()
    asked.image = options.image
    process.argv.extend(options.program)
    if options.entrypoint is not None:
        asked.entrypoint.append(options.entrypoint)
    set_variables(process, options.env)
    network_options.fill(spec, options, kind)
    if options.add_host:
        assign(spec, f"{kind}.extra_hosts", options.add_host)
    for field, pairs in (
        ("sysctls", options.sysctl), ("labels", options.label), ("annotations", options.annotation),
    ):  # fmt: skip
        for key, value in pairs:
            assign(spec, f"{kind}.{field}.{key}", value)
    for name, limits in options.ulimit:
        assign(spec, f"{kind}.process.rlimits.{name}", limits)
    process.terminal = options.tty
    process.stdin_open = options.interactive and not options.tty
    set_restart(spec, options.restart)
    _set_health(spec, options)


def set_numbers(
    spec: "WorkloadSpec", options: argparse.Namespace, numbers: "Fields" = NUMBERS
) -> list[str]:
    """Set the numbers that are given; returns their fields."""
    done = []
    for field, argument in numbers:
        value = getattr(options, argument.names[-1].removeprefix("--").replace("-", "_"))
        if value is not None:
            assign(spec, field, value)
            done.append(field)
    return done


def set_restart(spec: "WorkloadSpec", policy: str | None) -> None:
    """Set the restart policy; nothing when it was not given."""
    if policy is not None:
        word = "always" if policy == "unless-stopped" else policy
        assign(spec, "service.restart.policy", word.replace("-", "_"))


def _set_health(spec: "WorkloadSpec", options: argparse.Namespace) -> None:
    probes = [*options.health_http, *options.health_tcp, *options.health_grpc]
    if options.health_cmd:
        probes.append({"command": ["/bin/sh", "-c", options.health_cmd]})
    more = {
        "interval": options.health_interval,
        "timeout": options.health_timeout,
        "start_period": options.health_start_period,
        "failures": options.health_retries,
    }
    asked = {key: value for key, value in more.items() if value is not None}
    if asked and not probes:
        raise ClientError(
            "cannot take the options: --health-... needs what is looked at: --health-cmd and others"
        )
    if probes:
        found: list[object] = [{**probe, **asked} for probe in probes]
        assign(spec, "service.health", found)


def given_fields(options: argparse.Namespace, names: "tuple[str, ...]") -> bool:
    """Say whether any of these options was given."""
    return any(given(options, name) not in (None, False, []) for name in names)
