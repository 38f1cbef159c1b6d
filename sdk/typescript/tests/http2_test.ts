/** What becomes of requests when a connection, or its peer, does not go on. */

import assert from "node:assert/strict";

import { encode } from "../src/hpack.ts";
import { type Failure, Session } from "../src/http2.ts";

const HEAD = 9;

/** A connection whose other end is the test: what was written, and how writes end. */
class Wire {
  readonly frames: { type: number; flags: number; stream: number; body: Uint8Array }[] = [];
  error: Error | undefined;
  closed = false;
  private begun = false;
  readonly session = new Session(this, () => this.closed = true);

  write(bytes: Uint8Array, done: (error?: Error) => void): void {
    let rest = this.begun ? bytes : bytes.subarray(24);
    this.begun = true;
    while (rest.length > 0) {
      const view = new DataView(rest.buffer, rest.byteOffset);
      const length = view.getUint32(0) >>> 8;
      const [type = 0, flags = 0] = rest.subarray(3, 5);
      const body = rest.subarray(HEAD, HEAD + length);
      this.frames.push({ type, flags, stream: view.getUint32(5), body });
      rest = rest.subarray(HEAD + length);
    }
    done(this.error);
  }

  send(type: number, flags: number, stream: number, body: ArrayLike<number> = []): void {
    this.session.read(framed(type, flags, stream, body));
  }

  /** Bytes of requests that were sent. */
  get data(): number {
    return this.frames.filter((one) => one.type === 0).reduce((sum, x) => sum + x.body.length, 0);
  }
}

function framed(type: number, flags: number, stream: number, body: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(HEAD + body.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, body.length << 8 | type);
  bytes[4] = flags;
  view.setUint32(5, stream);
  bytes.set(body, HEAD);
  return bytes;
}

/** Hears all of a stream. */
class Heard {
  readonly said: string[] = [];
  failure: Failure | undefined;
  headers(headers: Map<string, string>): void {
    this.said.push([...headers.keys()].join());
  }
  data(bytes: Uint8Array): void {
    this.said.push(new TextDecoder().decode(bytes));
  }
  end(): void {
    this.said.push("end");
  }
  fail(failure: Failure): void {
    this.failure = failure;
  }
}

const BLOCK = encode([[":method", "POST"]]);
const BODY = new Uint8Array([0, 0, 0, 0, 0]);
const number = (
  value: number,
) => [value >>> 24, value >>> 16 & 255, value >>> 8 & 255, value & 255];

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
