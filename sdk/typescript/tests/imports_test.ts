/** What a source imports, and the way from compiled text back to it. */

import { deepStrictEqual as equal } from "node:assert";

import { apply, lineOf, offset, origin, position } from "../src/edits.ts";
import { imports } from "../src/imports.ts";
import { librarySpecifier } from "../src/specifiers.ts";

function found(source: string): string[] {
  return imports(source).map(({ specifier, kind, start, end }) => {
    equal(source.slice(start, end), kind === "meta" ? "import.meta" : `"${specifier}"`);
    return `${kind} ${specifier}`.trim();
  });
}

Deno.test("imports of every form are found", () => {
  equal(found('import "a"; import b from "b"; import * as c from "c";'), [
    "code a",
    "code b",
    "code c",
  ]);
  equal(found('export * from "a"; export { b, c as d } from "b"; export * as e from "e";'), [
    "code a",
    "code b",
    "code e",
  ]);
  equal(found('if await import("a") { import("b", {}) } let c: import("c").C'), [
    "code a",
    "code b",
    "code c",
  ]);
  equal(found("import.meta.url"), ["meta"]);
});

Deno.test("types and data are told from code", () => {
  equal(found('import type { A } from "a"; import type B from "b"; export type * from "c";'), [
    "type a",
    "type b",
    "type c",
  ]);
  equal(found('import type from "a"; import type, { b } from "b"; import { type C } from "c";'), [
    "code a",
    "code b",
    "code c",
  ]);
  equal(
    found('import a from "a" with { type: "text" }; import("b", { with: { type: "json" } })'),
    ["text a", "json b"],
  );
});

Deno.test("what only looks like an import is left alone", () => {
  equal(found('"import \\"a\\""; // import "b"\n/* from "c" */ `import "d"`;'), []);
  equal(found('a.import("b"); Array.from("c"); import("./" + d); x.from; from("e")'), []);
});

Deno.test("a place in the text leads to the place in the source", () => {
  const source = "if a{\n  b()\n}\r\nwhile c {\u2028d()";
  const edits = [
    { start: 2, end: 3, text: "(" },
    { start: 4, end: 4, text: ")" },
    { start: 8, end: 9, text: "beta" },
  ];
  const text = apply(source, edits);
  equal(text.slice(0, 15), "if(a){\n  beta()");
  equal(text.indexOf("()\n"), 13);
  equal(origin(edits, 13), source.indexOf("()\n"));
  equal(origin(edits, 3), 3);
  equal([9, 10, 11, 12].map((at) => origin(edits, at)), [8, 8, 8, 8]);
  for (const [sign, line, column] of [["b", 2, 3], ["c", 4, 7], ["d", 5, 1]] as const) {
    equal(position(source, source.indexOf(sign)), { line, column });
    equal(offset(source, line, column), source.indexOf(sign));
  }
  equal([1, 2, 3, 4, 5].map((line) => lineOf(source, line)), [
    "if a{",
    "  b()",
    "}",
    "while c {",
    "d()",
  ]);
});

Deno.test("specifiers of the library are known from anywhere", () => {
  const names: Record<string, string | undefined> = {
    "aurae": "aurae",
    "aurae/cells": "aurae/cells",
    "../auraescript/gen/aurae.ts": "aurae",
    "auraescript/aurae.ts": "aurae",
    "/x/auraescript/gen/helpers.ts": "aurae",
    "../auraescript/gen/cells.ts": "aurae/cells",
    "../auraescript/gen/kubernetes_cri.ts": "aurae/cri",
    "../auraescript/gen/grpc_health.ts": "aurae/health",
    "../myauraescript/gen/cells.ts": undefined,
    "./auraescript/other.ts": undefined,
    "./aurae": undefined,
    "aurae/a/b": undefined,
  };
  for (const [specifier, meaning] of Object.entries(names)) {
    equal(librarySpecifier(specifier), meaning);
  }
});
