"""Terminals from their master's side (pty(7)): size, and lines that come as they were written."""

from __future__ import annotations

import fcntl
import struct
import termios

SIZE = struct.Struct("HHHH")


def set_size(fd: int, rows: int, columns: int) -> None:
    """Tell the processes of a terminal its size (ioctl_tty(2) TIOCSWINSZ); SIGWINCH goes out."""
    fcntl.ioctl(fd, termios.TIOCSWINSZ, SIZE.pack(rows, columns, 0, 0))
