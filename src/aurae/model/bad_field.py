"""The refusal of a field of a cell's request, in the words that upstream's clients know."""

from __future__ import annotations


class BadField(ValueError):
    """A field whose value no cell can have; `str()` is "Field = cell.cpu.weight; Minimum = 1 unit".

    `field` is its path from the request down, `rule` what it breaks. CellService answers with
    FAILED_PRECONDITION and this text, as upstream Aurae does.
    """

    def __init__(self, field: str, rule: str) -> None:
        super().__init__(f"Field = {field}; {rule}")
        self.field = field
        self.rule = rule


def required(field: str) -> BadField:
    """Return the refusal of a field that must not be empty."""
    return BadField(field, "Required")


def invalid(field: str) -> BadField:
    """Return the refusal of a value that fits no shorter rule."""
    return BadField(field, "Invalid")


def mismatch(field: str, pattern: str) -> BadField:
    """Return the refusal of a text; two spaces stand before `Regex`, as upstream has it."""
    return BadField(field, f" Regex = {pattern}")


def check_range(
    field: str, value: int | None, least: int, most: int | None = None, unit: str = "unit"
) -> None:
    """BadField unless a number that was given lies between `least` and `most`, both included."""
    if value is None:
        return
    if value < least:
        raise BadField(field, f"Minimum = {_amount(least, unit)}")
    if most is not None and value > most:
        raise BadField(field, f"Maximum = {_amount(most, unit)}")


def _amount(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
