"""Sandboxes of real children: what each protection takes away, and what it leaves."""

import os
import signal
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from aurae.linux import libseccomp
from aurae.model.execution import (
    Home,
    IoClass,
    Rlimit,
    Sandbox,
    Scheduling,
    SchedulingPolicy,
    Sink,
    System,
)
from aurae.model.refusal import FailedPrecondition
from aurae.model.surroundings import Surroundings
from aurae.processes import filters
from aurae.processes.init import SpawnFailed
from tests.support.sandboxed import NOBODY, ROOT, Sandboxes, sandboxes

pytestmark = [
    pytest.mark.host,
    pytest.mark.asyncio(loop_scope="module"),
]

NONE = Sandbox("none")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def boxes() -> AsyncIterator[Sandboxes]:
    """One init for all tests of the module."""
    async with sandboxes() as made:
        yield made


def bounding_set() -> str:
    """The capabilities that we could ever have, as /proc shows them."""
    return Path("/proc/self/status").read_text().split("CapBnd:\t")[1].split("\n")[0]


def only(**answers: Any) -> Sandbox:
    """A sandbox that does nothing but this."""
    return replace(NONE, **answers)


async def test_a_plain_run_is_as_it_was(boxes):
    text = await boxes.run(
        "grep -h '^NoNewPrivs\\|^Seccomp:\\|^CapBnd' /proc/self/status; readlink /proc/self/ns/mnt",
        service=False,
    )
    words = text.split()
    assert words[3] == "0"
    assert words[5] == "0"
    assert words[1::5] == [bounding_set(), os.readlink("/proc/self/ns/mnt")]


async def test_scheduling_limits_and_the_umask_are_as_asked(boxes):
    text = await boxes.run(
        "umask; nice; ulimit -Sn; ulimit -Hn; cat /proc/self/oom_score_adj;"
        "grep Cpus_allowed_list /proc/self/status; chrt -p $$; ionice -p $$",
        service=False,
        umask=0o027,
        nice=5,
        rlimits={"nofile": Rlimit(100, 200)},
        oom_score_adjust=300,
        scheduling=Scheduling(
            SchedulingPolicy.BATCH, io_class=IoClass.BEST_EFFORT, io_priority=6, cpus="0"
        ),
    )
    assert text.split("\n")[:5] == ["0027", "5", "100", "200", "300"]
    assert "Cpus_allowed_list:\t0\n" in text
    assert "SCHED_BATCH" in text
    assert text.endswith("best-effort: prio 6")


async def test_a_real_time_policy_is_as_asked(boxes):
    fifo = Scheduling(SchedulingPolicy.FIFO, 7)
    text = await boxes.run("chrt -p $$", service=False, scheduling=fifo)
    assert "SCHED_FIFO" in text
    assert text.endswith("7")


async def test_supplementary_groups_are_those_of_the_account(boxes):
    account = replace(NOBODY, groups=(65534, 4, 24))
    assert await boxes.run("id -G", account=account, service=False) == "65534 4 24"


async def test_a_file_for_stdin_is_opened_with_the_rights_of_the_user(boxes, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("for root\n")
    secret.chmod(0o600)
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == os.geteuid() and not folder.stat().st_mode & 0o001:
            folder.chmod(folder.stat().st_mode | 0o011)
    read = await boxes.run("cat", service=False, stdin_file=str(secret))
    assert read == "for root"
    with pytest.raises(SpawnFailed, match=r"open .*secret as stdin: Permission denied"):
        await boxes.run("cat", service=False, account=NOBODY, stdin_file=str(secret))


async def test_a_fifo_for_stdin_holds_up_no_start(boxes, tmp_path):
    os.mkfifo(tmp_path / "fifo")
    assert await boxes.run("echo on", service=False, stdin_file=str(tmp_path / "fifo")) == "on"


async def test_a_stream_can_go_nowhere(boxes):
    script = "echo out; echo err >&2"
    assert await boxes.run(script, service=False, stderr=Sink.NULL) == "out"
    assert await boxes.run(script, service=False, stdout=Sink.NULL) == "err"


async def test_variables_go_over_each_other_in_their_order(boxes):
    around = Surroundings(
        env={"HOME": "/around", "A": "around", "B": "around", "C": "around"},
        fixed={"C": "fixed"},
    )
    text = await boxes.run(
        "echo $HOME $LOGNAME $A $B $C",
        service=False,
        around=around,
        env={"B": "spec", "C": "spec"},
    )
    assert text == "/around root around spec fixed"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"rlimits": {"nofile": Rlimit(1 << 40, 1 << 40)}}, "setrlimit nofile .*not permitted"),
        (
            {"scheduling": Scheduling(cpus="8000")},
            "sched_setaffinity 8000: Invalid argument",
        ),
        (
            {"sandbox": only(read_write_paths=("/nowhere/at/all",))},
            "keep /nowhere/at/all: No such file",
        ),
        (
            {"sandbox": only(temporary_paths=("/nowhere",))},
            "mount tmpfs on /nowhere: No such file",
        ),
    ],
)
async def test_a_step_that_fails_is_named(boxes, options, message):
    with pytest.raises(SpawnFailed, match=message):
        await boxes.run("true", service=False, **options)


