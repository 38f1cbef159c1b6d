"""How services depend on each other: who starts with whom, in which order, and who goes down with whom.

Unlike systemd, `requires` and `binds_to` also order: one cannot forget to say so.
"""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.api import Api
from tests.support.daemon import Daemon
from tests.support.services import Services, line, plain, refused, shell
from tests.support.until import until

SLEEP = ("sleep", "1000")


class Order:
    """Services that write down when they start and when they stop."""

    def __init__(self, out: Path) -> None:
        self._out = out
        out.touch()

    def spec(self, name: str, **service: Any) -> dict[str, Any]:
        """Return a service that is slow to come up and to go down."""
        return plain(
            name,
            *SLEEP,
            **{
                "start_pre": [line(f"echo +{name} >>{self._out}; sleep 0.1")],
                "start_post": [line(f"echo ={name} >>{self._out}")],
                "stop": [line(f"echo -{name} >>{self._out}; sleep 0.1")],
                "stop_post": [line(f"echo .{name} >>{self._out}")],
                **service,
            },
        )

    def take(self) -> list[str]:
        """Return what was written since the last time."""
        told = self._out.read_text().split()
        self._out.write_text("")
        return told


@pytest.fixture
def order(tmp_path: Path) -> Order:
    return Order(tmp_path / "order")


def define(services: Services, *documents: dict[str, Any]) -> None:
    """Have services be known, and down."""
    for document in documents:
        services.start(document, no_block=True)
        services.stop(document["name"], 0)
    for document in documents:  # one may have started another along
        services.stop(document["name"], 0)


def test_what_is_required_starts_first_and_stops_last(services: Services, order: Order) -> None:
    define(services, order.spec("db"), order.spec("web", requires=["db"]))
    order.take()
    services.start_again("web")
    assert order.take() == ["+db", "=db", "+web", "=web"]
    services.stop("db")
    assert order.take() == ["-web", ".web", "-db", ".db"]


def test_a_restart_stops_dependents_first_and_starts_them_last(
    services: Services, order: Order
) -> None:
    define(services, order.spec("db"), order.spec("web", requires=["db"]))
    before = services.start_again("web")
    order.take()
    services.restart("db")
    services.until_state("web", phase=4, starts=before.service.starts + 1)
    assert order.take() == ["-web", ".web", "-db", ".db", "+db", "=db", "+web", "=web"]


def test_a_chain_starts_and_stops_in_its_order(services: Services, order: Order) -> None:
    define(
        services,
        order.spec("a"),
        order.spec("b", requires=["a"]),
        order.spec("c", binds_to=["b"]),
        order.spec("d", after=["c"], requires=["c"]),
    )
    order.take()
    services.start_again("d")
    assert [told for told in order.take() if told[0] == "="] == ["=a", "=b", "=c", "=d"]
    services.stop("a")
    assert [told for told in order.take() if told[0] == "."] == [".d", ".c", ".b", ".a"]


def test_what_is_wanted_is_started_and_its_failure_changes_nothing(services: Services) -> None:
    define(services, shell("cache", "exit 1"), plain("web", *SLEEP, wants=["cache"]))
    assert services.start_again("web").service.phase == 4
    services.until_phase("cache", "FAILED")
    assert services.get("cache").service.starts >= 1
    assert services.phase("web") == "ACTIVE"


def test_wants_orders_nothing_and_after_pulls_nothing(services: Services) -> None:
    slow = plain("slow", *SLEEP, type="TYPE_NOTIFY")
    define(
        services, slow, plain("web", *SLEEP, wants=["slow"]), plain("late", *SLEEP, after=["no"])
    )
    assert services.start_again("web").service.phase == 4
    assert services.phase("slow") == "ACTIVATING"
    assert services.start_again("late").service.phase == 4
    services.stop("slow")
    define(services, plain("later", *SLEEP, after=["slow"]))
    assert services.start_again("later").service.phase == 4
    assert services.phase("slow") == "INACTIVE"


