"""What one caller can have of the daemon: pulls at once, and none for ever."""

import contextlib
import socket
from collections.abc import Callable, Iterator

import grpc

from aurae.proto import images_pb2
from tests.support.api import Api
from tests.support.daemon import Daemon
from tests.support.until import until


@contextlib.contextmanager
def silent_registry() -> Iterator[str]:
    """Give the address of what takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"127.0.0.1:{listener.getsockname()[1]}"


def test_a_caller_has_half_of_the_pulls_and_what_nobody_waits_for_ends(
    make_daemon: Callable[..., Daemon],
) -> None:
    daemon = make_daemon(max_pulls="2", pull_grace="500ms")
    with silent_registry() as registry, Api(daemon.client_config) as api:

        def pull(name: str) -> images_pb2.PullImageRequest:
            return images_pb2.PullImageRequest(name=f"{registry}/{name}")

        first = api.talk("ImageService.Pull", iter([pull("one")]))
        next(first)
        again = api.talk("ImageService.Pull", iter([pull("one")]))
        next(again)  # joined
        refused = daemon.aer("image", "pull", "-q", f"{registry}/two", check=False)
        assert "1 pulls of uid 0 are running" in refused.stderr
        first.cancel()
        again.cancel()

        def accepted() -> bool:
            other = api.talk("ImageService.Pull", iter([pull("two")]))
            try:
                next(other)
            except grpc.RpcError:
                return False
            finally:
                other.cancel()
            return True

        until(accepted, "the pull that nobody waits for ends")
    daemon.stop()
