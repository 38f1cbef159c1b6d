/** Headers as RFC 7541's appendix C writes them, and bytes that are no headers. */

import assert from "node:assert/strict";

import { Decoder, encode } from "../src/hpack.ts";

function bytes(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.replaceAll(" ", "").match(/../g) ?? [], (two) => parseInt(two, 16));
}

Deno.test("requests with Huffman codes and a table (C.4)", () => {
  const decoder = new Decoder();
  const read = (hex: string) => Object.fromEntries(decoder.decode(bytes(hex)));
  const common = { ":method": "GET", ":path": "/", ":authority": "www.example.com" };
  assert.deepEqual(read("8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff"), {
    ...common,
    ":scheme": "http",
  });
  assert.deepEqual(read("8286 84be 5886 a8eb 1064 9cbf"), {
    ...common,
    ":scheme": "http",
    "cache-control": "no-cache",
  });
  assert.deepEqual(read("8287 85bf 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf"), {
    ...common,
    ":scheme": "https",
    ":path": "/index.html",
    "custom-key": "custom-value",
  });
});

Deno.test("a table gives its oldest entries up (C.5 with 256 bytes)", () => {
  const decoder = new Decoder();
  decoder.decode(bytes("3fe101"));
  const first = decoder.decode(bytes(
    "4803 3330 3258 0770 7269 7661 7465 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133 2032 303a" +
      "3133 3a32 3120 474d 546e 1768 7474 7073 3a2f 2f77 7777 2e65 7861 6d70 6c65 2e63 6f6d",
  ));
  assert.equal(first.get(":status"), "302");
  const second = decoder.decode(bytes("4803 3330 37c1 c0bf"));
  assert.equal(second.get(":status"), "307");
  assert.equal(second.get("location"), "https://www.example.com");
  assert.throws(() => decoder.decode(bytes("c2")), RangeError);
});

Deno.test("what is written is read again", () => {
  const headers: [string, string][] = [
    [":method", "POST"],
    [":path", `/${"x".repeat(300)}`],
    ["te", "trailers"],
    ["user-agent", ""],
  ];
  assert.deepEqual([...new Decoder().decode(Uint8Array.from(encode(headers)))], headers);
});

Deno.test("no bytes do harm", () => {
  let seed = 7;
  const random = (below: number) => (seed = seed * 1103515245 + 12345 & 0x7fffffff) % below;
  for (let round = 0; round < 20_000; round++) {
    const block = Uint8Array.from({ length: random(24) }, () => random(256));
    try {
      new Decoder().decode(block);
    } catch (error) {
      assert.ok(error instanceof RangeError, String(error));
    }
  }
});
