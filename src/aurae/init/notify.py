"""sd_notify(3): tells the service manager above, if there is one, how init is."""

from __future__ import annotations

import os

from aurae.linux import seqpacket


def notify(text: str) -> None:
    """Send one datagram to $NOTIFY_SOCKET; a manager that is not there is no error."""
    path = os.environ.get("NOTIFY_SOCKET", "")
    if not path:
        return
    try:
        seqpacket.tell(path, text.encode())
    except OSError:
        return
