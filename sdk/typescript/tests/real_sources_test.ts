/**
 * The transformer against TypeScript's own parser, on sources that people wrote: each file comes
 * out byte for byte, and its conditions stripped of their parentheses come back to the same tree.
 */

import assert from "node:assert/strict";
import ts from "npm:typescript@6.0.3";

import { transform } from "../src/transform.ts";

const HERE = new URL("..", import.meta.url).pathname;
const FOLDERS = ["node_modules", "src", "gen", "tests"];
// The compiler is in there twice.
const TWICE = "_tsc.js";
const SOURCE = /\.(?:d\.)?[cm]?[tj]s$/;

function* files(folder: string): Generator<string> {
  for (const entry of Deno.readDirSync(folder)) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) yield* files(path);
    else if (SOURCE.test(entry.name) && entry.name !== TWICE) yield path;
  }
}

function parse(path: string, source: string): ts.SourceFile {
  const kind = /[tj]s$/.exec(path)?.[0] === "ts" ? ts.ScriptKind.TS : ts.ScriptKind.JS;
  return ts.createSourceFile(path, source, ts.ScriptTarget.Latest, false, kind);
}

/** Where the parentheses of conditions stand that could go. */
function parentheses(file: ts.SourceFile): number[] {
  const found: number[] = [];
  const text = file.text;
  const take = (open: number, inner: number, close: number) => {
    // What begins with a parenthesis of its own would read as if it had them.
    if (text[open] === "(" && text[close] === ")" && text[inner] !== "(") found.push(open, close);
  };
  const after = (end: number) =>
    end + (/^(?:\s|\/\*[^]*?\*\/|\/\/[^\n]*)*/.exec(text.slice(end, end + 2000))?.[0].length ?? 0);
  const visit = (node: ts.Node): void => {
    const condition = ts.isIfStatement(node) && ts.isBlock(node.thenStatement) ||
        ts.isWhileStatement(node) && ts.isBlock(node.statement) || ts.isSwitchStatement(node) ||
        ts.isDoStatement(node) && ts.isBlock(node.statement) && text[node.end - 1] === ";"
      ? node.expression
      : undefined;
    if (condition) {
      take(condition.pos - 1, condition.getStart(file), after(condition.end));
    } else if (
      (ts.isForOfStatement(node) || ts.isForInStatement(node)) && ts.isBlock(node.statement)
    ) {
      const head = node.initializer;
      take(head.pos - 1, head.getStart(file), after(node.expression.end));
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function same(left: ts.Node, right: ts.Node, path: string, texts: [string, string]): void {
  const pairs: [ts.Node, ts.Node][] = [[left, right]];
  for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
    const [a, b] = pair;
    const place = () =>
      `${path}: ${texts[0].slice(a.pos, a.pos + 200)}\n---\n${texts[1].slice(b.pos, b.pos + 200)}`;
    if (a.kind !== b.kind) assert.fail(place());
    const [as, bs]: [ts.Node[], ts.Node[]] = [[], []];
    ts.forEachChild(a, (child) => void as.push(child));
    ts.forEachChild(b, (child) => void bs.push(child));
    if (as.length !== bs.length) assert.fail(place());
    if (as.length === 0 && "text" in a && "text" in b && a.text !== b.text) assert.fail(place());
    as.forEach((child, index) => pairs.push([child, bs[index] as ts.Node]));
  }
}

Deno.test("real sources stay byte for byte, and come back when stripped", () => {
  let count = 0;
  let conditions = 0;
  for (const folder of FOLDERS) {
    for (const path of files(HERE + folder)) {
      const source = Deno.readTextFileSync(path);
      assert.ok(transform(source) === source, `${path} was changed`);
      count++;
      const file = parse(path, source);
      const places = parentheses(file);
      if (places.length === 0) continue;
      const pieces: string[] = [];
      let done = 0;
      for (const place of places.sort((a, b) => a - b)) {
        pieces.push(source.slice(done, place), " ");
        done = place + 1;
      }
      const stripped = pieces.join("") + source.slice(done);
      const back = transform(stripped);
      same(file, parse(path, back), path, [source, back]);
      conditions += places.length / 2;
    }
  }
  console.log(`${count} files, ${conditions} conditions`);
  assert.ok(count > 100 && conditions > 10_000);
});
