"""How far a pull is, for people: a bar for each layer at a terminal, otherwise a line for each step."""

import shutil
import sys
from typing import TYPE_CHECKING, Protocol

from aurae.cli.document import enum_name
from aurae.cli.images import DIGITS, short
from aurae.cli.table import coloured, has_colours
from aurae.cli.units import bytes_text, used_text
from aurae.proto import images_pb2 as api

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aurae.proto.images_pb2 import LayerProgress

_SETTLED = (api.LAYER_PHASE_DONE, api.LAYER_PHASE_PRESENT)
_COLOURS: "dict[api.LayerPhase.ValueType, str]" = {
    api.LAYER_PHASE_DONE: "green",
    api.LAYER_PHASE_PRESENT: "dim",
    api.LAYER_PHASE_WAITING: "dim",
}
_WIDEST_BAR = 40
_BESIDE_BAR = DIGITS + 2 + 10 + 2 + 22
"""Columns of a line without its bar: digest, phase, bytes."""


class Shower(Protocol):
    """Shows a pull on standard error."""

    def show(self, layers: "Iterable[LayerProgress]") -> None:
        """Show what has changed."""

    def end(self) -> None:
        """Show nothing more."""


def shower() -> Shower:
    """Return what fits standard error."""
    return Bars() if sys.stderr.isatty() else Lines()


class Lines:
    """A line for each layer that begins to come, that is unpacked, or that is done."""

    def __init__(self) -> None:
        self._told: dict[str, api.LayerPhase.ValueType] = {}

    def show(self, layers: "Iterable[LayerProgress]") -> None:
        """Tell of layers that are in another phase than before."""
        for layer in layers:
            if self._told.get(layer.digest) == layer.phase:
                continue
            self._told[layer.digest] = layer.phase
            if layer.phase != api.LAYER_PHASE_WAITING:
                word = enum_name(api.LayerPhase.DESCRIPTOR, layer.phase)
                text = f"{short(layer.digest)}: {word} ({bytes_text(layer.size)})"
                print(text, file=sys.stderr, flush=True)

    def end(self) -> None:
        """There is nothing to clear away."""


class Bars:
    """A line with a bar for each layer, drawn again in its place."""

    def __init__(self) -> None:
        self._layers: dict[str, LayerProgress] = {}
        self._drawn = 0

    def show(self, layers: "Iterable[LayerProgress]") -> None:
        """Draw again with what has changed."""
        self._layers.update((layer.digest, layer) for layer in layers)
        columns, rows = shutil.get_terminal_size()
        lines = [line(layer, columns) for layer in self._fitting(max(1, rows - 2))]
        back = f"\x1b[{self._drawn}A" if self._drawn else ""
        text = back + "".join(f"\r{one}\x1b[K\n" for one in lines) + "\x1b[J"
        sys.stderr.write(text)
        sys.stderr.flush()
        self._drawn = len(lines)

    def end(self) -> None:
        """Leave what is drawn."""

    def _fitting(self, most: int) -> "list[LayerProgress]":
        """Return the layers for so many rows; where they are too few, those that are not settled go first."""
        layers = list(self._layers.values())
        if len(layers) <= most:
            return layers
        open_ones = [layer for layer in layers if layer.phase not in _SETTLED]
        chosen = {layer.digest for layer in open_ones[:most]}
        for layer in reversed(layers):
            if len(chosen) < most:
                chosen.add(layer.digest)
        return [layer for layer in layers if layer.digest in chosen]


def line(layer: "LayerProgress", columns: int) -> str:
    """Return the line of a layer for a terminal of so many columns."""
    word = enum_name(api.LayerPhase.DESCRIPTOR, layer.phase)
    settled = layer.phase in _SETTLED
    amount = bytes_text(layer.size) if settled else used_text(layer.done, layer.size)
    head = f"{short(layer.digest)}  "
    room = min(_WIDEST_BAR, columns - _BESIDE_BAR - 3)
    bar = f"{_bar(layer, room)}  " if room >= 4 else ""
    plain = f"{head}{word:<10}  {bar}{amount}"
    if len(plain) >= columns or not has_colours(sys.stderr):
        return plain[: columns - 1]
    shown = coloured(f"{word:<10}", _COLOURS.get(layer.phase, "yellow"), sys.stderr)
    return f"{head}{shown}  {bar}{amount}"


def _bar(layer: "LayerProgress", room: int) -> str:
    share = 1.0 if not layer.size else min(1.0, layer.done / layer.size)
    if layer.phase in _SETTLED:
        share = 1.0
    filled = round(share * (room - 2))
    return f"[{'=' * filled}{' ' * (room - 2 - filled)}]"