PROTECTIONS = [
    (
        "set-user-ID programs",
        "no_new_privileges",
        True,
        "grep -q 'NoNewPrivs:.1' /proc/self/status",
    ),
    ("/tmp", "private_tmp", True, 'test -z "$(ls -A /tmp)" && touch /tmp/a /var/tmp/b'),
    ("devices", "private_devices", True, "! ls /dev | grep -q 'vda\\|mem\\|kmsg'"),
    (
        "a network",
        "private_network",
        True,
        "test $(ls /sys/class/net 2>/dev/null | wc -l) -ge 0"
        ' && test "$(tail -n +3 /proc/net/dev | wc -l)" = 1 && cat /proc/net/dev | grep -q lo:',
    ),
    ("processes", "private_processes", True, "! ls /proc | grep -q '^[0-9][0-9][0-9]'"),
    ("/usr", "system", System.USR, "! touch /usr/x && touch /etc/aurae-x && rm /etc/aurae-x"),
    ("/etc", "system", System.FULL, "! touch /etc/x && touch /var/aurae-x && rm /var/aurae-x"),
    ("the system", "system", System.STRICT, "! touch /var/x && ! touch /x && : >/dev/null"),
    ("homes", "home", Home.READ_ONLY, "! touch /root/x"),
    ("homes", "home", Home.EMPTY, 'test -z "$(ls -A /root)" && ! touch /root/x'),
    ("homes", "home", Home.INACCESSIBLE, "test $(stat -c %a /root) = 0"),
    (
        "tunables",
        "protect_kernel_tunables",
        True,
        "! sh -c 'echo 1 >/proc/sys/vm/swappiness' && ! sh -c ': >>/proc/sysrq-trigger'"
        " && ! test -w /sys/kernel/uevent_helper && echo 5 >/proc/self/oom_score_adj",
    ),
    ("control groups", "protect_control_groups", True, "! mkdir /sys/fs/cgroup/x"),
    (
        "modules",
        "protect_kernel_modules",
        True,
        "test $((0x$(awk '/CapBnd/{print $2}' /proc/self/status) & 0x10000)) = 0",
    ),
    ("the host's name", "protect_hostname", True, "! hostname other"),
    ("namespaces", "restrict_namespaces", True, "! unshare -m true && (true) && unshare true"),
    ("personalities", "lock_personality", True, "! setarch -R true"),
    ("real time", "restrict_realtime", True, "! chrt -f 1 true && chrt -b 0 true"),
    (
        "set-ID bits",
        "restrict_set_id",
        True,
        "cd /var/tmp; d=$(mktemp -d); touch $d/a; chmod 755 $d/a && ! chmod 4755 $d/a; r=$?;"
        " rm -r $d; exit $r",
    ),
]


HARMLESS = {row[1] for row in PROTECTIONS} - {
    *("system", "home", "protect_control_groups", "protect_kernel_tunables")
}
"""What may be tried without a sandbox: it writes nothing of the machine's own."""


@pytest.mark.parametrize(
    ("field", "answer", "script"),
    [row[1:] for row in PROTECTIONS],
    ids=[f"{row[1]}-{row[2]}" for row in PROTECTIONS],
)
async def test_a_protection_takes_away_what_it_says(boxes, field, answer, script):
    script = f"({script}) 2>/dev/null && echo protected || echo open"
    assert await boxes.run(script, sandbox=only(**{field: answer})) == "protected"


