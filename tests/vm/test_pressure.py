"""A cell that stands still for want of memory: who is killed, who is not, and where it cannot be."""

from collections.abc import Iterator

import pytest

from tests.support.api import Api
from tests.support.cell_calls import CellCalls
from tests.support.cell_measures import MIB, clearing
from tests.support.daemon import Daemon
from tests.support.proc import alive
from tests.support.services import Services, plain
from tests.support.until import until

HIGH = {"high": 24 * MIB, "swap_max": 0}
LIMIT = {"pressure_limit": 30, "pressure_duration": 2_000_000}
HOG = "held = []\nwhile True: held.append(bytearray(1 << 20))"
"""Takes more memory than there is, for ever: above `high` the kernel holds it up."""
RESULT = "memory-pressure"


@pytest.fixture
def services(api: Api) -> Iterator[Services]:
    """Calls to PID 1; what a test leaves is forgotten along with its cell."""
    services = Services(api)
    with clearing(api):
        yield services
    services.clear()


def hog(name: str, **more: object) -> dict[str, object]:
    return plain(name, "/usr/bin/python3", "-I", "-S", "-c", HOG, cell="tight", **more)


def quiet(name: str, **more: object) -> dict[str, object]:
    return plain(name, "sleep", "1000", cell="tight", **more)


def until_killed(services: Services, name: str) -> str:
    """Wait until a service has ended under pressure, and return why in words."""

    def killed() -> bool:
        return bool(services.get(name).service.result)

    until(killed, f"{name} is killed", 90)
    state = services.get(name).service
    assert state.result == RESULT, state
    return str(state.reason)


def test_the_heaviest_workload_is_killed_which_its_restart_policy_sees_as_a_failure(
    services: Services,
):
    CellCalls(services.api).allocate("tight", memory=HIGH | LIMIT)
    other = services.start(quiet("other"))
    restart = {"policy": "POLICY_ON_FAILURE", "delay": "0.1s"}
    services.start(hog("hog", restart=restart))
    reason = until_killed(services, "tight/hog")
    assert reason.startswith(f"{RESULT}: cell 'tight' stood still for ")
    assert reason.endswith(" % of 2 s; ended by SIGKILL")
    until(lambda: services.get("tight/hog").service.starts >= 2, "it is started again", 60)
    assert services.get("tight/other").pid == other.pid
    assert alive(other.pid)


def test_who_is_omitted_lives_and_who_is_to_be_avoided_is_killed_where_nobody_else_is(
    services: Services,
):
    CellCalls(services.api).allocate("tight", memory=HIGH | LIMIT)
    omit = {"pressure_preference": "PRESSURE_PREFERENCE_OMIT"}
    avoid = {"pressure_preference": "PRESSURE_PREFERENCE_AVOID"}
    heavy = services.start(hog("hog", executable=omit))
    services.start(quiet("other", executable=avoid))
    until_killed(services, "tight/other")
    assert services.get("tight/hog").pid == heavy.pid
    assert alive(heavy.pid)


def test_a_limit_that_comes_later_holds(services: Services):
    cells = CellCalls(services.api)
    cells.allocate("tight", memory=HIGH)
    services.start(hog("hog"))
    cells.call("Update", cell={"name": "tight", "memory": LIMIT})
    until_killed(services, "tight/hog")


def test_a_limit_holds_under_a_new_server(shared_daemon: Daemon):
    with Api(shared_daemon.client_config) as api:
        services = Services(api)
        with clearing(api):
            CellCalls(api).allocate("tight", memory=HIGH | LIMIT)
            shared_daemon.kill_server()
            services.start(hog("hog"))
            until_killed(services, "tight/hog")
        services.clear()


def test_a_duration_alone_is_refused(services: Services):
    cells = CellCalls(services.api)
    code, text = cells.refused(
        "Allocate", cell={"name": "tight", "memory": {"pressure_duration": 2_000_000}}
    )
    assert code == "FAILED_PRECONDITION"
    assert "cell.memory.pressure_limit" in text


@pytest.mark.vm(own=True, arguments="psi=0")
def test_a_kernel_that_does_not_count_pressure_is_named(services: Services):
    code, text = CellCalls(services.api).refused(
        "Allocate", cell={"name": "tight", "memory": LIMIT}
    )
    assert code == "FAILED_PRECONDITION"
    assert "memory.pressure_limit needs memory.pressure, which this kernel does not have" in text
