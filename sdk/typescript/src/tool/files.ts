/** Finds the files that the user means, and reads them. */

import { reason } from "../errors.ts";
import { failure, type Problem, problem } from "./problems.ts";
import { Source } from "./source.ts";

// The others are AuraeScript, whatever they are called: a script may be named as a command is.
const PLAIN = /\.m?[jt]s$/;
const utf8 = new TextDecoder("utf-8", { fatal: true });

/** What was read, and what could not be. */
export interface Found {
  sources: Source[];
  problems: Problem[];
}

/** A file that cannot be used. */
export class Unusable extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

/** Read files, and the scripts in folders and below them. `task` is the tool's word: `check`. */
export function find(names: string[], task: string): Found {
  const found: Found = { sources: [], problems: [] };
  const known = new Set<string>();
  const take = (name: string) => {
    const source = attempt(found, () => read(name, `cannot ${task}`));
    if (source === undefined || known.has(source.path)) return;
    known.add(source.path);
    found.sources.push(source);
  };
  for (const name of names) {
    const folder = attempt(found, () => isFolder(name, `cannot ${task}`));
    if (folder === false) take(name);
    if (!folder) continue;
    const scripts = [...attempt(found, () => walk(name, `cannot ${task}`, found)) ?? []];
    if (scripts.length === 0) {
      found.problems.push(failure("", `cannot ${task}: no scripts in ${name}`));
    }
    scripts.forEach(take);
  }
  return found;
}

/** Read one file. Throws Unusable, with `cannot`: what cannot be done now. */
export function read(file: string, cannot: string, name = file): Source {
  let path: string;
  let bytes: Uint8Array;
  try {
    path = Deno.realPathSync(file);
    const info = Deno.statSync(path);
    if (info.isDirectory) throw new Error("it is a folder");
    // Such as /dev/zero, which never ends.
    if (info.isCharDevice || info.isBlockDevice) throw new Error("it is a device");
    bytes = Deno.readFileSync(path);
  } catch (error) {
    throw new Unusable(failure(name, `${cannot}: ${reason(error)}`));
  }
  return decode(bytes, path, name, cannot);
}

/** A source of bytes. Throws Unusable. */
export function decode(bytes: Uint8Array, path: string, name: string, cannot: string): Source {
  const script = !PLAIN.test(path);
  try {
    return new Source(path, name, utf8.decode(bytes), script, hasMark(bytes));
  } catch {
    // With U+FFFD in the place of the first bytes that are wrong.
    const text = new TextDecoder().decode(bytes);
    const at = firstDifference(bytes, text);
    const source = new Source(path, name, text, script);
    const message = `${cannot}: it is not UTF-8`;
    throw new Unusable(problem(source, { start: at, end: at + 1 }, { code: "", message }));
  }
}

function hasMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

/** Offset of the first character of a text that does not stand in the bytes it was made of. */
function firstDifference(bytes: Uint8Array, text: string): number {
  const mark = hasMark(bytes) ? 3 : 0;
  const encoder = new TextEncoder();
  for (let at = text.indexOf("\ufffd"); at >= 0; at = text.indexOf("\ufffd", at + 1)) {
    const start = mark + encoder.encode(text.slice(0, at)).length;
    const real = bytes[start] === 0xef && bytes[start + 1] === 0xbf && bytes[start + 2] === 0xbd;
    if (!real) return at;
  }
  return 0;
}

function isFolder(name: string, cannot: string): boolean {
  try {
    return Deno.statSync(name).isDirectory;
  } catch (error) {
    throw new Unusable(failure(name, `${cannot}: ${reason(error)}`));
  }
}

/** Names of the scripts below a folder, in order; hidden ones and node_modules are left out. */
function* walk(folder: string, cannot: string, found: Found): Generator<string> {
  let entries: Deno.DirEntry[];
  try {
    entries = [...Deno.readDirSync(folder)];
  } catch (error) {
    throw new Unusable(failure(folder, `${cannot}: ${reason(error)}`));
  }
  entries.sort((a, b) => a.name < b.name ? -1 : 1);
  for (const { name, isDirectory } of entries) {
    const path = folder === "." ? name : `${folder.replace(/\/+$/, "")}/${name}`;
    if (name.startsWith(".") || name === "node_modules") continue;
    if (isDirectory) yield* attempt(found, () => [...walk(path, cannot, found)]) ?? [];
    else if (name.endsWith(".aurae")) yield path;
  }
}

function attempt<T>(found: Found, work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    found.problems.push(error.problem);
    return undefined;
  }
}

/** A path as a person would say it here. */
export function nameOf(path: string): string {
  const here = Deno.cwd().replace(/\/*$/, "/");
  return path.startsWith(here) ? path.slice(here.length) : path;
}
