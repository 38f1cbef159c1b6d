"""`override` of typing for Python 3.11, which does not have it; type checkers know their own."""

from typing import TypeVar

_Method = TypeVar("_Method")


def override(method: _Method) -> _Method:
    """Return the method as it is; the mark is for the type checker."""
    return method
