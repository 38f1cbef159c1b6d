"""Runs init in an isolated interpreter: `python -I -S .../aurae/init/__main__.py ARGUMENTS`."""

from __future__ import annotations

import os
import sys

if __name__ == "__main__":
    # Isolated mode leaves sys.path without this package; site-packages are not wanted here.
    sys.path.insert(
        0, os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    )

    from aurae.init import rescue

    rescue.keep_init(sys.argv[1:])
