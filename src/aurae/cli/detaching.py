"""Keys that detach from a workload: found in what is typed, and not passed on."""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing_extensions import override
else:
    from aurae.model.override import override

NAMED = {"ctrl-@": 0, "ctrl-[": 27, "ctrl-\\": 28, "ctrl-]": 29, "ctrl-^": 30, "ctrl-_": 31}


class Keys(bytes):
    """A sequence of keys, shown as people write it."""

    text: str

    @override
    def __str__(self) -> str:
        """Return the keys as they were given."""
        return self.text


def keys(text: str) -> Keys:
    """Read keys such as `ctrl-p,ctrl-q` or `ctrl-a,d`; for the command line."""
    found = Keys(_key(word) for word in text.split(","))
    found.text = text
    return found


def _key(word: str) -> int:
    if word in NAMED:
        return NAMED[word]
    if len(word) == 1 and word.isascii() and word.isprintable():
        return ord(word)
    letter = word.removeprefix("ctrl-")
    if letter != word and len(letter) == 1 and "a" <= letter <= "z":
        return ord(letter) - ord("a") + 1
    why = f"{word!r} is not a key: give one character, or ctrl- and a letter"
    raise argparse.ArgumentTypeError(why)


DEFAULT = keys("ctrl-p,ctrl-q")


class Detaching:
    """Looks for the keys in what is typed; `done` once they were."""

    def __init__(self, wanted: Keys) -> None:
        """Nothing is typed yet."""
        self._keys = bytes(wanted)
        self._held = b""
        self.done = False

    def take(self, data: bytes) -> bytes:
        """Return what is to be passed on; the beginning of the keys is held back until more is typed."""
        data = self._held + data
        self._held = b""
        at = data.find(self._keys)
        if at >= 0:
            self.done = True
            return data[:at]
        for length in range(min(len(self._keys) - 1, len(data)), 0, -1):
            if data.endswith(self._keys[:length]):
                self._held = data[-length:]
                return data[:-length]
        return data
