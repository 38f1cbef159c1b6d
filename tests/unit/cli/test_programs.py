"""`aer` as a program: what it imports, how it meets closed pipes, signals, terminals and shells."""

import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.support.require import need
from tests.support.small_daemon import SmallDaemon
from tests.support.until import until

AER = [sys.executable, "-m", "aurae"]
HEAVY = {"cryptography", "uvloop", "sqlite3", "grpc", "yaml", "json_format"}


def environment(small: SmallDaemon, **more: str) -> dict[str, str]:
    return {**os.environ, "AURAE_CLIENT_CONFIG": str(small.folder / "client.toml"), **more}


@pytest.mark.slow
@pytest.mark.parametrize(
    "words", [["version"], ["ps"], ["logs", "nobody"], ["cell", "list"], ["tree"]]
)
def test_the_fast_path_imports_nothing_heavy(small: SmallDaemon, words: list[str]) -> None:
    program = "import sys\nfrom aurae.cli import aer\naer.main(sys.argv[1:])\nprint(*sys.modules, sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", program, *words],
        env=environment(small), capture_output=True, text=True, check=True,
    )  # fmt: skip
    modules = done.stdout.split("\n")
    assert "aurae.cli.aer" in modules
    assert [name for name in modules if HEAVY & set(name.split("."))] == []
    assert [name for name in modules if name.startswith(("aurae.server", "aurae.identity"))] == []
    assert len(modules) < 420


def test_help_and_completion_scripts_start_no_asyncio() -> None:
    program = (
        "import sys\nfrom aurae.cli import aer\naer.main(['help'])\naer.main(['completion', 'bash'])\n"
        "assert not {'asyncio', 'ssl', 'grpclib'} & set(sys.modules), sorted(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)


@pytest.mark.slow
def test_a_closed_pipe_is_quiet(small: SmallDaemon) -> None:
    command = f"{sys.executable} -m aurae logs long | head -1"
    small_run(small, "run", "-d", "--name", "long", "--", "echo", *(["x" * 1000] * 500))
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        env=environment(small), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (141, "x" * 1000 + "\n", "")


def small_run(small: SmallDaemon, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*AER, *words], env=environment(small), capture_output=True, text=True, check=True
    )


