"""Devices by name: what a program of the kernel lets a group of processes open and make, root among them."""

import errno
import os
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from aurae.linux import bpf
from aurae.model.device_program import assemble
from aurae.model.device_rules import BLOCK, CHARACTER, HARMLESS, READ, WRITE, Rule
from aurae.model.execution import DevicePolicy, Sandbox
from aurae.model.refusal import FailedPrecondition
from tests.support.daemon import Daemon
from tests.support.puppet import Puppet
from tests.support.sandboxed import NOBODY, Sandboxes, sandboxes
from tests.support.services import Services, refused

pytestmark = [pytest.mark.host]
on_init = pytest.mark.asyncio(loop_scope="module")

ATTACK = """
import os, stat
def tried(name, action):
    try:
        action()
        print(name, "done")
    except OSError as error:
        print(name, error.strerror)
def make(major, minor, kind=stat.S_IFCHR):
    os.mknod(f"/tmp/aurae-made-{os.getpid()}", kind | 0o600, os.makedev(major, minor))
    os.unlink(f"/tmp/aurae-made-{os.getpid()}")
tried("null", lambda: os.open("/dev/null", os.O_RDWR))
tried("zero", lambda: os.open("/dev/zero", os.O_RDONLY))
tried("zero-write", lambda: os.open("/dev/zero", os.O_WRONLY))
tried("kmsg", lambda: os.open("/dev/kmsg", os.O_RDONLY))
tried("make-null", lambda: make(1, 3))
tried("make-mem", lambda: make(1, 1))
tried("make-disk", lambda: make(8, 0, stat.S_IFBLK))
"""
"""What root tries with devices, a line for each."""
NAMES = ("null", "zero", "zero-write", "kmsg", "make-null", "make-mem", "make-disk")
DENIED = os.strerror(errno.EPERM)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def boxes() -> AsyncIterator[Sandboxes]:
    """One init for all tests of the module."""
    async with sandboxes() as made:
        yield made


async def got(boxes: Sandboxes, **answers) -> set[str]:
    """Return the attempts of the attack that got through; all others were denied."""
    text = await boxes.python(ATTACK, sandbox=Sandbox("none", **answers))
    told = dict(line.split(" ", 1) for line in text.splitlines())
    assert tuple(told) == NAMES, text
    assert set(told.values()) <= {"done", DENIED}
    return {name for name, how in told.items() if how == "done"}


@on_init
async def test_without_a_policy_root_opens_and_makes_everything(boxes):
    """Or else the tests below would show nothing."""
    assert await got(boxes) == set(NAMES)


@on_init
async def test_a_closed_policy_leaves_what_harms_nobody(boxes):
    allowed = {"null", "zero", "zero-write", "make-null"}
    assert await got(boxes, device_policy=DevicePolicy.CLOSED) == allowed


@on_init
async def test_a_strict_policy_leaves_what_is_named(boxes):
    strict = DevicePolicy.STRICT
    assert await got(boxes, device_policy=strict) == set()
    named = ("/dev/zero r", "char-mem m", "-/dev/no-such", "-block-nosuch r")
    allowed = {"zero", "make-null", "make-mem"}
    assert await got(boxes, device_policy=strict, device_allow=named) == allowed


@on_init
async def test_a_name_alone_closes_the_rest(boxes):
    allowed = {"null", "zero", "zero-write", "make-null", "kmsg"}
    assert await got(boxes, device_allow=("/dev/kmsg r",)) == allowed
    assert await got(boxes, device_allow=("block-* m",)) == (allowed - {"kmsg"}) | {"make-disk"}


@on_init
async def test_a_named_device_is_there_in_a_private_dev(boxes):
    code = "import os; print(sorted(os.listdir('/dev'))); os.open('/dev/kmsg', os.O_RDONLY); print('opened')"
    allow = ("/dev/kmsg r", "-/dev/no/such")
    sandbox = Sandbox("none", private_devices=True, device_allow=allow)
    text = await boxes.python(code, sandbox=sandbox)
    assert "'kmsg'" in text
    assert "'no'" not in text
    assert "'mem'" not in text
    assert text.endswith("opened")


@on_init
async def test_it_holds_for_another_user_and_in_a_whole_sandbox(boxes):
    code = "import os; os.open('/dev/null', os.O_RDWR); print('null'); os.open('/dev/zero', os.O_RDONLY)"
    sandbox = Sandbox("strict", device_policy=DevicePolicy.STRICT, device_allow=("/dev/null rw",))
    text = await boxes.python(code, sandbox=sandbox, account=NOBODY)
    assert "\nnull" in f"\n{text}"
    assert f"PermissionError: [Errno 1] {DENIED}: '/dev/zero'" in text


