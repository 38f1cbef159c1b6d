"""Finds the client's configuration: which identity to use and where the daemon is.

The first file of the search order that exists and parses is taken; one that does not parse is a
warning, and the next one is tried. A file that was asked for by name must be right.
"""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from aurae.client import address
from aurae.client.errors import LOGIN_HINT, NoIdentityError, of_file

VARIABLE = "AURAE_CLIENT_CONFIG"
SYSTEM_FILES = (Path("/etc/aurae/config"), Path("/var/lib/aurae/config"))


class ClientConfig(NamedTuple):
    """Paths of three PEM files, the daemon's address, and the file that said so."""

    ca_crt: Path
    client_crt: Path
    client_key: Path
    socket: address.Address
    file: Path


def home_folder(environment: Mapping[str, str]) -> Path:
    """Return the folder of the user's own client files, `~/.aurae`."""
    home = environment.get("HOME")
    if not home:
        from pwd import getpwuid

        home = getpwuid(os.getuid()).pw_dir
    return Path(home, ".aurae")


def find(
    chosen: str | None, environment: Mapping[str, str], warn: Callable[[str], None]
) -> ClientConfig:
    """Return the configuration; `chosen` (a flag) wins over AURAE_CLIENT_CONFIG and the search.

    NoIdentityError when there is none, or when the chosen one is wrong.
    """
    chosen = chosen or environment.get(VARIABLE)
    if chosen:
        try:
            return read(Path(chosen))
        except (OSError, ValueError) as error:
            raise NoIdentityError(f"cannot read the client configuration: {error}") from None
    for path in (home_folder(environment) / "config", *SYSTEM_FILES):
        try:
            return read(path, trusted=False)
        except FileNotFoundError:
            continue
        except (OSError, ValueError) as error:
            warn(f"cannot read the client configuration: {error}; trying the next one")
    raise NoIdentityError(f"cannot find a client configuration: no identity; {LOGIN_HINT}")


def read(path: Path, *, trusted: bool = True) -> ClientConfig:
    """Read one file; OSError or ValueError "<path>: why" when that does not work.

    One that is not `trusted`, because nobody named it, must belong to root or to ourselves.
    """
    import tomllib

    try:
        with path.open(encoding="utf-8") as file:
            owner = os.fstat(file.fileno()).st_uid
            if not trusted and owner not in {0, os.geteuid()}:
                raise PermissionError(0, f"it belongs to uid {owner}")
            document = tomllib.loads(file.read())
    except OSError as error:
        raise type(error)(of_file(path, error)) from None
    except ValueError as error:  # of TOML or of UTF-8
        raise ValueError(f"{path}: {error}") from None
    ca_crt, client_crt, client_key = (
        _path(_text(document, path, "auth", key)) for key in ("ca_crt", "client_crt", "client_key")
    )
    try:
        socket = address.parse(_text(document, path, "system", "socket"))
    except ValueError as error:
        raise ValueError(f"{path}: [system] socket: {error}") from None
    return ClientConfig(ca_crt, client_crt, client_key, socket, path)


def _text(document: Mapping[str, object], path: Path, table: str, key: str) -> str:
    section = document.get(table)
    value = section.get(key) if isinstance(section, dict) else None
    if not isinstance(value, str) or not value or "\0" in value:
        raise ValueError(f"{path}: [{table}] {key}: is missing or not a string")
    return value


def _path(text: str) -> Path:
    # Upstream takes `~` as it is; nobody means a folder of that name.
    return Path(text).expanduser()
