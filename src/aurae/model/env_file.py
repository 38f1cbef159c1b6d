"""Files of environment variables, as EnvironmentFile= of systemd.exec(5) reads them.

A line is `NAME=value`. Empty lines, lines without `=` and those that begin with `#` or `;` say
nothing. An unquoted value ends with its line, less the space around it; a backslash keeps the next
character, and before a line feed takes it away. Within `'...'` every character stands for itself,
within `"..."` a backslash counts before `"`, `\\`, `` ` ``, `$` and a line feed; both may span
lines. Nothing is expanded. Unlike there, what could only be a mistake is refused: a quote that
never ends, a name that is none.
"""

from __future__ import annotations

import re

LIMIT = 1024 * 1024
"""Bytes of one file."""

LONGEST = 131_071
"""Bytes of one variable, as execve(2) takes it."""

_SPACE = " \t\r"
_KEPT_IN_QUOTES = '"\\`$'
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z", re.ASCII)


class BadLine(ValueError):
    """A line that is no variable. Its text is never told: it may hold a secret."""

    def __init__(self, line: int, why: str) -> None:
        """`line` counts from 1."""
        super().__init__(f"line {line}: {why}")
        self.line = line
        self.why = why


def parse(content: bytes) -> dict[str, str]:
    """Return the variables of a file; of two of a name the later. Raises BadLine."""
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise BadLine(content.count(b"\n", 0, error.start) + 1, "is not UTF-8") from None
    return _Reader(text.removeprefix("\ufeff")).variables()


class _Reader:
    """Reads a text from its beginning; `_at` is the next character."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def variables(self) -> dict[str, str]:
        """Read to the end."""
        found: dict[str, str] = {}
        while self._skip(_SPACE + "\n"):
            begin = self._at
            name = self._name()
            if name is None:
                continue
            value = self._value()
            self._check(begin, name, value)
            found[name] = value
        return found

    def _check(self, begin: int, name: str, value: str) -> None:
        if name.startswith("export ") and _NAME.match(name.removeprefix("export ").lstrip()):
            raise self._bad(begin, "begins with `export`, which belongs to a shell")
        if not _NAME.match(name):
            raise self._bad(begin, "has no name of a variable before the `=`")
        if "\0" in value:
            raise self._bad(begin, "has a NUL character")
        if len(name) + 1 + len(value.encode()) > LONGEST:
            raise self._bad(begin, f"has more than {LONGEST} bytes")

    def _bad(self, at: int, why: str) -> BadLine:
        return BadLine(self._text.count("\n", 0, at) + 1, why)

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _skip(self, characters: str) -> bool:
        """Pass over these characters; False at the end of the text."""
        while (one := self._peek()) and one in characters:
            self._at += 1
        return bool(one)

    def _name(self) -> str | None:
        """Read up to behind the `=`; None for a line that says nothing."""
        end = self._text.find("\n", self._at)
        line = self._text[self._at : end if end >= 0 else len(self._text)]
        equals = -1 if line[0] in "#;" else line.find("=")
        if equals < 0:
            self._at += len(line)
            return None
        self._at += equals + 1
        return line[:equals].rstrip(_SPACE)

    def _value(self) -> str:
        """Read a value to the end of its last line: quoted parts, then perhaps an unquoted one."""
        parts = []
        while self._skip(_SPACE) and (one := self._peek()) in "'\"":
            begin = self._at
            self._at += 1
            parts.append(self._single(begin) if one == "'" else self._double(begin))
        parts.append(self._unquoted())
        return "".join(parts)

    def _single(self, begin: int) -> str:
        end = self._text.find("'", self._at)
        if end < 0:
            raise self._bad(begin, "has a quote that never ends")
        inside = self._text[self._at : end]
        self._at = end + 1
        return inside

    def _double(self, begin: int) -> str:
        found: list[str] = []
        while one := self._peek():
            self._at += 1
            if one == '"':
                return "".join(found)
            following = self._peek()
            if one == "\\" and following == "\n":
                one = ""
                self._at += 1
            elif one == "\\" and following and following in _KEPT_IN_QUOTES:
                one = following
                self._at += 1
            found.append(one)
        raise self._bad(begin, "has a quote that never ends")

    def _unquoted(self) -> str:
        """Read to the end of the line; space at the end counts where a backslash keeps it."""
        found: list[str] = []
        kept = 0
        while (one := self._peek()) and one != "\n":
            self._at += 1
            if one == "\\":
                one = self._peek()
                self._at += 1
                if one == "\n":
                    continue
                found.append(one)
                kept = len(found)
                continue
            found.append(one)
            if one not in _SPACE:
                kept = len(found)
        return "".join(found[:kept])
