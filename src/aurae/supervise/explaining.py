"""What a start would do and leave exposed, told without doing any of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.model import device_rules, sandbox
from aurae.model.cell import NODE
from aurae.model.execution import Sink
from aurae.model.exposure import exposure
from aurae.model.names import shown_name
from aurae.model.refusal import BadValue, InvalidField
from aurae.model.surroundings import Surroundings
from aurae.processes import devices
from aurae.processes.plan import describe_plan, executable_plan

if TYPE_CHECKING:
    from aurae.model.account import Account
    from aurae.model.exposure import Row
    from aurae.model.workload import Executable
    from aurae.supervise.order import Order


def steps(order: Order, account: Account, hidden: tuple[str, ...]) -> list[str]:
    """Return what the server, init and the child would do, a line each. Raises Refusal."""
    executable, service = order.spec.executable, order.spec.service is not None
    try:
        plan = executable_plan(executable, account, Surroundings(), service=service, hidden=hidden)
    except BadValue as error:
        action = f"explain {shown_name(order.spec.name)}"
        raise InvalidField(action, error.field, error.why) from None
    return [*_prepared(executable, service=service), *_cloned(order), *describe_plan(plan)]


def steps_of_container(order: Order, steps: list[str]) -> list[str]:
    """Return what would be done for a container, a line each; `steps` are those of its plan."""
    return [*_cloned(order), "clone3 a helper with the rights of the host", *steps]


def exposure_of(order: Order, account: Account) -> list[Row]:
    """Return what a start would leave exposed. Raises Refusal."""
    executable, service = order.spec.executable, order.spec.service is not None
    try:
        resolved = sandbox.resolve(executable.sandbox, service=service)
    except BadValue as error:
        action = f"judge {shown_name(order.spec.name)}"
        raise InvalidField(action, error.field, error.why) from None
    return exposure(resolved, is_root=account.uid == 0 and not executable.dynamic_user)


def _prepared(executable: Executable, *, service: bool) -> list[str]:
    """Return what the server makes ready; secrets are only named."""
    resolved = sandbox.resolve(executable.sandbox, service=service)
    found = [f"read environment file {path}" for path in executable.env_files]
    if executable.dynamic_user:
        found.append("allot a dynamic user")
    for folder in executable.folders:
        mode = 0o755 if folder.mode is None else folder.mode
        found.append(f"make {folder.place.value.lower()} folder {folder.name}, mode {mode:04o}")
    if sandbox.limits_devices(resolved):
        found.append(f"allow devices: {device_rules.describe(devices.rules(resolved))}")
    return found + [f"write credential {one.name}, mode 0400" for one in executable.credentials]


def _cloned(order: Order) -> list[str]:
    cell, executable = order.place.cell, order.spec.executable
    where = "a leaf of the node" if cell == NODE else f"a leaf of cell {cell}"
    if executable.terminal:
        return [f"clone3 into {where}", "connect a terminal, to the log"]
    sinks = (("stdout", executable.stdout), ("stderr", executable.stderr))
    to = {Sink.LOG: "the log", Sink.NULL: "/dev/null"}
    streams = ", ".join(f"{name} to {to[sink]}" for name, sink in sinks)
    return [f"clone3 into {where}", f"connect {streams}"]
