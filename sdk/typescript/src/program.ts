/**
 * One run of the engine: what the launcher said, the connection, the script's modules and rights.
 *
 * The runner, the tests' runner and the REPL each begin with one.
 */

import { Cache } from "./cache.ts";
import { Connector, type Default } from "./connector.ts";
import * as library from "./library.ts";
import { LoadError, Modules, text } from "./load.ts";
import { install } from "./output.ts";
import { printable } from "./printable.ts";
import { type Reader, why } from "./reach.ts";
import { begin } from "./run.ts";

/** What the launcher says, as JSON in the first argument; `planned` in launch.py writes it. */
export interface Plan {
  /** The default daemon. */
  standard: Default;
  /** The configurations of --config, by their paths as the user wrote them. */
  configs: Record<string, Default>;
  /** The addresses of --host. */
  hosts: string[];
  /** Where the script comes from; empty where there is none. */
  source: "file" | "eval" | "stdin" | "";
  /** What the user calls the script. */
  script: string;
  /** The script without symbolic links; for one that is no file, a place in the working directory. */
  path: string;
  /** Where the script may import from; empty where it has to do without. */
  folder: string;
  /** What is given up before the script runs. */
  seal: { read: string[]; write: string[]; net: string[] };
  /** Files and folders of --allow-read. */
  granted: string[];
  /** Where what was found out of large sources is kept, and for which user. */
  cache: { folder: string; uid: number };
  /** Of a run of tests: its files, and a folder where the runner finds what they are called. */
  tests?: Script[];
  scratch?: string;
}

/** A file to be run. */
export interface Script {
  script: string;
  path: string;
  folder: string;
}

// They write to the disk without asking. (Where a script's own workers find them, they fail: the
// launcher leaves no folder for them.)
const STORES = ["localStorage", "sessionStorage", "caches", "Storage", "CacheStorage"];

/** What every entry of the bundle begins with. */
export class Program {
  readonly plan: Plan;
  /** The script's own arguments. */
  readonly args: readonly string[];
  readonly connector: Connector;
  readonly modules: Modules;
  readonly #code: string;

  /**
   * `words` is what the launcher passed, `files` reads what is imported, `test` is the number of a
   * file of tests.
   */
  constructor(words: string[] = Deno.args, files?: Reader, test?: number) {
    const [plan, ...rest] = words as [string, ...string[]];
    this.plan = JSON.parse(plan) as Plan;
    if (test !== undefined) Object.assign(this.plan, this.plan.tests?.[test], { source: "file" });
    this.#code = this.plan.source === "eval" ? rest.shift() as string : "";
    this.args = Object.freeze(rest);
    const { standard, folder, granted, configs, cache } = this.plan;
    this.connector = new Connector(this.plan);
    begin(this.connector, this.args);
    const secrets = [standard, ...Object.values(configs)].flatMap((one) =>
      "files" in one ? [one.files.ca, one.files.certificate, one.files.key].map(resolved) : []
    );
    this.modules = new Modules(
      here(),
      { folder, granted, secrets, files },
      () => this.library(),
      new Cache(cache.folder, cache.uid).analyze,
    );
  }

  /** The script's text. Throws LoadError. */
  source(): string {
    const { source, script, path } = this.plan;
    if (source === "eval") return this.#code;
    try {
      return text(source === "stdin" ? input() : Deno.readFileSync(path), script);
    } catch (error) {
      if (error instanceof LoadError) throw error;
      throw new LoadError(printable(`cannot run ${script}: ${why(error)}`));
    }
  }

  /** Put the library's names on globalThis, and a console that knows pipes. */
  install(): void {
    install();
    this.name();
  }

  /** Put the library's names on globalThis. */
  name(): void {
    Object.assign(globalThis, this.library());
    Object.defineProperty(Deno, "args", { value: this.args });
  }

  /** The library's names and what they are in this run. */
  library(): Record<string, unknown> {
    return { ...library };
  }

  /** Give up what only loading and connecting needed; the worker has rights of its own. */
  seal(): void {
    const { read, write, net } = this.plan.seal;
    for (const path of read) Deno.permissions.revokeSync({ name: "read", path });
    for (const path of write) Deno.permissions.revokeSync({ name: "write", path });
    for (const host of net) Deno.permissions.revokeSync({ name: "net", host });
    for (const name of STORES) Reflect.deleteProperty(globalThis, name);
  }
}

/** All of standard input. */
function input(): Uint8Array<ArrayBuffer> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for (;;) {
    const piece = new Uint8Array(65536);
    const count = Deno.stdin.readSync(piece);
    if (count === null) return joined(pieces);
    pieces.push(piece.subarray(0, count));
  }
}

function joined(pieces: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

function here(): string {
  try {
    return Deno.cwd();
  } catch { // somebody removed it
    return "/";
  }
}

function resolved(path: string): string {
  try {
    return Deno.realPathSync(path);
  } catch {
    return path;
  }
}
