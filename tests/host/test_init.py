"""The real init with real children: what they inherit, what is kept, what a crash costs."""

import asyncio
import contextlib
import errno
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from aurae.processes.init import Init, Phase, ReexecRefused, SpawnFailed, Started
from aurae.wire import plan
from tests.support.hung_fuse import hung_folder
from tests.support.init_process import SOURCE, InitProcess, running_init, until_async

pytestmark = [pytest.mark.host, pytest.mark.asyncio]

ENV = [b"PATH=/usr/bin:/bin"]
BOTH = frozenset({1, 2})


async def committed() -> None:
    """Stands for a row that is on disk at once."""


async def start(
    process: InitProcess, init: Init, ident: int, *argv: str, **options: object
) -> Started:
    """Spawn `argv` in a leaf of its own."""
    folder = str(options.pop("cwd", "/"))
    words = [os.fsencode(word) for word in argv]
    steps = [plan.Umask(0o022), *options.pop("steps", []), plan.Chdir(os.fsencode(folder))]  # type: ignore[misc]
    steps.append(plan.Execve(words[0], words, ENV))
    with contextlib.suppress(FileExistsError):
        os.close(process.leaves.create(f"_{ident}"))
    leaf = os.open(process.root / f"_{ident}", os.O_RDONLY | os.O_DIRECTORY)
    try:
        return await init.spawn(
            ident,
            plan.encode(steps),
            leaf_fd=leaf,
            stdin_fd=None,
            logged=BOTH,
            terminal=bool(options.pop("terminal", False)),
            deadline=float(options.pop("deadline", 10)),  # type: ignore[arg-type]
            stop_signal=int(options.pop("stop_signal", signal.SIGTERM)),  # type: ignore[call-overload]
            commit=options.pop("commit", committed),  # type: ignore[arg-type]
        )
    finally:
        os.close(leaf)


async def run(process: InitProcess, init: Init, ident: int, *argv: str, **options: object) -> str:
    """Run to the end and return what it wrote on stdout."""
    await start(process, init, ident, *argv, **options)
    async with asyncio.timeout(60):
        await init.wait_exit(ident)
        await init.wait_drained(ident)
    return (process.logs / str(ident) / "stdout.000000.log").read_bytes().decode()


