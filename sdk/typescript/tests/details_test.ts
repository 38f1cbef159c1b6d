/** The field of a request that was wrong, from bytes that may be anything. */

import assert from "node:assert/strict";

import { badField } from "../src/details.ts";
import { BinaryWriter } from "../src/wire.ts";

function header(field: string, type = "type.googleapis.com/google.rpc.BadRequest"): string {
  const violation = new BinaryWriter().uint32(10).string(field).uint32(18).string("is empty");
  const bad = new BinaryWriter().uint32(10).bytes(violation.finish());
  const any = new BinaryWriter().uint32(10).string(type).uint32(18).bytes(bad.finish());
  const status = new BinaryWriter().uint32(8).int32(3).uint32(18).string("cannot start")
    .uint32(26).bytes(any.finish());
  return btoa(String.fromCharCode(...status.finish()));
}

Deno.test("the field of a BadRequest is found, with padding and without", () => {
  for (const field of ["wait", "workload.executable.argv[0]", "workload.executable.env['ä']"]) {
    assert.equal(badField(header(field)), field);
    assert.equal(badField(header(field).replace(/=+$/, "")), field);
  }
});

Deno.test("details of other kinds name no field", () => {
  assert.equal(badField(undefined), "");
  assert.equal(badField(""), "");
  assert.equal(badField(header("wait", "type.googleapis.com/google.rpc.ErrorInfo")), "");
});

Deno.test("no bytes break it", () => {
  const whole = header("workload.name");
  let seed = 11;
  const random = (below: number) => (seed = seed * 1103515245 + 12345 & 0x7fffffff) % below;
  for (let cut = 0; cut < whole.length; cut++) {
    assert.equal(typeof badField(whole.slice(0, cut)), "string");
  }
  for (let round = 0; round < 20_000; round++) {
    const raw = [...atob(whole)];
    for (let change = random(4); change >= 0; change--) {
      raw[random(raw.length)] = String.fromCharCode(random(256));
    }
    assert.equal(typeof badField(btoa(raw.join(""))), "string");
    const noise = Array.from({ length: random(40) }, () => String.fromCharCode(random(256)));
    assert.equal(typeof badField(noise.join("")), "string");
    assert.equal(typeof badField(btoa(noise.join(""))), "string");
  }
});
