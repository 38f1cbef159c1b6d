/**
 * Brings a script and what it imports into Deno.
 *
 * Each file is read here and becomes a blob module: Deno compiles it in the process, keeps its lines
 * and columns, and needs no file and no hook for it. So nothing is left to read when Deno sees the
 * program: its right to read is gone by then, and no `import` of any kind can reach a file that was
 * refused here. Imports of a blob cannot be relative, so their specifiers are written out before.
 *
 * Only where files import each other in a circle an address is needed before there is one. There the
 * specifier is a name, and a hook of node:module, which costs 20 ms to load, says which blob it is.
 */

import { apply, type Edit, offset, origin, position } from "./edits.ts";
import { type Import, imports } from "./imports.ts";
import { fileUrl, pathOf } from "./paths.ts";
import { printable } from "./printable.ts";
import { codeType, type Reach, reach, Refused } from "./reach.ts";
import { librarySpecifier } from "./specifiers.ts";
import { insertions } from "./transform.ts";
import { decode } from "./utf8.ts";

/** A script that cannot be loaded; the message begins with its place. */
export class LoadError extends Error {
  override readonly name = "LoadError";
}

// As long as `import.meta`, so that columns stay.
const META = "aurae__meta";
const NOTHING = "data:text/javascript,";
// Under it the module of the library finds the library.
const LIBRARY = Symbol.for("aurae.library");

/** What is done to a source before Deno sees it. */
export interface Analysis {
  parentheses: Edit[];
  imports: Import[];
}

/** Finds what is to be done to a source. */
export type Analyze = (source: string, plain: boolean) => Analysis | Promise<Analysis>;

/** A file of the program. */
class Loaded {
  constructor(
    readonly name: string,
    readonly source: string,
    private readonly edits: readonly Edit[],
  ) {}

  /** Of each line: columns of the compiled text, and how much further on it is than the file. */
  shifts(): Record<string, [number, number][]> {
    const found: Record<string, [number, number][]> = {};
    const text = this.text();
    let shift = 0;
    for (const edit of this.edits) {
      const by = edit.text.length - (edit.end - edit.start);
      const { line, column } = position(text, edit.start + shift);
      if (by !== 0) (found[line] ??= []).push([column, by]);
      shift += by;
    }
    return found;
  }

  /** What was compiled. */
  text(): string {
    return apply(this.source, this.edits);
  }

  /** Where a line and a column of the compiled text lie in the file. */
  place(line: number, column: number): { line: number; column: number } {
    const at = offset(this.text(), line, column);
    return position(this.source, Math.min(origin(this.edits, at), this.source.length));
  }
}

/** The modules of one program. */
export class Modules {
  /** A source says `connect`. */
  connects = false;
  /** The files, by the addresses of their blobs. */
  private readonly files = new Map<string, Loaded>();
  private readonly addresses = new Map<string, string>();
  private readonly open: string[] = [];
  /** Specifiers of files in a circle, and their paths. */
  private readonly circles = new Map<string, string>();
  private main = "";

  constructor(
    private readonly folder: string,
    private readonly allowed: Reach,
    private readonly library: () => Record<string, unknown>,
    private readonly analyze: Analyze = analysis,
  ) {}

  /** Address of the program whose first file this is. Throws LoadError. */
  async program(path: string, source: string, name: string): Promise<string> {
    this.main = path;
    const address = await this.add(path, source, printable(name), "application/typescript");
    if (this.circles.size > 0) await this.link();
    return address;
  }

  /** What a file is called whose blob has this address, and its source. */
  file(address: string): Loaded | undefined {
    return this.files.get(address);
  }

  /** All files, each with its source. */
  all(): Iterable<Loaded> {
    return this.files.values();
  }

  /** For each blob what it is called and where its text is shifted. */
  table(): Record<string, [string, Record<string, [number, number][]>]> {
    return Object.fromEntries(
      [...this.files].map(([address, file]) => [address, [file.name, file.shifts()]]),
    );
  }

  private async add(path: string, source: string, name: string, type: string): Promise<string> {
    this.connects ||= /connect|createClient/.test(source);
    this.open.push(path);
    const { parentheses, imports } = await this.analyze(source, /\.m?[jt]s$/.test(path));
    const edits = [...parentheses];
    let meta = false;
    for (const one of imports) {
      meta ||= one.kind === "meta";
      const text = one.kind === "meta" ? META : await this.specifier(one, path, source, name);
      if (text !== undefined) edits.push({ start: one.start, end: one.end, text });
    }
    if (imports.length > 0) edits.sort((a, b) => a.start - b.start);
    this.open.pop();
    const address = module(apply(source, edits) + (meta ? this.meta(path) : ""), type);
    this.files.set(address, new Loaded(name, source, edits));
    this.addresses.set(path, address);
    return address;
  }

