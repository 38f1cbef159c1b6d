"""A process that may open nothing more."""

import contextlib
import resource
from collections.abc import Iterator


@contextlib.contextmanager
def no_descriptors(pid: int = 0) -> Iterator[None]:
    """Have every new descriptor of a process, of this one as a rule, refused with EMFILE."""
    soft, hard = resource.prlimit(pid, resource.RLIMIT_NOFILE)
    resource.prlimit(pid, resource.RLIMIT_NOFILE, (0, hard))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_NOFILE, (soft, hard))
