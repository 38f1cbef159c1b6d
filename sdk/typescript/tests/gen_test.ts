/** The generated messages: each may lack all it has, and the schema speaks of fields that exist. */

import assert from "node:assert/strict";

import * as cells from "../gen/cells.ts";
import * as container from "../gen/container.ts";
import * as containers from "../gen/containers.ts";
import * as cri from "../gen/cri.ts";
import * as discovery from "../gen/discovery.ts";
import * as execution from "../gen/execution.ts";
import * as health from "../gen/health.ts";
import * as identity from "../gen/identity.ts";
import * as images from "../gen/images.ts";
import * as networks from "../gen/networks.ts";
import * as observe from "../gen/observe.ts";
import * as pods from "../gen/pods.ts";
import * as rollouts from "../gen/rollouts.ts";
import * as runtime from "../gen/runtime.ts";
import { messages } from "../gen/schema.ts";
import * as service from "../gen/service.ts";
import * as system from "../gen/system.ts";
import * as vm from "../gen/vm.ts";
import * as vms from "../gen/vms.ts";
import * as volumes from "../gen/volumes.ts";

interface Codec {
  encode(message: object): { finish(): Uint8Array };
  decode(bytes: Uint8Array): object;
  fromPartial(message: object): object;
}

const modules: Record<string, Record<string, unknown>> = {
  "aurae.cells.v0": cells,
  "aurae.containers.v0": containers,
  "aurae.discovery.v0": discovery,
  "aurae.identity.v0": identity,
  "aurae.images.v0": images,
  "aurae.networks.v0": networks,
  "aurae.observe.v0": observe,
  "aurae.pods.v0": { ...pods, ...rollouts },
  "aurae.runtime.v0": { ...container, ...execution, ...service, ...vm, ...runtime },
  "aurae.system.v0": system,
  "aurae.vms.v0": vms,
  "aurae.volumes.v0": volumes,
  "grpc.health.v1": health,
  "runtime.v1": cri,
};

function codecs(module: Record<string, unknown>): [string, Codec][] {
  return Object.entries(module).filter(([, value]) =>
    typeof (value as Codec).fromPartial === "function"
  ) as [string, Codec][];
}

Deno.test("a message that lacks everything is empty on the wire", () => {
  for (const module of Object.values(modules)) {
    for (const [name, codec] of codecs(module)) {
      const whole = codec.fromPartial({});
      const unset = Object.fromEntries(Object.keys(whole).map((key) => [key, undefined]));
      const nothing = Object.fromEntries(Object.keys(whole).map((key) => [key, null]));
      for (const message of [{}, whole, unset, nothing]) {
        assert.equal(codec.encode(message).finish().length, 0, name);
      }
      assert.deepEqual(codec.decode(new Uint8Array()), whole, name);
    }
  }
});

Deno.test("the schema names fields as the messages do", () => {
  for (const [full, fields] of Object.entries(messages)) {
    const found = Object.entries(modules).find(([name]) => full.startsWith(`${name}.`));
    assert.ok(found, full);
    const type = full.slice(found[0].length + 1).replaceAll(".", "_");
    const known = Object.keys((found[1][type] as Codec).fromPartial({}));
    for (const field of Object.keys(fields)) assert.ok(known.includes(field), `${full}.${field}`);
  }
});
