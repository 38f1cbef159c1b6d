"""The filter of system calls that containers have, tried on this kernel by a process of root.

Root has every right, so what is refused with EPERM was refused by the filter. Each call is made in a
way that does nothing where it is let through.
"""

import random

import pytest

from aurae.model.execution import Sandbox
from tests.support.container_filter import answers, run_under
from tests.support.require import need_root

pytestmark = pytest.mark.host

NEWNS, NEWUSER, NEWNET, NEWPID, NEWUTS = 0x20000, 1 << 28, 1 << 30, 1 << 29, 1 << 26
FS, NO_FLAG, THREAD = 0x200, 0x40, 0x10000
NEVER = 2**64 - 1
FAMILY_UNIX, FAMILY_INET, FAMILY_ALG, FAMILY_VSOCK, FAMILY_PACKET = 1, 2, 38, 40, 17

DENIED = [
    *(("clone", (flag | FS, 0, 0, 0, 0)) for flag in (NEWUSER, NEWNS, NEWNET, NEWPID, NEWUTS)),
    *(("unshare", (flag | NO_FLAG,)) for flag in (NEWUSER, NEWNS, NEWNET)),
    ("setns", (NEVER, 0)),
    ("keyctl", (NEVER,)),
    ("add_key", (0, 0, 0, 0, 0)),
    ("request_key", (0, 0, 0, 0)),
    ("bpf", (NEVER, 0, 0)),
    ("mount", (0, 0, 0, 0, 0)),
    ("umount2", (0, NEVER)),
    ("fsopen", (0, NEVER)),
    ("open_tree", (NEVER, 0, NEVER)),
    ("move_mount", (NEVER, 0, NEVER, 0, NEVER)),
    ("mount_setattr", (NEVER, 0, 0, 0, 0)),
    ("pivot_root", (0, 0)),
    ("open_by_handle_at", (NEVER, 0, 0)),
    ("perf_event_open", (0, 0, 0, NEVER, 0)),
    ("userfaultfd", (NEVER,)),
    ("io_uring_setup", (0, 0)),
    ("io_uring_enter", (NEVER, 0, 0, 0, 0, 0)),
    ("kexec_load", (0, 0, 0, NEVER)),
    ("reboot", (0, 0, 0, 0)),
    ("init_module", (0, 0, 0)),
    ("delete_module", (0, 0)),
    ("swapon", (0, 0)),
    ("acct", (1,)),
    ("settimeofday", (1, 0)),
    ("clock_settime", (NEVER, 0)),
    ("syslog", (99, 0, 0)),
    ("quotactl", (NEVER, 0, 0, 0)),
    ("kcmp", (0, 0, NEVER, 0, 0)),
    ("mbind", (0, 0, NEVER, 0, 0, NEVER)),
    ("move_pages", (0, 0, 0, 0, 0, NEVER)),
    ("process_madvise", (NEVER, 0, 0, 0, 0)),
    ("sethostname", (0, NEVER)),
    ("fanotify_init", (NEVER, 0)),
    ("vhangup", ()),
    ("socket", (FAMILY_VSOCK, 1, 0)),
    ("socket", (FAMILY_ALG, 5, 0)),
    ("socket", (2**32 | FAMILY_UNIX, 1, 0)),
    ("socket", (46, 1, 0)),
    ("personality", (0x40000,)),
]
ALLOWED = [
    ("getpid", (), "ok"),
    ("clone", (THREAD, 0, 0, 0, 0), "EINVAL"),
    ("unshare", (FS,), "ok"),
    ("socket", (FAMILY_UNIX, 1, 0), "ok"),
    ("socket", (FAMILY_INET, 2, 0), "ok"),
    ("socket", (FAMILY_PACKET, 3, 0), "ok"),
    ("chroot", (0,), "EFAULT"),
    ("mknod", (0, 0, 0), "EFAULT"),
    ("ptrace", (16, 0x7FFFFFFF, 0, 0), "ESRCH"),
    ("setuid", (0,), "ok"),
    ("setgroups", (0, 0), "ok"),
    ("openat2", (NEVER, 0, 0, 0), "EINVAL"),
    ("close_range", (1000, 1000, 0), "ok"),
    ("memfd_create", (0, 0), "EFAULT"),
    ("shmget", (0, 0, 0), "EINVAL"),
    ("personality", (0xFFFF_FFFF,), "ok"),
    ("landlock_create_ruleset", (0, 0, NEVER), "EINVAL"),
]


def test_what_reaches_the_machine_is_denied():
    need_root()
    calls = [(name, words) for name, words in DENIED]
    found = dict(zip(map(str, calls), answers(calls), strict=True))
    assert {call: answer for call, answer in found.items() if answer != "EPERM"} == {}


def test_what_programs_need_is_let_through():
    need_root()
    calls = [(name, words) for name, words, _ in ALLOWED]
    assert answers(calls) == [answer for _, _, answer in ALLOWED]


