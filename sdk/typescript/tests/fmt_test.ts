/** The formatter on real sources without their parentheses: the same program, and once is enough. */

import assert from "node:assert/strict";

import { bare } from "../src/tool/bare.ts";
import { Scratch } from "../src/tool/engine.ts";
import { fmt } from "../src/tool/fmt.ts";
import { Source } from "../src/tool/source.ts";
import { conditions } from "../src/transform.ts";
import { parse, Stripped } from "./stripped.ts";

const FOLDERS = ["src", "src/tool", "tests", "node_modules/ts-proto/build/src"];

function scratch(): Scratch {
  const made = new Scratch(`${Deno.makeTempDirSync()}/scratch`);
  made.make();
  return made;
}

async function formatted(texts: string[]): Promise<string[]> {
  const folder = scratch();
  try {
    const sources = texts.map((text, index) => new Source("", `${index}.aurae`, text, true));
    const { texts: results, problems } = await fmt(sources, folder);
    assert.deepEqual(problems, []);
    return sources.map((source) => results.get(source) as string);
  } finally {
    folder.remove();
  }
}

function stripped(): string[] {
  const texts: string[] = [];
  for (const folder of FOLDERS) {
    const path = new URL(`../${folder}`, import.meta.url).pathname;
    for (const entry of Deno.readDirSync(path)) {
      if (!/\.[tj]s$/.test(entry.name)) continue;
      const file = parse(entry.name, Deno.readTextFileSync(`${path}/${entry.name}`));
      if (file !== undefined) texts.push(new Stripped(file, new Map(), new Map()).text);
    }
  }
  return texts;
}

Deno.test("real sources stay bare, and formatting twice is formatting once", async () => {
  const sources = stripped();
  const once = await formatted(sources);
  const twice = await formatted(once);
  const count = (text: string) => conditions(text).filter((condition) => condition.bare).length;
  sources.forEach((source, index) => {
    assert.equal(twice[index], once[index]);
    assert.equal(count(once[index] as string), count(source), source);
  });
  const total = sources.reduce((sum, source) => sum + count(source), 0);
  assert.ok(sources.length > 50 && total > 500, `${sources.length} files, ${total} conditions`);
});

/** What a source becomes; each is a file of its own. */
const CASES: [string, string][] = [
  ["", ""],
  ["if a { b }", "if a {\n  b;\n}\n"],
  ["if (a) { b }", "if (a) {\n  b;\n}\n"],
  ["if a{b}else{c}", "if a {\n  b;\n} else {\n  c;\n}\n"],
  ["if a {} else if (b) {} else if c {}", "if a {}\nelse if (b) {}\nelse if c {}\n"],
  ["do { a } while b", "do {\n  a;\n} while b;\n"],
  ["for  ;;  { a }", "for ;; {\n  a;\n}\n"],
  ["for await const a of b{}", "for await const a of b {}\n"],
  ["switch a { case 1: b }", "switch a {\n  case 1:\n    b;\n}\n"],
  ["if (a + b) * 2 { c }", "if (a + b) * 2 {\n  c;\n}\n"],
  ["if a &&\n b { c }", "if a &&\n  b {\n  c;\n}\n"],
  ["if // why\n a { b }", "if // why\n  a {\n  b;\n}\n"],
  ["if a // why\n{ b }", "if a { // why\n  b;\n}\n"],
  ["x(`${() => { if a { b } }}`)", "x(`${() => {\n  if a {\n    b;\n  }\n}}`);\n"],
  [
    "// deno-fmt-ignore\nif  a  {b}\nif  a  {b}",
    "// deno-fmt-ignore\nif  a  {b}\nif a {\n  b;\n}\n",
  ],
  ["// deno-fmt-ignore-file\nif  a  {b}", "// deno-fmt-ignore-file\nif  a  {b}"],
  ["#!/usr/bin/env auraescript\r\nlet  a=1\r\n", "#!/usr/bin/env auraescript\nlet a = 1;\n"],
];

Deno.test("each layout of a condition has its form", async () => {
  const once = await formatted(CASES.map(([source]) => source));
  CASES.forEach(([source, wanted], index) => assert.equal(once[index], wanted, source));
  assert.deepEqual(await formatted(once), once);
});

Deno.test("parentheses stay where the text would mean something else without them", () => {
  const formatted = "if (\n  a // why\n) {\n}\nif (b) {\n}\n";
  assert.equal(bare("if a {}\nif b {}", formatted), "if (\n  a // why\n) {\n}\nif b {\n}\n");
});

Deno.test("a text with other conditions is no formatted text of a source", () => {
  assert.equal(bare("if a {}", "if (a) {}\nif (b) {}\n"), undefined);
});
