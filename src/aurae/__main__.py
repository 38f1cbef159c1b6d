"""The three commands. Each imports only what it needs: a script must start in milliseconds."""

import os
import sys


def auraed() -> int:
    """Run `auraed` with the arguments of this process; as PID 1 of a machine it never returns."""
    if os.getpid() == 1:
        return _as_pid_1()
    return _auraed(sys.argv[1:])


def _auraed(words: list[str]) -> int:
    from aurae.cli import auraed

    return auraed.main(words)


def _as_pid_1() -> int:
    import time

    while True:
        try:
            from aurae.init import rescue
        except Exception as error:  # noqa: BLE001  the kernel panics when PID 1 ends
            print(f"auraed: broken: {error!r}; tried again in 5 s", file=sys.stderr)  # noqa: T201
            time.sleep(5)
        else:
            return rescue.boot(_auraed, sys.argv[1:])


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
