"""Runs a module as where nothing but the run-time packages is installed: `python -m ... tools.demo`.

Every other package that is here is refused as if it were missing.
"""

import importlib.metadata
import re
import runpy
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

OURS = "aurae"
_NAME = re.compile(r"[A-Za-z0-9._-]+")


def plain(name: str) -> str:
    """Return the name of a package as all spellings of it are compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


def needed(name: str = OURS) -> set[str]:
    """Return a package with all that it needs at run time."""
    found, waiting = set(), [name]
    while waiting:
        one = plain(waiting.pop())
        if one in found:
            continue
        try:
            requirements = importlib.metadata.requires(one) or []
        except importlib.metadata.PackageNotFoundError:
            continue  # for another platform
        found.add(one)
        always = (text for text in requirements if "extra ==" not in text)
        waiting += [match[0] for text in always if (match := _NAME.match(text))]
    return found


def refused() -> set[str]:
    """Return the modules that belong to other packages only."""
    known = needed()
    return {
        module
        for module, packages in importlib.metadata.packages_distributions().items()
        if not known & set(map(plain, packages)) and module not in ("tests", "tools")
    }


class Refusing:
    """Finds nothing of what is refused, before anybody else does."""

    def __init__(self) -> None:
        """Look once at what is installed."""
        self._refused = refused()

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Refuse a module, or leave it to others."""
        del path, target
        if name.partition(".")[0] in self._refused:
            raise ModuleNotFoundError(
                f"No module named {name!r}: not needed at run time", name=name
            )
        return None


def main() -> None:
    """Run the module that is named first, with the other words as its own."""
    sys.meta_path.insert(0, Refusing())
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
