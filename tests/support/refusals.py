"""Calls that have to be refused."""

from collections.abc import Callable

import grpc
import pytest


def refusal(call: Callable[[], object]) -> tuple[grpc.StatusCode, str]:
    """Make a call and return the status and text with which it was refused."""
    with pytest.raises(grpc.RpcError) as caught:
        call()
    return caught.value.code(), caught.value.details() or ""
