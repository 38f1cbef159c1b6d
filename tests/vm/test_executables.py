"""What only a whole machine allows a run, and sandboxes where auraed is PID 1."""

import pytest

from aurae.proto import execution_pb2
from tests.support.api import Api
from tests.support.attacker_api import got_through_by_api


def shown(api: Api, script: str, **executable: object) -> list[str]:
    """What a script of the shell writes, in words."""
    api.start("/bin/sh", "-c", script, name="shown", **executable)
    assert api.wait("shown").exit_code == 0
    words = api.output("shown", 1).decode().split()
    api.stop("shown")
    return words


def test_a_service_can_be_the_last_to_be_killed_for_want_of_memory(api: Api):
    assert shown(api, "cat /proc/self/oom_score_adj", oom_score_adjust=-500) == ["-500"]


def test_limits_may_be_above_those_of_init(api: Api):
    limit = execution_pb2.Rlimit(soft=1 << 19, hard=1 << 20)
    words = shown(api, "ulimit -Sn; ulimit -Hn", rlimits={"nofile": limit})
    assert words == [str(1 << 19), str(1 << 20)]


def test_a_run_gets_its_turn_before_others(api: Api):
    assert shown(api, "nice", nice=-15) == ["-15"]


@pytest.mark.parametrize("profile", ["default", "strict"])
def test_root_stays_in_its_sandbox_where_auraed_is_pid_1(api: Api, profile: str):
    assert got_through_by_api(api, profile) == []
