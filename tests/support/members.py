"""Another user of a daemon: one of its group."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator

from tests.support.api import Api
from tests.support.daemon import Daemon

MEMBER = 1
LOGIN = """
import os, sys
from aurae.cli.aer import main
words = ["login", "--local", "--socket", sys.argv[1]]
main(words)
os.environ["HOME"] = sys.argv[2]
os.setgroups([]); os.setgid(MEMBER); os.setuid(MEMBER)
sys.exit(main(words))
""".replace("MEMBER", str(MEMBER))
"""Logs in as root first: then all is loaded that a user cannot read."""


@contextlib.contextmanager
def member(daemon: Daemon) -> Iterator[Api]:
    """Give a connection of another user, who is a member of the daemon's group."""
    home = daemon.folder / "member"
    if not home.exists():
        home.mkdir()
        os.chown(home, MEMBER, MEMBER)
        words = [sys.executable, "-c", LOGIN, str(daemon.login_socket), str(home)]
        subprocess.run(words, check=True, env=daemon.environment(), timeout=60)
    with Api(home / ".aurae/config") as api:
        yield api
