/** The parts of the REPL that need no terminal: understanding inputs, and completion. */

import assert from "node:assert/strict";

import { CellServiceDefinition } from "../gen/cells.ts";
import { Aurae } from "../src/aurae.ts";
import { containers } from "../src/containers.ts";
import { images } from "../src/images.ts";
import { volumes } from "../src/volumes.ts";
import * as library from "../src/library.ts";
import { networks, ports } from "../src/networks.ts";
import {
  AURAE,
  CELLS,
  CONTAINERS,
  IMAGES,
  LIBRARY,
  NETWORKS,
  PORTS,
  RUNTIME,
  VOLUMES,
} from "../src/repl/about.ts";
import { complete } from "../src/repl/complete.ts";
import { imported } from "../src/repl/imports.ts";
import { declared, type Program, understand } from "../src/repl/input.ts";
import { Session } from "../src/repl/session.ts";
import { shapeOfCall } from "../src/repl/shapes.ts";
import { RUNTIME as METHODS } from "../src/runtime.ts";

function session(): Session {
  return new Session((specifier) => Promise.resolve({ default: 1, specifier }), {});
}

/** The value of the last of some inputs. */
async function value(...inputs: string[]): Promise<unknown> {
  const state = session();
  let last: unknown;
  for (const text of inputs) {
    const input = understand(text);
    if (input.kind === "nothing") continue;
    assert.equal(input.kind, "program", `${text}: ${JSON.stringify(input)}`);
    const outcome = await state.run(input as Program);
    if (outcome.kind === "error") throw outcome.error;
    last = outcome.kind === "value" ? outcome.value : outcome.kind;
  }
  for (const name of [...state.declared, "_", "_error"]) Reflect.deleteProperty(globalThis, name);
  return last;
}

Deno.test("names live on between inputs, and what sees them sees their changes", async () => {
  assert.equal(await value("let a = 1", "const up = () => ++a", "up(); a"), 2);
  assert.equal(await value("let a = 1; const see = () => a", "a = 5", "see()"), 5);
  assert.equal(await value("function f() { return g() } function g() { return 3 }", "f()"), 3);
  assert.equal(await value("class A { x: number = 4 }", "new A().x"), 4);
  assert.equal(await value("enum E { A = 7 }", "E.A"), 7);
  assert.equal(await value("if true { var deep = 6 }", "deep"), 6);
  assert.deepEqual(
    await value("let { a, b: [c = 2, ...d], ...e } = { a: 1, b: [, 3], f: 4 }", "[a, c, d, e]"),
    [1, 2, [3], { f: 4 }],
  );
});

Deno.test("a name may be declared again, also after its declaration failed", async () => {
  assert.equal(await value("let a = 1", "let a = 2", "a"), 2);
  assert.equal(await value("const a = 1", "function a() { return 5 }", "a()"), 5);
  const state = session();
  await state.run(understand("let kept = 1") as Program);
  const failed = await state.run(understand("let kept = nothing()") as Program);
  assert.equal(failed.kind, "error");
  const after = await state.run(understand("kept") as Program);
  assert.deepEqual(after, { kind: "value", value: 1 });
  await state.run(understand("let fresh = nothing()") as Program);
  assert.equal(state.declared.has("fresh"), false);
});

Deno.test("a constant stays one", async () => {
  await assert.rejects(value("const one = 1", "one = 2"), TypeError);
});

Deno.test("an input is worth its last expression", async () => {
  const cases: [string, unknown][] = [
    ["1 + 1", 2],
    ["1; 2; // three", 2],
    ["let x = 1; x + 1;", 2],
    ["{ a: 1 }", { a: 1 }],
    ["{ a: 1, b: 2 };", { a: 1, b: 2 }],
    ["{}", {}],
    ["{ let a = 1 }", undefined],
    ["function f() {}", undefined],
    ["function f() {}\n(3)", 3],
    ["let f = function () {}\n(3)", undefined],
    ["let y = [[4]]\n[0]", undefined],
    ["5\n-3", 2],
    ["let z = 5\n++z", 6],
    ["await Promise.resolve(5)", 5],
    ["`a${1}b`", "a1b"],
    ["if true { 1 }", undefined],
    ["type A = { b: number }", undefined],
    ["'x' as string", "x"],
    ["", undefined],
    ["// nothing", undefined],
  ];
  for (const [text, expected] of cases) assert.deepEqual(await value(text), expected, text);
});