@pytest.mark.parametrize(
    ("word", "why"),
    [
        ("/dev/no-such r", "/dev/no-such is missing; -/dev/no-such goes on without it"),
        ("/dev/shm", "/dev/shm is no device"),
        ("/dev/stdin", "/dev/stdin is a symbolic link: name the device that it leads to"),
        ("char-no-such", "no-such is no class of devices of this machine"),
        ("/dev/null/x", "/dev/null/x: Not a directory"),
    ],
)
@on_init
async def test_what_the_machine_does_not_have_is_told(boxes, word, why):
    with pytest.raises(FailedPrecondition, match="cannot allow devices: ") as refused:
        await boxes.start("/bin/true", sandbox=Sandbox("none", device_allow=(word,)))
    assert refused.value.why == why


@pytest.fixture
def group(boxes: Sandboxes) -> Iterator[int]:
    """A cgroup of the test's own; its descriptor."""
    path = boxes.process.leaves.root / "devices"
    path.mkdir()
    fd = os.open(path, os.O_RDONLY)
    yield fd
    os.close(fd)
    path.rmdir()


@on_init
async def test_a_program_takes_the_place_of_the_one_before(boxes, group):
    assert bpf.attached(group) == []
    bpf.set_devices(group, assemble(HARMLESS))
    (first,) = bpf.attached(group)
    bpf.set_devices(group, assemble([*HARMLESS, Rule(True, BLOCK, None, None, READ)]))
    (second,) = bpf.attached(group)
    assert first != second


@on_init
async def test_the_kernel_takes_rules_of_every_shape(group):
    either = [None, CHARACTER, BLOCK]
    rules = [
        Rule(allow, kind, major, minor, access)
        for allow in (True, False)
        for kind in either
        for major in (None, 4095)
        for minor in (None, (1 << 20) - 1)
        for access in (READ, READ | WRITE, 7)
    ]
    bpf.set_devices(group, assemble(rules))
    bpf.set_devices(group, assemble(rules[1:] * 4))
    bpf.set_devices(group, assemble([]))
    assert len(bpf.attached(group)) == 1


@on_init
async def test_the_kernels_refusal_names_the_call(group):
    with pytest.raises(OSError, match="BPF_PROG_LOAD: Argument list too long"):
        bpf.set_devices(group, b"")
    with pytest.raises(OSError, match="BPF_PROG_QUERY: Bad file descriptor"):
        bpf.set_devices(-1, assemble([]))


def test_it_outlives_the_server_and_an_edit_of_it_waits_for_a_restart(
    daemon: Daemon, services: Services, puppet: Puppet
) -> None:
    """A program of the kernel stays with the group; nobody has to hold it."""
    zero = "os.close(os.open('/dev/zero', os.O_RDONLY)) or 'opened'"
    box = {"profile": "none", "device_policy": "DEVICE_POLICY_STRICT"}
    allow = {"device_allow": ["/dev/null rw"]}
    services.start(puppet.spec(executable={"sandbox": box | allow}))
    assert DENIED in puppet.do(zero)
    daemon.kill_server()
    assert DENIED in puppet.do(zero)
    assert "opened" in puppet.do("os.close(os.open('/dev/null', os.O_RDWR)) or 'opened'")
    changed = box | {"device_allow": ["/dev/null rw", "/dev/zero r"]}
    answer = services.edit(
        "puppet", ["executable.sandbox"], puppet.spec(executable={"sandbox": changed})
    )
    assert list(answer.pending) == ["executable.sandbox"]
    assert DENIED in puppet.do(zero)
    services.restart("puppet")
    assert "opened" in puppet.do(zero)


def test_a_device_that_is_missing_is_told_to_who_starts(
    services: Services, puppet: Puppet
) -> None:
    box = {"profile": "none", "device_allow": ["/dev/no-such r"]}
    with refused("FAILED_PRECONDITION") as told:
        services.start(puppet.spec(executable={"sandbox": box}))
    assert "cannot start puppet: /dev/no-such is missing" in told[0]


def test_a_word_that_is_no_device_is_told_by_its_field(services: Services, puppet: Puppet) -> None:
    box = {"profile": "none", "device_allow": ["/dev/null rw", "/etc/passwd r"]}
    with refused("INVALID_ARGUMENT") as told:
        services.start(puppet.spec(executable={"sandbox": box}))
    assert "executable.sandbox.device_allow[1]: is neither a path below /dev" in told[0]
