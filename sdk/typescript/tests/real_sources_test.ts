/**
 * The transformer against TypeScript's own parser, on sources that people wrote: our own, and the
 * packages of tests/corpus. Each file comes out byte for byte, its conditions are the ones in
 * TypeScript's tree, and when they are stripped of their parentheses the same text comes back.
 * With AURAE_TEST_CORPUS=all also the builds of packages whose sources are looked at as well.
 */

import assert from "node:assert/strict";

import { conditions, transform } from "../src/transform.ts";
import { differs } from "./same.ts";
import { parse, Stripped } from "./stripped.ts";

const SDK = new URL("..", import.meta.url).pathname;
const CORPUS = `${SDK}tests/corpus`;
const SOURCE = /\.[cm]?[tj]s$/;
const DECLARATIONS = /\.d\.[cm]?ts$/;
const ALL = Deno.env.get("AURAE_TEST_CORPUS") === "all";
const SKIPPED = ["node_modules", ...(ALL ? [] : ["_tsc.js", "build", "dev", "dist"])];
const ENOUGH = ALL ? 200_000 : 100_000;

/** Sources below a folder, in the order of their names. */
function* files(folder: string): Generator<string> {
  const entries = [...Deno.readDirSync(folder)].sort((a, b) => a.name < b.name ? -1 : 1);
  for (const entry of entries) {
    const path = `${folder}/${entry.name}`;
    if (SKIPPED.includes(entry.name)) continue;
    if (entry.isDirectory) yield* files(path);
    else if (SOURCE.test(entry.name)) yield path;
  }
}

/** Counts of one package. */
class Counts {
  files = 0;
  conditions = 0;
  bare = 0;
  broken = 0;

  /** `kinds` counts what was stripped, `left` why something was not. */
  constructor(
    private readonly kinds: Map<string, number>,
    private readonly left: Map<string, number>,
  ) {}

  check(path: string): void {
    const source = Deno.readTextFileSync(path).replace(/^\ufeff/, "");
    this.files++;
    assert.ok(transform(source) === source, `${path} was changed`);
    const found = conditions(source);
    if (DECLARATIONS.test(path)) return assert.deepEqual(found, [], path);
    if (!/\b(?:if|while|for|switch)\b/.test(source)) return;
    const file = parse(path, source);
    if (file === undefined) return void this.broken++;
    const stripped = new Stripped(file, this.kinds, this.left);
    assert.deepEqual(
      found.map(({ keyword, open, close }) => `${keyword} ${open} ${close}`),
      stripped.conditions,
      path,
    );
    this.conditions += found.length;
    this.bare += stripped.count;
    if (stripped.count === 0) return;
    const back = transform(stripped.text);
    if (plain(back) !== plain(source)) assert.equal(differs(file, back), "", path);
  }
}

/** A text without blanks. */
function plain(text: string): string {
  return text.replace(/[ \t]+/g, "");
}

Deno.test("real sources stay byte for byte, and come back when stripped", () => {
  const kinds = new Map<string, number>();
  const left = new Map<string, number>();
  const total = { conditions: 0, bare: 0 };
  const wanted = JSON.parse(Deno.readTextFileSync(`${CORPUS}/package.json`)).devDependencies;
  const folders = [
    ...["src", "gen", "tests", "node_modules/typescript/lib"].map((name) => `${SDK}${name}`),
    ...Object.keys(wanted).map((name) => `${CORPUS}/node_modules/${name}`),
  ];
  for (const folder of folders) {
    const began = performance.now();
    const counts = new Counts(kinds, left);
    for (const path of files(folder)) counts.check(path);
    total.conditions += counts.conditions;
    total.bare += counts.bare;
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.log(
      `${folder.slice(SDK.length)}: ${counts.files} files (${counts.broken} are no TypeScript), ` +
        `${counts.conditions} conditions, ${counts.bare} stripped, ${seconds} s`,
    );
  }
  console.log(total, "stripped:", Object.fromEntries(kinds), "left:", Object.fromEntries(left));
  assert.ok(total.bare > ENOUGH, `only ${total.bare} conditions`);
});
