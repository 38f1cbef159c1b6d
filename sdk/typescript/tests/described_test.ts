/** How services are described: words, seconds, short forms, and what is refused. */

import assert from "node:assert/strict";

import { Aurae } from "../src/aurae.ts";
import type { Ask } from "../src/bridge.ts";
import { present } from "../src/present.ts";
import { container, exec, service, vm } from "../src/workload.ts";
import * as proto from "../gen/runtime.ts";

function recorded(): { runtime: ReturnType<Aurae["runtime"]>; asks: Ask[] } {
  const asks: Ask[] = [];
  const unary = (_: number, ask: Ask) => {
    asks.push(ask);
    return new Uint8Array();
  };
  const aurae = new Aurae({ bridge: { unary }, channel: 1 } as never);
  return { runtime: aurae.runtime(), asks };
}

Deno.test("enums are words, durations are seconds, and the usual has short forms", () => {
  const web = service("web", exec("nginx", { user: "www-data", nice: -5, sandbox: "strict" }), {
    type: "notify-reload",
    restart: { policy: "on_failure", delay: 1.5 },
    startPre: ["mkdir /x", ["chown", "a", "/x"]],
    listeners: [":80", { address: "/run/x.sock", lazy: true }],
    timer: "hourly",
    health: [{ http: { port: 80 }, interval: 2 }, { command: ["curl", "x"] }],
    killMode: "mixed",
    after: ["db"],
  }).spec;
  const { executable, service: made } = web;
  assert.equal(web.name, "web");
  assert.deepEqual([executable?.user, executable?.nice], ["www-data", -5]);
  assert.equal(executable?.sandbox?.profile, "strict");
  assert.equal(made?.type, 3);
  assert.equal(made?.restart?.policy, 4);
  assert.deepEqual(made?.restart?.delay, { seconds: 1, nanos: 500_000_000 });
  assert.deepEqual(made?.startPre.map(({ command, argv }) => command || argv), [
    "mkdir /x",
    ["chown", "a", "/x"],
  ]);
  assert.deepEqual(made?.listeners.map(({ address, lazy }) => [address, lazy]), [
    [":80", false],
    ["/run/x.sock", true],
  ]);
  assert.deepEqual(made?.timer?.calendar, ["hourly"]);
  assert.deepEqual(made?.health[1]?.command?.argv, ["curl", "x"]);
  assert.equal(made?.killMode, 2);
});

Deno.test("secrets may be text or bytes, limits a number", () => {
  const { executable } = exec("x", {
    credentials: [{ name: "a", content: "word" }, { name: "b", content: new Uint8Array([0]) }],
    rlimits: { nofile: 5, core: {}, ["__proto__"]: 1 },
    folders: [{ place: "state", name: "x" }],
    stdin: "in",
    stopTimeout: 2,
  }).spec;
  const [a, b] = executable?.credentials ?? [];
  assert.equal(new TextDecoder().decode(a?.content), "word");
  assert.deepEqual(b?.content, new Uint8Array([0]));
  assert.deepEqual(executable?.rlimits["nofile"], { soft: 5, hard: 5 });
  assert.ok(Object.keys(executable?.rlimits ?? {}).includes("__proto__"));
  assert.equal(executable?.folders[0]?.place, 2);
  assert.equal(executable?.stopTimeout?.seconds, 2);
});

Deno.test("what there is not is refused with its path", () => {
  const wrong: [object, string][] = [
    [{ restrt: 1 }, "restrt is not known"],
    [{ restart: { polcy: 1 } }, "restart.polcy is not known"],
    [{ type: "sometimes" }, 'type "sometimes" is not one of exec, notify, notify_reload, oneshot'],
    [{ health: [{ http: 5 }] }, "health[0].http is no object"],
    [{ restart: 5 }, "restart is no object"],
  ];
  for (const [options, why] of wrong) {
    assert.throws(() => service("x", "y", options), {
      message: `cannot describe a workload: ${why}`,
    });
  }
  assert.throws(() => service("x", "y", { watchdog: -1 }), RangeError);
  assert.throws(() => exec("x", { nope: 1 } as object), TypeError);
});

