"""What the root of a container is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeptRoot:
    """A root that outlives its runs: a row of the state.

    `asked` is the name of the image in the specification, `image` the id that it had. `first_id` is the
    id on the host of root inside, 0 where ids are those of the host.
    """

    key: str
    image: str
    asked: str
    first_id: int
    created_ns: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What a container of an order stands on: the image's id, and what runs in it.

    `signal` is the number of what asks it to stop.
    """

    image: str
    argv: tuple[str, ...]
    signal: int
