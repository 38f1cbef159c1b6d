/** Tables and lists of any message. */

import assert from "node:assert/strict";

import { describe, listing, rows, table } from "../src/table.ts";
import type { Json } from "../src/present.ts";
import { emit } from "../src/yaml.ts";

Deno.test("columns are as wide as a terminal shows their widest cell", () => {
  const made = table(["NAME", "X"], [["日本", "1"], ["e\u0301", "2"], ["abcdef", "3"]]);
  assert.equal(made, "NAME    X\n日本    1\ne\u0301       2\nabcdef  3");
});

Deno.test("what would move the cursor is shown as one sign", () => {
  assert.equal(table(["A", "B"], [["\x1b[2J", "a\nb"]]), "A     B\n\ufffd[2J  a\ufffdb");
  assert.equal(listing([["a", "\u202ex"], ["long", ""]]), "a:    \ufffdx\nlong: -");
});

Deno.test("the one list of messages in a message is a table with a column for each name", () => {
  const items: { [key: string]: Json }[] = [{ name: "a", cpu: { weight: 1 } }, {
    name: "b",
    tags: ["x", "y"],
  }];
  const made = "NAME  CPU WEIGHT  TAGS\na     1           -\nb     -           x, y";
  assert.equal(rows(items), made);
  assert.equal(describe({ cells: items, next_page_token: "" }), made);
});

Deno.test("any other message is names and values", () => {
  const message = { spiffe_id: "x", server: { node_name: "n" }, list: [], a: [{ b: 1 }], c: [{}] };
  assert.equal(
    describe(message),
    'spiffe id:        x\nserver node name: n\nlist:             -\na:                {"b":1}\n' +
      "c:                {}",
  );
});

Deno.test("numbers that are none are YAML's", () => {
  assert.equal(
    emit([NaN, Infinity, -Infinity, 1.5, 2n ** 64n]),
    [
      "- .nan",
      "- .inf",
      "- -.inf",
      "- 1.5",
      "- 18446744073709551616",
    ].join("\n"),
  );
  assert.equal(
    emit({ a: [], b: {}, c: [[1, [2]], { d: null }] }),
    [
      "a: []",
      "b: {}",
      "c:",
      "- - 1",
      "  - - 2",
      "- d: null",
    ].join("\n"),
  );
});
