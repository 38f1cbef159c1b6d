"""Images that nobody needs are removed: without a name, or without a use for some time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aurae.images.usage import parts_of, usage
from aurae.state.images import Change

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aurae.images.means import Means
    from aurae.images.register import Register
    from aurae.images.usage import Usage
    from aurae.model.image import Image


class Filter(NamedTuple):
    """Which images go: those that nobody asked for any more, or with `everything` all unused ones.

    Only those whose names are older than `age` seconds. With `partial` also what is left of
    interrupted pulls. When it is `dry` nothing goes.
    """

    everything: bool = False
    age: float = 0.0
    partial: bool = False
    dry: bool = False


class Pruned(NamedTuple):
    """The images that have gone with their names, and the bytes that are free again."""

    images: list[tuple[Image, list[str]]]
    freed: int


class Prunes:
    """Removes images that nobody needs."""

    def __init__(self, means: Means, collect: Callable[[], Awaitable[int]]) -> None:
        """`collect` gives back what nothing leads to."""
        self._means = means
        self._collect = collect

    async def prune(self, chosen: Filter) -> Pruned:
        """Remove what the filter chooses; images in use and those under a lease stay."""
        register = self._means.register
        if chosen.dry:
            found = candidates(register, chosen, self._means.clock())
            freed = would_free(register, found, await usage(self._means), partial=chosen.partial)
            return Pruned(_named(register, found), freed)
        async with register.turn:
            found = candidates(register, chosen, self._means.clock())
            pruned = _named(register, found)
            going = [name for _, names in pruned for name in names]
            leases = _idle_leases(register) if chosen.partial else []
            await register.change(Change(no_names=going, no_leases=leases))
        return Pruned(pruned, await self._collect())


def candidates(register: Register, chosen: Filter, now_ns: int) -> list[Image]:
    """Return the images that a filter chooses."""
    rows = register.rows
    latest = now_ns - round(chosen.age * 1e9)
    protected = {digest for lease in rows.leases.values() for digest in lease.digests}
    found = []
    for image in rows.images.values():
        manifests = {item.digest for item in register.manifests_of(image.id)}
        if image.id in register.users or manifests & protected:
            continue
        if any(register.held[digest] for digest in manifests):
            continue
        names = register.names_of(image.id)
        if any(name.asked for name in names) and not chosen.everything:
            continue
        if max((name.updated_ns for name in names), default=image.added_ns) <= latest:
            found.append(image)
    return found


def would_free(register: Register, images: list[Image], used: Usage, *, partial: bool) -> int:
    """Return the bytes that would be free without some images."""
    going = {image.id for image in images}
    parts = parts_of(register.rows)
    staying = {key for image, keys in parts.items() if image not in going for key in keys}
    gone = {key for image, keys in parts.items() if image in going for key in keys} - staying
    return sum(used.sizes.get(key, 0) for key in gone) + (used.unreached if partial else 0)


def _named(register: Register, images: list[Image]) -> list[tuple[Image, list[str]]]:
    return [(image, [name.name for name in register.names_of(image.id)]) for image in images]


def _idle_leases(register: Register) -> list[str]:
    """Return the leases of pulls that do not run."""
    return [
        lease.id
        for lease in register.rows.leases.values()
        if not any(register.held[digest] for digest in lease.digests)
    ]
