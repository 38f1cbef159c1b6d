"""Messages of VmService to the model's words and back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from grpclib.const import Status
from grpclib.exceptions import GRPCError

from aurae.model.container_state import ContainerState
from aurae.model.labels import check_count
from aurae.model.names import shown_name
from aurae.model.refusal import BadValue, InvalidField
from aurae.model.service import Service
from aurae.model.vm import MIB, Drive, MetadataVersion, Vm
from aurae.model.workload import Executable, WorkloadSpec
from aurae.proto import runtime_pb2, vm_pb2
from aurae.proto import vms_pb2 as api
from aurae.server import convert, convert_spec
from aurae.server.convert import timestamp
from aurae.server.convert_containers import PAGE, STATE
from aurae.server.convert_spec import IMAGES_OWN, MOST_DRIVES
from aurae.server.errors import inside
from aurae.vms.keys import Key
from aurae.vms.watching import Event

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aurae.model.vm import Metadata
    from aurae.services.found import Found
    from aurae.vms.guest_answers import GuestProcess, Stats
    from aurae.vms.watching import Item

NO_MACHINE = "vm config has no machine specified"
NO_ROOT_DRIVE = "vm '{id}' config has no root drive specified"
"""What upstream's clients know."""

MOST_KERNEL_ARGS = 64
_MOST_31, _MOST_32 = 2**31 - 1, 2**32 - 1
_LONGEST_NS = 2**33 * 10**9
"""Of times that a guest says: some 270 years."""

STATUS: Mapping[ContainerState, str] = {
    ContainerState.CREATED: "Created",
    ContainerState.STARTING: "Created",
    ContainerState.RUNNING: "Running",
    ContainerState.PAUSED: "Paused",
    ContainerState.STOPPING: "Running",
    ContainerState.RESTARTING: "Shutdown",
    ContainerState.EXITED: "Shutdown",
    ContainerState.FAILED: "Shutdown",
}
"""Upstream's words, which are those of its VMM."""

EVENT: Mapping[Event, api.VmServiceWatchResponse.Event.ValueType] = {
    event: api.VmServiceWatchResponse.Event.Value(f"EVENT_{event.value}") for event in Event
}


def new(request: api.VmServiceAllocateRequest) -> tuple[str, WorkloadSpec]:
    """Return the cell and the specification of a machine that is to be kept; it may lack a name."""
    if request.HasField("workload"):
        if request.HasField("machine"):
            raise InvalidField("allocate", "machine", "excludes workload")
        return _described(request.workload)
    if not request.HasField("machine"):
        raise GRPCError(Status.FAILED_PRECONDITION, NO_MACHINE)
    with inside("machine"):
        return _machine(request.machine)


def _described(message: runtime_pb2.WorkloadSpec) -> tuple[str, WorkloadSpec]:
    action = "allocate" + convert.start_action(message).removeprefix("start")
    if message.WhichOneof("kind") != "vm":
        raise InvalidField(action, "workload.vm", "is not set")
    with inside("workload"):
        return convert.cell(action, message.cell), convert_spec.spec(message, action)


def _machine(message: api.VirtualMachine) -> tuple[str, WorkloadSpec]:
    """Return the cell and the specification of a machine in upstream's words."""
    if not message.HasField("root_drive"):
        text = NO_ROOT_DRIVE.format(id=shown_name(message.id))
        raise GRPCError(Status.FAILED_PRECONDITION, text)
    action = f"allocate {shown_name(message.id)}"
    cell, name = _identity(message.id)
    try:
        check_count("drive_mounts", message.drive_mounts, MOST_DRIVES)
        check_count("kernel_args", message.kernel_args, MOST_KERNEL_ARGS)
    except BadValue as error:
        raise InvalidField(action, error.field, error.why) from None
    root = message.root_drive
    usual = Vm()
    vm = Vm(
        vcpus=message.vcpu_count or usual.vcpus,
        memory=message.mem_size_mb * MIB or usual.memory,
        kernel=message.kernel_img_path,
        kernel_args=tuple(message.kernel_args),
        root=Drive("boot", root.image_path, read_only=root.read_only),
        drives=tuple(
            Drive(f"drive{number}", drive.image_path, read_only=drive.read_only)
            for number, drive in enumerate(message.drive_mounts, 1)
        ),
        auraed_address=message.auraed_address,
    )
    return cell, WorkloadSpec(name, Executable((), stop_signal=IMAGES_OWN), vm=vm)


def _identity(text: str) -> tuple[str, str]:
    """Return the cell and the name that an id of upstream's means; both may be missing."""
    if not text:
        return convert.cell("", ""), ""
    with inside("id"):
        return vm_id("allocate", text)


def kept(spec: WorkloadSpec, name: str) -> WorkloadSpec:
    """Return a specification with this name, and a service where it has none."""
    return replace(spec, name=name, service=spec.service or Service())


def vm_id(verb: str, text: str) -> tuple[str, str]:
    """Return the cell and the name of a machine's id; InvalidField when no machine can have it."""
    try:
        return convert.name(verb, text)
    except InvalidField as error:
        raise InvalidField(error.action, "vm_id", error.why.removeprefix("name: ")) from None


