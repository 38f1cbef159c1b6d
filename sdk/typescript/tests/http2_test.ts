/** What becomes of requests when a connection, or its peer, does not go on. */

import assert from "node:assert/strict";

import { Call } from "../src/call.ts";
import { AuraeError } from "../src/errors.ts";
import { encode } from "../src/hpack.ts";
import { BLOCK, BODY, framed, Heard, number, Wire } from "./peer.ts";

function begin(wire: Wire, body = BODY): Heard {
  const heard = new Heard();
  wire.session.request(BLOCK, body, heard);
  return heard;
}

Deno.test("an answer arrives, however it is cut", () => {
  const block = encode([[":status", "200"]]);
  const whole = [
    framed(4, 0, 0, []),
    framed(1, 0, 1, block.subarray(0, 0)),
    framed(9, 4, 1, block),
    framed(0, 8, 1, [2, 104, 105, 0, 0]),
    framed(1, 5, 1, encode([["grpc-status", "0"]])),
  ].flatMap((frame) => [...frame]);
  for (let size = 1; size <= whole.length; size++) {
    const wire = new Wire();
    const heard = begin(wire);
    for (let at = 0; at < whole.length; at += size) {
      wire.session.read(Uint8Array.from(whole.slice(at, at + size)));
    }
    assert.deepEqual(heard.said, [":status", "hi", "grpc-status", "end"]);
  }
});

Deno.test("a request that a GOAWAY leaves out was not acted on, an earlier one goes on", () => {
  const wire = new Wire();
  const [first, second] = [begin(wire), begin(wire)];
  wire.send(7, 0, 0, [...number(1), ...number(0)]);
  assert.equal(first.failure, undefined);
  assert.equal(second.failure?.unsent, true);
  assert.equal(wire.session.closed, true);
  assert.equal(wire.closed, false);
  wire.send(1, 5, 1, encode([["grpc-status", "0"]]));
  assert.deepEqual(first.said, ["grpc-status", "end"]);
  assert.equal(wire.closed, true);
});

Deno.test("a refused stream was not acted on, a cancelled one may have been", () => {
  const wire = new Wire();
  const [refused, cancelled] = [begin(wire), begin(wire)];
  wire.send(3, 0, 1, number(7));
  wire.send(3, 0, 3, number(8));
  assert.deepEqual([refused.failure?.unsent, refused.failure?.reset], [true, 7]);
  assert.deepEqual([cancelled.failure?.unsent, cancelled.failure?.reset], [false, 8]);
});

Deno.test("when the connection is lost, only what the system did not take was not sent", () => {
  const wire = new Wire();
  const sent = begin(wire);
  wire.error = Object.assign(new Error("broken pipe"), { code: "EPIPE" });
  const unsent = begin(wire);
  wire.error = Object.assign(new Error("reset"), { code: "ECONNRESET" });
  const unknown = begin(wire);
  wire.session.lost("gone");
  assert.deepEqual([sent, unsent, unknown].map((one) => one.failure?.unsent), [false, true, false]);
  assert.equal(wire.closed, true);
});

Deno.test("a request waits for the peer's windows", () => {
  const wire = new Wire();
  const heard = begin(wire, new Uint8Array(200_000));
  assert.equal(wire.data, 65535);
  wire.send(8, 0, 0, number(1_000_000));
  assert.equal(wire.data, 65535);
  wire.send(4, 0, 0, [0, 4, ...number(100_000)]);
  assert.equal(wire.data, 100_000);
  wire.send(8, 0, 1, number(1_000_000));
  assert.equal(wire.data, 200_000);
  assert.ok(wire.frames.every((frame) => frame.body.length <= 16384));
  assert.equal(wire.frames.filter((frame) => frame.type === 0).at(-1)?.flags, 1);
  assert.equal(heard.failure, undefined);
});

