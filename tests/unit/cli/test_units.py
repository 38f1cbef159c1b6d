"""Numbers as people read them, and options of any text: a value or one clear complaint."""

import argparse
import itertools
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aurae.cli import cell_limits, units
from aurae.proto.cells_pb2 import Cell


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 B"), (1023, "1023 B"), (1024, "1.0 KiB"), (12_897_485, "12.3 MiB"),
        (2**63 - 1, "8.0 EiB"), (2**64 - 1, "16.0 EiB"),
    ],
)  # fmt: skip
def test_bytes_have_their_unit(count: int, text: str) -> None:
    assert units.bytes_text(count) == text


@pytest.mark.parametrize(
    ("count", "limit", "text"),
    [
        (12_897_485, 64 << 20, "12.3/64.0 MiB"), (0, 1 << 30, "0.0/1.0 GiB"),
        (4096, 1 << 30, "4.0 KiB/1.0 GiB"), (5, None, "5 B"), (0, 0, "0/0 B"),
    ],
)  # fmt: skip
def test_usage_is_in_the_unit_of_the_limit(count: int, limit: int | None, text: str) -> None:
    assert units.used_text(count, limit) == text


@pytest.mark.parametrize(
    ("microseconds", "text"),
    [(0, "0.000 s"), (12_000, "0.012 s"), (1_234_567, "1.23 s"), (12_345_678, "12.3 s"),
     (123_456_789, "123 s"), (10**12, "1000000 s")],
)  # fmt: skip
def test_cpu_time_is_short(microseconds: int, text: str) -> None:
    assert units.seconds_text(microseconds) == text


@pytest.mark.parametrize(
    ("maximum", "period", "text"),
    [(50_000, None, "0.5"), (200_000, 100_000, "2"), (1, 3, "0.333"), (12_345_000, 1000, "12345")],
)
def test_a_quota_is_in_cpus(maximum: int, period: int | None, text: str) -> None:
    assert units.cpus_text(maximum, period) == text


def test_a_clock_of_a_day_is_read_as_microseconds() -> None:
    assert cell_limits.microseconds("1.5s") == 1_500_000
    assert cell_limits.microseconds("50ms") == 50_000
    assert cell_limits.microseconds("7") == 7


@given(st.text())
@example("9" * 5000)
@example("9" * 9 + "d" * 2)
@example("999999999d999999999d")
@example("8:0:read-bps=" + "9" * 16 + "TiB")
@example("8:0:weight=" + "9" * 19)
@example("::=,")
def test_any_text_is_a_value_that_the_api_holds_or_a_complaint(text: str) -> None:
    cell = Cell()
    with suppress(argparse.ArgumentTypeError):
        cell.pids.max = cell_limits.number(text)
    with suppress(argparse.ArgumentTypeError):
        cell.memory.max = cell_limits.size_argument(text)
    with suppress(argparse.ArgumentTypeError):
        cell.cpu.max = cell_limits.microseconds(text)
    with suppress(argparse.ArgumentTypeError):
        cell.io.devices.append(cell_limits.io_device(text))
    with suppress(argparse.ArgumentTypeError):
        key, value = cell_limits.pair(text)
        assert f"{key}={value}" == text


def test_what_can_be_cleared_is_what_can_be_set() -> None:
    fields = {
        f"{group.name}.{field.name}"
        for group in Cell.DESCRIPTOR.fields
        if group.name in {"cpu", "cpuset", "memory", "pids", "io"}
        for field in (group.message_type.fields if group.message_type else ())
    }
    groups = {field.partition(".")[0] for field in fields}
    extra = {"labels", "annotations"}
    assert set(cell_limits.CLEARABLE) == fields | groups | extra
    for one, other in itertools.pairwise(cell_limits.CLEARABLE):
        assert one != other
