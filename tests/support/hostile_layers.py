"""Archives that mean harm, or are broken: how each ends, and what it must not do."""

import gzip
from functools import cache
from typing import NamedTuple

from backports import zstd
from isal import isal_zlib

from tests.support.layers import (
    BLOCK,
    END,
    file,
    folder,
    header,
    link,
    long_name,
    pax,
    symlink,
    with_sum,
)


class Hostile(NamedTuple):
    """An archive and why it is refused; an empty text where it is unpacked and contained."""

    name: str
    archive: bytes
    refused: str = ""


EVIL = b"EVIL"
DEEP = (b"n" * 31 + b"/") * 127 + b"n" * 31
LARGE = header(b"x", size=(1 << 63) - 1, mtime=0)


def of(outside: bytes) -> list[Hostile]:
    """All of them; `outside` is the absolute path of a folder with a file `victim` that is not the layer's.

    It is the layer's neighbour, and called `outside`.
    """
    victim = outside + b"/victim"
    return [
        *_names(victim),
        *_links(outside, victim),
        *_hard_links(outside, victim),
        *_whiteouts(outside),
        *_replaced(outside, victim),
        *_malformed(),
        *_oversized(),
        *_compressed(),
    ]


def _names(victim: bytes) -> list[Hostile]:
    nul = pax([(b"path", b"a\0b")]) + file(b"x", EVIL)
    return [
        Hostile("dotdot", file(b"../outside/victim", EVIL)),
        Hostile("dotdot within", file(b"a/../../outside/victim", EVIL)),
        Hostile("many dotdots", file(b"../" * 30 + victim[1:], EVIL)),
        Hostile("dotdot alone", file(b"..", EVIL), "root of the layer"),
        Hostile("dotdot folder", folder(b"../", mode=0o777, uid=99)),
        Hostile("absolute", file(victim, EVIL)),
        Hostile("absolute with slashes", file(b"//" + victim, EVIL)),
        Hostile("root as a file", file(b"/", EVIL), "root of the layer"),
        Hostile("no name", file(b"", EVIL), "empty"),
        Hostile("NUL in a name", nul, "NUL"),
        Hostile("NUL in a link", pax([(b"linkpath", b"a\0b")]) + symlink(b"x", b"y"), "NUL"),
        Hostile("invalid UTF-8", file(b"\xff\xfe/\x80", EVIL)),
        Hostile("line feeds and escapes", file(b"\n\x1b[2J\x07", EVIL)),
        Hostile("4,096 bytes of path", long_name(b"a/" * 2048) + file(b"x"), "too long"),
        Hostile("2,047 folders", long_name(b"a/" * 2047) + file(b"x"), "within each other"),
        Hostile("4,095 bytes of path", long_name(DEEP) + file(b"x", EVIL)),
        Hostile("256 bytes of name", long_name(b"n" * 256) + file(b"x"), "too long"),
        Hostile(
            "4,096 bytes of target", long_name(b"t" * 4096, b"K") + symlink(b"x", b""), "long"
        ),
    ]


def _links(outside: bytes, victim: bytes) -> list[Hostile]:
    into = [
        ("absolute link", symlink(b"x", outside)),
        ("relative link", symlink(b"x", b"../outside")),
        ("link through links", symlink(b"y", b"..") + symlink(b"x", b"y/outside")),
        ("link by dotdots", folder(b"a/b/") + symlink(b"x", b"a/b/../../../../../.." + outside)),
    ]
    found = [
        Hostile(f"file below an {name}", link + file(b"x/victim", EVIL)) for name, link in into
    ]
    found += [Hostile(f"folder below an {name}", link + folder(b"x/new/")) for name, link in into]
    found += [
        Hostile(f"the times of what an {name} leads to", link + folder(b"x/", mode=0o777, mtime=1))
        for name, link in into
    ]
    return [
        *found,
        Hostile("file over a link", symlink(b"x", victim) + file(b"x", EVIL)),
        Hostile("device over a link", symlink(b"x", victim) + header(b"x", b"3", device=(1, 1))),
        Hostile("link over a link", symlink(b"x", outside) + symlink(b"x", victim)),
        Hostile(
            "loop of links", symlink(b"x", b"y") + symlink(b"y", b"x") + file(b"x/f"), "too many"
        ),
        Hostile("link to itself", symlink(b"x", b"x/x") + file(b"x/f"), "too many"),
        Hostile("link to a file", file(b"f") + symlink(b"x", b"f") + file(b"x/f"), "no folder"),
        Hostile("below a file", file(b"f") + file(b"f/f"), "no folder"),
        Hostile("link to nowhere", symlink(b"x", b""), "nowhere"),
        Hostile(
            "link by /proc/self/root",
            symlink(b"x", b"/proc/self/root/../.." + outside) + file(b"x/victim", EVIL),
        ),
    ]


