/**
 * Brings a script and what it imports into Deno.
 *
 * Each file is read here and becomes a blob module: Deno compiles it in the process, keeps its lines
 * and columns, and needs no file and no hook for it (node:module's hooks would do the same and cost
 * 17 ms of start). So nothing is left to read when Deno sees the program: its right to read is gone
 * by then, and no `import` of any kind can reach a file that was refused here. Imports of a blob
 * cannot be relative, so their specifiers are written out before.
 */

import { reason } from "./errors.ts";
import { type Token, tokens } from "./tokens.ts";
import { transform } from "./transform.ts";

/** A script that cannot be loaded; the message begins with its path. */
export class LoadError extends Error {
  override readonly name = "LoadError";
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });
// As long as `import.meta`, so that columns stay.
const META = "aurae__meta";

// What the names of importable code end in, and what Deno is told that it is.
const CODE: [RegExp, string][] = [
  [/\.(?:aurae|m?ts)$/, "application/typescript"],
  [/\.m?js$/, "text/javascript"],
];
const NOTHING = JSON.stringify("data:text/javascript,");

/** What may be imported: everything in `folder` that is not hidden, and `granted`, but no `secrets`. */
export interface Reach {
  /** The script's own folder without symbolic links; empty when it has to do without. */
  folder: string;
  /** Files and folders of --allow-read. */
  granted: string[];
  /** The client's files. */
  secrets: string[];
}

/** The modules of one program. */
export class Modules {
  /** What a person calls the file behind each blob. */
  readonly names = new Map<string, string>();
  /** A source says `connect`. */
  connects = false;
  private readonly blobs = new Map<string, string>();
  private readonly open: string[] = [];

  constructor(private readonly folder: string, private readonly reach: Reach) {}

  /** Address of a script as a module; `source` is what its file holds. Throws LoadError. */
  add(path: string, source: string, name: string, type = "application/typescript"): string {
    this.connects ||= source.includes("connect");
    this.open.push(path);
    const plain = /\.m?[jt]s$/.test(path);
    const url = module(this.resolved(plain ? source : transform(source), path), type);
    this.open.pop();
    this.names.set(url, name);
    this.blobs.set(path, url);
    return url;
  }

  /** Specifiers written out, `import.meta` told what it would have said of a file. */
  private resolved(code: string, path: string): string {
    if (!/\bimport\b|\bfrom\b/.test(code)) return code;
    const cut = tokens(code);
    const pieces: string[] = [];
    let done = 0;
    let meta = false;
    const put = (token: Token, end: number, text: string) => {
      pieces.push(code.slice(done, token.start), text);
      done = end;
    };
    cut.forEach((token, index) => {
      if (token.kind === "string" && isSpecifier(cut, index)) {
        const specifier = token.text.slice(1, -1);
        if (/^(?:\.{0,2}\/|file:)/.test(specifier)) {
          const url = typeOnly(cut, index)
            ? NOTHING
            : JSON.stringify(this.address(specifier, path, attribute(cut, index)));
          put(token, token.end, url);
        }
      } else if (
        token.text === "import" && cut[index + 1]?.text === "." && cut[index + 2]?.text === "meta"
      ) {
        meta = true;
        put(token, (cut[index + 2] as Token).end, META);
      }
    });
    pieces.push(code.slice(done));
    return pieces.join("") + (meta ? this.meta(path) : "");
  }

  private address(specifier: string, importer: string, type: string): string {
    const url = new URL(specifier, `file://${encodeURI(importer)}`);
    const refuse = (why: string) =>
      new LoadError(`${this.shown(importer)}: cannot import ${specifier}: ${why}`);
    const { path, bytes } = this.read(decodeURIComponent(url.pathname), type, refuse);
    const name = this.shown(path);
    if (type !== "") {
      return URL.createObjectURL(
        new Blob([bytes], { type: type === "json" ? "application/json" : "text/plain" }),
      );
    }
    const known = this.blobs.get(path);
    if (known !== undefined) return known;
    if (this.open.includes(path)) {
      const circle = [...this.open.slice(this.open.indexOf(path)), path];
      throw new LoadError(
        `${this.shown(importer)}: cannot import in a circle: ${
          circle.map((p) => this.shown(p)).join(" -> ")
        }`,
      );
    }
    const kind = CODE.find(([ending]) => ending.test(path))?.[1];
    return this.add(path, decode(bytes, name), name, kind);
  }

