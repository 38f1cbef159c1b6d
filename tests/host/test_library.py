"""Each service of a real daemon through the script library, with both faces."""

import gzip
import json
from pathlib import Path

import pytest

from tests.support.auraescript import run
from tests.support.busybox_image import base_layer
from tests.support.daemon import Daemon
from tests.support.docker_registry import DockerRegistry
from tests.support.published import publish
from tests.support.registry_client import layer

FACES = {
    "synchronous": ("connect()", "", "for"),
    "asynchronous": ("await connectAsync()", "await ", "for await"),
}


def results(daemon: Daemon, folder: Path, face: str, text: str) -> list[object]:
    """Run the text in one of the faces and read each line that it prints as JSON.

    `aurae` is there; `AWAIT` and `FOR` stand for what the face needs, `NAME` for its own prefix.
    """
    connected, wait, loop = FACES[face]
    text = text.replace("AWAIT ", wait).replace("FOR ", f"{loop} ").replace("NAME", face[:5])
    start = f"let aurae = {connected}\nlet show = (...x) => print(JSON.stringify(x))\n"
    (folder / "x.aurae").write_text(start + text)
    done = run("x.aurae", config=daemon.client_config, cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(params=FACES)
def face(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


def test_the_runtime_service(shared_daemon: Daemon, tmp_path: Path, face: str) -> None:
    found = results(
        shared_daemon,
        tmp_path,
        face,
        """
        let runtime = aurae.runtime()
        let sleeper = AWAIT runtime.start(exec("sleep 1000", {name: "NAME-sleep"}), {wait: 0})
        show(sleeper.status, sleeper.pid > 0)
        let listed = AWAIT runtime.list()
        show([...listed].some((one) => one.name == "NAME-sleep"), listed.length > 0)
        show((AWAIT runtime.get("NAME-sleep")).argv)
        show((AWAIT runtime.wait("NAME-sleep", {timeout: 0.1})).status)
        show((AWAIT runtime.stop("NAME-sleep", {timeout: 5})).signal)
        show((AWAIT runtime.list({all: true})).length > 0)
        let count = exec("for i in 1 2 3; do echo $i; sleep 0.05; done", {shell: true, name: "NAME-count"})
        AWAIT runtime.start(count, {wait: 0})
        FOR (const line of runtime.logs("NAME-count", {follow: true})) { show(line.stream, line.text) }
        FOR (const line of runtime.logs("NAME-count", {tail: 1, stream: "stdout"})) { show(line.text) }
        let ran = AWAIT runtime.wait("NAME-count", {outputLimit: 4})
        show(ran.exitCode, ran.stdout, ran.stdoutCut)
        try { AWAIT runtime.get("NAME-nobody") } catch (e) { show(e.code) }
        """,
    )
    assert found == [
        ["running", True],
        [True, True],
        [["sleep", "1000"]],
        ["running"],
        [15],
        [True],
        *[["stdout", str(number)] for number in (1, 2, 3)],
        ["3"],
        [0, "1\n2\n", True],
        ["NOT_FOUND"],
    ]


def test_services(shared_daemon: Daemon, tmp_path: Path, face: str) -> None:
    found = results(
        shared_daemon,
        tmp_path,
        face,
        """
        let runtime = aurae.runtime(), web = "NAME-web"
        let described = service(web, exec("sleep 1000", {sandbox: "none"}), {
          restart: {policy: "always", delay: 0.05}, reloadSignal: "SIGCONT", description: "x",
        })
        show((AWAIT runtime.start(described)).service.phase)
        try { AWAIT runtime.start(described) } catch (e) { show(e.code) }
        let first = (AWAIT runtime.status(web, {lines: 0})).workload.pid
        show((AWAIT runtime.restart(web, {grace: 5})).pid != first)
        show((AWAIT runtime.restart(web, {onlyIfRunning: true})).service.starts)
        show((AWAIT runtime.reload(web, {orRestart: true})).service.phase)
        let {applied, pending} = AWAIT runtime.edit(web, {service: {description: "y", enabled: true}})
        show([...applied, ...pending].sort())
        let {spec, workload, processes} = AWAIT runtime.status(web)
        show(spec.service.description, spec.service.enabled, spec.service.restart.policy)
        show(spec.service.restart.delay, processes.length > 0, workload.service.phase)
        show([...AWAIT runtime.list({services: true})].filter((one) => one.name == web).length)
        AWAIT runtime.signal(web, "SIGKILL")
        FOR (const {workload} of runtime.watch(web)) { if (workload.service.starts == 4) break }
        FOR (const {workload} of runtime.watch(web)) {
          if (workload.service.phase == "active") { show(workload.service.result); break }
        }
        show((AWAIT runtime.stop(web)).service.phase)
        show((AWAIT runtime.start(web, {wait: 30})).service.phase)
        try { AWAIT runtime.start(service("NAME-bad", "/bin/nope")) } catch (e) { show(e.message) }
        AWAIT runtime.resetFailed("NAME-bad")
        show((AWAIT runtime.get("NAME-bad")).service.phase)
        AWAIT runtime.remove("NAME-bad")
        AWAIT runtime.remove(web, {stop: true})
        show([...AWAIT runtime.list({services: true})].filter((one) => one.name == web).length)
        """,
    )
    name = face[:5]
    assert found == [
        ["active"],
        ["ALREADY_EXISTS"],
        [True],
        [3],
        ["active"],
        [["service.description", "service.enabled"]],
        ["y", True, "always"],
        ["0.050s", True, "active"],
        [1],
        ["signal"],
        ["inactive"],
        ["active"],
        [f"cannot start {name}-bad: execve /bin/nope: No such file or directory"],
        ["inactive"],
        [0],
    ]


def test_the_image_service(shared_daemon: Daemon, tmp_path: Path, face: str) -> None:
    with DockerRegistry(tmp_path / "registry") as registry:
        built = publish(registry, "app:1", layer(name=b"app"))
        found = results(
            shared_daemon,
            tmp_path,
            face,
            """
            let images = aurae.images(), name = "IMAGE"
            try { AWAIT images.pull(name, {policy: "never"}) } catch (e) { show(e.code) }
            let phases = []
            FOR (const {layers, image} of images.pulling(name)) {
              phases.push(...layers.map((one) => one.phase))
              if (image) show(image.tags, image.platform)
            }
            show(phases.at(-1))
            show((AWAIT images.pull(name, {policy: "if-missing"})).id)
            show(AWAIT images.push(name))
            show((AWAIT images.tag(name, "localhost/mine")).tags)
            show((AWAIT images.list()).length, (AWAIT images.get(name)).config.cmd)
            show((AWAIT images.history(name)).map((step) => step.layer))
            show((AWAIT images.usage()).images.length)
            let archives = {oci: AWAIT images.save(name), docker: AWAIT images.save([name], {format: "docker"})}
            FOR (const {state} of images.scrub(name, {checkOnly: true})) show(state)
            show((AWAIT images.prune({all: true, age: 3600, dryRun: true})).images)
            show((AWAIT images.remove(name, {allNames: true})).removed)
            show((AWAIT images.list()).length)
            for (const format of ["oci", "docker"]) {
              let more = (AWAIT images.load(archives[format])).map(({name, image}) => [name, image.id])
              show(more, (AWAIT images.remove(name, {allNames: true})).removed)
            }
            let archive = archives.oci, given = 0
            let pieces = function* () {
              for (let at = 0; at < archive.length; at += 1000, given++) yield archive.subarray(at, at + 1000)
            }
            let broken = async function* () { yield archive.subarray(0, 1000); throw new Error("unplugged") }
            if (STREAMS) {
              let streamed = AWAIT images.load(pieces())
              show(given > 1, streamed.map(({image}) => image.id))
              show((AWAIT images.remove(name, {allNames: true})).removed)
              try { AWAIT images.load(broken()) } catch (e) { show(e.message) }
              show((AWAIT images.list()).length)
            }
            """.replace("IMAGE", built.name).replace(
                "STREAMS", str(face == "asynchronous").lower()
            ),
        )
    assert found == [
        ["NOT_FOUND"],
        [[built.name], "linux/amd64"],
        ["done"],
        [built.id],
        [built.manifest],
        [[built.name, "localhost/mine:latest"]],
        [1, ["/bin/app"]],
        [built.layers],
        [1],
        ["sound"],
        ["sound"],
        ["sound"],
        [[]],
        [True],
        [0],
        [[[built.name, built.id]], True],
        [[[built.name, built.id]], True],
        *([[True, [built.id]], [True], ["unplugged"], [0]] if face == "asynchronous" else []),
    ]


def test_the_cell_service(shared_daemon: Daemon, tmp_path: Path, face: str) -> None:
    found = results(
        shared_daemon,
        tmp_path,
        face,
        """
        let cells = aurae.cells(), runtime = aurae.runtime(), cellName = "NAME", inner = "NAME/in"
        show(AWAIT cells.allocate({cell: {name: cellName, labels: {tier: "NAME"}}}))
        AWAIT cells.allocate({cell: {name: inner, annotations: {["__proto__"]: "x"}}})
        let executable = {name: "nap", command: "exec sleep 1000"}
        let started = AWAIT cells.start({cellName: inner, executable})
        show(started.pid > 0, started.hostPid > 0, started.id > 0, started.uid)
        let job = exec("sleep 1000", {name: "job", cell: inner})
        show((AWAIT runtime.start(job, {wait: 0})).cell, (AWAIT runtime.get("NAME/in/job")).status)
        show([...AWAIT runtime.list({cell: cellName})].map((one) => one.name).sort())
        show((AWAIT runtime.stop("NAME/in/job", {timeout: 5})).signal)
        let [top] = (AWAIT cells.list({labels: {tier: "NAME"}})).cells
        show(top.cell.name, top.cell.labels, top.children.length)
        AWAIT cells.update({cell: {name: cellName, labels: {grown: "yes"}}, clear: ["labels.tier"]})
        AWAIT cells.freeze({cellName})
        let {cell, children, state} = (AWAIT cells.get({cellName})).cell
        show(cell.labels, state.status, state.frozen, children[0].state.frozen)
        show(Object.keys(children[0].cell.annotations), children[0].state.workloads)
        AWAIT cells.thaw({cellName})
        show((AWAIT cells.get({cellName: inner})).cell.state.frozen)
        let {processes, workloads, cpu} = AWAIT cells.stats({cellName})
        show(processes, workloads, typeof cpu.usageUsec)
        show((AWAIT cells.kill({cellName, signal: "SIGKILL"})).processes)
        AWAIT cells.stop({cellName: inner, executableName: "nap"})
        FOR (const {event, cell} of cells.watch({cellName})) {
          show(event, cell?.name)
          if (event == "synced") { AWAIT cells.free({cellName, timeout: {seconds: 1}}) }
          if (event == "freed" && cell.name == cellName) break
        }
        try { AWAIT cells.get({cellName}) } catch (e) { show(e.code) }
        """,
    )
    name = face[:5]
    assert found[:11] == [
        [{"cell_name": name, "cgroup_v2": True}],
        [True, True, True, 0],
        [f"{name}/in", "running"],
        [["job", "nap"]],
        [15],
        [name, {"tier": name}, 0],
        [{"grown": "yes"}, "allocated", True, True],
        [["__proto__"], ["nap"]],
        [False],
        [1, 1, "number"],
        [1],
    ]
    events = found[11:-1]
    assert events[:3] == [["exists", name], ["exists", f"{name}/in"], ["synced", None]]
    assert sorted(map(str, events[3:])) == sorted(
        str([event, cell]) for event in ("freeing", "freed") for cell in (name, f"{name}/in")
    )
    assert found[-1] == ["NOT_FOUND"]


def test_discovery_identity_and_system(shared_daemon: Daemon, tmp_path: Path, face: str) -> None:
    found = results(
        shared_daemon,
        tmp_path,
        face,
        """
        show((AWAIT aurae.discovery().discover()).healthy)
        let who = AWAIT aurae.identity().whoAmI(), info = AWAIT aurae.info()
        show(who.uid, who.spiffeId == info.spiffeId, who.server.version == info.server.version)
        let status = AWAIT aurae.system().status()
        show(status.lostExits, status.initPid > 0)
        """,
    )
    assert found == [[True], [0, True, True], [0, True]]


def test_health_is_checked_and_watched(shared_daemon: Daemon, tmp_path: Path, face: str) -> None:
    found = results(
        shared_daemon,
        tmp_path,
        face,
        """
        show((AWAIT aurae.health().check()).status)
        FOR (const now of aurae.health().watch({service: ""})) { show(now.status); break }
        show((AWAIT aurae.health().check({service: ""})).status)
        AWAIT aurae.close()
        try { AWAIT aurae.info() } catch (e) { show(e.code) }
        """,
    )
    assert found == [["serving"]] * 3 + [["UNAVAILABLE"]]


def test_a_daemon_that_executes_itself_again_goes_on(
    daemon: Daemon, tmp_path: Path, face: str
) -> None:
    found = results(
        daemon,
        tmp_path,
        face,
        """
        let runtime = aurae.runtime(), system = aurae.system()
        AWAIT runtime.start(exec("sleep 1000", {name: "stays"}), {wait: 0})
        let before = AWAIT system.status()
        AWAIT system.reexec()
        let after = AWAIT retry(() => system.status(), {attempts: 8})
        show(before.initPid == after.initPid)
        show((AWAIT retry(() => runtime.get("stays"), {attempts: 8})).status)
        show((AWAIT runtime.stop("stays")).signal)
        """,
    )
    assert found == [[True], ["running"], [15]]


def test_printing_is_what_aer_prints(shared_daemon: Daemon, tmp_path: Path) -> None:
    text = """
    let runtime = connect().runtime()
    runtime.start(exec("true", {name: "printed"}))
    runtime.get("printed").yaml()
    runtime.get("printed").table()
    """
    (tmp_path / "x.aurae").write_text(text)
    done = run("x.aurae", config=shared_daemon.client_config, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    yaml = shared_daemon.aer("get", "printed", "-o", "yaml").stdout
    people = shared_daemon.aer("get", "printed").stdout
    assert done.stdout == yaml + people


def test_the_container_service(shared_daemon: Daemon, tmp_path: Path, face: str) -> None:
    with DockerRegistry(tmp_path / "registry") as registry:
        built = publish(registry, "box:1", gzip.compress(base_layer(), 1))
        found = results(
            shared_daemon,
            tmp_path,
            face,
            """
            let containers = aurae.containers(), image = "IMAGE"
            let loop = "trap 'exit 0' TERM; echo begun; echo x > /srv/x; while :; do sleep 0.1; done"
            let box = container(image, {command: ["sh", "-c", loop], labels: {a: "b"}})
            try { AWAIT containers.get("NAME") } catch (e) { show(e.code) }
            show((AWAIT aurae.runtime().start(container(image, {command: "echo ran"}))).stdout)
            AWAIT aurae.images().remove(image, {allNames: true})
            show((AWAIT containers.create(service("NAME", box))).state)
            show((AWAIT containers.start("NAME")).state)
            FOR (const line of containers.logs("NAME", {follow: true})) { show(line.text); break }
            while (!(AWAIT containers.exec("NAME", ["sh", "-c", "cat /srv/x || true"])).stdout) {}
            show((AWAIT containers.list({labels: {a: "b"}})).map((one) => one.workload.name))
            show((AWAIT containers.top("NAME"))[0].innerPid)
            show((AWAIT containers.stats("NAME", {size: true}))[0].writtenBytes > 0)
            show((AWAIT containers.pause("NAME")).state, (AWAIT containers.resume("NAME")).state)
            show((AWAIT containers.update("NAME", {service: {restart: "on-failure"}})).applied)
            let archive = AWAIT containers.copyOut("NAME", "/srv/x")
            show(AWAIT containers.copyIn("NAME", "/tmp", archive))
            show((AWAIT containers.exec("NAME", "cat /tmp/x")).stdout)
            let paths = []
            FOR (const {path, kind} of containers.diff("NAME")) paths.push(`${kind} ${path}`)
            show(paths.includes("added /srv/x"))
            show((AWAIT containers.export("NAME")).length > archive.length)
            show((AWAIT containers.commit("NAME", "localhost/made", {command: ["x"]})).tags)
            AWAIT aurae.images().remove("localhost/made")
            AWAIT containers.kill("NAME", "SIGHUP")
            show((AWAIT containers.stop("NAME")).state, (AWAIT containers.wait("NAME")).status)
            AWAIT containers.remove("NAME")
            show((AWAIT containers.list({all: true})).length)
            AWAIT aurae.images().remove(image, {allNames: true})
            """.replace("IMAGE", built.name),
        )
    assert found == [
        ["NOT_FOUND"],
        ["ran\n"],
        ["created"],
        ["running"],
        ["begun"],
        [[face[:5]]],
        [1],
        [True],
        ["paused", "running"],
        [["service.restart"]],
        [1],
        ["x\n"],
        [True],
        [True],
        [["localhost/made:latest"]],
        ["exited", "exited"],
        [0],
    ]


def test_the_volume_service(shared_daemon: Daemon, tmp_path: Path, face: str) -> None:
    found = results(
        shared_daemon,
        tmp_path,
        face,
        """
        let volumes = aurae.volumes()
        let made = AWAIT volumes.create("NAME-one", {labels: {of: "NAME"}, mode: 0o700})
        show(made.spec.mode, made.backing, made.users)
        let archive = AWAIT volumes.export("NAME-one")
        show(archive.length % 512, AWAIT volumes.import("NAME-one", archive))
        show(AWAIT volumes.import("NAME-two", archive, {create: {labels: {of: "NAME"}}}))
        show((AWAIT volumes.clone("NAME-one", "NAME-three", {labels: {of: "NAME"}})).spec.name)
        show((AWAIT volumes.list({labels: {of: "NAME"}})).map((one) => one.spec.name))
        let found = AWAIT volumes.get("NAME-one", {usage: true})
        show(found.volume.spec.name, found.usage.files)
        let changed = AWAIT volumes.update("NAME-one", {labels: {a: "b"}, removeLabels: ["of"]})
        show(changed.spec.labels)
        show(AWAIT volumes.prune({labels: {of: "NAME"}, dryRun: true}))
        show(AWAIT volumes.prune({labels: {of: "NAME"}}))
        AWAIT volumes.remove("NAME-one")
        show((AWAIT volumes.list()).length)
        """,
    )
    name = face[:5]
    both = [f"{name}-three", f"{name}-two"]
    assert found == [
        [0o700, "folder", []],
        [0, 1],
        [1],
        [f"{name}-three"],
        [[f"{name}-one", *both]],
        [f"{name}-one", 0],
        [{"a": "b"}],
        [both],
        [both],
        [0],
    ]