Deno.test("a service is started without a limit, by its name or as it is described", () => {
  const { runtime, asks } = recorded();
  runtime.start(service("web", "x"));
  runtime.start("web", { wait: 0 });
  runtime.start("web", { wait: 5 });
  const sent = asks.map(({ request }) => proto.StartRequest.decode(request));
  assert.deepEqual(sent.map(({ name, noBlock, wait }) => [name, noBlock, wait]), [
    ["", false, undefined],
    ["web", true, undefined],
    ["web", false, undefined],
  ]);
  assert.ok(sent[0]?.workload?.service !== undefined);
  assert.deepEqual(asks.map(({ timeout }) => timeout), [undefined, undefined, 5000]);
});

Deno.test("an edit names each field that it is given", () => {
  const { runtime, asks } = recorded();
  runtime.edit("web", { service: { restart: "always", startPre: [] }, executable: { nice: 5 } });
  const { fields, workload } = proto.EditRequest.decode(asks[0]!.request);
  assert.deepEqual(fields, ["service.restart", "service.start_pre", "executable.nice"]);
  assert.equal(workload?.service?.restart?.policy, 2);
  assert.equal(workload?.executable?.nice, 5);
});

Deno.test("limits above what a number holds are printed as they are", () => {
  const spec = proto.WorkloadSpec.fromPartial({
    executable: { rlimits: { nofile: { soft: 2n ** 64n - 1n } } },
  });
  const status = proto.StatusResponse.fromPartial({ spec });
  const text = JSON.stringify(present("aurae.runtime.v0.StatusResponse", status));
  assert.ok(text.includes('"nofile":{"soft":"18446744073709551615"}'));
});

Deno.test("a container is described in one object, what runs in it included", () => {
  const { spec } = container("alpine:3", {
    name: "box",
    cell: "a/b",
    command: "cat /x",
    env: { A: "b" },
    user: "web",
    network: "none",
    userNamespace: "host",
    mounts: ["/srv:/srv:ro", "data:/data", { target: "/tmp", tmpfs: { size: 4096 } }],
    devices: ["/dev/kvm"],
    maskedPaths: [],
    limits: { memory: { max: 5 }, io: { devices: [{ device: "8:0", weight: 2 }] } },
    sandbox: "strict",
    labels: { colour: "red" },
  });
  const made = spec.container!;
  assert.deepEqual([spec.name, spec.cell, made.image], ["box", "a/b", "alpine:3"]);
  assert.deepEqual([made.process?.command, made.process?.user], ["cat /x", "web"]);
  assert.deepEqual(made.process?.env, { A: "b" });
  assert.equal(made.process?.sandbox?.profile, "strict");
  assert.deepEqual([made.network, made.userNamespace], [2, 2]);
  assert.deepEqual(made.mounts.map(({ target, readOnly }) => [target, readOnly]), [
    ["/srv", true],
    ["/data", false],
    ["/tmp", false],
  ]);
  assert.equal(made.mounts[0]?.bind?.source, "/srv");
  assert.deepEqual([made.mounts[1]?.volume?.name, made.mounts[1]?.volume?.create], ["data", true]);
  assert.deepEqual(made.devices.map(({ path }) => path), ["/dev/kvm"]);
  assert.deepEqual(made.maskedPaths?.paths, []);
  assert.equal(made.limits?.io?.devices[0]?.weight, 2);
  assert.deepEqual(container("a", { command: ["x", "y z"] }).spec.container?.process?.argv, [
    "x",
    "y z",
  ]);
  const kept = service("web", container("nginx"), { restart: "always" }).spec;
  assert.deepEqual([kept.name, kept.container?.image, kept.service?.restart?.policy], [
    "web",
    "nginx",
    2,
  ]);
});

