"""The table of mounts is read as proc_pid_mountinfo(5) describes it."""

from aurae.linux import mount

TEXT = """\
22 1 0:20 / / rw,relatime shared:1 - ext4 /dev/vda rw,errors=remount-ro
23 22 0:21 / /proc rw,nosuid,nodev,noexec - proc proc rw
24 22 0:22 / /mnt/a\\040b\\134c ro,nosuid master:2 propagate_from:1 - tmpfs none rw,size=4k
25 22 0:23 / /cut
"""


def test_point_kind_and_options_of_both_sides_are_read():
    root, proc, strange = mount.parse(TEXT)
    assert (root.point, root.kind) == ("/", "ext4")
    assert {"relatime", "errors=remount-ro"} <= root.options
    assert proc.options == {"rw", "nosuid", "nodev", "noexec"}
    assert strange.point == "/mnt/a b\\c"
    assert {"ro", "nosuid", "size=4k"} <= strange.options


def test_what_is_mounted_here_is_found():
    assert mount.is_mounted("/proc")
    assert not mount.is_mounted("/proc/self")
