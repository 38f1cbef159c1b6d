"""Users and groups as the files passwd(5) and group(5) of an image tell them.

Theory. The files are an image's: anybody wrote them. A word of digits is a number, always. One that
was looked up as a name would let an image give root to whoever asked for user 1000; one that is
too large is refused and becomes no name either. Only lines that may tell something are cut out of
the bytes, and not too many of those, so that no file takes long. What is found and cannot be is an
error: another line is not tried. This is read between clone and execve, and imports nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_LINE = 65_536
"""Bytes of a line that is looked at; a longer one tells nothing."""
MOST_LINES = 131_072
"""Lines that are cut out to find one thing."""
LONGEST_WORD = 255
LONGEST_PATH = 4095
MOST_GROUPS = 65_536
"""Groups of a process (NGROUPS_MAX)."""
TOO_MANY = f"has more than {MOST_GROUPS} groups"
MOST_DIGITS = 10
HOME = b"/"
NOBODYS_GROUP = 0
"""Of a number that the files do not know: images are built for that."""
LAST_ID = 0xFFFF_FFFE
"""Ids are 32 bits; the last one means "no change" (chown(2))."""


class NoUser(ValueError):
    """A word that means no user or group here; `str()` says why."""


class User:
    """Who a process is.

    `groups` are the supplementary groups with `gid` first: who could lay that down would get by a
    file that denies it to the group. `name` and `shell` are empty for a number without an entry.
    """

    __slots__ = ("gid", "groups", "home", "name", "shell", "uid")

    def __init__(
        self, uid: int, gid: int, name: bytes = b"", home: bytes = HOME, shell: bytes = b""
    ) -> None:
        """Begin without groups."""
        self.uid = uid
        self.gid = gid
        self.name = name
        self.home = home
        self.shell = shell
        self.groups: list[int] = []


def resolve(
    user: bytes,
    group: bytes,
    more: list[bytes],
    users: bytes,
    groups: bytes,
    most: int = LAST_ID,
) -> User:
    """Return who is meant; NoUser when there is nobody such.

    `user` and `group` are names or numbers, the first also both with a colon between; without a
    user it is root. `users` and `groups` are the files' contents, `most` is the largest number
    there is. `more` are further groups. Who names a group gets none that the files give the user.
    """
    word, _, beside = user.partition(b":")
    group = group or beside
    found = _user(word or b"0", users, most)
    if group:
        found.gid = _group(group, groups, most)
    found.groups.append(found.gid)
    if not group and found.name:
        _add(found.groups, _memberships(found.name, groups, most))
    _add(found.groups, [_group(each, groups, most) for each in more])
    return found


def number(word: bytes, most: int) -> int | None:
    """Return the number that a word is, None for a name; NoUser for a number that is too large."""
    if not word.isdigit():
        return None
    if len(word) > MOST_DIGITS or int(word) > most:
        raise NoUser(f"{_shown(word)} is not between 0 and {most}")
    return int(word)


def _user(word: bytes, users: bytes, most: int) -> User:
    uid = number(word, most)
    if uid is None:
        fields = _named(word, users)
        if not fields:
            raise NoUser(f"the image has no user {_shown(word)}")
        return _entry(fields, most)
    for line in _lines(users, b":%d:" % uid):
        fields = line.split(b":")
        if len(fields) > 3 and fields[2] == b"%d" % uid:
            return _entry(fields, most)
    return User(uid, NOBODYS_GROUP)


def _entry(fields: list[bytes], most: int) -> User:
    uid, gid = (number(field, most) for field in (*fields[2:4], b"", b"")[:2])
    if uid is None or gid is None:
        raise NoUser(f"the image's entry of user {_shown(fields[0])} has no numbers")
    home, shell = (*fields[5:7], b"", b"")[:2]
    return User(uid, gid, fields[0], _path(home) or HOME, _path(shell))


def _group(word: bytes, groups: bytes, most: int) -> int:
    gid = number(word, most)
    if gid is not None:
        return gid
    fields = _named(word, groups)
    if not fields:
        raise NoUser(f"the image has no group {_shown(word)}")
    return _gid(fields, most)


def _gid(fields: list[bytes], most: int) -> int:
    gid = number(fields[2], most) if len(fields) > 2 else None
    if gid is None:
        raise NoUser(f"the image's entry of group {_shown(fields[0])} has no number")
    return gid


def _memberships(name: bytes, groups: bytes, most: int) -> list[int]:
    """Return the groups in which a user is."""
    found = []
    for line in _lines(groups, name):
        fields = line.split(b":")
        if len(fields) > 3 and name in fields[3].split(b","):
            found.append(_gid(fields, most))
            if len(found) > MOST_GROUPS:
                raise NoUser(TOO_MANY)
    return found


def _add(groups: list[int], more: list[int]) -> None:
    known = set(groups)
    for gid in more:
        if gid not in known:
            known.add(gid)
            groups.append(gid)
    if len(groups) > MOST_GROUPS:
        raise NoUser(TOO_MANY)


def _named(name: bytes, data: bytes) -> list[bytes]:
    """Return the fields of the first line that begins with a name; none where there is no such line."""
    if not name or len(name) > LONGEST_WORD or b"\n" in name or b":" in name or b"\0" in name:
        raise NoUser(f"{_shown(name)} is no name of a user or group")
    for line in _lines(data, name + b":"):
        fields = line.split(b":")
        if fields[0] == name:
            return fields
    return []


def _lines(data: bytes, part: bytes) -> Iterator[bytes]:
    """Give each line that has a part in it, but for those that are too long; NoUser for too many."""
    end = count = 0
    while (at := data.find(part, end)) >= 0:
        start = data.rfind(b"\n", end, at) + 1 or end
        end = data.find(b"\n", at)
        if end < 0:
            end = len(data)
        count += 1
        if count > MOST_LINES:
            raise NoUser(f"the image's file has more than {MOST_LINES} lines with {_shown(part)}")
        if end - start <= LONGEST_LINE:
            yield data[start:end]


def _path(text: bytes) -> bytes:
    """Return an absolute path, empty when it is none."""
    fits = text.startswith(b"/") and len(text) <= LONGEST_PATH and b"\0" not in text
    return text if fits else b""


def _shown(word: bytes) -> str:
    text = word[:64].decode("utf-8", "replace")
    return f"'{''.join(char if char.isprintable() else '?' for char in text)}'"