def test_calls_whose_arguments_cannot_be_seen_are_not_there():
    # The C library takes clone where there is no clone3; a program that is newer than the sets
    # does likewise.
    assert answers([("clone3", (0, 0))]) == ["ENOSYS"]


def test_only_harmless_personalities_can_be_taken():
    chosen = random.Random(7)
    usual = {0, 8, 0x20000, 0x20008, 0xFFFF_FFFF}
    others = {1 << bit for bit in range(32)} | {0xFFFF_FFFF ^ 1 << bit for bit in range(32)}
    others |= {0xC, 0x18, 0x30000, 0x60000, 0x2000C, 0xFFFF_FFFF ^ 0x20008}
    others |= {chosen.getrandbits(32) for _ in range(300)}
    others |= {one | 8 for one in list(others)} | {one | 0x20000 for one in list(others)}
    # All bits ask and change nothing, so that each is tried from the same one.
    values = sorted(usual) + sorted(others - usual)
    found = answers([("personality", (value,)) for value in values])
    assert found == ["ok"] * len(usual) + ["EPERM"] * (len(values) - len(usual))


@pytest.mark.parametrize(
    ("capability", "calls"),
    [
        (
            "SYS_ADMIN",
            [
                *(("mount", (0, 0, 0, 0, 0)), ("clone", (NEWUSER | FS, 0, 0, 0, 0))),
                *(("unshare", (NEWUSER | NO_FLAG,)), ("setns", (NEVER, 0))),
                *(("fsopen", (0, NEVER)), ("bpf", (NEVER, 0, 0)), ("clone3", (0, 0))),
                *(("open_tree", (NEVER, 0, NEVER)), ("sethostname", (0, NEVER))),
            ],
        ),
        ("SYS_PTRACE", [("kcmp", (0, 0, NEVER, 0, 0)), ("process_madvise", (NEVER, 0, 0, 0, 0))]),
        ("SYS_TIME", [("clock_settime", (NEVER, 0))]),
        ("DAC_READ_SEARCH", [("open_by_handle_at", (NEVER, 0, 0))]),
        ("SYS_MODULE", [("delete_module", (0, 0))]),
        ("SYS_BOOT", [("reboot", (0, 0, 0, 0))]),
        ("SYSLOG", [("syslog", (99, 0, 0))]),
    ],
)
def test_a_capability_opens_its_calls_and_no_others(capability, calls):
    need_root()
    found = answers(calls, Sandbox(add_capabilities=(capability,)))
    assert "EPERM" not in found
    # A kernel without modules has no call for them either.
    assert "ENOSYS" not in found or capability == "SYS_MODULE"
    closed = [("keyctl", (NEVER,)), ("userfaultfd", (NEVER,)), ("io_uring_setup", (0, 0))]
    assert answers(closed, Sandbox(add_capabilities=(capability,))) == ["EPERM"] * 3


def test_without_sys_chroot_there_is_no_chroot():
    assert answers([("chroot", (0,))], Sandbox(drop_capabilities=("SYS_CHROOT",))) == ["EPERM"]


def test_a_list_of_ones_own_takes_the_place_of_the_filter():
    calls = [("keyctl", (NEVER,)), ("ptrace", (16, 0x7FFFFFFF, 0, 0)), ("chroot", (0,))]
    own = Sandbox(system_calls=("@container", "@keyring", "~ptrace"))
    assert answers(calls, own) == ["ENOTSUP", "EPERM", "EPERM"]


def test_without_a_profile_nothing_is_denied():
    need_root()
    calls = [("mount", (0, 0, 0, 0, 0)), ("clone3", (0, 0)), ("keyctl", (NEVER,))]
    assert answers(calls, Sandbox("none")) == ["EFAULT", "EINVAL", "ENOTSUP"]


PROGRAM = """
import concurrent.futures, socket, subprocess, tempfile, threading, os, select, mmap, time
with concurrent.futures.ThreadPoolExecutor(4) as pool:
    assert sum(pool.map(abs, range(9))) == 36
assert subprocess.run(["sh", "-c", "echo a | cat"], capture_output=True).stdout == b"a\\n"
one, other = socket.socketpair()
poll = select.epoll(); poll.register(other, select.EPOLLIN)
one.send(b"x"); assert poll.poll(5)
with socket.create_server(("127.0.0.1", 0)) as server:
    socket.create_connection(server.getsockname()).close()
with tempfile.TemporaryDirectory() as folder:
    os.mkfifo(folder + "/f")
mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
time.sleep(0.001)
print("done")
"""


@pytest.mark.parametrize("profile", ["container", "none"])
def test_programs_run_under_it(profile):
    assert run_under(["/usr/bin/python3", "-c", PROGRAM], Sandbox(profile)) == "done\n"
