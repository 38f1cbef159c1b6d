"""Steps that give a container a root of its own.

Theory. Two processes take them. The helper outside has the rights of the host: it maps ids, stacks
layers, opens what is the host's, and hands on descriptors of mounts that are mounted nowhere. The
child inside is in its own namespaces already; it puts what it was handed in its place, by
descriptors only, and goes there. So no path of the image is ever walked with rights over the host.

What the helper takes is one step of the plan, `Outside`, with a plan inside it. What it hands on
has numbers: first the root, then /dev, then what `Volume` and `Files` give, in their order.
"""

from __future__ import annotations

import struct
from collections import namedtuple

from aurae.wire.codec import COUNT, Marked, Numbers, pack_list, shown, unpack_list

ROOT, DEV, FIRST_VOLUME = 0, 1, 2
"""Numbers of what is handed on."""

# Flags of Layer, Volume.
IDMAPPED = 2
"""Its files belong inside to whom they belong outside (mount_setattr(2), MOUNT_ATTR_IDMAP)."""

MARKS = 1
"""No layer of the image: where its file system has no idmapped mounts, it is left out."""

AS_THEY_ARE = b"="
"""In the place of lines of IdMaps: the user namespace is shared, and its ids are mapped."""

# Flags of Root.
VOLATILE = 1
"""Nothing of it outlives the run, so nothing is waited for to be on disk."""

# Flags of Volume.
READ_ONLY = 4
RECURSIVE = 8
"""With what is mounted below it."""
CREATE = 16
"""A missing source is made, a folder."""
RECURSIVE_READ_ONLY = 32
ASKED = 256
"""Somebody asked for it: `Withhold` is about it."""
NO_SET_IDS, NO_DEVICES = 512, 1024
"""Set-user-ID bits and devices there mean nothing."""
BARE = 2048
"""The container could take away what is mounted over a part of it: where that is needed it is refused."""
SLAVE, SHARED = 64, 128
"""Later mounts come in, or go out too; neither, without one of them."""

# Flags of Attach, NewMount, Mask, Protect. READ_ONLY, NOSUID, NODEV, NOEXEC are MOUNT_ATTR_*, two
# places to the left.
DIRECT = 1
"""No symbolic link may be on the way."""
OPTIONAL = 2
"""A target that is missing is no failure, and is not made."""
NOSUID, NODEV, NOEXEC = 8, 16, 32
OWNED = 64
"""Of Attach: its files are given to the user, and are read-only from then on."""


class Outside(namedtuple("Outside", "plan")):
    """The steps that the helper takes, as a plan of their own."""

    __slots__ = ()

    def describe(self) -> str:
        """Say what the step does, for people."""
        return "outside"

    def pack(self) -> bytes:
        """Return the payload."""
        return bytes(self.plan)

    @classmethod
    def unpack(cls, data: bytes) -> Outside:
        """Read the payload."""
        return cls(data)


class IdMaps(Marked, namedtuple("IdMaps", "uids gids root")):
    """Lines for uid_map and gid_map (user_namespaces(7)); `root` is the host's id of root inside."""

    __slots__ = ()
    NAMES = 2

    def describe(self) -> str:
        """Say what the step does, for people."""
        return f"map user ids {shown(self.uids)}, group ids {shown(self.gids)}"


class Layer(Marked, namedtuple("Layer", "path flags")):
    """A read-only layer of the root, the highest first: IDMAPPED, MARKS."""

    __slots__ = ()

    def describe(self) -> str:
        """Say what the step does, for people."""
        how = ", idmapped" if self.flags & IDMAPPED else ""
        return f"take layer {shown(self.path)}{how}"


class Root(Marked, namedtuple("Root", "folder flags")):
    """Mount an overlay of the layers; `folder` has its `upper` and `work`. VOLATILE."""

    __slots__ = ()

    def describe(self) -> str:
        """Say what the step does, for people."""
        return f"mount overlay with {shown(self.folder)}/upper"


class Tree(namedtuple("Tree", "path")):
    """A folder of the host is the root as it is, read-only, instead of layers."""

    __slots__ = ()

    def describe(self) -> str:
        """Say what the step does, for people."""
        return f"take {shown(self.path)} as the root, read-only"

    def pack(self) -> bytes:
        """Return the payload."""
        return bytes(self.path)

    @classmethod
    def unpack(cls, data: bytes) -> Tree:
        """Read the payload."""
        return cls(data)


class Node(namedtuple("Node", "path kind major minor mode")):
    """A device in /dev, `path` below it: `kind` is S_IFCHR or S_IFBLK."""

    __slots__ = ()
    FORM = struct.Struct("<IIII")

    def describe(self) -> str:
        """Say what the step does, for people."""
        return f"make device {self.major}:{self.minor} as /dev/{shown(self.path)}"

    def pack(self) -> bytes:
        """Return the payload."""
        return self.FORM.pack(self.kind, self.major, self.minor, self.mode) + bytes(self.path)

    @classmethod
    def unpack(cls, data: bytes) -> Node:
        """Read the payload; struct.error when it is cut."""
        kind, major, minor, mode = cls.FORM.unpack_from(data)
        return cls(data[cls.FORM.size :], kind, major, minor, mode)


