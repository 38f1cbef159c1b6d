/** The tools' pure parts: what Deno says becomes problems at the places of the user's own source. */

import assert from "node:assert/strict";

import { syntaxErrors, typeErrors } from "../src/tool/check.ts";
import { syntaxMessage, ToolError, why } from "../src/tool/engine.ts";
import { imports } from "../src/tool/imports.ts";
import { type Problem, problem, shown, sorted, summary } from "../src/tool/problems.ts";
import { Source } from "../src/tool/source.ts";

const URL = "file:///tmp/x/";

function copies(...texts: string[]) {
  const sources = texts.map((text, index) =>
    new Source(`/s/${index}`, `${index}.aurae`, text, true)
  );
  const source = (name: string) => sources[Number(/(\d+)\.ts$/.exec(name)?.[1])];
  return { source, url: URL };
}

function output(stderr: string) {
  return { status: 1, stdout: "", stderr };
}

function places(problems: Iterable<Problem>): string[] {
  return [...problems].map(({ file, line, column, endColumn, code, message }) =>
    `${file}:${line}:${column}-${endColumn} ${code} ${message}`
  );
}

Deno.test("a type error has its place, its length and the user's names of files", () => {
  const text = `TS2322 [ERROR]: Type 'typeof import("${URL}1.ts", ` +
    `{ with: { "resolution-mode": "import" } })' is not assignable to type 'number'.
  Because of this.
if(a){ let b: number = c }
           ~
    at ${URL}0.ts:1:12

    The expected type comes from here
    let b
        ^
        at ${URL}1.ts:1:5

TS2304 [ERROR]: Cannot find name 'q'.
qqq
~~~
    at ${URL}0.ts:2:1

TS1005 [ERROR]: '}' expected.
last

    at ${URL}0.ts:3:5

TS2307 [ERROR]: Cannot find module '${URL}missing.ts'.
    at ${URL}0.ts:2:1

Found 4 errors.

error: Type checking failed.

Stack backtrace:
   0: <unknown>
`;
  assert.deepEqual(
    places(typeErrors(output(text), copies("if a{ let b: number = c }\nqqq\nlast", ""))),
    [
      `0.aurae:1:11-12 TS2322 Type 'typeof import("1.aurae")' is not assignable to type 'number'.` +
      "\n  Because of this.",
      "0.aurae:2:1-4 TS2304 Cannot find name 'q'.",
      "0.aurae:3:5-5 TS1005 '}' expected.",
    ],
  );
});

Deno.test("what is no list of type errors is a failure of the tool", () => {
  const strange = output("error: The disk is full\n\nStack backtrace:\n   0: <unknown>\n");
  assert.throws(() => typeErrors(strange, copies("")), new ToolError("The disk is full"));
  assert.equal(why({ status: 9, stdout: "", stderr: "" }), "deno ended with status 9");
});

Deno.test("a syntax error's column counts characters, ours UTF-16 units", () => {
  const text = `error: SyntaxError: Expected ')', got '{'
  |
1 | if (é𝒳 {
  |        ~
    at ${URL}0.ts:1:8
`;
  const found = syntaxErrors(text, copies("if (é𝒳 {"), "check");
  assert.deepEqual(places(found.values()), ["0.aurae:1:9-10  cannot check: Expected ')', got '{'"]);
  assert.deepEqual([...found.keys()], ["0.ts"]);
  const inner =
    "Unexpected token `<lexing error: Error { error: (19..21, UnterminatedTpl) }>`. Expected";
  assert.equal(syntaxMessage(inner), "Unterminated template");
});

Deno.test("imports of every form are found, and what only looks like one is not", () => {
  const text = `import a from "./a"; import "./b"; export * from './c'; export { d } from "./d";
import e from "./e" with { type: "json" }; await import(\`./f\`); let g: import("./g").G;
const from = { from: "./no" }; // import "./no"
/// <reference path="./h" />
// @ts-types="./i"
/// <reference types="node" />
`;
  const found = imports(text).map(({ specifier, type, start, end }) => {
    assert.equal(text.slice(start + 1, end - 1), specifier);
    return specifier + type;
  });
  assert.deepEqual(found, ["./a", "./b", "./c", "./d", "./ejson", "./f", "./g", "./h", "./i"]);
});

Deno.test("a problem is shown with its line, once, and without what a terminal obeys", () => {
  const source = new Source("", "a.aurae", "\tlet \x1b[2J = é𝒳;\n", true);
  const found = problem(source, { start: 5, end: 8 }, { code: "X1", message: "no", hint: "why" });
  const frame = "  \tlet �[2J = é𝒳;\n  \t    ^^^\n  why\n";
  assert.equal(shown(found, source, false), `a.aurae:1:6: X1: no\n${frame}`);
  const coloured = "\x1b[36ma.aurae:1:6\x1b[0m: \x1b[1mX1\x1b[0m: no\n";
  assert.ok(shown(found, source, true).startsWith(coloured));
  assert.deepEqual(sorted([found, { ...found, line: 0 }, found]).map(({ line }) => line), [0, 1]);
  assert.equal(
    summary([found, { ...found, file: "b", severity: "warning" }]),
    "2 errors in 2 files",
  );
});

Deno.test("of a very long line only a part is shown", () => {
  const source = new Source("", "a.aurae", `${"x".repeat(5000)}here${"y".repeat(5000)}`, true);
  const text = shown(
    problem(source, { start: 5000, end: 5004 }, { code: "", message: "m" }),
    source,
    false,
  );
  const [, line, marks] = text.split("\n") as [string, string, string];
  assert.ok(line.length < 200);
  assert.equal(line.slice(marks.indexOf("^"), marks.lastIndexOf("^") + 1), "here");
});
