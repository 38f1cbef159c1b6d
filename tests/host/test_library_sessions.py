"""Commands beside a workload and its own streams, through the script library and the real daemon."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.host.test_library import FACES, results
from tests.support.api import Api
from tests.support.daemon import Daemon

pytestmark = pytest.mark.host
MORE_THAN_THE_WINDOWS = 3_000_000
"""Bytes; what may be under way is 1 MiB from the daemon and 64 KiB or more to it."""


@pytest.fixture(params=FACES)
def face(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def web(shared_daemon: Daemon) -> Iterator[Daemon]:
    """A daemon with a workload that runs."""
    with Api(shared_daemon.client_config) as api:
        api.start("sleep", "1000", name="web", env={"COLOUR": "red"})
        yield shared_daemon
        api.stop("web")


def test_a_command_is_run_to_its_end(web: Daemon, tmp_path: Path, face: str) -> None:
    found = results(
        web,
        tmp_path,
        face,
        """
        let runtime = aurae.runtime()
        let brief = ({stdout, stderr, exitCode, signal}) => show(stdout, stderr, exitCode, signal)
        brief(AWAIT runtime.exec("web", "echo 'a  b' $HOME"))
        brief(AWAIT runtime.exec("web", ["sh", "-c", "echo $COLOUR $MORE; pwd; echo e >&2; exit 7"], {
          env: {MORE: "blue"}, workingDirectory: "/usr",
        }))
        brief(AWAIT runtime.exec("web", ["sh", "-c", "kill -9 $$"]))
        brief(AWAIT runtime.exec("web", "cat"))
        brief(AWAIT runtime.exec("web", "tr a-z A-Z", {stdin: "typed"}))
        brief(AWAIT runtime.exec("web", "true", {stdin: new Uint8Array(5_000_000)}))
        show((AWAIT runtime.exec("web", ["printf", "\\\\377"])).stdoutBytes[0])
        for (const [name, command, options] of [
          ["nobody", "true"], ["web", "/bin/nope"], ["web", "yes", {outputLimit: 1000}],
          ["web", "sleep 1000", {timeout: 0.2}],
        ]) {
          try { AWAIT runtime.exec(name, command, options) } catch (e) { show(e.code) }
        }
        try { AWAIT runtime.exec("web", "a 'b") } catch (e) { show(e.message) }
        (AWAIT runtime.exec("web", "echo x")).toJSON().exit_code == 0 && show("printed")
        """,
    )
    assert found == [
        ["a  b $HOME\n", "", 0, None],
        ["red blue\n/usr\n", "e\n", 7, None],
        ["", "", None, 9],
        ["", "", 0, None],
        ["TYPED", "", 0, None],
        ["", "", 0, None],
        [255],
        ["NOT_FOUND"],
        ["FAILED_PRECONDITION"],
        ["RESOURCE_EXHAUSTED"],
        ["DEADLINE_EXCEEDED"],
        ['cannot split "a \'b": a quote or a backslash stands alone'],
        ["printed"],
    ]


def test_more_than_the_windows_hold_goes_both_ways(web: Daemon, tmp_path: Path, face: str) -> None:
    found = results(
        web,
        tmp_path,
        face,
        f"let size = {MORE_THAN_THE_WINDOWS}"
        """
        let stdin = Uint8Array.from({length: size}, (_, at) => at * 7 + (at >> 8))
        let {stdoutBytes, stderrBytes} = AWAIT aurae.runtime().exec("web", ["sh", "-c", "tee /dev/stderr"], {stdin})
        for (const bytes of [stdoutBytes, stderrBytes]) {
          show(bytes.length, bytes.every((byte, at) => byte === stdin[at]))
        }
        """,
    )
    assert found == [[MORE_THAN_THE_WINDOWS, True]] * 2


def talk(daemon: Daemon, folder: Path, text: str) -> list[object]:
    """Run the text with `runtime` in the face that can talk."""
    return results(daemon, folder, "asynchronous", "let runtime = aurae.runtime()\n" + text)


def test_a_session_is_talked_with(web: Daemon, tmp_path: Path) -> None:
    found = talk(
        web,
        tmp_path,
        """
        let decoder = new TextDecoder()
        let session = runtime.exec({name: "web", argv: ["cat"]})
        let heard = ""
        for await (const {started, stdout, ended} of session) {
          if (started) { show(started.pid > 0); await session.write("one ") }
          if (stdout) {
            heard += decoder.decode(stdout)
            if (heard == "one ") await session.write("two")
            if (heard == "one two") await session.end()
          }
          if (ended) show(heard, ended.exitCode)
        }
        try { await session.write("three") } catch (e) { show(e.code, e.message) }

        heard = ""
        for await (const {stdout} of runtime.exec({name: "web", argv: ["tr", "a-z", "A-Z"]}, "all of it")) {
          if (stdout) heard += decoder.decode(stdout)
        }
        show(heard)

        session = runtime.exec({name: "web", argv: ["sleep", "1000"]})
        for await (const {started, ended} of session) {
          if (started) await session.signal("SIGINT")
          if (ended) show(ended.signal, ended.reason)
        }
        """,
    )
    assert found == [
        [True],
        ["one two", 0],
        ["FAILED_PRECONDITION", "cannot write: the call has ended"],
        ["ALL OF IT"],
        [2, "ended by SIGINT"],
    ]


def test_a_session_with_a_terminal_hears_of_its_size(web: Daemon, tmp_path: Path) -> None:
    found = talk(
        web,
        tmp_path,
        """
        let argv = ["sh", "-c", "stty size; read x; stty size"]
        let session = runtime.exec({name: "web", argv, terminal: {rows: 11, columns: 22}})
        let heard = "", asked = false
        for await (const {stdout} of session) {
          if (stdout) heard += new TextDecoder().decode(stdout)
          if (heard.includes("11 22") && !asked) {
            asked = true
            await session.resize(33, 44)
            await session.write("\\n")
          }
        }
        show(heard.includes("33 44"))
        """,
    )
    assert found == [[True]]


def test_a_session_that_is_left_ends_its_command(web: Daemon, tmp_path: Path) -> None:
    found = talk(
        web,
        tmp_path,
        """
        let argv = ["sleep", "1000"], name = "web"
        let gone = async (pid) => {
          let left = async () => (await runtime.status("web")).processes.some((one) => one.pid == pid)
          while (await left()) sleep(0.02)
          show("gone")
        }
        let begun = async (session) => {
          for await (const {started} of session) if (started) return started.pid
        }
        await gone(await begun(runtime.exec({name, argv})))

        let session = runtime.exec({name, argv})
        let items = session[Symbol.asyncIterator]()
        let {pid} = (await items.next()).value.started
        await session.close()
        show((await items.next()).done)
        await gone(pid)

        let controller = new AbortController()
        session = runtime.exec({name, argv}, undefined, {signal: controller.signal})
        items = session[Symbol.asyncIterator]()
        pid = (await items.next()).value.started.pid
        controller.abort()
        await gone(pid)
        try { await items.next() } catch (e) { show(e.code) }
        try { await session.write("x") } catch (e) { show(e.code) }
        """,
    )
    assert found == [["gone"], [True], ["gone"], ["gone"], ["CANCELLED"], ["CANCELLED"]]


def test_writing_waits_for_a_command_that_does_not_read(web: Daemon, tmp_path: Path) -> None:
    found = talk(
        web,
        tmp_path,
        """
        let session = runtime.exec({name: "web", argv: ["sh", "-c", "read x; exec wc -c"]})
        let first = session.write(new Uint8Array(6_000_000))
        try { await session.write("more") } catch (e) { show(e.code, e.message) }
        await session.close()
        try { await first; show("taken") } catch (e) { show(e.code) }
        """,
    )
    why = "cannot write: 1 MiB waits already; `await` each write"
    assert found[0] == ["RESOURCE_EXHAUSTED", why]
    assert found[1] in (["CANCELLED"], ["FAILED_PRECONDITION"])


def test_what_is_typed_reaches_a_workload_that_runs(web: Daemon, tmp_path: Path) -> None:
    with Api(web.client_config) as api:
        api.start("cat", name="cat", stdin_open=True)
    found = talk(
        web,
        tmp_path,
        f"let size = {MORE_THAN_THE_WINDOWS}"
        """
        let line = "x".repeat(99) + "\\n"
        let session = runtime.attach("cat")
        let looker = runtime.attach("cat", {readOnly: true})
        let length = 0, writing
        for await (const {started, stdout, ended} of session) {
          if (started) {
            show(started.terminal, started.stdin, started.workload.name)
            writing = session.write(line.repeat(size / 100)).then(() => session.end())
          }
          if (stdout) length += stdout.length
          if (ended) show(ended.exitCode, length)
        }
        await writing
        for await (const {started, ended} of looker) {
          if (started) show(started.stdin)
          if (ended) show(ended.status)
        }
        """,
    )
    assert found == [
        [False, True, "cat"],
        [0, MORE_THAN_THE_WINDOWS],
        [False],
        ["exited"],
    ]


def test_who_waits_for_answers_is_told_how_to_talk(web: Daemon, tmp_path: Path) -> None:
    found = results(
        web,
        tmp_path,
        "synchronous",
        """
        let runtime = aurae.runtime()
        for (const ask of [() => runtime.exec({name: "web", argv: ["cat"]}), () => runtime.attach("web")]) {
          try { ask() } catch (e) { show(e.code, e.message) }
        }
        """,
    )
    why = "a session is talked with through connectAsync()"
    assert found == [
        ["UNIMPLEMENTED", f"cannot exec: {why}; exec(NAME, COMMAND) waits here"],
        ["UNIMPLEMENTED", f"cannot attach: {why}"],
    ]


def test_generated_clients_send_streams(web: Daemon, tmp_path: Path) -> None:
    found = talk(
        web,
        tmp_path,
        """
        let {ExecRequest, RuntimeServiceClient} = await import("aurae/runtime")
        let client = await createClient()
        let service = new RuntimeServiceClient(client)
        let start = {name: "web", argv: ["cat"]}
        let requests = async function* (fails) {
          yield ExecRequest.fromPartial({start})
          for (let sent = 0; sent < 50; sent++) yield ExecRequest.fromPartial({stdin: new Uint8Array(60_000)})
          if (fails) throw new Error("no more")
        }
        let length = 0
        for await (const {stdout, ended} of service.exec(requests(false))) {
          if (stdout) length += stdout.length
          if (ended) show(ended.exitCode, length)
        }
        try { for await (const {ended} of service.exec(requests(true))) if (ended) show("ended") }
        catch (e) { show(e.message) }
        await client.close()
        """,
    )
    assert found == [[0, 3_000_000], ["no more"]]
