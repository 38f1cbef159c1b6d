"""The protocol of guests' agents: its document, the agent's C and the daemon's Python say the same numbers."""

import re
from pathlib import Path

from aurae.vms.frames import Kind
from aurae.vms.tags import Tag

ROOT = Path(__file__).resolve().parents[2]
HEADER = (ROOT / "guest/protocol.h").read_text()
DOCUMENT = (ROOT / "docs/vms-channel.md").read_text()
TYPES = {"number": "NUMBER", "text": "TEXT", "group": "GROUP"}


def test_kinds_of_frames_have_the_same_numbers():
    in_c = {name: int(number) for name, number in re.findall(r"\bK_(\w+) = (\d+),", HEADER)}
    rows = re.findall(r"^\| ([A-Z]+) \| (\d+) \| (?:both|host|guest) \|", DOCUMENT, re.MULTILINE)
    assert in_c == {name: int(number) for name, number in rows}
    assert in_c == {kind.name: kind.value for kind in Kind}


def test_fields_have_the_same_tags_and_types():
    in_c = {
        name: (int(number), kind)
        for name, number, kind in re.findall(r"X\((\w+), (\d+), (\w+)\)", HEADER)
    }
    rows = re.findall(r"^\| ([a-z_]+) \| (\d+) \| ([^|]+) \|", DOCUMENT, re.MULTILINE)
    told = {
        name.upper(): (int(number), TYPES.get(kind.split()[0].strip(","), "BYTES"))
        for name, number, kind in rows
    }
    assert in_c == told
    assert {name: number for name, (number, _) in in_c.items()} == {
        tag.name: tag.value for tag in Tag
    }
