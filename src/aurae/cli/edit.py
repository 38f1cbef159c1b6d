"""`aer edit`: changes what a service is."""

import argparse
import asyncio
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, cast

from aurae.cli import toml
from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.assigning import assign, clear
from aurae.cli.document import plain
from aurae.cli.execution_options import named
from aurae.cli.output import show
from aurae.cli.reading import Unreadable, fill
from aurae.cli.session import connect, limit
from aurae.cli.workload_file import load, parse
from aurae.cli.workloads import SERVICE
from aurae.client.calls import call
from aurae.client.errors import ClientError
from aurae.proto.runtime_grpc import RuntimeServiceStub
from aurae.proto.runtime_pb2 import EditRequest, EditResponse, StatusRequest, WorkloadSpec

if TYPE_CHECKING:
    from google.protobuf.descriptor import FieldDescriptor
    from google.protobuf.message import Message

HEAD = """\
# What the service {name} is. An empty text, or one without a change, leaves it as it is.
# Secrets are not shown; they stay as long as nothing is changed in `executable.credentials`.

"""
ARGUMENTS = (
    SERVICE,
    Argument(
        ("--set",),
        "Set a field, such as service.restart.policy=always, instead of opening an editor. "
        "Repeatable.",
        "FIELD=VALUE",
        named,
        "append",
    ),
    Argument(("--unset",), "Take a field back. Repeatable.", "FIELD", many="append"),
    Argument(
        ("-f", "--file"), "Take all of it from this file, TOML or JSON; - is standard input.",
        "FILE",
    ),
    LIMIT,
    *COMMON,
)  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Change a service, and tell what holds from now on and what the next start takes up."""
    old = asyncio.run(_spec(options))
    new = _changed(options, old)
    fields = list(changes(old, new))
    if not fields:
        reply = EditResponse()
    else:
        reply = asyncio.run(
            _edit(options, EditRequest(name=options.name, workload=new, fields=fields))
        )
    show(options, lambda: plain(reply), lambda: told(options.name, reply))
    return 0


async def _spec(options: argparse.Namespace) -> WorkloadSpec:
    async with connect(options) as channel:
        request = StatusRequest(name=options.name, lines=0)
        reply = await call(RuntimeServiceStub(channel).Status, request, limit(options))
    if not reply.spec.HasField("service"):
        raise ClientError(f"cannot edit {options.name}: it is no service")
    return reply.spec


def _changed(options: argparse.Namespace, old: WorkloadSpec) -> WorkloadSpec:
    """Return the specification as it shall be; ClientError when it cannot be read."""
    new = WorkloadSpec()
    if options.file:
        document = load(options.file)
        where = options.file
    elif options.set or options.unset:
        new.CopyFrom(old)
        document = {}
        where = "the options"
    else:
        from aurae.cli.editor import edited

        shown = HEAD.format(name=options.name) + toml.emit(old)
        text = edited(shown, "service.toml")
        document = parse(text.encode()) if text.strip() else {}
        where = "what was edited"
        if not document:
            return old
    try:
        fill(new, document)
        for path in options.unset:
            clear(new, path)
        for path, value in options.set:
            assign(new, path, value)
    except Unreadable as error:
        raise ClientError(f"cannot read {where}: {error}") from None
    new.name = new.name or old.name
    new.cell = new.cell or old.cell
    return new


def changes(old: "Message", new: "Message", path: str = "") -> Iterator[str]:
    """Yield the paths of the fields in which two messages differ, as deep as both have them."""
    for field in cast("Sequence[FieldDescriptor]", new.DESCRIPTOR.fields):
        one, other = getattr(old, field.name), getattr(new, field.name)
        if (
            field.message_type is None
            or field.is_repeated
            or field.message_type.name == "Duration"
        ):
            same = one == other and _is_set(old, field) == _is_set(new, field)
            if not same:
                yield f"{path}{field.name}"
        elif old.HasField(field.name) and new.HasField(field.name):
            yield from changes(one, other, f"{path}{field.name}.")
        elif old.HasField(field.name) != new.HasField(field.name):
            yield f"{path}{field.name}"


def _is_set(message: "Message", field: "FieldDescriptor") -> bool:
    return bool(field.has_presence and message.HasField(field.name))


async def _edit(options: argparse.Namespace, request: EditRequest) -> EditResponse:
    async with connect(options) as channel:
        return await call(RuntimeServiceStub(channel).Edit, request, limit(options))


def told(name: str, reply: EditResponse) -> str:
    """Return what has changed, and what waits."""
    if not (reply.applied or reply.pending):
        return f"{name}: nothing has changed\n"
    lines = [f"{name}: {field} holds now\n" for field in reply.applied]
    lines += [f"{name}: {field} waits for the next start\n" for field in reply.pending]
    if reply.pending:
        lines.append(f"`aer restart {name}` takes it up\n")
    return "".join(lines)
