/** Requests of many messages: what leaves, what waits, what a failure means. */

import assert from "node:assert/strict";

import { Call, framed as message } from "../src/call.ts";
import { encode } from "../src/hpack.ts";
import { BLOCK, BODY, Heard, number, Wire } from "./peer.ts";

const END = 1;
const CANCEL = 8;
const OK = encode([["grpc-status", "0"]]);

/** An open call on a wire; its first message has left. */
function opened(wire = new Wire()): { wire: Wire; call: Call } {
  const call = new Call("a.B/C", undefined);
  call.carriedBy(wire.session.request(BLOCK, BODY, call, true));
  return { wire, call };
}

function sent(wire: Wire, type: number): Wire["frames"] {
  return wire.frames.filter((frame) => frame.type === type && frame.stream > 0);
}

/** What a promise has come to by now. */
async function state(promise: Promise<void>): Promise<string> {
  const settled = promise.then(() => "done", (error) => error.code);
  return await Promise.race([settled, new Promise<string>((wait) => setTimeout(wait, 0, "waits"))]);
}

Deno.test("messages leave as they are sent, and an end behind them", async () => {
  const { wire, call } = opened();
  assert.deepEqual(sent(wire, 0).map((frame) => frame.flags), [0]);
  await call.send(Uint8Array.of(7));
  await call.send(new Uint8Array(0));
  await call.send(undefined);
  const frames = sent(wire, 0);
  assert.deepEqual(frames.map((frame) => [...frame.body]), [
    [...BODY],
    [0, 0, 0, 0, 1, 7],
    [0, 0, 0, 0, 0],
    [],
  ]);
  assert.deepEqual(frames.map((frame) => frame.flags), [0, 0, 0, END]);
});

Deno.test("no more leaves than the peer's windows hold, and one message at most waits", async () => {
  const { wire, call } = opened();
  const piece = new Uint8Array(40_000);
  const sending = [1, 2, 3, 4].map(() => call.send(piece));
  const end = call.send(undefined);
  assert.equal(wire.data, 65535);
  assert.deepEqual(await Promise.all(sending.map(state)), ["done", "done", "waits", "waits"]);
  wire.send(8, 0, 1, number(1_000_000));
  assert.equal(wire.data, 65535, "the connection's window counts as well");
  wire.send(8, 0, 0, number(30_000));
  assert.equal(wire.data, 95_535);
  assert.deepEqual(await Promise.all(sending.map(state)), ["done", "done", "done", "waits"]);
  wire.send(8, 0, 0, number(1_000_000));
  await Promise.all([...sending, end]);
  assert.equal(wire.data, 5 + 4 * (5 + 40_000));
  assert.ok(wire.frames.every((frame) => frame.body.length <= 16384));
  assert.deepEqual(sent(wire, 0).filter((frame) => frame.flags === END).length, 1);
  assert.equal(sent(wire, 0).at(-1)?.flags, END);
});

Deno.test("a peer that makes its windows smaller is minded", async () => {
  const { wire, call } = opened();
  wire.send(4, 0, 0, [0, 4, ...number(10)]);
  const one = call.send(new Uint8Array(100));
  const two = call.send(new Uint8Array(100));
  assert.equal(wire.data, 10);
  assert.deepEqual([await state(one), await state(two)], ["done", "waits"]);
  wire.send(4, 0, 0, [0, 4, ...number(1000)]);
  await two;
  assert.equal(wire.data, 5 + 2 * 105);
});

Deno.test("an end needs no window", async () => {
  const { wire, call } = opened();
  wire.send(4, 0, 0, [0, 4, ...number(0)]);
  await call.send(undefined);
  assert.equal(sent(wire, 0).at(-1)?.flags, END);
});