def test_after_and_before_wait_for_a_start_that_is_under_way(
    services: Services, tmp_path: Path
) -> None:
    flag = tmp_path / "flag"
    wait = [line(f"while ! test -e {flag}; do sleep 0.02; done")]
    define(
        services,
        plain("first", *SLEEP, start_pre=wait, before=["third"]),
        plain("second", *SLEEP, after=["first"]),
        plain("third", *SLEEP),
    )
    for name in ("first", "second", "third"):
        services.start_again(name, no_block=True)
    services.until_phase("first", "ACTIVATING")
    for name in ("second", "third"):
        state = services.until_phase(name, "WAITING").service
        services.until_state(name, step="dependency")
        assert list(services.get(name).service.waits_for or state.waits_for) == ["first"]
    flag.touch()
    for name in ("first", "second", "third"):
        services.until_phase(name, "ACTIVE")


def test_one_whose_requirement_fails_says_so_and_waits(services: Services) -> None:
    define(
        services, shell("db", "exit 3", type="TYPE_ONESHOT"), plain("web", *SLEEP, requires=["db"])
    )
    with refused() as told:
        services.start_again("web")
    assert "cannot start web: requires db, which has failed: exited with status 3" in told[0]
    waiting = services.get("web").service
    assert (waiting.phase, waiting.wanted, list(waiting.waits_for)) == (2, True, ["db"])
    assert services.stop("web").service.phase == 1


def test_a_requirement_that_nobody_has_defined_is_named_and_waited_for(
    services: Services,
) -> None:
    with refused() as told:
        services.start(plain("web", *SLEEP, requires=["db"]))
    assert "requires db: no such service" in told[0]
    services.start(plain("db", *SLEEP))
    services.until_phase("web", "ACTIVE")


def test_dependents_start_when_their_requirement_recovers(
    services: Services, tmp_path: Path
) -> None:
    """systemd never starts them (#18856)."""
    flag = tmp_path / "flag"
    restart = {"policy": "POLICY_ALWAYS", "delay": "0.1s", "max_delay": "0.1s"}
    define(
        services,
        plain("db", *SLEEP, start_pre=[line(f"test -e {flag}")], restart=restart),
        plain("web", *SLEEP, requires=["db"]),
        plain("proxy", *SLEEP, requires=["web"]),
    )
    services.start_again("proxy", no_block=True)
    until(lambda: services.get("db").service.starts >= 3, "it was tried several times")
    assert services.phase("proxy") == "WAITING"
    flag.touch()
    services.until_phase("proxy", "ACTIVE")
    assert services.phase("web") == services.phase("db") == "ACTIVE"


def test_a_requirement_that_crashes_takes_nobody_along(services: Services) -> None:
    restart = {"policy": "POLICY_ALWAYS", "delay": "0.1s"}
    define(services, plain("db", *SLEEP, restart=restart), plain("web", *SLEEP, requires=["db"]))
    before = services.start_again("web")
    services.signal("db", "SIGKILL")
    services.until_state("db", phase=4, attempt=1)
    assert services.get("web").pid == before.pid


def test_what_is_bound_goes_down_whenever_the_other_does_and_returns_with_it(
    services: Services, tmp_path: Path
) -> None:
    """systemd stops it for good."""
    flag = tmp_path / "flag"
    flag.touch()
    restart = {"policy": "POLICY_ALWAYS", "delay": "0.1s", "max_delay": "0.1s"}
    define(
        services,
        plain("db", *SLEEP, restart=restart, start_pre=[line(f"test -e {flag}")]),
        plain("web", *SLEEP, binds_to=["db"]),
    )
    before = services.start_again("web")
    flag.unlink()
    services.signal("db", "SIGKILL")
    services.until_phase("web", "WAITING")
    assert not Path(f"/proc/{before.pid}").exists()
    flag.touch()
    services.until_state("web", phase=4)
    assert services.get("web").pid != before.pid


def test_what_is_part_of_another_is_stopped_and_restarted_with_it_and_not_the_other_way(
    services: Services,
) -> None:
    services.start(plain("site", *SLEEP))
    before = services.start(plain("worker", *SLEEP, part_of=["site"]))
    services.restart("site")
    until(lambda: services.get("worker").pid not in (0, before.pid), "it was restarted")
    services.until_phase("worker", "ACTIVE")
    site = services.get("site")
    services.restart("worker")
    services.stop("worker")
    assert services.get("site").pid == site.pid
    services.start_again("worker")
    services.stop("site")
    assert services.list() == {"site": "INACTIVE", "worker": "INACTIVE"}


