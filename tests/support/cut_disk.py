"""A disk whose power can be cut: ext4 in a file, which forgets what was not on the disk.

The file system is shut down without its journal being written (EXT4_IOC_SHUTDOWN), unmounted, and
mounted again, when it recovers as after a loss of power.
"""

import fcntl
import os
import struct
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.support.require import need
from tests.support.until import until

EXT4_IOC_SHUTDOWN = 0x8004587D
NO_LOG_FLUSH = 2
SIZE = 512 << 20


class CutDisk:
    """It is mounted at `place`."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "disk"
        self.place = folder / "place"
        self.place.mkdir()
        with self._file.open("wb") as file:
            file.truncate(SIZE)
        self._run(need("mkfs.ext4"), "-q", str(self._file))
        self._mount()

    def cut(self) -> None:
        """Have nothing more reach the disk, and what had not is lost."""
        top = os.open(self.place, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.ioctl(top, EXT4_IOC_SHUTDOWN, struct.pack("I", NO_LOG_FLUSH))
        finally:
            os.close(top)

    def restore(self) -> None:
        """Mount it again, when nobody uses it any more."""
        self.close()
        self._mount()

    def close(self) -> None:
        """Unmount it."""
        until(self._unmounted, "nobody uses the disk", 30)
        # A process that is about to end may have it in a mount namespace of its own. The next mount would get the
        # same device, and with it the file system that was shut down.
        until(lambda: not self._has_device(), "nobody has the disk mounted elsewhere", 30)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _mount(self) -> None:
        self._run("mount", "-o", "loop", str(self._file), str(self.place))

    def _unmounted(self) -> bool:
        return (
            subprocess.run(["umount", self.place], capture_output=True, check=False).returncode
            == 0
        )

    def _has_device(self) -> bool:
        for backing in Path("/sys/block").glob("loop*/loop/backing_file"):
            try:
                if backing.read_text().strip() == str(self._file.resolve()):
                    return True
            except OSError:
                continue  # it has just been freed
        return False

    @staticmethod
    def _run(*words: str) -> None:
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
