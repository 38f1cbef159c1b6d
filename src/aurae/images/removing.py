"""Names are removed, and with the last one the image."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aurae.images.finding import find
from aurae.model.refusal import FailedPrecondition
from aurae.state.images import Change

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aurae.images.register import Register
    from aurae.model.image import Image, KeptName


class Removed(NamedTuple):
    """The names that have gone, whether the image has, and the bytes that are free again."""

    image: Image
    names: list[str]
    is_gone: bool
    freed: int


class Removals:
    """Removes names."""

    def __init__(self, register: Register, collect: Callable[[], Awaitable[int]]) -> None:
        """`collect` gives back what nothing leads to."""
        self._register = register
        self._collect = collect

    async def remove(self, text: str, *, every_name: bool) -> Removed:
        """Remove a name, or every one of its image. Raises NotFound, FailedPrecondition, InvalidField."""
        action, register = f"remove {text}", self._register
        async with register.turn:
            found = find(register, action, text)
            names = register.names_of(found.image.id)
            if every_name:
                going = names
            elif found.name is not None:
                going = _with_those_that_came_along(found.name, names)
            else:
                going = _of_only_one(action, names)
            await register.change(Change(no_names=[name.name for name in going]))
        freed = await self._collect()
        gone = found.image.id not in register.rows.images
        return Removed(found.image, [name.name for name in going], gone, freed)


def _with_those_that_came_along(name: KeptName, names: list[KeptName]) -> list[KeptName]:
    """Return a name, and when nobody asked for any of the others, those too."""
    others = [other for other in names if other.name != name.name]
    if any(other.asked for other in others):
        return [name]
    return [name, *others]


def _of_only_one(action: str, names: list[KeptName]) -> list[KeptName]:
    """Return all names, for who said no name; refused where several were asked for."""
    asked = [name.name for name in names if name.asked]
    if len(asked) > 1:
        why = f"it has {len(asked)} names: {', '.join(asked)}; say which, or all names"
        raise FailedPrecondition(action, why)
    return names
