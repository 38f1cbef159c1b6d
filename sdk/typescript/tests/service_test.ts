/** How long calls may take: what is asked for, or what is usual for the method. */

import assert from "node:assert/strict";

import { Aurae } from "../src/aurae.ts";
import type { Ask } from "../src/bridge.ts";
import { exec } from "../src/workload.ts";
import { ListRequest, StartRequest } from "../gen/runtime.ts";

function recorded(): { aurae: Aurae; asks: Ask[] } {
  const asks: Ask[] = [];
  const unary = (_: number, ask: Ask) => {
    asks.push(ask);
    return new Uint8Array();
  };
  return { aurae: new Aurae({ bridge: { unary }, channel: 1 } as never), asks };
}

Deno.test("what ends work in cells has no limit of time unless it is given one", () => {
  const { aurae, asks } = recorded();
  const cells = aurae.cells();
  cells.free({ cellName: "a" });
  cells.stop({ executableName: "x" }, {});
  cells.free({ cellName: "a" }, { timeout: 5 });
  cells.list();
  cells.freeze({ cellName: "a" }, { timeout: Infinity });
  const seen = asks.map(({ path, timeout }) => [path.split("/")[2], timeout]);
  assert.deepEqual(seen, [
    ["Free", undefined],
    ["Stop", undefined],
    ["Free", 5000],
    ["List", 30_000],
    ["Freeze", undefined],
  ]);
});

Deno.test("a workload's cell is sent, and the node's own is not", () => {
  const { aurae, asks } = recorded();
  const runtime = aurae.runtime();
  runtime.start(exec("true", { cell: "a/b" }), { wait: 0 });
  runtime.start(exec("true"), { wait: 0 });
  runtime.list({ cell: "a" });
  const [inside, outside, listed] = asks.map((ask) => ask.request);
  assert.equal(StartRequest.decode(inside!).workload?.cell, "a/b");
  assert.equal(StartRequest.decode(outside!).workload?.cell, "");
  assert.equal(ListRequest.decode(listed!).cell, "a");
});
