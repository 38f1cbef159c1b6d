"""The journal process: `python -I -S .../journal/__main__.py LOG_DIR SEGMENT_SIZE MAX_SIZE MAX_AGE`.

Sizes are bytes, the age is seconds; a maximum of 0 is no limit. Descriptor 3 is the SEQPACKET
socket to init. Ends with status 0 when init has gone, 2 when its arguments are wrong. Behind
`--trial` it ends at once, with status 0 when it could run: so new code is tried before it is used.
"""

import os
import sys

CONTROL = 3
"""Descriptor of the socket to init."""


def main(arguments: list[str]) -> int:
    """Run the journal; returns its exit status."""
    # -I and -S keep the interpreter small and leave nothing in sys.path but the standard library.
    sys.path.append(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
    import _signal  # type: ignore[import-not-found] # signal brings enum, half a megabyte
    import resource

    from aurae.journal.control import Control
    from aurae.journal.loop import Journal
    from aurae.journal.retention import Retention

    if arguments[:1] == ["--trial"]:
        return 0  # all that it needs is there
    try:
        folder, segment_size, max_size, max_age = arguments
        sizes = int(segment_size), int(max_size), float(max_age)
    except ValueError:
        sys.stderr.write("usage: journal LOG_DIR SEGMENT_SIZE MAX_SIZE MAX_AGE_SECONDS\n")
        return 2
    # Only init says when to end: a Ctrl-C in its terminal reaches the journal as well, too early.
    for number in (_signal.SIGINT, _signal.SIGTERM, _signal.SIGHUP):
        _signal.signal(number, _signal.SIG_IGN)
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    retention = Retention(folder, sizes[1], sizes[2])
    Journal(Control(CONTROL), folder, max(sizes[0], 1), retention).run()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