def vm_ids(texts: Iterable[str]) -> list[tuple[str, str]]:
    """Return cells and names that are asked for, each once."""
    found = [vm_id("measure", each) for each in dict.fromkeys(texts)]
    if len(found) > PAGE:
        raise InvalidField("measure machines", "vm_ids", f"has more than {PAGE} entries")
    return found


def page(request: api.VmServiceListRequest) -> tuple[str, int, Mapping[str, str]]:
    """Return the cell, the size of a page and the labels that a request asks for."""
    action = "list machines"
    if request.page_size > PAGE:
        raise InvalidField(action, "page_size", f"is above {PAGE}")
    return convert.cell(action, request.cell), request.page_size or PAGE, dict(request.labels)


def summary(found: Found, workload: runtime_pb2.Workload) -> api.VirtualMachineSummary:
    """Return a machine as the API shows it."""
    message = api.VirtualMachineSummary(
        id=found.full_name,
        status=STATUS[found.state],
        state=STATE[found.state],
        workload=workload,
        kept=found.life is not None,
    )
    vm = found.vm
    if vm is None:
        message.image = workload.image
        return message
    message.mem_size_mb = -(-vm.memory // MIB)
    message.vcpu_count = vm.vcpus
    message.kernel_img_path = vm.kernel
    message.root_dir_path = vm.root.path or vm.root.volume if vm.root is not None else ""
    message.auraed_address = vm.auraed_address
    if vm.image:
        message.image = vm.image
    return message


def event(item: Item, machine: api.VirtualMachineSummary | None) -> api.VmServiceWatchResponse:
    """Return what has happened."""
    return api.VmServiceWatchResponse(
        event=EVENT[item.event], time=timestamp(item.time_ns), machine=machine
    )


def stats(
    found: Found, usage: dict[str, int] | None, guest: Stats | None, time_ns: int
) -> api.VmStats:
    """Return what a machine uses."""
    return api.VmStats(
        vm_id=found.full_name,
        time=timestamp(time_ns),
        usage=None if usage is None else runtime_pb2.Usage(**usage),
        guest=None if guest is None else guest_stats(guest),
    )


def guest_stats(item: Stats) -> api.GuestStats:
    """Return what a guest says of itself, each number cut to what the message takes."""
    message = api.GuestStats(
        cpus=min(item.cpus, _MOST_32),
        cpu_user_us=item.cpu_user,
        cpu_system_us=item.cpu_system,
        cpu_idle_us=item.cpu_idle,
        memory_total_bytes=item.memory_total,
        memory_available_bytes=item.memory_available,
        memory_free_bytes=item.memory_free,
        memory_cached_bytes=item.memory_cached,
        process_cpu_us=item.own_cpu,
        process_memory_bytes=item.own_memory,
        process_memory_peak_bytes=item.own_memory_peak,
        oom_kills=item.own_oom_kills,
        processes=item.processes,
        load=item.load,
        pressure=item.pressure,
        interfaces=[
            api.GuestInterface(
                name=one.name,
                received_bytes=one.received_bytes,
                received_packets=one.received_packets,
                sent_bytes=one.sent_bytes,
                sent_packets=one.sent_packets,
            )
            for one in item.networks
        ],
        disks=[
            api.GuestDisk(
                path=one.path, file_system=one.kind, size_bytes=one.size, free_bytes=one.free
            )
            for one in item.file_systems
        ],
    )
    message.uptime.FromNanoseconds(min(item.uptime_ns, _LONGEST_NS))
    return message


def process(item: GuestProcess) -> api.VmProcess:
    """Return a process in a guest as the API shows it."""
    return api.VmProcess(
        pid=min(item.pid, _MOST_31),
        parent=min(item.parent, _MOST_31),
        user=min(item.user, _MOST_32),
        command=item.command,
        started_at=timestamp(min(item.started_ns, _LONGEST_NS)),
        cpu_us=item.cpu_us,
        memory_bytes=item.memory,
    )


def metadata(item: Metadata | None) -> vm_pb2.Metadata | None:
    """Return what a guest reads as the API shows it."""
    if item is None:
        return None
    message = vm_pb2.Metadata(document=item.document)
    message.version = vm_pb2.Metadata.Version.Value(f"VERSION_{item.version.value}")
    return message


def metadata_version(action: str, number: int) -> MetadataVersion | None:
    """Return a version of metadata that is asked for; None where none is."""
    if not number:
        return None
    try:
        name = vm_pb2.Metadata.Version.Name(vm_pb2.Metadata.Version.ValueType(number))
    except ValueError:
        raise InvalidField(action, "version", f"has no value {number}") from None
    return MetadataVersion(name.removeprefix("VERSION_"))


def key(action: str, number: int) -> Key:
    """Return the key that is asked for; InvalidField when there is none."""
    for found in Key:
        if api.VmServiceSendKeysRequest.Key.Value(f"KEY_{found.value}") == number:
            return found
    raise InvalidField(action, "key", "is not set" if not number else f"has no value {number}")