def alive(pid: int) -> bool:
    """Whether the process runs and is no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def status_field(pid: int, name: str) -> str:
    """The first word of a field of /proc/PID/status."""
    status = Path(f"/proc/{pid}/status").read_text()
    return status.split(f"\n{name}:")[1].split()[0]


def wake_ups(pid: int) -> int:
    """How often the process went to sleep until now."""
    return int(status_field(pid, "voluntary_ctxt_switches"))


async def test_a_child_inherits_nothing_of_init():
    script = (
        "import os,signal,resource;"
        "print([s.name for s in signal.Signals if signal.getsignal(s)==signal.SIG_IGN],"
        "signal.pthread_sigmask(signal.SIG_BLOCK,[]),"
        "sorted(int(f) for f in os.listdir('/proc/self/fd'))[:4],"
        "os.getsid(0)==os.getpid(),dict(os.environ),resource.getrlimit(resource.RLIMIT_NOFILE))"
    )
    async with running_init() as (process, init):
        # CPython itself ignores these two at its start.
        expected = "['SIGPIPE', 'SIGXFSZ'] set() [0, 1, 2, 3] True {'PATH': '/usr/bin:/bin'}"
        text = await run(process, init, 1, sys.executable, "-I", "-S", "-c", script)
        status = await run(process, init, 2, "cat", "/proc/self/status")
    import resource

    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    assert text.replace(", 'LC_CTYPE': 'C.UTF-8'", "").strip() == f"{expected} {limits}"
    fields = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    assert int(fields["SigIgn"], 16) == 0
    assert int(fields["SigBlk"], 16) == 0


async def test_signals_that_init_was_started_with_ignored_are_no_concern_of_children(monkeypatch):
    # make(1) does this to its children, 32 and 33 with it; Python cannot, so sh and its trap do.
    ignoring = 'trap \'\' HUP USR1 TTOU; exec "$0" "$@"'
    real = subprocess.Popen

    def through_sh(command, **options):
        return real(["sh", "-c", ignoring, *command], **options)

    monkeypatch.setattr(subprocess, "Popen", through_sh)
    async with running_init() as (process, init):
        status = await run(process, init, 1, "cat", "/proc/self/status")
    assert "SigIgn:\t0000000000000000" in status


async def test_a_failed_execve_names_step_and_reason(tmp_path):
    (tmp_path / "plain").write_text("no program")
    async with running_init() as (process, init):
        for ident, argv, cwd, text in (
            (1, ["/bin/nope"], "/", "execve /bin/nope: No such file or directory"),
            (2, ["nope"], "/", "execve nope: No such file or directory"),
            (3, [str(tmp_path / "plain")], "/", f"execve {tmp_path}/plain: Permission denied"),
            (4, ["true"], "/nope", "chdir /nope: No such file or directory"),
        ):
            with pytest.raises(SpawnFailed) as failure:
                await start(process, init, ident, *argv, cwd=cwd)
            assert str(failure.value) == text


async def test_an_id_is_spawned_once(tmp_path):
    async with running_init() as (process, init):
        argv = ("sh", "-c", f"echo run >> {tmp_path}/runs; exec sleep 100")
        first = await start(process, init, 7, *argv)
        assert await start(process, init, 7, *argv) == first
        with pytest.raises(SpawnFailed):
            await start(process, init, 8, "/bin/nope")
        with pytest.raises(SpawnFailed, match="/bin/nope"):
            await start(process, init, 8, "true")
        runs = tmp_path / "runs"
        await until_async(lambda: runs.exists() and bool(runs.read_text()))
        init.signal(7, signal.SIGKILL)
        await init.wait_exit(7)
    assert runs.read_text() == "run\n"


async def test_nothing_runs_before_the_start_is_on_disk(tmp_path):
    async with running_init() as (process, init):
        synced = asyncio.Event()
        starting = asyncio.ensure_future(
            start(process, init, 1, "touch", f"{tmp_path}/ran", commit=synced.wait)
        )
        await until_async(lambda: process.leaves.populated("_1"))
        assert not starting.done()
        assert not (tmp_path / "ran").exists()
        synced.set()
        await starting
        assert (await init.wait_exit(1)).status == 0
        assert (tmp_path / "ran").exists()
        init.acknowledge(1)


async def test_a_start_that_the_disk_refuses_runs_nothing(tmp_path):
    async def refused() -> None:
        raise OSError(errno.ENOSPC, "no space left on device")

    async with running_init() as (process, init):
        with pytest.raises(OSError, match="no space"):
            await start(process, init, 1, "touch", f"{tmp_path}/ran", commit=refused)
        assert init.table[1].error == "the start was withdrawn"
        await until_async(lambda: not process.leaves.populated("_1"))
        assert not (tmp_path / "ran").exists()
        init.acknowledge(1)


async def test_a_server_that_dies_before_the_commit_leaves_nothing(tmp_path):
    async with running_init() as (process, init):
        starting = asyncio.ensure_future(
            start(process, init, 1, "touch", f"{tmp_path}/ran", commit=asyncio.Event().wait)
        )
        await until_async(lambda: process.leaves.populated("_1"))
        starting.cancel()  # as the kernel does with the pipe of a killed server
        await until_async(lambda: not process.leaves.populated("_1"))
        assert init.table[1].phase is Phase.FAILED
        assert not (tmp_path / "ran").exists()
        init.acknowledge(1)


async def test_a_child_killed_before_execve_never_ran():
    async with running_init() as (process, init):
        starting = asyncio.ensure_future(
            start(process, init, 1, "true", commit=asyncio.Event().wait)
        )
        await until_async(lambda: process.leaves.populated("_1"))
        process.leaves.kill("_1")
        await until_async(lambda: init.table.get(1) and init.table[1].phase is Phase.FAILED)
        assert init.table[1].error == "ended before execve"
        starting.cancel()


async def test_a_stop_signal_that_does_not_exist_hinders_no_stop():
    async with running_init(stop_timeout=0.5) as (process, init):
        child = await start(process, init, 1, "sleep", "100", stop_signal=999)
        os.kill(process.pid, signal.SIGTERM)
        assert (await init.wait_exit(1)).status == signal.SIGKILL
        assert not alive(child.pid)


async def test_init_starts_without_stdio(monkeypatch):
    real = subprocess.Popen

    def closed(command, **options):
        return real(["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", *command], **options)

    monkeypatch.setattr(subprocess, "Popen", closed)
    async with running_init() as (process, init):
        assert await run(process, init, 1, "echo", "hello") == "hello\n"


async def test_three_megabytes_of_arguments_pass():
    async with running_init() as (process, init):
        words = ["x" * 100_000] * 30
        steps = [plan.Rlimit(3, 16 << 20, plan.UNCHANGED)]
        text = await run(
            process, init, 1, "sh", "-c", 'echo "$#" "${#1}"', "sh", *words, steps=steps
        )
    assert text == "30 100000\n"


async def test_too_many_arguments_fail_by_name():
    async with running_init() as (process, init):
        with pytest.raises(SpawnFailed, match=r"execve .*true: Argument list too long"):
            await start(process, init, 1, "true", *["x" * 100_000] * 30)


async def test_one_child_hung_in_fuse_delays_no_other(tmp_path):
    async with running_init() as (process, init):
        with hung_folder(tmp_path) as taken:
            hung = asyncio.ensure_future(
                start(process, init, 1, "true", cwd=tmp_path / "x", deadline=3)
            )
            await asyncio.get_running_loop().run_in_executor(None, os.read, taken, 1)
            for ident in range(2, 102):
                await start(process, init, ident, "true")
                assert (await init.wait_exit(ident)).status == 0
            assert not hung.done()
            with pytest.raises(SpawnFailed, match="no answer within 3 s"):
                await hung
            for ident in range(1, 102):
                init.acknowledge(ident)
            # The hung child holds nothing of init's: journal sees init's end of the socket close.
            journal = init.journal_pid
            os.kill(process.pid, signal.SIGKILL)
            await until_async(lambda: not alive(journal))


async def test_exits_are_kept_for_the_next_server():
    async with running_init() as (process, init):
        await start(process, init, 1, "sh", "-c", "sleep 0.3; exit 7")
        running = await start(process, init, 2, "sleep", "100")
        os.kill(process.stub, signal.SIGKILL)
        successor = await process.attach()
        assert (await successor.wait_exit(1)).status == 7 << 8
        assert successor.table[2].phase is Phase.RUNNING
        assert successor.table[2].pid == running.pid
        successor.signal(2, signal.SIGKILL)
        await successor.wait_exit(2)
        for ident in (1, 2):
            successor.acknowledge(ident)


async def test_a_killed_journal_costs_no_workload_and_no_line():
    async with running_init() as (process, init):
        script = "i=0; while [ $i -lt 20000 ]; do echo $i; i=$((i+1)); done"
        await start(process, init, 1, "sh", "-c", script)
        os.kill(init.journal_pid, signal.SIGKILL)
        await init.wait_exit(1)
        await init.wait_drained(1)
        log = (process.logs / "1" / "stdout.000000.log").read_text()
        init.acknowledge(1)
    assert log.split() == [str(i) for i in range(20000)]


async def test_a_terminal_is_a_terminal():
    async with running_init() as (process, init):
        text = await run(process, init, 1, "sh", "-c", "tty; test -t 2 && echo yes", terminal=True)
    assert text.startswith("/dev/pts/")
    assert text.endswith("yes\r\n")


async def test_another_user_can_open_its_own_output_by_name():
    async with running_init() as (process, init):
        user = plan.Credentials(65534, 65534, [])
        script = "echo out > /dev/stdout; echo err > /dev/stderr; exec 3< /dev/null"
        assert await run(process, init, 1, "sh", "-c", script, steps=[user]) == "out\n"
        before = os.stat("/dev/null").st_uid
    assert before == 0


async def test_a_process_that_closes_its_terminal_is_not_hung_up():
    async with running_init() as (process, init):
        script = "echo a; exec <&- >&- 2>&-; sleep 0.5; exit 3"
        text = await run(process, init, 1, "sh", "-c", script, terminal=True)
        assert text == "a\r\n"
        assert (await init.wait_exit(1)).status == 3 << 8
        fds = Path(f"/proc/{process.pid}/fd")
        await until_async(lambda: not any("ptmx" in os.readlink(fd) for fd in fds.iterdir()))


async def test_orphans_are_reaped():
    async with running_init() as (process, init):
        text = await run(process, init, 1, "sh", "-c", "(sh -c 'echo $$; exec sleep 0.2' &)")
        pid = int(text)
        await until_async(lambda: not Path(f"/proc/{pid}").exists())


async def test_init_stops_what_ignores_its_stop_signal():
    async with running_init(stop_timeout=0.5) as (process, init):
        script = "trap '' TERM; echo ready; while :; do sleep 1; done"
        ignoring = await start(process, init, 1, "sh", "-c", script)
        log = process.logs / "1" / "stdout.000000.log"
        await until_async(lambda: log.exists() and log.read_text())
        os.kill(process.pid, signal.SIGTERM)
        await asyncio.wait_for(init.stopping.wait(), 60)
        assert (await init.wait_exit(1)).status == signal.SIGKILL
        init.acknowledge(1)
        await until_async(lambda: process.process is None or process.process.poll() is not None)
        assert process.process is not None
        assert process.process.returncode == 0
        assert not alive(ignoring.pid)


def sleeper(group: Path) -> subprocess.Popen[bytes]:
    """Begin a process that nobody supervises in a new group."""
    group.mkdir(parents=True, exist_ok=True)
    process = subprocess.Popen(["sleep", "100"])
    (group / "cgroup.procs").write_text(str(process.pid))
    return process


async def test_init_kills_leaves_in_cells_and_nothing_that_is_not_ours():
    async with running_init(stop_timeout=0.5) as (process, init):
        ours, others = (
            ["_7", "a/_8", "a/b/_9"],
            ["foreign", "foreign/x", "a", "a_b/_3", f"_{'1' * 18}"],
        )
        there = {}
        try:
            for name in ours + others:
                there[name] = sleeper(process.root / name)
            os.kill(process.pid, signal.SIGTERM)
            await asyncio.wait_for(init.stopping.wait(), 60)
            await until_async(
                lambda: process.process is None or process.process.poll() is not None
            )
            assert [there[name].wait(60) for name in ours] == [-signal.SIGKILL] * 3
            assert [there[name].poll() for name in others] == [None] * 5
        finally:
            for child in there.values():
                child.kill()
                child.wait()


async def test_reexec_keeps_children_pipes_and_pid():
    async with running_init() as (process, init):
        loop = "i=0; while :; do echo $i; i=$((i+1)); [ $((i%500)) = 0 ] && sleep 0.01; done"
        child = await start(process, init, 1, "sh", "-c", loop)
        assert await init.reexec() == 1
        successor = await process.attach()
        assert (successor.pid, successor.generation) == (process.pid, 1)
        assert successor.table[1].pid == child.pid
        log = process.logs / "1" / "stdout.000000.log"
        size = log.stat().st_size
        await until_async(lambda: log.stat().st_size > size + 10_000)
        await start(process, successor, 2, "true")
        assert (await successor.wait_exit(2)).status == 0
        successor.signal(1, signal.SIGKILL)
        assert (await successor.wait_exit(1)).status == signal.SIGKILL
        await successor.wait_drained(1)
        lines = log.read_text().split("\n")
        assert lines[:-1] == [str(i) for i in range(len(lines) - 1)]
        for ident in (1, 2):
            successor.acknowledge(ident)


async def test_reexec_into_broken_code_is_refused(tmp_path):
    source = tmp_path / "source"
    shutil.copytree(SOURCE / "aurae", source / "aurae", ignore=shutil.ignore_patterns("*.pyc"))
    async with running_init(source=source) as (process, init):
        child = await start(process, init, 1, "sleep", "100")
        broken = source / "aurae" / "init" / "table.py"
        broken.write_text(broken.read_text() + "\nraise RuntimeError('half an upgrade')\n")
        with pytest.raises(ReexecRefused, match="half an upgrade"):
            await init.reexec()
        assert init.table[1].pid == child.pid
        await start(process, init, 2, "true")
        assert (await init.wait_exit(2)).status == 0
        init.signal(1, signal.SIGKILL)
        await init.wait_exit(1)
        for ident in (1, 2):
            init.acknowledge(ident)


async def test_a_killed_init_takes_journal_with_it_and_no_workload():
    async with running_init() as (process, init):
        child = await start(process, init, 1, "sleep", "100")
        journal = init.journal_pid
        os.kill(process.pid, signal.SIGKILL)
        await asyncio.wait_for(init.gone.wait(), 60)
        await until_async(lambda: not alive(journal))
        assert alive(child.pid)


async def test_init_is_small_and_sleeps():
    async with running_init() as (process, init):
        for ident in range(1, 31):
            await start(process, init, ident, "sleep", "100")
        assert int(status_field(process.pid, "VmRSS")) <= 12 * 1024
        assert int(status_field(process.pid, "Threads")) == 1
        before = -1
        while before != wake_ups(process.pid):  # the last answers are still on their way
            before = wake_ups(process.pid)
            await asyncio.sleep(0.3)
        await asyncio.sleep(2)  # what is shown is that nothing happens meanwhile
        assert wake_ups(process.pid) == before
        for ident in range(1, 31):
            init.signal(ident, signal.SIGKILL)
            await init.wait_exit(ident)
            init.acknowledge(ident)


async def test_init_loads_no_heavy_module():
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import aurae.init.main; print(*sys.modules)"
    )
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-I", "-S", "-c", code, SOURCE, stdout=asyncio.subprocess.PIPE
    )
    out, _ = await child.communicate()
    heavy = {"asyncio", "threading", "logging", "dataclasses", "typing", "re", "json", "ssl"}
    assert heavy.isdisjoint(out.decode().split())