@pytest.mark.parametrize(
    ("field", "answer", "script"),
    [row[1:] for row in PROTECTIONS if row[1] in HARMLESS],
    ids=[f"{row[1]}-{row[2]}" for row in PROTECTIONS if row[1] in HARMLESS],
)
async def test_without_the_protection_it_is_open(boxes, field, answer, script):
    # A name is set in a namespace of the test's own, and nothing is left behind.
    prefix = 'hostname() { unshare -u hostname "$@"; }; touch /tmp/aurae-seen;'
    suffix = "; rm -f /tmp/aurae-seen /tmp/a /var/tmp/b"
    script = f"{prefix} ({script}) 2>/dev/null && echo protected || echo open {suffix}"
    assert await boxes.run(script, sandbox=NONE) == "open"


async def test_paths_get_the_roles_that_are_named(boxes, tmp_path):
    for name in ("ro/rw", "ro/gone", "empty", "hidden"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "file").write_text("x")
    (tmp_path / "secret").write_text("x")
    asked = only(
        read_only_paths=(f"{tmp_path}/ro", f"-{tmp_path}/lacks"),
        read_write_paths=(f"{tmp_path}/ro/rw",),
        temporary_paths=(f"{tmp_path}/empty",),
        inaccessible_paths=(f"{tmp_path}/hidden", f"{tmp_path}/secret", f"{tmp_path}/ro/gone"),
    )
    text = await boxes.run(
        f"cd {tmp_path}; exec 2>&1; touch ro/a && echo bad; touch ro/rw/a || echo bad;"
        "ls empty; touch empty/a || echo bad; ls hidden; touch hidden/a && echo bad;"
        "cat secret ro/gone/file; echo done",
        sandbox=asked,
    )
    assert "bad" not in text
    assert text.endswith("done")
    assert "\nx" not in text
    assert (tmp_path / "ro/rw/a").exists()
    assert not (tmp_path / "empty/a").exists()


async def test_a_named_path_leads_over_no_symbolic_link(boxes, tmp_path):
    """Who can write the folder around it could have it lead anywhere."""
    (tmp_path / "data").symlink_to("/etc")
    with pytest.raises(SpawnFailed, match=r"keep .*data: Too many levels of symbolic links"):
        await boxes.run("true", sandbox=only(read_write_paths=(f"{tmp_path}/data",)))


async def test_what_the_daemon_hides_shows_only_what_is_the_runs_own(boxes, tmp_path):
    state = tmp_path / "state"
    for name in ("own", "other"):
        (state / name).mkdir(parents=True)
        (state / name / "key").write_text(name)
    (state / "socket").write_text("")
    text = await boxes.run(
        f"cd {state}; ls; cat own/key; touch own/x || echo kept; touch new || echo sealed",
        around=Surroundings(shown=(f"{state}/own", f"{state}/socket")),
        hidden=(str(state),),
        sandbox=only(profile="default", private_tmp=False, read_write_paths=(str(state),)),
    )
    assert [line for line in text.split("\n") if "touch" not in line] == [
        "own",
        "socket",
        "own" + "kept",
    ] or ("other" not in text and "sealed" in text and "kept" in text)


async def test_folders_of_the_run_stay_writable_in_a_strict_sandbox(boxes, tmp_path):
    folder = Path("/var/lib") / f"aurae-test-{os.getpid()}"
    folder.mkdir()
    try:
        text = await boxes.run(
            f"touch {folder}/a && ls {folder}; touch /var/lib/a || echo no",
            sandbox=Sandbox("strict"),
            around=Surroundings(writable=(str(folder),)),
        )
        assert "a\nno" in text
    finally:
        for item in folder.iterdir():
            item.unlink()
        folder.rmdir()


async def test_capabilities_are_bounded_and_ambient_ones_reach_other_users(boxes):
    show = "grep -h '^Cap[BEA]' /proc/self/status"
    bounded = only(drop_capabilities=("all",), add_capabilities=("CHOWN",))
    assert [line.split()[1] for line in (await boxes.run(show, sandbox=bounded)).split("\n")] == [
        *("0000000000000001", "0000000000000001", "0000000000000000")
    ]
    ambient = only(ambient_capabilities=("NET_BIND_SERVICE",))
    text = await boxes.run(show, sandbox=ambient, account=NOBODY)
    effective, _, raised = (line.split()[1] for line in text.split("\n"))
    assert effective == raised == "0000000000000400"


