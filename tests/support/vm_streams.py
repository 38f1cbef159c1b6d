"""What QEMU writes of a machine, made by hand: its sections of memory and devices."""

from collections.abc import Iterable

from aurae.vms.splitting import BLOCK

PAGE = 4096
HEADER = b"QEVM\0\0\0\x03"
MACHINE = b"\x07" + (7).to_bytes(4, "big") + b"microvm"
EOS = (0x10).to_bytes(8, "big")
DEVICES = b"\x04" + (5).to_bytes(4, "big") + b"\x05timer" + bytes(8) + b"state of devices" + b"\0"


def word(address: int, flags: int) -> bytes:
    """Return the head of a record."""
    return (address | flags).to_bytes(8, "big")


def name(block: bytes) -> bytes:
    return bytes([len(block)]) + block


def page(number: int, data: bytes, block: bytes | None = BLOCK) -> bytes:
    """Return a page of data; of a block of None it is of the block before."""
    flags = 0x08 | (0x20 if block is None else 0)
    return word(number * PAGE, flags) + (b"" if block is None else name(block)) + data


def zero(number: int, fill: int = 0, block: bytes | None = BLOCK) -> bytes:
    """Return a page of one byte."""
    flags = 0x02 | (0x20 if block is None else 0)
    return word(number * PAGE, flags) + (b"" if block is None else name(block)) + bytes([fill])


def sizes(blocks: dict[bytes, int]) -> bytes:
    """Return the list of blocks."""
    found = word(sum(blocks.values()), 0x04)
    for block, size in blocks.items():
        found += name(block) + size.to_bytes(8, "big")
    return found


def section(kind: int, records: bytes, ident: int = 2) -> bytes:
    """Return a section of memory."""
    found = bytes([kind]) + ident.to_bytes(4, "big")
    if kind == 1:
        found += b"\x03ram" + bytes(4) + (4).to_bytes(4, "big")
    return found + records + EOS + b"\x7e" + ident.to_bytes(4, "big")


def stream(size: int, *parts: Iterable[bytes], end: Iterable[bytes] = ()) -> bytes:
    """Return a machine with so much memory, of which these pages are sent in these turns."""
    found = HEADER + MACHINE + section(1, sizes({BLOCK: size, b"bios": 2 * PAGE}))
    for records in parts:
        found += section(2, b"".join(records))
    return found + section(3, b"".join(end)) + DEVICES
