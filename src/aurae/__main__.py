"""The three commands. Each imports only what it needs: a script must start in milliseconds."""

import sys


def auraed() -> int:
    """Run `auraed` with the arguments of this process."""
    from aurae.cli import auraed

    return auraed.main(sys.argv[1:])


def aer() -> int:
    """Run `aer` with the arguments of this process."""
    import gc

    # Imports make many objects and no garbage: with the usual 700 a tenth of the time is collection.
    gc.set_threshold(50_000)
    from aurae.cli import aer

    return aer.main(sys.argv[1:])


def auraescript() -> int:
    """Run `auraescript` with the arguments of this process."""
    from aurae.script import launch

    return launch.main()


if __name__ == "__main__":
    sys.exit(aer())