def test_a_requisite_has_to_be_up_already(services: Services) -> None:
    define(services, plain("db", *SLEEP), plain("web", *SLEEP, requisite=["db"]))
    with refused() as told:
        services.start_again("web")
    assert told == ["cannot start web: needs db to be up already, which is not"]
    assert services.get("web").service.result == "dependency"
    assert services.phase("db") == "INACTIVE"
    services.start_again("db")
    assert services.start_again("web").service.phase == 4


def test_services_that_exclude_each_other_are_never_up_together(services: Services) -> None:
    define(services, plain("b", *SLEEP), plain("a", *SLEEP, conflicts=["b"]))
    services.start_again("b")
    services.start_again("a")
    assert services.list() == {"a": "ACTIVE", "b": "INACTIVE"}
    services.start_again("b")
    assert services.list() == {"a": "INACTIVE", "b": "ACTIVE"}


def test_what_is_upheld_is_kept_up_with_growing_pauses(services: Services, tmp_path: Path) -> None:
    flag = tmp_path / "flag"
    define(
        services,
        shell("helper", f"test -e {flag} || exit 1; exec sleep 1000"),
        plain("web", *SLEEP, upholds=["helper"]),
    )
    starts = services.get("helper").service.starts
    services.start_again("web")
    until(lambda: services.get("helper").service.attempt >= 3, "it was tried again")
    assert services.get("helper").service.starts - starts < 12
    flag.touch()
    services.until_phase("helper", "ACTIVE")
    services.stop("helper")
    services.until_phase("helper", "ACTIVE")
    services.stop("web")
    services.stop("helper")
    assert services.phase("helper") == "INACTIVE"


@pytest.mark.parametrize(("script", "called"), [("exit 3", "nurse"), ("exit 0", "heir")])
def test_the_end_of_one_starts_another_that_is_told_of_it(
    services: Services, tmp_path: Path, script: str, called: str
) -> None:
    out = tmp_path / "out"
    note = f"echo $MONITOR_UNIT $MONITOR_SERVICE_RESULT $MONITOR_EXIT_STATUS >>{out}"
    for name in ("nurse", "heir"):
        define(services, shell(name, f"echo {name} >>{out}; {note}", type="TYPE_ONESHOT"))
    out.unlink(missing_ok=True)
    web = shell("web", script, on_failure=["nurse"], on_success=["heir"])
    services.start(web, no_block=True)
    services.until_phase("web", "FAILED", "INACTIVE")
    until(lambda: out.exists() and len(out.read_text().splitlines()) == 2, "it has run")
    result = "exit-code 3" if called == "nurse" else "success 0"
    assert out.read_text() == f"{called}\nweb {result}\n"


def test_on_failure_waits_until_it_is_given_up(services: Services, tmp_path: Path) -> None:
    out = tmp_path / "out"
    define(services, shell("nurse", f"echo nurse >>{out}", type="TYPE_ONESHOT"))
    out.unlink(missing_ok=True)
    restart = {
        "policy": "POLICY_ALWAYS",
        "delay": "0.01s",
        "max_delay": "0.01s",
        "burst": 3,
        "burst_interval": "100s",
    }
    services.start(shell("web", "exit 3", on_failure=["nurse"], restart=restart), no_block=True)
    services.until_result("web", "burst")
    until(out.exists, "it was called")
    assert out.read_text() == "nurse\n"


@pytest.mark.parametrize(
    ("relation", "others"),
    [("after", ["c"]), ("requires", ["c"]), ("binds_to", ["c"]), ("before", ["b"])],
)
def test_a_circle_is_refused_and_printed(
    services: Services, relation: str, others: list[str]
) -> None:
    define(services, plain("b", *SLEEP, after=["a"]), plain("c", *SLEEP, after=["b"]))
    document = plain("a", *SLEEP, **{relation: others})
    if relation == "before":
        document["service"]["after"] = ["c"]
    with refused("INVALID_ARGUMENT") as told:
        services.start(document)
    assert "is a circle: a after c after b after a" in told[0]
    assert "a" not in services.list()


