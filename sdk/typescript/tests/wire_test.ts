/** The wire codec: what is written is read again, and broken bytes are said to be broken. */

import assert from "node:assert/strict";

import {
  Cell,
  CellGraphNode,
  CellServiceListRequest,
  CellServiceUpdateRequest,
  CpuController,
} from "../gen/cells.ts";
import { PodSandboxConfig } from "../gen/cri.ts";
import { StartRequest, StartResponse } from "../gen/runtime.ts";
import { StatusResponse } from "../gen/system.ts";
import { VirtualMachine } from "../gen/vms.ts";
import { BinaryReader, BinaryWriter, exact } from "../src/wire.ts";

Deno.test("numbers come back, also the ones a double cannot hold", () => {
  const writer = new BinaryWriter();
  const numbers = [0n, 1n, 127n, 128n, 2n ** 28n, 2n ** 53n + 1n, 2n ** 64n - 1n];
  for (const number of numbers) writer.uint64(number);
  for (const number of [-1, 0, 2 ** 31 - 1, -(2 ** 31)]) writer.int32(number);
  writer.int64(-(2n ** 63n)).uint32(2 ** 32 - 1).bool(true).double(-0.5);
  const reader = new BinaryReader(writer.finish());
  for (const number of numbers) assert.equal(reader.uint64(), exact(number));
  for (const number of [-1, 0, 2 ** 31 - 1, -(2 ** 31)]) assert.equal(reader.int32(), number);
  assert.equal(reader.int64(), -(2n ** 63n));
  assert.equal(reader.uint32(), 2 ** 32 - 1);
  assert.equal(reader.bool(), true);
  assert.equal(reader.double(), -0.5);
});

Deno.test("64-bit numbers are plain while that is exact, and are looked at before they are sent", () => {
  assert.deepEqual(["7", 7n, 7].map(exact), [7, 7, 7]);
  assert.equal(exact(2n ** 53n), 2n ** 53n);
  const writer = new BinaryWriter();
  assert.throws(
    () => writer.uint64(1.5),
    /^RangeError: cannot send 1.5: a whole number is expected/,
  );
  assert.throws(() => writer.uint64(-1), /^RangeError: cannot send -1: a number from 0 to /);
  assert.throws(() => writer.int64(2n ** 63n), /^RangeError: cannot send 9223372036854775808: /);
  assert.equal(writer.finish().length, 0);
});

Deno.test("what a message lacks is not sent", () => {
  const bare = <Cell> { name: "web", cpu: {}, cpuset: undefined };
  assert.deepEqual([...Cell.encode(bare).finish()], [10, 3, 119, 101, 98, 18, 0]);
  const machine = <VirtualMachine> { id: "m", kernelArgs: undefined as unknown, rootDrive: {} };
  assert.deepEqual([...VirtualMachine.encode(machine).finish()], [10, 1, 109, 50, 0]);
  const config = <PodSandboxConfig> { hostname: "pod" };
  assert.deepEqual([...PodSandboxConfig.encode(config).finish()], [18, 3, 112, 111, 100]);
  const nothing = JSON.parse('{"weight": null}') as CpuController;
  assert.equal(CpuController.encode(nothing).finish().length, 0);
});

Deno.test("a message with parts, maps and optionals comes back", () => {
  const request = StartRequest.fromPartial({
    workload: {
      name: "wéb",
      executable: {
        argv: ["a".repeat(70_000), ""],
        env: { A: "1", "": "2" },
        stdin: new Uint8Array([0, 255]),
      },
    },
    wait: { seconds: 30n, nanos: 1 },
    outputLimit: 4_000_000_000,
  });
  assert.deepEqual(StartRequest.decode(StartRequest.encode(request).finish()), request);
});

Deno.test("a map has any keys, and none where it is left out", () => {
  const labels = { ["__proto__"]: "p", constructor: "c", "": "", "tier/ä": "web" };
  const cell = Cell.fromPartial({ name: "a", labels });
  assert.deepEqual(Object.entries(cell.labels!), Object.entries(labels));
  const read = Cell.decode(Cell.encode(cell).finish());
  assert.deepEqual(Object.entries(read.labels!), Object.entries(labels));
  assert.equal(Object.getPrototypeOf(read.labels), Object.prototype);
  // As a script for upstream writes it, which knows no labels.
  const bare: Cell = {
    name: "a",
    cpu: undefined,
    cpuset: undefined,
    memory: undefined,
    isolateProcess: false,
    isolateNetwork: false,
  };
  assert.deepEqual([...Cell.encode(bare).finish()], [10, 1, 97]);
  const all: CellServiceListRequest = {};
  assert.equal(CellServiceListRequest.encode(all).finish().length, 0);
});

Deno.test("limits that are zero, false or empty are sent, those that are not set are not", () => {
  const update = CellServiceUpdateRequest.fromPartial({
    cell: {
      name: "a",
      cpu: { max: 0, idle: false },
      cpuset: { mems: "" },
      memory: { swapMax: 0n, oomGroup: true, max: 2n ** 62n },
      io: { devices: [{ device: "8:0", readBps: 1e6 }, { device: "/dev/vda", weight: 5 }] },
    },
    clear: ["memory.high", "labels.tier"],
  });
  const read = CellServiceUpdateRequest.decode(CellServiceUpdateRequest.encode(update).finish());
  assert.deepEqual(read, update);
  assert.deepEqual([read.cell?.cpu?.max, read.cell?.cpu?.idle, read.cell?.cpu?.weight], [
    0,
    false,
    undefined,
  ]);
  assert.equal(read.cell?.pids, undefined);
  assert.deepEqual(read.cell?.io?.devices.map((one) => one.writeBps), [undefined, undefined]);
});

Deno.test("a tree comes back, as deep as cells may be", () => {
  let tree = CellGraphNode.fromPartial({ cell: { name: "leaf" }, state: { frozen: true } });
  for (let level = 0; level < 31; level++) {
    tree = CellGraphNode.fromPartial({ cell: { name: `n${level}` }, children: [tree] });
  }
  assert.deepEqual(CellGraphNode.decode(CellGraphNode.encode(tree).finish()), tree);
});

Deno.test("fields of a newer version are passed over", () => {
  const newer = new BinaryWriter();
  newer.uint32(100 << 3).uint64(7n).uint32((101 << 3) | 2).string("new").uint32((102 << 3) | 1)
    .double(1);
  newer.uint32((9 << 3) | 0).uint64(2n ** 64n - 1n);
  assert.equal(StatusResponse.decode(newer.finish()).lostExits, 2n ** 64n - 1n);
});

Deno.test("bytes that end too early are an error, wherever they are cut", () => {
  const whole = StartResponse.encode(StartResponse.fromPartial({
    workload: { name: "web", argv: ["x"], id: 2n ** 63n },
    output: { stdout: new Uint8Array(300) },
  })).finish();
  assert.equal(StartResponse.decode(whole).output?.stdout.length, 300);
  let failed = 0;
  for (let length = 1; length < whole.length; length++) {
    try {
      StartResponse.decode(whole.subarray(0, length));
    } catch (error) {
      assert.ok(error instanceof RangeError);
      failed++;
    }
  }
  // A cut between two fields is a shorter message.
  assert.ok(failed > whole.length - 20);
});
