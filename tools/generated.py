"""Files of this repository that are made from others: one row each.

A row's function, in a module of this folder, writes the row's files into the folder it is given. They
are kept in `folder`; a style test makes them again and compares.
"""

from importlib import import_module
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent


class Generated(NamedTuple):
    """One generator: its module, the folder its files are kept in, and which files there are its.

    `needs` is a folder without which it cannot run.
    """

    module: str
    folder: str
    pattern: str
    function: str = "generate"
    needs: str = ""

    def make(self, target: Path) -> None:
        """Write the files into `target`, an existing folder."""
        getattr(import_module(f"tools.{self.module}"), self.function)(target)

    def files(self, folder: Path) -> dict[str, bytes]:
        """Return the generator's files as they are in `folder`, by relative path."""
        return {
            str(path.relative_to(folder)): path.read_bytes()
            for path in sorted(folder.glob(self.pattern))
            if path.is_file() and "__pycache__" not in path.parts
        }


NPM = "sdk/typescript/node_modules"
GENERATED = [
    Generated("generate_stubs", "src/aurae/proto", "*"),
    Generated("generate_reference", "docs/reference", "api.md"),
    Generated("generate_settings", "docs/reference", "settings.md"),
    Generated("generate_commands", "docs/reference", "aer.md"),
    Generated("generate_sdk", "sdk/typescript/gen", "*.ts", needs=NPM),
    Generated("generate_sdk", "src/aurae/script/bundle", "**/*.js", "bundle", needs=NPM),
    Generated("generate_types", "src/aurae/script/types", "**/*.d.ts", needs=NPM),
]
