"""Protobuf by hand, where messages of the library would cost time or memory."""


class Encoded:
    """An answer whose bytes are there already: it is sent like a message."""

    __slots__ = ("_data",)

    def __init__(self, data: bytes) -> None:
        """`data` is the message on the wire."""
        self._data = data

    def SerializeToString(self) -> bytes:  # noqa: N802  # named by the library
        """Return the message on the wire."""
        return self._data


def part(number: int, value: bytes) -> bytes:
    """Return a field that holds bytes, text or a message; parts in a row are a message."""
    length = len(value)
    head = [number << 3 | 2]
    while length > 0x7F:
        head.append(length & 0x7F | 0x80)
        length >>= 7
    return bytes((*head, length)) + value
