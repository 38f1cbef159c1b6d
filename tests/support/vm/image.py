"""The guest's files: Debian with Python and what aurae and its tests import, made once and kept."""

import shutil
import sys
import tomllib
from pathlib import Path
from typing import NamedTuple

from tests.support.vm import cache, kernel
from tests.support.vm.commands import erofs, run

ROOT = Path(__file__).resolve().parents[3]
SUITE = "trixie"
PYTHON = "3.13"
"""The Python of that suite."""

PACKAGES = (
    "ca-certificates",
    "dbus",
    "e2fsprogs",
    "iproute2",
    "kmod",
    "libnftables1",
    "linux-image-cloud-amd64",
    "procps",
    "python3",
    "python3-venv",
    "systemd-sysv",
)
NOT_NEEDED = ("/usr/share/doc/*", "/usr/share/man/*", "/usr/share/locale/*", "/usr/share/info/*")
TEST_TOOLS = ("grpcio", "pytest", "pytest-asyncio", "pytest-rerunfailures", "pytest-timeout")
"""What tests in the guest import, of the development tools that pyproject.toml names."""

BIG = ("deno",)
"""What aurae needs and the guest does without: 100 MB that only scripts use."""

PLACE = "/opt/aurae"
"""Where the guest has this tree."""

LOADER = "lib64/ld-linux-x86-64.so.2"
LIBRARIES = "usr/lib/x86_64-linux-gnu"
NEEDED = ("libc.so.6", "libm.so.6", "libz.so.1", "libexpat.so.1")
"""What the guest's Python is linked with."""


class Guest(NamedTuple):
    """What a machine boots: `root` is an erofs image, `folder` holds it all."""

    folder: Path
    key: str

    @property
    def root(self) -> Path:
        """The root file system."""
        return self.folder / "root.erofs"

    @property
    def kernel(self) -> Path:
        """The kernel as an ELF file."""
        return self.folder / "vmlinux"

    def modules(self) -> list[tuple[str, bytes]]:
        """Return name and contents of the modules that the boot needs, in the order of loading."""
        found = sorted((self.folder / "modules").iterdir())
        return [(path.name.partition(" ")[2], path.read_bytes()) for path in found]

    def compile(self, place: Path, *, seen_at: str) -> None:
        """Compile Python files with the guest's Python; the guest will see `place` at `seen_at`."""
        compile_all(self.folder / "python", place, seen_at)


def requirements() -> list[str]:
    """Return what pip installs for the guest, as pyproject.toml asks for it."""
    found = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted: list[str] = [
        *(each for each in found["project"]["dependencies"] if _name(each) not in BIG),
        *(each for each in found["dependency-groups"]["dev"] if _name(each) in TEST_TOOLS),
    ]
    return wanted


def guest() -> Guest:
    """Return the guest's files; makes them, in about a minute, when they are not there."""
    code = [Path(file).read_bytes() for file in (kernel.__file__, __file__)]
    key = cache.digest([*code, *requirements()])
    return Guest(cache.made("guest", key, make), key)


def make(folder: Path) -> None:
    """Fill a folder with the guest's files; RuntimeError with the output of what failed."""
    root = folder / "root"
    run(
        *("mmdebstrap", "--quiet", "--variant=apt", f"--include={','.join(PACKAGES)}"),
        *(f"--dpkgopt=path-exclude={path}" for path in NOT_NEEDED),
        SUITE,
        root,
    )
    packages = root / f"usr/local/lib/python{PYTHON}/dist-packages"
    install(packages)
    _copy_python(root, folder / "python")
    compile_all(folder / "python", packages, f"/{packages.relative_to(root)}")
    bzimage, modules = kernel.newest(root)
    (folder / "vmlinux").write_bytes(kernel.vmlinux(bzimage.read_bytes()))
    (folder / "modules").mkdir()
    for number, (name, data) in enumerate(kernel.modules(modules)):
        (folder / f"modules/{number:02} {name}").write_bytes(data)
    shutil.rmtree(root / "boot")
    (root / PLACE.lstrip("/")).mkdir(parents=True)
    (root / "etc/hostname").write_text("guest\n")
    (root / "etc/fstab").write_text("")
    erofs(root, folder / "root.erofs")
    shutil.rmtree(root)


def install(packages: Path) -> None:
    """Put the packages that aurae and its tests import into a folder, for the guest's Python."""
    platforms = ("manylinux_2_34", "manylinux_2_28", "manylinux_2_17", "manylinux2014")
    run(
        *(sys.executable, "-m", "pip", "install", "--quiet", "--no-input", "--no-compile"),
        *("--root-user-action=ignore", "--disable-pip-version-check", "--only-binary=:all:"),
        *("--implementation=cp", f"--python-version={PYTHON}"),
        *(f"--platform={platform}_x86_64" for platform in platforms),
        "--target",
        packages,
        *requirements(),
    )


def compile_all(python: Path, place: Path, seen_at: str) -> None:
    """Compile the Python files below `place`, which a guest without room to write would not do.

    The guest's own Python does it, started by the guest's loader, so no chroot is needed. A file
    that it cannot read as Python is left as it is: whoever imports it is told.
    """
    run(
        *(python / LOADER, "--library-path", python / LIBRARIES, python / "bin/python3"),
        *("-S", "-m", "compileall", "-q", "--invalidation-mode=unchecked-hash"),
        *("-s", place, "-p", seen_at, place),
        environment={"PYTHONHOME": str(python / "usr"), "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
    )


def _copy_python(root: Path, target: Path) -> None:
    """Copy from a root what its Python needs to compile: itself, its library, four of C."""
    for folder in ("bin", "lib64", LIBRARIES):
        (target / folder).mkdir(parents=True)
    shutil.copy(root / f"usr/bin/python{PYTHON}", target / "bin/python3")
    shutil.copy(root / "usr" / LOADER, target / LOADER)
    for library in NEEDED:
        shutil.copy(root / LIBRARIES / library, target / LIBRARIES / library)
    shutil.copytree(
        root / f"usr/lib/python{PYTHON}", target / f"usr/lib/python{PYTHON}", symlinks=True
    )


def _name(requirement: str) -> str:
    return requirement.partition(">")[0].partition("<")[0].partition("=")[0].strip()
