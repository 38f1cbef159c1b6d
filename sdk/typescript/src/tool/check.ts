/** `auraescript check`: the types of scripts and of all that they import. */

import { printable } from "../printable.ts";
import { type Output, type Scratch, SYNTAX, syntaxMessage, ToolError, why } from "./engine.ts";
import { Graph, type Library } from "./graph.ts";
import { type Problem, problem } from "./problems.ts";
import type { Source } from "./source.ts";

const QUIET = ["--quiet", "--no-remote", "--no-npm", "--no-lock"];
const OPTIONS = {
  strict: true,
  // The declarations are ours, and Deno's: reading them again would only take time.
  skipLibCheck: true,
  // What a script catches is nearly always an AuraeError, and `error.code` is how it is told apart.
  useUnknownInCatchVariables: false,
};

/** What is wrong with the types of these sources and of what they import. */
export async function check(
  sources: Source[],
  scratch: Scratch,
  library: Library,
): Promise<Problem[]> {
  const graph = new Graph(scratch, library);
  const roots = new Set(graph.add(sources));
  const types = library.file("globals");
  scratch.write(
    "deno.json",
    JSON.stringify({
      compilerOptions: { ...OPTIONS, types: types === undefined ? [] : [types] },
      scopes: graph.scopes,
    }),
  );
  const problems = graph.problems;
  while (roots.size > 0) {
    const output = await scratch.deno("check", ...QUIET, "--config", "deno.json", ...roots);
    const broken = await unparsed(output, scratch);
    if (broken.size === 0) return [...problems, ...typeErrors(output, scratch)];
    // The checker sees nothing at all while one file cannot be parsed: it goes on without it.
    for (const [name, found] of broken) {
      problems.push(found);
      roots.delete(name);
      scratch.drop(name);
    }
  }
  return problems;
}

/** The copies that cannot be parsed, and why. */
async function unparsed(output: Output, scratch: Scratch): Promise<Map<string, Problem>> {
  if (output.status === 0 || !/^error: SyntaxError: /m.test(output.stderr)) return new Map();
  // The checker names one; the linter looks at each file alone.
  const linted = await scratch.deno("lint", "--quiet", "--no-config", "--json", ...scratch.names);
  const errors = (JSON.parse(linted.stdout) as { errors: { message: string }[] }).errors;
  const text = [output.stderr, ...errors.map((error) => error.message)].join("\n");
  const broken = syntaxErrors(text, scratch, "check");
  if (broken.size === 0) throw new ToolError(why(output));
  return broken;
}

/** What Deno's parser said, by the name of the copy. `task` is what cannot be done. */
export function syntaxErrors(
  text: string,
  scratch: Pick<Scratch, "source">,
  task: string,
): Map<string, Problem> {
  const found = new Map<string, Problem>();
  for (const [, message, url, line, column] of text.matchAll(SYNTAX)) {
    const source = scratch.source(url as string);
    const name = (url as string).replace(/^.*\//, "");
    if (source === undefined || found.has(name)) continue;
    const place = { line: Number(line), column: Number(column) };
    const start = source.toSource(source.plainOffset(place, true));
    const why = `cannot ${task}: ${syntaxMessage(message as string)}`;
    found.set(name, problem(source, { start, end: start + 1 }, { code: "", message: why }));
  }
  return found;
}

/** What the type checker said. Throws ToolError when it said something else. */
export function typeErrors(output: Output, scratch: Pick<Scratch, "source" | "url">): Problem[] {
  if (output.status === 0) return [];
  const parts = output.stderr.split(/^(?=TS\d+ \[[A-Z]+\]: )/m);
  const problems: Problem[] = [];
  let count = 0;
  for (const part of parts) {
    const found = /^(TS\d+) \[[A-Z]+\]: ([^]*?)\n {4}at (\S+?):(\d+):(\d+)(?:\n|$)/.exec(part);
    if (found === null) continue;
    count++;
    const [, code, body, url, line, column] = found as unknown as string[];
    const made = typeError(
      code!,
      body!,
      { line: Number(line), column: Number(column) },
      url!,
      scratch,
    );
    if (made !== undefined) problems.push(made);
  }
  if (count === 0) throw new ToolError(why(output));
  return problems;
}

function typeError(
  code: string,
  body: string,
  place: { line: number; column: number },
  url: string,
  scratch: Pick<Scratch, "source" | "url">,
): Problem | undefined {
  const source = scratch.source(url);
  const [said, marks] = split(body, source?.plainLine(place.line));
  // What could not be imported was reported before.
  if (said.startsWith(`Cannot find module '${scratch.url}`)) return undefined;
  const message = named(said, scratch);
  if (source === undefined) throw new ToolError(message);
  const offset = source.plainOffset(place);
  const range = {
    start: source.toSource(offset),
    end: source.toSource(offset + marks),
  };
  return problem(source, range, { code, message });
}

/** A message, and how many marks stand below the line that is shown behind it. */
function split(body: string, line: string | undefined): [string, number] {
  const lines = body.split("\n");
  const marks = /^\s*([~^]*)\s*$/.exec(lines.at(-1) as string)?.[1];
  if (lines.length < 3 || marks === undefined || (marks === "" && lines.at(-2) !== line)) {
    return [body, 1];
  }
  return [lines.slice(0, -2).join("\n"), Math.max(marks.length, 1)];
}

/** A message with the user's names of files in the place of the copies'. */
function named(message: string, scratch: Pick<Scratch, "source" | "url">): string {
  const plain = message.replaceAll(/, \{ with: \{ "resolution-mode": "import" \} \}/g, "")
    .replaceAll(/file:\/\/[^\s"'`]*\/types\/modules\/(\w+)\.d\.ts/g, "aurae/$1")
    .replaceAll("aurae/aurae", "aurae");
  return plain.replaceAll(/file:\/\/[^\s"'`]*\/\d+(?:\.d)?\.m?[jt]s/g, (url) => {
    return url.startsWith(scratch.url) ? printable(scratch.source(url)?.name ?? url) : url;
  });
}
