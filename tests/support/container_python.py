"""A Python inside a container: the machine's own, bound read-only, for what busybox cannot do."""

from pathlib import Path

from aurae.proto import container_pb2
from tests.support.sandboxed import PYTHON

PLACES = ("/usr", "/lib", "/lib64")


def python_mounts() -> list[container_pb2.Mount]:
    """Return the mounts that the interpreter needs."""
    return [
        container_pb2.Mount(
            target=path,
            read_only=True,
            # As they are: what belongs to root of the machine belongs to nobody inside.
            bind=container_pb2.BindMount(source=path, idmapped=False),
        )
        for path in PLACES
        if Path(path).is_dir()
    ]


def python(source: str, *arguments: str) -> tuple[str, ...]:
    """Return the command that runs a program's text."""
    return (PYTHON, "-I", "-S", "-c", source, *arguments)