Deno.test("_ is the last value and _error the last error", async () => {
  assert.equal(await value("6", "let unrelated = 1", "_ + 1"), 7);
  const state = session();
  await state.run(understand("throw new RangeError('no')") as Program);
  const kept = await state.run(understand("_error.message") as Program);
  assert.deepEqual(kept, { kind: "value", value: "no" });
  assert.equal(await value("let _ = 1", "5", "_"), 1);
});

Deno.test("an input that has not ended is incomplete", () => {
  const whole = [
    "foo(",
    "[1, 2",
    "{ a: 1,",
    "`abc",
    "`a${1",
    "/* a",
    "1 +",
    "1 + // why",
    "a.",
    "x =>",
    "let x =",
    "if a",
    "if (a)",
    "if a &&",
    "if a {",
    "while a",
    "for const a of b",
    "switch a",
    "do",
    "function f(",
    "class A",
    "class A { m() {",
    "type A =",
    "try {}",
    "if a { } else",
  ];
  for (const text of whole) assert.equal(understand(text).kind, "incomplete", text);
});

Deno.test("a mistake is told with its place", () => {
  const cases: [string, number | undefined, number | undefined][] = [
    ["a b", 1, 3],
    ["a\nb c", 2, 3],
    ["if ready { let 5 = 3 }", 1, 16],
    ["}", 1, 1],
    ["'abc", 1, 1],
    ["let x; let x", undefined, undefined],
    ["const x", undefined, undefined],
  ];
  for (const [text, line, column] of cases) {
    const found = understand(text);
    assert.equal(found.kind, "mistake", text);
    assert.ok(found.kind === "mistake");
    assert.deepEqual([found.line, found.column], [line, column], text);
  }
});

Deno.test("a place in the program leads to what was typed", () => {
  const input = understand("let a = 1;\nif a { f() }\n  g()") as Program;
  const lines = input.code.split("\n");
  const column = lines[3]!.indexOf("g()") + 1;
  assert.deepEqual(input.place(4, column), { line: 3, column: 3 });
  assert.deepEqual(input.place(3, lines[2]!.indexOf("f()") + 1), { line: 2, column: 8 });
});

Deno.test("imports become statements of a function, line for line", () => {
  const cases: [string, string][] = [
    ['import "x"', 'await aurae__import("x")'],
    ['import a from "x"', 'const { default: a } = await aurae__import("x")'],
    ['import * as a from "x"', 'const a = await aurae__import("x")'],
    ['import { a as b, c } from "x"', 'const { a : b , c } = await aurae__import("x")'],
    [
      'import t from "x" with { type: "text" }',
      'const { default: t } = await aurae__import("x", ' +
      '{ with: { type : "text" } })',
    ],
    ['const a = await import("x")', 'const a = await aurae__import("x")'],
    ["import.meta.url", "aurae__meta.url"],
    ["a.import()", "a.import()"],
    ["export const a = 1", "       const a = 1"],
    ["'import'", "'import'"],
  ];
  for (const [text, expected] of cases) assert.equal(imported(text), expected);
  assert.equal(imported('import {\n  a,\n} from "x";\nb').split("\n").length, 4);
});

Deno.test("V8 names what an input declares", () => {
  assert.deepEqual(declared("for (var i = 0, j; ;) { let k; break }", false), ["i", "j"]);
  assert.deepEqual(declared("a.b = c; function d(e) { var f }", false), ["d"]);
  assert.deepEqual(declared("class \u00c4 {} let $ = 1", false), ["\u00c4", "$"]);
});

Deno.test("no input breaks what reads it", () => {
  const pieces = [..."(){}[]`'\"/\\;:,.+-=<>?!$#@& \n"].concat(
    "let ",
    "if ",
    "await ",
    "import ",
    "export ",
    "function ",
    "class ",
    "a",
    "1",
    "=>",
    "${",
    "/*",
    "*/",
    "//",
    "async ",
    "for ",
    "aurae__value",
    "\u00e9",
    "\u2028",
  );
  let seed = 1;
  const next = (limit: number) => {
    seed = (seed * 48271) % 2147483647;
    return seed % limit;
  };
  const scope = { declared: new Set<string>(), library: new Map(), global: {} };
  const kinds = new Set<string>();
  for (let round = 0; round < 3000; round++) {
    const text = Array.from({ length: 1 + next(12) }, () => pieces[next(pieces.length)]).join("");
    kinds.add(understand(text).kind);
    complete(text, scope);
  }
  assert.deepEqual([...kinds].sort(), ["incomplete", "mistake", "nothing", "program"]);
});

