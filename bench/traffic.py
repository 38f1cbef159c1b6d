"""What rules cost the traffic that passes them."""

import json
import subprocess

from aurae.model.network import PublishedPort
from tests.support.daemon import Daemon
from tests.support.yard import HOST4, Member, Place, Yard, yard

SECONDS, ROUNDS = 1, 8
WEB = PublishedPort(5201, 15201)


def traffic(daemon: Daemon) -> tuple[str, str]:
    """One connection of iperf3 between members, and to a published port; with rules and without.

    The best of some rounds, as others may work beside it.
    """
    del daemon
    with yard() as machine:
        network = machine.network(1)
        one, two = machine.member(network, 5), machine.member(network, 6)
        _route(machine)
        found: dict[str, list[float]] = {name: [] for name in ("in", "port", "bare", "route")}
        for _ in range(ROUNDS):
            machine.publish(one, WEB)
            found["in"].append(_rate(one, two, one.ipv4, 5201))
            found["port"].append(_rate(one, machine.outside, HOST4, WEB.host_port))
            machine.unrule()
            found["bare"].append(_rate(one, two, one.ipv4, 5201))
            found["route"].append(_rate(one, machine.outside, one.ipv4, 5201))
            machine.apply()
    best = {name: max(rates) for name, rates in found.items()}
    return _share(best["in"], best["bare"]), _share(best["port"], best["route"])


def _route(machine: Yard) -> None:
    """Let the outside know the way to members, as there are no published ports without rules."""
    route = ["ip", "route", "add", "10.88.0.0/16", "via", HOST4]
    machine.outside.within(lambda: subprocess.run(route, check=True))


def _rate(server: Member, client: Place, address: str, port: int) -> float:
    """Return bytes a second."""
    listen = ["iperf3", "--server", "--one-off", "--forceflush", "--port", "5201"]
    ask = ["iperf3", "--client", address, "--port", str(port), "--time", str(SECONDS), "--json"]
    listening = server.within(lambda: subprocess.Popen(listen, stdout=subprocess.PIPE))
    assert listening.stdout is not None
    while b"listening" not in listening.stdout.readline():
        assert listening.poll() is None, "iperf3 does not listen"
    done = client.within(lambda: subprocess.run(ask, capture_output=True, check=True, timeout=30))
    listening.communicate()
    found = json.loads(done.stdout)["end"]["sum_received"]["bits_per_second"]
    return float(found) / 8


def _share(ours: float, bare: float) -> str:
    return f"{ours / bare:.2f} ({ours / 1e6:.0f} of {bare / 1e6:.0f} MB/s)"