  /** What is written for a specifier; undefined where it stays. */
  private async specifier(
    one: Import,
    importer: string,
    source: string,
    name: string,
  ): Promise<string | undefined> {
    const { specifier, kind } = one;
    try {
      const library = librarySpecifier(specifier);
      const local = /^(?:\.{0,2}\/|file:|\.{1,2}$)/.test(specifier);
      if (library === undefined && !local) return undefined;
      if (kind === "type") return JSON.stringify(NOTHING);
      const address = library !== undefined
        ? this.provided(library)
        : await this.address(specifier, importer, kind);
      return JSON.stringify(address);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { line, column } = position(source, one.start);
      const what = `cannot import ${specifier}: ${error.message}`;
      throw new LoadError(printable(`${name}:${line}:${column}: ${what}`));
    }
  }

  private async address(
    specifier: string,
    importer: string,
    kind: Import["kind"],
  ): Promise<string> {
    const code = kind === "code";
    const { path, bytes } = reach(named(specifier, importer), code, this.allowed);
    if (!code) {
      const type = kind === "json" ? "application/json" : "text/plain";
      return URL.createObjectURL(new Blob([bytes], { type }));
    }
    const known = this.addresses.get(path);
    if (known !== undefined) return known;
    if (this.open.includes(path)) {
      const name = `aurae-module:${this.open.indexOf(path)}${path}`;
      this.circles.set(name, path);
      return name;
    }
    const name = printable(this.shown(path));
    return await this.add(path, text(bytes, name), name, codeType(path) as string);
  }

  /** Let the specifiers of circles find their modules. */
  private async link(): Promise<void> {
    const { registerHooks } = await import("node:module");
    const found = new Map(
      [...this.circles].map(([name, path]) => [name, this.addresses.get(path) as string]),
    );
    registerHooks({
      resolve: (specifier, context, next) => {
        const url = found.get(specifier);
        return url === undefined ? next(specifier, context) : { url, shortCircuit: true };
      },
    });
  }

  /** Address of the library, or of one of its generated modules. Throws Refused. */
  private provided(library: string): string {
    const known = this.addresses.get(library);
    if (known !== undefined) return known;
    const address = library === "aurae" ? this.whole() : generated(library);
    this.addresses.set(library, address);
    return address;
  }

  private whole(): string {
    const library = this.library();
    Object.defineProperty(globalThis, LIBRARY, { value: library });
    const names = Object.keys(library).join(", ");
    const code = `const { ${names} } = globalThis[Symbol.for("${LIBRARY.description}")];\n` +
      `export { ${names} };\n`;
    const address = module(code, "text/javascript");
    this.files.set(address, new Loaded("aurae", code, []));
    return address;
  }

  private meta(path: string): string {
    const url = fileUrl(path);
    const facts = {
      url,
      filename: path,
      dirname: path.slice(0, path.lastIndexOf("/")) || "/",
      main: path === this.main,
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

/** What is to be done to a source; a `plain` one is TypeScript or JavaScript. */
export function analysis(source: string, plain: boolean): Analysis {
  return { parentheses: plain ? [] : insertions(source), imports: imports(source) };
}

/** Text of a script's bytes. Throws LoadError. */
export function text(bytes: Uint8Array, name: string): string {
  return decode(bytes, (at) => {
    const place = `${printable(name)}:${at.line}:${at.column}`;
    return new LoadError(`${place}: cannot read script: it is not UTF-8`);
  });
}

/** Address of a module with this code. */
export function module(code: string, type: string): string {
  return URL.createObjectURL(new Blob([code], { type }));
}

/** Address of a generated module in the bundle. Throws Refused. */
function generated(library: string): string {
  const name = library.slice("aurae/".length);
  const folder = new URL("gen/", import.meta.url);
  const names = [...Deno.readDirSync(folder)].map((entry) => entry.name.replace(/\.[jt]s$/, ""));
  if (!names.includes(name)) {
    throw new Refused(`the library has no such module; it has ${names.sort().join(", ")}`);
  }
  return new URL(`gen/${name}.js`, import.meta.url).href;
}

function named(specifier: string, importer: string): string {
  try {
    return pathOf(specifier, importer);
  } catch (error) {
    throw new Refused((error as Error).message);
  }
}