async def test_filters_work_without_no_new_privileges_too(boxes):
    asked = only(system_calls=("~@chown",), no_new_privileges=False)
    for account in (ROOT, NOBODY):
        text = await boxes.python(
            "import os\n"
            "try: os.chown('/', -1, -1)\n"
            "except PermissionError: print('denied')\n"
            "print(*[line for line in open('/proc/self/status') if line[:6] in ('NoNewP', 'CapEff')])",
            sandbox=asked,
            account=account,
        )
        assert text.startswith("denied")
        assert "NoNewPrivs:\t0" in text
        if account is NOBODY:
            assert "CapEff:\t0000000000000000" in text


async def test_calls_are_allowed_by_sets_and_names(boxes):
    code = "import os\ntry: os.chown('/', -1, -1); print('allowed')\nexcept OSError as e: print(e.errno)"
    asked = ("@system-service",)
    assert await boxes.python(code, sandbox=only(system_calls=asked)) == "allowed"
    assert await boxes.python(code, sandbox=only(system_calls=(*asked, "~chown"))) == "1"


async def test_address_families_are_restricted(boxes):
    code = (
        "import socket\n"
        "for name in ('AF_UNIX', 'AF_INET', 'AF_PACKET', 'AF_VSOCK'):\n"
        "    try: socket.socket(getattr(socket, name), socket.SOCK_DGRAM).close(); print(name)\n"
        "    except PermissionError: pass\n"
        "    except OSError: print(name)\n"
    )
    some = only(address_families=("unix", "inet"))
    assert (await boxes.python(code, sandbox=some)).split() == ["AF_UNIX", "AF_INET"]
    assert await boxes.python(code, sandbox=only(address_families=("none",))) == ""


async def test_memory_is_never_written_and_executed(boxes):
    code = (
        "import mmap\n"
        "try: mmap.mmap(-1, 4096, prot=mmap.PROT_WRITE | mmap.PROT_EXEC); print('open')\n"
        "except PermissionError: print('denied')\n"
    )
    assert await boxes.python(code, sandbox=only(deny_write_execute=True)) == "denied"
    assert await boxes.python(code, sandbox=NONE) == "open"


async def test_a_main_process_with_private_processes_hears_signals_and_tells_its_exit(boxes):
    asked = only(private_processes=True)
    ident = await boxes.start("/bin/sleep", "100", sandbox=asked)
    boxes.init.signal(ident, signal.SIGTERM)
    assert (await boxes.init.wait_exit(ident)).status == signal.SIGTERM
    ident = await boxes.start("/bin/sh", "-c", "exit 7", sandbox=asked)
    assert (await boxes.init.wait_exit(ident)).status == 7 << 8


async def test_orphans_of_private_processes_are_reaped_and_end_with_the_main_process(boxes):
    text = await boxes.run(
        "(sleep 0.01 &) ; (sleep 1000 &) ; while pgrep -f '^sleep 0.01$'; do :; done >/dev/null;"
        "ps axo stat,comm | grep -c '^Z'; readlink /proc/1/root || echo no root",
        sandbox=only(private_processes=True),
    )
    assert text.split("\n")[-2:] in (["0", "/"], ["0", "no root"])


async def test_without_the_library_a_filter_is_refused_in_words(boxes, monkeypatch):
    def missing() -> None:
        raise libseccomp.NoLibrary("libseccomp is not installed")

    filters._programs.cache_clear()
    monkeypatch.setattr(libseccomp, "library", missing)
    with pytest.raises(FailedPrecondition, match="libseccomp is not installed"):
        await boxes.run("true", sandbox=only(lock_personality=True))
    assert await boxes.run("echo on", sandbox=only(private_tmp=True)) == "on"


async def test_a_family_is_known_by_the_half_of_the_register_that_the_kernel_reads(boxes):
    """The upper half is free for whoever wants to be mistaken."""
    code = (
        "import ctypes\n"
        "call = ctypes.CDLL(None, use_errno=True).syscall\n"
        "for family in (1, 17, 17 | 1 << 32, 40 | 1 << 63, 1 | 1 << 32):\n"
        "    got = call(ctypes.c_long(41), ctypes.c_ulong(family), ctypes.c_long(2), ctypes.c_long(0))\n"
        "    print(got >= 0 or ctypes.get_errno(), end=' ')\n"
    )
    asked = only(address_families=("unix",))
    assert await boxes.python(code, sandbox=asked) == "True 1 1 1 1"
