/** The language rule, case by case: what comes out for what goes in. */

import assert from "node:assert/strict";

import { transform } from "../src/transform.ts";

/** Conditions that get parentheses; the blank beside each makes room for it. */
const CHANGED: [string, string][] = [
  ["if execute {\n}", "if(execute){\n}"],
  ["if a {} else if b {} else {}", "if(a){} else if(b){} else {}"],
  ["if !done{ }", "if(!done){ }"],
  ["if x == {a: 1}.a {}", "if(x == {a: 1}.a){}"],
  ["if (a) && (b) { x }", "if((a) && (b)){ x }"],
  ["if (a + b) * c > 3 { x }", "if((a + b) * c > 3){ x }"],
  ["if (a) (b) { x }", "if((a) (b)){ x }"],
  ["if (a) < b { x }", "if((a) < b){ x }"],
  [
    "if xs.some(x => { if x { return 1 } return 0 }) { y }",
    "if(xs.some(x => { if(x){ return 1 } return 0 })){ y }",
  ],
  ["if function() { if x {} }() { }", "if(function() { if(x){} }()){ }"],
  ["if `a${ {b: 1}.b }c` { }", "if(`a${ {b: 1}.b }c`){ }"],
  ["if `a${`b${c}`}d` == x { }", "if(`a${`b${c}`}d` == x){ }"],
  ["if tag`x` { }", "if(tag`x`){ }"],
  ["if /re{/.test(x) { }", "if(/re{/.test(x)){ }"],
  ["if a / b / c { }", "if(a / b / c){ }"],
  ["if x as Foo<Bar> { }", "if(x as Foo<Bar>){ }"],
  ["if is<string>(x) { }", "if(is<string>(x)){ }"],
  ["if x! { }", "if(x!){ }"],
  ["if typeof x == 'string' { }", "if(typeof x == 'string'){ }"],
  ["if await f() { }", "if(await f()){ }"],
  ["if a ? {b: 1} : {c: 2} { }", "if(a ? {b: 1} : {c: 2}){ }"],
  ["if a.b?.[0]?.(x) { }", "if(a.b?.[0]?.(x)){ }"],
  ["if a &&\n  b {\n}", "if(a &&\n  b){\n}"],
  ["if x /* why */ { }", "if(x)/* why */ { }"],
  ["if x // why\n{ }", "if(x)// why\n{ }"],
  ["if a\r\n{\r\n}", "if(a)\r\n{\r\n}"],
  ["while x-- { }", "while(x--){ }"],
  ["do { x() } while y < 3;\nz()", "do { x() } while(y < 3);\nz()"],
  ["do { x() } while y < 3\nz()", "do { x() } while(y < 3)\nz()"],
  ["do { } while a ||\n b\nz()", "do { } while(a ||\n b)\nz()"],
  ["for const x of xs { }", "for(const x of xs){ }"],
  ["for let k in o { }", "for(let k in o){ }"],
  ["for const {a, b} of xs { }", "for(const {a, b} of xs){ }"],
  ["for await const x of f() { }", "for await(const x of f()){ }"],
  ["for let i = 0; i < 3; i++ { }", "for(let i = 0; i < 3; i++){ }"],
  ["for ;; { break }", "for(;;){ break }"],
  [
    "switch x { case 1: { if y { } break } default: { if z { } } }",
    "switch(x){ case 1: { if(y){ } break } default: { if(z){ } } }",
  ],
  ["function f(): Map<a, b> { if x { } }", "function f(): Map<a, b> { if(x){ } }"],
  ["const f = (): Map<a, b> => { if x { } }", "const f = (): Map<a, b> => { if(x){ } }"],
  ["class A { if() { if x { } } }", "class A { if() { if(x){ } } }"],
  ["label: { if x { } }", "label: { if(x){ } }"],
  ["#!/usr/bin/env auraescript\nif x { }", "#!/usr/bin/env auraescript\nif(x){ }"],
  ["\ufeffif x { }", "\ufeffif(x){ }"],
];

/** Sources that stay as they are: TypeScript, and what nobody can understand. */
const UNCHANGED = [
  "if (a) { } else if (b) { }",
  "if (a) b()\nelse c()",
  "if (a)\n(b)\n{ }",
  "if (a) [x] = y",
  "if (a) /re/.test(b)",
  "if (a) `x`",
  "if (a) -b",
  "if (a) <T>b",
  "do { } while (x)\n(y)",
  "do x(); while (y)",
  "for (;;) { }",
  "for (const x of xs) y(x)",
  "a.if; Symbol.for('x'); a?.while",
  "({ if: 1, while() { }, for(x) { }, switch: { case: 1 } })",
  "interface A { if: string; for(x: B): { while: C } }",
  "class A { if = 3; for() { } static while<T>(x: T) { } }",
  "enum A { if, while }",
  "export { a as if }; import { if as b } from 'x'",
  "'if x { }'; `if x { }`; /if x {}/; // if x { }\n/* if x { } */",
  "if x return 3",
  "if x",
  "if { }",
  "while",
  "if x } {",
  "",
];

Deno.test("conditions without parentheses get them in the place of blanks", () => {
  for (const [source, expected] of CHANGED) assert.equal(transform(source), expected);
});

Deno.test("what was transformed once is left alone", () => {
  for (const [, expected] of CHANGED) assert.equal(transform(expected), expected);
});

Deno.test("TypeScript and what cannot be understood stay as they are", () => {
  for (const source of UNCHANGED) assert.equal(transform(source), source);
});

Deno.test("no line or column moves where a blank makes room", () => {
  const source = "let a = 1\nif a > 0 {\n  while b {\n    c(d)\n  }\n}\n";
  const made = transform(source);
  assert.equal(made.length, source.length);
  assert.equal(made.indexOf("c(d)"), source.indexOf("c(d)"));
});

Deno.test("ten thousand lines take under 100 ms once warm", () => {
  const block =
    "for const x of xs {\n  if x.a && x.b(`${x}`) {\n    y = /a/.test(x) ? { b: 1 } : 2\n  }\n}\n";
  const source = block.repeat(2000);
  transform(source);
  const times = [1, 2, 3, 4, 5, 6, 7, 8].map(() => {
    const start = performance.now();
    transform(source);
    return performance.now() - start;
  });
  assert.ok(Math.min(...times) < 100, `took ${times}`);
});
