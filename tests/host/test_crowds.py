"""Many clients that want something at the same time."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Barrier

import grpc

from aurae.proto import runtime_pb2
from tests.support.api import Api
from tests.support.daemon import Daemon
from tests.support.proc import alive

CLIENTS = 20
CROWD = 50


def test_of_twenty_clients_that_want_one_name_one_gets_it(api: Api, shared_daemon: Daemon) -> None:
    together = Barrier(CLIENTS)

    def start(client: Api) -> str:
        client.get("wanted-first")  # connected before the race
        together.wait(60)
        try:
            client.start("sleep", "600", name="wanted")
        except grpc.RpcError as error:
            return f"{error.code().name} {error.details()}"
        return "won"

    api.start("true", name="wanted-first")
    with ExitStack() as stack, ThreadPoolExecutor(CLIENTS) as pool:
        clients = [stack.enter_context(Api(shared_daemon.client_config)) for _ in range(CLIENTS)]
        outcomes = sorted(pool.map(start, clients))
    assert outcomes.pop() == "won"
    assert {text.rpartition(" ")[0] for text in outcomes} == {
        "ALREADY_EXISTS cannot start wanted: a workload of that name is"
    }
    everything = api.call("RuntimeService.List", runtime_pb2.ListRequest(all=True)).workloads
    assert [item.status for item in everything if item.name == "wanted"] == [
        runtime_pb2.STATUS_RUNNING
    ]
    api.stop("wanted")


def test_fifty_start_and_stop_at_once(api: Api) -> None:
    together = Barrier(CROWD)

    def live(number: int) -> tuple[int, bool, int]:
        together.wait(60)
        begun = api.start("sleep", "600", name=f"crowd-{number}")
        ended = api.stop(f"crowd-{number}")
        return begun.id, alive(begun.pid), ended.signal

    with ThreadPoolExecutor(CROWD) as pool:
        outcomes = list(pool.map(live, range(CROWD)))
    assert len({ident for ident, _, _ in outcomes}) == CROWD
    assert {(lives, number) for _, lives, number in outcomes} == {(False, 15)}


def test_starts_and_stops_of_one_name_at_once_end_in_order(api: Api) -> None:
    together = Barrier(CLIENTS)

    def meddle(number: int) -> set[str]:
        together.wait(60)
        refused = set()
        for _ in range(5):
            try:
                if number % 2:
                    api.start("sleep", "600", name="contested")
                else:
                    api.stop("contested")
            except grpc.RpcError as error:
                refused.add(error.code().name)
        return refused

    with ThreadPoolExecutor(CLIENTS) as pool:
        refused = set[str]().union(*pool.map(meddle, range(CLIENTS)))
    assert refused <= {"ALREADY_EXISTS", "NOT_FOUND"}
    api.stop("contested")
    assert "contested" not in api.running()