class Volume(Marked, namedtuple("Volume", "source flags")):
    """Something of the host, to be handed on."""

    __slots__ = ()

    def describe(self) -> str:
        """Say what the step does, for people."""
        how = ", idmapped" if self.flags & IDMAPPED else ""
        read_only = ", read-only" if self.flags & READ_ONLY else ""
        return f"take {shown(self.source)}{how}{read_only}"


class VolumeBelow(Marked, namedtuple("VolumeBelow", "source inner flags")):
    """What is below something of the host, over no symbolic link, to be handed on; flags of Volume."""

    __slots__ = ()
    NAMES = 2

    def describe(self) -> str:
        """Say what the step does, for people."""
        how = ", idmapped" if self.flags & IDMAPPED else ""
        read_only = ", read-only" if self.flags & READ_ONLY else ""
        return f"take {shown(self.inner)} below {shown(self.source)}{how}{read_only}"


class Console(Numbers, namedtuple("Console", "flags")):
    """The terminal it runs on, to be handed on for /dev/console."""

    __slots__ = ()

    def describe(self) -> str:
        """Say what the step does, for people."""
        return "take the terminal"


class SharedMemory(Numbers, namedtuple("SharedMemory", "flags")):
    """What the members of a pod have together as /dev/shm, to be handed on."""

    __slots__ = ()

    def describe(self) -> str:
        """Say what the step does, for people."""
        return "take the pod's /dev/shm"


class Stack(namedtuple("Stack", "inner layers")):
    """The files of another image, to be handed on: its `layers`, the highest first, and of them `inner`."""

    __slots__ = ()

    def describe(self) -> str:
        """Say what the step does, for people."""
        return f"take an image of {len(self.layers)} layers, idmapped, read-only"

    def pack(self) -> bytes:
        """Return the payload."""
        return pack_list([self.inner, *self.layers])

    @classmethod
    def unpack(cls, data: bytes) -> Stack:
        """Read the payload; ValueError or struct.error when it is malformed."""
        items, at = unpack_list(data, 0)
        if at != len(data) or len(items) < 2:
            raise ValueError("cannot read plan: malformed stack")
        return cls(items[0], items[1:])


class StackAsItIs(Stack):
    """The same, of layers whose files belong to the ids of the container already."""

    __slots__ = ()

    def describe(self) -> str:  # type: ignore[explicit-override]  # costs memory
        """Say what the step does, for people."""
        return f"take an image of {len(self.layers)} copied layers, read-only"


class Files(namedtuple("Files", "mode file_mode items")):
    """Files in memory that is never swapped, to be handed on: `items` are names and contents in turn.

    A folder, or without a name of its own the one file alone. They belong to root inside.
    """

    __slots__ = ()
    FORM = struct.Struct("<II")

    def describe(self) -> str:
        """Say what the step does; contents are never shown."""
        return f"make {len(self.items) // 2} files in memory"

    def pack(self) -> bytes:
        """Return the payload."""
        return self.FORM.pack(self.mode, self.file_mode) + pack_list(self.items)

    @classmethod
    def unpack(cls, data: bytes) -> Files:
        """Read the payload; ValueError or struct.error when it is malformed."""
        mode, file_mode = cls.FORM.unpack_from(data)
        items, at = unpack_list(data, cls.FORM.size)
        if at != len(data) or len(items) % 2 or not items:
            raise ValueError("cannot read plan: malformed files")
        return cls(mode, file_mode, items)


class NewMount(Marked, namedtuple("NewMount", "kind options target flags")):
    """A new file system of the container's own, such as proc. DIRECT, READ_ONLY, NOSUID, NODEV, NOEXEC."""

    __slots__ = ()
    NAMES = 3

    def describe(self) -> str:
        """Say what the step does, for people."""
        return f"mount {shown(self.kind)} on {shown(self.target)}"


class Attach(namedtuple("Attach", "number target flags")):
    """Put what was handed on at its target, which is made if it is missing. DIRECT."""

    __slots__ = ()

    def describe(self) -> str:
        """Say what the step does, for people."""
        return f"place volume {self.number} on {shown(self.target)}"

    def pack(self) -> bytes:
        """Return the payload."""
        return COUNT.pack(self.number) + COUNT.pack(self.flags) + bytes(self.target)

    @classmethod
    def unpack(cls, data: bytes) -> Attach:
        """Read the payload; struct.error when it is cut."""
        (number,), (flags,) = COUNT.unpack_from(data), COUNT.unpack_from(data, COUNT.size)
        return cls(number, data[2 * COUNT.size :], flags)


class Mask(Marked, namedtuple("Mask", "path flags")):
    """Nothing is to be seen there: /dev/null over a file, an empty folder over a folder."""

    __slots__ = ()

    def describe(self) -> str:
        """Say what the step does, for people."""
        return f"mask {shown(self.path)}"


class Protect(Marked, namedtuple("Protect", "path flags")):
    """Read-only, with what is mounted below it; `/` is the root alone."""

    __slots__ = ()

    def describe(self) -> str:
        """Say what the step does, for people."""
        return f"make {shown(self.path)} read-only"


