/** `auraescript fmt`: Deno's formatter, and conditions as their author wrote them. */

import { bare, prepared } from "./bare.ts";
import { syntaxErrors } from "./check.ts";
import { type Output, type Scratch, ToolError, why } from "./engine.ts";
import { failure, type Problem } from "./problems.ts";
import { Source } from "./source.ts";

const OPTIONS = ["--quiet", "--no-config", "--no-editorconfig", "--line-width=100"];
// Without its parentheses a condition of several lines may be laid out anew, and once more.
const PASSES = 5;

/** The formatted texts, and what cannot be formatted. */
export interface Formatted {
  texts: Map<Source, string>;
  problems: Problem[];
}

/** Format sources; what is formatted twice is as it was after the first time. */
export async function fmt(sources: Source[], scratch: Scratch): Promise<Formatted> {
  const { texts, problems } = await pass(sources, scratch);
  let changed = sources.filter((source) => source.script && texts.get(source) !== source.text);
  for (let count = 1; count < PASSES && changed.length > 0; count++) {
    const before = new Map(changed.flatMap((source) => {
      const text = texts.get(source);
      return text === undefined ? [] : [[again(source, text), source]];
    }));
    const next = await pass([...before.keys()], scratch);
    changed = [];
    for (const [copy, text] of next.texts) {
      const source = before.get(copy) as Source;
      texts.set(source, text);
      if (text !== copy.text) changed.push(source);
    }
  }
  return { texts, problems };
}

function again({ path, name, script }: Source, text: string): Source {
  return new Source(path, name, text, script);
}

async function pass(sources: Source[], scratch: Scratch): Promise<Formatted> {
  const found: Formatted = { texts: new Map(), problems: [] };
  const copies = sources.map((source) => {
    const text = source.script ? prepared(source.plain) : source.text;
    return [source, scratch.add(source, text)] as const;
  });
  const broken = await run(copies, scratch, found);
  for (const [source, copy] of copies) {
    if (!broken.has(copy)) take(source, scratch.read(copy), found);
  }
  return found;
}

function take(source: Source, formatted: string, found: Formatted): void {
  const text = source.script ? bare(source.text, formatted) : formatted;
  if (text !== undefined) found.texts.set(source, text);
  else found.problems.push(failure(source.name, "cannot format: its conditions are ambiguous"));
}

/** Format the copies; returns those that cannot be, each with its problem in `found`. */
async function run(
  copies: (readonly [Source, string])[],
  scratch: Scratch,
  found: Formatted,
): Promise<Set<string>> {
  if (copies.length === 0) return new Set();
  const output = await scratch.deno("fmt", ...OPTIONS, ...copies.map(([, copy]) => copy));
  if (output.status === 0) return new Set();
  const failed = failures(output);
  const unformatted = copies.filter(([, copy]) => failed.has(copy));
  if (unformatted.length === 0) throw new ToolError(why(output));
  // Once more, for the places: only the plain text has the user's lines.
  for (const [source, copy] of unformatted) scratch.write(copy, source.plain);
  const again = await scratch.deno("fmt", ...OPTIONS, ...failed.keys());
  const syntax = syntaxErrors(again.stderr, scratch, "format");
  for (const [source, copy] of unformatted) {
    const problem = failure(source.name, `cannot format: ${failed.get(copy)}`);
    found.problems.push(syntax.get(copy) ?? problem);
  }
  return new Set(failed.keys());
}

/** Names of the copies that Deno could not format, and why. */
function failures({ stderr }: Output): Map<string, string> {
  const found = stderr.matchAll(/^Error formatting: (?:.*\/)?([^/\n]+)\n\s*(.*)$/gm);
  return new Map([...found].map(([, name, reason]) => [name as string, reason as string]));
}