Deno.test("what is sent before there is a connection or a stream leaves with it, in order", async () => {
  const wire = new Wire();
  wire.send(4, 0, 0, [0, 3, ...number(1)]);
  const first = opened(wire).call;
  const call = new Call("a.B/C", undefined);
  const early = call.send(Uint8Array.of(1));
  call.carriedBy(wire.session.request(BLOCK, BODY, call, true));
  const late = call.send(Uint8Array.of(2));
  assert.deepEqual([await state(early), await state(late)], ["waits", "waits"]);
  first.cancel();
  await Promise.all([early, late]);
  const bodies = sent(wire, 0).filter((frame) => frame.stream === 3).map((one) => [...one.body]);
  assert.deepEqual(bodies, [[...BODY], ...[1, 2].map((byte) => [...message(Uint8Array.of(byte))])]);
});

Deno.test("a call that is given up resets its stream and fails who writes", async () => {
  const { wire, call } = opened();
  const writes = [1, 2, 3].map(() => call.send(new Uint8Array(60_000)));
  const before = wire.data;
  call.cancel();
  const last = wire.frames.at(-1);
  assert.deepEqual([last?.type, last?.stream, ...last?.body ?? []], [3, 1, ...number(CANCEL)]);
  assert.deepEqual(await Promise.all(writes.map(state)), ["done", "done", "CANCELLED"]);
  wire.send(8, 0, 0, number(1_000_000));
  assert.equal(wire.data, before);
  assert.equal(await state(call.send(BODY)), "CANCELLED");
});

Deno.test("an answer that ends first ends the request: a reset, and nothing more is taken", async () => {
  for (const ended of [false, true]) {
    const { wire, call } = opened();
    if (ended) await call.send(undefined);
    const waiting = ended ? undefined : call.send(new Uint8Array(100_000));
    const refused = ended ? undefined : call.send(BODY);
    wire.send(1, 5, 1, OK);
    assert.equal(await call.next(), undefined);
    assert.equal(sent(wire, 3).length, ended ? 0 : 1);
    await waiting;
    if (refused) assert.equal(await state(refused), "FAILED_PRECONDITION");
    assert.equal(await state(call.send(BODY)), "FAILED_PRECONDITION");
  }
});

Deno.test("an open request may have been acted on before its end, unless nothing of it left", () => {
  const wire = new Wire();
  const heards = [new Heard(), new Heard(), new Heard()] as const;
  const stream = wire.session.request(BLOCK, BODY, heards[0], true);
  wire.session.request(BLOCK, new Uint8Array(100_000), heards[1], true);
  wire.error = Object.assign(new Error("broken pipe"), { code: "EPIPE" });
  wire.session.request(BLOCK, new Uint8Array(0), heards[2], true);
  stream.push(BODY, true);
  wire.session.lost("gone");
  assert.deepEqual(heards.map((one) => one.failure?.unsent), [false, false, true]);
});

Deno.test("no order of windows, messages and settings sends too much or loses a byte", async () => {
  let seed = 11;
  const random = (below: number) => (seed = seed * 1103515245 + 12345 & 0x7fffffff) % below;
  for (let round = 0; round < 300; round++) {
    const { wire, call } = opened();
    let [stream, connection, initial] = [65535, 65535, 65535];
    const payload = Array.from(
      { length: random(6) },
      () => new Uint8Array(random(60_000)).fill(round),
    );
    const sending = [...payload.map((one) => call.send(one)), call.send(undefined)];
    for (let step = 0; step < 10; step++) {
      const count = 1 + random(20_000);
      const before = wire.data;
      if (step % 3 === 0) {
        wire.send(4, 0, 0, [0, 4, ...number(count)]);
        stream += count - initial;
        initial = count;
      } else if (random(2)) {
        wire.send(8, 0, 1, number(count));
        stream += count;
      } else {
        wire.send(8, 0, 0, number(count));
        connection += count;
      }
      assert.ok(wire.data === before || wire.data <= Math.min(stream, connection));
    }
    wire.send(8, 0, 0, number(10_000_000));
    wire.send(8, 0, 1, number(10_000_000));
    await Promise.all(sending);
    const bytes = sent(wire, 0).flatMap((frame) => [...frame.body]);
    const wanted = [BODY, ...payload.map(message)].flatMap((one) => [...one]);
    assert.ok(bytes.length === wanted.length && bytes.every((byte, at) => byte === wanted[at]));
  }
});