def test_a_circle_by_an_edit_is_refused(services: Services) -> None:
    define(services, plain("b", *SLEEP, after=["a"]), plain("a", *SLEEP))
    with refused("INVALID_ARGUMENT") as told:
        services.edit("a", ["service.after"], {"service": {"after": ["b"]}})
    assert "a after b after a" in told[0]


def test_a_service_after_itself_is_refused(services: Services) -> None:
    with refused("INVALID_ARGUMENT") as told:
        services.start(plain("a", *SLEEP, after=["a"]))
    assert "a after a" in told[0]


def test_a_job_that_is_required_is_done_first_and_again_for_each_start(
    services: Services, order: Order, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    define(
        services,
        shell("migrate", f"sleep 0.1; echo done >>{out}", type="TYPE_ONESHOT"),
        shell("web", f"test -e {out} && exec sleep 1000", requires=["migrate"]),
    )
    out.unlink(missing_ok=True)
    assert services.start_again("web").service.phase == 4
    services.stop("web")
    assert services.start_again("web").service.phase == 4
    assert out.read_text().split() == ["done", "done"]
    assert order.take() == []


def test_two_that_require_the_same_job_share_one_run(services: Services, tmp_path: Path) -> None:
    out = tmp_path / "out"
    define(
        services,
        shell("migrate", f"echo done >>{out}; sleep 0.3", type="TYPE_ONESHOT"),
        plain("one", *SLEEP, requires=["migrate"]),
        plain("two", *SLEEP, requires=["migrate"]),
    )
    out.unlink(missing_ok=True)
    services.start_again("one", no_block=True)
    services.start_again("two", no_block=True)
    services.until_phase("one", "ACTIVE")
    services.until_phase("two", "ACTIVE")
    assert out.read_text().split() == ["done"]


def connected(daemon: Daemon) -> Services:
    return Services(Api(daemon.client_config))


def test_what_is_wanted_is_wanted_after_the_daemon_was_away_and_the_rest_is_not(
    make_daemon: Callable[..., Daemon],
) -> None:
    daemon = make_daemon()
    services = connected(daemon)
    services.start(plain("db", *SLEEP))
    services.start(plain("web", *SLEEP, requires=["db"], enabled=True))
    services.start(plain("old", *SLEEP, enabled=True))
    services.stop("old")
    services.start(shell("broken", "exit 3"), no_block=True)
    services.until_phase("broken", "FAILED")
    before = services.get("web")
    assert daemon.stop() == 0
    daemon.start()
    services = connected(daemon)
    for name in ("db", "web"):
        services.until_phase(name, "ACTIVE")
    assert services.get("web").pid != before.pid
    assert services.phase("old") == "INACTIVE"
    broken = services.get("broken").service
    assert (broken.phase, broken.reason) == (8, "exited with status 3")


def test_a_killed_server_changes_no_service(make_daemon: Callable[..., Daemon]) -> None:
    daemon = make_daemon()
    services = connected(daemon)
    slow = {"policy": "POLICY_ALWAYS", "delay": "500s", "max_delay": "500s"}
    services.start(plain("db", *SLEEP))
    services.start(plain("web", *SLEEP, requires=["db"]))
    services.start(shell("pausing", "exit 3", restart=slow), no_block=True)
    services.until_phase("pausing", "BACKOFF")
    with refused():
        services.start(plain("waiting", *SLEEP, requires=["nobody"]))
    services.start(plain("down", *SLEEP))
    services.stop("down")
    names = ("db", "web", "pausing", "waiting", "down")
    before = {name: services.get(name) for name in names}
    daemon.kill_server()
    for name, was in before.items():
        now = services.get(name)
        assert now.pid == was.pid, name
        for field in ("phase", "wanted", "starts", "attempt", "result", "reason", "invocation_id"):
            assert getattr(now.service, field) == getattr(was.service, field), (name, field)
        assert now.service.next_attempt_at == was.service.next_attempt_at
    os.kill(before["db"].pid, signal.SIGKILL)
    services.until_phase("db", "FAILED")
    assert services.phase("web") == "ACTIVE"
