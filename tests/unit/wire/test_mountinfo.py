"""The kernel's list of mounts, and paths as they are seen from a folder."""

import os

from hypothesis import given
from hypothesis import strategies as st

from aurae.wire.mountinfo import Mounted, below, parse

PATHS = st.lists(
    st.binary(min_size=1, max_size=9).filter(lambda part: not {0, 47} & set(part))
).map(lambda parts: b"/" + b"/".join(parts))
ESCAPED = {byte: b"\\%03o" % byte for byte in b" \t\n\\"}


def escaped(path: bytes) -> bytes:
    return b"".join(ESCAPED.get(byte, bytes([byte])) for byte in path)


@given(st.integers(0, 2**31), PATHS, PATHS)
def test_a_mount_is_read_as_the_kernel_tells_it(ident, root, point):
    line = b"%d 1 8:1 %s %s rw,relatime shared:1 - ext4 /dev/x rw\n"
    found = parse(line % (ident, escaped(root), escaped(point)))
    assert found == [Mounted(ident, b"8:1", root, point)]


@given(st.binary())
def test_garbage_is_no_accident(data):
    for mount in parse(data):
        assert isinstance(mount.ident, int)


def test_the_root_of_this_process_is_found():
    with open("/proc/self/mountinfo", "rb") as file:
        mounts = parse(file.read())
    assert any(mount.point == b"/" for mount in mounts)
    assert all(mount.root.startswith((b"/", b"net:", b"mnt:")) for mount in mounts)


@given(PATHS, PATHS)
def test_a_path_is_below_a_folder_when_it_begins_with_it(path, folder):
    found = below(path, folder)
    inside = os.path.commonpath([path, folder]) == os.path.normpath(folder) if path else False
    if found is not None:
        assert (folder.rstrip(b"/") + b"/" + found).rstrip(b"/") == path.rstrip(b"/")
    elif b"/." not in path + folder:
        assert not inside
