"""The unpack process: `python -I .../unpack/__main__.py`, with a SEQPACKET socket to the server as descriptor 0.

Ends with status 0 when the server has closed it.
"""

import gc
import os
import sys

CONTROL = 0
"""Descriptor of the socket to the server."""


def main() -> int:
    """Run until the server has gone; returns the exit status."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    sys.path.append(os.path.dirname(package))

    from aurae.linux import process, seqpacket
    from aurae.unpack.loop import Loop

    # Not as standard input: a child has that from /dev/null.
    channel = process.lift(CONTROL, 3)
    process.set_name("aurae-unpack")
    # Nothing here makes cycles, a layer's memory is limited, and each collection has a child copy pages.
    gc.disable()
    try:
        Loop(seqpacket.opened(channel)).run()
    except (BrokenPipeError, ConnectionResetError):
        pass  # it went while it was answered
    return 0


if __name__ == "__main__":
    sys.exit(main())
