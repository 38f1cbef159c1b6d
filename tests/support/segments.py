"""Log folders as the journal would have left them, for readers to be tried on."""

from itertools import count
from pathlib import Path

from aurae.wire.segments import BEGIN, END, INDEX, LOG, file_name, pack


class Written:
    """One stream in `folder`; each `splice` is told its time, in nanoseconds."""

    def __init__(self, folder: Path, stream: int, limit: int = 1 << 24) -> None:
        self.folder = folder
        self.stream = stream
        self.limit = limit
        self.number = -1
        self.base = self.size = 0
        folder.mkdir(exist_ok=True)

    def path(self, suffix: str, number: int | None = None) -> Path:
        """The newest segment or its index, or those of a number."""
        return self.folder / file_name(
            self.stream, self.number if number is None else number, suffix
        )

    def splice(self, data: bytes, time_ns: int) -> None:
        """Write as the journal does: in as many splices as the segments' size asks for."""
        while data:
            if self.number < 0 or self.size >= self.limit:
                self.base += self.size
                self.number += 1
                self.size = 0
                mark = pack(self.base, time_ns, BEGIN) if self.number else b""
                self.path(INDEX).write_bytes(mark)
                self.path(LOG).touch()
            part, data = data[: self.limit - self.size], data[self.limit - self.size :]
            with self.path(LOG).open("ab") as file:
                file.write(part)
            self.size += len(part)
            self.append(pack(self.size, time_ns))

    def append(self, record: bytes) -> None:
        """Add bytes to the index."""
        with self.path(INDEX).open("ab") as file:
            file.write(record)

    def end(self, time_ns: int) -> None:
        """Write the end mark."""
        self.append(pack(self.size, time_ns, END))

    def remove(self, number: int) -> None:
        """Remove a segment, as retention does."""
        self.path(LOG, number).unlink()
        self.path(INDEX, number).unlink()


def numbered(first: int, number: int) -> bytes:
    """Lines that hold consecutive numbers."""
    return b"".join(b"%d\n" % value for value, _ in zip(count(first), range(number), strict=False))
