"""A name service that does not answer."""

import contextlib
import threading
from collections.abc import Iterator

from aurae.supervise.name_service import NameService


@contextlib.contextmanager
def occupied(names: NameService) -> Iterator[None]:
    """Keep both threads of a name service waiting, as one that is out of reach does."""
    answer = threading.Event()
    for _ in range(2):
        names._threads.submit(answer.wait, 30)
    try:
        yield
    finally:
        answer.set()