Deno.test("what no container has is refused by its name", () => {
  const refused = (options: object, text: RegExp) =>
    assert.throws(() => container("a", options), text);
  refused({ nope: 1 }, /nope is not known/);
  refused({ process: {} }, /process is not known/);
  refused({ image: "b" }, /image is not known/);
  refused({ toString: 1 }, /toString is not known/);
  refused({ network: "bridge" }, /network "bridge" is not one of own, none, host/);
  refused({ mounts: ["data:x"] }, /is not "\/source:\/target"/);
  refused({ limits: { memory: { maximum: 1 } } }, /limits.memory.maximum is not known/);
});

Deno.test("a machine is described in one object, of an image or of a disk", () => {
  const { spec } = vm("nginx:1.27", {
    name: "box",
    cell: "a/b",
    command: ["serve", "-v"],
    user: "web",
    vcpus: 2,
    memory: 512 * 1024 ** 2,
    heartbeat: 5,
    boot: "cold",
    drives: [{ id: "data", path: "/srv/data.raw", format: "qcow2", engine: "io-uring" }],
    shares: ["/srv:/srv:ro", "data:/data"],
    metadata: { document: "{}", version: "v1" },
    networks: ["front"],
    ports: ["8080:80"],
  });
  const made = spec.vm!;
  assert.deepEqual([spec.name, spec.cell, made.image], ["box", "a/b", "nginx:1.27"]);
  assert.deepEqual([made.process?.argv, made.process?.user], [["serve", "-v"], "web"]);
  assert.deepEqual([made.vcpus, made.memory, made.heartbeat?.seconds], [2, 2 ** 29, 5]);
  assert.deepEqual([made.boot, made.metadata?.version], [2, 1]);
  assert.deepEqual([made.drives[0]?.format, made.drives[0]?.engine], [2, 2]);
  assert.deepEqual(made.shares, [
    { target: "/srv", source: "/srv", volume: "", readOnly: true },
    { target: "/data", source: "", volume: "data", readOnly: false },
  ]);
  assert.deepEqual([made.networks[0]?.network, made.ports[0]?.hostPort], ["front", 8080]);
  const raw = vm({ root: { id: "root", path: "/srv/disk.raw" }, kernel: "/boot/vmlinuz" }).spec;
  assert.deepEqual([raw.vm?.root?.path, raw.vm?.image], ["/srv/disk.raw", ""]);
  const kept = service("web", vm("nginx"), { restart: "always" }).spec;
  assert.deepEqual([kept.name, kept.vm?.image, kept.service?.restart?.policy], [
    "web",
    "nginx",
    2,
  ]);
});

Deno.test("what no machine has is refused by its name", () => {
  const refused = (options: object, text: RegExp) => assert.throws(() => vm("a", options), text);
  refused({ nope: 1 }, /nope is not known/);
  refused({ process: {} }, /process is not known/);
  refused({ boot: "warm" }, /boot "warm" is not one of auto, cold/);
  refused({ drives: [{ pth: "/" }] }, /drives\[0\].pth is not known/);
  refused({ shares: ["data:x"] }, /is not "\/source:\/target"/);
});

Deno.test("networks and ports of a container have short forms", () => {
  const made = container("nginx", {
    networks: ["front", { network: "back", ipv4: "10.1.0.9", aliases: ["db"] }],
    ports: [80, "8080:81", "127.0.0.1:53:53/udp", "[::1]::82", { port: 83, protocol: "udp" }],
  }).spec.container;
  assert.deepEqual(made?.networks.map(({ network, ipv4 }) => [network, ipv4]), [
    ["front", ""],
    ["back", "10.1.0.9"],
  ]);
  assert.deepEqual(
    made?.ports.map(({ port, hostPort, protocol, hostAddress }) => [
      port,
      hostPort,
      protocol,
      hostAddress,
    ]),
    [[80, 0, 0, ""], [81, 8080, 0, ""], [53, 53, 2, "127.0.0.1"], [82, 0, 0, "::1"], [
      83,
      0,
      2,
      "",
    ]],
  );
  assert.throws(() => container("nginx", { ports: ["x"] }), /is not "\[\[ADDRESS/);
  assert.throws(() => container("nginx", { ports: [{ prt: 1 } as never] }), /ports\[0\].prt/);
});
