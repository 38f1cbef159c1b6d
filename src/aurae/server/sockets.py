"""Listening sockets: files that appear complete, and go only if they are ours."""

import socket
import stat
from pathlib import Path

BACKLOG = 512


class CannotListen(Exception):
    """A socket cannot be opened; "cannot listen on X: ..."."""


class SocketFile:
    """A listening Unix socket at a path."""

    def __init__(self, path: Path) -> None:
        """Bind beside `path`, open it for everyone, and rename it into place; raises CannotListen.

        A socket file nobody listens on is replaced. Another daemon's socket is left alone.
        """
        self.path = path
        _check_place(path)
        beside = path.with_name(f"~{path.name}")
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            beside.unlink(missing_ok=True)
            self.socket.bind(str(beside))
            beside.chmod(0o666)
            self.socket.listen(BACKLOG)
            self.socket.setblocking(False)
            self._inode = beside.stat().st_ino
            beside.rename(path)
        except OSError as error:
            self.socket.close()
            raise CannotListen(f"cannot listen on {path}: {error.strerror or error}") from None

    def close(self) -> None:
        """Stop listening and remove the file, unless another process has put its own there."""
        self.socket.close()
        try:
            if self.path.lstat().st_ino == self._inode:
                self.path.unlink()
        except FileNotFoundError:
            pass


def listen_tcp(address: str) -> list[socket.socket]:
    """Listen on `host:port`, on each address the host has; raises CannotListen."""
    host, _, port = address.rpartition(":")
    opened: list[socket.socket] = []
    try:
        found = socket.getaddrinfo(
            host.strip("[]") or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        for family, kind, protocol, _, where in dict.fromkeys(found):
            sock = socket.socket(family, kind, protocol)
            opened.append(sock)
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            sock.bind(where)
            sock.listen(BACKLOG)
            sock.setblocking(False)
    except OSError as error:
        for sock in opened:
            sock.close()
        raise CannotListen(f"cannot listen on {address}: {error.strerror or error}") from None
    return opened


def _check_place(path: Path) -> None:
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISSOCK(mode):
        raise CannotListen(f"cannot listen on {path}: a file that is no socket is there")
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(1)
        try:
            probe.connect(str(path))
        except (ConnectionRefusedError, FileNotFoundError):
            return
        except (BlockingIOError, TimeoutError):
            pass  # whoever listens has more to accept than it comes to
        except OSError as error:
            raise CannotListen(f"cannot listen on {path}: {error.strerror}") from None
    raise CannotListen(f"cannot listen on {path}: another process serves it")