def _hard_links(outside: bytes, victim: bytes) -> list[Hostile]:
    missing = "not in this layer"
    through = symlink(b"x", outside)
    return [
        Hostile(
            "hard link by dotdots", link(b"h", b"../outside/victim") + file(b"h", EVIL), missing
        ),
        Hostile("absolute hard link", link(b"h", victim), missing),
        Hostile("hard link through a link", through + link(b"h", b"x/victim"), missing),
        Hostile("hard link to a lower layer", link(b"h", b"bin/sh"), missing),
        Hostile("hard link to itself", link(b"h", b"h"), missing),
        Hostile("hard link to a folder", folder(b"d/") + link(b"h", b"d"), "folder"),
        Hostile("hard link to the root", link(b"h", b"/"), "root of the layer"),
        Hostile("hard link to below a file", file(b"f") + link(b"h", b"f/f"), "no folder"),
        Hostile(
            "written through a hard link of a link",
            symlink(b"x", victim) + link(b"h", b"x") + file(b"h", EVIL),
        ),
    ]


def _whiteouts(outside: bytes) -> list[Hostile]:
    through = symlink(b"x", outside)
    return [
        Hostile("whiteout through a link", through + file(b"x/.wh.victim")),
        Hostile("opaque through a link", through + file(b"x/.wh..wh..opq")),
        Hostile("whiteout by dotdots", file(b"../outside/.wh.victim")),
        Hostile("whiteout of nothing", file(b".wh."), "hides no name"),
        Hostile("whiteout of the folder", file(b"a/.wh.."), "hides no name"),
        Hostile("whiteout of the one above", file(b"a/.wh..."), "hides no name"),
        Hostile("whiteout of a link", through + file(b".wh.x")),
        Hostile("whiteout as a folder", folder(b".wh.x/")),
        Hostile("below a whiteout", file(b".wh.x") + file(b"x/f"), "no folder"),
        Hostile("files of aufs", file(b".wh..wh.plnk/x") + file(b".wh..wh.aufs")),
    ]


def _replaced(outside: bytes, victim: bytes) -> list[Hostile]:
    full = folder(b"d/e/") + file(b"d/e/f", EVIL) + symlink(b"d/l", outside)
    return [
        Hostile("duplicate names", file(b"f", b"1") + file(b"f", b"2") + file(b"./f", b"3")),
        Hostile("file over a folder", full + file(b"d", b"1")),
        Hostile("file over a folder and back", full + file(b"d") + folder(b"d/") + file(b"d/e")),
        Hostile("link over a folder, and below", full + symlink(b"d", outside) + file(b"d/e/f")),
        Hostile(
            "hard link over a folder of its target", full + link(b"d", b"d/e/f"), "not in this"
        ),
        Hostile("folder over a link", symlink(b"x", outside) + folder(b"x/") + file(b"x/victim")),
        Hostile(
            "devices", header(b"mem", b"3", device=(1, 1)) + header(b"sda", b"4", device=(8, 0))
        ),
        Hostile("root's mode and owner", folder(b"./", mode=0, uid=99, gid=99)),
        Hostile("set-user-ID of root", file(b"su", EVIL, mode=0o6755)),
        Hostile(
            "mode 0 folders", folder(b"d/", mode=0) + folder(b"d/d/", mode=0) + file(b"d/d/f")
        ),
        Hostile("a name like ours", file(b"about", victim) + folder(b"fs/")),
    ]


