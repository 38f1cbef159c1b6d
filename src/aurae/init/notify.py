"""sd_notify(3): tells the service manager above, if there is one, how init is."""

from __future__ import annotations

import os
import socket


def notify(text: str) -> None:
    """Send one datagram to $NOTIFY_SOCKET; a manager that is not there is no error."""
    path = os.environ.get("NOTIFY_SOCKET", "")
    if not path:
        return
    address = "\0" + path[1:] if path.startswith("@") else path
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
            channel.sendto(text.encode(), socket.MSG_NOSIGNAL | socket.MSG_DONTWAIT, address)
    except OSError:
        return
