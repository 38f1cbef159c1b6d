"""Exceptions that came together."""

from __future__ import annotations


def first_of(error: BaseException) -> BaseException:
    """Return what came first of several: the others were cancelled for it, or are like it."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
