"""Network namespaces of a test's own: nothing is done to the one of the machine."""

import contextlib
import os
import threading
from collections.abc import Callable, Iterator
from typing import TypeVar

from aurae.linux import interface
from aurae.linux.namespaces import CLONE_NEWNET, setns, unshare

T = TypeVar("T")


def new_namespace(*, up: bool = False) -> int:
    """Return the descriptor of a new network namespace that nothing is in."""

    def make() -> int:
        unshare(CLONE_NEWNET)
        if up:
            interface.up("lo")
        return os.open("/proc/thread-self/ns/net", os.O_RDONLY | os.O_CLOEXEC)

    return aside(make)


def within(namespace: int, function: Callable[[], T]) -> T:
    """Return what a function returns in a network namespace; in a thread that ends with it."""

    def run() -> T:
        setns(namespace, CLONE_NEWNET)
        return function()

    return aside(run)


@contextlib.contextmanager
def namespaces(count: int, *, up: bool = False) -> Iterator[list[int]]:
    """Give descriptors of new network namespaces, closed at the end."""
    found: list[int] = []
    try:
        for _ in range(count):
            found.append(new_namespace(up=up))  # noqa: PERF401  # those made are closed
        yield found
    finally:
        for fd in found:
            os.close(fd)


def aside(function: Callable[[], T]) -> T:
    """Return what a function returns in a thread of its own; raises what it raises."""
    results: list[T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(function())
        except BaseException as error:  # noqa: BLE001  # raised by the caller
            errors.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if errors:
        raise errors[0]
    return results[0]


@contextlib.contextmanager
def moved() -> Iterator[None]:
    """Be in a new network namespace, with `lo` up, and with all threads that are begun meanwhile."""
    home = os.open("/proc/thread-self/ns/net", os.O_RDONLY | os.O_CLOEXEC)
    try:
        unshare(CLONE_NEWNET)
        interface.up("lo")
        yield
    finally:
        setns(home, CLONE_NEWNET)
        os.close(home)
