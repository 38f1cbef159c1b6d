/**
 * The documents that the compiler is told of.
 *
 * Those that the editor has open, and virtual ones beside them: what they import and the compiler
 * could not read itself. That is scripts (it gets them with parentheses, from disk, for as long as
 * somebody imports them), and files of upstream's library, wherever a script expects them.
 */

import { imports } from "../imports.ts";
import { librarySpecifier } from "../specifiers.ts";
import { Document } from "./document.ts";

// A program is a handful of files; what is larger is not followed any further.
const FILES = 500;
const BYTES = 4 << 20;
// The compiler may still speak of a version that the editor has left behind.
const KEPT = 8;

/** A message to the compiler. */
export interface Notice {
  method: "textDocument/didOpen" | "textDocument/didChange" | "textDocument/didClose";
  params: unknown;
}

/** A file on disk, as it was when it was read. */
interface File {
  stamp: string;
  text: string;
  imports: string[];
}

/** All documents, by their address without its many spellings. */
export class Documents {
  private readonly open = new Map<string, { versions: Document[]; imports: string[] }>();
  private readonly virtual = new Map<string, Document>();
  private readonly files = new Map<string, File>();

  /** No version of the editor's: the compiler does not look at a text again whose version it knows. */
  private version = 1_000_000;

  /** `library` has the addresses of the declarations of `aurae` and `aurae/NAME`. */
  constructor(private readonly library: Record<string, string>) {}

  /** The document as it is, or as it was in a version. */
  get(uri: string, version?: number): Document | undefined {
    const name = key(uri);
    const versions = this.open.get(name)?.versions;
    if (versions === undefined) return this.virtual.get(name);
    return versions.findLast((document) => document.version === version) ?? versions.at(-1);
  }

  /** Whether the editor has it open. */
  isOpen(uri: string): boolean {
    return this.open.has(key(uri));
  }

  /** What a script calls the module in a file, whose ending the compiler may leave out. */
  called(uri: string): string {
    const file = `${uri.replace(/\.ts$/, "")}.ts`;
    const declared = Object.entries(this.library).find(([, address]) => address === file);
    return declared?.[0] ?? librarySpecifier(file) ?? uri;
  }

  /** The editor opens a document; what the compiler has to be told, in this order. */
  opened(document: Document): Notice[] {
    const name = key(document.uri);
    const notices: Notice[] = [];
    if (this.virtual.delete(name)) notices.push(closed(document.uri));
    this.open.set(name, { versions: [document], imports: this.imported(document) });
    return [...notices, ...this.settle(), opened(document)];
  }

  /** The editor has another version of a document. */
  changed(document: Document): Notice[] {
    const name = key(document.uri);
    const kept = this.open.get(name)?.versions.slice(1 - KEPT) ?? [];
    this.open.set(name, {
      versions: [...kept, document],
      imports: this.imported(document),
    });
    return [...this.settle(), changed(document)];
  }

  /** The editor closes a document. */
  closed(uri: string): Notice[] {
    if (!this.open.delete(key(uri))) return [];
    return [closed(uri), ...this.settle()];
  }

  /** What has changed on disk. */
  settle(): Notice[] {
    const needed = this.needed();
    const notices: Notice[] = [];
    for (const [name, document] of this.virtual) {
      if (needed.has(name)) continue;
      this.virtual.delete(name);
      notices.push(closed(document.uri));
    }
    for (const [name, text] of needed) {
      const before = this.virtual.get(name);
      if (before?.source === text) continue;
      const document = new Document(name, ++this.version, text, isScript(name));
      this.virtual.set(name, document);
      notices.push(before === undefined ? opened(document) : changed(document));
    }
    return notices;
  }

  /** Everything again, for a compiler that knows nothing. */
  all(): Notice[] {
    const documents = [...this.open.values()].map(({ versions }) => versions.at(-1) as Document);
    return [...this.virtual.values(), ...documents].map(opened);
  }

  /** Virtual documents that are imported by what is open, directly or not, and their texts. */
  private needed(): Map<string, string> {
    const found = new Map<string, string>();
    const seen = new Set<string>();
    const waiting = [...this.open.values()].flatMap((document) => document.imports);
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      if (seen.has(name) || seen.size >= FILES) continue;
      seen.add(name);
      if (this.open.has(name)) continue;
      const meant = librarySpecifier(name);
      const declared = meant && this.library[meant];
      if (declared !== undefined) {
        found.set(name, `export * from ${JSON.stringify(declared)};\n`);
        continue;
      }
      const file = this.read(name);
      if (file === undefined) continue;
      if (isScript(name)) found.set(name, file.text);
      waiting.push(...file.imports);
    }
    for (const name of this.files.keys()) {
      if (!seen.has(name)) this.files.delete(name);
    }
    return found;
  }

  private read(name: string): File | undefined {
    if (!/^file:.*\.(?:aurae|m?[jt]s)$/.test(name)) return undefined;
    try {
      const url = new URL(name);
      const { mtime, size, isFile, ino } = Deno.statSync(url);
      if (!isFile || size > BYTES) return undefined;
      const stamp = `${mtime?.getTime()} ${size} ${ino}`;
      const known = this.files.get(name);
      if (known?.stamp === stamp) return known;
      const text = Deno.readTextFileSync(url);
      const file = { stamp, text, imports: addresses(text, name) };
      this.files.set(name, file);
      return file;
    } catch {
      return undefined; // The compiler says what is wrong with such an import.
    }
  }

  private imported({ uri, source }: Document): string[] {
    return addresses(source, key(uri));
  }
}

/** Addresses of the files that a source imports. */
function addresses(source: string, from: string): string[] {
  return imports(source).flatMap(({ specifier, kind }) => {
    if (kind === "meta" || !/^(?:\.{0,2}\/|file:)/.test(specifier)) return [];
    return URL.canParse(specifier, from) ? [key(new URL(specifier, from).href)] : [];
  });
}

/** One spelling for all spellings of an address: editors differ in what they escape. */
export function key(uri: string): string {
  if (!uri.startsWith("file:")) return uri;
  try {
    const path = decodeURIComponent(new URL(uri).pathname);
    return `file://${path.replace(/[^\w./~!$&'()*+,;=:@-]/gu, encodeURIComponent)}`;
  } catch {
    return uri;
  }
}

/** Whether an address is a script's. */
export function isScript(uri: string): boolean {
  return /\.aurae$/.test(uri);
}

function opened({ uri, version, text, script }: Document): Notice {
  const languageId = script || !/\.m?js$/.test(uri) ? "typescript" : "javascript";
  return {
    method: "textDocument/didOpen",
    params: { textDocument: { uri, languageId, version, text } },
  };
}

function changed({ uri, version, text }: Document): Notice {
  return {
    method: "textDocument/didChange",
    params: { textDocument: { uri, version }, contentChanges: [{ text }] },
  };
}

function closed(uri: string): Notice {
  return { method: "textDocument/didClose", params: { textDocument: { uri } } };
}
