"""Files of this repository that are made from others: one row each.

A row's module has `generate(target)`, which writes the row's files into the folder `target`. They
are kept in `folder`; a style test makes them again and compares.
"""

from importlib import import_module
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent


class Generated(NamedTuple):
    """One generator: its module, the folder its files are kept in, and which files there are its."""

    module: str
    folder: str
    pattern: str

    def make(self, target: Path) -> None:
        """Write the files into `target`, an existing folder."""
        import_module(self.module).generate(target)

    def files(self, folder: Path) -> dict[str, bytes]:
        """Return the generator's files as they are in `folder`, by relative path."""
        return {
            str(path.relative_to(folder)): path.read_bytes()
            for path in sorted(folder.glob(self.pattern))
            if path.is_file() and "__pycache__" not in path.parts
        }


GENERATED = [
    Generated("tools.generate_stubs", "src/aurae/proto", "*"),
    Generated("tools.generate_reference", "docs/reference", "api.md"),
]
