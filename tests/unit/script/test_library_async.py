"""The asynchronous face: promises, streams, cancellation, and both faces at once."""

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.auraescript import run
from tests.support.require import need
from tests.support.script_daemon import ScriptDaemon
from tests.support.until import until

Results = Callable[[str], list[object]]


@pytest.fixture(scope="module")
def daemon() -> Iterator[ScriptDaemon]:
    need("deno")
    with ScriptDaemon() as daemon:
        yield daemon


@pytest.fixture
def script(
    daemon: ScriptDaemon, tmp_path: Path
) -> Callable[[str], subprocess.CompletedProcess[str]]:
    """Run the text."""

    def go(text: str) -> subprocess.CompletedProcess[str]:
        (tmp_path / "x.aurae").write_text(text)
        return run("x.aurae", config=daemon.config, cwd=tmp_path)

    return go


@pytest.fixture
def results(script: Callable[[str], subprocess.CompletedProcess[str]]) -> Results:
    """Run the text and read each line that it prints as JSON."""

    def go(text: str) -> list[object]:
        done = script("let show = (...x) => console.log(JSON.stringify(x))\n" + text)
        assert (done.returncode, done.stderr) == (0, "")
        return [json.loads(line) for line in done.stdout.splitlines()]

    return go


def test_every_method_gives_a_promise_or_an_asynchronous_iterator(results: Results) -> None:
    assert results(
        """
        let aurae = await connectAsync()
        let runtime = aurae.runtime()
        show((await aurae.info()).spiffeId.split("/").at(-1), (await aurae.identity().whoAmI()).uid)
        show((await aurae.discovery().discover()).version, (await aurae.health().check()).status)
        show(String((await aurae.system().status()).lostExits))
        show((await runtime.start(exec("echo hi"))).stdout, (await runtime.stop("a")).name)
        show((await runtime.wait("b", {timeout: 1})).status, (await runtime.list({all: true})).length)
        try { await runtime.get("c") } catch (e) { show(e instanceof AuraeError, e.code) }
        let texts = []
        for await (const line of runtime.logs("web")) { texts.push(line.text) }
        show(...texts)
        for await (const item of aurae.health().watch()) { show(item.status); break }
        await aurae.close()
        try { await runtime.list() } catch (e) { show(e.code, e.message) }
        """
    ) == [
        ["ada", 0],
        ["1.2.3", "serving"],
        [str(2**64 - 1)],
        ["hi\n", "a"],
        ["exited", 3],
        [True, "NOT_FOUND"],
        ["web 0", "web 1", "web 2"],
        ["serving"],
        ["UNAVAILABLE", "cannot call: the connection was closed"],
    ]


def test_a_synchronous_call_may_be_made_while_asynchronous_ones_wait(results: Results) -> None:
    assert results(
        """
        let later = await connectAsync(), now = connect()
        let slow = later.runtime().start(exec("slow 0.3", {name: "slow"}))
        let lines = later.runtime().logs("web", {follow: true})
        show((await lines.next()).value.text)
        show(now.discovery().discover().version)
        show((await lines.next()).value.text)
        await lines.return()
        show((await slow).name)
        """
    ) == [["web 0"], ["1.2.3"], ["web 1"], ["slow"]]


def test_many_calls_run_at_once_on_one_connection(results: Results) -> None:
    (answers,) = results(
        """
        let runtime = (await connectAsync()).runtime()
        let work = Array.from({length: 300}, (_, n) => runtime.start(exec("slow 0.5", {name: `w${n}`})))
        show(...(await Promise.all(work)).map((one) => one.name))
        """
    )
    assert answers == [f"w{number}" for number in range(300)]


def test_a_script_ends_when_nothing_is_awaited(results: Results) -> None:
    assert results(
        """
        let runtime = (await connectAsync()).runtime()
        let lines = runtime.logs("web", {follow: true})
        show((await lines.next()).value.text)
        """
    ) == [["web 0"]]


def test_a_pending_call_keeps_the_script_alive(results: Results) -> None:
    assert results(
        """
        connectAsync().then((aurae) => aurae.runtime().start(exec("slow 0.2")).then((w) => show(w.status)))
        """
    ) == [["exited"]]


def test_a_signal_cancels_a_call(daemon: ScriptDaemon, results: Results) -> None:
    daemon.events.clear()
    assert results(
        """
        let runtime = (await connectAsync()).runtime()
        let controller = new AbortController()
        let hang = runtime.start(exec("hang"), {signal: controller.signal})
        setTimeout(() => controller.abort(), 50)
        try { await hang } catch (e) { show(e.code, e.method.split("/")[1], e.message.split(": ")[1]) }
        """
    ) == [["CANCELLED", "Start", "cancelled"]]
    until(lambda: "cancelled hang" in daemon.events, "the daemon sees that the call was cancelled")


