"""The last step of every cell: no row, no name, no promise is left of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from aurae.cells.watching import Happening
from aurae.state import cells as rows
from aurae.state.failures import StateFailed

if TYPE_CHECKING:
    from aurae.cells.capacity import Capacity
    from aurae.cells.means import Means
    from aurae.cells.register import Standing


async def forget(means: Means, capacity: Capacity, deepest: list[Standing]) -> None:
    """Delete the rows in one commit, then give the names free, the deepest first.

    Raises StateFailed: then all of them stay.
    """
    for standing in deepest:
        standing.withdrawn = True  # from here on nobody writes their rows again
    try:
        await means.store.write(partial(rows.delete, idents=[item.cell.id for item in deepest]))
    except StateFailed:
        for standing in deepest:
            standing.withdrawn = False
        raise
    for standing in deepest:
        standing.unwatch()
        if means.register.get(standing.name) is standing:
            means.register.drop(standing)
            means.supervisor.forget_names(standing.name)
            means.watching.tell(Happening.FREED, standing.cell)
    capacity.pass_down([standing.cell.spec for standing in deepest])
    for standing in deepest:
        for told in means.forgotten:
            await told(standing.cell)
