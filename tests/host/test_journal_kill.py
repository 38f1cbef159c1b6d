"""SIGKILL of the journal at random instants, and a journal that would not survive it."""

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from aurae.wire.segments import BEGIN, unpack
from tests.support.journal import PACKAGE, JournalProcess

# Writes 100-byte lines until SIGTERM, and says on stderr how many.
ENDLESS = """
import os, signal, sys
go = [1]
signal.signal(signal.SIGTERM, lambda *_: go.clear())
at = 0
while go:
    block = b"".join([b"%08d%091d\\n" % (number, 0) for number in range(at, at + 600)])
    at += 600
    while block:
        block = block[os.write(1, block):]
os.write(2, b"%d" % at)
"""
READ_AND_WRITE = '''"""What a journal must not do."""
import os


def splice(source: int, target: int, length: int) -> int:
    return os.write(target, os.read(source, min(length, 65536)))
'''


def wrong_lines(data: bytes, count: int) -> str:
    """Say where numbered lines of 100 bytes begin to be other than 0 to `count` - 1, if at all."""
    for number in range(max(count, len(data) // 100)):
        if data[number * 100 : number * 100 + 100] != b"%08d%091d\n" % (number, 0):
            return f"line {number} of {count} is {data[number * 100 : number * 100 + 20]!r}"
    return "" if len(data) == count * 100 else f"{len(data)} bytes"


def wrong_index(segment: Path) -> str:
    """Say what is wrong with the index of a segment, if anything is."""
    found = unpack(segment.with_suffix(".idx").read_bytes())
    offsets = [record[0] for record in found if record[2] != BEGIN]
    if offsets != sorted(offsets) or offsets[-1:] != [segment.stat().st_size]:
        return f"{segment.name}: index ends with {found[-3:]}, not {segment.stat().st_size}"
    return ""


def kill_often(package: Path, kills: int) -> list[str]:
    """Kill the journal while ten children write at full speed; say what is wrong in the logs."""
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    with JournalProcess(segment_size=1_000_003, package=package) as journal:
        children = []
        for ident in range(1, 11):
            write = journal.terminal(ident) if ident == 1 else journal.pipe(ident)
            command = [sys.executable, "-I", "-S", "-c", ENDLESS]
            children.append(subprocess.Popen(command, stdout=write, stderr=subprocess.PIPE))
            os.close(write)
        for _ in range(kills):
            journal.read_replies(chance.uniform(0.02, 0.15))
            journal.kill()
            journal.start()
        for child in children:
            child.terminate()
        journal.wait_drained()
        counts = [int(child.communicate()[1]) for child in children]
        print(f"{journal.starts - 1} kills, {sum(counts)} lines")
        assert [child.returncode for child in children] == [0] * 10
        wrong = []
        for ident, count in enumerate(counts, 1):
            wrong.append(wrong_lines(journal.content(ident), count))
            wrong += [wrong_index(segment) for segment in journal.segments(ident)]
    return [text for text in wrong if text]


@pytest.mark.slow
def test_killing_the_journal_at_any_instant_neither_loses_nor_doubles_a_byte():
    assert kill_often(PACKAGE, 30) == []


@pytest.mark.slow
def test_a_journal_that_reads_and_then_writes_would_be_found_out(tmp_path: Path):
    package = tmp_path / "aurae"
    shutil.copytree(PACKAGE, package)
    (package / "linux/splice.py").write_text(READ_AND_WRITE)
    wrong: list[str] = []
    for _ in range(5):
        wrong += kill_often(package, 30)
        if wrong:
            break
    print(wrong[:3])
    assert wrong
