"""What may be asked of a container, and the field that a refusal names."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.model import container_defaults as defaults
from aurae.model.cell import Cpu, Limits, Memory, Pids
from aurae.model.container import (
    BindMount,
    Container,
    DeviceNode,
    Dns,
    ImageMount,
    Mount,
    Network,
    Paths,
    Propagation,
    SecretMount,
    TmpfsMount,
    UserNamespace,
)
from aurae.model.container_mounts import MOST
from aurae.model.container_rules import check_container
from aurae.model.execution import Credential, Folder, Home, Place, Sandbox, System
from aurae.model.refusal import BadValue
from aurae.model.service import Command, Service
from aurae.model.sysctl_rules import OF_IPC, check_sysctls
from aurae.model.validation import check_spec
from aurae.model.workload import Executable, WorkloadSpec

GOOD = Container("nginx:1.27")
PROCESS = Executable((), stop_signal=0)
BIND = BindMount("/srv")
ID = "ab" * 32


def mounted(*mounts: Mount, **changes: object) -> Container:
    return replace(GOOD, mounts=mounts, **changes)  # type: ignore[arg-type]


def refusal(container: Container, process: Executable = PROCESS, **spec: object) -> str:
    with pytest.raises(BadValue) as caught:
        check_spec(WorkloadSpec("web", process, container=container, **spec))  # type: ignore[arg-type]
    return str(caught.value)


@pytest.mark.parametrize(
    "container",
    [
        GOOD,
        Container(ID),
        Container(f"sha256:{ID}"),
        Container(f"127.0.0.1:5000/a/b@sha256:{ID}"),
        Container("abcd"),
        replace(GOOD, entrypoint=("",)),
        replace(GOOD, entrypoint=("/e", "")),
        replace(GOOD, hostname="a.b-c.d"),
        mounted(Mount("/data", bind=BIND), Mount("/data/x", tmpfs=TmpfsMount(4096, 0o700))),
        mounted(Mount("/host", read_only=True, recursive_read_only=True, bind=BindMount("/"))),
        mounted(Mount("/dev/shm", tmpfs=TmpfsMount()), Mount("/dev/termination-log", bind=BIND)),
        mounted(Mount("/part", bind=BindMount("/srv", sub_path="a/..b/.c", set_ids=True))),
        mounted(Mount("/i", image=ImageMount("busybox", "bin/x"))),
        mounted(Mount("/s", secret=SecretMount(b"")), Mount("/t", secret=SecretMount(file="/k"))),
        mounted(Mount("/dev", bind=BindMount("/dev")), privileged=True),
        mounted(
            Mount("/m", bind=BindMount("/m", Propagation.SHARED)),
            user_namespace=UserNamespace.HOST,
        ),
        mounted(*(Mount(f"/m{number}", bind=BIND) for number in range(MOST))),
        replace(GOOD, devices=(DeviceNode("/dev/fuse"), DeviceNode("/dev/sda", "/dev/x/y", "r"))),
        replace(GOOD, sysctls={"net.ipv4.ip_local_port_range": "1024\t65000", "kernel.sem": "1"}),
        replace(GOOD, sysctls={"fs.mqueue.msg_max": "10"}, network=Network.HOST),
        replace(GOOD, limits=Limits(cpu=Cpu(max=5000), memory=Memory(max=1), pids=Pids(3))),
        replace(GOOD, dns=Dns(("::1", "127.0.0.1"), ("a.b.", "."), ("ndots:5", "use-vc"))),
        replace(GOOD, extra_hosts=("db:10.0.0.1", "v6:fe80::1")),
        replace(GOOD, masked_paths=Paths(), read_only_paths=Paths(("/proc/sys",))),
        replace(GOOD, apparmor="/usr/bin/x", labels={"a/b": "c\n"}, annotations={"k": ""}),
    ],
)
def test_what_a_container_can_be_passes(container):
    check_spec(WorkloadSpec("web", PROCESS, container=container))


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"image": "Up/er"}, "container.image: "),
        ({"image": "sha256:00"}, "container.image: "),
        ({"image": "a b"}, "container.image: "),
        ({"image": "a" * 2000}, "container.image: has 2000 characters"),
        ({"entrypoint": ("", "a")}, "container.entrypoint[0]: is empty"),
        ({"entrypoint": ("a", "b\0")}, "container.entrypoint[1]: has a NUL"),
        ({"entrypoint": ("a",) * 2000}, "container.entrypoint: has 2000 entries"),
        ({"hostname": "-a"}, "container.hostname: "),
        ({"hostname": "a" * 65}, "container.hostname: "),
        ({"hostname": "a..b"}, "container.hostname: "),
        ({"hostname": "a\n"}, "container.hostname: "),
        ({"devices": (DeviceNode("/etc/x"),)}, "container.devices[0].path: is not below /dev"),
        ({"devices": (DeviceNode("/dev/../x"),)}, "container.devices[0].path: "),
        ({"devices": (DeviceNode("/dev/a", "/etc/a"),)}, "container.devices[0].target: is not b"),
        ({"devices": (DeviceNode("/dev/a", "/dev/null"),)}, "container.devices[0].target: is ma"),
        ({"devices": (DeviceNode("/dev/a", "/dev/pts/9"),)}, "container.devices[0].target: is m"),
        ({"devices": (DeviceNode("/dev/a", access="rx"),)}, "container.devices[0].access: "),
        ({"devices": (DeviceNode("/dev/a"), DeviceNode("/dev/a"))}, "container.devices[1].targe"),
        ({"devices": (DeviceNode("/dev/a"),) * 65}, "container.devices: has 65 entries"),
        ({"shm_size": 0}, "container.shm_size: is not between"),
        ({"limits": Limits(cpu=Cpu(reserved=5))}, "container.limits.cpu.reserved: is for cells"),
        ({"limits": Limits(memory=Memory(min=5))}, "container.limits.memory.min: is for cells"),
        (
            {"limits": Limits(memory=Memory(pressure_limit=5))},
            "container.limits.memory.pressure_limit: is for cells",
        ),
        ({"limits": Limits(pids=Pids(0))}, "container.limits.pids.max: is not within its rule"),
        ({"limits": Limits(cpu=Cpu(burst=9))}, "container.limits.cpu.burst: is not within"),
        ({"dns": Dns(("a.b",))}, "container.dns.servers[0]: 'a.b' is no address"),
        ({"dns": Dns(("fe80::1%eth0",))}, "container.dns.servers[0]: "),
        ({"dns": Dns(("1.1.1.1",) * 9)}, "container.dns.servers: has 9 entries"),
        ({"dns": Dns(searches=("a b",))}, "container.dns.searches[0]: "),
        ({"dns": Dns(searches=("a\nnameserver",))}, "container.dns.searches[0]: "),
        ({"dns": Dns(options=("x\ny",))}, "container.dns.options[0]: "),
        ({"extra_hosts": ("a",)}, "container.extra_hosts[0]: is not name:address"),
        ({"extra_hosts": ("a b:1.1.1.1",)}, "container.extra_hosts[0]: "),
        ({"extra_hosts": ("a:1.1.1.1\n",)}, "container.extra_hosts[0]: "),
        ({"masked_paths": Paths(("proc",))}, "container.masked_paths.paths[0]: is not an absolut"),
        ({"read_only_paths": Paths(("/a/../b",))}, "container.read_only_paths.paths[0]: "),
        ({"masked_paths": Paths(("/a",) * 257)}, "container.masked_paths.paths: has 257 entries"),
        ({"apparmor": "a b"}, "container.apparmor: is no name of a profile"),
        ({"labels": {"": "a"}}, "container.labels: '' is no key"),
        ({"annotations": {"a\n": "a"}}, "container.annotations: "),
        ({"labels": {"a": "b" * 300_000}}, "container.labels: have more than"),
    ],
)
def test_what_no_container_can_be_is_refused_by_its_field(changes, text):
    assert refusal(replace(GOOD, **changes)).startswith(text)


@pytest.mark.parametrize(
    ("mount", "text"),
    [
        (Mount("data", bind=BIND), ".target: is not an absolute path"),
        (Mount("/", bind=BIND), ".target: is the root itself"),
        (Mount("/a/../proc", bind=BIND), ".target: "),
        (Mount("/a//b", bind=BIND), ".target: "),
        (Mount("/a\0", bind=BIND), ".target: has a NUL"),
        (Mount("/" + "a" * 5000, bind=BIND), ".target: is longer"),
        (Mount("/proc", bind=BIND), ".target: is /proc, or below it"),
        (Mount("/proc/sys", tmpfs=TmpfsMount()), ".target: is /proc, or below it"),
        (Mount("/sys", bind=BIND), ".target: is /sys"),
        (Mount("/dev", bind=BIND), ".target: is /dev"),
        (Mount("/dev/pts", bind=BIND), ".target: is made for every container"),
        (Mount("/dev/pts/0", bind=BIND), ".target: is made for every container"),
        (Mount("/a"), ": needs one source: bind, tmpfs, image, secret or volume"),
        (Mount("/a", bind=BIND, tmpfs=TmpfsMount()), ": needs one source"),
        (Mount("/a", bind=BindMount("srv")), ".bind.source: is not an absolute"),
        (Mount("/a", bind=BindMount("/a/..")), ".bind.source: "),
        (Mount("/a", bind=BindMount("/a", sub_path="../b")), ".bind.sub_path: "),
        (Mount("/a", bind=BindMount("/a", sub_path="/b")), ".bind.sub_path: is absolute"),
        (Mount("/a", bind=BindMount("/a", sub_path="b\0")), ".bind.sub_path: has a NUL"),
        (Mount("/a", bind=BindMount("/a", Propagation.SHARED)), ".bind.propagation: would mount"),
        (Mount("/a", tmpfs=TmpfsMount(1)), ".tmpfs.size: is not between"),
        (Mount("/a", tmpfs=TmpfsMount(mode=0o10000)), ".tmpfs.mode: is not between"),
        (Mount("/a", image=ImageMount("A")), ".image.image: "),
        (Mount("/a", image=ImageMount("a", "../b")), ".image.sub_path: "),
        (Mount("/a", image=ImageMount("a", "/b")), ".image.sub_path: is absolute"),
        (Mount("/a", image=ImageMount("a", "b\0")), ".image.sub_path: has a NUL"),
        (Mount("/a", secret=SecretMount()), ".secret: needs either content or file"),
        (Mount("/a", secret=SecretMount(b"", "/a")), ".secret: needs either content or file"),
        (Mount("/a", secret=SecretMount(file="a")), ".secret.file: is not an absolute"),
        (Mount("/a", secret=SecretMount(b"", mode=0o4000)), ".secret.mode: is not between"),
        (
            Mount("/a", recursive_read_only=True, bind=BIND),
            ".recursive_read_only: needs read_only",
        ),
        (
            Mount("/a", True, True, tmpfs=TmpfsMount()),
            ".recursive_read_only: is for a recursive bind",
        ),
        (
            Mount("/a", True, True, bind=BindMount("/a", Propagation.SLAVE)),
            ".recursive_read_only: excludes",
        ),
    ],
)
def test_a_mount_that_is_none_is_refused_by_its_field(mount, text):
    other = Mount("/x", bind=BIND)
    assert refusal(mounted(other, mount)).startswith(f"container.mounts[1]{text}")


def test_mounts_together_have_limits():
    twice = mounted(Mount("/a", bind=BIND), Mount("/a", tmpfs=TmpfsMount()))
    assert refusal(twice) == "container.mounts[1].target: stands there twice"
    many = (Mount(f"/m{number}", bind=BIND) for number in range(MOST + 1))
    assert refusal(mounted(*many)).startswith("container.mounts: has 257 entries")
    large = (Mount(f"/m{number}", secret=SecretMount(b"x" * 600_000)) for number in range(2))
    assert "have secrets of 1200000 bytes" in refusal(mounted(*large))


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"folders": (Folder(Place.STATE, "web"),)}, "folders: are places of the host"),
        ({"dynamic_user": True}, "dynamic_user: is for executables"),
        ({"stdin_file": "/etc/motd"}, "stdin_file: is a path of the host"),
        ({"user": "65536"}, "user: 65536 is not between 0 and 65535"),
        ({"user": "4294967296"}, "user: 4294967296 is not between"),
        ({"user": "9" * 200}, "user: 99999999999999999999 is not between"),
        ({"user": "a:b:c"}, "user: is no name of a user or group"),
        ({"user": "a:"}, "user: is not `user:group`"),
        ({"user": "a:b", "group": "c"}, "group: is said by user already"),
        ({"user": "a\n"}, "user: is no name"),
        ({"group": "65536"}, "group: 65536 is not between"),
        ({"supplementary_groups": ("1", "70000")}, "supplementary_groups[1]: 70000 is not"),
        ({"argv": ("",)}, "argv[0]: is empty"),
        ({"working_directory": "a"}, "working_directory: is not an absolute path"),
        ({"env": {"A=": "b"}}, "env: 'A=' is not the name of a variable"),
        ({"credentials": (Credential("a"),)}, "credentials[0]: needs either content or file"),
        ({"sandbox": Sandbox("default")}, "sandbox.profile: is none of container, strict, none"),
        ({"sandbox": Sandbox(add_capabilities=("X",))}, "sandbox.add_capabilities[0]: unknown"),
        ({"sandbox": Sandbox(home=Home.OPEN)}, "sandbox.home: is the host's"),
        ({"sandbox": Sandbox(system=System.USR)}, "sandbox.system: of a container is open or st"),
        ({"sandbox": Sandbox(protect_clock=False)}, "sandbox.protect_clock: holds for every con"),
        ({"sandbox": Sandbox(read_write_paths=("/a",))}, "sandbox.read_write_paths: are for exe"),
        ({"sandbox": Sandbox(private_network=False)}, "sandbox.private_network: is said by `net"),
        ({"sandbox": Sandbox(system_calls=("@none",))}, "sandbox.system_calls[0]: unknown set"),
    ],
)
def test_a_process_that_no_container_can_have_is_refused_by_its_field(changes, text):
    found = refusal(GOOD, replace(PROCESS, **changes))
    assert found.startswith(f"container.process.{text}")


@pytest.mark.parametrize(
    "changes",
    [
        {"user": "65535:65535"},
        {"user": "www-data", "group": "33"},
        {"group": "33"},
        {"argv": ("a", ""), "working_directory": "/"},
        {"sandbox": Sandbox("strict", protect_clock=True, home=Home.EMPTY, private_network=True)},
        {"terminal": True},
    ],
)
def test_what_a_process_can_be_passes(changes):
    check_spec(WorkloadSpec("web", replace(PROCESS, **changes), container=GOOD))


def test_with_the_hosts_users_a_number_may_be_larger():
    host = replace(GOOD, user_namespace=UserNamespace.HOST)
    check_spec(WorkloadSpec("web", replace(PROCESS, user="2147483647"), container=host))
    assert "2147483648 is not between" in refusal(host, replace(PROCESS, user="2147483648"))
    assert "profile: is excluded" in refusal(
        replace(GOOD, privileged=True), replace(PROCESS, sandbox=Sandbox("strict"))
    )


@pytest.mark.parametrize("field", ["condition", "start_pre", "stop_post"])
def test_commands_for_which_there_is_no_container_are_refused(field):
    service = replace(Service(), **{field: (Command(("true",)),)})  # type: ignore[arg-type]
    assert refusal(GOOD, service=service).startswith(f"service.{field}: cannot be of a container")
    check_spec(WorkloadSpec("web", PROCESS, Service(stop=(Command(("true",)),)), GOOD))


@pytest.mark.parametrize(
    ("name", "value", "own"),
    [
        ("kernel.panic", "1", True),
        ("kernel.shm_next_id", "1", True),
        ("kernel.core_pattern", "|/bin/x", True),
        ("kernel/sem", "1", True),
        ("net/ipv4/ip_forward", "1", True),
        ("net.ipv4..ip_forward", "1", True),
        ("net...", "1", True),
        ("net", "1", True),
        ("net.ipv4.ip_forward", "1", False),
        ("net.ipv4.ip_forward", "1+kernel.core_pattern=x", True),
        ("net.ipv4.ip_forward", "1\n2", True),
        ("net.ipv4.ip_forward", "", True),
        ("vm.overcommit_memory", "1", True),
        ("fs.file-max", "1", True),
        ("fs.mqueue.", "1", True),
        ("kernel.sem\n", "1", True),
    ],
)
def test_a_parameter_of_the_machine_is_refused(name, value, own):
    """CVE-2022-0811: a value may not smuggle another parameter."""
    with pytest.raises(BadValue, match=r"^sysctls"):
        check_sysctls({name: value}, own_network=own)


@given(st.text(), st.text())
def test_any_parameter_that_passes_stays_below_a_namespaced_folder(name: str, value: str):
    try:
        check_sysctls({name: value}, own_network=True)
    except BadValue:
        return
    assert name in OF_IPC or name.startswith(("net.", "fs.mqueue."))
    assert not {"/", "\n", "\0"} & set(name)
    assert ".." not in name
    assert value.isprintable() or "\t" in value


PATHS = st.lists(st.sampled_from(["a", "proc", "sys", "dev", "..", ".", "", "pts"]), max_size=4)


@given(PATHS.map("/".join).map("/{}".format) | st.text())
def test_any_target_that_passes_is_one_path_and_none_of_the_kernels(target: str):
    try:
        check_container(mounted(Mount(target, bind=BIND)))
    except BadValue:
        return
    parts = target.split("/")
    assert parts[0] == ""
    assert all(part not in ("", ".", "..") for part in parts[1:])
    assert parts[1:2] != ["proc"]
    assert target not in ("/sys", "/dev")


def test_what_nobody_said_is_as_usual():
    assert len(defaults.MASKED_PATHS) == 12
    assert defaults.CAPABILITIES.bit_count() == 14
    assert defaults.masked_paths(GOOD) == defaults.MASKED_PATHS
    assert defaults.read_only_paths(GOOD) == defaults.READ_ONLY_PATHS
    assert defaults.read_only_paths(replace(GOOD, read_only_paths=Paths())) == ()
    assert defaults.masked_paths(replace(GOOD, privileged=True)) == ()
    assert defaults.hostname(GOOD, "a" * 63 + ".b") == "a" * 63
    assert defaults.hostname(replace(GOOD, hostname="h"), "web") == "h"
