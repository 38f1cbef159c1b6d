"""Closing what somebody else has opened, where nobody waits for it.

The last close(2) of a descriptor may take as long as its owner likes: a socket in whose queue a
lingering connection waits, a file of a file system that does not answer. It happens in a thread.
"""

import queue
import threading

from aurae.linux import linger

THREADS = 4
"""As many closes may hang before further ones wait."""
IDLE = 5.0
"""Seconds after which a thread that has nothing to close ends."""


class Closer:
    """Closes descriptors, each in its turn, on threads that are there only while needed."""

    def __init__(self) -> None:
        """Close nothing yet."""
        self._lock = threading.Lock()
        self._fds = queue.SimpleQueue[int]()
        self._threads = self._waiting = 0

    def close(self, *fds: int) -> None:
        """Take descriptors, and close them as soon as may be; a negative one is none."""
        for fd in fds:
            if fd < 0:
                continue
            with self._lock:
                self._waiting += 1
                has_more = self._waiting > self._threads and self._threads < THREADS
                self._threads += has_more
            self._fds.put(fd)
            if has_more:
                # A daemon: one that hangs must not hold up the end of the process.
                threading.Thread(target=self._run, name="closer", daemon=True).start()

    def _run(self) -> None:
        while True:
            try:
                fd = self._fds.get(timeout=IDLE)
            except queue.Empty:
                with self._lock:
                    if self._waiting >= self._threads:
                        continue  # something has come meanwhile
                    self._threads -= 1
                return
            linger.close(fd)
            with self._lock:
                self._waiting -= 1


_closer = Closer()


def close(*fds: int) -> None:
    """Have the process's closer close descriptors of others."""
    _closer.close(*fds)
