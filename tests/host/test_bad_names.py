"""Names that are none, and names that nothing has."""

from collections.abc import Callable
from functools import partial

import grpc
import pytest

from tests.support.api import Api
from tests.support.refusals import refusal

INVALID = grpc.StatusCode.INVALID_ARGUMENT
MIB = 1024 * 1024

NAMES = {
    "the folder above": "..",
    "this folder": ".",
    "a path": "../state.db",
    "an absolute path": "/etc/passwd",
    "an option": "-rf",
    "64 characters": "x" * 64,
    "a megabyte": "x" * MIB,
    "a line feed at the end": "web\n",
    "two lines": "web\nweb",
    "a blank": "web 1",
    "NUL": "web\0",
    "a Cyrillic e": "w\u0435b",
    "a full-width digit": "\uff11",
    "an accent of its own": "webe\u0301",
    "a zero-width blank": "web\u200b",
    "text from right to left": "\u202ebew",
    "what terminals obey": "\x1b[2J",
}


def calls(api: Api, name: str) -> dict[str, Callable[[], object]]:
    """Return the calls that name a workload, by what they are called in refusals."""
    return {
        "stop": lambda: api.stop(name),
        "wait for": lambda: api.wait(name),
        "get": lambda: api.get(name),
        "read logs of": lambda: api.output(name, 1),
    }


@pytest.mark.parametrize("what", NAMES)
def test_a_name_that_is_none_is_refused_by_every_call(api: Api, what: str) -> None:
    name = NAMES[what]
    for action, call in (
        {"start": partial(api.start, "true", name=name)} | calls(api, name)
    ).items():
        code, text = refusal(call)
        assert code is INVALID
        assert text.startswith(f"cannot {action} {name[:63]!r}: name: ")
        assert len(text) < 500


def test_an_empty_name_is_made_up_for_a_start_and_refused_by_all_others(api: Api) -> None:
    workload = api.start("/bin/true", name="")
    assert workload.name == f"true-{workload.id}"
    api.wait(workload.name)
    for call in (api.stop, api.wait, api.get):
        code, text = refusal(partial(call, ""))
        assert (code, text.endswith(" a workload: name: is empty")) == (INVALID, True)


def test_a_name_of_63_characters_is_one(api: Api) -> None:
    api.start("true", name="x" * 63)
    assert api.wait("x" * 63).exit_code == 0


def test_a_name_of_nothing_is_not_found(api: Api) -> None:
    for action, call in calls(api, "nobody").items():
        expected = (grpc.StatusCode.NOT_FOUND, f"cannot {action} nobody: no such workload")
        assert refusal(call) == expected
