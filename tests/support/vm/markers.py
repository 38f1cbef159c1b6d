"""What a test of a machine asks for by its markers: where it runs, in which machine, how long."""

from typing import NamedTuple

import pytest

from tests.support.vm.qemu import Shape

USUAL = 120.0
"""Seconds of a test without a limit of its own when pytest was given none."""


class Group(NamedTuple):
    """What tests that share a boot have in common; `place` is a module, or a test that wants its own."""

    place: str
    shape: Shape


def is_inside(item: pytest.Item) -> bool:
    """Say whether a test runs in a guest."""
    if not item.get_closest_marker("vm"):
        return False
    drives = "machine" in getattr(item, "fixturenames", ())
    return not drives and getattr(getattr(item, "module", None), "Machine", None) is None


def shape_of(item: pytest.Item) -> Shape:
    """Return the machine that a test's markers ask for; the nearest marker counts."""
    asked: dict[str, object] = {}
    for marker in reversed(list(item.iter_markers("vm"))):
        asked.update(marker.kwargs)
    asked.pop("own", None)
    return Shape(**asked)  # type: ignore[arg-type]


def group_of(item: pytest.Item) -> Group:
    """Return what a test shares with those of the same boot."""
    own = any(marker.kwargs.get("own") for marker in item.iter_markers("vm"))
    return Group(item.nodeid if own else str(item.path), shape_of(item))


def limit_of(item: pytest.Item) -> float:
    """Return the seconds that a test may take."""
    marker = item.get_closest_marker("timeout")
    if marker:
        return float(marker.args[0] if marker.args else marker.kwargs["timeout"])
    given = item.config.getoption("timeout", None) or item.config.getini("timeout")
    return float(given or USUAL)