def _malformed() -> list[Hostile]:
    good = file(b"f", b"1" * 600)
    wrong = bytearray(good)
    wrong[0:1] = b"g"
    return [
        Hostile("no archive", b"#!/bin/sh\necho\n" * 100, "checksum"),
        Hostile("wrong checksum", bytes(wrong), "checksum"),
        Hostile("cut header", good[:300], "cut"),
        Hostile("cut data", good[:700], "cut"),
        Hostile("cut after an extended header", pax([(b"path", b"x")]), "cut"),
        Hostile("data after the end", good + END + file(b"late", EVIL) + b"\xff" * 100),
        Hostile("a lone block of zeros", good + bytes(BLOCK) + good, "zeros"),
        Hostile("nothing", b""),
        Hostile("unknown type", header(b"x", b"Q"), "unknown type"),
        Hostile("negative size", header(b"x", size=-1), "negative"),
        Hostile("no number", with_sum(header(b"x")[:124] + b"12345678x\0 \0" + header(b"x")[136:]), "octal"),
        Hostile("device out of range", header(b"x", b"3", device=(1 << 40, 1)), "device"),
        Hostile("nobody's uid", header(b"x", uid=0xFFFFFFFF), "owner"),
        Hostile("record without end", header(b"p", b"x", size=9) + b"99 path=x".ljust(512, b"\0"), "malformed"),
        Hostile("record of no length", header(b"p", b"x", size=9) + b"0 path=xx".ljust(512, b"\0"), "malformed"),
        Hostile("record of another length", header(b"p", b"x", size=9) + b"-9 path=x".ljust(512, b"\0"), "malformed"),
        Hostile("record with no size", pax([(b"size", b"1e3")]) + file(b"x"), "decimal"),
        Hostile("record of a negative size", pax([(b"size", b"-1")]) + file(b"x"), "decimal"),
        Hostile("sparse regions that overlap", _sparse(b"0,4,2,4", 8), "sparse"),
        Hostile("sparse regions beyond the end", _sparse(b"0,4,8,4", 8), "sparse"),
        Hostile("sparse regions of other data", _sparse(b"0,4,4,9", 99), "sparse"),
        Hostile("odd sparse map", _sparse(b"0,4,4", 8), "sparse"),
    ]  # fmt: skip


def _sparse(text: bytes, size: int) -> bytes:
    said = [(b"GNU.sparse.map", text), (b"GNU.sparse.size", b"%d" % size)]
    return pax(said) + file(b"s", b"12345678")


@cache
def _oversized() -> list[Hostile]:
    huge = b"%d" % ((1 << 63) - 1)
    return [
        Hostile("a size of 8 EiB", LARGE, "cut"),
        Hostile("a PAX size of 8 EiB", pax([(b"size", huge)]) + file(b"x"), "cut"),
        Hostile("an extended header of 8 EiB", header(b"p", b"x", size=(1 << 63) - 1), "more than"),
        Hostile("a long name of 2 MiB", header(b"p", b"L", size=1 << 21), "more than"),
        Hostile("a sparse file of 8 EiB", _sparse(b"0,8", (1 << 63) - 1), "too large|argument"),
        Hostile(
            "a sparse map of 2 MiB",
            pax([(b"GNU.sparse.major", b"1"), (b"GNU.sparse.minor", b"0"), (b"GNU.sparse.realsize", b"9")])
            + file(b"s", b"999999\n" + b"0\n" * (1 << 20)),
            "too long",
        ),
        Hostile("200 attributes", pax([(b"SCHILY.xattr.user.%d" % i, b"x") for i in range(200)]) + file(b"x"), "attributes"),
        Hostile("an attribute of 70,000 bytes", pax([(b"SCHILY.xattr.user.x", b"x" * 70_000)]) + file(b"x"), "attribute"),
    ]  # fmt: skip


@cache
def _compressed() -> list[Hostile]:
    good = file(b"f", b"1" * 6000) + END
    packed, framed = gzip.compress(good), zstd.compress(good)
    bomb = file(b"bomb", bytes(100 << 20))
    return [
        Hostile("cut gzip", packed[:-9], "cut"),
        Hostile("gzip with a wrong checksum", packed[:-8] + b"1234" + packed[-4:], "gzip"),
        Hostile("garbage behind gzip", packed + b"garbage", "gzip|cut"),
        Hostile("damaged gzip", packed[:30] + b"\xff" * 9 + packed[39:], "gzip"),
        Hostile("cut zstd", framed[:-3], "cut"),
        Hostile("damaged zstd", framed[:10] + b"\xff" * 9 + framed[19:], "zstd"),
        Hostile("garbage behind zstd", framed + b"garbage", "zstd"),
        Hostile("a window of 2 GiB", b"\x28\xb5\x2f\xfd\x00\xa8" + b"\0" * 20, "zstd"),
        Hostile("xz", b"\xfd7zXZ\0" + bytes(100), "xz"),
        Hostile("bzip2", b"BZh91AY&SY" + bytes(100), "bzip2"),
        Hostile("a bomb of gzip", isal_zlib.compress(bomb, wbits=31), "times its size"),
        Hostile("a bomb of zstd", zstd.compress(bomb, 3), "times its size"),
    ]
