/** Which files a script may import, and reading them. */

import { reason } from "./errors.ts";

/** What may be imported: everything in `folder` that is not hidden, and `granted`, but no `secrets`. */
export interface Reach {
  /** The script's own folder without symbolic links; empty when it has to do without. */
  folder: string;
  /** Files and folders of --allow-read. */
  granted: string[];
  /** The client's files. */
  secrets: string[];
  /** What reads; Deno where it is unset. */
  files?: Reader | undefined;
}

/** Functions of Deno's, or others in their place. */
export interface Reader {
  realPathSync(path: string): string;
  statSync(path: string): { isDirectory: boolean; isFile: boolean };
  readFileSync(path: string): Uint8Array<ArrayBuffer>;
}

/** A file that cannot be imported; the message says why. */
export class Refused extends Error {}

// What the names of importable code end in, and what Deno is told that it is.
const CODE: [RegExp, string][] = [
  [/\.(?:aurae|m?ts)$/, "application/typescript"],
  [/\.m?js$/, "text/javascript"],
];

/** What Deno is told that a file of code is; undefined for a file that is none. */
export function codeType(path: string): string | undefined {
  return CODE.find(([ending]) => ending.test(path))?.[1];
}

/** A file behind an import: where it really is and what it holds. Throws Refused. */
export function reach(
  named: string,
  code: boolean,
  allowed: Reach,
): { path: string; bytes: Uint8Array<ArrayBuffer> } {
  const denied = (path: string) =>
    new Refused(`the script may not read it; give auraescript --allow-read=${path}`);
  // By the name as it is written first: whether a file exists is nobody's business either.
  if (!reaches(named, allowed)) throw denied(named);
  const files = allowed.files ?? Deno;
  try {
    const path = files.realPathSync(named);
    if (!reaches(path, allowed)) throw denied(path);
    const { isDirectory, isFile } = files.statSync(path);
    if (isDirectory) throw new Refused(FOLDER);
    // A pipe that nobody writes to would be waited for, a device may have no end.
    if (!isFile) throw new Refused("it is no file");
    if (code && codeType(path) === undefined) {
      throw new Refused("it is no script (.aurae, .ts, .mts, .js, .mjs)");
    }
    return { path, bytes: files.readFileSync(path) };
  } catch (error) {
    if (error instanceof Refused) throw error;
    if (error instanceof Deno.errors.NotCapable) throw denied(named);
    throw new Refused(why(error));
  }
}

const FOLDER = "it is a folder";

/** Why a file could not be read. */
export function why(error: unknown): string {
  return error instanceof Deno.errors.IsADirectory ? FOLDER : reason(error);
}

function reaches(path: string, { folder, granted, secrets }: Reach): boolean {
  if (granted.some((given) => within(path, given))) return true;
  if (folder === "" || secrets.includes(path) || !within(path, folder)) return false;
  return !path.slice(folder.length).includes("/.");
}

function within(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}