function completed(text: string, global: object = {}, names: string[] = []): string[] {
  const scope = {
    declared: new Set(names),
    library: new Map(Object.entries(LIBRARY)),
    global,
  };
  return complete(text, scope).candidates.map((one) => one.text);
}

Deno.test("members of living values are completed, and nothing is run", () => {
  const fail = () => {
    throw new Error("it was run");
  };
  const global = {
    thing: {
      inner: { deep: 1, deeper: 2 },
      get trap() {
        return fail();
      },
    },
    proxy: new Proxy({ a: 1 }, {
      get: fail,
      getOwnPropertyDescriptor: fail,
      ownKeys: fail,
      getPrototypeOf: fail,
    }),
    f: fail,
  };
  assert.deepEqual(completed("thing.inner.de", global), ["deep", "deeper"]);
  assert.deepEqual(completed("x = thing?.inner.deepe", global), ["deeper"]);
  assert.deepEqual(completed("thing.", global), ["inner", "trap"]);
  for (
    const text of ["thing.trap.", "proxy.", "proxy.a.", "f().", "nothing.", "'a.", "// thing."]
  ) {
    assert.deepEqual(completed(text, global), [], text);
  }
  assert.ok(completed('"text".').includes("startsWith"));
});

Deno.test("names are completed, the library's first", () => {
  assert.equal(completed("co", { count: 1, comet: 2 })[0], "connect");
  assert.ok(completed("ret", {}).includes("return"));
  assert.deepEqual(completed("mine", { mine: 1 }, ["mine"]), ["mine"]);
});

Deno.test("what calls of the library return is known without calling", () => {
  assert.ok(completed("connect().").includes("runtime"));
  assert.deepEqual(completed("connect().runtime().l"), ["list", "logs"]);
  assert.ok(completed('connect().runtime().start(exec("x", { a: [1] })).ex').includes("exitCode"));
  assert.ok(completed("connect().info().").includes("spiffeId"));
  assert.deepEqual(completed("connect().health().ch"), ["check"]);
  assert.deepEqual(completed("connect().cells().st"), ["start", "stats", "stop"]);
  assert.ok(completed('connect().cells().stats({ cellName: "a" }).').includes("memory"));
  assert.ok(completed("connect().cells().watch().").includes("next"));
  assert.deepEqual(completed("connect().images().pu"), ["pull", "pulling", "push", "pushing"]);
  assert.ok(completed('connect().images().pull("a").').includes("tags"));
  assert.deepEqual(completed("connect().containers().re"), ["remove", "resume"]);
  assert.deepEqual(completed("connect().volumes().c"), ["clone", "cloning", "create"]);
  assert.ok(completed('connect().volumes().create("a").').includes("backing"));
  assert.ok(completed('connect().containers().create("a").').includes("state"));
  assert.deepEqual(completed("connect().networks().re"), ["remove", "repair"]);
  assert.ok(completed('connect().networks().create("a").').includes("gateways"));
  assert.ok(completed('connect().ports().add("a", 80).').includes("hostPort"));
  assert.deepEqual(completed("connect()."), completed("made.", { made: new Aurae({} as never) }));
});

Deno.test("completion knows every method of the library, and says a word about each", () => {
  const shape = shapeOfCall("connect")!;
  const services = shape.members.filter((name) => !["info", "close"].includes(name));
  for (const name of services) assert.ok(shape.calls?.(name), name);
  for (const name of Object.keys(METHODS)) assert.ok(RUNTIME[name], `runtime().${name}`);
  const known = Object.keys(containers({} as never, {} as never)).sort();
  assert.deepEqual(Object.keys(CONTAINERS), known);
  assert.deepEqual(Object.keys(IMAGES), Object.keys(images({} as never)).sort());
  assert.deepEqual(Object.keys(VOLUMES), Object.keys(volumes({} as never)).sort());
  assert.deepEqual(Object.keys(NETWORKS), Object.keys(networks({} as never)).sort());
  assert.deepEqual(Object.keys(PORTS), Object.keys(ports({} as never)).sort());
  assert.deepEqual(Object.keys(CELLS), Object.keys(CellServiceDefinition.methods).sort());
  for (const name of shape.members) assert.ok(AURAE[name], name);
  for (const name of Object.keys(library)) {
    assert.ok(name in LIBRARY || /^[A-Z]/.test(name), `nothing is said about ${name}`);
  }
});