Deno.test("no more streams are begun than the peer takes; one that is given up makes room", () => {
  const wire = new Wire();
  wire.send(4, 0, 0, [0, 3, ...number(1)]);
  const streams = [1, 2, 3].map(() => wire.session.request(BLOCK, BODY, new Heard()));
  const begun = () => wire.frames.filter((frame) => frame.type === 1).map((one) => one.stream);
  assert.deepEqual(begun(), [1]);
  streams[1]?.cancel();
  streams[0]?.cancel();
  assert.deepEqual(begun(), [1, 3]);
});

Deno.test("data of a stream that was given up does no harm", () => {
  const wire = new Wire();
  wire.session.request(BLOCK, BODY, new Heard()).cancel();
  const next = begin(wire);
  wire.send(0, 0, 1, BODY);
  wire.send(1, 5, 1, encode([["grpc-status", "0"]]));
  wire.send(1, 5, 3, encode([["grpc-status", "0"]]));
  assert.deepEqual(next.said, ["grpc-status", "end"]);
});

Deno.test("a ping is answered with its own bytes", () => {
  const wire = new Wire();
  wire.send(6, 0, 0, [1, 2, 3, 4, 5, 6, 7, 8]);
  const { type, flags, body } = wire.frames.at(-1) as Wire["frames"][number];
  assert.deepEqual([type, flags, ...body], [6, 1, 1, 2, 3, 4, 5, 6, 7, 8]);
});

