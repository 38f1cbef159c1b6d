/** Deno's own commands, run on copies of the sources in a folder that goes away with the tool. */

import { reason } from "../errors.ts";
import type { Source } from "./source.ts";

/** The tool cannot do its work at all; the message says why. */
export class ToolError extends Error {}

/** What Deno printed. */
export interface Output {
  status: number;
  stdout: string;
  stderr: string;
}

// What the launcher may have set for us and Deno needs; anything else of the user's could change
// what is found.
const ENVIRONMENT = {
  // Where no folder can be made Deno keeps its caches in memory, which is faster for what is used once.
  DENO_DIR: "/dev/null/deno",
  DENO_NO_PACKAGE_JSON: "1",
  DENO_NO_UPDATE_CHECK: "1",
  NO_COLOR: "1",
};

/** A folder of copies. */
export class Scratch {
  /** The sources behind the copies `0.ts`, `1.ts` and so on. */
  readonly sources: Source[] = [];
  readonly #names = new Set<string>();
  readonly #folder: string;

  /** `folder` is what will be made. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Make the folder, which must not be there yet; a signal that ends the tool takes it away. */
  make(): void {
    const end = (status: number) => {
      this.remove();
      Deno.exit(status);
    };
    Deno.addSignalListener("SIGINT", () => end(130));
    Deno.addSignalListener("SIGTERM", () => end(143));
    Deno.addSignalListener("SIGHUP", () => end(129));
    try {
      Deno.mkdirSync(this.#folder, { mode: 0o700 });
    } catch (error) {
      throw new ToolError(`cannot make ${this.#folder}: ${reason(error)}`);
    }
  }

  /** `file:` address of the folder, with a slash. */
  get url(): string {
    return new URL(`file://${encodeURI(this.#folder).replace(/[?#]/g, encodeURIComponent)}/`).href;
  }

  /** Copy a source, or `text` in its place; returns the copy's name. */
  add(source: Source, text = source.plain): string {
    const javascript = /\.(m?js)$/.exec(source.path)?.[1];
    const kind = /\.d\.m?ts$/.test(source.path) ? "d.ts" : javascript ?? "ts";
    const name = `${this.sources.length}.${kind}`;
    this.sources.push(source);
    this.#names.add(name);
    this.write(name, text);
    return name;
  }

  /** Names of the copies that are there. */
  get names(): string[] {
    return [...this.#names];
  }

  /** Take a copy away. */
  drop(name: string): void {
    this.#names.delete(name);
    Deno.removeSync(`${this.#folder}/${name}`);
  }

  /** The source behind a copy's name, path or address. */
  source(copy: string): Source | undefined {
    const number = /(?:^|\/)(\d+)\.[\w.]+$/.exec(copy)?.[1];
    return number === undefined ? undefined : this.sources[Number(number)];
  }

  write(name: string, content: string | Uint8Array): void {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    Deno.writeFileSync(`${this.#folder}/${name}`, bytes);
  }

  read(name: string): string {
    return Deno.readTextFileSync(`${this.#folder}/${name}`);
  }

  /** Run Deno with these words in the folder. */
  async deno(...words: string[]): Promise<Output> {
    const command = new Deno.Command(Deno.execPath(), {
      args: words,
      cwd: this.#folder,
      clearEnv: true,
      env: ENVIRONMENT,
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    });
    const { code, stdout, stderr, signal } = await command.output();
    if (signal !== null) throw new ToolError(`deno ended by ${signal}`);
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    return { status: code, stdout: text(stdout), stderr: text(stderr) };
  }

  remove(): void {
    try {
      Deno.removeSync(this.#folder, { recursive: true });
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
}

/** Why Deno failed, of all that it said: the first line of its error. */
export function why({ stderr, status }: Output): string {
  const found = /^error: (.*)$/m.exec(stderr) ??
    /^(?:thread .* panicked at )?(\S.*)$/m.exec(stderr);
  return found?.[1] ?? `deno ended with status ${status}`;
}

/** `SyntaxError: why ... at file:///x/0.ts:3:5`, as every command of Deno says it. */
export const SYNTAX = /SyntaxError: ([^\n]*)\n(?:[^]*?)\n {4}at (\S+?):(\d+):(\d+)(?=\n|$)/g;

/** Parser's words without its inner names. */
export function syntaxMessage(text: string): string {
  const plain = /^Unexpected token `<lexing error: .*?(Unterminated)(\w*).*>`.*$/.exec(text);
  if (plain === null) return text;
  return plain[2] === "Tpl" ? "Unterminated template" : "Unterminated text";
}
