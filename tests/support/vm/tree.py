"""This tree as the guest sees it: the wheel in an environment of its own, and the tests beside it."""

import configparser
import shutil
import sys
import zipfile
from pathlib import Path

from tests.support.vm import agent, cache, initramfs
from tests.support.vm.commands import erofs, run
from tests.support.vm.image import PLACE, PYTHON, ROOT, Guest

IN_WHEEL = ("src/aurae", "packaging", "pyproject.toml", "README.md", "LICENSE")
BESIDE = ("tests", "bench", "tools", "examples", "pyproject.toml")
"""What lies in PLACE/tree: the folder in which the guest runs pytest."""

KEPT = 3600.0
"""Seconds for which an older state of the tree is kept: one is made with each change of a file."""

LEFT_OUT = shutil.ignore_patterns("__pycache__", "node_modules", "*.part")

PROGRAM = """\
#!{python} -I
import sys
from {module} import {function}
sys.exit({function}())
"""

START = f"""\
#!/bin/sh
# Starts the agent, then becomes init: to init the agent is a child that somebody else made.
{PLACE}/bin/python3 -I {PLACE}/agent.py &
exec "$@"
"""


def tree(guest: Guest) -> Path:
    """Return the folder of `tree.erofs` and `initramfs`; makes them when a file has changed."""
    names = sorted({*IN_WHEEL, *BESIDE})
    files = [path for name in names for path in _files(ROOT / name)]
    parts: list[bytes | str] = [guest.key, initramfs.busybox()]
    for path in files:
        parts += [str(path.relative_to(ROOT)), path.read_bytes()]

    def make(folder: Path) -> None:
        _lay_out(guest, folder / "files")
        erofs(folder / "files", folder / "tree.erofs")
        shutil.rmtree(folder / "files")
        packed = initramfs.archive(initramfs.busybox(), guest.modules(), PLACE)
        (folder / "initramfs").write_bytes(packed)

    return cache.made("tree", cache.digest(parts), make, KEPT)


def _files(place: Path) -> list[Path]:
    if place.is_file():
        return [place]
    kept = (path for path in place.rglob("*") if path.is_file())
    return sorted(path for path in kept if not {"__pycache__", "node_modules"} & {*path.parts})


def _lay_out(guest: Guest, folder: Path) -> None:
    """Fill a folder as PLACE will be: a virtual environment, the tree, the agent, `start`."""
    packages = folder / f"lib/python{PYTHON}/site-packages"
    _unpack_wheel(folder, packages)
    (folder / "pyvenv.cfg").write_text("home = /usr/bin\ninclude-system-site-packages = true\n")
    (folder / "bin").mkdir()
    (folder / "bin/python3").symlink_to("/usr/bin/python3")
    _write_programs(packages, folder / "bin")
    for name in BESIDE:
        source = ROOT / name
        target = folder / "tree" / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=LEFT_OUT)
        else:
            shutil.copy(source, target)
    shutil.copy(agent.__file__, folder / "agent.py")
    (folder / "start").write_text(START)
    (folder / "start").chmod(0o755)
    guest.compile(packages, seen_at=f"{PLACE}/{packages.relative_to(folder)}")
    guest.compile(folder / "tree/tests/support", seen_at=f"{PLACE}/tree/tests/support")


def _unpack_wheel(folder: Path, packages: Path) -> None:
    """Build the wheel and lay its packages out; what it has for other folders is left out."""
    folder.mkdir()
    run(
        *(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"),
        *("--disable-pip-version-check", "--wheel-dir", folder, ROOT),
    )
    (wheel,) = folder.glob("aurae-*.whl")
    with zipfile.ZipFile(wheel) as found:
        found.extractall(packages)
    wheel.unlink()


def _write_programs(packages: Path, programs: Path) -> None:
    """Write the programs that the wheel declares, as an installer would."""
    (declared,) = packages.glob("aurae-*.dist-info/entry_points.txt")
    entries = configparser.ConfigParser()
    entries.read(declared)
    for name, target in entries["console_scripts"].items():
        module, _, function = target.partition(":")
        program = programs / name
        text = PROGRAM.format(python=f"{PLACE}/bin/python3", module=module, function=function)
        program.write_text(text)
        program.chmod(0o755)