Deno.test("what is not HTTP/2 ends the connection and fails its streams", () => {
  const answers = [
    new TextEncoder().encode("HTTP/1.1 400 Bad Request\r\n\r\n"),
    framed(5, 4, 1, [0, 0, 0, 2]),
    framed(9, 4, 1, []),
    framed(1, 4, 1, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
    framed(0, 8, 1, [9]),
    framed(7, 0, 0, [1]),
  ];
  for (const bytes of answers) {
    const wire = new Wire();
    const heard = begin(wire);
    wire.session.read(bytes);
    assert.match(heard.failure?.why ?? "", /does not speak HTTP\/2/);
    assert.equal(wire.closed, true);
  }
});

Deno.test("no bytes of a peer break the session", () => {
  let seed = 3;
  const random = (below: number) => (seed = seed * 1103515245 + 12345 & 0x7fffffff) % below;
  for (let round = 0; round < 5000; round++) {
    const wire = new Wire();
    begin(wire);
    for (let frame = 0; frame < 4; frame++) {
      const body = Uint8Array.from({ length: random(20) }, () => random(256));
      wire.session.read(framed(random(12), random(64), random(4), body));
    }
    wire.session.lost("over");
    assert.equal(wire.closed, true);
  }
});

Deno.test("headers in pieces without an end are refused, empty pieces as well", () => {
  const wire = new Wire();
  const heard = begin(wire);
  wire.send(1, 0, 1);
  for (let piece = 0; piece < 2048; piece++) wire.send(9, 0, 1);
  assert.deepEqual([heard.failure, wire.closed], [undefined, false]);
  wire.send(9, 0, 1);
  assert.match(heard.failure?.why ?? "", /headers without an end/);
  assert.equal(wire.closed, true);
});

Deno.test("a peer that asks for answers and reads none is left", () => {
  for (const [type, body] of [[6, new Uint8Array(8)], [4, []]] as const) {
    const wire = new Wire();
    for (let sent = 0; sent < 120_000; sent++) wire.send(type, 0, 0, body);
    assert.equal(wire.closed, false);
    const heard = begin(wire);
    wire.held = true;
    const before = wire.frames.length;
    for (let sent = 0; sent < 120_000; sent++) wire.send(type, 0, 0, body);
    assert.equal(heard.failure?.why, "the daemon does not read");
    assert.equal(wire.closed, true);
    assert.ok(wire.frames.length - before < 120_000);
  }
});

Deno.test("a stream that brings more than it may is reset, the others go on", () => {
  const wire = new Wire();
  const [greedy, other] = [begin(wire), begin(wire)];
  for (let sent = 0; sent < 64; sent++) wire.send(0, 0, 1, new Uint8Array(16384));
  assert.deepEqual([greedy.failure, wire.closed], [undefined, false]);
  wire.send(0, 1, 1, [0]);
  assert.deepEqual([greedy.failure?.reset, greedy.failure?.unsent], [3, false]);
  assert.ok(!greedy.said.includes("end"));
  const last = wire.frames.at(-1);
  assert.deepEqual([last?.type, last?.stream, ...last?.body ?? []], [3, 1, ...number(3)]);
  wire.send(1, 5, 3, encode([["grpc-status", "0"]]));
  assert.deepEqual(other.said, ["grpc-status", "end"]);
});

Deno.test("the reason for which a connection was given up before it was ready is told", async () => {
  const answers: [Uint8Array, RegExp][] = [
    [new TextEncoder().encode("HTTP/1.1 400 Bad Request\r\n\r\n"), /does not speak HTTP\/2/],
    [framed(7, 0, 0, number(0).concat(number(0))), /is closing the connection/],
  ];
  for (const [bytes, why] of answers) {
    const wire = new Wire();
    wire.session.read(bytes);
    wire.session.lost("the socket was closed");
    assert.match(wire.session.why ?? "", why);
    await assert.rejects(wire.session.ready, why);
  }
});

/** A call on a wire. */
function call(): { wire: Wire; answer: Call } {
  const wire = new Wire();
  const answer = new Call("a.B/C", undefined);
  answer.carriedBy(wire.session.request(BLOCK, BODY, answer));
  return { wire, answer };
}

Deno.test("an answer that ends within a message is cut", async () => {
  const cut = { code: "INTERNAL", message: "cannot call a.B/C: the answer is cut" };
  for (const part of [[0], [0, 0, 0, 0, 3], [0, 0, 0, 0, 3, 1, 2]]) {
    for (const end of ["end", "reset"]) {
      const { wire, answer } = call();
      wire.send(0, 0, 1, [0, 0, 0, 0, 1, 7, ...part]);
      wire.send(1, end === "end" ? 5 : 4, 1, encode([["grpc-status", "0"]]));
      if (end === "reset") wire.send(3, 0, 1, number(0));
      assert.deepEqual([...await answer.next() ?? []], [7]);
      await assert.rejects(answer.next(), cut);
    }
  }
  const { wire, answer } = call();
  wire.send(0, 0, 1, [0, 0]);
  wire.send(1, 5, 1, encode([["grpc-status", "5"]]));
  await assert.rejects(answer.next(), { code: "NOT_FOUND" });
});

Deno.test("a status is one or two digits, and no error has the code OK", async () => {
  for (const status of ["", " 0", "0x0", "0.0", "-0", "000", "1e0", "five", "17", "99"]) {
    const { wire, answer } = call();
    wire.send(1, 5, 1, encode([["grpc-status", status]]));
    await assert.rejects(answer.next(), (error) => {
      assert.ok(error instanceof AuraeError);
      assert.equal(error.code, "UNKNOWN", status);
      return true;
    });
  }
  for (const status of ["0", "00"]) {
    const { wire, answer } = call();
    wire.send(1, 5, 1, encode([["grpc-status", status]]));
    assert.equal(await answer.next(), undefined);
  }
});

Deno.test("empty messages that nobody takes are bounded by the window", async () => {
  const { wire, answer } = call();
  const many = new Uint8Array(16380);
  for (let sent = 0; sent < 65; sent++) wire.send(0, 0, 1, many);
  const last = wire.frames.at(-1);
  assert.deepEqual([last?.type, ...last?.body ?? []], [3, ...number(3)]);
  const granted = wire.frames.filter((frame) => frame.type === 8 && frame.stream === 1);
  assert.equal(granted.length, 0);
  let taken = 0;
  await assert.rejects(async () => {
    while (await answer.next() !== undefined) taken++;
  }, { code: "INTERNAL" });
  assert.equal(taken, 64 * 16380 / 5);
});