class Enter(Numbers, namedtuple("Enter", "flags")):
    """pivot_root(2) into the root; nothing of the host is to be seen from then on."""

    __slots__ = ()

    def describe(self) -> str:
        """Say what the step does, for people."""
        return "pivot_root"


class Lock(Numbers, namedtuple("Lock", "flags")):
    """Lock all mounts, so that nobody inside lifts one or takes its flags back; taken by both, after `Enter`."""

    __slots__ = ()

    def describe(self) -> str:
        """Say what the step does, for people."""
        return "lock mounts"


class Hostname(namedtuple("Hostname", "name")):
    """sethostname(2)."""

    __slots__ = ()

    def describe(self) -> str:
        """Say what the step does, for people."""
        return f"sethostname {shown(self.name)}"

    def pack(self) -> bytes:
        """Return the payload."""
        return bytes(self.name)

    @classmethod
    def unpack(cls, data: bytes) -> Hostname:
        """Read the payload."""
        return cls(data)


class Sysctl(Marked, namedtuple("Sysctl", "name value flags")):
    """Write to /proc/sys; `name` has slashes."""

    __slots__ = ()
    NAMES = 2

    def describe(self) -> str:
        """Say what the step does, for people."""
        return f"set {shown(self.name).replace('/', '.')} to {shown(self.value)}"


class Account(namedtuple("Account", "user group groups permitted ambient")):
    """Become a user of the image: words as in /etc/passwd and /etc/group, which are looked up.

    Empty words are root and the user's own group. Root has the capabilities `permitted`, any other user `ambient`.
    """

    __slots__ = ()
    FORM = struct.Struct("<QQ")

    def describe(self) -> str:
        """Say what the step does, for people."""
        user = shown(self.user) if self.user else "root"
        return f"become {user}" + (f":{shown(self.group)}" if self.group else "")

    def pack(self) -> bytes:
        """Return the payload."""
        masks = self.FORM.pack(self.permitted, self.ambient)
        return masks + pack_list([self.user, self.group, *self.groups])

    @classmethod
    def unpack(cls, data: bytes) -> Account:
        """Read the payload; ValueError or struct.error when it is malformed."""
        permitted, ambient = cls.FORM.unpack_from(data)
        words, at = unpack_list(data, cls.FORM.size)
        if at != len(data) or len(words) < 2:
            raise ValueError("cannot read plan: malformed account")
        return cls(words[0], words[1], words[2:], permitted, ambient)


class Workdir(namedtuple("Workdir", "path")):
    """chdir(2), to a folder that is made if it is missing."""

    __slots__ = ()

    def describe(self) -> str:
        """Say what the step does, for people."""
        return f"chdir {shown(self.path)}"

    def pack(self) -> bytes:
        """Return the payload."""
        return bytes(self.path)

    @classmethod
    def unpack(cls, data: bytes) -> Workdir:
        """Read the payload."""
        return cls(data)


class Profile(namedtuple("Profile", "name")):
    """Have execve(2) change to a profile of AppArmor, which must be loaded."""

    __slots__ = ()

    def describe(self) -> str:
        """Say what the step does, for people."""
        return f"change to profile {shown(self.name)} of AppArmor"

    def pack(self) -> bytes:
        """Return the payload."""
        return bytes(self.name)

    @classmethod
    def unpack(cls, data: bytes) -> Profile:
        """Read the payload."""
        return cls(data)


class WriteBelow(namedtuple("WriteBelow", "paths")):
    """landlock_restrict_self(2): files are changed at and below these paths only."""

    __slots__ = ()

    def describe(self) -> str:
        """Say what the step does, for people."""
        return f"change files below {' '.join(map(shown, self.paths))} only"

    def pack(self) -> bytes:
        """Return the payload."""
        return pack_list(self.paths)

    @classmethod
    def unpack(cls, data: bytes) -> WriteBelow:
        """Read the payload; ValueError or struct.error when it is malformed."""
        paths, at = unpack_list(data, 0)
        if at != len(data):
            raise ValueError("cannot read plan: malformed paths")
        return cls(paths)


class Withhold(namedtuple("Withhold", "paths")):
    """No volume that somebody asked for comes from these folders of the host: they are the daemon's."""

    __slots__ = ()

    def describe(self) -> str:
        """Say what the step does, for people."""
        return f"withhold {' '.join(map(shown, self.paths))}"

    def pack(self) -> bytes:
        """Return the payload."""
        return pack_list(self.paths)

    @classmethod
    def unpack(cls, data: bytes) -> Withhold:
        """Read the payload; ValueError or struct.error when it is malformed."""
        paths, at = unpack_list(data, 0)
        if at != len(data):
            raise ValueError("cannot read plan: malformed paths")
        return cls(paths)


class Lend(Numbers, namedtuple("Lend", "uid")):
    """fchown(2) of the streams to root inside, by its id on the host; before namespaces are entered."""

    __slots__ = ()

    def describe(self) -> str:
        """Say what the step does, for people."""
        return f"give the streams to user id {self.uid}"
