"""Tests that fail, for `test_driving.py`: pytest finds them only when it is given this file."""

from pathlib import Path


def test_passes():
    assert Path("/proc/1").exists()


def test_fails():
    Path("/dev/console").write_text("words on the console\n")
    value = 6 * 7
    assert value == 41


def test_fails_once(tmp_path_factory):
    first = tmp_path_factory.getbasetemp() / "tried"
    tried = first.exists()
    first.touch()
    assert tried, "the first time"


def test_ends_the_machine():
    Path("/proc/sysrq-trigger").write_text("c")


def test_comes_too_late():
    assert Path("/proc/1").exists()
