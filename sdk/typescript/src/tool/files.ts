/** Finds the files that the user means, and reads them. */

import { reason } from "../errors.ts";
import { printable } from "../printable.ts";
import { codeType } from "../reach.ts";
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
    const below = attempt(found, () => scripts(name, `cannot ${task}`, found)) ?? [];
    if (below.length === 0) {
      found.problems.push(failure("", `cannot ${task}: no scripts in ${printable(name)}`));
    }
    below.forEach(take);
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
    // Such as /dev/zero, which never ends, or a pipe that nobody writes to.
    if (!info.isFile) throw new Error("it is no file");
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

/** Names of the scripts below a folder, in order. */
function scripts(folder: string, cannot: string, found: Found): string[] {
  return [...walk(folder, Deno.realPathSync(folder), cannot, found)];
}

/**
 * What is below a folder that `root` contains; hidden ones and node_modules are left out, and so are
 * pipes and the like.
 */
function* walk(folder: string, root: string, cannot: string, found: Found): Generator<string> {
  let entries: Deno.DirEntry[];
  try {
    entries = [...Deno.readDirSync(folder)];
  } catch (error) {
    throw new Unusable(failure(folder, `${cannot}: ${reason(error)}`));
  }
  entries.sort((a, b) => a.name < b.name ? -1 : 1);
  for (const { name, isDirectory, isFile, isSymlink } of entries) {
    const path = folder === "." ? name : `${folder.replace(/\/+$/, "")}/${name}`;
    if (name.startsWith(".") || name === "node_modules") continue;
    if (isDirectory) yield* attempt(found, () => [...walk(path, root, cannot, found)]) ?? [];
    else if (!name.endsWith(".aurae")) continue;
    else if (isFile || (isSymlink && leadsToScript(path, root))) yield path;
  }
}

/** Whether a symbolic link stays in the folder: what nobody named is not rewritten. */
function leadsToScript(link: string, root: string): boolean {
  try {
    const path = Deno.realPathSync(link);
    const inside = path.startsWith(root.endsWith("/") ? root : `${root}/`);
    return inside && codeType(path) !== undefined && Deno.statSync(path).isFile;
  } catch {
    // It leads nowhere: who reads it says so.
    return true;
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