  /** A file behind an import: where it really is and what it holds. Throws what `refuse` makes. */
  private read(
    named: string,
    type: string,
    refuse: (why: string) => LoadError,
  ): { path: string; bytes: Uint8Array<ArrayBuffer> } {
    const denied = (path: string) =>
      refuse(`the script may not read it; give auraescript --allow-read=${path}`);
    // By the name as it is written first: whether a file exists is nobody's business either.
    if (!this.reaches(named)) throw denied(named);
    try {
      const path = Deno.realPathSync(named);
      if (!this.reaches(path)) throw denied(path);
      if (type === "" && !CODE.some(([ending]) => ending.test(path))) {
        throw refuse("it is no script (.aurae, .ts, .mts, .js, .mjs)");
      }
      return { path, bytes: Deno.readFileSync(path) };
    } catch (error) {
      if (error instanceof LoadError) throw error;
      if (error instanceof Deno.errors.NotCapable) throw denied(named);
      throw refuse(reason(error));
    }
  }

  private reaches(path: string): boolean {
    const { folder, granted, secrets } = this.reach;
    if (granted.some((given) => within(path, given))) return true;
    if (folder === "" || secrets.includes(path) || !within(path, folder)) return false;
    return !path.slice(folder.length).includes("/.");
  }

  private meta(path: string): string {
    const url = new URL(`file://${encodeURI(path)}`).href;
    const facts = {
      url,
      filename: path,
      dirname: path.slice(0, path.lastIndexOf("/")) || "/",
      main: this.open.length === 1,
    };
    const made = `export default { ...${JSON.stringify(facts)}, ` +
      `resolve: (specifier) => new URL(specifier, ${JSON.stringify(url)}).href };`;
    return `\nimport ${META} from ${JSON.stringify(module(made, "text/javascript"))};\n`;
  }

  /** A path as a person would say it here. */
  private shown(path: string): string {
    const folder = this.folder.endsWith("/") ? this.folder : `${this.folder}/`;
    return path.startsWith(folder) ? path.slice(folder.length) : path;
  }
}

/** Text of a script's bytes; a byte order mark is dropped. Throws LoadError. */
export function decode(bytes: Uint8Array, name: string): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new LoadError(`${name}: cannot read script: it is not UTF-8`);
  }
}

/** Address of a module with this code. */
export function module(code: string, type: string): string {
  return URL.createObjectURL(new Blob([code], { type }));
}

function isSpecifier(cut: Token[], index: number): boolean {
  const before = cut[index - 1];
  if (before?.text === "from") {
    const name = cut[index - 2];
    return name?.text === "}" || name?.text === "*" || name?.kind === "word";
  }
  if (before?.text === "import") return true;
  return before?.text === "(" && cut[index - 2]?.text === "import";
}

function within(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}

/** `text` or `json` where the import after this specifier says so: what is no code. */
function attribute(cut: Token[], index: number): string {
  const words = cut.slice(index + 1, index + 9).map((token) => token.text).join(" ");
  const found = /^(?:with|, \{ with :) \{ ["']?type["']? : ["'](text|json)["']/.exec(words);
  return found?.[1] ?? "";
}

/** `import type { A } from ...`: nothing of it is left when the program runs. */
function typeOnly(cut: Token[], index: number): boolean {
  if (cut[index - 1]?.text !== "from") return false;
  let at = index - 2;
  while (at >= 0 && cut[at]?.text !== "import" && cut[at]?.text !== "export") at--;
  return cut[at + 1]?.text === "type" && cut[at + 2]?.text !== "from";
}
