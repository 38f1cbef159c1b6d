/** Messages come out of a stream as they went in, wherever it is cut, and nothing breaks it. */

import assert from "node:assert/strict";

import { frame, Frames, FramingError } from "../src/lsp/framing.ts";

/** Numbers that are the same in every run. */
function* numbers(seed: number): Generator<number, never> {
  for (;;) {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    yield seed;
  }
}

function joined(pieces: Uint8Array[]): Uint8Array {
  return new Uint8Array(pieces.flatMap((piece) => [...piece]));
}

/** Cut bytes at random into pieces, some of them empty. */
function* cut(bytes: Uint8Array, random: Iterator<number, never>): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length;) {
    const next = at + random.next().value % 9;
    yield bytes.subarray(at, next);
    at = next;
  }
}

const WORDS = ["", "a", "\r\n\r\n", "Content-Length: 5", "é", "😀", "\u2028", "x".repeat(300)];

Deno.test("messages come back, wherever the stream is cut", () => {
  const random = numbers(1);
  for (let run = 0; run < 300; run++) {
    const wanted = Array.from({ length: 1 + random.next().value % 5 }, () => ({
      method: WORDS[random.next().value % WORDS.length],
    }));
    const frames = new Frames();
    const found: unknown[] = [];
    for (const piece of cut(joined(wanted.map(frame)), random)) {
      for (const body of frames.push(piece)) found.push(JSON.parse(new TextDecoder().decode(body)));
    }
    assert.deepEqual(found, wanted);
    assert.ok(frames.empty);
  }
});

Deno.test("any bytes are messages or an error, the same wherever they are cut", () => {
  const random = numbers(2);
  const parts = [
    "Content-Length: 3\r\n\r\n{}\n",
    "content-LENGTH:0\r\nX: y\r\n\r\n",
    "Content-Length: ",
    "\r\n\r\n",
    "\r",
    "\n",
    "12",
    "-1",
    "1e3",
    "\0\xff",
  ];
  const read = (pieces: Iterable<Uint8Array>) => {
    const frames = new Frames(64, 1000);
    const found: string[] = [];
    try {
      for (const piece of pieces) {
        for (const body of frames.push(piece)) found.push([...body].join());
      }
    } catch (error) {
      assert.ok(error instanceof FramingError);
      found.push(error.message);
    }
    return found;
  };
  let broken = 0;
  for (let run = 0; run < 2000; run++) {
    const text = Array.from(
      { length: random.next().value % 12 },
      () => parts[random.next().value % parts.length],
    ).join("");
    const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    const whole = read([bytes]);
    assert.deepEqual(read(cut(bytes, random)), whole, JSON.stringify(text));
    if (whole.some((one) => one.startsWith("it"))) broken++;
  }
  assert.ok(broken > 100 && broken < 1900, String(broken));
});

Deno.test("headers and bodies have limits", () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const push = (frames: Frames, text: string) => [...frames.push(bytes(text))];
  assert.throws(() => push(new Frames(16), "X: " + "y".repeat(20)), /header is too long/);
  assert.throws(() => push(new Frames(), "X: y\r\n\r\n"), /no Content-Length/);
  assert.throws(() => push(new Frames(99, 10), "Content-Length: 11\r\n\r\n"), /it has 11 bytes/);
  assert.equal(push(new Frames(99, 10), "Content-Length: 2\r\n\r\n{}").length, 1);
});
