"""A daemon in a network namespace of its own, with a host beside it that is the world outside.

Nothing is done to the network of the machine. `outside` is a second namespace, connected to the daemon's by a
cable: what the daemon publishes is reached from there by `HOST` and `HOST6`.
"""

import os
import subprocess
from types import TracebackType
from typing import Self

from typing_extensions import override

from tests.support.daemon import Daemon
from tests.support.until import until

HOST, OUTSIDE = "192.0.2.1", "192.0.2.2"
"""The daemon's machine as the world sees it, and the world as the daemon's machine sees it."""
HOST6, OUTSIDE6 = "2001:db8::1", "2001:db8::2"

_CABLE = f"""
ip link add world type veth peer name host netns $1
ip addr add {HOST}/24 dev world
ip addr add {HOST6}/64 dev world nodad
ip link set world up
ip route add default via {OUTSIDE}
ip route add default via {OUTSIDE6}
nsenter -t $1 -n sh -c '
ip addr add {OUTSIDE}/24 dev host
ip addr add {OUTSIDE6}/64 dev host nodad
ip link set host up
ip link set lo up
echo 1 > /proc/sys/net/ipv6/bindv6only'
"""


class NetnsDaemon(Daemon):
    """An auraed that has the network of a machine of its own."""

    def __init__(self, **settings: str) -> None:
        super().__init__(**settings)
        # The machine's own configurations are no matter of a test.
        self.settings.setdefault("cni_conf_dir", str(self.folder / "cni"))
        self._places = [_namespace(), _namespace()]
        self.inner, self.outer = self._places
        self.inside("ip", "link", "set", "lo", "up")
        self.inside("sh", "-ec", _CABLE, "sh", str(self.outer.pid))

    @property
    @override
    def starter(self) -> list[str]:
        return ["nsenter", f"--net=/proc/{self.inner.pid}/ns/net", "--"]

    def inside(self, *words: str, check: bool = True) -> str:
        """Run a command in the daemon's network, and return what it wrote."""
        return _within(self.inner, words, check=check)

    def outside(self, *words: str, check: bool = True) -> str:
        """Run a command in the world outside, and return what it wrote."""
        return _within(self.outer, words, check=check)

    @override
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            super().__exit__(kind, error, trace)
        finally:
            self.close()

    @override
    def __enter__(self) -> Self:
        try:
            return super().__enter__()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let the namespaces go."""
        for place in self._places:
            place.communicate()


def within(pid: int, *words: str) -> list[str]:
    """Return the words that run a command in the network of a process."""
    return ["nsenter", f"--net=/proc/{pid}/ns/net", "--", *words]


def _within(place: "subprocess.Popen[bytes]", words: tuple[str, ...], *, check: bool) -> str:
    done = subprocess.run(
        within(place.pid, *words),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if check:
        assert done.returncode == 0, f"{words} ended with {done.returncode}: {done.stderr}"
    return done.stdout


def _namespace() -> "subprocess.Popen[bytes]":
    """Return a process in a network namespace of its own, which ends with its standard input."""
    process = subprocess.Popen(
        ["unshare", "--net", "cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    own = until(lambda: _is_apart(process.pid), "the process has left our network")
    assert own
    return process


def _is_apart(pid: int) -> bool:
    return os.readlink("/proc/self/ns/net") != os.readlink(f"/proc/{pid}/ns/net")
