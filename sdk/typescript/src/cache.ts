/**
 * What is to be done to large sources, kept between runs.
 *
 * A file of 10,000 lines (500 KB) takes 20 to 30 ms to cut, by code that nothing has compiled yet; to
 * look it up takes 3 ms. For 150 KB these are 13 and 2 ms, for 15 KB 5 and 1.5 ms, and to keep what
 * was found costs about as much as to look it up. Below 10 KB there is nothing to gain.
 *
 * The name of an entry is the digest of its source and of the code that cuts it. It holds where
 * parentheses go and which words are specifiers, never code, and a digest of its own. What is damaged,
 * or could have been written by somebody else, is not used.
 */

import type { Edit } from "./edits.ts";
import { type Analysis, analysis } from "./load.ts";
import type { Import } from "./imports.ts";

/** Digest of this code, put in when it is bundled. */
declare const AURAE_VERSION: string;

// Characters; below it, cutting costs less than looking.
const LARGE = 16 * 1024;
const LIMIT = 32 * 2 ** 20;

const encoder = new TextEncoder();

/** A folder of entries; it is made with the first one. */
export class Cache {
  /** `uid` is the user who runs this; nobody else's entries are used. */
  constructor(private readonly folder: string, private readonly uid: number) {}

  /** What is to be done to a source, from the cache where it is large. */
  readonly analyze = async (source: string, plain: boolean): Promise<Analysis> => {
    if (source.length < LARGE) return analysis(source, plain);
    const version = typeof AURAE_VERSION === "undefined" ? "" : AURAE_VERSION;
    const key = await digest(`${version} ${plain}\n${source}`);
    const path = `${this.folder}/${key}`;
    try {
      const found = await this.read(path, key);
      if (found !== undefined) return found;
    } catch {
      // As if it were not there.
    }
    const made = analysis(source, plain);
    try {
      await this.write(path, key, made);
    } catch {
      // A full disk, a folder that may not be made: the next run cuts again.
    }
    return made;
  };

  private async read(path: string, key: string): Promise<Analysis | undefined> {
    if (!this.own(this.folder, "isDirectory") || !this.own(path, "isFile")) return undefined;
    const text = Deno.readTextFileSync(path);
    const end = text.indexOf("\n");
    const json = text.slice(end + 1);
    return text.slice(0, end) === await digest(key + json) ? unpack(json) : undefined;
  }

  private async write(path: string, key: string, made: Analysis): Promise<void> {
    Deno.mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    if (!this.own(this.folder, "isDirectory")) return;
    this.trim();
    const json = pack(made);
    const scratch = `${path}.${Deno.pid}`;
    const text = `${await digest(key + json)}\n${json}`;
    Deno.writeTextFileSync(scratch, text, { createNew: true, mode: 0o600 });
    Deno.renameSync(scratch, path);
  }

  /** The user's alone, and what it should be: a pipe would be waited for. */
  private own(path: string, kind: "isDirectory" | "isFile"): boolean {
    const info = Deno.lstatSync(path);
    const { uid, mode } = info;
    return info[kind] && uid === this.uid && ((mode ?? 0o777) & 0o077) === 0;
  }

  /** Make room: the oldest entries go. */
  private trim(): void {
    const entries = [...Deno.readDirSync(this.folder)].map(({ name }) => {
      const { size, mtime } = Deno.lstatSync(`${this.folder}/${name}`);
      return { name, size, time: mtime?.getTime() ?? 0 };
    });
    let sum = entries.reduce((all, { size }) => all + size, 0);
    for (const { name, size } of entries.sort((a, b) => a.time - b.time)) {
      if (sum <= LIMIT) return;
      Deno.removeSync(`${this.folder}/${name}`);
      sum -= size;
    }
  }
}

async function digest(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", encoder.encode(text)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Of an edit: where it is, whether it takes the place of a blank, whether it closes.
function pack({ parentheses, imports }: Analysis): string {
  const places = parentheses.map(({ start, end, text }) =>
    start * 4 + (end > start ? 2 : 0) + (text === ")" ? 1 : 0)
  );
  return JSON.stringify([places, imports]);
}

function unpack(json: string): Analysis {
  const [places, imports] = JSON.parse(json) as [number[], Import[]];
  const parentheses = places.map((place): Edit => {
    const start = place >> 2;
    return { start, end: place & 2 ? start + 1 : start, text: place & 1 ? ")" : "(" };
  });
  return { parentheses, imports };
}