def test_a_signal_that_was_aborted_before_makes_no_call(
    daemon: ScriptDaemon, results: Results
) -> None:
    daemon.events.clear()
    assert results(
        """
        let runtime = (await connectAsync()).runtime(), signal = AbortSignal.abort()
        try { await runtime.start(exec("echo x"), {signal}) } catch (e) { show(e.code, e.method) }
        try { for await (const line of runtime.logs("web", {signal})) { show("no") } }
        catch (e) { show(e.code) }
        """
    ) == [["CANCELLED", "aurae.runtime.v0.RuntimeService/Start"], ["CANCELLED"]]
    assert daemon.events == []


def test_a_signal_ends_a_stream_that_waits(daemon: ScriptDaemon, results: Results) -> None:
    daemon.events.clear()
    assert results(
        """
        let runtime = (await connectAsync()).runtime(), controller = new AbortController()
        let {signal} = controller
        try {
          for await (const line of runtime.logs("quiet", {follow: true, signal})) {
            show(line.text); setTimeout(() => controller.abort(), 20)
          }
        } catch (e) { show(e.code) }
        """
    ) == [["quiet 0"], ["CANCELLED"]]
    until(lambda: "cancelled logs of quiet" in daemon.events, "the stream's end at the daemon")


@pytest.mark.parametrize("leave", ["break", "throw new Error('out')"])
def test_leaving_the_loop_cancels_the_stream(
    daemon: ScriptDaemon, results: Results, leave: str
) -> None:
    daemon.events.clear()
    assert results(
        f"""
        let aurae = await connectAsync()
        try {{
          for await (const line of aurae.runtime().logs("left", {{follow: true}})) {{ {leave} }}
        }} catch (e) {{ show(e.message) }}
        show((await aurae.discovery().discover()).version)
        """
    )[-1] == ["1.2.3"]
    until(lambda: "cancelled logs of left" in daemon.events, "the stream's end at the daemon")


def test_a_limit_of_time_holds_in_both_faces(results: Results) -> None:
    assert results(
        """
        let later = await connectAsync()
        let tries = [
          () => later.health().check({service: "none"}, {timeout: -1}),
          () => connect().discovery().discover({}, {timeout: NaN}),
        ]
        for const go of tries { try { await go() } catch (e) { show(e.name, e.message) } }
        let client = await createClient()
        show(typeof client.request)
        """
    ) == [
        ["RangeError", "cannot wait -1: seconds from 0 are expected"],
        ["RangeError", "cannot wait NaN: seconds from 0 are expected"],
        ["function"],
    ]


def test_an_error_that_nobody_catches_names_its_place(
    script: Callable[[str], subprocess.CompletedProcess[str]],
) -> None:
    done = script('let r = (await connectAsync()).runtime();\nawait r.get("web");\n')
    assert done.returncode == 1
    assert done.stderr.endswith("cannot get web: no such workload\n")
    assert done.stderr.startswith("x.aurae")


def test_generated_clients_take_what_create_client_gives(results: Results) -> None:
    assert results(
        """
        import {RuntimeServiceClient, StartRequest} from "aurae/runtime"
        import {HealthClient} from "aurae/health"
        let client = await createClient()
        let runtime = new RuntimeServiceClient(client)
        let request = StartRequest.fromPartial({workload: {name: "x", executable: {command: "true"}}})
        show((await runtime.start(request)).workload.name)
        let count = 0
        for await (const batch of runtime.logs({name: "web"})) { count += batch.lines.length }
        show(count)
        try { await runtime.get({name: "web"}) } catch (e) { show(e instanceof AuraeError, e.code) }
        show((await new HealthClient(client).check({service: ""})).status)
        try { await client.clientStreamingRequest("a.B", "C", []) } catch (e) { show(e.code) }
        await client.close()
        """
    ) == [["x"], [3], [True, "NOT_FOUND"], [1], ["UNIMPLEMENTED"]]


def test_create_client_rejects_what_it_cannot_use(results: Results) -> None:
    assert results(
        """
        for const options of [{path: "/nowhere/config"}, {kind: "path", path: "/nowhere/config"},
            {ca_crt: "/a", client_crt: "/b", client_key: "/c", socket: "/d"}, {socket: "/d"}] {
          try { await createClient(options); show("no") }
          catch (e) { show(e instanceof AuraeError, e.code) }
        }
        """
    ) == [
        *[[True, "FAILED_PRECONDITION"]] * 3,
        [True, "INVALID_ARGUMENT"],
    ]
