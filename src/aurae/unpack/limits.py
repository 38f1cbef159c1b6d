"""How much a layer may ask for."""

from __future__ import annotations

NAME_LIMIT = 4095
"""Bytes of a path or of a link's target: PATH_MAX without the NUL (limits.h)."""
DEPTH_LIMIT = 256
"""Folders within each other: what it takes to find one grows with its square."""
EXTENSION_LIMIT = 1 << 20
"""Bytes of what stands before or behind a header: PAX records, GNU long names, maps of sparse files."""
OWNER_LIMIT = 0xFFFF_FFFE
"""Highest uid and gid: the one above stands for none."""
XATTR_LIMIT = 65536
"""Bytes of an extended attribute's value (xattr(7))."""
XATTRS = 128
"""Extended attributes of one file."""
XATTRS_LIMIT = 256 << 20
"""Bytes of the extended attributes of all files: an archive says once what each of its files gets."""
EXTENSIONS_LIMIT = 4 << 20
"""Bytes of all extended headers before one entry, and of all that hold for the rest of the archive."""
RATIO_FROM = 64 << 20
"""Bytes unpacked from which on the ratio to the bytes read counts: small files may be very regular."""
