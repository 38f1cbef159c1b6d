"""The library's messages and protobuf's own agree on every field of every message."""

import base64
import json
import subprocess
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from tests.support.require import need
from tests.support.upstream_daemon import FOLDERS, pool

ECHO = Path(__file__).resolve().parents[3] / "sdk/typescript/tests/echo.ts"
NUMBERS = count(1)
LARGE = {
    FieldDescriptor.CPPTYPE_INT32: -(2**31),
    FieldDescriptor.CPPTYPE_INT64: -(2**63),
    FieldDescriptor.CPPTYPE_UINT32: 2**32 - 1,
    FieldDescriptor.CPPTYPE_UINT64: 2**64 - 1,
}


def messages() -> Iterator[tuple[str, Descriptor]]:
    """Every message of our protos and upstream's, with its module's name."""
    for folder in FOLDERS:
        for path in sorted(folder.rglob("*.proto")):
            file = pool().FindFileByName(str(path.relative_to(folder)))
            for message in file.message_types_by_name.values():
                yield path.stem, message


def value(field: Any, *, large: bool) -> Any:
    """A value that no other field has, or the largest."""
    number = next(NUMBERS)
    if field.type == FieldDescriptor.TYPE_BYTES:
        return bytes([number % 256, 0, 255])
    if field.cpp_type in LARGE:
        return LARGE[field.cpp_type] if large else number
    if field.enum_type:
        return field.enum_type.values[-1].number
    if field.cpp_type == FieldDescriptor.CPPTYPE_STRING:
        return f"v{number}ä"
    return True if field.cpp_type == FieldDescriptor.CPPTYPE_BOOL else number / 3


def fill(message: Message, *, large: bool, depth: int = 0) -> None:
    """Give every field a value; what holds itself ends after three rounds."""
    for field in message.DESCRIPTOR.fields:
        part = getattr(message, field.name)
        kind = field.message_type
        if kind and kind.GetOptions().map_entry and kind.fields_by_name["value"].message_type:
            for key in ("", f"k{next(NUMBERS)}"):
                fill(part[key], large=large, depth=depth + 1)
        elif kind and kind.GetOptions().map_entry:
            part.update({"": "empty", f"k{next(NUMBERS)}": ""})
        elif kind and depth < 6:
            for _ in range(2 if field.is_repeated else 1):
                fill(part.add() if field.is_repeated else part, large=large, depth=depth + 1)
            if not field.is_repeated:
                part.SetInParent()
        elif not kind and field.is_repeated:
            part.extend([value(field, large=large) for _ in range(3)])
        elif not kind:
            setattr(message, field.name, value(field, large=large))


@pytest.mark.slow
@pytest.mark.parametrize("large", [False, True])
def test_what_is_read_is_sent_again_bit_by_bit(large: bool) -> None:
    filled = []
    for module, descriptor in messages():
        message = GetMessageClass(descriptor)()
        fill(message, large=large)
        filled.append((module, message))
    given = [
        (module, message.DESCRIPTOR.name, base64.b64encode(message.SerializeToString()).decode())
        for module, message in filled
    ]
    done = subprocess.run(
        [need("deno"), "run", "--quiet", "--no-check", "--allow-read", str(ECHO)],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    sent = json.loads(done.stdout)
    assert len(sent) == len(filled) > 200
    for (_, message), echoed in zip(filled, sent, strict=True):
        again = type(message).FromString(base64.b64decode(echoed))
        assert again == message
