/**
 * Files that inputs import.
 *
 * The engine gave up its right to read before the first input, as a script does. So the front end
 * reads, by the same rules; here files are fetched ahead, with all that they import themselves.
 */

import { tokens } from "../tokens.ts";
import { pathOf } from "../paths.ts";
import type { Reader } from "../reach.ts";
import type { Channel } from "./channel.ts";
import type { File } from "./protocol.ts";

const LOCAL = /^(?:\.{0,2}\/|file:)/;

/** What was fetched, with the names of Deno's functions for reading it. */
export class Files implements Reader {
  readonly #known = new Map<string, File>();

  constructor(private readonly channel: () => Channel) {}

  /** Fetch what a specifier means in a file, and what that imports. */
  async fetch(specifier: string, importer: string): Promise<void> {
    if (!LOCAL.test(specifier)) return;
    const path = named(specifier, importer);
    if (path === undefined) return;
    if (this.#known.has(path)) return;
    const file = await this.channel().file(path);
    this.#known.set(path, file);
    if (file.real === undefined) return;
    this.#known.set(file.real, file);
    if (!/\.(?:aurae|m?[jt]s)$/.test(file.real)) return;
    const source = new TextDecoder().decode(decoded(file));
    for (const found of specifiers(source)) await this.fetch(found, file.real);
  }

  /** Forget all, so that a changed file is read again. */
  forget(): void {
    this.#known.clear();
  }

  /** As Deno's. */
  realPathSync(path: string): string {
    return this.#file(path).real as string;
  }

  /** As Deno's; what can be fetched is a file. */
  statSync(): { isDirectory: boolean; isFile: boolean } {
    return { isDirectory: false, isFile: true };
  }

  /** As Deno's. */
  readFileSync(path: string): Uint8Array<ArrayBuffer> {
    return decoded(this.#file(path));
  }

  #file(path: string): File {
    const file = this.#known.get(path);
    if (file === undefined) throw new Error("it was not fetched");
    if (file.problem === undefined) return file;
    if (file.problem === "refused") throw new Deno.errors.NotCapable(file.problem);
    throw new Error(file.problem);
  }
}

function decoded(file: File): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(file.bytes ?? ""), (letter) => letter.charCodeAt(0));
}

/** Strings of a source that may be specifiers. */
function specifiers(source: string): string[] {
  const cut = tokens(source);
  return cut.filter((token, index) => {
    if (token.kind !== "string") return false;
    const before = cut[index - 1]?.text;
    return before === "from" || before === "import" ||
      (before === "(" && cut[index - 2]?.text === "import");
  }).map((token) => token.text.slice(1, -1));
}

/** The path that a specifier names; undefined for one that names none: importing says why. */
function named(specifier: string, importer: string): string | undefined {
  try {
    return pathOf(specifier, importer);
  } catch {
    return undefined;
  }
}
