"""Our initramfs: mounts the root and the tree, then becomes the init that was asked for."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from aurae.vms.initramfs import entry

INIT = """\
#!/bin/busybox sh
# The root and the tree are found by the serial numbers that QEMU gave their disks.
bb=/bin/busybox
stop() { echo "initramfs: $*" >/dev/console; $bb poweroff -f; }
$bb mount -t proc proc /proc && $bb mount -t sysfs sys /sys && $bb mount -t devtmpfs dev /dev || stop "cannot mount"
for module in {modules}; do
  $bb insmod /modules/$module || stop "cannot load $module"
done
disk() {
  for place in /sys/block/*; do
    [ "$($bb cat $place/serial 2>/dev/null)" = "$1" ] && echo /dev/${place##*/}
  done
}
init=/sbin/init
for word in $($bb cat /proc/cmdline); do
  case $word in init=*) init=${word#init=} ;; esac
done
$bb mount -t erofs -o ro "$(disk root)" /lower || stop "cannot mount the root"
$bb mount -t tmpfs -o mode=0755 upper /upper && $bb mkdir /upper/files /upper/work
$bb mount -t overlay -o lowerdir=/lower,upperdir=/upper/files,workdir=/upper/work root /root || stop "cannot mount the overlay"
$bb mount -t erofs -o ro "$(disk tree)" /root{place} || stop "cannot mount the tree"
# Whoever becomes init mounts these for itself.
$bb umount /dev /sys /proc
exec $bb switch_root /root {place}/start $init
"""

FOLDERS = ("bin", "dev", "proc", "sys", "lower", "upper", "root", "modules")


def archive(busybox: bytes, modules: Iterable[tuple[str, bytes]], place: str) -> bytes:
    """Return the initramfs; `modules` are loaded in their order, `place` is the tree's mount point."""
    loaded = list(modules)
    names = " ".join(name for name, _ in loaded)
    init = INIT.replace("{modules}", names).replace("{place}", place)
    files = [
        *((folder, 0o040755, b"", (0, 0)) for folder in FOLDERS),
        # The kernel opens it for the first process before anything is mounted.
        ("dev/console", 0o020600, b"", (5, 1)),
        ("bin/busybox", 0o100755, busybox, (0, 0)),
        ("init", 0o100755, init.encode(), (0, 0)),
        *((f"modules/{name}", 0o100644, data, (0, 0)) for name, data in loaded),
        ("TRAILER!!!", 0, b"", (0, 0)),
    ]
    return b"".join(entry(number, *file) for number, file in enumerate(files))


def busybox() -> bytes:
    """Return the static busybox of this machine (package busybox-static); LookupError without one."""
    found = shutil.which("busybox")
    data = Path(found).read_bytes() if found else b""
    # Linked at run time it would need libraries that the initramfs does not have.
    if not data or b"/ld-linux" in data[:4096]:
        raise LookupError("busybox-static is not installed")
    return data
