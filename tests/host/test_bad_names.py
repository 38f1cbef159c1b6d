"""Names that are none, and names that nothing has."""

from collections.abc import Callable

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
    "a Cyrillic e": "wеb",
    "a full-width digit": "１",
    "an accent of its own": "webe\u0301",
    "a zero-width blank": "web\u200b",
    "text from right to left": "\u202ebew",
    "what terminals obey": "\x1b[2J",
}


@pytest.mark.parametrize("what", NAMES)
def test_a_name_that_is_none_is_refused_by_every_call(api: Api, what: str) -> None:
    name = NAMES[what]
    calls: dict[str, Callable[[], object]] = {
        "start": lambda: api.start("true", name=name),
        "stop": lambda: api.stop(name),
        "wait for": lambda: api.wait(name),
        "get": lambda: api.get(name),
        "read logs of": lambda: api.output(name, 1),
    }
    for action, call in calls.items():
        code, text = refusal(call)
        assert code is INVALID
        assert text.startswith(f"cannot {action} {name[:63]!r}: name: ")
        assert len(text) < 500


def test_an_empty_name_is_made_up_for_a_start_and_refused_by_all_others(api: Api) -> None:
    workload = api.start("/bin/true", name="")
    assert workload.name == f"true-{workload.id}"
    api.wait(workload.name)
    for call in (api.stop, api.wait, api.get):
        code, text = refusal(lambda call=call: call(""))
        assert (code, text.endswith(" a workload: name: is empty")) == (INVALID, True)


def test_a_name_of_63_characters_is_one(api: Api) -> None:
    api.start("true", name="x" * 63)
    assert api.wait("x" * 63).exit_code == 0


def test_a_name_of_nothing_is_not_found(api: Api) -> None:
    calls: dict[str, Callable[[], object]] = {
        "stop": lambda: api.stop("nobody"),
        "wait for": lambda: api.wait("nobody"),
        "get": lambda: api.get("nobody"),
        "read logs of": lambda: api.output("nobody", 1),
    }
    for action, call in calls.items():
        expected = (grpc.StatusCode.NOT_FOUND, f"cannot {action} nobody: no such workload")
        assert refusal(call) == expected
