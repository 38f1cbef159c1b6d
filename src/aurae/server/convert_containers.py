"""Messages of ContainerService to the model's words and back."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from aurae.model import image_name
from aurae.model.amendment import Amendment
from aurae.model.container_state import ContainerState
from aurae.model.names import full_name
from aurae.model.refusal import BadValue, InvalidField
from aurae.model.service import Service
from aurae.proto import containers_pb2 as api
from aurae.proto import runtime_pb2
from aurae.server import convert, convert_spec
from aurae.server.convert import timestamp
from aurae.server.errors import inside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from aurae.containers.top import Process
    from aurae.model.container_change import Change
    from aurae.model.image_name import ImageName
    from aurae.model.workload import WorkloadSpec
    from aurae.services.found import Found
    from aurae.surroundings.measuring import Written

PAGE = 1000
"""Most containers in one answer."""
LONGEST_PATH = 4096
LONGEST_TEXT = 4096
"""Bytes of each word that is said of an image that is made."""
MOST_WORDS = 256
BATCH = 500
"""Changes in one message: each path has up to 4 KiB, and clients take 4 MiB as a rule."""

STATE: dict[ContainerState, api.ContainerState.State.ValueType] = {
    state: api.ContainerState.State.Value(f"STATE_{state.value}") for state in ContainerState
}


def new(message: runtime_pb2.WorkloadSpec) -> tuple[str, WorkloadSpec]:
    """Return the cell and the specification of a container that is to be kept."""
    action = "create" + convert.start_action(message).removeprefix("start")
    if message.WhichOneof("kind") != "container":
        raise InvalidField(action, "workload.container", "is not set")
    with inside("workload"):
        cell = convert.cell(action, message.cell)
        spec = convert_spec.spec(message, action)
    return cell, spec


def kept(spec: WorkloadSpec, name: str) -> WorkloadSpec:
    """Return a specification with this name, and a service where it has none."""
    return replace(spec, name=name, service=spec.service or Service())


def state(found: Found, workload: runtime_pb2.Workload) -> api.ContainerState:
    """Return a container as the API shows it."""
    container = found.container
    return api.ContainerState(
        state=STATE[found.state],
        workload=workload,
        image=container.image if container is not None else workload.image,
        labels=container.labels if container is not None else {},
        kept=found.life is not None,
    )


def page(request: api.ListContainersRequest) -> tuple[str, int, Mapping[str, str]]:
    """Return the cell, the size of a page and the labels that a request asks for."""
    action = "list containers"
    if request.page_size > PAGE:
        raise InvalidField(action, "page_size", f"is above {PAGE}")
    return (
        convert.cell(action, request.cell),
        request.page_size or PAGE,
        dict(request.labels),
    )


def path(action: str, text: str) -> str:
    """Return an absolute path in a container; InvalidField when it can be none."""
    if not text.startswith("/"):
        raise InvalidField(action, "path", "is not absolute")
    if "\0" in text or len(text.encode()) > LONGEST_PATH:
        raise InvalidField(action, "path", f"has a NUL byte or more than {LONGEST_PATH} bytes")
    return text


def text(action: str, field: str, value: str) -> str:
    """Return what is said of an image; InvalidField when it is too long or has a NUL byte."""
    if len(value.encode()) > LONGEST_TEXT or "\0" in value:
        raise InvalidField(action, field, f"has a NUL byte or more than {LONGEST_TEXT} bytes")
    return value


def names(texts: Iterable[str]) -> list[tuple[str, str]]:
    """Return cells and names that are asked for, each once."""
    found = [convert.name("measure", each) for each in dict.fromkeys(texts)]
    if len(found) > PAGE:
        raise InvalidField("measure containers", "names", f"has more than {PAGE} entries")
    return found


def stats(
    found: Found, usage: dict[str, int] | None, written: Written | None, time_ns: int
) -> api.ContainerStats:
    """Return what a container uses."""
    return api.ContainerStats(
        name=full_name(found.cell, found.name),
        time=timestamp(time_ns),
        usage=None if usage is None else runtime_pb2.Usage(**usage),
        written_bytes=None if written is None else written.size,
        written_files=None if written is None else written.files,
    )


def changes(found: Iterable[Change]) -> Iterator[api.DiffContainerResponse]:
    """Yield what is different, in messages of a bounded size."""
    items = iter(found)
    while batch := list(islice(items, BATCH)):
        yield api.DiffContainerResponse(
            changes=[
                api.PathChange(
                    path=item.path.encode(errors="surrogateescape").decode(errors="replace"),
                    kind=api.PathChange.Kind.Value(f"KIND_{item.kind.value}"),
                )
                for item in batch
            ]
        )


def commit(request: api.CommitContainerRequest) -> tuple[ImageName, Amendment]:
    """Return the name of an image that is to be made, and what it says other than its base."""
    action = f"commit {request.name}"
    try:
        name = image_name.parse(request.image)
    except BadValue as error:
        raise InvalidField(action, "image", error.why) from None
    if name.digest:
        raise InvalidField(action, "image", "has a digest, which nobody knows yet")
    texts: dict[str, tuple[str, ...]] = {
        "author": (request.author,),
        "comment": (request.comment,),
        "entrypoint": tuple(request.entrypoint),
        "command": tuple(request.command),
        "user": (request.user,),
        "working_directory": (request.working_directory,),
    }
    for field in ("env", "labels"):
        pairs = getattr(request, field).items()
        texts[field] = tuple(word for pair in pairs for word in pair)
    for field, words in texts.items():
        if len(words) > MOST_WORDS:
            raise InvalidField(action, field, f"has more than {MOST_WORDS} words")
        for word in words:
            text(action, field, word)
    if any(not key or "=" in key for key in request.env):
        raise InvalidField(action, "env", "has a name that is empty or has a =")
    folder = request.working_directory
    if folder and not folder.startswith("/"):
        raise InvalidField(action, "working_directory", "is not absolute")
    return name, Amendment(
        entrypoint=tuple(request.entrypoint) or None,
        cmd=tuple(request.command) or None,
        env=dict(request.env),
        labels=dict(request.labels),
        user=request.user if request.HasField("user") else None,
        working_dir=folder if request.HasField("working_directory") else None,
        author=request.author,
        comment=request.comment,
        created_by=f"aer container commit {request.name}",
    )


def process(item: Process) -> api.ContainerProcess:
    """Return a process as the API shows it."""
    return api.ContainerProcess(
        pid=item.pid,
        inner_pid=item.inner_pid,
        parent=item.parent,
        user=item.user,
        command=item.command,
        started_at=timestamp(item.started_ns),
        cpu_us=item.cpu_us,
        memory_bytes=item.memory,
    )
