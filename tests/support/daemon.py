"""A real auraed with folders, sockets and a cgroup root of its own, so that many run side by side.

Tests have it as the fixtures `daemon`, `shared_daemon` and `make_daemon`; the demo, the tour and
the benchmarks use it too, so nothing here needs pytest.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.support.leaks import WATCHED
from tests.support.proc import (
    alive,
    cgroup_mount,
    cgroup_processes,
    children,
    command,
    mentioning,
    remove_cgroup,
    sockets,
)
from tests.support.until import until

PROGRAMS = Path(sys.executable).parent
"""Where auraed, aer and auraescript are installed: beside the running Python."""

START_LIMIT = 90.0
STOP_LIMIT = 90.0
NUMBERS = count()


class Daemon:
    """One auraed and a logged-in client of it.

    `settings` are the daemon's own, by name (`stop_timeout="1s"`); folders and the cgroup root
    are set already. Beside the methods: `folder` holds everything, `home` is the client's HOME,
    `client_config` its configuration, `process` the running auraed (init's pid).
    """

    programs = PROGRAMS
    """Where this daemon and its clients are installed."""

    def __init__(self, **settings: str) -> None:
        # Short on purpose: a socket's path has at most 107 bytes.
        self.folder = Path(tempfile.mkdtemp(prefix="aurae-"))
        self.folder.chmod(0o755)
        self.home = self.folder / "home"
        self.home.mkdir()
        self.runtime_dir = self.folder / "run"
        self.state_dir = self.folder / "state"
        self.log_dir = self.folder / "log"
        self.cgroup = cgroup_mount() / f"aurae-test-{os.getpid()}-{next(NUMBERS)}"
        self.socket = self.runtime_dir / "aurae.sock"
        self.login_socket = self.runtime_dir / "login.sock"
        self.client_config = self.home / ".aurae/config"
        self.log_file = self.folder / "auraed.log"
        self.settings = {
            "config": str(self.folder / "aurae.toml"),
            "runtime_dir": str(self.runtime_dir),
            "state_dir": str(self.state_dir),
            "log_dir": str(self.log_dir),
            "cgroup_root": str(self.cgroup),
            **settings,
        }
        self.process: subprocess.Popen[bytes] | None = None
        (self.folder / "aurae.toml").touch()

    def __enter__(self) -> Self:
        try:
            self.start()
            self.login()
        except BaseException:
            self.remove()
            raise
        WATCHED.append(self)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        WATCHED.remove(self)
        try:
            self.stop()
            self.check_nothing_left()
        finally:
            self.remove()

    @property
    def starter(self) -> list[str]:
        """The words of a program before ours that starts it, in the same process."""
        return []

    @property
    def flags(self) -> list[str]:
        """The settings as auraed's flags."""
        return [
            word
            for name, value in self.settings.items()
            for word in (f"--{name.replace('_', '-')}", value)
        ]

    def environment(self, **more: str) -> dict[str, str]:
        """Return the environment of a client: HOME is our own, nothing of AURAE_* is inherited."""
        clean = {name: text for name, text in os.environ.items() if not name.startswith("AURAE_")}
        return {**clean, "HOME": str(self.home), "NO_COLOR": "1", **more}

    def start(self, limit: float = START_LIMIT) -> None:
        """Start auraed and return when it has reported READY=1, or fail with its log."""
        ready = threading.Event()
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify:
            place = self.folder / "notify.sock"
            place.unlink(missing_ok=True)
            notify.bind(str(place))
            notify.setblocking(False)
            with self.log_file.open("ab") as log:
                self.process = subprocess.Popen(
                    [*self.starter, self.programs / "auraed", *self.flags],
                    env=self.environment(NOTIFY_SOCKET=str(place)),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
            process = self.process

            def answered() -> bool:
                try:
                    if b"READY=1" in notify.recv(4096).split(b"\n"):
                        ready.set()
                except BlockingIOError:
                    pass
                return ready.is_set() or process.poll() is not None

            try:
                until(answered, "auraed reports READY=1", limit)
                assert ready.is_set(), f"auraed ended with {process.returncode}"
            except AssertionError as error:
                raise AssertionError(f"{error}\n--- log of auraed\n{self.log()}") from None
            finally:
                place.unlink(missing_ok=True)

    def login(self) -> None:
        """Write the client's identity and configuration below `home`."""
        self.aer("login", "--local", "--socket", str(self.login_socket))

    def aer(
        self,
        *arguments: str,
        check: bool = True,
        stdin: str | None = None,
        limit: float = 30.0,
        **environment: str,
    ) -> subprocess.CompletedProcess[str]:
        """Run `aer` against this daemon; with `check`, an exit status other than 0 fails the test."""
        return self.run("aer", *arguments, check=check, stdin=stdin, limit=limit, **environment)

    def script(
        self, *arguments: str, check: bool = True, limit: float = 30.0, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Run `auraescript` against this daemon."""
        return self.run("auraescript", *arguments, check=check, limit=limit, **environment)

    def run(
        self,
        program: str,
        *arguments: str,
        check: bool = True,
        stdin: str | None = None,
        limit: float = 30.0,
        **environment: str,
    ) -> subprocess.CompletedProcess[str]:
        """Run one of our programs as the client and return what it wrote."""
        done = subprocess.run(
            [self.programs / program, *arguments],
            env=self.environment(**environment),
            input="" if stdin is None else stdin,
            capture_output=True,
            text=True,
            timeout=limit,
            check=False,
        )
        if check:
            told = f"{program} {' '.join(arguments)} ended with {done.returncode}\n"
            assert done.returncode == 0, f"{told}{done.stdout}{done.stderr}"
        return done

    @property
    def pid(self) -> int:
        """The pid of init."""
        assert self.process is not None, "the daemon was not started"
        return self.process.pid

    def pids(self) -> dict[str, int]:
        """Return the pids of those of init, server and journal that run now."""
        found = {"init": self.pid} if alive(self.pid) else {}
        for child in children(self.pid):
            words = command(child)
            if "aurae.server" in words:
                found["server"] = child
            elif any(word.endswith("/journal/__main__.py") for word in words):
                found["journal"] = child
        return found

    def kill_server(self, number: int = signal.SIGKILL, wait: bool = True) -> int:
        """Kill the server and, with `wait`, return when its successor serves; returns the old pid."""
        old = self._kill("server", number)
        if wait:
            self.wait_serving(old)
        return old

    def kill_journal(self, number: int = signal.SIGKILL, wait: bool = True) -> int:
        """Kill the journal and, with `wait`, return when its successor runs; returns the old pid."""
        old = self._kill("journal", number)
        if wait:
            until(lambda: self.pids().get("journal", old) != old, "init respawns the journal")
        return old

    def wait_serving(self, old: int = 0) -> int:
        """Return the server's pid once one other than `old` accepts connections."""
        until(
            lambda: self.pids().get("server", old) != old and self.listening(),
            "init respawns the server and it listens",
            START_LIMIT,
        )
        return self.pids()["server"]

    def listening(self) -> bool:
        """Say whether somebody accepts connections on both sockets."""
        for path in (self.socket, self.login_socket):
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
                try:
                    probe.connect(str(path))
                except OSError:
                    return False
        return True

    def log(self) -> str:
        """Return what the daemon has written to its standard error."""
        return self.log_file.read_text(errors="replace") if self.log_file.exists() else ""

    def stop(self, limit: float = STOP_LIMIT) -> int:
        """Ask for an orderly stop and return auraed's exit status; fails when it takes too long."""
        if self.process is None:
            return 0
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(limit)
        except subprocess.TimeoutExpired:
            raise AssertionError(
                f"auraed does not stop\n--- log of auraed\n{self.log()}"
            ) from None

    def check_nothing_left(self) -> None:
        """Assert that a stopped daemon left no process, no leaf and no socket behind."""
        assert self.process is None or self.process.returncode == 0, (
            f"auraed ended with {self.process.returncode}\n--- log of auraed\n{self.log()}"
        )
        until(lambda: not mentioning(str(self.folder)), "server and journal end with init")
        assert cgroup_processes(self.cgroup) == [], "processes are left in the daemon's cgroup"
        leaves = sorted(path.name for path in self.cgroup.glob("**/_*"))
        assert leaves == [], "leaves are left in the daemon's cgroup"
        assert sockets(self.folder) == [], "socket files are left"

    def remove(self) -> None:
        """Kill whatever is left, and remove everything that the daemon had. Never fails a test."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        until(
            lambda: not _kill_all(mentioning(str(self.folder))), "the daemon's processes are gone"
        )
        if self.cgroup.exists():
            until(
                lambda: not _kill_all(cgroup_processes(self.cgroup)),
                "the daemon's cgroup is empty",
            )
            remove_cgroup(self.cgroup)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _kill(self, name: str, number: int) -> int:
        pid = until(lambda: self.pids().get(name, 0), f"the {name} runs")
        handle = os.pidfd_open(pid)
        try:
            signal.pidfd_send_signal(handle, number)
        finally:
            os.close(handle)
        return pid


def _kill_all(pids: list[int]) -> list[int]:
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    return [pid for pid in pids if alive(pid)]
