/**
 * Copies scripts and everything that they import to where Deno's checker sees plain TypeScript.
 *
 * The copies lie side by side, and an import map says for each of them what its specifiers mean:
 * so no specifier is rewritten, nothing moves in a line, and no file's name, nor the folder that it
 * lies in, can be misread.
 */

import { fileUrl, pathOf } from "../paths.ts";
import { printable } from "../printable.ts";
import { librarySpecifier } from "../specifiers.ts";
import type { Scratch } from "./engine.ts";
import { nameOf, read, Unusable } from "./files.ts";
import { type Import, imports } from "./imports.ts";
import { failure, type Problem, problem } from "./problems.ts";
import type { Source } from "./source.ts";

/** No such copy exists: what is imported from there has the type `any`. */
export const MISSING = "./missing.ts";

/** Files that describe the library. */
export interface Library {
  /** File behind `aurae` or `aurae/NAME`; undefined where there is none. */
  file(specifier: string): string | undefined;
}

/** The copies of one run. */
export class Graph {
  readonly problems: Problem[] = [];
  /** For each copy, what its specifiers mean: the import map's `scopes`. */
  readonly scopes: Record<string, Record<string, string>> = {};
  readonly #copies = new Map<string, string>();
  /** Copies of what is no code. */
  readonly #data = new Map<string, string>();

  constructor(private readonly scratch: Scratch, private readonly library: Library) {}

  /** Copy scripts and what they import; returns the names of the scripts' copies. */
  add(sources: Source[]): string[] {
    const waiting: Source[] = [];
    const names = sources.map((source) => this.#copy(source, waiting));
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      this.#imports(next, waiting);
    }
    return names;
  }

  /** Name of the copy; a new one's imports are still to follow. */
  #copy(source: Source, waiting: Source[]): string {
    const known = this.#copies.get(source.path);
    if (known !== undefined) return known;
    const name = this.scratch.add(source);
    this.#copies.set(source.path, name);
    waiting.push(source);
    return name;
  }

  #imports(source: Source, waiting: Source[]): void {
    const found = imports(source.plain);
    if (found.length === 0) return;
    const scope: Record<string, string> = {};
    for (const one of found) {
      try {
        const target = this.#target(one, source, waiting);
        if (target !== undefined) scope[one.specifier] = target;
      } catch (error) {
        if (!(error instanceof Unusable)) throw error;
        scope[one.specifier] = MISSING;
        this.problems.push(this.#placed(error.problem, one, source));
      }
    }
    this.scopes[this.scratch.url + this.#copies.get(source.path)] = scope;
  }

  /** What a specifier means to the checker; nothing where Deno knows it. Throws Unusable. */
  #target(one: Import, source: Source, waiting: Source[]): string | undefined {
    const { specifier, type } = one;
    const cannot = `cannot import ${printable(specifier)}`;
    const refuse = (why: string) => new Unusable(failure("", `${cannot}: ${why}`));
    const library = librarySpecifier(specifier);
    if (library !== undefined) {
      const file = this.library.file(library);
      if (file === undefined) throw refuse("the library has no such module");
      return fileUrl(file);
    }
    if (/^(?:node|data):/.test(specifier)) return undefined;
    if (/^\w+:/.test(specifier) && !specifier.startsWith("file:")) {
      throw refuse("nothing is downloaded");
    }
    if (!/^(?:\.{0,2}\/|file:)/.test(specifier)) throw refuse("there are no packages");
    let path: string;
    try {
      path = pathOf(specifier, source.path);
    } catch (error) {
      throw refuse((error as Error).message);
    }
    if (type !== "") return this.#attached(path, type, cannot);
    if (!/\.(?:aurae|m?[jt]s)$/.test(path)) {
      // Whether it is there comes first.
      read(path, cannot, nameOf(path));
      throw refuse("it is no script (.aurae, .ts, .mts, .js, .mjs)");
    }
    return `./${this.#copy(read(path, cannot, nameOf(path)), waiting)}`;
  }

  /** Copy of what is no code. */
  #attached(path: string, type: string, cannot: string): string {
    const known = this.#data.get(path);
    if (known !== undefined) return known;
    const name = `./data${this.#data.size}.${type === "json" ? "json" : "txt"}`;
    const { text } = read(path, cannot, nameOf(path));
    if (type === "json") {
      try {
        JSON.parse(text);
      } catch {
        throw new Unusable(failure("", `${cannot}: it is not JSON`));
      }
    }
    this.scratch.write(name, text);
    this.#data.set(path, name);
    return name;
  }

  /** A problem with a file behind an import, at the import. */
  #placed(found: Problem, one: Import, source: Source): Problem {
    const range = { start: source.toSource(one.start), end: source.toSource(one.end) };
    const file = printable(nameOf(found.file));
    const inside = found.line === 0 ? "" : ` (${file}:${found.line}:${found.column})`;
    return problem(source, range, { code: "", message: found.message + inside });
  }
}
