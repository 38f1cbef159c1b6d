/**
 * The program behind `auraescript check`, `fmt` and `lint`.
 *
 * Its one argument is a `Task` as JSON; `aurae.script.tool` writes it.
 */

import { printable } from "./printable.ts";
import { check } from "./tool/check.ts";
import { Scratch, ToolError } from "./tool/engine.ts";
import { decode, find, Unusable } from "./tool/files.ts";
import { fmt } from "./tool/fmt.ts";
import { lint } from "./tool/lint.ts";
import { counted, type Problem, shown, sorted, summary } from "./tool/problems.ts";
import type { Source } from "./tool/source.ts";
import { standard } from "./tool/library.ts";
import { replace } from "./tool/write.ts";

/** What the command line asks for. */
interface Task {
  /** The command. */
  word: "check" | "fmt" | "lint";
  /** Files and folders; one `-` for fmt's standard input. */
  names: string[];
  json: boolean;
  /** Of fmt: write nothing, say which files would change. */
  dry: boolean;
  /** A folder for this run, not there yet. */
  scratch: string;
}

const DOING = { check: "check", fmt: "format", lint: "lint" };
const DONE = { check: "checked", fmt: "formatted", lint: "linted" };

/** Write all of a text; a reader that has gone ends the program as it ends others. */
function put(stream: { writeSync(bytes: Uint8Array): number }, text: string): void {
  const bytes = new TextEncoder().encode(text);
  try {
    for (let done = 0; done < bytes.length;) done += stream.writeSync(bytes.subarray(done));
  } catch (error) {
    if (error instanceof Deno.errors.BrokenPipe) Deno.exit(141);
    throw error;
  }
}

/** Print what was found; returns the exit status. */
function report(task: Task, sources: Source[], problems: Problem[], done: string): number {
  const all = sorted(problems);
  if (task.json) put(Deno.stdout, `${JSON.stringify(all, null, 2)}\n`);
  else {
    const byName = new Map(sources.map((source) => [source.name, source]));
    const colours = Deno.stdout.isTerminal() && !Deno.noColor;
    put(Deno.stdout, all.map((found) => shown(found, byName.get(found.file), colours)).join(""));
    put(Deno.stderr, `${all.length > 0 ? summary(all) : done}\n`);
  }
  return all.length > 0 ? 1 : 0;
}

/** Find problems and print them. */
async function judge(task: Task, scratch: Scratch): Promise<number> {
  const { sources, problems } = find(task.names, DOING[task.word]);
  const more = task.word === "check"
    ? await check(sources, scratch, standard(import.meta.dirname as string))
    : await lint(sources, scratch);
  scratch.remove();
  const done = `${DONE[task.word]} ${counted(sources.length, "file")}`;
  return report(task, [...sources, ...scratch.sources], [...problems, ...more], done);
}

/** Format files; print the names of those that are, or would be, another text. */
async function format(task: Task, scratch: Scratch): Promise<number> {
  const { sources, problems } = find(task.names, DOING.fmt);
  const { texts, problems: more } = await fmt(sources, scratch);
  scratch.remove();
  problems.push(...more);
  const changed: string[] = [];
  for (const source of sources) {
    const text = texts.get(source);
    if (text === undefined || isFormatted(source, text)) continue;
    try {
      if (!task.dry) replace(source, text);
      changed.push(source.name);
    } catch (error) {
      if (!(error instanceof Unusable)) throw error;
      problems.push(error.problem);
    }
  }
  put(Deno.stdout, changed.map((name) => `${printable(name)}\n`).join(""));
  const wrong = task.dry && changed.length > 0;
  const verb = wrong ? "not formatted" : "formatted";
  const done = task.dry && !wrong
    ? `checked ${counted(sources.length, "file")}`
    : `${changed.length} of ${counted(sources.length, "file")} ${verb}`;
  const status = report({ ...task, json: false }, sources, problems, done);
  return wrong ? 1 : status;
}

function isFormatted(source: Source, text: string): boolean {
  return text === source.text && !source.marked;
}

/** Format standard input. */
async function filter(task: Task, scratch: Scratch): Promise<number> {
  const bytes = new Uint8Array(await new Response(Deno.stdin.readable).arrayBuffer());
  const source = decode(bytes, "", "stdin", "cannot format");
  const { texts, problems } = await fmt([source], scratch);
  scratch.remove();
  const text = texts.get(source);
  if (text === undefined) {
    put(Deno.stderr, problems.map((found) => shown(found, source, false)).join(""));
    return 1;
  }
  if (!task.dry) put(Deno.stdout, text);
  return task.dry && !isFormatted(source, text) ? 1 : 0;
}

async function main(task: Task): Promise<number> {
  const scratch = new Scratch(task.scratch);
  try {
    scratch.make();
    if (task.word !== "fmt") return await judge(task, scratch);
    return await (task.names[0] === "-" ? filter : format)(task, scratch);
  } catch (error) {
    const why = error instanceof ToolError ? error.message : `it failed: ${error}`;
    put(
      Deno.stderr,
      error instanceof Unusable
        ? shown(error.problem, undefined, false)
        : `auraescript: cannot ${DOING[task.word]}: ${printable(why, true)}\n`,
    );
    return 1;
  } finally {
    scratch.remove();
  }
}

Deno.exit(await main(JSON.parse(Deno.args[0] as string) as Task));
