"""How services are stopped: whom the signals reach, how long that may take, and several at once."""

import os
import signal
import threading
from pathlib import Path

import pytest

from tests.support.puppet import Puppet
from tests.support.services import Services, line, plain, refused, shell
from tests.support.until import until

DEAF = "trap '' TERM; while :; do sleep 0.05; done"
"""Nothing but SIGKILL ends it; its `sleep` ends by itself."""


def alive(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def noting(out: Path, name: str) -> str:
    """Return Python that says when SIGTERM comes, and goes on."""
    return f"signal.signal(signal.SIGTERM, lambda *_: open({str(out)!r}, 'a').write('{name}\\n'))"


@pytest.mark.parametrize(
    ("mode", "asked", "left"),
    [
        ("KILL_MODE_GROUP", {"main", "child"}, False),
        ("KILL_MODE_MIXED", {"main"}, False),
        ("KILL_MODE_PROCESS", {"main"}, True),
    ],
)
def test_the_kill_mode_says_who_is_asked_and_who_is_killed(
    services: Services, tmp_path: Path, mode: str, asked: set[str], left: bool
) -> None:
    out = tmp_path / "out"
    out.touch()
    puppet = Puppet(tmp_path, "web", noting(out, "main"))
    services.start(puppet.spec(kill_mode=mode, executable={"stop_timeout": "1s"}))
    code = f"import signal, time; {noting(out, 'child')}; print(flush=True); time.sleep(1000)"
    puppet.do(f"globals().update(c=subprocess.Popen([sys.executable, '-c', {code!r}], stdout=-1))")
    child = int(puppet.do("c.stdout.readline() and c.pid"))
    stopped = services.stop("web")
    assert stopped.service.result == "stop-timeout"
    assert stopped.service.reason == "did not end within 1 s of SIGTERM"
    assert stopped.signal == signal.SIGKILL
    assert set(out.read_text().split()) == asked
    assert alive(child) == left
    if left:
        os.kill(child, signal.SIGKILL)
    puppet.close()


def test_a_main_process_that_exits_takes_its_children_along(
    services: Services, puppet: Puppet
) -> None:
    services.start(puppet.spec())
    child = int(puppet.do("child(['sleep', '1000'])"))
    puppet.tell("os._exit(0)")
    services.until_result("puppet", "success")
    assert not alive(child)


def test_what_is_left_by_a_crash_holds_up_no_restart_for_longer_than_the_grace(
    services: Services, puppet: Puppet
) -> None:
    restart = {"policy": "POLICY_ALWAYS", "delay": "0.05s"}
    services.start(puppet.spec(restart=restart, executable={"stop_timeout": "0.5s"}))
    child = int(puppet.do(f"child(['sh', '-c', {DEAF!r}])"))
    puppet.tell("os._exit(1)")
    services.until_state("puppet", starts=2, phase=4)
    assert not alive(child)


def test_a_process_that_forked_twice_does_not_get_away(services: Services, puppet: Puppet) -> None:
    services.start(puppet.spec())
    puppet.do("globals().update(p=os.pipe())")
    fork_twice = "os.fork() or (os.setsid(), os.fork() or (os.write(p[1], b'%d' % os.getpid()), time.sleep(1000)), os._exit(0))"
    puppet.do(fork_twice)
    pid = int(puppet.do("os.read(p[0], 20)").strip("b'"))
    assert alive(pid)
    services.stop("puppet")
    assert not alive(pid)


def test_leftovers_of_kill_mode_process_hold_up_neither_stop_nor_start(
    services: Services, puppet: Puppet
) -> None:
    services.start(puppet.spec(kill_mode="KILL_MODE_PROCESS"))
    child = int(puppet.do(f"child(['sh', '-c', {DEAF!r}])"))
    assert services.stop("puppet").service.result == "success"
    assert alive(child)
    services.start_again("puppet")
    assert services.stop("puppet").service.phase == 1
    os.kill(child, signal.SIGKILL)


def test_the_stop_signal_can_be_another_one_and_reaches_a_suspended_process(
    services: Services,
) -> None:
    web = services.start(plain("web", "sleep", "1000", executable={"stop_signal": "SIGINT"}))
    os.kill(web.pid, signal.SIGSTOP)
    stopped = services.stop("web")
    assert stopped.signal == signal.SIGINT
    assert stopped.service.result == "success"


def test_one_that_ignores_the_stop_signal_is_killed_after_its_grace(services: Services) -> None:
    services.start(shell("web", DEAF, executable={"stop_timeout": "0.3s"}))
    stopped = services.stop("web")
    assert (stopped.service.phase, stopped.service.result) == (8, "stop-timeout")
    assert stopped.service.reason == "did not end within 0.3 s of SIGTERM"


def test_a_stop_command_that_hangs_is_ended_and_the_stop_goes_on(
    services: Services, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    services.start(
        plain(
            "web",
            "sleep",
            "1000",
            command_timeout="0.3s",
            stop=[line("exec sleep 1000"), line(f"echo second >>{out}")],
            stop_post=[line("exec sleep 1000"), line(f"echo last >>{out}")],
        )
    )
    assert services.stop("web").service.result == "success"
    assert out.read_text().split() == ["second", "last"]


def test_a_stop_command_may_end_the_service_itself(services: Services) -> None:
    stop = [line("kill -QUIT $MAINPID; while kill -0 $MAINPID; do sleep 0.02; done")]
    services.start(shell("web", "trap 'exit 0' QUIT; while :; do sleep 0.05; done", stop=stop))
    stopped = services.stop("web")
    assert (stopped.exit_code, stopped.service.result) == (0, "success")


def test_a_second_stop_with_a_shorter_grace_hurries_the_first(services: Services) -> None:
    services.start(shell("web", DEAF, executable={"stop_timeout": "1000s"}))
    first = threading.Thread(target=services.stop, args=("web",))
    first.start()
    services.until_phase("web", "DEACTIVATING")
    stopped = services.stop("web", 0.2)
    first.join()
    assert stopped.service.result == "stop-timeout"
    assert stopped.service.reason == "did not end within 0.2 s of SIGTERM"


def test_a_stop_hurries_the_end_of_one_that_has_crashed(
    services: Services, puppet: Puppet
) -> None:
    services.start(puppet.spec(executable={"stop_timeout": "1000s"}))
    puppet.do(f"child(['sh', '-c', {DEAF!r}])")
    puppet.tell("os._exit(1)")
    services.until_phase("puppet", "DEACTIVATING")
    assert services.stop("puppet", 0.1).service.reason == "exited with status 1"


def test_a_stop_without_grace_kills_at_once(services: Services) -> None:
    services.start(shell("web", DEAF, executable={"stop_timeout": "1000s"}))
    stopped = services.stop("web", 0)
    assert stopped.signal == signal.SIGKILL
    assert (stopped.service.phase, stopped.service.result) == (1, "success")
    assert stopped.service.main_pid == 0


def test_a_stop_while_it_starts_ends_the_start(services: Services, tmp_path: Path) -> None:
    out = tmp_path / "out"
    services.start(
        plain("web", "sleep", "1000", type="TYPE_NOTIFY", stop_post=[line(f"echo last >>{out}")]),
        no_block=True,
    )
    services.until_state("web", step="ready")
    stopped = services.stop("web").service
    assert (stopped.phase, stopped.result, stopped.wanted) == (1, "success", False)
    assert out.read_text() == "last\n"


@pytest.mark.parametrize("kind", ["condition", "start_pre", "start_post"])
def test_a_stop_while_a_command_runs_ends_the_command(services: Services, kind: str) -> None:
    web = plain("web", "sleep", "1000", **{kind: [line("exec sleep 1000")]})
    services.start(web, no_block=True)
    services.until_state("web", step=kind)
    assert services.stop("web").service.phase == 1


def test_who_waits_for_a_start_that_is_stopped_is_told(services: Services) -> None:
    told: list[str] = []

    def start() -> None:
        with refused() as texts:
            services.start(plain("web", "sleep", "1000", type="TYPE_NOTIFY"))
        told.extend(texts)

    starter = threading.Thread(target=start)
    starter.start()
    until(lambda: services.list().get("web") == "ACTIVATING", "it comes up")
    services.stop("web")
    starter.join()
    assert told == ["cannot start web: stopped by request"]


def test_two_stops_and_a_start_at_once_leave_one_process_or_none(
    services: Services,
) -> None:
    services.start(plain("web", "sleep", "1000"))
    for _ in range(5):
        answers: list[object] = []

        def ask(what: str, answers: list[object] = answers) -> None:
            try:
                if what == "stop":
                    answers.append(services.stop("web"))
                else:
                    answers.append(services.start_again("web"))
            except Exception as error:  # noqa: BLE001  any refusal is an answer
                answers.append(error)

        threads = [
            threading.Thread(target=ask, args=(what,)) for what in ("stop", "start", "stop")
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(answers) == 3
        services.until_phase("web", "ACTIVE", "INACTIVE")
        found = services.status("web", lines=0)
        up = found.workload.service.phase == 4
        assert len(found.processes) == up
        assert found.workload.service.wanted == up
        if not up:
            services.start_again("web")


def test_a_stop_of_what_is_down_changes_nothing(services: Services) -> None:
    services.start(shell("web", "exit 3"), no_block=True)
    services.until_phase("web", "FAILED")
    stopped = services.stop("web").service
    assert (stopped.phase, stopped.result) == (8, "exit-code")
