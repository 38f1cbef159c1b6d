/** The language rule, case by case: what comes out for what goes in. */

import assert from "node:assert/strict";

import { conditions, parenthesize, transform } from "../src/transform.ts";

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
  ["function f(): void { if x { } }", "function f(): void { if(x){ } }"],
  [
    "function f(x): x is { a: string } { if y { } }",
    "function f(x): x is { a: string } { if(y){ } }",
  ],
  ["for let { a } of xs { }", "for(let { a } of xs){ }"],
  ["for let [a] of xs { }", "for(let [a] of xs){ }"],
  ["for using x of xs { }", "for(using x of xs){ }"],
  ["{ using x = f(); if x { } }", "{ using x = f(); if(x){ } }"],
  ["if (a) b: { if c { } }", "if (a) b: { if(c){ } }"],
  ["a: for const x of xs { continue a }", "a: for(const x of xs){ continue a }"],
  ["switch x.y { case a ? b : c: { if d { } } }", "switch(x.y){ case a ? b : c: { if(d){ } } }"],
  ["if x as const { }", "if(x as const){ }"],
  ["if x as keyof A { }", "if(x as keyof A){ }"],
  ["if as as Map<A> / b / c { }", "if(as as Map<A> / b / c){ }"],
  ["if x as A | B.C<D<E>> / b / c { }", "if(x as A | B.C<D<E>> / b / c){ }"],
  ["if x as Map<A> as B { }", "if(x as Map<A> as B){ }"],
  ["if x as void / b / c { }", "if(x as void / b / c){ }"],
  ["if x as A > b && c > /{/ { }", "if(x as A > b && c > /{/){ }"],
  ["if (x as A, b < c) && d > /{/ { }", "if((x as A, b < c) && d > /{/){ }"],
  ["if x as { a: B } { }", "if(x as { a: B }){ }"],
  ["if f as () => void { }", "if(f as () => void){ }"],
  ["if x satisfies Y { }", "if(x satisfies Y){ }"],
  ["if (x) as Y { }", "if((x) as Y){ }"],
  ["if (await f()).ok { }", "if((await f()).ok){ }"],
  ["if (x => { return x })(1) { }", "if((x => { return x })(1)){ }"],
  ["if f({ if: 1, for() { if x { } } }) { }", "if(f({ if: 1, for() { if(x){ } } })){ }"],
  ["if f<A, B<C>>(x).y { }", "if(f<A, B<C>>(x).y){ }"],
  ["if {}.a { }", "if({}.a){ }"],
  ["if class { static x = 1 }.x { }", "if(class { static x = 1 }.x){ }"],
  ["class A { #x; f(o) { if #x in o { } } }", "class A { #x; f(o) { if(#x in o){ } } }"],
  [
    "@a @b({ c: 1 }) class A { @d f() { if x { } } }",
    "@a @b({ c: 1 }) class A { @d f() { if(x){ } } }",
  ],
  [
    "type A = `${B extends `x${infer C}` ? C : D}`; if x { }",
    "type A = `${B extends `x${infer C}` ? C : D}`; if(x){ }",
  ],
  ["let a = 1_000n; if a > 0xff_ff { }", "let a = 1_000n; if(a > 0xff_ff){ }"],
  ["if 1..toFixed() == .5e-3 { }", "if(1..toFixed() == .5e-3){ }"],
  ["if a ?.5 : 1 { }", "if(a ?.5 : 1){ }"],
  ["if /[[a-z]--[{]]/v.test(x) { }", "if(/[[a-z]--[{]]/v.test(x)){ }"],
  ["if /\\/[/{]\\]/.test(x) { }", "if(/\\/[/{]\\]/.test(x)){ }"],
  ["if x == '\\'{' { }", "if(x == '\\'{'){ }"],
  ["while x --> 0 { }", "while(x --> 0){ }"],
  ["if été == '𝒳' { }", "if(été == '𝒳'){ }"],
  ["if a\\u{62}c { }", "if(a\\u{62}c){ }"],
  ["if /* a */ x /* { */ { }", "if(/* a */ x)/* { */ { }"],
  ["if // a\n  x\n{ }", "if(// a\n  x)\n{ }"],
  ["if/**/x/**/{ }", "if(/**/x)/**/{ }"],
  ["if a { }\r\nelse if b { }\r\n", "if(a){ }\r\nelse if(b){ }\r\n"],
  ["// a\u2028if x { }", "// a\u2028if(x){ }"],
  ["y = 'a\u2028if'; if x { }", "y = 'a\u2028if'; if(x){ }"],
  ["if\u00a0x\u3000{ }", "if(\u00a0x)\u3000{ }"],
  ["do { do { } while a } while b", "do { do { } while(a)} while(b)"],
  ["do { } while a\n  && b\nc()", "do { } while(a\n  && b)\nc()"],
  ["for ; a; { }", "for(; a;){ }"],
  ["for const of of of { }", "for(const of of of){ }"],
  ["for await const x of y { }", "for await(const x of y){ }"],
  ["\ufeff#!/bin/it's\nif x { }", "\ufeff#!/bin/it's\nif(x){ }"],
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
  "if (x)! { }",
  "if (x) `y` { }",
  "var x = <any>{ if: 1 }",
  "throw { if: 1 }; export default { while: 2 }",
  "/[/; if x { }",
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

Deno.test("every condition that is understood is found, in the order of its keyword", () => {
  const source = "if a { while (b) c }\nfor await const d of (e) { if f g }\ndo { } while h";
  const found = conditions(source);
  assert.deepEqual(
    found.map(({ keyword, open, close, bare }) => ({
      before: source.slice(keyword, open),
      text: source.slice(open, close),
      bare,
    })),
    [
      { before: "if", text: " a", bare: true },
      { before: "while (", text: "b", bare: false },
      { before: "for await", text: " const d of (e)", bare: true },
      { before: "while", text: " h", bare: true },
    ],
  );
});

Deno.test("offsets lead from the source to the text and back", () => {
  const source = "if/**/a{ b }\nif c{ d }";
  const { text, mapping } = parenthesize(source);
  assert.equal(text, "if(/**/a){ b }\nif(c){ d }");
  for (let at = 0; at <= source.length; at++) {
    assert.equal(mapping.toSource(mapping.toText(at)), at);
    if (source[at] !== " ") assert.equal(text[mapping.toText(at)], source[at]);
  }
  // What was put in belongs to the character behind it.
  assert.equal(mapping.toSource(text.indexOf("(")), source.indexOf("/"));
});

Deno.test("large and deep sources neither overflow nor take long", () => {
  const sources = [
    "if a && b[c] { x({ y: 1 }) };".repeat(180_000),
    `let a = \`${"x\\n".repeat(1_700_000)}\`; let b = '${"\\'".repeat(10)}'`,
    "{if a (".repeat(200_000),
    `${"if `${() => {".repeat(50_000)}${"}}` { }".repeat(50_000)}`,
    "/[".repeat(500_000),
    "//".repeat(2_500_000),
  ];
  const start = performance.now();
  for (const source of sources) transform(source);
  assert.ok(performance.now() - start < 20_000);
});
