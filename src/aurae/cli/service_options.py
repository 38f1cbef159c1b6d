"""The options that say what a service is, and the fields of the specification that they set."""

import argparse
import re
from typing import TYPE_CHECKING

from aurae.cli.arguments import Argument
from aurae.cli.assigning import assign
from aurae.cli.execution_options import set_fields

if TYPE_CHECKING:
    from aurae.proto.runtime_pb2 import WorkloadSpec


def port(text: str) -> int:
    """Read a port, 1 to 65535; for the command line."""
    if not re.fullmatch(r"\d{1,5}", text, re.ASCII) or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text!r} is no port from 1 to 65535")
    return int(text)


def http_probe(text: str) -> dict[str, object]:
    """Read `8080` or `8080/ready` as an HTTP probe; for the command line."""
    number, slash, path = text.partition("/")
    return {"http": {"port": port(number), "path": slash + path}}


def tcp_probe(text: str) -> dict[str, object]:
    """Read `8080` as a TCP probe; for the command line."""
    return {"tcp": {"port": port(text)}}


def grpc_probe(text: str) -> dict[str, object]:
    """Read `8080` or `8080/name.of.Service` as a gRPC probe; for the command line."""
    number, _, service = text.partition("/")
    return {"grpc": {"port": port(number), "service": service}}


def command_probe(text: str) -> dict[str, object]:
    """Read a command line as a probe; for the command line."""
    return {"command": text}


def _names(name: str, text: str) -> Argument:
    return Argument((f"--{name}",), f"{text} Repeatable.", "SERVICE", many="append")


def _lines(name: str, text: str) -> Argument:
    return Argument((f"--{name}",), f"{text} Repeatable.", "LINE", many="append")


# The field of WorkloadSpec that an option sets, and the option.
FIELDS = (
    ("service.type", Argument(("--type",), "When it counts as up; exec when not given.", "TYPE", choices=("exec", "notify", "notify-reload", "oneshot"))),
    ("service.description", Argument(("--description",), "One line for people.", "TEXT")),
    ("service.restart.policy", Argument(("--restart",), "After which ends it is started again; no when not given.", "POLICY", choices=("no", "always", "on-success", "on-failure", "on-abnormal", "on-abort", "on-watchdog"))),
    ("service.restart.delay", Argument(("--restart-delay",), "First pause before that; 100ms when not given.", "DURATION")),
    ("service.restart.max_delay", Argument(("--restart-max-delay",), "Longest pause; 1min when not given.", "DURATION")),
    ("service.start_pre", _lines("start-pre", "Run this before it.")),
    ("service.start_post", _lines("start-post", "Run this when it is up.")),
    ("service.stop", _lines("stop", "Run this before the stop signal.")),
    ("service.stop_post", _lines("stop-post", "Run this after every end.")),
    ("service.reload", _lines("reload", "Run this to have it read its configuration again.")),
    ("service.reload_signal", Argument(("--reload-signal",), "Signal that does so.", "SIGNAL")),
    ("service.remain_after_exit", Argument(("--remain-after-exit",), "A oneshot stays up after it has exited.")),
    ("service.start_timeout", Argument(("--start-timeout",), "Time to be up; 90s when not given.", "DURATION")),
    ("service.run_timeout", Argument(("--run-timeout",), "End it after so long.", "DURATION")),
    ("service.watchdog", Argument(("--watchdog",), "Kill it when it has not said WATCHDOG=1 for so long.", "DURATION")),
    ("service.kill_mode", Argument(("--kill-mode",), "Whom the stop signal reaches.", "MODE", choices=("group", "mixed", "process"))),
    ("service.oom_policy", Argument(("--oom-policy",), "What happens when one of its processes is killed for memory.", "POLICY", choices=("continue", "stop", "kill"))),
    ("service.requires", _names("requires", "It needs this service: started along with it, and before it.")),
    ("service.wants", _names("wants", "Started along with it.")),
    ("service.after", _names("after", "Started before it, when both are.")),
    ("service.before", _names("before", "Started after it, when both are.")),
    ("service.binds_to", _names("binds-to", "As --requires, and it goes down with this service.")),
    ("service.part_of", _names("part-of", "It is stopped and restarted along with this service.")),
    ("service.listeners", Argument(("--listen",), "Listen here for it: [HOST]:PORT, a path or @NAME. Repeatable.", "ADDRESS", many="append")),
    ("service.timer.calendar", Argument(("--calendar",), "Start it at these times, such as 'Mon..Fri 08:00'. Repeatable.", "EXPRESSION", many="append")),
    ("service.timer.interval", Argument(("--every",), "Start it so long after its last start.", "DURATION")),
    ("service.timer.on_boot", Argument(("--on-boot",), "Start it so long after the machine came up.", "DURATION")),
    ("service.timer.jitter", Argument(("--jitter",), "Add a random pause of up to so long.", "DURATION")),
    ("service.timer.persistent", Argument(("--persistent",), "Make up for a start that was missed while the machine was down.")),
    ("service.enabled", Argument(("--enabled",), "Start it when the machine starts.")),
)  # fmt: skip

ARGUMENTS = (
    *(argument for _, argument in FIELDS),
    Argument(("--health-http",), "It is healthy when this port answers. Repeatable.", "PORT[/PATH]", http_probe, "append"),
    Argument(("--health-tcp",), "It is healthy when this port accepts. Repeatable.", "PORT", tcp_probe, "append"),
    Argument(("--health-grpc",), "It is healthy when grpc.health.v1 says so. Repeatable.", "PORT[/SERVICE]", grpc_probe, "append"),
    Argument(("--health-command",), "It is healthy when this exits with 0. Repeatable.", "LINE", command_probe, "append"),
)  # fmt: skip


def fill(spec: "WorkloadSpec", options: argparse.Namespace) -> None:
    """Set in `spec` what the options name; ClientError when a value cannot be taken."""
    set_fields(spec, options, FIELDS)
    probes = (options.health_http, options.health_tcp, options.health_grpc, options.health_command)
    found: list[object] = [probe for given in probes for probe in given]
    if found:
        assign(spec, "service.health", found)
