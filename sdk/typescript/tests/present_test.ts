/** How answers look in print. */

import assert from "node:assert/strict";

import { CellGraphNode, CellServiceWatchResponse } from "../gen/cells.ts";
import { HealthCheckResponse } from "../gen/health.ts";
import { Executable, LogLine, type Status, Workload } from "../gen/runtime.ts";
import { StatusResponse } from "../gen/system.ts";
import { document, duration, fields, present, seconds, time } from "../src/present.ts";

Deno.test("enums are words, names are the proto's, unset fields are left out", () => {
  const workload = Workload.fromPartial({ name: "web", kind: 1, status: 4, exitCode: 0 });
  const made = document("aurae.runtime.v0.Workload", workload);
  assert.equal(made["kind"], "executable");
  assert.equal(made["status"], "exited");
  assert.equal(made["exit_code"], 0);
  assert.ok(!("finished_at" in made) && !("signal" in made));
});

Deno.test("a value of an enum that this version does not know is its number", () => {
  const workload = Workload.fromPartial({ status: 77 as Status });
  assert.equal(document("aurae.runtime.v0.Workload", workload)["status"], 77);
});

Deno.test("64-bit numbers stay exact", () => {
  const type = "aurae.system.v0.StatusResponse";
  const small = StatusResponse.fromPartial({ lostExits: 7n });
  const large = StatusResponse.fromPartial({ lostExits: 2n ** 64n - 1n });
  assert.equal(document(type, small)["lost_exits"], 7);
  assert.equal(document(type, large)["lost_exits"], "18446744073709551615");
  assert.equal(fields(type, large).lostExits, 2n ** 64n - 1n);
});

Deno.test("times are RFC 3339, durations are seconds", () => {
  assert.equal(time({ seconds: 0n, nanos: 0 }), "1970-01-01T00:00:00Z");
  assert.equal(time({ seconds: 1_700_000_000n, nanos: 1 }), "2023-11-14T22:13:20.000000001Z");
  assert.equal(time({ seconds: 1n, nanos: 500_000_000 }), "1970-01-01T00:00:01.500Z");
  assert.equal(duration({ seconds: 1n, nanos: 500_000_000 }), "1.500s");
  assert.equal(duration({ seconds: -1n, nanos: -1000 }), "-1.000001s");
  assert.deepEqual(seconds(1.25), { seconds: 1n, nanos: 250_000_000 });
  for (const bad of [-1, NaN, Infinity]) assert.throws(() => seconds(bad), RangeError);
});

Deno.test("bytes are text in print and bytes in a field", () => {
  const line = LogLine.fromPartial({ stream: 1, line: new Uint8Array([104, 105, 255]) });
  assert.equal(document("aurae.runtime.v0.LogLine", line)["line"], "hi\ufffd");
  assert.deepEqual(fields("aurae.runtime.v0.LogLine", line).line, new Uint8Array([104, 105, 255]));
});

Deno.test("the keys of a map are the user's own", () => {
  const executable = Executable.fromPartial({ env: { pathToX: "1" } });
  assert.deepEqual(document("aurae.runtime.v0.Executable", executable)["env"], { pathToX: "1" });
});

Deno.test("a tree of cells is words all the way down", () => {
  const node = CellGraphNode.fromPartial({
    cell: { name: "a", memory: { max: 2n ** 60n }, labels: { tierName: "x" } },
    children: [{ state: { status: 1, createdAt: { seconds: 1 } } }],
  });
  const made = fields("aurae.cells.v0.CellGraphNode", node);
  assert.equal(made.children[0]?.state?.status, "allocated");
  assert.equal(made.children[0]?.state?.createdAt, "1970-01-01T00:00:01Z");
  assert.deepEqual(made.cell?.labels, { tierName: "x" });
  assert.deepEqual(document("aurae.cells.v0.CellGraphNode", node)["cell"], {
    name: "a",
    memory: { max: String(2n ** 60n) },
    isolate_process: false,
    isolate_network: false,
    labels: { tierName: "x" },
    annotations: {},
    networks: [],
    ports: [],
  });
  const event = CellServiceWatchResponse.fromPartial({ event: 2 });
  assert.equal(fields("aurae.cells.v0.CellServiceWatchResponse", event).event, "synced");
});

Deno.test("an answer has its fields and JSON.stringify prints it", () => {
  const answer = present(
    "grpc.health.v1.HealthCheckResponse",
    HealthCheckResponse.fromPartial({ status: 1 }),
  );
  assert.equal(answer.status, "serving");
  assert.equal(JSON.stringify(answer), '{"status":"serving"}');
});