@pytest.mark.slow
def test_the_first_interrupt_stops_the_command(small: SmallDaemon) -> None:
    process = subprocess.Popen(
        [*AER, "run", "--name", "int-1", "--", "sleep", "begun"],
        env=environment(small), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 128 + signal.SIGTERM
    assert "stopping int-1; once more leaves it alone" in err


@pytest.mark.slow
def test_the_second_interrupt_leaves_the_command_alone(small: SmallDaemon) -> None:
    assert small.runtime is not None
    process = subprocess.Popen(
        [*AER, "run", "--name", "stubborn", "--", "stubborn", "begun"],
        env=environment(small), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline() == "begun\n"
    process.send_signal(signal.SIGINT)
    assert "stopping stubborn" in process.stderr.readline()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "stubborn is left alone" in err


def at_a_terminal(small: SmallDaemon, *words: str, **more: str) -> str:
    """Run aer with a terminal of 60 columns as its output; returns what appeared there."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [*AER, *words], stdout=slave, env=environment(small, COLUMNS="60", TERM="xterm", **more)
    )
    os.close(slave)
    seen = b""
    try:
        while chunk := os.read(master, 65536):
            seen += chunk
    except OSError:  # EIO: the other end is closed
        pass
    os.close(master)
    assert process.wait(60) == 0
    return seen.decode().replace("\r\n", "\n")


@pytest.mark.slow
def test_colours_and_widths_are_for_terminals_only(small: SmallDaemon) -> None:
    small_run(small, "run", "-d", "--name", "wide", "--", "sleep", "y" * 200)
    assert "\x1b" not in small_run(small, "ps").stdout
    seen = at_a_terminal(small, "ps")
    assert "\x1b[32mrunning" in seen
    assert "…" in seen
    assert "\x1b" not in at_a_terminal(small, "ps", NO_COLOR="1")


def complete_in_bash(small: SmallDaemon, folder: Path, line: str) -> list[str]:
    """Let a real bash complete a line at its end with our script."""
    bash = need("bash")
    (folder / "aer").write_text(f'#!/bin/sh\nexec {sys.executable} -m aurae "$@"\n')
    (folder / "aer").chmod(0o755)
    script = f"""
        eval "$(aer completion bash)"
        COMP_WORDS=({line}) COMP_LINE='{line}'
        {"COMP_WORDS+=('')" if line.endswith(" ") else ":"}
        COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
        compopt() {{ :; }}
        _aer
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    path = f"{folder}:{os.environ['PATH']}"
    done = subprocess.run(
        [bash, "-c", script],
        env=environment(small, PATH=path), cwd=folder, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stderr == ""
    return done.stdout.split("\n")[:-1]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("aer st", ["stop", "start", "status"]),
        ("aer -o json ver", ["version"]),
        ("aer logs --fo", ["--follow"]),
        ("aer ps -o ", ["table", "json", "yaml"]),
        ("aer stop compl", ["complete-me"]),
        ("aer completion ", ["bash", "zsh", "fish"]),
        ("aer cell fr", ["free", "freeze"]),
        ("aer cell get compl", ["complete-cell"]),
        ("aer ps --config ae", ["aer"]),
        ("aer nonsense ", [""]),
    ],
)
def test_bash_completes(
    small: SmallDaemon, tmp_path: Path, line: str, expected: list[str]
) -> None:
    if (
        "compl" in line
        and small.runtime is not None
        and "complete-me" not in small.runtime.workloads
    ):
        small_run(small, "run", "-d", "--name", "complete-me", "--", "sleep")
        small_run(small, "run", "-d", "--name", "complete-ended", "--", "echo")
        small_run(small, "cell", "allocate", "complete-cell")
    assert complete_in_bash(small, tmp_path, line) == expected


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_the_other_shells_take_their_scripts(tmp_path: Path, shell: str) -> None:
    program = need(shell)
    script = subprocess.run([*AER, "completion", shell], capture_output=True, check=True).stdout
    (tmp_path / "script").write_bytes(script)
    subprocess.run([program, "-n", str(tmp_path / "script")], check=True)


@pytest.mark.slow
def test_fish_completes(small: SmallDaemon, tmp_path: Path) -> None:
    fish = need("fish")
    (tmp_path / "aer").write_text(f'#!/bin/sh\nexec {sys.executable} -m aurae "$@"\n')
    (tmp_path / "aer").chmod(0o755)
    done = subprocess.run(
        [
            fish,
            "-c",
            "aer completion fish | source; complete -C 'aer st'; complete -C 'aer ps -o '; complete -C 'aer cell fr'",
        ],
        env=environment(small, PATH=f"{tmp_path}:{os.environ['PATH']}", HOME=str(tmp_path)),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == [
        *("start", "status", "stop", "json", "table", "yaml", "free", "freeze")
    ]


@pytest.mark.slow
def test_zsh_completes(small: SmallDaemon, tmp_path: Path) -> None:
    zsh = need("zsh")
    (tmp_path / "aer").write_text(f'#!/bin/sh\nexec {sys.executable} -m aurae "$@"\n')
    (tmp_path / "aer").chmod(0o755)
    # compadd works only inside the line editor; here it prints what it was given.
    script = """
        compdef() { :; }
        eval "$(aer completion zsh)"
        compadd() { print -l -- ${(P)2}; }
        words=(aer st) CURRENT=2; _aer
        words=(aer ps -o '') CURRENT=4; _aer
        words=(aer cell fr) CURRENT=3; _aer
    """
    done = subprocess.run(
        [zsh, "-f", "-c", script],
        env=environment(small, PATH=f"{tmp_path}:{os.environ['PATH']}"),
        capture_output=True,
        text=True,
        check=True,
    )
    expected = ["stop", "start", "status", "table", "json", "yaml", "free", "freeze"]
    assert (done.stdout.split(), done.stderr) == (expected, "")


@pytest.mark.slow
def test_reexec_waits_for_the_new_generation(small: SmallDaemon) -> None:
    program = "import sys\nfrom aurae.__main__ import auraed\nsys.exit(auraed())"
    done = subprocess.run(
        [sys.executable, "-c", program, "reexec"],
        env=environment(small), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert re.search(
        r"runs as generation \d: init pid 10, server pid \d+, journal pid 12", done.stdout
    )


@pytest.mark.slow
def test_reexec_without_an_identity_gets_one_for_the_call(
    small: SmallDaemon, tmp_path: Path
) -> None:
    program = "import sys\nfrom aurae.__main__ import auraed\nsys.exit(auraed())"
    sockets = {"AURAE_LOGIN_SOCKET": str(small.login_socket), "AURAE_SOCKET": str(small.socket)}
    own = {name: text for name, text in os.environ.items() if name != "AURAE_CLIENT_CONFIG"}
    done = subprocess.run(
        [sys.executable, "-c", program, "reexec"],
        env={**own, **sockets, "HOME": str(tmp_path)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "runs as generation" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_the_three_programs_have_their_entry_points() -> None:
    beside = Path(sys.executable).parent
    for name in ("auraed", "aer", "auraescript"):
        assert shutil.which(name, path=str(beside)) is not None


@pytest.mark.slow
def test_following_ends_with_130_when_interrupted(small: SmallDaemon) -> None:
    small_run(small, "run", "-d", "--name", "followed", "--", "sleep", "one")
    process = subprocess.Popen(
        [*AER, "logs", "-f", "followed"],
        env=environment(small), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    lines: list[str] = []
    assert process.stdout is not None
    reader = threading.Thread(target=lambda: lines.extend(process.stdout or []))
    reader.start()
    until(lambda: lines, "the first line is shown")
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 130
    reader.join(60)
    assert process.stderr is not None
    assert process.stderr.read() == ""
    process.stdout.close()
    process.stderr.close()


def begin_watch(small: SmallDaemon, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*AER, "cell", "watch", *words],
        env=environment(small), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


@pytest.mark.slow
def test_watching_prints_a_line_an_event_and_ends_with_130(small: SmallDaemon) -> None:
    small_run(small, "cell", "allocate", "watched")
    for form, first, second in (
        ("table", "2023-11-14T22:13:20Z  exists     watched\n", "2023-11-14T22:13:20Z  synced\n"),
        (
            "json",
            '{"event": "exists", "time": "2023-11-14T22:13:20Z", "cell": {',
            '"cell": null}\n',
        ),
        ("yaml", "- event: exists\n", "  time:"),
    ):
        process = begin_watch(small, "watched", "-o", form)
        assert process.stdout is not None
        assert process.stdout.readline().startswith(first)
        assert second in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        assert (process.returncode, err) == (130, "")


@pytest.mark.slow
def test_watching_fails_when_the_daemon_ends_it(small: SmallDaemon) -> None:
    process = begin_watch(small, "brief")
    out, err = process.communicate(timeout=60)
    assert out.endswith("synced\n")
    assert (process.returncode, err) == (
        1, "aer: cannot watch any longer: the daemon ended the answer\n",
    )  # fmt: skip


@pytest.mark.slow
def test_the_tree_fits_the_terminal(small: SmallDaemon) -> None:
    small_run(small, "cell", "allocate", "broad", "--memory-max", "1GiB")
    small_run(small, "run", "-d", "--name", "broad-1", "--", "sleep", "y" * 200)
    seen = at_a_terminal(small, "tree")
    assert "\x1b[1mbroad\x1b[0m" in seen
    plain = re.sub(r"\x1b\[\d*m", "", seen)
    assert max(len(line) for line in plain.splitlines()) == 60
