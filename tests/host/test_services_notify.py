"""What a service says of itself (sd_notify(3)), through the real daemon."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.daemon import Daemon
from tests.support.puppet import Puppet
from tests.support.services import Services, line, plain, refused, shell
from tests.support.until import until

NOTIFY = "TYPE_NOTIFY"
RELOADS = "TYPE_NOTIFY_RELOAD"
READY = "say('READY=1')"
ALL = "NOTIFY_ACCESS_ALL"


@pytest.fixture
def ready(tmp_path: Path):
    """A puppet that says that it is ready as soon as it starts."""
    told = Puppet(tmp_path, "ready", READY)
    yield told
    told.close()


def test_a_notify_service_is_up_only_when_it_is_ready(services: Services, puppet: Puppet) -> None:
    services.start(puppet.spec(type=NOTIFY), no_block=True)
    services.until_phase("puppet", "ACTIVATING")
    assert puppet.do("say('STATUS=loading\\nREADY=0\\nX_OWN=1\\nNEVER_HEARD_OF=2')") == "None"
    services.until_state("puppet", status_text="loading")
    assert services.phase("puppet") == "ACTIVATING"
    assert services.get("puppet").service.step == "ready"
    puppet.do(READY)
    assert services.until_phase("puppet", "ACTIVE").service.ready_at.seconds


def test_a_status_is_one_line_that_can_be_shown(services: Services, ready: Puppet) -> None:
    services.start(ready.spec(type=NOTIFY))
    ready.do("say('STATUS=50 % \\u00e4\\x1b[31m')")
    services.until_state("ready", status_text="50 % ä [31m")


def test_a_start_begins_with_no_status_of_an_earlier_one(
    services: Services, ready: Puppet
) -> None:
    services.start(ready.spec(type=NOTIFY))
    ready.do("say('STATUS=old')")
    services.until_state("ready", status_text="old")
    assert services.restart("ready").service.status_text == ""


def test_mainpid_names_a_process_of_its_own_whose_end_is_its_end(
    services: Services, ready: Puppet
) -> None:
    """The status of a process that init did not start is not known: its end counts as a success."""
    started = services.start(ready.spec(type=NOTIFY))
    named = int(ready.do("child(['sleep', '1000'])"))
    ready.do(f"say('MAINPID={named}')")
    services.until_state("ready", main_pid=named)
    assert named != started.pid
    ready.tell("os._exit(3)")
    until(lambda: not Path(f"/proc/{started.pid}").exists(), "the first process has gone")
    assert services.phase("ready") == "ACTIVE"
    assert Path(f"/proc/{named}").exists()
    services.signal("ready", "SIGUSR1")
    ended = services.until_phase("ready", "INACTIVE", "FAILED")
    assert "MAINPID" in ended.service.reason


def test_a_service_whose_main_process_was_named_is_stopped_whole(
    services: Services, ready: Puppet
) -> None:
    services.start(ready.spec(type=NOTIFY))
    named = int(ready.do("child(['sleep', '1000'])"))
    ready.do(f"say('MAINPID={named}')")
    services.until_state("ready", main_pid=named)
    ready.tell("os._exit(0)")
    services.stop("ready")
    assert not Path(f"/proc/{named}").exists()
    assert services.get("ready").service.result == "success"


def test_mainpid_of_a_foreign_process_is_refused(services: Services, ready: Puppet) -> None:
    started = services.start(ready.spec(type=NOTIFY))
    with subprocess.Popen(["sleep", "1000"]) as foreign:
        for pid in (foreign.pid, 1, os.getpid(), 4194304):
            ready.do(f"say('MAINPID={pid}\\nSTATUS={pid}')")
            services.until_state("ready", status_text=str(pid))
            assert services.get("ready").service.main_pid == started.pid
        services.stop("ready")
        assert foreign.poll() is None
        foreign.kill()


def test_one_that_says_that_it_stops_has_its_grace_and_no_more(
    services: Services, ready: Puppet
) -> None:
    services.start(ready.spec(type=NOTIFY, executable={"stop_timeout": "0.3s"}))
    ready.do("say('STOPPING=1')")
    ended = services.until_result("ready", "stop-timeout")
    assert ended.service.reason == "did not end within 0.3 s of saying STOPPING=1"


def test_stopping_cannot_be_undone_by_a_later_message(services: Services, ready: Puppet) -> None:
    services.start(ready.spec(type=NOTIFY, executable={"stop_timeout": "0.5s"}))
    ready.do("say('STOPPING=1')")
    ready.do("say('READY=1\\nRELOADING=1')")
    services.until_result("ready", "stop-timeout")


def test_one_that_stops_by_itself_ends_well(services: Services, ready: Puppet) -> None:
    services.start(ready.spec(type=NOTIFY))
    ready.do("say('STOPPING=1')")
    services.until_state("ready", step="stopping")
    ready.tell("sys.exit(0)")
    services.until_result("ready", "success")


def test_a_reload_by_signal_is_over_when_it_is_ready_again(
    services: Services, tmp_path: Path
) -> None:
    first = (
        "def reload(*_):\n"
        "  say('RELOADING=1\\nMONOTONIC_USEC=%d' % (time.monotonic_ns() // 1000))\n"
        "  say('READY=1\\nSTATUS=reloaded')\n"
        "signal.signal(signal.SIGHUP, reload)\n" + READY
    )
    puppet = Puppet(tmp_path, "web", first)
    services.start(puppet.spec(type=RELOADS))
    answer = services.reload("web")
    assert answer.service.status_text == "reloaded"
    assert answer.service.phase == 4
    assert answer.service.starts == 1
    puppet.close()


def test_a_reload_that_is_not_answered_fails_and_leaves_it_up(
    services: Services, tmp_path: Path
) -> None:
    puppet = Puppet(tmp_path, "web", f"signal.signal(signal.SIGHUP, signal.SIG_IGN); {READY}")
    services.start(puppet.spec(type=RELOADS, start_timeout="5s"))
    services.edit("web", ["service.start_timeout"], {"service": {"start_timeout": "0.3s"}})
    with refused() as told:
        services.reload("web")
    assert told == ["cannot reload web: did not finish its reload within 0.3 s"]
    assert services.phase("web") == "ACTIVE"
    puppet.close()


def test_ready_without_reloading_ends_no_reload(services: Services, tmp_path: Path) -> None:
    first = f"def reload(*_): say('READY=1')\nsignal.signal(signal.SIGUSR2, reload)\n{READY}"
    puppet = Puppet(tmp_path, "web", first)
    services.start(puppet.spec(type=RELOADS, reload_signal="SIGUSR2", start_timeout="5s"))
    services.edit("web", ["service.start_timeout"], {"service": {"start_timeout": "0.3s"}})
    with refused() as told:
        services.reload("web")
    assert "did not finish its reload" in told[0]
    puppet.close()


def test_a_reload_by_commands_or_a_signal_says_when_it_fails(
    services: Services, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    reload = [line(f"echo $MAINPID >>{out}"), line(f"test ! -e {out}.no")]
    started = services.start(plain("web", "sleep", "1000", reload=reload))
    assert services.reload("web").service.phase == 4
    assert out.read_text() == f"{started.pid}\n"
    Path(f"{out}.no").touch()
    with refused() as told:
        services.reload("web")
    assert told == ["cannot reload web: reload command 2: exited with status 1"]
    assert services.get("web").pid == started.pid
    services.start(plain("other", "sleep", "1000"))
    with refused() as told:
        services.reload("other")
    assert "neither a reload command nor a reload signal" in told[0]
    assert services.reload("other", or_restart=True).service.starts == 2


def test_a_watchdog_that_is_fed_keeps_still(services: Services, tmp_path: Path) -> None:
    first = (
        "import threading\n"
        "def feed():\n"
        "  while True:\n"
        "    say('WATCHDOG=1')\n"
        "    time.sleep(int(os.environ['WATCHDOG_USEC']) / 1e7)\n"
        f"threading.Thread(target=feed, daemon=True).start()\n{READY}"
    )
    puppet = Puppet(tmp_path, "web", first)
    started = services.start(puppet.spec(type=NOTIFY, watchdog="2s"))
    assert puppet.do("os.environ['WATCHDOG_USEC']") == "'2000000'"
    assert puppet.do("os.environ['WATCHDOG_PID'] == str(os.getpid())") == "True"
    assert puppet.do("time.sleep(3)") == "None"
    assert services.get("web").pid == started.pid
    # A stopped process feeds nobody: what it is told to say comes from its second thread.
    os.kill(started.pid, signal.SIGSTOP)
    services.until_result("web", "watchdog")
    puppet.close()


def test_a_missed_watchdog_is_told_by_its_signal_then_killed(
    services: Services, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    script = f"trap 'echo hangs >>{out}' USR2; while :; do sleep 0.05; done"
    web = shell(
        "web",
        script,
        watchdog="0.3s",
        watchdog_signal="SIGUSR2",
        executable={"stop_timeout": "0.4s"},
    )
    services.start(web)
    ended = services.until_result("web", "watchdog")
    assert out.read_text() == "hangs\n"
    assert ended.signal == signal.SIGKILL
    assert ended.service.reason == "its watchdog heard nothing for 0.3 s"


def test_a_watchdog_can_be_triggered_even_where_there_is_none(
    services: Services, ready: Puppet
) -> None:
    services.start(ready.spec(type=NOTIFY))
    ready.tell("say('WATCHDOG=trigger')")
    ended = services.until_result("ready", "watchdog")
    assert ended.service.reason == "it said WATCHDOG=trigger"
    assert ended.signal == signal.SIGABRT


def test_the_interval_of_a_watchdog_is_set_and_taken_away_at_run_time(
    services: Services, ready: Puppet
) -> None:
    started = services.start(ready.spec(type=NOTIFY, watchdog="0.8s"))
    ready.do("say('WATCHDOG_USEC=0')")
    ready.do("time.sleep(1.2)")
    assert services.get("ready").pid == started.pid
    ready.do("say('WATCHDOG_USEC=200000')")
    ended = services.until_result("ready", "watchdog")
    assert ended.service.reason == "its watchdog heard nothing for 0.2 s"


def test_a_start_is_extended_as_long_as_it_is_said(services: Services, puppet: Puppet) -> None:
    services.start(puppet.spec(type=NOTIFY, start_timeout="1.5s"), no_block=True)
    puppet.do("say('EXTEND_TIMEOUT_USEC=60000000')")
    puppet.do("time.sleep(2)")
    assert services.phase("puppet") == "ACTIVATING"
    puppet.do(READY)
    services.until_phase("puppet", "ACTIVE")


def test_an_extension_is_over_when_it_is_not_said_again(
    services: Services, puppet: Puppet
) -> None:
    services.start(puppet.spec(type=NOTIFY, start_timeout="0.2s"), no_block=True)
    services.until_result("puppet", "start-timeout")
    services.edit("puppet", ["service.start_timeout"], {"service": {"start_timeout": "1s"}})
    services.start_again("puppet", no_block=True)
    puppet.do("say('EXTEND_TIMEOUT_USEC=1500000')")
    services.until_result("puppet", "start-timeout")


def test_the_time_that_it_may_run_is_extended(services: Services, ready: Puppet) -> None:
    started = services.start(ready.spec(type=NOTIFY, run_timeout="1.5s"))
    ready.do("say('EXTEND_TIMEOUT_USEC=60000000')")
    ready.do("time.sleep(2)")
    assert services.get("ready").pid == started.pid


def test_a_stop_is_extended_as_long_as_it_is_said(services: Services, tmp_path: Path) -> None:
    first = (
        "def end(*_):\n"
        "  say('EXTEND_TIMEOUT_USEC=60000000')\n"
        "  time.sleep(1.5)\n"
        "  os._exit(0)\n"
        f"signal.signal(signal.SIGTERM, end)\n{READY}"
    )
    puppet = Puppet(tmp_path, "web", first)
    services.start(puppet.spec(type=NOTIFY, executable={"stop_timeout": "0.8s"}))
    stopped = services.stop("web")
    assert stopped.service.result == "success"
    assert stopped.exit_code == 0
    puppet.close()


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("ERRNO=2", "it reported error No such file or directory"),
        ("EXIT_STATUS=78", "it reported exit status 78"),
        ("BUSERROR=org.example.Gone", "it reported org.example.Gone"),
        ("VARLINKERROR=org.example.Bad", "it reported org.example.Bad"),
    ],
)
def test_what_it_reports_of_a_failure_is_in_the_reason(
    services: Services, ready: Puppet, said: str, shown: str
) -> None:
    services.start(ready.spec(type=NOTIFY))
    ready.do(f"say('{said}')")
    ready.tell("os._exit(1)")
    ended = services.until_result("ready", "exit-code")
    assert ended.service.reason == f"exited with status 1; {shown}"


def stored(services: Services, name: str, count: int) -> None:
    until(lambda: services.get(name).service.stored_fds == count, f"{count} are stored")


def test_stored_descriptors_come_back_in_the_next_process(
    services: Services, ready: Puppet
) -> None:
    services.start(ready.spec(type=NOTIFY, fd_store=4, restart={"policy": "POLICY_ALWAYS"}))
    ready.do("globals().update(p=os.pipe()); os.write(p[1], b'kept')")
    ready.do("say('FDSTORE=1\\nFDNAME=pipe', p[0])")
    ready.do("say('FDSTORE=1', p[1])")
    stored(services, "ready", 2)
    ready.tell("os._exit(1)")
    services.until_state("ready", starts=2)
    assert ready.do("(os.environ['LISTEN_FDS'], os.environ['LISTEN_FDNAMES'])") == (
        "('2', 'pipe:stored')"
    )
    assert ready.do("os.environ['LISTEN_PID'] == str(os.getpid())") == "True"
    assert ready.do("os.write(4, b'on')") == "2"
    assert ready.do("os.read(3, 9)").endswith("on'")
    services.stop("ready")
    assert services.get("ready").service.stored_fds == 0


def test_stored_descriptors_are_dropped_by_name_and_when_they_hang_up(
    services: Services, ready: Puppet
) -> None:
    services.start(ready.spec(type=NOTIFY, fd_store=4))
    ready.do("globals().update(a=socket.socketpair(), b=socket.socketpair(), c=os.pipe())")
    ready.do("say('FDSTORE=1\\nFDNAME=a', a[0].fileno())")
    ready.do("say('FDSTORE=1\\nFDNAME=b\\nFDPOLL=0', b[0].fileno())")
    ready.do("say('FDSTORE=1\\nFDNAME=c', c[0], c[1])")
    stored(services, "ready", 4)
    ready.do("say('FDSTOREREMOVE=1\\nFDNAME=c')")
    stored(services, "ready", 2)
    ready.do("[one.close() for one in a]")
    stored(services, "ready", 1)
    ready.do("[one.close() for one in b]")
    ready.do("say('STATUS=closed')")
    services.until_state("ready", status_text="closed")
    assert services.get("ready").service.stored_fds == 1


def test_no_more_is_stored_than_was_allowed_and_nothing_by_default(
    services: Services, ready: Puppet
) -> None:
    services.start(ready.spec(type=NOTIFY, fd_store=1))
    ready.do("globals().update(c=os.pipe())")
    ready.do("say('FDSTORE=1', c[0], c[1])")
    stored(services, "ready", 1)
    services.remove("ready", stop=True)
    services.start(ready.spec(type=NOTIFY))
    ready.do("globals().update(c=os.pipe())")
    ready.do("say('FDSTORE=1\\nSTATUS=sent', c[0])")
    services.until_state("ready", status_text="sent")
    assert services.get("ready").service.stored_fds == 0


def test_a_stop_keeps_the_store_only_where_that_is_said(services: Services, ready: Puppet) -> None:
    services.start(ready.spec(type=NOTIFY, fd_store=1, fd_store_preserve=True))
    ready.do("globals().update(c=os.pipe())")
    ready.do("say('FDSTORE=1\\nFDPOLL=0\\nFDNAME=kept', c[0])")
    stored(services, "ready", 1)
    services.stop("ready")
    assert services.get("ready").service.stored_fds == 1
    services.start_again("ready")
    assert ready.do("os.environ['LISTEN_FDNAMES']") == "'kept'"


@pytest.mark.parametrize(
    ("access", "sender", "heard"),
    [
        ("NOTIFY_ACCESS_NONE", "main", False),
        ("NOTIFY_ACCESS_MAIN", "main", True),
        ("NOTIFY_ACCESS_MAIN", "child", False),
        ("NOTIFY_ACCESS_EXEC", "child", False),
        ("NOTIFY_ACCESS_EXEC", "command", True),
        ("NOTIFY_ACCESS_ALL", "child", True),
        ("NOTIFY_ACCESS_ALL", "command", True),
    ],
)
def test_whose_messages_count(
    services: Services, puppet: Puppet, access: str, sender: str, heard: bool
) -> None:
    # It says it and waits for its barrier, so that it is there when it is looked up.
    code = (
        "import os, socket; s = socket.socket(1, 2); s.connect(os.environ['NOTIFY_SOCKET']);"
        "s.send(b'STATUS=heard'); r, w = os.pipe(); socket.send_fds(s, [b'BARRIER=1'], [w]);"
        "os.close(w); os.read(r, 1)"
    )
    words = [sys.executable, "-I", "-S", "-c", code]
    services.start(puppet.spec(notify_access=access, reload=[{"argv": words}]))
    if access == "NOTIFY_ACCESS_NONE":
        assert puppet.do("os.environ.get('NOTIFY_SOCKET')") == "None"
        return
    if sender == "main":
        puppet.do("say('STATUS=heard')")
    elif sender == "child":
        puppet.do(f"subprocess.run({words!r}) and None")
    else:
        services.reload("puppet")
    # A barrier is handled after what was said before it.
    puppet.do("globals().update(p=os.pipe())")
    puppet.do("say('BARRIER=1', p[1])")
    puppet.do("os.close(p[1])")
    assert puppet.do("os.read(p[0], 1)") == "b''"
    shown = services.get("puppet").service.status_text
    assert (shown == "heard") == heard


def test_access_is_changed_at_run_time(services: Services, ready: Puppet) -> None:
    services.start(ready.spec(type=NOTIFY))
    ready.do("say('NOTIFYACCESS=all')")
    ready.do("subprocess.run(['systemd-notify', '--status=helper']) and None")
    services.until_state("ready", status_text="helper")


def test_a_helper_that_waits_for_its_barrier_is_heard(services: Services) -> None:
    """systemd-notify sends BARRIER=1 and waits, so that it is still there when it is looked up."""
    script = "systemd-notify --ready --status=ok && touch /dev/null; exec sleep 1000"
    services.start(shell("web", script, type=NOTIFY, notify_access=ALL))
    assert services.get("web").service.status_text == "ok"


def test_the_backoff_is_reset_on_request(services: Services, ready: Puppet) -> None:
    restart = {"policy": "POLICY_ALWAYS", "delay": "0.05s", "reset_after": "1000s"}
    services.start(ready.spec(type=NOTIFY, restart=restart))
    for count in (2, 3):
        ready.tell("os._exit(1)")
        services.until_state("ready", starts=count)
        services.until_phase("ready", "ACTIVE")
    assert services.get("ready").service.attempt == 2
    ready.do("say('RESTART_RESET=1')")
    services.until_state("ready", attempt=0)


def test_a_flood_is_held_back_and_nobody_else_is_kept_waiting(
    services: Services, shared_daemon: Daemon, ready: Puppet
) -> None:
    services.start(ready.spec(type=NOTIFY))
    ready.tell("[say('STATUS=%d' % n) for n in range(1_000_000)] and None")
    until(lambda: "ready: sends more than" in shared_daemon.log(), "the flood is told")
    for name in ("other", "another"):
        services.start(plain(name, "sleep", "1000"))
        services.stop(name)
    assert services.get("ready").service.status_text
    assert shared_daemon.log().count("ready: sends more than") == 1


def test_ready_from_another_cell_does_not_count(
    services: Services, puppet: Puppet, tmp_path: Path
) -> None:
    services.start(puppet.spec(type=NOTIFY, notify_access=ALL), no_block=True)
    path = puppet.do("os.environ['NOTIFY_SOCKET']").strip("'")
    stranger = Puppet(tmp_path, "stranger")
    services.start(stranger.spec())
    stranger.do(f"os.environ.update(NOTIFY_SOCKET={path!r})")
    stranger.do("say('READY=1\\nSTATUS=not mine')")
    puppet.do("say('STATUS=mine')")
    services.until_state("puppet", status_text="mine")
    assert services.phase("puppet") == "ACTIVATING"
    stranger.close()
