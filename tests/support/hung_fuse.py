"""A FUSE file system that answers its mount and then nothing: every look into it hangs.

Speaks the kernel's protocol (linux/fuse.h) directly. One that `opens` has a file for every name,
which can be opened, and whose close hangs (FUSE_FLUSH).
"""

import contextlib
import ctypes
import os
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

FUSE_LOOKUP = 1
FUSE_OPEN = 14
FUSE_INIT = 26
IN_HEADER = struct.Struct("<IIQQIIIHH")
OUT_HEADER = struct.Struct("<IiQ")
INIT_OUT = struct.Struct("<IIIIHHIIHHI28x")
ENTRY_OUT = struct.Struct("<QQQQII 6Q 10I")
OPEN_OUT = struct.Struct("<QII")
ATTR = (2, 0, 0, 0, 0, 0, 0, 0, 0, 0o100644, 1, 0, 0, 0, 4096, 0)
FOREVER = 1 << 30
MNT_FORCE = 1
MNT_DETACH = 2


@contextlib.contextmanager
def hung_folder(path: Path, *, opens: bool = False) -> Iterator[int]:
    """Mount it on `path`; gives a descriptor that says when a request was taken (readable)."""
    libc = ctypes.CDLL(None, use_errno=True)
    device = os.open("/dev/fuse", os.O_RDWR)
    options = f"fd={device},rootmode=40000,user_id=0,group_id=0".encode()
    if libc.mount(b"aurae-hung", os.fsencode(path), b"fuse.hung", 0, options) != 0:
        os.close(device)
        raise OSError(ctypes.get_errno(), "mount fuse", str(path))
    taken, tell = os.pipe()
    threading.Thread(target=_serve, args=(device, tell, opens), daemon=True).start()
    try:
        yield taken
    finally:
        # Force aborts the connection, which ends whoever hangs in it.
        libc.umount2(os.fsencode(path), MNT_FORCE)
        libc.umount2(os.fsencode(path), MNT_DETACH)
        os.close(device)
        os.close(taken)


def _serve(device: int, tell: int, opens: bool) -> None:
    answers = {FUSE_INIT: INIT_OUT.pack(7, 31, 4096, 0, 12, 9, 4096, 1, 1, 0, 0)}
    if opens:
        answers[FUSE_LOOKUP] = ENTRY_OUT.pack(2, 0, FOREVER, FOREVER, 0, 0, *ATTR)
        answers[FUSE_OPEN] = OPEN_OUT.pack(1, 0, 0)
    with contextlib.suppress(OSError):
        while True:
            request = os.read(device, 1 << 17)
            _, opcode, unique, *_ = IN_HEADER.unpack_from(request)
            if opcode in answers:
                body = answers[opcode]
                os.write(device, OUT_HEADER.pack(OUT_HEADER.size + len(body), 0, unique) + body)
            else:
                os.write(tell, b"x")
    os.close(tell)
