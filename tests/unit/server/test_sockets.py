"""Socket files appear complete, replace stale ones, and leave those of others alone."""

import contextlib
import socket
import stat
from pathlib import Path

import pytest

from aurae.server.sockets import CannotListen, SocketFile, listen_tcp


def test_a_socket_is_open_for_everyone_and_gone_after_close(tmp_path: Path) -> None:
    file = SocketFile(tmp_path / "a.sock")
    assert stat.S_IMODE((tmp_path / "a.sock").stat().st_mode) == 0o666
    assert [path.name for path in tmp_path.iterdir()] == ["a.sock"]
    file.close()
    file.close()
    assert not list(tmp_path.iterdir())


def test_a_stale_socket_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.sock"
    with socket.socket(socket.AF_UNIX) as stale:
        stale.bind(str(path))
    (tmp_path / "~a.sock").touch()
    SocketFile(path).close()


def test_a_socket_in_use_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.sock"
    first = SocketFile(path)
    with pytest.raises(CannotListen, match=r"cannot listen on .*a\.sock: another process"):
        SocketFile(path)
    first.close()


def test_a_socket_whose_backlog_is_full_is_in_use(tmp_path: Path) -> None:
    path = tmp_path / "a.sock"
    with contextlib.ExitStack() as stack:
        busy = stack.enter_context(socket.socket(socket.AF_UNIX))
        busy.bind(str(path))
        busy.listen(0)
        waiting = stack.enter_context(socket.socket(socket.AF_UNIX))
        waiting.connect(str(path))
        with pytest.raises(CannotListen, match="another process serves it"):
            SocketFile(path)
        assert path.exists()


def test_a_socket_of_another_kind_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.sock"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as other:
        other.bind(str(path))
        with pytest.raises(CannotListen, match="wrong type"):
            SocketFile(path)
        assert path.exists()


def test_another_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.sock"
    path.write_text("precious")
    with pytest.raises(CannotListen, match="no socket"):
        SocketFile(path)
    assert path.read_text() == "precious"


def test_a_newer_socket_of_another_process_is_not_removed(tmp_path: Path) -> None:
    path = tmp_path / "a.sock"
    file = SocketFile(path)
    with socket.socket(socket.AF_UNIX) as newer:
        newer.bind(str(tmp_path / "b.sock"))
        (tmp_path / "b.sock").rename(path)
        file.close()
        assert path.exists()


def test_a_missing_folder_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(CannotListen, match=r"cannot listen on .*: No such file or directory"):
        SocketFile(tmp_path / "nowhere/a.sock")


def test_a_taken_port_is_a_clear_error() -> None:
    (first,) = listen_tcp("127.0.0.1:0")
    with first:
        port = first.getsockname()[1]
        with pytest.raises(CannotListen, match="Address already in use"):
            listen_tcp(f"127.0.0.1:{port}")
