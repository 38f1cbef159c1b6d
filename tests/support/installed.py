"""An installation of its own: a copy of the package that a test can upgrade and break."""

import shutil
import sys
import sysconfig
import venv
from pathlib import Path

import aurae
from tests.support.daemon import Daemon

PROGRAM = """\
#!{python}
import sys
from aurae.__main__ import {name}
sys.exit({name}())
"""


class Installation:
    """The programs in `bin`, running the copy of the package in `package`."""

    def __init__(self, folder: Path) -> None:
        """Make it below `folder`; what aurae needs from others is shared with this Python."""
        self.package = folder / "source/aurae"
        shutil.copytree(
            Path(aurae.__path__[0]), self.package, ignore=shutil.ignore_patterns("__pycache__")
        )
        venv.create(folder / "venv", with_pip=False, symlinks=True)
        self.bin = folder / "venv/bin"
        version = f"python{sys.version_info.major}.{sys.version_info.minor}"
        path = [self.package.parent, sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
        packages = folder / "venv/lib" / version / "site-packages"
        (packages / "aurae.pth").write_text("".join(f"{place}\n" for place in path))
        for name in ("auraed", "aer"):
            program = self.bin / name
            program.write_text(PROGRAM.format(python=self.bin / "python", name=name))
            program.chmod(0o755)

    def change(self, file: str, old: str, new: str) -> None:
        """Replace the one occurrence of a text in a file of the package."""
        path = self.package / file
        text = path.read_text()
        assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new))


class InstalledDaemon(Daemon):
    """A daemon that runs from an installation of its own."""

    def __init__(self, installation: Installation, **settings: str) -> None:
        super().__init__(**settings)
        self.programs = installation.bin
