/**
 * Brings a script and what it imports into Deno.
 *
 * Each `.aurae` file is transformed and becomes a blob module of type TypeScript: Deno compiles it
 * in the process, keeps its lines and columns, and needs no file, no cache and no hook for it
 * (node:module's hooks would do the same and cost 17 ms of start). Imports of a blob cannot be
 * relative, so their specifiers are written out before.
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

/** The modules of one program. */
export class Modules {
  /** What a person calls the file behind each blob. */
  readonly names = new Map<string, string>();
  private readonly blobs = new Map<string, string>();
  private readonly open: string[] = [];

  constructor(private readonly folder: string) {}

  /** Address of a script as a module; `source` is what its file holds. Throws LoadError. */
  add(path: string, source: string, name: string): string {
    this.open.push(path);
    const code = this.resolved(transform(source), path);
    this.open.pop();
    const url = module(code, "application/typescript");
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
          put(token, token.end, JSON.stringify(this.address(specifier, path)));
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

  private address(specifier: string, importer: string): string {
    const url = new URL(specifier, `file://${encodeURI(importer)}`);
    if (!url.pathname.endsWith(".aurae")) return url.href;
    const path = decodeURIComponent(url.pathname);
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
    const name = this.shown(path);
    try {
      return this.add(path, decode(Deno.readFileSync(path), name), name);
    } catch (error) {
      if (error instanceof LoadError) throw error;
      throw new LoadError(`${this.shown(importer)}: cannot import ${specifier}: ${reason(error)}`);
    }
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
