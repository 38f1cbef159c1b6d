/** Command lines as words. */

import assert from "node:assert/strict";

import { words } from "../src/words.ts";

Deno.test("a line is split at blanks, minding quotes and backslashes; nothing is expanded", () => {
  const lines: [string, string[]][] = [
    ["", []],
    ["  cat\t/etc/hostname\n", ["cat", "/etc/hostname"]],
    [`a'b c'"d e"f`, ["ab cd ef"]],
    [`'' "" x`, ["", "", "x"]],
    [`"\\"\\\\\\$" '\\'`, [`"\\\\$`, "\\"]],
    ["a\\ b \\' # $HOME * ~", ["a b", "'", "#", "$HOME", "*", "~"]],
    ["\u00a0 \u2003x", ["\u00a0", "\u2003x"]],
  ];
  for (const [line, found] of lines) assert.deepEqual(words(line), found, line);
});

Deno.test("a quote that is not closed and a backslash at the end are refused", () => {
  for (const line of ["'", `a "b`, "a\\", `"a\\"`, `'a' 'b`]) {
    assert.throws(() => words(line), /cannot split .*: a quote or a backslash stands alone/);
  }
});

Deno.test("a long line takes no longer than it is", () => {
  assert.equal(words(`"${"\\\\".repeat(500_000)}"`)[0]?.length, 500_000);
  assert.equal(words("a".repeat(1_000_000))[0]?.length, 1_000_000);
  assert.equal(words("a'b'".repeat(200_000))[0]?.length, 400_000);
});
